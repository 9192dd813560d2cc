"""Make the folder of a new vault, closed to other users, or leave nothing behind."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from . import faults
from .atomic_file import sync_folder
from .vault_errors import FolderTaken, HeaderNotWritten

PART: Final = ".part"


@contextlib.contextmanager
def made_whole(folder: Path) -> Iterator[Path]:
    """A place beside `folder` to make a vault in. It takes the folder's name when the body is through, or is removed.

    What a kill leaves of it is no vault to anybody, and goes the next time. Raises FolderTaken, HeaderNotWritten and
    DiskGone.
    """
    part = folder.with_name(f"{folder.name}{PART}")
    _require_free(folder)
    shutil.rmtree(part, ignore_errors=True)
    try:
        yield part
        _rename(part, folder)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise


def _require_free(folder: Path) -> None:
    try:
        is_free = not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))
    except OSError as error:
        raise _not_made() from error
    if not is_free:
        raise FolderTaken


def _rename(part: Path, folder: Path) -> None:
    try:
        sync_folder(part)
        if folder.exists():
            folder.rmdir()  # an empty one, which not every system renames over
        part.rename(folder)
    except OSError as error:
        _require_free(folder)
        raise faults.told(faults.GONE, faults.CREATING) from error
    with contextlib.suppress(OSError):  # it is in place; some disks cannot sync a folder
        sync_folder(folder.parent)


@contextlib.contextmanager
def new_folder(folder: Path, inner: str) -> Iterator[None]:
    """Make `folder` with the folder `inner` in it; if the body cannot write its files, take both away again.

    Raises FolderTaken if something is there already, HeaderNotWritten if the disk is full or not writable.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise FolderTaken
        (folder / inner).mkdir(mode=0o700)
        yield
    except FileExistsError:
        raise FolderTaken from None
    except (OSError, HeaderNotWritten) as error:
        with contextlib.suppress(OSError):  # whatever else lies there stays
            (folder / inner).rmdir()
            folder.rmdir()
        raise _not_made() from error


def _not_made() -> HeaderNotWritten:
    return HeaderNotWritten(
        "The vault was not made: this folder is full or cannot be written to.", "Choose another place."
    )
