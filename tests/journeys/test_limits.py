"""What the README says the program does not protect against is so, and what still tells of it does."""

from __future__ import annotations

import shutil
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from ontrack_desktop.domain.meetings import Meeting
from ontrack_desktop.services import backups, checking, packs, papers, printed, records, vaults
from ontrack_desktop.services.backups import Watch
from ontrack_desktop.services.open_vault import OpenVault
from ontrack_desktop.services.printed import Verdict
from ontrack_desktop.services.reading_only import ReadingOnly
from ontrack_desktop.store.vault_errors import TooManyTries, WrongPassphrase
from tests.conftest import Clock
from tests.rosie import Rosie
from tests.services.vault_at_hand import a_vault, opened
from tests.store.vaults import MemoryDevice


def a_printed_pack(workspace: OpenVault) -> str:
    """The eight characters of Rosie's pack, printed now."""
    worker = workspace.people()[0]
    rosie = Rosie(worker)
    for record in rosie.records():
        if record.id != worker.id:
            workspace.change(partial(records.save, record=record))
    meeting = workspace.query(lambda read: read.get(Meeting, rosie.meeting.id))
    made = packs.finish(
        workspace.query(partial(packs.copy_for, meeting=meeting, number=0, now=workspace.clock()))
    )
    workspace.change(partial(papers.enter_printed, papers=[made]))
    return made.mark


@pytest.mark.parametrize("has_keyring", [True, False])
def test_a_folder_put_back_to_an_earlier_day_is_told_by_the_keyring_or_else_by_a_page_and_a_backup(
    tmp_path: Path, clock: Clock, has_keyring: bool
) -> None:
    device = MemoryDevice() if has_keyring else None
    folder = a_vault(tmp_path, clock, device)
    shutil.copytree(folder, tmp_path / "yesterday")
    clock.now += timedelta(days=1)
    stick = tmp_path / "stick"
    stick.mkdir()
    with opened(folder, clock, device) as workspace:
        mark = a_printed_pack(workspace)
        backups.make(backups.source_of(workspace), into=stick)
    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "yesterday", folder)
    with opened(folder, clock, device) as workspace:
        # without a keyring there is no mark to compare with, and everything in the folder fits together
        assert (workspace.reading_only is ReadingOnly.OLDER_COPY) is has_keyring
        assert checking.check(workspace).is_sound
        assert workspace.query(partial(printed.check, typed=mark)).verdict is Verdict.NO_MATCH
        found = checking.check_backups(backups.source_of(workspace), stick, Watch())
        assert found.fault.endswith("the vault does not go on from where this backup ends")


def test_who_can_write_in_the_folder_can_take_the_wait_away_and_the_tries_are_missing_from_the_ledger(
    tmp_path: Path, clock: Clock
) -> None:
    folder = a_vault(tmp_path, clock)
    for _ in range(4):
        with pytest.raises((WrongPassphrase, TooManyTries)):
            vaults.open_workspace(folder, "not the passphrase", None, clock)
    with pytest.raises(TooManyTries):
        vaults.open_workspace(folder, "not the passphrase", None, clock)
    (folder / "tries.json").unlink()
    with pytest.raises(WrongPassphrase):
        vaults.open_workspace(folder, "not the passphrase", None, clock)
    with opened(folder, clock) as workspace:
        failed = [e for e in workspace.query(lambda read: read.entries()) if e.act.value == "failed_unlock"]
    assert len(failed) == 1
