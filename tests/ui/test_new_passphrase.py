"""Choosing a passphrase with real keys and clicks."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ontrack_desktop.ui.screens.new_passphrase import NewPassphraseScreen
from ontrack_desktop.viewmodels.new_passphrase import NewPassphraseModel

GOOD = "otter lantern copper meadow tide"


@pytest.fixture
def screen(qtbot: QtBot) -> NewPassphraseScreen:
    made = NewPassphraseScreen(NewPassphraseModel())
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_the_meter_speaks_while_one_types(screen: NewPassphraseScreen) -> None:
    field = screen.ui.passphrase.line
    assert screen.ui.meter.text() == ""
    QTest.keyClicks(field, "password1")
    weak = screen.ui.meter.text()
    assert "guess" in weak
    field.selectAll()
    QTest.keyClicks(field, GOOD)
    assert screen.ui.meter.text() == "Very hard to guess."
    assert screen.ui.meter.accessibleDescription() == "Very hard to guess."
    QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(field, Qt.Key.Key_Delete)
    assert screen.ui.meter.text() == ""


def test_the_five_words_are_taken_in_sight_and_typed_once_more(screen: NewPassphraseScreen, qtbot: QtBot) -> None:
    offered = screen.ui.suggestion.text()
    QTest.mouseClick(screen.ui.another_button, Qt.MouseButton.LeftButton)
    words = screen.ui.suggestion.text()
    assert words != offered
    QTest.mouseClick(screen.ui.use_button, Qt.MouseButton.LeftButton)
    assert screen.ui.passphrase.line.displayText() == words
    qtbot.waitUntil(screen.ui.again.line.hasFocus)
    QTest.keyClicks(screen.ui.again.line, words)
    with qtbot.waitSignal(screen.returned):
        QTest.keyClick(screen.ui.again.line, Qt.Key.Key_Return)
    assert screen.model.check()


def test_a_slip_is_said_beside_the_second_field(screen: NewPassphraseScreen) -> None:
    QTest.keyClicks(screen.ui.passphrase.line, GOOD)
    QTest.keyClicks(screen.ui.again.line, "otter lamp")
    assert "not the same" in screen.ui.again_error.text()
    for _ in range(3):
        QTest.keyClick(screen.ui.again.line, Qt.Key.Key_Backspace)
    assert screen.ui.again_error.text() == ""


def test_once_used_the_fields_are_empty_and_hidden(screen: NewPassphraseScreen) -> None:
    QTest.mouseClick(screen.ui.use_button, Qt.MouseButton.LeftButton)
    screen.model.forget()
    assert screen.ui.passphrase.text() == ""
    assert not screen.ui.passphrase.eye.isChecked()
