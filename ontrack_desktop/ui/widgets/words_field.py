"""A list of short things as chips in a box: typed, changed by pressing one, taken out by its cross."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from ontrack_desktop.ui.widgets.chip_box import SIGN_ROOM, BoxChip, ChipBox, ChipBoxLine

Looks = Callable[[int, str], tuple[str, str]]


def plain_looks(_place: int, _words: str) -> tuple[str, str]:
    return ("neutral", "")


class WordsField(ChipBox):
    """`typed(list of words)` at each key: what stands in the line counts too, so that a draft holds it.

    Enter makes a chip of the line. Pressing a chip brings its words back into the line; its cross, Delete or
    Backspace take it out. `set_looks` gives tone and icon by place and words.
    """

    typed = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        line = _Line()
        super().__init__(parent, line)
        self._words: list[str] = []
        self._looks: Looks = plain_looks
        line.setPlaceholderText("add")
        line.textEdited.connect(lambda _text: self._tell())
        line.returnPressed.connect(self.take_line)
        line.left.connect(self._leave)

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

    def remove_last(self) -> None:
        if self._words:
            self.remove(len(self._words) - 1)

    def _tell(self) -> None:
        self.typed.emit(self.words())

    def _leave(self) -> None:
        self.take_line()
        self.left.emit()

    def _show_chips(self) -> None:
        self.place_chips([_WordChip(self, n, (*self._looks(n, words), words)) for n, words in enumerate(self._words)])


class _Line(ChipBoxLine):
    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class _WordChip(BoxChip):
    def __init__(self, box: WordsField, place: int, words: tuple[str, str, str]) -> None:
        super().__init__(box, words)
        self._field, self._place = box, place
        self.setAccessibleName(f"Change {words[2]}")
        self.clicked.connect(lambda: box.change(place))

    def take_out(self) -> None:
        self._field.remove(self._place)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()) and event.position().x() > self.width() - SIGN_ROOM:
            self.setDown(False)
            self.take_out()
        else:
            super().mouseReleaseEvent(event)
