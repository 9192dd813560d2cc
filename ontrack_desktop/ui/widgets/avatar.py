"""A person: initials in a coloured circle."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ontrack_desktop.ui.theme import current_theme, font

SIZES = {"small": 28, "middle": 40, "large": 56}
# who it is -> tone
KINDS = {"pupil": "primary", "family": "voice", "professional": "neutral"}


class Avatar(QWidget):
    """A circle of 28, 40 or 56 px. The name beside it says who it is, so screen readers skip it."""

    def __init__(
        self, parent: QWidget | None = None, *, initials: str = "", kind: str = "pupil", size: str = "small"
    ) -> None:
        super().__init__(parent)
        self._initials, self._kind, self._size = initials, kind, SIZES[size]
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_person(self, initials: str, kind: str = "pupil", size: str | None = None) -> None:
        """`kind` is one of `KINDS`, `size` one of `SIZES`."""
        self._initials, self._kind = initials, kind
        self._size = SIZES[size] if size else self._size
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_avatar(painter, QRect(0, 0, self._size, self._size), self._initials, self._kind)


def paint_avatar(painter: QPainter, place: QRect, initials: str, kind: str) -> None:
    """Paint one into the square `place`."""
    theme = current_theme()
    ink, tint = theme.tone(KINDS[kind])
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    outlined = theme.name == "contrast"
    painter.setPen(QPen(ink, 1) if outlined else Qt.PenStyle.NoPen)
    painter.setBrush(tint)
    painter.drawEllipse(place.adjusted(1, 1, -1, -1) if outlined else place)
    letters = QFont(font("caption", semibold=True))
    letters.setPixelSize(max(11, round(place.height() * 0.36)))
    painter.setFont(letters)
    painter.setPen(ink)
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, initials)
    painter.restore()
