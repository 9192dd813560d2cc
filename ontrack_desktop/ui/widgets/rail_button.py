"""A line of the left rail: a page with its count, or a quiet command with its keys."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ontrack_desktop.ui.icons import pixmap
from ontrack_desktop.ui.theme import current_theme, font

LEAST_HEIGHT = 24  # px, where the window is so short that the buttons draw together


class RailButton(QAbstractButton):
    """Icon, words, and a count or keys at the end. Narrow (`set_narrow`) it shows the icon alone, words as tip."""

    def __init__(
        self, text: str, icon: str, parent: QWidget | None = None, *, keys: str = "", quiet: bool = False
    ) -> None:
        super().__init__(parent)
        self._icon, self._keys, self._quiet = icon, keys, quiet
        self._ink = "ink_2"
        self._count = 0
        self._narrow = False
        self.setText(text)
        self.setCheckable(not quiet)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._describe()

    def set_count(self, count: int) -> None:
        """The number at the end; 0 shows none."""
        self._count = count
        self._describe()
        self.update()

    def set_line(self, text: str, icon: str, ink: str) -> None:
        """Other words, another icon, in the ink of a tone."""
        self._icon, self._ink = icon, ink
        self.setText(text)
        self._describe()
        self.update()

    def set_narrow(self, narrow: bool) -> None:
        """Show the icon alone."""
        self._narrow = narrow
        self._describe()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(36 if self._narrow else 180, 32 if self._quiet else 38)

    def minimumSizeHint(self) -> QSize:
        return QSize(36, LEAST_HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = current_theme()
        place = self.rect()
        if self.isChecked():
            self._paint_chosen(painter)
        elif self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("line"))
            painter.drawRoundedRect(place, 6, 6)
        ink = "ink" if self.isChecked() else self._ink
        size = 16 if self._quiet else 18
        left = (place.width() - size) / 2 if self._narrow else 10
        painter.drawPixmap(QPointF(left, (place.height() - size) / 2), pixmap(self._icon, ink, size))
        if self._narrow:
            return
        painter.setFont(font("caption") if self._quiet else font("body", semibold=self.isChecked()))
        painter.setPen(theme.colour("ink" if self.isChecked() else "ink_2"))
        words = QRect(34 if self._quiet else 40, 0, place.width() - 44, place.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
        if self._count:
            painter.setFont(font("caption", tabular=True))
            number = QRect(0, 0, place.width() - 10, place.height())
            painter.drawText(
                number, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, str(self._count)
            )
        if self._keys:
            self._paint_keys(painter, words.left() + painter.fontMetrics().horizontalAdvance(self.text()) + 8)

    def _paint_chosen(self, painter: QPainter) -> None:
        theme = current_theme()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("primary"))
        painter.drawRoundedRect(QRectF(0, 0, 12, self.height()), 6, 6)
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(QRectF(3, 0, self.width() - 3, self.height()), 6, 6)

    def _paint_keys(self, painter: QPainter, left: float) -> None:
        theme = current_theme()
        width = painter.fontMetrics().horizontalAdvance(self._keys) + 12
        cap = QRectF(left, (self.height() - 20) / 2, width, 20).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(cap, 4, 4)
        painter.setPen(theme.colour("ink_2"))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self._keys)

    def _describe(self) -> None:
        self.setAccessibleName(f"{self.text()}, {self._count}" if self._count else self.text())
        self.setAccessibleDescription(self._keys)
        self.setToolTip(self.text() if self._narrow else "")
        self.updateGeometry()
