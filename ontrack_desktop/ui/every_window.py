"""What reaches every window, also a dialog that shuts the main window off: keys, and the blank screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from ontrack_desktop.ui.widgets.blank_sheet import BlankSheet


class EveryWindow(QObject):
    """`keys` says what each key does. A `QShortcut` would be silent while a dialog is open."""

    def __init__(self, keys: Mapping[QKeyCombination, Callable[[], object]], parent: QObject) -> None:
        super().__init__(parent)
        self._keys = {key.toCombined(): act for key, act in keys.items()}
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.connect(self._listen)
        self._listen(QGuiApplication.focusWindow())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # a window's own events only: few
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            act = self._keys.get(event.keyCombination().toCombined())
            if act is not None and not event.isAutoRepeat():
                act()
                return True
        return False

    def _listen(self, window: QWindow | None) -> None:
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)


class Blank(QObject):
    """The blank screen: a sheet over every window, also over one that opens while it is on."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._sheets: list[BlankSheet] = []
        self.is_on = False

    def toggle(self) -> None:
        """Cover every window of the program, or uncover them. The keyboard stays where it was."""
        app = QApplication.instance()
        assert app is not None
        self.is_on = not self.is_on
        if not self.is_on:
            app.removeEventFilter(self)
            for sheet in self._sheets:
                sheet.hide()
                sheet.deleteLater()
            self._sheets = []
            return
        popup = QApplication.activePopupWidget()
        while popup is not None:
            popup.close()
            popup = QApplication.activePopupWidget()
        QToolTip.hideText()
        for window in QApplication.topLevelWidgets():
            self._cover(window)
        app.installEventFilter(self)  # of every event of the program: only while the screen is blank

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            if watched.windowType() in (Qt.WindowType.Popup, Qt.WindowType.ToolTip):
                QTimer.singleShot(0, watched, watched.hide)
            else:
                self._cover(watched)
        return False

    def _cover(self, window: QWidget) -> None:
        if window.isVisible() and not any(sheet.parentWidget() is window for sheet in self._sheets):
            self._sheets.append(BlankSheet(window))
