"""One process at a time in a vault: a lock that the system itself gives back when a process dies."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import socket
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Final

from . import faults
from .faults import OPENING, DiskGone
from .vault_errors import VaultInUse, VaultReadOnly

FILE: Final = "vault.lock"
LOCKED_BYTE: Final = 1 << 20  # beyond the text: a byte locked on Windows cannot be read by others
LONGEST: Final = 4_096
BINARY: Final = getattr(os, "O_BINARY", 0)
WRITE_PROTECTED: Final = (errno.EROFS, errno.EACCES, errno.EPERM)


@dataclass(frozen=True)
class Holder:
    """The process that has the vault open, as it wrote itself down."""

    process_id: int
    computer: str
    since: datetime


class VaultLock:
    """Holds a vault for this process from `take` until `release`, a kill or a crash.

    The file stays behind; only the system's lock on it counts, so none is ever stale.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._handle: int | None = None

    def take(self, now: datetime) -> VaultLock:
        """Take the vault. Raises VaultInUse, which says who has it, VaultReadOnly, DiskFull or DiskGone."""
        handle = self._take(os.O_RDWR | os.O_CREAT)
        with contextlib.suppress(OSError):  # on a full disk the lock holds, only nobody learns whose it is
            self._write_down(handle, now)
        return self

    def take_to_read(self) -> VaultLock:
        """Take a vault that cannot be written to. Raises VaultInUse if somebody who can write has it.

        Where there is no file to lock, no process of this computer has it open.
        """
        with contextlib.suppress(VaultReadOnly, DiskGone):
            self._take(os.O_RDONLY)
        return self

    def release(self) -> None:
        """Give the vault back; does nothing if it is not held."""
        if self._handle is not None:
            with contextlib.suppress(OSError):
                os.ftruncate(self._handle, 0)
            os.close(self._handle)
            self._handle = None

    def holder(self) -> Holder | None:
        """Who has the vault open, as far as it was written down."""
        try:
            with self._path.open("rb") as file:
                said = json.loads(file.read(LONGEST))
            return Holder(int(said["process"]), str(said["computer"]), datetime.fromisoformat(said["since"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def __enter__(self) -> VaultLock:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def _take(self, how: int) -> int:
        if self._handle is not None:
            raise RuntimeError("this lock is held already")
        try:
            handle = os.open(self._path, how | BINARY, 0o600)
        except OSError as error:
            if error.errno in WRITE_PROTECTED:
                raise VaultReadOnly from error
            raise faults.told(faults.FULL if error.errno == errno.ENOSPC else faults.GONE, OPENING) from error
        if not _lock(handle):
            os.close(handle)
            raise VaultInUse(_sentence(self.holder(), socket.gethostname()))
        self._handle = handle
        return handle

    @staticmethod
    def _write_down(handle: int, now: datetime) -> None:
        said = {"process": os.getpid(), "computer": socket.gethostname(), "since": now.isoformat()}
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, json.dumps(said).encode("utf-8"))


def _sentence(holder: Holder | None, here: str) -> str:
    if holder is None:
        return "This vault is open in another window or program."
    where = "on this computer" if holder.computer == here else f"on the computer {holder.computer}"
    since = holder.since.astimezone().strftime("%H:%M on %d/%m/%Y")
    return f"This vault is already open {where} since {since} (process {holder.process_id})."


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> bool:
        os.lseek(handle, LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
