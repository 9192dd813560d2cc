"""kill -9 of a process that writes, at seeded random moments; then everything acknowledged must be there.

`python -m tests.harness.kill --trials 200 --seed 1`. Each trial opens the vault that the last one was killed in.
"""

from __future__ import annotations

import argparse
import os
import random
import select
import shutil
import signal
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from ontrack_desktop.domain.people import Pupil
from ontrack_desktop.services import records, vaults
from ontrack_desktop.store.vault import Vault
from tests import factories
from tests.store.vaults import CHEAP, PASSPHRASE

from .acks import Acks, losses
from .table import Row, said
from .writer import Writer

LONGEST = 0.3  # seconds to the kill; opening the vault takes about a third of that
TRIALS_A_VAULT = 20


def clock() -> datetime:
    return datetime.now(UTC)


class Victim:
    """A vault, and the processes that are killed in it one after another."""

    def __init__(self, folder: Path) -> None:
        self.acks = Acks()
        self.pupil = factories.a_pupil()
        made = vaults.create_vault(
            folder / "Hill.ontrack", name="Hill", passphrase=PASSPHRASE, worker_name="Dee Marlow",
            device=None, clock=clock, kdf=CHEAP,
        )
        self.folder = made.folder
        workspace = made.open().workspace
        workspace.change(lambda work: records.save(work, self.pupil))
        workspace.close()

    def kill_one(self, seed: int, seconds: float, *, once_it_writes: bool) -> None:
        """Kill a process so long after its start, or after its first save; `acks` learns what it said before."""
        from_child, to_parent = os.pipe()
        child = os.fork()
        if not child:
            os.close(from_child)
            _write(self.folder, self.pupil, seed, to_parent)
        os.close(to_parent)
        heard = os.read(from_child, 1 << 16) if once_it_writes else b""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            if select.select([from_child], [], [], left)[0]:
                heard += os.read(from_child, 1 << 16)
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        while piece := os.read(from_child, 1 << 16):
            heard += piece
        os.close(from_child)
        assert os.WIFSIGNALED(status), "the writer ended by itself: see its traceback"
        self.acks.take_all(heard)

    def losses(self) -> list[str]:
        """What is lost, looked for in a copy: the next process opens the vault as the kill left it."""
        with tempfile.TemporaryDirectory() as copy:
            folder = Path(copy) / self.folder.name
            shutil.copytree(self.folder, folder)
            vault = Vault.at(folder)
            unlocked = vault.unlock(PASSPHRASE, None, clock())
            return losses(vault.store_path, unlocked.key, vault.vault_id, self.acks)


def _write(folder: Path, pupil: Pupil, seed: int, to_parent: int) -> None:
    try:
        workspace = vaults.open_workspace(folder, PASSPHRASE, None, clock).workspace

        def tell(line: str) -> None:
            os.write(to_parent, f"{line}\n".encode())

        writer = Writer(workspace, pupil, random.Random(seed), tell)
        while True:
            writer.go_on(20)
            workspace.confirm_recovery()  # the header is written anew as well
    except BaseException:
        import traceback

        traceback.print_exc()
        os._exit(1)


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


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    rows = run(asked.trials, asked.seed)
    print(said(rows))
    return any(row.lost for row in rows)


if __name__ == "__main__":
    sys.exit(main())
