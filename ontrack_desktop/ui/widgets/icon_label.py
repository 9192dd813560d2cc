"""An icon that stands still: beside words, in headings, in messages."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ontrack_desktop.ui.icons import pixmap


class IconLabel(QWidget):
    """A Lucide icon in the ink of a token. The words beside it say what it means, so it has no name."""

    def __init__(
        self, parent: QWidget | None = None, *, icon: str = "info", ink: str = "ink_2", size: int = 18
    ) -> None:
        super().__init__(parent)
        self._icon, self._ink, self._size = icon, ink, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_icon(self, icon: str, ink: str = "ink_2", size: int | None = None) -> None:
        """Show another one."""
        self._icon, self._ink, self._size = icon, ink, size or self._size
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).drawPixmap(0, 0, pixmap(self._icon, self._ink, self._size))
