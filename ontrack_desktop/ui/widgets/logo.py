"""The program's sign and name."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ontrack_desktop.ui.icons import pixmap
from ontrack_desktop.ui.theme import colour, font

NAME = "OnTrack"


class Logo(QWidget):
    """Compass and name; the compass alone where it is narrow; `large` on the lock screen."""

    def __init__(self, parent: QWidget | None = None, *, large: bool = False) -> None:
        super().__init__(parent)
        self._large, self._narrow = large, False
        self.setAccessibleName(NAME)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_narrow(self, narrow: bool) -> None:
        """Show the compass alone."""
        self._narrow = narrow
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(36 if self._narrow else 160, 40 if self._large else 36)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        size = 28 if self._large else 20
        left = (self.width() - size) / 2 if self._narrow else (0 if self._large else 8)
        painter.drawPixmap(QPointF(left, (self.height() - size) / 2), pixmap("compass", "primary", size))
        if self._narrow:
            return
        painter.setFont(font("title" if self._large else "body", semibold=True))
        painter.setPen(colour("ink"))
        words = self.rect().adjusted(round(left) + size + (10 if self._large else 8), 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, NAME)
