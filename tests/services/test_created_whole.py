"""A process that is killed while it makes a vault leaves a whole one under its name, or none."""

from __future__ import annotations

import sys
from pathlib import Path
from uuid import uuid4

import pytest

from ontrack_desktop.services import vaults
from tests.conftest import Clock
from tests.harness.killed import Tell, killed
from tests.store.vaults import CHEAP, PASSPHRASE


def create(folder: Path, clock: Clock) -> None:
    vaults.create_vault(
        folder, name="Hill", passphrase=PASSPHRASE, worker_name="Dee Marlow", device=None, clock=clock, kdf=CHEAP
    )


@pytest.mark.skipif(sys.platform == "win32", reason="forks and kills by signal")
def test_a_kill_at_any_moment_leaves_no_vault_without_its_casework(tmp_path: Path, clock: Clock) -> None:
    def make_one_after_another(tell: Tell) -> None:
        tell("now")
        create(tmp_path / f"{uuid4()}.ontrack", clock)

    for step in range(1, 24):
        killed(make_one_after_another, before_step=step)
    parts = list(tmp_path.glob("*.part"))
    assert parts, "no kill came while a vault was made"
    whole = list(tmp_path.glob("*.ontrack"))
    assert whole, "no kill came after a vault was made"
    for folder in whole:
        opened = vaults.open_workspace(folder, PASSPHRASE, None, clock)
        assert opened.worker is not None
        opened.workspace.close()
    for part in parts:  # the name is free, and what was left goes
        create(part.with_suffix(""), clock)
    assert not list(tmp_path.glob("*.part"))
