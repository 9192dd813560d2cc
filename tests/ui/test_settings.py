"""The settings page with real keys and clicks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from ontrack_desktop.services import vaults
from ontrack_desktop.ui import capture
from ontrack_desktop.ui.navigator import Navigator
from ontrack_desktop.ui.screens.settings import SettingsScreen
from tests.conftest import Clock
from tests.entrance import OTHER_PASSPHRASE, a_vault, make_keys_cheap
from tests.hands import click
from tests.store.vaults import PASSPHRASE
from tests.viewmodels.test_settings import Office


class Page(Office):
    """A settings page on the screen."""

    def __init__(self, folder: Path, config: Path, clock: Clock, qtbot: QtBot) -> None:
        super().__init__(folder, config, clock)
        self.navigator = Navigator()
        self.screen = SettingsScreen(self.model, self.navigator)
        self.ui = self.screen.ui
        qtbot.addWidget(self.screen)
        self.screen.resize(1072, 720)
        self.screen.show()
        qtbot.waitExposed(self.screen)


@pytest.fixture
def page(tmp_path: Path, clock: Clock, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    make_keys_cheap(monkeypatch)
    made = Page(a_vault(tmp_path, clock), tmp_path / "config", clock, qtbot)
    yield made
    made.close()


def test_the_look_and_the_minutes_are_chosen_with_one_click_each(page: Page) -> None:
    click(page.ui.theme_dark)
    click(page.ui.size_150)
    page.ui.idle_minutes.setFocus()
    QTest.keyClick(page.ui.idle_minutes, Qt.Key.Key_Up)
    found = page.model.preferences.settings
    assert (found.theme, found.text_size, found.idle_minutes) == ("dark", 150, 6)
    for _ in range(20):
        QTest.keyClick(page.ui.idle_minutes, Qt.Key.Key_Up)
    assert page.model.preferences.settings.idle_minutes == 15


def test_the_passphrase_is_changed_by_keyboard_alone(page: Page, qtbot: QtBot) -> None:
    click(page.ui.passphrase_button)
    qtbot.waitUntil(page.ui.current.line.hasFocus)
    QTest.keyClicks(page.ui.current.line, PASSPHRASE)
    new = page.screen.new_passphrase.ui
    QTest.keyClicks(new.passphrase.line, OTHER_PASSPHRASE)
    QTest.keyClicks(new.again.line, OTHER_PASSPHRASE)
    with qtbot.waitSignal(page.navigator.told) as told:
        QTest.keyClick(new.again.line, Qt.Key.Key_Return)
    assert told.args == ["Your passphrase is changed.", "good"]
    assert page.ui.passphrase_part.isHidden()
    page.opened.workspace.close()
    vaults.open_workspace(page.folder, OTHER_PASSPHRASE, None, page.clock).workspace.close()


def test_a_wrong_current_passphrase_is_said_where_it_was_typed(page: Page) -> None:
    click(page.ui.passphrase_button)
    new = page.screen.new_passphrase.ui
    for field, text in (
        (page.ui.current.line, "otter"), (new.passphrase.line, OTHER_PASSPHRASE), (new.again.line, OTHER_PASSPHRASE),
    ):  # fmt: skip
        QTest.keyClicks(field, text)
    click(page.ui.change_button)
    assert "does not open this vault" in page.ui.way_problem.text()
    assert new.passphrase.text() == OTHER_PASSPHRASE
    click(page.ui.change_cancel)
    assert page.ui.passphrase_part.isHidden()
    assert page.ui.current.text() == ""


def test_a_new_sheet_warns_first_and_is_made_in_place(
    page: Page, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    click(page.ui.sheet_button)
    assert page.model.sheet is None
    assert "the old one opens nothing" in page.ui.sheet_words.text()
    click(page.ui.sheet_make)
    sheet = page.screen._sheet
    assert sheet is not None
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "sheet.pdf"), ""))
    click(sheet.ui.save_button)
    for field, number in zip((sheet.ui.group_1, sheet.ui.group_2), sheet.model.asked, strict=True):
        QTest.keyClicks(field, sheet.model._groups[number - 1])
    with qtbot.waitSignal(page.navigator.told):
        click(sheet.ui.done_button)
    assert page.ui.sheet_part.isHidden()
    assert page.ui.way_buttons.isVisible()


def test_a_colleague_is_let_in_and_taken_off_only_when_asked_twice(page: Page, qtbot: QtBot) -> None:
    click(page.ui.colleague_button)
    QTest.keyClicks(page.ui.colleague_name, "Ama Boateng-Reid")
    theirs = page.screen.their_passphrase.ui
    for field in (theirs.passphrase.line, theirs.again.line):
        QTest.keyClicks(field, OTHER_PASSPHRASE)
    click(page.ui.colleague_add)
    page.check_sheet()
    assert [line.name.text() for line in page.screen._lines] == ["Ama Boateng-Reid", "Dee Marlow (you)"]
    ama, dee = page.screen._lines
    assert dee.remove_button.isHidden()
    click(ama.remove_button)
    qtbot.waitUntil(ama.keep_button.hasFocus)
    click(ama.keep_button)
    assert len(page.model.people) == 2
    click(ama.remove_button)
    click(ama.confirm_button)
    assert [line.name.text() for line in page.screen._lines] == ["Dee Marlow (you)"]


def test_where_the_system_cannot_keep_a_window_out_of_pictures_it_says_so(page: Page) -> None:
    assert not page.ui.capture.isVisible()
    assert "F9 hides it" in page.ui.capture_help.text()


def test_where_it_can_one_click_turns_it_off(page: Page, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(capture, "IS_POSSIBLE", True)
    screen = SettingsScreen(page.model, page.navigator)
    qtbot.addWidget(screen)
    screen.resize(1072, 720)
    screen.show()
    assert screen.ui.capture.isChecked()
    QTest.mouseClick(screen.ui.capture, Qt.MouseButton.LeftButton, pos=QPoint(8, screen.ui.capture.height() // 2))
    assert not page.model.preferences.settings.hides_from_capture
