"""Make the folder of a new vault, closed to other users, or leave nothing behind."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from .vault_errors import FolderTaken, HeaderNotWritten


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
        raise HeaderNotWritten(
            "The vault was not made: this folder is full or cannot be written to.", "Choose another place."
        ) from error
