"""Power cut at any moment: what a process wrote is replayed with torn, dropped and reordered writes, and opened.

`python -m tests.harness.power_loss --trials 1500 --seed 1`. A writer runs on the watched disk of `disk.c`. Each
trial cuts its record at a random place. What was synced stands; of what was not, a part reached the disk: whole
writes or single sectors, in any order, the last one half, or rubbish in its place. Names of new, renamed and
removed files stand once their folder was synced; of the others, the first few.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from ontrack_desktop.services import records, vaults
from ontrack_desktop.store import checks, engine
from ontrack_desktop.store.vault import Vault
from tests import factories
from tests.store.vaults import CHEAP, PASSPHRASE

from . import disk
from .acks import Acks, losses
from .disk import Did, Event
from .table import Row, said
from .writer import Writer

SECTOR = 512
TRIALS_A_RECORD = 50
ACTS = 60


def clock() -> datetime:
    return datetime.now(UTC)


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


class Recording:
    """One writer's run, event by event, and the disk it began with."""

    def __init__(self, folder: Path, library: Path, seed: int, *, careless: bool = False) -> None:
        made = vaults.create_vault(
            folder / "Hill.ontrack", name="Hill", passphrase=PASSPHRASE, worker_name="Dee Marlow",
            device=None, clock=clock, kdf=CHEAP,
        )
        made.open().workspace.close()
        self.folder = made.folder
        self._begin = Disk(self.folder)
        log = folder / "events"
        command = [sys.executable, "-m", "tests.harness.power_loss", "--write", str(self.folder), "--seed", str(seed)]
        subprocess.run(
            [*command, *(["--careless"] if careless else [])],
            check=True, env=disk.environment(library, self.folder, log),
        )
        self.events = list(disk.events(log))
        self.check()

    def check(self) -> None:
        """All that was recorded gives the very files that the writer left: nothing was missed."""
        replayed = Disk.__new__(Disk)
        replayed.__dict__ = {**_copy(self._begin).__dict__}
        for event in self.events:
            replayed.take(event)
        there = {str(path): path.read_bytes() for path in self.folder.rglob("*") if path.is_file()}
        assert _but_shared_memory(replayed.now()) == _but_shared_memory(there), "the record is not complete"

    def place(self, chance: random.Random) -> int:
        """How many events come before a cut."""
        return chance.randrange(len(self.events) + 1)

    def cuts(self, chance: random.Random, trials: int) -> Iterator[tuple[dict[str, bytes], list[str]]]:
        """At random places: the files that are found afterwards, and what had been acknowledged by then."""
        places = sorted(self.place(chance) for _ in range(trials))
        running, taken = _copy(self._begin), 0
        for place in places:
            for event in self.events[taken:place]:
                running.take(event)
            taken = place
            yield _but_shared_memory(running.after_the_cut(chance)), list(running.said)


def _copy(begun: Disk) -> Disk:
    """A disk of its own with the same durable files."""
    made = Disk.__new__(Disk)
    made.names = {path: File(bytearray(file.durable)) for path, file in begun.names.items()}
    made.durable_names, made.pending_names, made.opened, made.said = dict(made.names), [], {}, []
    return made


def _but_shared_memory(files: dict[str, bytes]) -> dict[str, bytes]:
    """Without the index of the write-ahead log, which is mapped memory and made anew after a crash."""
    return {path: content for path, content in files.items() if not path.endswith("-shm")}


def lost_in(found: dict[str, bytes], said_lines: list[str], folder: Path, into: Path) -> list[str]:
    """Put the files that were found into a folder of their own, open them, and say what is missing or broken."""
    vault_folder = into / folder.name
    for path, content in found.items():
        place = vault_folder / Path(path).relative_to(folder)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    acks = Acks()
    for line in said_lines:
        acks.take(line)
    try:
        vault = Vault.at(vault_folder)
        unlocked = vault.unlock(PASSPHRASE, None, clock())
        return losses(vault.store_path, unlocked.key, vault.vault_id, acks)
    except Exception as error:  # whatever it is, it is a loss, and is said
        return [f"does not open: {error!r} {error.__cause__!r}"]


def run(trials: int, seed: int, *, careless: bool = False) -> list[Row]:
    """So many power cuts; a line on stderr for each thing that was lost."""
    chance = random.Random(seed)
    bad, began = 0, time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        library = disk.compiled(Path(folder))
        for start in range(0, trials, TRIALS_A_RECORD):
            place = Path(folder) / str(start)
            recording = Recording(place, library, chance.getrandbits(32), careless=careless)
            count = min(TRIALS_A_RECORD, trials - start)
            for number, (found, said_lines) in enumerate(recording.cuts(chance, count), start=start):
                with tempfile.TemporaryDirectory(dir=folder) as into:
                    missing = lost_in(found, said_lines, recording.folder, Path(into))
                bad += bool(missing)
                for what in missing[:3]:
                    print(f"trial {number}: {what}", file=sys.stderr)
    what = "power cuts" + (" with synchronous=OFF, to see that the harness sees it" if careless else "")
    return [Row(what, trials, trials - bad, bad, time.monotonic() - began)]


def write(folder: Path, seed: int) -> None:
    """The writer under watch: three times opened and closed, moved into the main file often."""
    library = disk.this_process()
    chance = random.Random(seed)
    pupil = factories.a_pupil()
    for session in range(3):
        workspace = vaults.open_workspace(folder, PASSPHRASE, None, clock).workspace
        checks.raw_of(workspace.store.connection).execute(
            f"PRAGMA wal_autocheckpoint = {chance.choice((20, 100, 1_000))}"
        )
        if not session:
            workspace.change(lambda work: records.save(work, pupil))
        writer = Writer(workspace, pupil, chance, lambda line: library.disk_say(line.encode()))
        writer.go_on(ACTS)
        workspace.confirm_recovery()
        writer.go_on(ACTS // 3)
        if chance.random() < 0.7:
            workspace.close()
        else:  # as a crash leaves it
            os._exit(0)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=1_500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--careless", action="store_true", help="without syncs: must lose something")
    parser.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.write:
        if asked.careless:
            careless = tuple(line.replace("synchronous = FULL", "synchronous = OFF") for line in engine.SETTINGS)
            setattr(engine, "SETTINGS", careless)  # noqa: B010 - nothing but this harness may change it
        write(asked.write, asked.seed)
        return 0
    if disk.MISSING:
        print(f"power cuts: {disk.MISSING}")
        return 2
    rows = run(asked.trials, asked.seed, careless=asked.careless)
    print(said(rows))
    return any(row.lost for row in rows)


if __name__ == "__main__":
    sys.exit(main())
