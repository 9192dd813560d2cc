"""Putting a backup back by keyboard and mouse, on a real vault."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from ontrack_desktop.services.backups import Backup
from ontrack_desktop.ui.screens.restore import RestoreScreen
from tests.hands import click
from tests.store.vaults import PASSPHRASE
from tests.viewmodels.test_restore import Desk, desk, made  # noqa: F401 - fixtures


@pytest.fixture
def screen(desk: Desk, qtbot: QtBot) -> RestoreScreen:  # noqa: F811
    found = RestoreScreen(desk.model)
    qtbot.addWidget(found)
    found.resize(1280, 720)
    with qtbot.waitActive(found):
        found.show()
        found.activateWindow()
    qtbot.waitUntil(lambda: desk.model.choices is not None)
    return found


def test_by_keyboard_alone_from_the_list_to_the_open_vault(screen: RestoreScreen, desk: Desk, qtbot: QtBot) -> None:  # noqa: F811
    ui = screen.ui
    qtbot.waitUntil(ui.passphrase.line.hasFocus)
    QTest.keyClick(ui.passphrase.line, Qt.Key.Key_Backtab)
    QTest.keyClick(ui.file_button, Qt.Key.Key_Backtab)
    qtbot.waitUntil(ui.list.hasFocus)
    QTest.keyClick(ui.list, Qt.Key.Key_Down)
    assert desk.model.chosen is not None
    assert desk.model.chosen.place == "in the second place"
    QTest.keyClicks(ui.passphrase.line, PASSPHRASE)
    QTest.keyClick(ui.passphrase.line, Qt.Key.Key_Return)
    qtbot.waitUntil(ui.put_button.hasFocus)
    assert ui.loss.text().endswith("3 notes.")
    QTest.keyClick(ui.put_button, Qt.Key.Key_Space)
    qtbot.waitUntil(ui.open_button.hasFocus)
    with qtbot.waitSignal(desk.model.open_wanted) as wanted:
        QTest.keyClick(ui.open_button, Qt.Key.Key_Space)
    assert wanted.args == [PASSPHRASE]


def test_an_empty_list_says_what_to_do(screen: RestoreScreen, desk: Desk, made: list[Backup], qtbot: QtBot) -> None:  # noqa: F811
    for each in made:
        each.path.unlink()
    desk.model.chosen = None
    desk.model.look()
    qtbot.waitUntil(lambda: not desk.model.choices)
    assert screen.ui.none.isVisible()
    assert not screen.ui.check_button.isEnabled()


def test_a_file_that_is_no_backup_is_refused_beside_the_choice(
    screen: RestoreScreen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(tmp_path / "letter.db"), ""))
    click(screen.ui.file_button)
    assert "not a backup of a vault" in screen.ui.choose_error.text()
