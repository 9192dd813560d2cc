"""A vault that cannot be written to opens for reading, and not a byte of it changes."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from ontrack_desktop.domain.notes import Note
from ontrack_desktop.services import backups, checking, records, searching, vaults
from ontrack_desktop.services.reading_only import NothingSaved, ReadingOnly
from ontrack_desktop.store.faults import StoreReadOnly
from ontrack_desktop.store.header import COPY, FILE
from ontrack_desktop.store.vault_errors import KeyReplaced, TooManyTries, VaultInUse, VaultReadOnly, WrongPassphrase
from tests import factories
from tests.conftest import Clock
from tests.services.vault_at_hand import a_vault, opened, the_pupil, write_notes
from tests.store.vaults import CHEAP, PASSPHRASE, MemoryDevice
from tests.write_protected import contents, write_protected

THEIRS = "saddle orchard violet candle ford"


@pytest.fixture
def folder(tmp_path: Path, clock: Clock) -> Path:
    return a_vault(tmp_path, clock)


@pytest.fixture
def protected(folder: Path) -> Iterator[Path]:
    """The vault, on a stick whose switch is set."""
    before = contents(folder)
    with ExitStack() as until_the_end:
        until_the_end.enter_context(write_protected(folder))
        yield folder
        assert contents(folder) == before


def test_everything_can_be_read_and_nothing_changed(protected: Path, clock: Clock) -> None:
    found = vaults.open_workspace(protected, PASSPHRASE, None, clock)
    workspace = found.workspace
    assert workspace.reading_only is ReadingOnly.CANNOT_WRITE
    assert found.notices[0] == "This vault cannot be written to. You can read it; nothing can be changed."
    assert found.worker is not None
    assert workspace.query(lambda read: read.count(Note)) == 3
    assert searching.lines(workspace, "kitchen", limit=5) == []
    assert checking.check(workspace).is_sound
    for write in (
        lambda: workspace.change(partial(records.save, record=factories.a_pupil())),
        workspace.new_recovery_code, workspace.confirm_recovery,
        lambda: workspace.change_passphrase(PASSPHRASE, THEIRS), lambda: workspace.rotate_key(PASSPHRASE, THEIRS),
        lambda: workspace.add_person("Ama", "", THEIRS), lambda: workspace.remove_person(factories.a_worker()),
    ):  # fmt: skip
        with pytest.raises(NothingSaved, match="this vault cannot be written to"):
            write()
    workspace.close()


def test_wrong_passphrases_are_refused_and_counted_in_memory(protected: Path, clock: Clock) -> None:
    for _ in range(4):
        with pytest.raises(WrongPassphrase):
            vaults.open_workspace(protected, "not the passphrase", None, clock)
    with pytest.raises(TooManyTries):
        vaults.open_workspace(protected, PASSPHRASE, None, clock)
    assert vaults.look_at(protected, clock).seconds_to_wait == 5
    clock.now += timedelta(seconds=5)
    vaults.open_workspace(protected, PASSPHRASE, None, clock).workspace.close()


def test_the_recovery_code_opens_it_as_it_is(tmp_path: Path, clock: Clock) -> None:
    made = vaults.create_vault(
        tmp_path / "Hill.ontrack", name="Hill", passphrase=PASSPHRASE, worker_name="Dee", device=None, clock=clock,
        kdf=CHEAP,
    )  # fmt: skip
    made.open().workspace.close()
    before = contents(made.folder)
    with write_protected(made.folder):
        found = vaults.recover(made.folder, made.recovery_code, THEIRS, None, clock, kdf=CHEAP)
        assert (found.workspace.reading_only, found.new_recovery_code) == (ReadingOnly.CANNOT_WRITE, "")
        found.workspace.close()
    assert contents(made.folder) == before
    vaults.open_workspace(made.folder, PASSPHRASE, None, clock).workspace.close()


def test_a_file_with_the_casework_that_cannot_be_written_is_enough(folder: Path, clock: Clock) -> None:
    before = contents(folder)
    with write_protected(folder / "store.db"), opened(folder, clock) as workspace:
        assert workspace.reading_only is ReadingOnly.CANNOT_WRITE
        assert workspace.query(lambda read: read.count(Note)) == 3
    assert contents(folder) == before
    with opened(folder, clock) as workspace:
        assert workspace.reading_only is None


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write in every folder")
def test_a_folder_that_takes_no_new_files_is_enough(folder: Path, clock: Clock) -> None:
    before = contents(folder)
    folder.chmod(0o500)
    with opened(folder, clock) as workspace:
        assert workspace.reading_only is ReadingOnly.CANNOT_WRITE
        assert workspace.query(lambda read: read.count(Note)) == 3
        with pytest.raises(VaultInUse):
            vaults.open_workspace(folder, PASSPHRASE, None, clock)
    folder.chmod(0o700)
    assert contents(folder) == before


def test_an_older_copy_that_cannot_be_written_is_called_an_older_copy(tmp_path: Path, clock: Clock) -> None:
    device = MemoryDevice()
    folder = a_vault(tmp_path, clock, device)
    shutil.copytree(folder, tmp_path / "kept")
    with opened(folder, clock, device):
        pass
    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "kept", folder)
    with write_protected(folder), opened(folder, clock, device) as workspace:
        assert workspace.reading_only is ReadingOnly.OLDER_COPY


def test_somebody_taken_off_does_not_read_with_the_header_of_their_time(folder: Path, clock: Clock) -> None:
    with opened(folder, clock) as workspace:
        colleague, code = workspace.add_person("Ama Boateng-Reid", "", THEIRS, kdf=CHEAP)
        early = (folder / FILE).read_bytes()
        workspace.remove_person(colleague)
    for name in (FILE, COPY):
        (folder / name).write_bytes(early)
    with write_protected(folder):
        with pytest.raises(KeyReplaced, match="cannot be written to"):
            vaults.open_workspace(folder, THEIRS, None, clock)
        with pytest.raises(KeyReplaced):
            vaults.recover(folder, code, PASSPHRASE, None, clock, kdf=CHEAP)
        with opened(folder, clock) as workspace:
            assert workspace.query(lambda read: read.count(Note)) == 3


def test_one_that_was_not_closed_is_shown_with_its_last_notes_or_not_at_all(
    folder: Path, tmp_path: Path, clock: Clock
) -> None:
    pulled = tmp_path / "pulled" / folder.name
    with opened(folder, clock) as workspace:
        write_notes(workspace, the_pupil(workspace), 2)
        shutil.copytree(folder, pulled)
    with write_protected(pulled), opened(pulled, clock) as workspace:
        assert workspace.query(lambda read: read.count(Note)) == 5
    (pulled / "store.db-shm").unlink()
    with write_protected(pulled), pytest.raises(StoreReadOnly, match="not closed properly"):
        vaults.open_workspace(pulled, PASSPHRASE, None, clock)


def test_a_backup_is_not_put_back_into_it(folder: Path, clock: Clock) -> None:
    with opened(folder, clock) as workspace:
        made = backups.make(backups.source_of(workspace))
    with (
        write_protected(folder), pytest.raises(VaultReadOnly),
        backups.restoring(folder, made.path, PASSPHRASE, None, clock),
    ):  # fmt: skip
        pass
