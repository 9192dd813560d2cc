"""One line that gives way: what does not fit ends in dots, and the pointer shows the whole."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ontrack_desktop.ui.widgets.plain_label import plain_tip

LEAST = 40


def elided_label(text: str, role: str) -> ElidedLabel:
    """A line of words that people typed, in a role of the style sheet."""
    label = ElidedLabel()
    label.setProperty("role", role)
    label.setText(text)
    return label


class ElidedLabel(QLabel):
    """Plain text always. Screen readers are told the whole."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def setText(self, text: str) -> None:
        super().setText(text)
        self._tell_whole()

    def minimumSizeHint(self) -> QSize:
        return QSize(min(LEAST, super().sizeHint().width()), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_whole()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        upright = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(self.rect().adjusted(0, 0, 2, 0), upright, self._shown())

    def _tell_whole(self) -> None:
        self.setToolTip("" if self._shown() == self.text() else plain_tip(self.text()))

    def _shown(self) -> str:
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
