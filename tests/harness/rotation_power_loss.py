"""A power cut during a change of the vault's key: exactly one key opens the store, and nothing is lost.

`python -m tests.harness.rotation_power_loss --trials 300 --seed 1`. The power cuts are those of `power_loss`.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

from ontrack_desktop.services import records, vaults
from ontrack_desktop.store import rotation
from tests import factories

from . import disk
from .acks import Acks
from .disk import Did
from .hill import clock
from .power_loss import Recording, by_hand
from .rotation import be_careless, change_on, examine, hear, passphrase

CHANGES = 3


class Enough(Exception):  # noqa: N818 - reads as a claim
    """The key was changed as often as it should be."""


class RotationRecording(Recording):
    """One vault whose key is changed three times, event by event."""

    module = "tests.harness.rotation_power_loss"
    what = "power cuts during changes of the key"
    careless = ", in a wrong order"
    passphrase = passphrase(0)
    be_careless = staticmethod(be_careless)

    @staticmethod
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

    def wrong_in(self, folder: Path, told: list[str]) -> list[str]:
        """Which keys and passphrases open it, and what is lost."""
        acks = Acks()
        keys, changes, has_begun = hear(told, acks, 0)
        candidates = [changes, changes + 1] if has_begun else [changes]
        return examine(folder, [self.key, *keys], candidates, acks, None)[1]

    def place(self, chance: random.Random) -> int:
        """Every second cut comes about when the copy takes the store's name: there the order of things counts."""
        if chance.random() < 0.5:
            return super().place(chance)
        name = rotation.NEXT_STORE.encode()
        put = [at for at, event in enumerate(self.events) if event.did is Did.RENAMED and event.data.endswith(name)]
        return min(chance.choice(put) + chance.randint(-4, 8), len(self.events))


if __name__ == "__main__":
    sys.exit(by_hand(RotationRecording, __doc__, trials=300))
