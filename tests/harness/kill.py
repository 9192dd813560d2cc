"""kill -9 of a process that writes, at seeded random moments; then everything acknowledged must be there.

`python -m tests.harness.kill --trials 200 --seed 1`. Each trial opens the vault that the last one was killed in.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import NoReturn

from ontrack_desktop.services import records, vaults
from ontrack_desktop.store.vault import Vault
from tests import factories
from tests.store.vaults import PASSPHRASE

from .acks import Acks, losses
from .hill import clock, new_vault
from .killed import Tell, killed
from .table import Row, by_hand
from .writer import Writer

LONGEST = 0.3  # seconds to the kill; opening the vault takes about a third of that
TRIALS_A_VAULT = 20


class Victim:
    """A vault, and the processes that are killed in it one after another."""

    def __init__(self, folder: Path) -> None:
        self.acks = Acks()
        self.pupil = factories.a_pupil()
        made = new_vault(folder / "Hill.ontrack")
        self.folder = made.folder
        workspace = made.open().workspace
        workspace.change(lambda work: records.save(work, self.pupil))
        workspace.close()

    def kill_one(self, seed: int, seconds: float, *, once_it_writes: bool) -> None:
        """Kill a process so long after its start, or after its first save; `acks` learns what it said before."""
        for line in killed(lambda tell: self.write(seed, tell), lines=int(once_it_writes), after=seconds):
            self.acks.take(line)

    def write(self, seed: int, tell: Tell) -> NoReturn:
        """What is killed."""
        workspace = vaults.open_workspace(self.folder, PASSPHRASE, None, clock).workspace
        writer = Writer(workspace, self.pupil, random.Random(seed), tell)
        while True:
            writer.go_on(20)
            workspace.confirm_recovery()  # the header is written anew as well

    def losses(self) -> list[str]:
        """What is lost, looked for in a copy: the next process opens the vault as the kill left it."""
        with tempfile.TemporaryDirectory() as copy:
            folder = Path(copy) / self.folder.name
            shutil.copytree(self.folder, folder)
            vault = Vault.at(folder)
            unlocked = vault.unlock(PASSPHRASE, None, clock())
            return losses(vault.store_path, unlocked.key, vault.vault_id, self.acks)


def run(trials: int, seed: int) -> list[Row]:
    """Kill so many processes; a line on stderr for each thing that was lost."""
    chance = random.Random(seed)
    bad = acknowledged = lost = 0
    began = time.monotonic()
    for start in range(0, trials, TRIALS_A_VAULT):
        with tempfile.TemporaryDirectory() as folder:
            victim = Victim(Path(folder))
            for trial in range(start, min(start + TRIALS_A_VAULT, trials)):
                seconds, once_it_writes = chance.uniform(0, LONGEST), chance.random() < 0.5
                victim.kill_one(chance.getrandbits(32), seconds, once_it_writes=once_it_writes)
                found = victim.losses()
                bad += bool(found)
                lost += len(found)
                for what in found:
                    print(f"trial {trial}: {what}", file=sys.stderr)
            acknowledged += victim.acks.count
    return [
        Row("processes killed while they wrote", trials, trials - bad, bad, time.monotonic() - began),
        Row("acknowledged saves in them", acknowledged, acknowledged - lost, lost, time.monotonic() - began),
    ]


if __name__ == "__main__":
    sys.exit(by_hand(run, __doc__, trials=200))
