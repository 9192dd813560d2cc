"""Which windows the system is asked to keep out of screenshots."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ontrack_desktop.ui.capture import HIDDEN, SHOWN, CaptureGuard


def handle_of(widget: QWidget, qtbot: QtBot) -> int:
    """Show a window and give it the keyboard."""
    qtbot.addWidget(widget)
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWindow() is widget.windowHandle())
    return int(widget.windowHandle().winId())


def test_the_window_and_every_dialog_are_hidden_and_shown_again_when_asked(qtbot: QtBot) -> None:
    asked: dict[int, int] = {}
    guard = CaptureGuard(is_on=True, set_affinity=asked.__setitem__)
    field, asking = QLineEdit(), QDialog()
    window, dialog = handle_of(field, qtbot), handle_of(asking, qtbot)
    assert (asked[window], asked[dialog]) == (HIDDEN, HIDDEN)
    guard.turn(on=False)
    assert (asked[window], asked[dialog]) == (SHOWN, SHOWN)
    guard.turn(on=True)
    assert (asked[window], asked[dialog]) == (HIDDEN, HIDDEN)
    guard.deleteLater()


def test_while_it_is_off_a_new_window_is_left_alone(qtbot: QtBot) -> None:
    asked: dict[int, int] = {}
    guard = CaptureGuard(is_on=False, set_affinity=asked.__setitem__)
    field = QLineEdit()
    handle_of(field, qtbot)
    assert asked == {}
    guard.deleteLater()
