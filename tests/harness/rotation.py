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
from pathlib import Path
from typing import Any, NoReturn

from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.domain.ledger import Act
from ontrack_desktop.domain.people import Pupil
from ontrack_desktop.services import records, rotation, vaults
from ontrack_desktop.services.open_vault import OpenVault
from ontrack_desktop.store import header
from ontrack_desktop.store import rotation as store_rotation
from ontrack_desktop.store.engine import StoreDamaged, connect
from ontrack_desktop.store.header import SealedHeader
from ontrack_desktop.store.keys import DataKey
from ontrack_desktop.store.vault_errors import KeyChangeCutOff, WrongPassphrase
from tests import factories
from tests.store.vaults import CHEAP

from .acks import Acks, losses
from .device_file import DeviceFile
from .hill import clock, new_vault
from .killed import Tell, killed, moment
from .table import Row, ended
from .writer import Writer

LONGEST = 0.8  # seconds from the fork to the kill; opening takes a tenth of that, a change of the key a quarter
STEPS = 60
TRIALS_A_VAULT = 20


def passphrase(number: int) -> str:
    return f"otter lantern copper meadow {number}"


class Victim:
    """A vault whose key is changed again and again; the n-th change makes `passphrase(n)` the one that opens it."""

    def __init__(self, folder: Path) -> None:
        self.acks = Acks()
        self.pupil = factories.a_pupil()
        self.device = DeviceFile(folder / "keyring.json")
        self.changes = 0
        made = new_vault(folder / "Hill.ontrack", passphrase=passphrase(0), device=self.device)
        self.folder = made.folder
        opened = made.open().workspace
        self.keys = [opened.key.hex]
        opened.change(lambda work: records.save(work, self.pupil))
        opened.close()
        self.finished = self.taken_back = 0

    def change_keys(self, tell: Tell, seed: int) -> None:
        """What is killed."""
        workspace = vaults.open_workspace(self.folder, passphrase(self.changes), self.device, clock).workspace
        change_on(workspace, self.pupil, self.changes, random.Random(seed), tell)

    def kill_one(self, chance: random.Random) -> list[str]:
        """Kill one of them; what is wrong afterwards."""
        seed = chance.getrandbits(32)
        when = moment(chance, longest=LONGEST, steps=STEPS)
        heard = killed(lambda tell: self.change_keys(tell, seed), **when)  # type: ignore[arg-type]
        keys, self.changes, is_in_the_middle = hear(heard, self.acks, self.changes)
        self.keys += keys
        return self._look(is_in_the_middle)

    def _look(self, is_in_the_middle: bool) -> list[str]:
        candidates = [self.changes, self.changes + 1] if is_in_the_middle else [self.changes]
        found, wrong = examine(self.folder, self.keys, candidates, self.acks, self.device)
        if found is not None:
            if is_in_the_middle:
                self.finished += found > self.changes
                self.taken_back += found == self.changes
            self.changes = found
        self.keys = [key for key in self.keys if opens(self.folder / "store.db", key)]
        return wrong


def change_on(workspace: OpenVault, pupil: Pupil, number: int, chance: random.Random, tell: Tell) -> NoReturn:
    """Casework, a change of the key, casework, and so on. `tell` gets all that an observer may know."""
    writer = Writer(workspace, pupil, chance, tell)
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


def hear(lines: list[str], acks: Acks, changes: int) -> tuple[list[str], int, bool]:
    """What was told: the new keys, the last change that was done, and whether one more had begun."""
    keys, has_begun = [], False
    for line in lines:
        if line == "now":
            continue
        heard = json.loads(line)
        if "key" in heard:
            keys.append(heard["key"])
            has_begun = True
        elif "changed" in heard:
            changes = heard["changed"]
            has_begun = False
        else:
            acks.take(line)
    return keys, changes, has_begun


def examine(
    folder: Path, keys: list[str], candidates: list[int], acks: Acks, device: DeviceFile | None
) -> tuple[int | None, list[str]]:
    """In copies: which of the changes that are possible holds, and what is wrong with the vault."""
    wrong = []
    opening = [key for key in keys if opens(folder / "store.db", key)]
    if len(opening) != 1:
        wrong.append(f"{len(opening)} of {len(keys)} keys open the store")
    ways = [number for number in candidates if _lets_in(folder, number, device)]
    if len(ways) != 1:
        return None, [*wrong, f"{len(ways)} of the passphrases {candidates} open the vault"]
    with tempfile.TemporaryDirectory() as place:
        copied, keyring = _copied(folder, device, place)
        workspace = vaults.open_workspace(copied, passphrase(ways[0]), keyring, clock).workspace
        if workspace.reading_only is not None:
            wrong.append("the vault is called an older copy")
        entries = [e.act for e in workspace.query(lambda read: read.entries(act=Act.ROTATED))]
        if len(entries) != ways[0]:
            wrong.append(f"{len(entries)} changes of the key are in the ledger instead of {ways[0]}")
        workspace.close()
        wrong += [f"{path.name} was left behind" for path in sorted(copied.glob("*.next.*"))]
        wrong += losses(copied / "store.db", workspace.key, workspace.vault.vault_id, acks)
    return ways[0], wrong


def opens(store: Path, key: str) -> bool:
    """Whether a key opens the file as it was left, in a copy."""
    with tempfile.TemporaryDirectory() as place:
        for path in store.parent.glob("store.db*"):
            shutil.copy(path, place)
        try:
            connect(Path(place) / store.name, key).close()
        except OnTrackError:
            return False
        return True


def _lets_in(folder: Path, number: int, device: DeviceFile | None) -> bool:
    with tempfile.TemporaryDirectory() as place:
        copied, keyring = _copied(folder, device, place)
        try:
            vaults.open_workspace(copied, passphrase(number), keyring, clock).workspace.close()
        except (WrongPassphrase, KeyChangeCutOff, StoreDamaged):
            return False
    return True


def _copied(folder: Path, device: DeviceFile | None, place: str) -> tuple[Path, DeviceFile | None]:
    copied = Path(place) / folder.name
    shutil.copytree(folder, copied)
    if device is None:
        return copied, None
    return copied, DeviceFile(Path(shutil.copy(device.path, Path(place) / "keyring.json")))


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


def be_careless() -> None:
    """The new header takes the old one's place before the store has the new key: a harness must see that."""
    rotate = store_rotation.rotate

    def hasty(store: Path, old: DataKey, new: DataKey, sealed: SealedHeader, **how: Any) -> None:
        header.write(store.parent, sealed.data)
        rotate(store, old, new, sealed, **how)

    store_rotation.rotate = hasty


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--careless", action="store_true", help="in a wrong order: must lose something")
    asked = parser.parse_args()
    if asked.careless:
        be_careless()
    return ended(run(asked.trials, asked.seed))


if __name__ == "__main__":
    sys.exit(main())
