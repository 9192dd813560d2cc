"""A small card for one pupil that is pressed to open them: initials, name, a few words."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ontrack_desktop.ui.theme import current_theme, font
from ontrack_desktop.ui.widgets.avatar import paint_avatar
from ontrack_desktop.ui.widgets.plain_label import plain_tip

HEIGHT = 62
CIRCLE = 36
PAD = 12


class PupilTile(QAbstractButton):
    """`clicked` by mouse, Enter or Space."""

    def __init__(self, parent: QWidget | None = None, *, initials: str = "", name: str = "", words: str = "") -> None:
        super().__init__(parent)
        self._initials, self._words = initials, words
        self.setText(name)
        self.setAccessibleName(f"{name}, {words}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(plain_tip(f"{name}: {words}"))

    def sizeHint(self) -> QSize:
        return QSize(180, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(140, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = current_theme()
        painter.setPen(QPen(theme.colour("ink_3" if self.underMouse() else "line"), 1))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        top = (self.height() - CIRCLE) // 2
        paint_avatar(painter, QRect(PAD, top, CIRCLE, CIRCLE), self._initials, "professional")
        left = PAD + CIRCLE + 8
        room = QRect(left, 0, self.width() - left - 6, self.height())
        self._paint_line(painter, room.adjusted(0, 10, 0, -30), self.text(), "body", "ink")
        self._paint_line(painter, room.adjusted(0, 32, 0, -10), self._words, "caption", "ink_2")

    def _paint_line(self, painter: QPainter, room: QRect, words: str, size: str, ink: str) -> None:
        painter.setFont(font(size, semibold=size == "body"))
        painter.setPen(current_theme().colour(ink))
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
