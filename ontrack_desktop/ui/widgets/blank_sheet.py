"""The blank sheet: covers a window at once, while what is typed still reaches the field under it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ontrack_desktop.ui.icons import pixmap
from ontrack_desktop.ui.theme import current_theme, font


class BlankSheet(QWidget):
    """Covers `window` until it is deleted. It takes the mouse but never the keyboard."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAccessibleName("The screen is blank. F9 brings it back.")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setGeometry(QRect(0, 0, window.width(), window.height()))
        window.installEventFilter(self)
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.ChildAdded) and isinstance(watched, QWidget):
            self.setGeometry(QRect(0, 0, watched.width(), watched.height()))
            self.raise_()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = current_theme()
        painter.fillRect(self.rect(), theme.colour("paper"))
        middle = self.rect().center()
        painter.drawPixmap(middle.x() - 14, middle.y() - 44, pixmap("eye-off", "ink_3", 28))
        painter.setPen(theme.colour("ink_2"))
        painter.setFont(font("body"))
        words = "The screen is blank. What you type is still kept.\nPress F9 to come back."
        painter.drawText(self.rect().adjusted(16, 48, -16, 0), Qt.AlignmentFlag.AlignCenter, words)
