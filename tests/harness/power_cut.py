"""A disk as it may be found after a power cut.

What was synced stands. Of what was not, a part reached the disk: whole writes or single sectors, in any order, the
last one half, or rubbish in its place. Names of new, renamed and removed files stand once their folder was synced; of
the others, the first few.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from .disk import Did, Event

SECTOR = 512


@dataclass
class File:
    """What of a file is surely on the disk, and what was asked for since its last sync."""

    durable: bytearray = field(default_factory=bytearray)
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)
    """(offset, data), or (length, None) for a cut."""

    def sync(self) -> None:
        for change in self.pending:
            apply(self.durable, *change)
        self.pending.clear()


def apply(content: bytearray, at: int, data: bytes | None) -> None:
    """Write or cut."""
    if data is None:
        del content[at:]
        content.extend(bytes(at - len(content)))
    else:
        content.extend(bytes(max(0, at - len(content))))
        content[at : at + len(data)] = data


class Disk:
    """The disk under a vault: files and names, each with what is durable and what is on its way."""

    def __init__(self, folder: Path) -> None:
        self.names = {str(path): File(bytearray(path.read_bytes())) for path in folder.rglob("*") if path.is_file()}
        self.durable_names = dict(self.names)
        self.pending_names: list[tuple[str, File | None]] = []
        self.opened: dict[int, File | str] = {}
        self.said: list[str] = []

    def copy(self) -> Disk:
        """A disk of its own with the same durable files."""
        made = Disk.__new__(Disk)
        made.names = {path: File(bytearray(file.durable)) for path, file in self.names.items()}
        made.durable_names, made.pending_names, made.opened, made.said = dict(made.names), [], {}, []
        return made

    def take(self, event: Event) -> None:
        """What the process did next."""
        path = event.data.decode() if event.did in (Did.OPENED, Did.RENAMED, Did.UNLINKED, Did.SAID) else ""
        match event.did:
            case Did.OPENED if Path(path).is_dir():
                self.opened[event.opening] = path
            case Did.OPENED:
                if event.offset & 1 and path not in self.names:
                    self._name(path, File())
                self.opened[event.opening] = self.names[path]
                if event.offset & 2:
                    self.names[path].pending.append((0, None))
            case Did.WROTE:
                self._file(event).pending.append((event.offset, event.data))
            case Did.CUT:
                self._file(event).pending.append((event.offset, None))
            case Did.SYNCED:
                self._sync(event)
            case Did.RENAMED:
                moved = self.names[path]
                self._name(path, None)
                self._name(event.other.decode(), moved)
            case Did.UNLINKED:
                self._name(path, None)
            case Did.SAID:
                self.said.append(path)

    def after_the_cut(self, chance: random.Random) -> dict[str, bytes]:
        """The files as they may be found when the power is back."""
        names = dict(self.durable_names)
        for path, file in self.pending_names[: chance.randint(0, len(self.pending_names))]:
            _put(names, path, file)
        how = chance.choice(WAYS)
        found = {}
        for path, file in names.items():
            content = bytearray(file.durable)
            for change in how(file.pending, chance):
                apply(content, *change)
            found[path] = bytes(content)
        return found

    def now(self) -> dict[str, bytes]:
        """The files as the process itself sees them."""
        found = {}
        for path, file in self.names.items():
            content = bytearray(file.durable)
            for change in file.pending:
                apply(content, *change)
            found[path] = bytes(content)
        return found

    def _file(self, event: Event) -> File:
        file = self.opened[event.opening]
        assert isinstance(file, File)
        return file

    def _sync(self, event: Event) -> None:
        synced = self.opened[event.opening]
        if isinstance(synced, File):
            synced.sync()
        else:
            for path, file in self.pending_names:
                _put(self.durable_names, path, file)
            self.pending_names.clear()

    def _name(self, path: str, file: File | None) -> None:
        _put(self.names, path, file)
        self.pending_names.append((path, file))


def _put(names: dict[str, File], path: str, file: File | None) -> None:
    if file is None:
        names.pop(path, None)
    else:
        names[path] = file


Pending = list[tuple[int, bytes | None]]
Way = Callable[[Pending, random.Random], Iterator[tuple[int, bytes | None]]]


def dropped(_pending: Pending, _chance: random.Random) -> Iterator[tuple[int, bytes | None]]:
    """Nothing that was not synced reached the disk."""
    yield from ()


def torn(pending: Pending, chance: random.Random) -> Iterator[tuple[int, bytes | None]]:
    """Writes arrived in order up to one, of which only the first sectors did."""
    if pending:
        last = chance.randrange(len(pending))
        yield from pending[:last]
        at, data = pending[last]
        if data is not None:
            yield at, data[: chance.randint(0, len(data) // SECTOR) * SECTOR]


def reordered(pending: Pending, chance: random.Random) -> Iterator[tuple[int, bytes | None]]:
    """Any of the writes arrived, others did not."""
    yield from (change for change in pending if chance.random() < 0.5)


def scattered(pending: Pending, chance: random.Random) -> Iterator[tuple[int, bytes | None]]:
    """Any of their sectors arrived."""
    for at, data in pending:
        if data is None:
            yield at, data
        else:
            for start in range(0, len(data), SECTOR):
                if chance.random() < 0.5:
                    yield at + start, data[start : start + SECTOR]


def rubbish(pending: Pending, chance: random.Random) -> Iterator[tuple[int, bytes | None]]:
    """All arrived, but of the last ones some sectors hold rubbish."""
    yield from pending
    for at, data in pending[-3:]:
        for start in range(0, len(data or b""), SECTOR):
            if chance.random() < 0.3:
                yield at + start, chance.randbytes(min(SECTOR, len(data or b"") - start))


WAYS: tuple[Way, ...] = (dropped, torn, reordered, scattered, rubbish)
