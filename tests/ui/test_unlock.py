"""The lock screen with real keys, on a real vault."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from ontrack_desktop.domain.when import say_time
from ontrack_desktop.services import backups, vaults
from ontrack_desktop.services.vaults import Opened
from ontrack_desktop.store import migrations
from ontrack_desktop.store.watch import Watch
from ontrack_desktop.ui.screens.unlock import UnlockScreen
from ontrack_desktop.viewmodels.errands import Errands
from ontrack_desktop.viewmodels.unlock import Entrance, UnlockModel
from ontrack_desktop.viewmodels.vault_doors import VaultDoors
from tests.conftest import Clock
from tests.entrance import OTHER_PASSPHRASE, a_vault, make_keys_cheap
from tests.hands import click
from tests.store.vaults import PASSPHRASE


class Lock:
    """A lock screen before a real vault, and who came in."""

    def __init__(self, folder: Path, clock: Clock, qtbot: QtBot, others: tuple[Path, ...] = ()) -> None:
        self.qtbot = qtbot
        self.errands = Errands()
        self.doors = VaultDoors(self.errands, clock)
        self.came_in: list[Opened] = []
        entrance = Entrance(
            self.doors.look,
            lambda at, typed, failed: self.doors.unlock(at, typed, self.came_in.append, failed),
            lambda at, code, new, failed: self.doors.recover(at, code, new, self.came_in.append, failed),
            clock, self.doors.help_for, self.doors.mend, self.doors.stop,
            self.doors.code_problem,
        )  # fmt: skip
        self.model = UnlockModel(entrance, folder, others=others)
        self.doors.moved.connect(self.model.moved)
        self.screen = UnlockScreen(self.model)
        qtbot.addWidget(self.screen)
        self.screen.resize(1280, 720)
        self.screen.show()
        qtbot.waitExposed(self.screen)
        self.model.look()
        qtbot.waitUntil(lambda: self.model.card is not None)

    def try_passphrase(self, typed: str) -> None:
        QTest.keyClicks(self.screen.ui.passphrase.line, typed)
        QTest.keyClick(self.screen.ui.passphrase.line, Qt.Key.Key_Return)
        self.qtbot.waitUntil(lambda: not self.model.is_busy or bool(self.came_in))

    def close(self) -> None:
        self.doors.close()
        self.errands.close()


@pytest.fixture
def folder(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Path:
    make_keys_cheap(monkeypatch)
    return a_vault(tmp_path, clock)


@pytest.fixture
def lock(folder: Path, clock: Clock, qtbot: QtBot) -> Iterator[Lock]:
    made = Lock(folder, clock, qtbot)
    yield made
    made.close()


def test_the_passphrase_opens_the_vault_by_keyboard_alone(lock: Lock, qtbot: QtBot) -> None:
    assert lock.screen.ui.passphrase.line.hasFocus()
    lock.try_passphrase(PASSPHRASE)
    worker = lock.came_in[0].worker
    assert worker is not None
    assert worker.name == "Dee Marlow"


def test_a_wrong_passphrase_is_said_kindly_and_can_be_typed_over(lock: Lock) -> None:
    lock.try_passphrase("otter")
    error = lock.screen.ui.passphrase_error.text()
    assert error.startswith("That passphrase does not open this vault.")
    assert "recovery code" in error
    assert lock.screen.ui.passphrase.line.selectedText() == "otter"
    lock.try_passphrase(PASSPHRASE)
    assert lock.came_in


def test_too_many_tries_are_counted_down_and_then_the_right_one_opens(lock: Lock, clock: Clock, qtbot: QtBot) -> None:
    for _ in range(4):  # the fourth wrong one costs 5 seconds
        lock.try_passphrase("otter")
        lock.screen.ui.passphrase.line.clear()
    qtbot.waitUntil(lambda: lock.model.seconds_to_wait == 5)
    assert "5 seconds" in lock.screen.ui.passphrase_error.text()
    assert not lock.screen.ui.unlock_button.isEnabled()
    for _ in range(5):
        lock.model._count_down()
    clock.now = clock.now.replace(second=clock.now.second + 6)
    assert lock.screen.ui.unlock_button.isEnabled()
    lock.try_passphrase(PASSPHRASE)
    assert lock.came_in


def test_what_is_typed_is_hidden_until_the_eye_is_pressed(lock: Lock) -> None:
    field = lock.screen.ui.passphrase
    QTest.keyClicks(field.line, "otter")
    assert field.line.displayText() != "otter"
    click(field.eye)
    assert field.line.displayText() == "otter"
    assert field.eye.accessibleName() == "Hide what is typed"
    click(field.eye)
    assert field.line.echoMode() is QLineEdit.EchoMode.Password


def test_caps_lock_is_noticed_by_what_is_typed(lock: Lock) -> None:
    line = lock.screen.ui.passphrase.line
    caps = lock.screen.ui.caps_line
    QTest.keyClick(line, Qt.Key.Key_A)
    assert caps.isHidden()
    QTest.keyClicks(line, "O")  # a capital without Shift
    assert not caps.isHidden()
    QTest.keyClick(line, Qt.Key.Key_CapsLock)
    assert caps.isHidden()
    QTest.keyClicks(line, "O", Qt.KeyboardModifier.ShiftModifier)
    assert caps.isHidden()


def test_the_recovery_code_opens_with_a_new_passphrase(folder: Path, clock: Clock, qtbot: QtBot) -> None:
    workspace = vaults.open_workspace(folder, PASSPHRASE, None, clock).workspace
    code = workspace.new_recovery_code()
    workspace.close()
    other = Lock(folder, clock, qtbot)
    ui = other.screen.ui
    click(ui.recovery_button)
    qtbot.waitUntil(ui.code.hasFocus)
    QTest.keyClicks(ui.code, code.lower().replace("-", " "))
    QTest.keyClick(ui.code, Qt.Key.Key_Return)
    new = other.screen.new_passphrase
    assert new is not None
    QTest.keyClicks(new.ui.passphrase.line, OTHER_PASSPHRASE)
    QTest.keyClick(new.ui.passphrase.line, Qt.Key.Key_Return)
    QTest.keyClicks(new.ui.again.line, OTHER_PASSPHRASE)
    QTest.keyClick(new.ui.again.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(other.came_in))
    assert other.came_in[0].new_recovery_code not in ("", code)
    other.close()
    third = Lock(folder, clock, qtbot)
    third.try_passphrase(OTHER_PASSPHRASE)
    assert third.came_in
    third.close()


def test_a_slip_in_the_recovery_code_is_said_beside_it(lock: Lock, qtbot: QtBot) -> None:
    ui = lock.screen.ui
    click(ui.recovery_button)
    QTest.keyClicks(ui.code, "K7QF-2M9D")
    new = lock.screen.new_passphrase
    assert new is not None
    click(ui.recover_button)
    assert "The code has 34 characters; you typed 8." in ui.code_error.text()
    assert new.ui.passphrase_error.text() == "Choose a passphrase.", "what else is wrong took a second click to see"
    assert ui.code.hasFocus()
    for field in (new.ui.passphrase.line, new.ui.again.line):
        QTest.keyClicks(field, OTHER_PASSPHRASE)
    click(ui.recover_button)
    qtbot.waitUntil(lambda: bool(ui.code_error.text()))
    assert "The code has 34 characters; you typed 8." in ui.code_error.text()
    click(ui.back_button)
    assert ui.passphrase_page.isVisible()
    assert ui.passphrase_error.text() == ""


def test_a_damaged_header_is_mended_from_the_newest_backup_with_one_click(
    folder: Path, clock: Clock, qtbot: QtBot
) -> None:
    workspace = vaults.open_workspace(folder, PASSPHRASE, None, clock).workspace
    backups.make(backups.source_of(workspace))
    workspace.close()
    for name in ("vault.json", "vault.json.bak"):
        (folder / name).write_bytes(b"\x00" * 300)
    lock = Lock(folder, clock, qtbot)
    ui = lock.screen.ui
    assert ui.heading.text() == "This vault needs mending"
    assert "casework is not touched" in ui.trouble_next.text()
    assert not ui.passphrase.isVisible()
    qtbot.waitUntil(ui.first_step.hasFocus)
    QTest.keyClick(ui.first_step, Qt.Key.Key_Space)
    qtbot.waitUntil(ui.passphrase.isVisible)
    assert ui.lead.text() == "It is mended. Type your passphrase as usual."
    lock.try_passphrase(PASSPHRASE)
    assert lock.came_in
    lock.close()


def test_a_damaged_header_without_a_backup_leads_to_the_backups_elsewhere(
    folder: Path, clock: Clock, qtbot: QtBot
) -> None:
    for name in ("vault.json", "vault.json.bak"):
        (folder / name).write_bytes(b"\x00" * 300)
    lock = Lock(folder, clock, qtbot)
    ui = lock.screen.ui
    assert ui.heading.text() == "This vault does not open"
    assert "Plug in the disk" in ui.trouble_next.text(), "a way that leads nowhere was offered first"
    with qtbot.waitSignal(lock.model.backups_wanted):
        click(ui.first_step)
    lock.close()


def test_a_vault_that_is_open_elsewhere_says_so(folder: Path, clock: Clock, lock: Lock, qtbot: QtBot) -> None:
    lock.try_passphrase(PASSPHRASE)
    second = Lock(folder, clock, qtbot)
    second.try_passphrase(PASSPHRASE)
    ui = second.screen.ui
    said = ui.trouble_sentence.text()
    since = f"since {say_time(clock())} today"
    assert said == f"This vault is open in another window of OnTrack on this computer, {since}."
    assert str(os.getpid()) not in said, "the number of a process means nothing to whoever wants to come in"
    assert not ui.passphrase.isVisible(), "nothing was wrong with the passphrase"
    lock.doors.close()
    click(ui.first_step)
    qtbot.waitUntil(lambda: bool(second.came_in))
    second.close()


def test_where_the_vault_is_open_elsewhere_the_recovery_code_waits_too(
    folder: Path, clock: Clock, lock: Lock, qtbot: QtBot
) -> None:
    workspace = vaults.open_workspace(folder, PASSPHRASE, None, clock).workspace
    code = workspace.new_recovery_code()
    workspace.close()
    lock.try_passphrase(PASSPHRASE)
    second = Lock(folder, clock, qtbot)
    ui = second.screen.ui
    click(ui.recovery_button)
    QTest.keyClicks(ui.code, code)
    assert second.screen.new_passphrase is not None
    for field in (second.screen.new_passphrase.ui.passphrase.line, second.screen.new_passphrase.ui.again.line):
        QTest.keyClicks(field, OTHER_PASSPHRASE)
    click(ui.recover_button)
    qtbot.waitUntil(lambda: ui.trouble_page.isVisible())
    lock.doors.close()
    click(ui.first_step)
    qtbot.waitUntil(lambda: bool(second.came_in))
    second.close()


def test_another_vault_can_be_chosen(
    folder: Path, tmp_path: Path, clock: Clock, lock: Lock, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = a_vault(tmp_path, clock, name="Dale")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(other))
    with qtbot.waitSignal(lock.model.vault_chosen) as chosen:
        click(lock.screen.ui.another_button)
    assert chosen.args == [other]


def test_everything_can_be_reached_with_tab_and_is_in_sight(lock: Lock) -> None:
    names = []
    for _ in range(5):
        widget = lock.screen.focusWidget()
        assert widget is not None
        assert lock.screen.rect().contains(widget.mapTo(lock.screen, QPoint(1, 1)))
        names.append(widget.accessibleName())
        QTest.keyClick(widget, Qt.Key.Key_Tab)
    assert names == ["Passphrase", "Show what is typed", "Unlock", "Use the recovery code", "Another vault"]


def test_making_a_large_vault_ready_for_this_version_says_so_and_can_be_stopped(
    lock: Lock, folder: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never_done(_raw: object, _statement: object, watch: Watch) -> None:
        while True:
            watch.at(migrations.DOING, 1, 2)

    progress = lock.screen.ui.progress
    with monkeypatch.context() as later:
        later.setitem(migrations.STEPS, 2, ("CREATE TABLE later (one INTEGER)",))
        later.setattr(migrations, "CURRENT", 2)
        later.setattr(migrations, "_run", never_done)
        QTest.keyClicks(lock.screen.ui.passphrase.line, PASSPHRASE)
        QTest.keyClick(lock.screen.ui.passphrase.line, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: progress.isVisible() and progress.cancel.isVisible())
        qtbot.waitUntil(lambda: any(migrations.DOING in label.text() for label in progress.findChildren(QLabel)))
        click(progress.cancel)
        qtbot.waitUntil(lambda: not lock.model.is_busy)
    assert "stopped before it was finished" in lock.screen.ui.passphrase_error.text()
    assert not progress.isVisible()
    assert not lock.came_in
    # the backup that was made first stays; the vault opens as before with the version that it belongs to
    assert len(list((folder / "backups").glob("*.db"))) == 1
    lock.screen.ui.passphrase.line.clear()
    lock.try_passphrase(PASSPHRASE)
    assert lock.came_in  # a vault of the later version would be refused
