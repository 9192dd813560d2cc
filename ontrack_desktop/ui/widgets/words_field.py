"""A list of short things as chips in a box: typed, changed by pressing one, taken out by its cross."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from ontrack_desktop.ui.icons import pixmap
from ontrack_desktop.ui.theme import TONES
from ontrack_desktop.ui.widgets.chip import HEIGHT, chip_size, paint_chip
from ontrack_desktop.ui.widgets.flow_layout import FlowLayout

CROSS = 12
CROSS_ROOM = 22  # px at the right of a chip that take it out
Looks = Callable[[int, str], tuple[str, str]]


def plain_looks(_place: int, _words: str) -> tuple[str, str]:
    return ("neutral", "")


class WordsField(QFrame):
    """`typed(list of words)` at each key: what stands in the line counts too, so that a draft holds it.

    Enter makes a chip of the line. Pressing a chip brings its words back into the line; its cross, Delete or
    Backspace take it out. `set_looks` gives tone and icon by place and words.
    """

    typed = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "box")
        self.setProperty("ring", True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._words: list[str] = []
        self._looks: Looks = plain_looks
        self._chips: list[_WordChip] = []
        outer = QVBoxLayout(self)
        outer.setContentsMargins(8, 5, 8, 5)
        self._flow = FlowLayout(spacing=6)
        outer.addLayout(self._flow)
        self.edit = _Line(self)
        self.edit.setPlaceholderText("add")
        self._flow.addWidget(self.edit)
        self.setFocusProxy(self.edit)
        self.edit.textEdited.connect(lambda _text: self._tell())
        self.edit.returnPressed.connect(self.take_line)

    def setAccessibleName(self, name: str) -> None:
        """The name is the line's too, which is what the keyboard is on."""
        super().setAccessibleName(name)
        self.edit.setAccessibleName(name)

    def set_looks(self, looks: Looks) -> None:
        self._looks = looks
        self._show_chips()

    def words(self) -> list[str]:
        """The chips, and what stands in the line."""
        line = " ".join(self.edit.text().split())
        return [*self._words, line] if line else list(self._words)

    def show_value(self, value: object) -> None:
        """Show these, unless they stand there already."""
        words = [str(each) for each in value] if isinstance(value, (list, tuple)) else []
        if words != self.words():
            self._words = words
            self.edit.clear()
            self._show_chips()

    def take_line(self) -> None:
        """Make a chip of what stands in the line."""
        words = self.words()
        if words != self._words:
            self._words = words
            self.edit.clear()
            self._show_chips()
            self._tell()

    def change(self, place: int) -> None:
        """Bring the words of a chip back into the line, to be changed."""
        self.take_line()
        words = self._words.pop(place)
        self._show_chips()
        self.edit.setText(words)
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def remove(self, place: int) -> None:
        """Take a chip out."""
        self._words.pop(place)
        self._show_chips()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell()

    def step_to_chips(self) -> None:
        """Move the keyboard from the line to the chip before it."""
        if self._chips:
            self._chips[-1].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def remove_last(self) -> None:
        if self._words:
            self.remove(len(self._words) - 1)

    def _tell(self) -> None:
        self.typed.emit(self.words())

    def _show_chips(self) -> None:
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = [_WordChip(self, n, words, self._looks(n, words)) for n, words in enumerate(self._words)]
        for place, chip in enumerate(self._chips):
            self._flow.insert_widget(place, chip)
            chip.show()
        self.updateGeometry()


class _Line(QLineEdit):
    """The line in the box: keys that concern the chips go to them."""

    def __init__(self, box: WordsField) -> None:
        super().__init__(box)
        self._box = box
        self.setMinimumWidth(72)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        empty = not self.text()
        if empty and event.key() == Qt.Key.Key_Backspace:
            self._box.remove_last()
        elif empty and event.key() == Qt.Key.Key_Left:
            self._box.step_to_chips()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._box.take_line()
        self._box.left.emit()


class _WordChip(QAbstractButton):
    def __init__(self, box: WordsField, place: int, words: str, looks: tuple[str, str]) -> None:
        super().__init__(box)
        self._box, self._place, self._look = box, place, (*looks, words)
        self.setAccessibleName(f"Change {words}")
        self.setProperty("ring_radius", 20)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda: box.change(place))

    def sizeHint(self) -> QSize:
        return chip_size(self._look) + QSize(CROSS_ROOM - 6, 4)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        place = QRect(0, (self.height() - HEIGHT) // 2, self.width(), HEIGHT)
        paint_chip(painter, place, self._look)
        top = place.top() + (HEIGHT - CROSS) // 2
        painter.drawPixmap(QPoint(self.width() - CROSS - 7, top), pixmap("x", TONES[self._look[0]][0], CROSS))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()) and event.position().x() > self.width() - CROSS_ROOM:
            self.setDown(False)
            self._box.remove(self._place)
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._box.remove(self._place)
        elif event.key() == Qt.Key.Key_Right:
            self._box.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif event.key() == Qt.Key.Key_Left:
            self.focusPreviousChild()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)
