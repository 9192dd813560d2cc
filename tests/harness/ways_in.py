"""Passphrase changes, recoveries on another computer, new sheets and colleagues, killed at any moment.

`python -m tests.harness.ways_in --trials 100 --seed 1`. Afterwards the old or the new way opens the vault, never
none and never both; who was not concerned gets in as before.
"""

from __future__ import annotations

import json
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.domain.people import Worker
from ontrack_desktop.services import vaults
from ontrack_desktop.services.open_vault import OpenVault
from ontrack_desktop.store import recovery_code
from ontrack_desktop.store.vault_errors import DeviceKeyMissing, WrongPassphrase, WrongRecoveryCode
from tests.store.vaults import CHEAP

from .device_file import DeviceFile
from .hill import clock, new_vault
from .killed import Tell, killed, moment
from .table import Row, by_hand

LONGEST = 0.5
STEPS = 40
TRIALS_A_VAULT = 20
COLLEAGUE = "Ama Boateng-Reid"


@dataclass(frozen=True)
class Ways:
    """What opens the vault: a passphrase on one of the computers, the code on the sheet, and a colleague's two."""

    passphrase: str
    computer: int
    code: str
    colleague: str = ""
    colleagues_code: str = ""


class Victim:
    """A vault whose ways in are changed again and again."""

    def __init__(self, folder: Path) -> None:
        self.place = folder
        made = new_vault(folder / "Hill.ontrack", passphrase="otter lantern 0", device=self.computer(0))
        self.folder = made.folder
        made.open().workspace.close()
        self.ways = Ways("otter lantern 0", 0, made.recovery_code)
        self.old = self.new = 0

    def computer(self, number: int) -> DeviceFile:
        return DeviceFile(self.place / f"keyring-{number}.json")

    def change(self, tell: Tell, seed: int) -> None:
        """What is killed. Before each change `tell` gets what it will make true, in one or two steps; then "done"."""
        chance, ways = random.Random(seed), self.ways
        opened = vaults.open_workspace(self.folder, ways.passphrase, self.computer(ways.computer), clock).workspace
        tell("now")
        while True:
            what = chance.choice([self._passphrase, self._sheet, self._recovery, self._colleague])
            opened, ways = what(opened, ways, chance, tell)
            tell("done")

    def _passphrase(
        self, opened: OpenVault, ways: Ways, chance: random.Random, tell: Tell
    ) -> tuple[OpenVault, Ways]:
        after = replace(ways, passphrase=_words(chance))
        expect(tell, "passphrase", after)
        opened.change_passphrase(ways.passphrase, after.passphrase, kdf=CHEAP)
        return opened, after

    def _sheet(self, opened: OpenVault, ways: Ways, chance: random.Random, tell: Tell) -> tuple[OpenVault, Ways]:
        after = replace(ways, code=_next_code(chance))
        expect(tell, "sheet", after)
        opened.new_recovery_code(kdf=CHEAP)
        return opened, after

    def _recovery(self, opened: OpenVault, ways: Ways, chance: random.Random, tell: Tell) -> tuple[OpenVault, Ways]:
        opened.close()
        between = replace(ways, passphrase=_words(chance), computer=ways.computer + 1)
        after = replace(between, code=_next_code(chance))
        expect(tell, "recovery", between, after)
        computer = self.computer(after.computer)
        recovered = vaults.recover(self.folder, ways.code, after.passphrase, computer, clock, kdf=CHEAP)
        return recovered.workspace, after

    def _colleague(self, opened: OpenVault, ways: Ways, chance: random.Random, tell: Tell) -> tuple[OpenVault, Ways]:
        if ways.colleague:
            after = replace(ways, colleague="", colleagues_code="")
            expect(tell, "colleague taken off", after)
            opened.remove_person(next(worker for worker in opened.people() if worker.name == COLLEAGUE))
        else:
            after = replace(ways, colleague=_words(chance), colleagues_code=_next_code(chance))
            expect(tell, "colleague added", after)
            opened.add_person(COLLEAGUE, "Teacher", after.colleague, kdf=CHEAP)
        return opened, after

    def kill_one(self, chance: random.Random) -> tuple[str, list[str]]:
        """Kill one of them; what was being done, and what is wrong afterwards."""
        seed = chance.getrandbits(32)
        when = moment(chance, longest=LONGEST, steps=STEPS)
        doing, possible = "nothing", [self.ways]
        for line in killed(lambda tell: self.change(tell, seed), **when):  # type: ignore[arg-type]
            if line == "done":
                doing, possible = "nothing", possible[-1:]
            elif line != "now":
                heard = json.loads(line)
                doing = heard["doing"]
                possible += [Ways(**ways) for ways in heard["ways"]]
        found = [ways for ways in possible if self._are(ways, possible)]
        if len(found) != 1:
            return doing, [f"while {doing}: {len(found)} of {len(possible)} states hold"]
        self.old += len(possible) > 1 and found[0] == possible[0]
        self.new += len(possible) > 1 and found[0] != possible[0]
        self.ways = found[0]
        return doing, self._fault()

    def _are(self, ways: Ways, possible: list[Ways]) -> bool:
        """Whether these ways open the vault, and none of the others that were possible does."""
        own = {(other.passphrase, other.computer) for other in possible}
        codes = {code for other in possible for code in (other.code, other.colleagues_code) if code}
        colleagues = {other.colleague for other in possible if other.colleague}
        return (
            all(self._opens(*way) == (way == (ways.passphrase, ways.computer)) for way in own)
            and all(self._code_opens(code) == (code in (ways.code, ways.colleagues_code)) for code in codes)
            # a colleague's slot is bound to the computer that they were added on
            and all(self._somewhere(each) == (each == ways.colleague) for each in colleagues)
        )

    def _somewhere(self, passphrase: str) -> bool:
        return any(self._opens(passphrase, int(path.stem[8:])) for path in self.place.glob("keyring-*.json"))

    def _opens(self, passphrase: str, computer: int) -> bool:
        def open_it(folder: Path, device: DeviceFile) -> OpenVault:
            return vaults.open_workspace(folder, passphrase, device, clock).workspace

        return self._in_a_copy(computer, open_it)

    def _code_opens(self, code: str) -> bool:
        def open_it(folder: Path, device: DeviceFile) -> OpenVault:
            return vaults.recover(folder, code, "a passphrase for a copy", device, clock, kdf=CHEAP).workspace

        return self._in_a_copy(self.ways.computer, open_it)

    def _in_a_copy(self, computer: int, open_it: Callable[[Path, DeviceFile], OpenVault]) -> bool:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place) / self.folder.name
            shutil.copytree(self.folder, folder)
            keyring = Path(place) / "keyring.json"
            if self.computer(computer).path.exists():
                shutil.copy(self.computer(computer).path, keyring)
            try:
                open_it(folder, DeviceFile(keyring)).close()
            except (WrongPassphrase, WrongRecoveryCode, DeviceKeyMissing):
                return False
        return True

    def _fault(self) -> list[str]:
        """What is wrong with the vault once it is open."""
        opened = vaults.open_workspace(self.folder, self.ways.passphrase, self.computer(self.ways.computer), clock)
        workspace = opened.workspace
        try:
            wrong = [] if workspace.store.verify().is_sound else ["the ledger is broken"]
            wrong += [said for said in opened.notices if "sheet" not in said]
            names = {worker.name for worker in workspace.query(lambda read: read.find(Worker))}
            if self.ways.colleague and COLLEAGUE not in names:
                wrong.append("a colleague can open the vault and is not in it")
            return wrong
        finally:
            workspace.close()


def expect(tell: Tell, doing: str, *after: Ways) -> None:
    tell(json.dumps({"doing": doing, "ways": [ways.__dict__ for ways in after]}))


def _words(chance: random.Random) -> str:
    return f"otter lantern {chance.getrandbits(60)}"


def _next_code(chance: random.Random) -> str:
    """The code that the program will make next: known beforehand, so that a kill does not leave it unknown."""
    code = "-".join(recovery_code.groups(recovery_code._with_check(chance.getrandbits(160))))
    recovery_code.new_code = lambda: code
    return code


def run(trials: int, seed: int) -> list[Row]:
    """So many kills; a line on stderr for each thing that is wrong."""
    chance = random.Random(seed)
    tried: dict[str, int] = {}
    bad: dict[str, int] = {}
    seconds: dict[str, float] = {}
    for start in range(0, trials, TRIALS_A_VAULT):
        with tempfile.TemporaryDirectory() as folder:
            victim = Victim(Path(folder))
            for trial in range(start, min(start + TRIALS_A_VAULT, trials)):
                began = time.monotonic()
                try:
                    doing, wrong = victim.kill_one(chance)
                except OnTrackError as error:
                    doing, wrong = "opening", [repr(error)]
                tried[doing] = tried.get(doing, 0) + 1
                bad[doing] = bad.get(doing, 0) + bool(wrong)
                seconds[doing] = seconds.get(doing, 0) + time.monotonic() - began
                for what in wrong:
                    print(f"trial {trial}: {what}", file=sys.stderr)
                if wrong:
                    break
    return [
        Row(f"killed while doing: {doing}", tried[doing], tried[doing] - bad[doing], bad[doing], seconds[doing])
        for doing in sorted(tried)
    ]


if __name__ == "__main__":
    sys.exit(by_hand(run, __doc__, trials=100))
