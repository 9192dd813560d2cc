"""Chips on one line, the most important first; what has no room stands behind "+2"."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ontrack_desktop.ui.widgets.chip import HEIGHT, TARGET, Chip, ChipButton, ChipWords, chip_size
from ontrack_desktop.ui.widgets.plain_label import plain_tip

SPACING = 8
WIDEST = 220  # px of one chip: longer words are cut, and its tip says the whole


class ChipLine(QWidget):
    """`first` may be pressed (`first_pressed`); so may "+2" (`more_pressed`), whose tip says what is not shown."""

    first_pressed = Signal()
    more_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.first, self.more = ChipButton(self), ChipButton(self)
        self.first.clicked.connect(self.first_pressed)
        self.more.clicked.connect(self.more_pressed)
        self._chips: list[Chip | ChipButton] = []
        self._most = 0

    def set_chips(self, first: tuple[ChipWords, str] | None, chips: Sequence[ChipWords], most: int) -> None:
        """Show these: the first one with its tip, if there is one, and `most` others at most."""
        for old in self._chips:
            if old is not self.first:
                old.hide()
                old.deleteLater()
        self._chips = [Chip(self, text=text, tone=tone, icon=icon) for tone, icon, text in chips]
        for chip in self._chips:
            chip.setToolTip(plain_tip(chip.words[2]) if _width(chip) < chip.sizeHint().width() else "")
        if first is not None:
            self.first.set_words(*first)
            self._chips.insert(0, self.first)
        self._most = most + (first is not None)
        self.first.hide()
        self.updateGeometry()
        self._arrange()

    def sizeHint(self) -> QSize:
        return QSize(self._room_for(min(self._most, len(self._chips))), TARGET)

    def minimumSizeHint(self) -> QSize:
        """The first chip is what nobody may miss: what stands beside the line gives way to it."""
        return QSize(self._room_for(1), TARGET)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Place as many chips as fit, then the "+n" that stands for the others."""
        counts = range(min(self._most, len(self._chips)), 0, -1)
        shown = next((count for count in counts if self._room_for(count) <= self.width()), 0)
        x = 0
        for place, chip in enumerate(self._chips):
            chip.setVisible(place < shown)
            if place < shown:
                high = TARGET if chip is self.first else HEIGHT
                chip.setGeometry(x, (TARGET - high) // 2, _width(chip), high)
                x += _width(chip) + SPACING
        hidden = self._chips[shown:]
        self.more.setVisible(bool(hidden))
        self.more.set_words(_more(len(hidden)), "\n".join(_said(chip) for chip in hidden))
        self.more.setAccessibleName(f"{len(hidden)} more")
        self.more.setGeometry(x, 0, self.more.sizeHint().width(), TARGET)

    def _room_for(self, count: int) -> int:
        """Pixels that the first `count` chips and the "+n" for the rest take."""
        rest = len(self._chips) - count
        widths = [_width(chip) for chip in self._chips[:count]]
        widths += [chip_size(_more(rest)).width()] if rest > 0 else []
        return sum(widths) + SPACING * max(0, len(widths) - 1)


def _more(count: int) -> ChipWords:
    return ("neutral", "", f"+{count}")


def _width(chip: Chip | ChipButton) -> int:
    return min(chip.sizeHint().width(), WIDEST)


def _said(chip: Chip | ChipButton) -> str:
    """Its words, and what it stands for."""
    return "\n".join(part for part in (chip.words[2], chip.accessibleDescription()) if part)
