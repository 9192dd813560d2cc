"""Saving what can be read, by keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ontrack_desktop.ui.screens.salvage import SalvageScreen
from tests.hands import stand
from tests.store.vaults import PASSPHRASE
from tests.viewmodels.test_salvage import Wreck, wreck  # noqa: F401 - a fixture


def shown(screen: SalvageScreen, qtbot: QtBot) -> SalvageScreen:
    return stand(qtbot, screen, 1280, 720)


def test_a_passphrase_that_was_typed_already_needs_one_key(wreck: Wreck, qtbot: QtBot) -> None:  # noqa: F811
    screen = shown(SalvageScreen(wreck.model, PASSPHRASE), qtbot)
    ui = screen.ui
    qtbot.waitUntil(ui.save_button.hasFocus)
    assert "nothing in it is changed" in ui.ask_words.text()
    QTest.keyClick(ui.save_button, Qt.Key.Key_Space)
    qtbot.waitUntil(ui.done_page.isVisible)
    assert ui.lost.text() == "Everything could be read."
    qtbot.waitUntil(ui.open_button.hasFocus)
    with qtbot.waitSignal(wreck.model.open_wanted) as wanted:
        QTest.keyClick(ui.open_button, Qt.Key.Key_Space)
    assert wreck.model.saved is not None
    assert wanted.args == [wreck.model.saved.folder, PASSPHRASE]


@pytest.mark.parametrize("typed", ["", "otter"])
def test_what_is_wrong_with_the_passphrase_is_said_under_it(wreck: Wreck, qtbot: QtBot, typed: str) -> None:  # noqa: F811
    screen = shown(SalvageScreen(wreck.model), qtbot)
    ui = screen.ui
    qtbot.waitUntil(ui.passphrase.line.hasFocus)
    QTest.keyClicks(ui.passphrase.line, typed)
    QTest.keyClick(ui.passphrase.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(ui.error.text()))
    assert ui.ask_page.isVisible()
