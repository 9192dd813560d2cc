"""A change of the vault's key killed at any moment: exactly one key opens the store, and nothing is lost.

`python -m tests.harness.rotation --trials 100 --seed 1`. Each trial goes on in the vault that the last was killed in.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.domain.ledger import Act
from ontrack_desktop.services import records, rotation, vaults
from ontrack_desktop.store.engine import connect
from ontrack_desktop.store.keys import DataKey
from ontrack_desktop.store.vault_errors import WrongPassphrase
from tests import factories
from tests.store.vaults import CHEAP

from .acks import Acks, losses
from .device_file import DeviceFile
from .killed import Tell, killed, moment
from .table import Row, said
from .writer import Writer

LONGEST = 0.8  # seconds from the fork to the kill; opening takes a tenth of that, a change of the key a quarter
STEPS = 60
TRIALS_A_VAULT = 20


def clock() -> datetime:
    return datetime.now(UTC)


def passphrase(number: int) -> str:
    return f"otter lantern copper meadow {number}"


class Victim:
    """A vault whose key is changed again and again; the n-th change makes `passphrase(n)` the one that opens it."""

    def __init__(self, folder: Path) -> None:
        self.acks = Acks()
        self.pupil = factories.a_pupil()
        self.device = DeviceFile(folder / "keyring.json")
        self.changes = 0
        made = vaults.create_vault(
            folder / "Hill.ontrack", name="Hill", passphrase=passphrase(0), worker_name="Dee Marlow",
            device=self.device, clock=clock, kdf=CHEAP,
        )
        self.folder = made.folder
        opened = made.open().workspace
        self.keys = [opened.key.hex]
        opened.change(lambda work: records.save(work, self.pupil))
        opened.close()
        self.finished = self.taken_back = 0

    def change_keys(self, tell: Tell, seed: int) -> None:
        """What is killed: casework, a change of the key, casework, and so on. `tell` gets what an observer may know."""
        workspace = vaults.open_workspace(self.folder, passphrase(self.changes), self.device, clock).workspace
        writer = Writer(workspace, self.pupil, random.Random(seed), tell)
        number = self.changes
        new_key = DataKey.new

        def told() -> DataKey:
            key = new_key()
            tell(json.dumps({"key": key.hex}))
            return key

        DataKey.new = told  # type: ignore[method-assign]
        while True:
            writer.go_on(6)
            tell("now")
            rotation.change_key(workspace, passphrase(number), passphrase(number + 1), kdf=CHEAP)
            number += 1
            tell(json.dumps({"changed": number}))

    def kill_one(self, chance: random.Random) -> list[str]:
        """Kill one of them; what is wrong afterwards."""
        seed = chance.getrandbits(32)
        when = moment(chance, longest=LONGEST, steps=STEPS)
        is_in_the_middle = False
        for line in killed(lambda tell: self.change_keys(tell, seed), **when):  # type: ignore[arg-type]
            if line == "now":
                continue
            heard = json.loads(line)
            if "key" in heard:
                self.keys.append(heard["key"])
                is_in_the_middle = True
            elif "changed" in heard:
                self.changes = heard["changed"]
                is_in_the_middle = False
            else:
                self.acks.take(line)
        return list(self._look(is_in_the_middle))

    def _look(self, is_in_the_middle: bool) -> list[str]:
        wrong = []
        keys = [key for key in self.keys if opens(self.folder / "store.db", key)]
        if len(keys) != 1:
            wrong.append(f"{len(keys)} of {len(self.keys)} keys open the store")
        candidates = [self.changes, self.changes + 1] if is_in_the_middle else [self.changes]
        ways = [number for number in candidates if self._lets_in(number)]
        if len(ways) != 1:
            return [*wrong, f"{len(ways)} of the passphrases {candidates} open the vault"]
        if is_in_the_middle:
            self.finished += ways[0] > self.changes
            self.taken_back += ways[0] == self.changes
        self.changes, self.keys = ways[0], keys
        with tempfile.TemporaryDirectory() as place:
            folder = self._copied(place)
            workspace = vaults.open_workspace(
                folder, passphrase(self.changes), self._other_device(place), clock
            ).workspace
            if workspace.is_older_copy:
                wrong.append("the vault is called an older copy")
            entries = [e.act for e in workspace.query(lambda read: read.entries(act=Act.ROTATED))]
            if len(entries) != self.changes:
                wrong.append(f"{len(entries)} changes of the key are in the ledger instead of {self.changes}")
            workspace.close()
            left = sorted(path.name for path in folder.glob("*.next.*"))
            wrong += [f"{name} was left behind" for name in left]
            wrong += losses(folder / "store.db", workspace.key, workspace.vault.vault_id, self.acks)
        return wrong

    def _lets_in(self, number: int) -> bool:
        with tempfile.TemporaryDirectory() as place:
            try:
                vaults.open_workspace(
                    self._copied(place), passphrase(number), self._other_device(place), clock
                ).workspace.close()
            except WrongPassphrase:
                return False
        return True

    def _copied(self, place: str) -> Path:
        folder = Path(place) / self.folder.name
        shutil.copytree(self.folder, folder)
        return folder

    def _other_device(self, place: str) -> DeviceFile:
        return DeviceFile(Path(shutil.copy(self.device.path, Path(place) / "keyring.json")))


def opens(store: Path, key: str) -> bool:
    """Whether a key opens the file as the kill left it, in a copy."""
    with tempfile.TemporaryDirectory() as place:
        for path in store.parent.glob("store.db*"):
            shutil.copy(path, place)
        try:
            connect(Path(place) / store.name, key).close()
        except OnTrackError:
            return False
        return True


def run(trials: int, seed: int) -> list[Row]:
    """So many kills; a line on stderr for each thing that is wrong."""
    chance = random.Random(seed)
    bad = acknowledged = lost = finished = taken_back = 0
    began = time.monotonic()
    for start in range(0, trials, TRIALS_A_VAULT):
        with tempfile.TemporaryDirectory() as folder:
            victim = Victim(Path(folder))
            for trial in range(start, min(start + TRIALS_A_VAULT, trials)):
                wrong = victim.kill_one(chance)
                bad += bool(wrong)
                lost += len(wrong)
                for what in wrong:
                    print(f"trial {trial}: {what}", file=sys.stderr)
                if wrong:
                    break
            acknowledged += victim.acks.count
            finished += victim.finished
            taken_back += victim.taken_back
    seconds = time.monotonic() - began
    return [
        Row(f"changes of the key killed (found: new key {finished}, old key {taken_back})",
            trials, trials - bad, bad, seconds),
        Row("acknowledged saves in them", acknowledged, acknowledged - lost, lost, seconds),
    ]  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    rows = run(asked.trials, asked.seed)
    print(said(rows))
    return any(row.lost for row in rows)


if __name__ == "__main__":
    sys.exit(main())
