"""What goes wrong with a disk for a while: one call after another fails, a size limit, a small disk filled up."""

from __future__ import annotations

import contextlib
import errno
import os
import resource
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from . import disk
from .disk import Calls

PAGE = 4096
FEW = 12  # sizes to try, a few pages apart


class Trouble:
    """`how` is what the table calls it. `steps` are the chances at which it can begin."""

    how: str
    steps: range

    def holds(self, place: Path, step: int) -> contextlib.AbstractContextManager[None]:
        """The trouble below `place`, from the `step`-th chance on; afterwards the disk is well again."""
        raise NotImplementedError

    def came(self) -> bool:
        """Whether it got to the trouble the last time. If not, no later step will."""
        return True

    def may_keep_what_it_refused(self) -> bool:
        """Whether a save may be on the disk all the same: all of it was written, and only the last sync failed."""
        return False

    def may_leave_parts(self) -> bool:
        """Whether half-written files cannot be removed, because the disk is gone with them."""
        return False


@dataclass
class FailingCall(Trouble):
    """From the step-th call on, calls of these kinds fail with this error."""

    how: str
    error: int
    kinds: Calls
    vanishes: bool = False
    """Whether the whole disk is gone with its folders, besides."""
    steps: range = range(600)
    _calls: int = 0
    _step: int = 0

    @contextlib.contextmanager
    def holds(self, place: Path, step: int) -> Iterator[None]:
        library = disk.this_process()
        if self.vanishes:
            library.disk_vanish_to(os.environ["DISK_ROOT"].encode() + b" away")
        library.disk_fail_after(step, self.error, int(self.kinds))
        try:
            yield
        finally:
            self._step, self._calls = step, library.disk_mend()
            assert self._calls >= 0, "something was made where the disk had been"

    def came(self) -> bool:
        return self._calls > self._step

    def may_keep_what_it_refused(self) -> bool:
        return Calls.SYNCING in self.kinds

    def may_leave_parts(self) -> bool:
        return self.vanishes


class SizeLimit(Trouble):
    """No file may grow beyond a size, as under a quota."""

    how = "over a size limit"
    steps = range(FEW)

    @contextlib.contextmanager
    def holds(self, place: Path, step: int) -> Iterator[None]:
        sizes = [path.stat().st_size for path in place.rglob("*") if path.is_file() and not path.name.endswith("-shm")]
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (max(sizes, default=0) + step * PAGE * 3 // 4, hard))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


class FullDisk(Trouble):
    """A real disk, small, filled up but for a few pages."""

    how = "a real disk, full"
    steps = range(FEW)

    @contextlib.contextmanager
    def holds(self, place: Path, step: int) -> Iterator[None]:
        ballast = place / "ballast"
        with ballast.open("wb", buffering=0) as file, contextlib.suppress(OSError):
            while True:
                file.write(bytes(PAGE))
        os.truncate(ballast, max(0, ballast.stat().st_size - step * PAGE))
        try:
            yield
        finally:
            ballast.unlink()


# Files can still be removed in all of these: where they cannot, nobody can clean up.
FAILING = (
    FailingCall("full", errno.ENOSPC, Calls.MAKING | Calls.WRITING),
    FailingCall("over its quota", errno.EDQUOT, Calls.MAKING | Calls.WRITING),
    FailingCall("made read-only", errno.EROFS, Calls.MAKING | Calls.WRITING),
    FailingCall("pulled out", errno.EIO, Calls.MAKING | Calls.WRITING | Calls.SYNCING | Calls.READING),
    FailingCall("gone with its folders", errno.EIO, Calls.MAKING | Calls.WRITING | Calls.SYNCING | Calls.READING, True),
    FailingCall("not syncing", errno.EIO, Calls.SYNCING),
)


@contextlib.contextmanager
def small_disk(place: Path) -> Iterator[bool]:
    """A disk of sixteen megabytes mounted at `place`; gives False where this person may not mount."""
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", place], check=False, capture_output=True
    ).returncode == 0
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", "-l", place], check=False)
