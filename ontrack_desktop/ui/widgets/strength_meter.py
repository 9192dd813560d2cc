"""How hard a passphrase is to guess: four bars and the words for it, so that colour alone says nothing."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ontrack_desktop.ui.theme import current_theme
from ontrack_desktop.ui.widgets.plain_label import plain_label

BARS = 4
BAR_WIDTH, BAR_HEIGHT, GAP = 32, 6, 4
TOP = 6  # px: the middle of the first line of words


class StrengthMeter(QWidget):
    """Keeps its height while there is nothing to say, so that fields do not jump under the hands."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._bars = _Bars()
        self._words = plain_label("", "help")
        row.addWidget(self._bars, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self.setMinimumHeight(20)
        self._bars.hide()

    def show_strength(self, filled: int, words: str, *, is_enough: bool) -> None:
        """`filled` of four bars; no words hides the meter."""
        self._bars.show_filled(filled, "good" if is_enough else "warn")
        self._bars.setVisible(bool(words))
        self._words.setText(words)
        self.setAccessibleDescription(words)

    def text(self) -> str:
        """What is said now."""
        return self._words.text()


class _Bars(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._filled, self._ink = 0, "warn"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_filled(self, filled: int, ink: str) -> None:
        self._filled, self._ink = filled, ink
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(BARS * BAR_WIDTH + (BARS - 1) * GAP, TOP + BAR_HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        theme = current_theme()
        for bar in range(BARS):
            painter.setBrush(theme.colour(self._ink if bar < self._filled else "line"))
            place = QRectF(bar * (BAR_WIDTH + GAP), TOP, BAR_WIDTH, BAR_HEIGHT)
            painter.drawRoundedRect(place, BAR_HEIGHT / 2, BAR_HEIGHT / 2)
