"""A laptop for journeys: programs that follow one another on it, each of which has all it knows from the disk."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ontrack_desktop.ui.program import Program
from ontrack_desktop.ui.screens.unlock import UnlockScreen
from ontrack_desktop.ui.window import Window
from tests.store.vaults import PASSPHRASE

CTRL = Qt.KeyboardModifier.ControlModifier


class Day:
    """One person's laptop: programs that follow one another on it, as if each were a process of its own."""

    def __init__(self, app: QApplication, config: Path, qtbot: QtBot) -> None:
        self.app, self.config, self.qtbot = app, config, qtbot
        self.program = self.switch_on()

    def switch_on(self) -> Program:
        """Start the program, which has all it knows from the disk."""
        self.is_on = True
        self.program = Program(self.app, self.config)
        self.program.start()
        self.qtbot.waitUntil(lambda: self.program.frame.was_painted)
        self.program.frame.activateWindow()
        return self.program

    def ended(self) -> None:
        """Wait until the program has ended."""
        self.qtbot.waitUntil(lambda: not self.program.frame.isVisible())
        self.is_on = False
        self.program.deleteLater()
        self.program.frame.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def screen(self, kind: type) -> object:
        """What fills the frame, once it is of this kind."""
        self.qtbot.waitUntil(lambda: isinstance(self.program.frame.centralWidget(), kind))
        return self.program.frame.centralWidget()

    def unlock(self) -> Window:
        lock = self.screen(UnlockScreen)
        assert isinstance(lock, UnlockScreen)
        QTest.keyClicks(lock.ui.passphrase.line, PASSPHRASE)
        QTest.keyClick(lock.ui.passphrase.line, Qt.Key.Key_Return)
        return self.window()

    def window(self) -> Window:
        found = self.screen(Window)
        assert isinstance(found, Window)
        return found

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(self.program.frame.windowHandle(), key, CTRL)
