"""The watched disk of `disk.c`: compile it, preload it into a process, and read what it wrote down."""

from __future__ import annotations

import ctypes
import os
import shutil
import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum, IntFlag
from pathlib import Path

SOURCE = Path(__file__).with_name("disk.c")
HEAD = struct.Struct("5q")
MEMORY = "/dev/shm"
MISSING = (
    "needs Linux" if not sys.platform.startswith("linux")
    else "" if shutil.which("cc") else "needs a C compiler (cc), to watch every write"
)


class Did(IntEnum):
    OPENED = 1
    WROTE = 2
    CUT = 3
    SYNCED = 4
    RENAMED = 5
    UNLINKED = 6
    SAID = 7


class Calls(IntFlag):
    """Kinds of calls that can be made to fail."""

    MAKING = 1
    WRITING = 2
    SYNCING = 4
    READING = 8
    UNLINKING = 16


@dataclass(frozen=True)
class Event:
    """One thing that a process did: `opening` numbers the handle it did it through."""

    did: Did
    opening: int
    offset: int
    data: bytes
    other: bytes = b""


def compiled(into: Path) -> Path:
    """The library, compiled into a folder."""
    library = into / "disk.so"
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", library, SOURCE, "-ldl"], check=True)
    return library


def environment(library: Path, root: Path, log: Path | None = None) -> dict[str, str]:
    """What a process needs so that changes below `root` are written down in `log`, or can be made to fail."""
    watched = {"LD_PRELOAD": str(library), "DISK_ROOT": str(root)}
    return {**os.environ, **watched, **({"DISK_LOG": str(log)} if log else {})}


def run_watched(module: str) -> int:
    """Run this command anew where changes below a new `DISK_ROOT` can be made to fail; its exit code, or 2."""
    if MISSING:
        print(f"{module}: {MISSING}")
        return 2
    # in memory where the system has such a place: what fails or waits here does so by the watched disk
    with tempfile.TemporaryDirectory(dir=MEMORY if os.access(MEMORY, os.W_OK) else None) as folder:
        root = Path(folder).resolve() / "disk"
        root.mkdir()
        watched = environment(compiled(Path(folder)), root) | {"QT_QPA_PLATFORM": "offscreen"}
        return subprocess.run([sys.executable, "-m", module, *sys.argv[1:]], check=False, env=watched).returncode


def this_process() -> ctypes.CDLL:
    """The library as it was preloaded into this process."""
    return ctypes.CDLL(os.environ["LD_PRELOAD"])


def events(log: Path) -> Iterator[Event]:
    data = log.read_bytes()
    at = 0
    while at < len(data):
        did, opening, offset, one, two = HEAD.unpack_from(data, at)
        at += HEAD.size
        yield Event(Did(did), opening, offset, data[at : at + one], data[at + one : at + one + two])
        at += one + two
