"""A box with chips and a line behind them: what the fields for people and for words have in common."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from ontrack_desktop.ui.icons import pixmap
from ontrack_desktop.ui.theme import TONES
from ontrack_desktop.ui.widgets.chip import HEIGHT, ChipWords, chip_size, paint_chip
from ontrack_desktop.ui.widgets.flow_layout import FlowLayout
from ontrack_desktop.ui.widgets.plain_label import plain_tip

SIGN = 12  # px of the cross or plus at a chip's end
SIGN_ROOM = 22
LEAST = 96  # px of a chip


class ChipBox(QFrame):
    """Backspace in the empty line takes the last chip away, Left goes to the chips."""

    def __init__(self, parent: QWidget | None, line: ChipBoxLine) -> None:
        super().__init__(parent)
        self.setProperty("role", "box")
        self.setProperty("ring", True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(8, 3, 8, 3)
        self._flow = FlowLayout(spacing=4)
        outer.addLayout(self._flow)
        self.edit = line
        line.box = self
        self._flow.addWidget(line)
        self.setFocusProxy(line)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # or a label's letter does not lead here
        self._placed: Sequence[BoxChip] = ()

    def setAccessibleName(self, name: str) -> None:
        """The name is the line's too, which is what the keyboard is on."""
        super().setAccessibleName(name)
        self.edit.setAccessibleName(name)

    def remove_last(self) -> None:
        """Take the last chip out."""
        raise NotImplementedError

    def step_to_chips(self) -> None:
        """Move the keyboard from the line to the last chip that can be taken out."""
        for chip in reversed(self._placed):
            if chip.sign == "x":
                chip.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return

    def place_chips(self, chips: Sequence[BoxChip]) -> None:
        """Put these before the line, in the place of those that were there."""
        for old in self._placed:
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._placed = chips
        for place, chip in enumerate(chips):
            self._flow.insert_widget(place, chip)
            chip.show()
        self.updateGeometry()


class ChipBoxLine(QLineEdit):
    """The line in the box: keys that concern the chips go to them."""

    box: ChipBox

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumWidth(72)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.text() and event.key() == Qt.Key.Key_Backspace:
            self.box.remove_last()
        elif not self.text() and event.key() == Qt.Key.Key_Left:
            self.box.step_to_chips()
        else:
            super().keyPressEvent(event)


class BoxChip(QAbstractButton):
    """A chip in the box with a sign at its end: "x" for one that can be taken out, "plus" for one to take in."""

    def __init__(self, box: ChipBox, words: ChipWords, *, sign: str = "x") -> None:
        super().__init__(box)
        self.box, self.words, self.sign = box, words, sign
        self.setProperty("ring_radius", 20)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus if sign == "x" else Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def take_out(self) -> None:
        """Take it out of the box: Delete and Backspace."""
        raise NotImplementedError

    def sizeHint(self) -> QSize:
        return chip_size(self.words) + QSize(SIGN_ROOM - 6, 8)

    def minimumSizeHint(self) -> QSize:
        """A long name gives way; the pointer shows the whole."""
        return self.sizeHint().boundedTo(QSize(LEAST, 100))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setToolTip(plain_tip(self.words[2]) if self.width() < self.sizeHint().width() else "")

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        place = QRect(0, (self.height() - HEIGHT) // 2, self.width(), HEIGHT)
        paint_chip(painter, place, self.words, at_end=SIGN_ROOM - 6)
        top = place.top() + (HEIGHT - SIGN) // 2
        ink = TONES[self.words[0]][0]
        painter.drawPixmap(QPoint(self.width() - SIGN - 8, top), pixmap(self.sign, ink, SIGN))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.sign == "x" and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.take_out()
        elif event.key() == Qt.Key.Key_Right:
            self.box.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif event.key() == Qt.Key.Key_Left:
            self.focusPreviousChild()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)
