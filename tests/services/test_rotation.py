"""Another key for a vault: only who asked for it gets in, everything is there, and what fails changes nothing."""

from __future__ import annotations

import shutil
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ontrack_desktop.domain.ledger import Act
from ontrack_desktop.domain.notes import Note
from ontrack_desktop.services import backups, checking, rotation, vaults
from ontrack_desktop.services.backups import NotRestored
from ontrack_desktop.services.open_vault import OpenVault
from ontrack_desktop.store import faults
from ontrack_desktop.store import rotation as steps
from ontrack_desktop.store.engine import StoreDamaged, connect
from ontrack_desktop.store.faults import DiskFull, StoreBusy
from ontrack_desktop.store.rotation import KeyNotChanged
from ontrack_desktop.store.vault_errors import KeyChangeCutOff, WrongPassphrase, WrongRecoveryCode
from ontrack_desktop.store.watch import Stopped, Watch
from tests.conftest import Clock
from tests.store.vaults import CHEAP, PASSPHRASE, MemoryDevice

from .vault_at_hand import a_vault, the_pupil, write_notes

NEW = "harbour pencil thistle winter oak"
NEWER = "saddle orchard violet candle ford"


@pytest.fixture
def device() -> MemoryDevice:
    return MemoryDevice()


@pytest.fixture
def workspace(tmp_path: Path, clock: Clock, device: MemoryDevice) -> Iterator[OpenVault]:
    folder = a_vault(tmp_path, clock, device)
    opened = vaults.open_workspace(folder, PASSPHRASE, device, clock).workspace
    yield opened
    if not opened.store.connection.is_closed:
        opened.close()


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if path.is_file()} - {"store.db-wal", "store.db-shm"}


def raw(workspace: OpenVault) -> object:
    return workspace.store.connection.raw


def test_nothing_from_before_opens_the_vault_and_everything_is_in_it(
    workspace: OpenVault, device: MemoryDevice, clock: Clock
) -> None:
    _, colleagues_code = workspace.add_person("Ama Boateng-Reid", "Teacher", "a colleague's passphrase", kdf=CHEAP)
    own_code = workspace.new_recovery_code(kdf=CHEAP)
    old_key, before = workspace.key.hex, workspace.query(lambda read: read.find(Note))
    code = rotation.change_key(workspace, PASSPHRASE, NEW, kdf=CHEAP).recovery_code
    write_notes(workspace, the_pupil(workspace), 1)
    assert [worker.name for worker in workspace.people()] == ["Dee Marlow"]
    workspace.close()

    folder = workspace.vault.folder
    with pytest.raises(StoreDamaged):
        connect(folder / "store.db", old_key)
    for passphrase in (PASSPHRASE, "a colleague's passphrase"):
        with pytest.raises(WrongPassphrase):
            vaults.open_workspace(folder, passphrase, device, clock)
    for old in (own_code, colleagues_code):
        with pytest.raises(WrongRecoveryCode):
            vaults.recover(folder, old, NEWER, device, clock, kdf=CHEAP)

    opened = vaults.open_workspace(folder, NEW, device, clock)
    notes = opened.workspace.query(lambda read: read.find(Note))
    assert [note for note in notes if note in before] == before
    assert len(notes) == len(before) + 1
    assert checking.check(opened.workspace).fault == ""
    assert opened.workspace.reading_only is None
    opened.workspace.close()
    recovered = vaults.recover(folder, code, NEWER, MemoryDevice(), clock, kdf=CHEAP)
    assert checking.check(recovered.workspace).fault == ""
    recovered.workspace.close()


def test_the_ledger_says_who_changed_the_key_and_holds_through_three_of_them(workspace: OpenVault) -> None:
    for present, new in ((PASSPHRASE, NEW), (NEW, NEWER), (NEWER, PASSPHRASE)):
        rotation.change_key(workspace, present, new, kdf=CHEAP)
        write_notes(workspace, the_pupil(workspace), 1)
    entries = workspace.query(lambda read: read.entries(act=Act.ROTATED))
    assert [entry.worker_id for entry in entries] == [workspace.worker_id] * 3
    assert workspace.store.verify().is_sound
    # an entry of each key, changed by hand: each is named
    for entry in [entries[0].seq + 1, entries[1].seq + 1, entries[2].seq + 1, entries[2].seq - 1]:
        seen = raw(workspace)
        seen.execute("DROP TRIGGER IF EXISTS ledger_is_not_changed")  # type: ignore[attr-defined]
        seen.execute("UPDATE ledger SET at = at || ' ' WHERE seq = ?", (entry,))  # type: ignore[attr-defined]
        assert workspace.store.verify().first_bad == entry


@pytest.mark.skipif(sys.platform == "win32", reason="modes as POSIX has them")
def test_the_store_under_the_new_key_is_closed_to_other_users(workspace: OpenVault) -> None:
    workspace.vault.store_path.chmod(0o644)
    rotation.change_key(workspace, PASSPHRASE, NEW, kdf=CHEAP)
    folder = workspace.vault.folder
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*") if path.is_file()} == {0o600}


def test_a_first_backup_under_the_new_key_is_made_at_once(workspace: OpenVault, clock: Clock) -> None:
    rotated = rotation.change_key(workspace, PASSPHRASE, NEW, kdf=CHEAP)
    assert rotated.backup_problem is None
    assert backups.drill(backups.source_of(workspace)).fault == ""


def test_a_backup_from_before_opens_in_a_folder_of_its_own_with_the_passphrase_of_that_time(
    workspace: OpenVault, device: MemoryDevice, clock: Clock, tmp_path: Path
) -> None:
    made = backups.make(backups.source_of(workspace), into=_other_disk(tmp_path))
    rotation.change_key(workspace, PASSPHRASE, NEW, kdf=CHEAP)
    workspace.close()
    folder = workspace.vault.folder
    with backups.restoring(folder, made.path, NEW, device, clock) as restoration:
        with pytest.raises(NotRestored, match="before the key was changed"):
            restoration.loss()
        with pytest.raises(NotRestored):
            restoration.put_in_place()
    own = tmp_path / "earlier" / "Hill.ontrack"
    with backups.restoring(own, made.path, PASSPHRASE, device, clock) as restoration:
        restoration.put_in_place()
    for at, passphrase in ((own, PASSPHRASE), (folder, NEW)):
        opened = vaults.open_workspace(at, passphrase, device, clock).workspace
        assert opened.reading_only is None
        assert checking.check(opened).fault == ""
        opened.close()


def test_a_wrong_passphrase_and_that_of_a_colleague_change_nothing(workspace: OpenVault) -> None:
    workspace.add_person("Ama Boateng-Reid", "Teacher", "a colleague's passphrase", kdf=CHEAP)
    key = workspace.key
    for wrong in (NEW, "a colleague's passphrase"):
        with pytest.raises(WrongPassphrase):
            workspace.rotate_key(wrong, NEWER, kdf=CHEAP)
    assert workspace.key == key


@pytest.mark.parametrize("where", ["Copying", "Checking every page", "Checking the ledger", "Putting it in place"])
def test_stopping_it_anywhere_changes_nothing_and_work_goes_on(workspace: OpenVault, where: str) -> None:
    reached: list[str] = []
    watch = Watch(lambda what, _done, _all: reached.append(what), lambda: where in reached)
    key, before = workspace.key, files(workspace.vault.folder)
    if where == "Putting it in place":  # the last thing that can still be stopped: asked before it is shown
        watch = Watch(is_stopped=lambda: (workspace.vault.folder / steps.NEXT_STORE).exists() and _is_whole(workspace))
    with pytest.raises(Stopped):
        workspace.rotate_key(PASSPHRASE, NEW, kdf=CHEAP, watch=watch)
    assert workspace.key == key
    assert files(workspace.vault.folder) == before
    write_notes(workspace, the_pupil(workspace), 1)
    assert workspace.store.verify().is_sound


def test_a_full_disk_is_said_and_changes_nothing(workspace: OpenVault, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(workspace.vault.folder)
    monkeypatch.setattr(shutil, "disk_usage", lambda _place: usage._replace(free=1_000))
    with pytest.raises(DiskFull, match="key was not changed"):
        workspace.rotate_key(PASSPHRASE, NEW, kdf=CHEAP)
    monkeypatch.undo()
    write_notes(workspace, the_pupil(workspace), 1)


@pytest.mark.parametrize("step", ["write_atomically", "sync_file", "sync_folder"])
def test_a_disk_that_fails_at_a_step_is_said_and_changes_nothing(
    workspace: OpenVault, device: MemoryDevice, clock: Clock, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def fail(*_arguments: object) -> None:
        raise OSError(5, "Input/output error")

    before = files(workspace.vault.folder)
    monkeypatch.setattr(steps, step, fail)
    with pytest.raises(faults.DiskGone, match="key was not changed"):
        workspace.rotate_key(PASSPHRASE, NEW, kdf=CHEAP)
    monkeypatch.undo()
    write_notes(workspace, the_pupil(workspace), 1)
    workspace.close()
    vaults.open_workspace(workspace.vault.folder, PASSPHRASE, device, clock).workspace.close()
    assert files(workspace.vault.folder) == before


def test_while_a_backup_reads_the_store_the_key_is_not_changed(workspace: OpenVault) -> None:
    reader = connect(workspace.vault.store_path, workspace.key.hex, read_only=True)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM note").fetchall()
    key = workspace.key
    with pytest.raises(StoreBusy, match="key was not changed"):
        workspace.rotate_key(PASSPHRASE, NEW, kdf=CHEAP)
    reader.close()
    assert workspace.key == key
    write_notes(workspace, the_pupil(workspace), 1)
    workspace.rotate_key(PASSPHRASE, NEW, kdf=CHEAP)
    assert workspace.key != key


def test_a_vault_whose_ledger_is_broken_keeps_its_key_and_says_why(workspace: OpenVault) -> None:
    seen = raw(workspace)
    seen.execute("DROP TRIGGER ledger_is_not_changed")  # type: ignore[attr-defined]
    seen.execute("UPDATE ledger SET at = at || ' ' WHERE seq = 3")  # type: ignore[attr-defined]
    with pytest.raises(KeyNotChanged, match="entry 3 of the ledger"):
        workspace.rotate_key(PASSPHRASE, NEW, kdf=CHEAP)


def test_a_header_that_cannot_be_put_in_place_at_once_is_put_there_at_the_next_opening(
    workspace: OpenVault, device: MemoryDevice, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps, "finish", lambda _folder, _sealed: None)
    workspace.rotate_key(PASSPHRASE, NEW, kdf=CHEAP)
    monkeypatch.undo()
    write_notes(workspace, the_pupil(workspace), 1)
    workspace.close()
    assert (workspace.vault.folder / steps.NEXT_HEADER).exists()
    with pytest.raises(KeyChangeCutOff, match="use the new passphrase"):
        vaults.open_workspace(workspace.vault.folder, PASSPHRASE, device, clock)
    vaults.open_workspace(workspace.vault.folder, NEW, device, clock).workspace.close()
    assert not (workspace.vault.folder / steps.NEXT_HEADER).exists()


def test_it_is_said_beforehand_what_it_means_for_others_for_sheets_for_backups_and_for_copies() -> None:
    said = " ".join(rotation.WHAT_IT_MEANS)
    for word in ("Everybody else", "recovery sheet", "Backups made before", "already taken"):
        assert word in said


def _other_disk(tmp_path: Path) -> Path:
    place = tmp_path / "stick"
    place.mkdir()
    return place


def _is_whole(workspace: OpenVault) -> bool:
    """Whether the copy has passed its checks: the store itself is in one file from then on."""
    return not (workspace.vault.folder / "store.db-wal").exists()


@pytest.mark.parametrize("passphrase", [PASSPHRASE, NEW])
def test_a_cut_off_change_and_then_a_lost_store_keep_nobody_from_restoring(
    workspace: OpenVault, device: MemoryDevice, clock: Clock, monkeypatch: pytest.MonkeyPatch, passphrase: str
) -> None:
    folder = workspace.vault.folder
    before = backups.make(backups.source_of(workspace))
    monkeypatch.setattr(steps, "finish", lambda _folder, _sealed: None)
    rotation.change_key(workspace, PASSPHRASE, NEW, kdf=CHEAP)
    after = backups.found(workspace.vault)[0]
    monkeypatch.undo()
    workspace.close()
    (folder / "store.db").unlink()
    made = before if passphrase == PASSPHRASE else after
    with backups.restoring(folder, made.path, passphrase, device, clock) as restoration:
        restoration.put_in_place()
    opened = vaults.open_workspace(folder, passphrase, device, clock).workspace
    assert checking.check(opened).fault == ""
    opened.close()
    assert not (folder / steps.NEXT_HEADER).exists()
