"""Settings on a real vault: what is chosen holds, and the ways into the vault change as the person asked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ontrack_desktop.services import vaults
from ontrack_desktop.services.preferences import load
from ontrack_desktop.services.vaults import Opened
from ontrack_desktop.store.vault_errors import WrongPassphrase, WrongRecoveryCode
from ontrack_desktop.viewmodels.background import Inline
from ontrack_desktop.viewmodels.backups import BackupsModel
from ontrack_desktop.viewmodels.desk import Desk
from ontrack_desktop.viewmodels.errands import Errands
from ontrack_desktop.viewmodels.preferences import Preferences
from ontrack_desktop.viewmodels.settings import COLLEAGUE, PASSPHRASE, SHEET, SettingsModel
from tests.conftest import Clock
from tests.entrance import OTHER_PASSPHRASE, a_vault, make_keys_cheap
from tests.store import vaults as store_vaults

GOOD = store_vaults.PASSPHRASE


class Office:
    """A settings page over an open vault."""

    def __init__(self, folder: Path, config: Path, clock: Clock) -> None:
        self.folder, self.config, self.clock = folder, config, clock
        self.errands = Errands()
        self.opened: Opened = vaults.open_workspace(folder, GOOD, None, clock)
        assert self.opened.worker is not None
        self.desk = Desk(Inline(self.opened.workspace), clock, self.opened.worker)
        preferences = Preferences(config, self.errands)
        self.backups = BackupsModel(self.desk, self.opened.workspace, preferences)
        self.model = SettingsModel(self.desk, self.opened.workspace, preferences, self.backups)
        self.model.reload()

    def type_new(self, passphrase: str) -> None:
        self.model.new_passphrase.put(passphrase)
        self.model.new_passphrase.put_again(passphrase)

    def check_sheet(self) -> str:
        """Type the two groups back; gives the whole code."""
        sheet = self.model.sheet
        assert sheet is not None
        groups = sheet._groups
        assert sheet.check([groups[number - 1] for number in sheet.asked])
        return "".join(groups)

    def close(self) -> None:
        self.backups.close()
        self.opened.workspace.close()
        self.errands.close()


@pytest.fixture
def office(tmp_path: Path, clock: Clock, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    make_keys_cheap(monkeypatch)
    made = Office(a_vault(tmp_path, clock), tmp_path / "config", clock)
    yield made
    made.close()


def test_what_is_chosen_holds_at_once_and_is_there_next_time(office: Office) -> None:
    office.model.preferences.change(theme="dark", text_size=150, idle_minutes=12)
    assert office.model.preferences.settings.theme == "dark"
    office.errands.close()
    kept = load(office.config)
    assert (kept.theme, kept.text_size, kept.idle_minutes) == ("dark", 150, 12)
    office.errands = Errands()


def test_the_passphrase_is_changed_with_the_one_that_is_used_now(office: Office, qtbot: QtBot) -> None:
    model = office.model
    model.begin(PASSPHRASE)
    office.type_new(OTHER_PASSPHRASE)
    model.change_passphrase("")
    assert "current" in model.problems
    model.change_passphrase("otter")
    assert model.problem is not None
    assert "does not open" in str(model.problem)
    with qtbot.waitSignal(model.told) as told:
        model.change_passphrase(GOOD)
    assert told.args == ["Your passphrase is changed.", "good"]
    assert (model.open_part, model.new_passphrase.passphrase) == ("", "")
    office.opened.workspace.close()
    with pytest.raises(WrongPassphrase):
        vaults.open_workspace(office.folder, GOOD, None, office.clock)
    vaults.open_workspace(office.folder, OTHER_PASSPHRASE, None, office.clock).workspace.close()


def test_a_weak_new_passphrase_changes_nothing(office: Office) -> None:
    office.model.begin(PASSPHRASE)
    office.type_new("dee marlow 1")
    office.model.change_passphrase(GOOD)
    assert "passphrase" in office.model.new_passphrase.problems
    assert office.model.open_part == PASSPHRASE


def test_a_new_sheet_takes_the_old_ones_place(office: Office) -> None:
    old = office.opened.workspace.new_recovery_code()
    office.model.begin(SHEET)
    office.model.make_sheet()
    code = office.check_sheet()
    assert office.model.open_part == ""
    office.opened.workspace.close()
    with pytest.raises(WrongRecoveryCode):
        vaults.recover(office.folder, old, GOOD, None, office.clock)
    vaults.recover(office.folder, code, GOOD, None, office.clock).workspace.close()


def test_a_colleague_is_let_in_and_taken_off_again(office: Office) -> None:
    model = office.model
    assert [worker.name for worker in model.people] == ["Dee Marlow"]
    model.begin(COLLEAGUE)
    office.type_new(OTHER_PASSPHRASE)
    model.add_colleague(" ", "Teacher")
    assert model.problems == {"name": "Type your colleague’s name."}
    model.add_colleague("Ama Boateng-Reid", "Teacher")
    office.check_sheet()
    assert [worker.name for worker in model.people] == ["Ama Boateng-Reid", "Dee Marlow"]
    office.opened.workspace.close()
    theirs = vaults.open_workspace(office.folder, OTHER_PASSPHRASE, None, office.clock)
    assert theirs.notices == ()  # their sheet was checked, not only the owner's
    theirs.workspace.close()
    office.opened = vaults.open_workspace(office.folder, GOOD, None, office.clock)
    workspace = office.opened.workspace
    again = SettingsModel(
        Desk(Inline(workspace), office.clock, office.desk.worker), workspace, model.preferences, office.backups
    )
    again.reload()
    again.remove_colleague(again.people[0])
    assert [worker.name for worker in again.people] == ["Dee Marlow"]


def test_it_says_what_protects_the_vault(office: Office) -> None:
    assert "passphrase alone" in office.model.protection
