"""A row that opens something: bold lead, text beside it, and quieter words under them, wrapped."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ontrack_desktop.ui.icons import pixmap
from ontrack_desktop.ui.theme import current_theme, font
from ontrack_desktop.ui.widgets.text_block import TextBlock

PAD = 6
SIDE = 8
GAP = 6
ICON = 16


class LineButton(QAbstractButton):
    """Reached by Tab, opened by a click, Enter or Space. It reaches `SIDE` px beyond its words on both sides."""

    def __init__(
        self, lead: str, text: str = "", below: str = "", *, icon: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._lead, self._text, self._below, self._icon = lead, text, below, icon
        self.setAccessibleName(", ".join(part for part in (lead, text, below) if part))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._draw(None, width)

    def sizeHint(self) -> QSize:
        return QSize(240, self._draw(None, 240))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 36)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() and self.isEnabled():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(current_theme().colour("surface_2"))
            painter.drawRoundedRect(self.rect(), 6, 6)
        self._draw(painter, self.width())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def _draw(self, painter: QPainter | None, width: int) -> int:
        """Draw (or only measure) at this width; the height that it takes."""
        theme = current_theme()
        left, room, top = SIDE, width - 2 * SIDE, PAD
        if self._icon:
            if painter:
                painter.drawPixmap(left, top + 3, pixmap(self._icon, "ink_2", ICON))
            left, room = left + ICON + 8, room - ICON - 8
        bold, plain, small = font("label", semibold=True), font("label"), font("caption")
        beside = QFontMetrics(bold).horizontalAdvance(self._lead) + GAP
        fits = beside + QFontMetrics(plain).horizontalAdvance(self._text) <= room
        lead = TextBlock(self._lead, bold, room)
        _put(painter, lead, left, top, theme.colour("ink"))
        if self._text:
            text = TextBlock(self._text, plain, room)
            if fits:
                _put(painter, text, left + beside, top, theme.colour("ink_2"))
            else:
                top += lead.height
                _put(painter, text, left, top, theme.colour("ink_2"))
                lead = text
        top += lead.height
        if self._below:
            below = TextBlock(self._below, small, room)
            _put(painter, below, left, top, theme.colour("ink_2"))
            top += below.height
        return top + PAD


def _put(painter: QPainter | None, block: TextBlock, x: float, y: float, ink: QColor) -> None:
    if painter:
        block.draw(painter, x, y, ink)
