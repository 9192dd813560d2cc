"""Write a small file so that a kill or a power cut leaves the old one or the new one, never half."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path


def write_atomically(path: Path, data: bytes) -> None:
    """Replace `path` with `data`, readable by this person only; on OSError the old file is untouched."""
    temporary = path.with_name(f"{path.name}.tmp")
    try:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
        with open(handle, "wb") as file:  # noqa: PTH123 - takes the handle made above
            file.write(data)
            file.flush()
            _sync(file.fileno())
        temporary.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    with contextlib.suppress(OSError):  # the new file is in place; some disks cannot sync a folder
        sync_folder(path.parent)


def sync_file(path: Path) -> None:
    """Make a file that was written by somebody else durable."""
    with path.open("rb+") as file:
        _sync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` durable; Windows has no such call and needs none."""
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY)
        try:
            _sync(handle)
        finally:
            os.close(handle)


def _sync(handle: int) -> None:
    os.fsync(handle)
    if sys.platform == "darwin":
        import fcntl

        # macOS answers fsync from the disk's cache; this asks the disk itself
        fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
