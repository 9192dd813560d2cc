"""A box to tick whose words wrap where the panel is narrow."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QStyle, QStyleOptionButton, QWidget

from ontrack_desktop.ui.widgets.text_block import TextBlock

LINE = 32  # px of a tick with one line
INDENT = 24  # px from the edge to the words: the box and its gap
NARROWEST = 160


class WrappedTick(QCheckBox):
    """Its words are plain and underline no letter."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text.replace("&", "&&"), parent)
        self._words = text
        self.setAccessibleName(text)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        block = self._block(width)
        return LINE + block.height - block.line_height

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        return QSize(INDENT + round(self._block(10_000).natural_width) + 1, LINE)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(NARROWEST, self.sizeHint().width()), LINE)

    def hitButton(self, place: QPoint) -> bool:
        return self.rect().contains(place)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        option.rect = QRect(0, 0, self.width(), LINE)
        self.style().drawControl(QStyle.ControlElement.CE_CheckBox, option, painter, self)
        block = self._block(self.width())
        ink = self.palette().color(self.foregroundRole())
        block.draw(painter, INDENT, (LINE - block.line_height) / 2, ink)

    def _block(self, width: int) -> TextBlock:
        return TextBlock(self._words, self.font(), width - INDENT)
