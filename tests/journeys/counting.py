"""Counts what a person does: clicks, and keys that are not the text itself."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QPlainTextEdit

MODIFIERS = {Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr}


class Counter(QObject):
    """Sees every event of the program. `done` names each interaction in order: "Ctrl+N", "click"."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.done: list[str] = []
        self._is_down = False
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # A press wanders from the widget up to its parents: the first time is the one that counts. Every key is
        # offered as a shortcut before it is anything else, also those that no widget is told of afterwards.
        if event.type() == QEvent.Type.MouseButtonPress and not self._is_down:
            self._is_down = True
            self.done.append("click")
        elif event.type() == QEvent.Type.MouseButtonRelease:
            self._is_down = False
        elif event.type() == QEvent.Type.ShortcutOverride and watched is QApplication.focusWidget():
            assert isinstance(event, QKeyEvent)
            if not is_text(event, watched):
                self.done.append(QKeySequence(event.keyCombination()).toString())
        return False


def is_text(event: QKeyEvent, into: QObject) -> bool:
    """Whether this key is a part of the text that is being written."""
    if event.key() in MODIFIERS:
        return True
    if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
        return False
    new_line = event.key() == Qt.Key.Key_Return and isinstance(into, QPlainTextEdit)
    return new_line or (bool(event.text()) and event.text().isprintable())
