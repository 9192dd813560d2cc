"""A vault in a person's hands: made, opened, recovered, shared, closed, with what the ledger says of it."""

from __future__ import annotations

import json
import shutil
from datetime import timedelta
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from ontrack_desktop.domain.errors import NotValid, OnTrackError
from ontrack_desktop.domain.ledger import Act
from ontrack_desktop.domain.people import Worker
from ontrack_desktop.services import backups, records, vaults
from ontrack_desktop.services.open_vault import OpenVault
from ontrack_desktop.services.reading_only import NothingSaved, ReadingOnly
from ontrack_desktop.store.store import Store
from ontrack_desktop.store.vault_errors import (
    FolderTaken,
    HeaderDamaged,
    LastPerson,
    UnsafePlace,
    VaultInUse,
    WrongPassphrase,
    WrongRecoveryCode,
)
from ontrack_desktop.system.paths import vaults_folder
from tests import factories
from tests.conftest import Clock
from tests.store.vaults import CHEAP, PASSPHRASE, MemoryDevice

NEW = "harbour pencil thistle winter oak"


def a_vault(
    folder: Path, clock: Clock, device: MemoryDevice | None = None, *, name: str = "Dee Marlow"
) -> vaults.Created:
    return vaults.create_vault(
        folder / "Hill.ontrack", name="Hill", passphrase=PASSPHRASE, worker_name=name, role="Mentor",
        device=device, clock=clock, kdf=CHEAP,
    )  # fmt: skip


def acts(workspace: OpenVault) -> list[Act]:
    """What the ledger says, oldest first."""
    return [entry.act for entry in reversed(workspace.query(lambda read: read.entries()))]


def test_a_new_vault_opens_at_once_and_knows_whose_it_is(tmp_path: Path, clock: Clock) -> None:
    made = a_vault(tmp_path, clock, MemoryDevice())
    opened = made.open()
    assert opened.worker is not None
    assert (opened.worker.name, opened.worker.role) == ("Dee Marlow", "Mentor")
    assert opened.workspace.worker_id == opened.worker.id
    assert opened.workspace.is_bound_to_device
    assert acts(opened.workspace) == [Act.SAVED, Act.UNLOCKED]
    opened.workspace.close()


def test_without_a_name_the_person_is_asked_when_the_vault_is_open(tmp_path: Path, clock: Clock) -> None:
    a_vault(tmp_path, clock, name="").open().workspace.close()
    opened = vaults.open_workspace(tmp_path / "Hill.ontrack", PASSPHRASE, None, clock)
    assert opened.worker is None
    with pytest.raises(NotValid):
        opened.workspace.change(lambda work: vaults.introduce(work, name=" ", role=""))
    opened.workspace.change(lambda work: vaults.introduce(work, name="Ola Finch", role=""))
    opened.workspace.change(lambda work: vaults.introduce(work, name="Ola Finch", role="Key worker"))
    opened.workspace.close()
    again = vaults.open_workspace(tmp_path / "Hill.ontrack", PASSPHRASE, None, clock)
    assert again.worker is not None
    assert (again.worker.name, again.worker.role, again.worker.version) == ("Ola Finch", "Key worker", 2)
    again.workspace.close()


def test_failed_tries_are_entered_once_the_vault_is_open(tmp_path: Path, clock: Clock) -> None:
    folder = a_vault(tmp_path, clock).folder
    tried = []
    for _ in range(2):
        clock.now += timedelta(minutes=1)
        tried.append(clock.now.isoformat())
        with pytest.raises(WrongPassphrase):
            vaults.open_workspace(folder, NEW, None, clock)
    opened = vaults.open_workspace(folder, PASSPHRASE, None, clock)
    assert acts(opened.workspace)[-3:] == [Act.FAILED_UNLOCK, Act.FAILED_UNLOCK, Act.UNLOCKED]
    rows = opened.workspace.store.connection.rows("SELECT payload FROM ledger WHERE act = 'failed_unlock'")
    assert [json.loads(payload) for (payload,) in rows] == [{"way": "passphrase", "tried_at": at} for at in tried]
    opened.workspace.close()
    once_more = vaults.open_workspace(folder, PASSPHRASE, None, clock)
    assert acts(once_more.workspace).count(Act.FAILED_UNLOCK) == 2
    once_more.workspace.close()


def test_a_vault_that_is_open_is_not_opened_twice_and_is_free_again_after_closing(tmp_path: Path, clock: Clock) -> None:
    made = a_vault(tmp_path, clock)
    first = made.open()
    with pytest.raises(VaultInUse):
        vaults.open_workspace(made.folder, PASSPHRASE, None, clock)
    first.workspace.close()
    vaults.open_workspace(made.folder, PASSPHRASE, None, clock).workspace.close()


def test_a_wrong_passphrase_leaves_the_vault_free(tmp_path: Path, clock: Clock) -> None:
    made = a_vault(tmp_path, clock)
    with pytest.raises(WrongPassphrase):
        vaults.open_workspace(made.folder, NEW, None, clock)
    vaults.open_workspace(made.folder, PASSPHRASE, None, clock).workspace.close()


def test_an_older_copy_can_be_read_but_takes_nothing_new(tmp_path: Path, clock: Clock) -> None:
    device = MemoryDevice()
    made = a_vault(tmp_path, clock, device)
    made.open().workspace.close()
    shutil.copytree(made.folder, tmp_path / "kept")
    pupil = factories.a_pupil()
    opened = vaults.open_workspace(made.folder, PASSPHRASE, device, clock)
    opened.workspace.change(partial(records.save, record=pupil))
    opened.workspace.close()
    shutil.rmtree(made.folder)
    shutil.copytree(tmp_path / "kept", made.folder)

    older = vaults.open_workspace(made.folder, PASSPHRASE, device, clock)
    assert older.notices[0] == ReadingOnly.OLDER_COPY.notice
    assert older.worker is not None
    before = older.workspace.store.head()
    with pytest.raises(NothingSaved, match="older copy"):
        older.workspace.change(partial(records.save, record=pupil))
    older.workspace.close()
    again = vaults.open_workspace(made.folder, PASSPHRASE, device, clock)
    assert again.workspace.reading_only is ReadingOnly.OLDER_COPY
    assert again.workspace.store.head() == before
    again.workspace.close()


def test_closing_remembers_how_far_the_ledger_has_come(tmp_path: Path, clock: Clock) -> None:
    device = MemoryDevice()
    opened = a_vault(tmp_path, clock, device).open()
    place_id = opened.workspace.vault.place_id
    opened.workspace.change(partial(records.save, record=factories.a_pupil()))
    head = opened.workspace.store.head()
    assert device.heads[place_id] != head
    opened.workspace.close()
    assert device.heads[place_id] == head


def test_the_recovery_code_opens_sets_a_new_passphrase_and_is_replaced(tmp_path: Path, clock: Clock) -> None:
    device = MemoryDevice()
    made = a_vault(tmp_path, clock, device)
    made.open().workspace.close()
    other_computer = MemoryDevice()
    opened = vaults.recover(made.folder, made.recovery_code.lower(), NEW, other_computer, clock, kdf=CHEAP)
    assert acts(opened.workspace)[-3:] == [Act.RECOVERY_USED, Act.PASSPHRASE_CHANGED, Act.KEYS_CHANGED]
    assert opened.worker is not None
    assert opened.new_recovery_code not in ("", made.recovery_code)
    opened.workspace.close()
    with pytest.raises(WrongRecoveryCode):
        vaults.recover(made.folder, made.recovery_code, NEW, other_computer, clock, kdf=CHEAP)
    vaults.open_workspace(made.folder, NEW, other_computer, clock).workspace.close()
    again = vaults.recover(made.folder, opened.new_recovery_code, PASSPHRASE, device, clock, kdf=CHEAP)
    again.workspace.close()


def test_the_sheet_is_asked_for_until_two_groups_were_typed_back(tmp_path: Path, clock: Clock) -> None:
    made = a_vault(tmp_path, clock)
    opened = made.open()
    assert any("recovery sheet" in notice for notice in opened.notices)
    opened.workspace.confirm_recovery()
    opened.workspace.close()
    again = vaults.open_workspace(made.folder, PASSPHRASE, None, clock)
    assert again.notices == ()
    again.workspace.close()


def test_a_group_is_recognised_however_it_is_typed() -> None:
    assert vaults.is_group(" 1o-il ", "1011")
    assert not vaults.is_group("1012", "1011")
    assert not vaults.is_group("", "1011")


def test_changing_the_passphrase_needs_the_old_one_and_is_entered(tmp_path: Path, clock: Clock) -> None:
    made = a_vault(tmp_path, clock)
    opened = made.open()
    with pytest.raises(WrongPassphrase):
        opened.workspace.change_passphrase(NEW, NEW, kdf=CHEAP)
    opened.workspace.change_passphrase(PASSPHRASE, NEW, kdf=CHEAP)
    assert acts(opened.workspace)[-1] is Act.PASSPHRASE_CHANGED
    opened.workspace.close()
    vaults.open_workspace(made.folder, NEW, None, clock).workspace.close()


def test_a_colleague_opens_the_vault_in_their_own_name_until_they_are_taken_off(tmp_path: Path, clock: Clock) -> None:
    made = a_vault(tmp_path, clock)
    opened = made.open()
    with pytest.raises(NotValid):
        opened.workspace.add_person("", "Teacher", NEW, kdf=CHEAP)
    colleague, code = opened.workspace.add_person("Ama Boateng-Reid", "Teacher", NEW, kdf=CHEAP)
    assert [worker.name for worker in opened.workspace.people()] == ["Ama Boateng-Reid", "Dee Marlow"]
    opened.workspace.confirm_recovery()
    opened.workspace.close()
    theirs = vaults.open_workspace(made.folder, NEW, None, clock)
    assert theirs.worker is not None
    assert theirs.worker.name == colleague.name == "Ama Boateng-Reid"
    assert any("recovery sheet" in notice for notice in theirs.notices)
    theirs.workspace.close()
    mine = vaults.open_workspace(made.folder, PASSPHRASE, None, clock)
    mine.workspace.remove_person(theirs.worker)
    assert [worker.name for worker in mine.workspace.people()] == ["Dee Marlow"]
    assert mine.workspace.query(lambda read: read.get(Worker, theirs.workspace.worker_id)).name == "Ama Boateng-Reid"
    with pytest.raises(LastPerson):
        mine.workspace.remove_person(mine.workspace.people()[0])
    mine.workspace.close()
    with pytest.raises(WrongPassphrase):
        vaults.open_workspace(made.folder, NEW, None, clock)
    with pytest.raises(WrongRecoveryCode):
        vaults.recover(made.folder, code, NEW, None, clock, kdf=CHEAP)


def test_the_card_says_what_can_be_said_before_the_vault_is_open(tmp_path: Path, clock: Clock) -> None:
    made = a_vault(tmp_path, clock)
    card = vaults.look_at(made.folder, clock)
    assert (card.name, card.last_open, card.backed_up, card.problem) == ("Hill", None, None, None)
    workspace = made.open().workspace
    backups.make(backups.source_of(workspace))
    workspace.close()
    clock.now += timedelta(hours=2)
    card = vaults.look_at(made.folder, clock)
    assert card.last_open is not None
    assert card.backed_up == clock.now - timedelta(hours=2)
    for name in ("vault.json", "vault.json.bak"):
        (made.folder / name).write_bytes(b"damaged")
    card = vaults.look_at(made.folder, clock)
    assert card.problem is not None
    assert card.backed_up == clock.now - timedelta(hours=2)


def test_the_card_counts_the_seconds_after_too_many_tries(tmp_path: Path, clock: Clock) -> None:
    folder = a_vault(tmp_path, clock).folder
    for _ in range(4):  # three tries are free; after the fourth one waits 5 seconds
        assert vaults.look_at(folder, clock).seconds_to_wait == 0
        with pytest.raises(WrongPassphrase):
            vaults.open_workspace(folder, NEW, None, clock)
    assert vaults.look_at(folder, clock).seconds_to_wait == 5
    clock.now += timedelta(seconds=3)
    assert vaults.look_at(folder, clock).seconds_to_wait == 2


def test_a_damaged_header_is_said_before_a_passphrase_is_typed(tmp_path: Path, clock: Clock) -> None:
    folder = a_vault(tmp_path, clock).folder
    for name in ("vault.json", "vault.json.bak"):
        (folder / name).write_bytes((folder / name).read_bytes()[:200])
    card = vaults.look_at(folder, clock)
    assert isinstance(card.problem, HeaderDamaged)
    assert card.name == "Hill"


@pytest.mark.parametrize("name", ["", "  ", "a/b", "..", "CON:", "x" * 61, "bell\x07", ".hidden"])
def test_a_name_that_no_folder_can_have_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(OnTrackError, match="cannot be used"):
        vaults.folder_for(tmp_path, name)


def test_a_name_becomes_a_folder(tmp_path: Path) -> None:
    assert vaults.folder_for(tmp_path, " Moor  Lane caseload ") == tmp_path / "Moor Lane caseload.ontrack"


def test_documents_that_are_synced_are_not_offered(tmp_path: Path) -> None:
    synced = tmp_path / "OneDrive - Hill School" / "Documents"
    assert isinstance(vaults.place_problem(synced), UnsafePlace)
    assert vaults.good_place(synced) == vaults_folder()
    assert vaults.good_place(tmp_path / "Documents") == tmp_path / "Documents"


def test_a_folder_that_is_taken_is_left_alone_and_a_store_that_cannot_be_made_leaves_no_vault(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = a_vault(tmp_path, clock).folder
    with pytest.raises(FolderTaken):
        a_vault(tmp_path, clock)
    vaults.open_workspace(folder, PASSPHRASE, None, clock).workspace.close()

    def full(*_args: object, **_values: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Store, "create", full)
    other = tmp_path / "other"
    other.mkdir()
    with pytest.raises(OSError, match="No space"):
        a_vault(other, clock)
    assert list(other.iterdir()) == []


def test_the_recovery_sheet_shows_the_code_that_opens_the_vault(tmp_path: Path, clock: Clock) -> None:
    made = a_vault(tmp_path, clock)
    text = PdfReader(BytesIO(vaults.recovery_sheet("Hill", made.recovery_code, clock))).pages[0].extract_text()
    for group in vaults.code_groups(made.recovery_code):
        assert group in "".join(text.split())


def test_an_open_vault_tells_nothing_of_its_keys(tmp_path: Path, clock: Clock) -> None:
    made = a_vault(tmp_path, clock)
    opened = made.open()
    assert made.recovery_code not in repr(made) + repr(opened)
    opened.workspace.close()
