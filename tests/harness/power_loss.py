"""Power cut at any moment: what a process wrote is replayed up to a random place, cut there, and opened.

`python -m tests.harness.power_loss --trials 1500 --seed 1`. A writer runs on the watched disk of `disk.c`. Each trial
cuts its record at a random place; `power_cut` has what may be found then.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

from ontrack_desktop.services import records, vaults
from ontrack_desktop.store import engine
from ontrack_desktop.store.vault import Vault
from tests import factories
from tests.store.vaults import PASSPHRASE

from . import disk
from .acks import Acks, losses
from .hill import clock, new_vault
from .power_cut import Disk
from .table import Row, ended
from .writer import Writer

TRIALS_A_RECORD = 50
ACTS = 60


class Recording:
    """One writer's run, event by event, and the disk it began with."""

    module: ClassVar[str] = "tests.harness.power_loss"
    what: ClassVar[str] = "power cuts"
    careless: ClassVar[str] = " with synchronous=OFF, to see that the harness sees it"
    """Stands behind `what` in the table where the writer was careless."""

    passphrase: ClassVar[str] = PASSPHRASE

    def __init__(self, folder: Path, library: Path, seed: int, *, careless: bool) -> None:
        made = new_vault(folder / "Hill.ontrack", passphrase=self.passphrase)
        self.folder = made.folder
        workspace = made.open().workspace
        self.key = workspace.key.hex
        workspace.close()
        self._begin = Disk(self.folder)
        log = folder / "events"
        asked = ["--write", str(self.folder), "--seed", str(seed), *(["--careless"] if careless else [])]
        subprocess.run(
            [sys.executable, "-m", self.module, *asked], check=True, env=disk.environment(library, self.folder, log)
        )
        self.events = list(disk.events(log))
        self.check()

    @staticmethod
    def write(folder: Path, seed: int) -> None:
        """The writer under watch: three times opened and closed, moved into the main file often."""
        library = disk.this_process()
        chance = random.Random(seed)
        pupil = factories.a_pupil()
        for session in range(3):
            workspace = vaults.open_workspace(folder, PASSPHRASE, None, clock).workspace
            workspace.store.connection.execute(
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

    @staticmethod
    def be_careless() -> None:
        """Without syncs: a harness must see that."""
        careless = tuple(line.replace("synchronous = FULL", "synchronous = OFF") for line in engine.SETTINGS)
        setattr(engine, "SETTINGS", careless)  # noqa: B010 - nothing but this harness may change it

    def wrong_in(self, folder: Path, told: list[str]) -> list[str]:
        """What is missing or broken in a vault that was found after a cut, by what had been told until then."""
        acks = Acks()
        for line in told:
            acks.take(line)
        vault = Vault.at(folder)
        unlocked = vault.unlock(PASSPHRASE, None, clock())
        return losses(vault.store_path, unlocked.key, vault.vault_id, acks)

    def check(self) -> None:
        """All that was recorded gives the very files that the writer left: nothing was missed."""
        replayed = self._begin.copy()
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
        running, taken = self._begin.copy(), 0
        for place in places:
            for event in self.events[taken:place]:
                running.take(event)
            taken = place
            yield _but_shared_memory(running.after_the_cut(chance)), list(running.said)


def _but_shared_memory(files: dict[str, bytes]) -> dict[str, bytes]:
    """Without the index of the write-ahead log, which is mapped memory and made anew after a crash."""
    return {path: content for path, content in files.items() if not path.endswith("-shm")}


def found_wrong(recording: Recording, found: dict[str, bytes], told: list[str], into: Path) -> list[str]:
    """Put the files that were found into a folder of their own, open them, and say what is wrong with them."""
    folder = into / recording.folder.name
    for path, content in found.items():
        place = folder / Path(path).relative_to(recording.folder)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    try:
        return recording.wrong_in(folder, told)
    except Exception as error:  # whatever it is, it is a loss, and is said
        return [f"does not open: {error!r} {error.__cause__!r}"]


def run(kind: type[Recording], trials: int, seed: int, *, careless: bool) -> list[Row]:
    """So many power cuts; a line on stderr for each thing that is wrong."""
    chance = random.Random(seed)
    bad, began = 0, time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        library = disk.compiled(Path(folder))
        for start in range(0, trials, TRIALS_A_RECORD):
            recording = kind(Path(folder) / str(start), library, chance.getrandbits(32), careless=careless)
            count = min(TRIALS_A_RECORD, trials - start)
            for number, (found, told) in enumerate(recording.cuts(chance, count), start=start):
                with tempfile.TemporaryDirectory(dir=folder) as into:
                    wrong = found_wrong(recording, found, told, Path(into))
                bad += bool(wrong)
                for what in wrong[:3]:
                    print(f"trial {number}: {what}", file=sys.stderr)
    what = kind.what + (kind.careless if careless else "")
    return [Row(what, trials, trials - bad, bad, time.monotonic() - began)]


def by_hand(kind: type[Recording], doc: str | None, *, trials: int) -> int:
    """The command, and the process under watch that it starts; its exit code."""
    parser = argparse.ArgumentParser(description=doc)
    parser.add_argument("--trials", type=int, default=trials)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--careless", action="store_true", help=f"{kind.be_careless.__doc__}")
    parser.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.write:
        if asked.careless:
            kind.be_careless()
        kind.write(asked.write, asked.seed)
        return 0
    if disk.MISSING:
        print(f"power cuts: {disk.MISSING}")
        return 2
    return ended(run(kind, asked.trials, asked.seed, careless=asked.careless))


if __name__ == "__main__":
    sys.exit(by_hand(Recording, __doc__, trials=1_500))
