"""Keep the program's windows out of screenshots and screen sharing, where the system can do that: on Windows.

Linux has no such thing; macOS has one that its own recorders pass over since version 15.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QApplication

IS_POSSIBLE = sys.platform == "win32"
SHOWN, HIDDEN = 0x00, 0x11
"""WDA_NONE, WDA_EXCLUDEFROMCAPTURE; Windows before 2004 takes the second for a black window."""


def _set_affinity(window: int, affinity: int) -> None:
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.SetWindowDisplayAffinity(window, affinity)


class CaptureGuard(QObject):
    """Hides every window from the moment that it has the keyboard for the first time."""

    def __init__(
        self, *, is_on: bool, set_affinity: Callable[[int, int], None] = _set_affinity, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._is_on = is_on
        self._set_affinity = set_affinity
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.connect(self._hide)
        self._hide(QGuiApplication.focusWindow())

    def turn(self, *, on: bool) -> None:
        """Hide every window that there is, or show it again."""
        self._is_on = on
        for widget in QApplication.topLevelWidgets():
            if widget.isVisible():
                self._set_affinity(int(widget.winId()), HIDDEN if on else SHOWN)

    def _hide(self, window: QWindow | None) -> None:
        if window is not None and self._is_on:
            self._set_affinity(int(window.winId()), HIDDEN)
