"""A power cut during a change of the vault's key: exactly one key opens the store, and nothing is lost.

`python -m tests.harness.rotation_power_loss --trials 300 --seed 1`. The power cuts are those of `power_loss`.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from ontrack_desktop.services import records, vaults
from ontrack_desktop.store import rotation
from tests import factories
from tests.store.vaults import CHEAP

from . import disk
from .acks import Acks
from .disk import Did
from .power_loss import Disk, Recording
from .rotation import be_careless, change_on, clock, examine, hear, passphrase
from .table import Row, said

TRIALS_A_RECORD = 50
CHANGES = 3


class RotationRecording(Recording):
    """One vault whose key is changed three times, event by event."""

    def __init__(self, folder: Path, library: Path, seed: int, *, careless: bool = False) -> None:
        made = vaults.create_vault(
            folder / "Hill.ontrack", name="Hill", passphrase=passphrase(0), worker_name="Dee Marlow", device=None,
            clock=clock, kdf=CHEAP,
        )  # fmt: skip
        self.folder = made.folder
        workspace = made.open().workspace
        self.key = workspace.key.hex
        workspace.close()
        self._begin = Disk(self.folder)
        log = folder / "events"
        asked = ["--write", str(self.folder), "--seed", str(seed), *(["--careless"] if careless else [])]
        subprocess.run(
            [sys.executable, "-m", "tests.harness.rotation_power_loss", *asked],
            check=True, env=disk.environment(library, self.folder, log),
        )  # fmt: skip
        self.events = list(disk.events(log))
        self.check()

    def place(self, chance: random.Random) -> int:
        """Every second cut comes about when the copy takes the store's name: there the order of things counts."""
        if chance.random() < 0.5:
            return super().place(chance)
        name = rotation.NEXT_STORE.encode()
        put = [at for at, event in enumerate(self.events) if event.did is Did.RENAMED and event.data.endswith(name)]
        return min(chance.choice(put) + chance.randint(-4, 8), len(self.events))


def wrong_in(found: dict[str, bytes], told: list[str], recording: RotationRecording, into: Path) -> list[str]:
    """Put the files that were found into a folder of their own, and say what is wrong with them."""
    folder = into / recording.folder.name
    for path, content in found.items():
        place = folder / Path(path).relative_to(recording.folder)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    acks = Acks()
    keys, changes, has_begun = hear(told, acks, 0)
    candidates = [changes, changes + 1] if has_begun else [changes]
    try:
        return examine(folder, [recording.key, *keys], candidates, acks, None)[1]
    except Exception as error:  # whatever it is, it is a loss, and is said
        return [f"does not open: {error!r} {error.__cause__!r}"]


def run(trials: int, seed: int, *, careless: bool = False) -> list[Row]:
    """So many power cuts; a line on stderr for each thing that is wrong."""
    chance = random.Random(seed)
    bad, began = 0, time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        library = disk.compiled(Path(folder))
        for start in range(0, trials, TRIALS_A_RECORD):
            place = Path(folder) / str(start)
            recording = RotationRecording(place, library, chance.getrandbits(32), careless=careless)
            count = min(TRIALS_A_RECORD, trials - start)
            for number, (found, told) in enumerate(recording.cuts(chance, count), start=start):
                with tempfile.TemporaryDirectory(dir=folder) as into:
                    wrong = wrong_in(found, told, recording, Path(into))
                bad += bool(wrong)
                for what in wrong[:3]:
                    print(f"trial {number}: {what}", file=sys.stderr)
    what = "power cuts during changes of the key" + (", in a wrong order" if careless else "")
    return [Row(what, trials, trials - bad, bad, time.monotonic() - began)]


class Enough(Exception):  # noqa: N818 - reads as a claim
    """The key was changed as often as it should be."""


def write(folder: Path, seed: int) -> None:
    """What is watched."""
    library = disk.this_process()
    workspace = vaults.open_workspace(folder, passphrase(0), None, clock).workspace
    pupil = factories.a_pupil()
    workspace.change(lambda work: records.save(work, pupil))
    done = 0

    def tell(line: str) -> None:
        nonlocal done
        library.disk_say(line.encode())
        done += "changed" in line
        if done == CHANGES:
            raise Enough

    try:
        change_on(workspace, pupil, 0, random.Random(seed), tell)
    except Enough:
        workspace.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--careless", action="store_true", help="in a wrong order: must lose something")
    parser.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.write:
        if asked.careless:
            be_careless()
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
