"""Who was there, who was asked: people and agencies as chips in a box, found by typing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QListView, QWidget

from ontrack_desktop.ui.widgets.chip_box import BoxChip, ChipBox, ChipBoxLine


class PersonItem(NamedTuple):
    """A person or an agency: `tone` is a key of TONES (pupil primary, family voice, others neutral)."""

    id: str
    label: str
    tone: str = "neutral"


class PeopleField(ChipBox):
    """`picked()` in the order of picking. `typed(text)` asks for candidates, which `set_candidates` gives.

    Backspace in the empty line takes the last one away; Left goes to the chips, where Delete or a click removes.
    """

    picked_changed = Signal()
    typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        line = _Line()
        super().__init__(parent, line)
        line.pick_first = self.pick_first
        self._picked: list[PersonItem] = []
        self._offered: list[PersonItem] = []
        self._candidates: list[PersonItem] = []
        self._chips: list[_PersonChip] = []
        line.setPlaceholderText("add a person or agency")
        self._model = QStandardItemModel(self)
        self._popup = QListView()
        self._completer = self._make_completer()
        line.textEdited.connect(self._suggest)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_offered()

    def picked(self) -> tuple[PersonItem, ...]:
        """Who is in the box."""
        return tuple(self._picked)

    def set_picked(self, items: Sequence[PersonItem]) -> None:
        """Put these in the box, without telling `picked_changed`."""
        self._picked = list(items)
        self._show_chips()

    def set_offered(self, items: Sequence[PersonItem]) -> None:
        """The usual people, as chips with a plus that one click takes in: as many as cost no row of their own."""
        self._offered = list(items)
        self._show_chips()

    def set_candidates(self, items: Sequence[PersonItem]) -> None:
        """Everybody whom typing can find."""
        self._candidates = list(items)
        if self.edit.hasFocus() and self.edit.text():
            self._suggest(self.edit.text())

    def pick(self, item: PersonItem) -> None:
        """Take one in, once."""
        self.edit.clear()
        if item.id not in {each.id for each in self._picked}:
            self._picked.append(item)
            self._show_chips()
            self.picked_changed.emit()

    def remove(self, item: PersonItem) -> None:
        """Take one out."""
        self._picked = [each for each in self._picked if each.id != item.id]
        self._show_chips()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.picked_changed.emit()

    def remove_last(self) -> None:
        """Take the one out that was picked last."""
        if self._picked:
            self.remove(self._picked[-1])

    def pick_first(self) -> bool:
        """Take in the suggestion that is marked, or the first for what is typed; False if there is none."""
        if not self.edit.text().strip() or not self._completer.completionCount():
            return False
        marked = self._popup.currentIndex()
        chosen = self._popup.isVisible() and marked.isValid()
        self._pick_index(marked if chosen else self._completer.completionModel().index(0, 0))
        return True

    def _make_completer(self) -> QCompleter:
        completer = QCompleter(self._model, self)
        completer.setWidget(self.edit)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setMaxVisibleItems(8)
        self._popup.setProperty("role", "suggestions")
        completer.setPopup(self._popup)
        completer.activated[QModelIndex].connect(self._pick_index)  # type: ignore[index]  # overloaded
        return completer

    def _suggest(self, text: str) -> None:
        self.typed.emit(text)
        taken = {item.id for item in self._picked}
        self._model.clear()
        for item in self._candidates:
            if item.id not in taken:
                line = QStandardItem(item.label)
                line.setData(item.id, Qt.ItemDataRole.UserRole)
                self._model.appendRow(line)
        self._completer.setCompletionPrefix(text.strip())
        if text.strip() and self._completer.completionCount():
            self._completer.complete(QRect(0, 0, max(240, self.edit.width()), self.edit.height() + 4))
        else:
            self._popup.hide()

    def _pick_index(self, index: QModelIndex) -> None:
        wanted = index.data(Qt.ItemDataRole.UserRole)
        found = next((item for item in self._candidates if item.id == wanted), None)
        if found:
            self._popup.hide()
            self.pick(found)

    def _show_chips(self) -> None:
        taken = {item.id for item in self._picked}
        offered = [item for item in self._offered if item.id not in taken]
        self._chips = [_PersonChip(item, self) for item in self._picked]
        self._chips += [_PersonChip(item, self, offered=True) for item in offered]
        self.place_chips(self._chips)
        self.edit.setPlaceholderText("add a person or agency" if not self._picked else "add")
        self._fit_offered()

    def _fit_offered(self) -> None:
        """Leave out the offered ones that would begin another row: typing finds them too."""
        gap, room, x = self._flow.spacing(), self._flow.geometry().width(), 0
        for chip in self._chips:
            width = chip.sizeHint().width()
            if chip.offered:
                chip.setVisible(x + width + gap + self.edit.minimumWidth() <= room)
            elif x > 0 and x + width > room:
                x = 0
            x += width + gap if not chip.isHidden() else 0


class _Line(ChipBoxLine):
    """Enter takes in what is suggested."""

    pick_first: Callable[[], bool]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.pick_first():
            event.accept()
        else:
            super().keyPressEvent(event)


class _PersonChip(BoxChip):
    """One in the box, taken out by a click; or one that is offered, taken in by a click."""

    def __init__(self, item: PersonItem, box: PeopleField, *, offered: bool = False) -> None:
        words = ("neutral" if offered else item.tone, "", item.label)
        super().__init__(box, words, sign="plus" if offered else "x")
        self._item, self._field, self.offered = item, box, offered
        self.setAccessibleName(f"Add {item.label}" if offered else f"Remove {item.label}")
        self.clicked.connect(self._press)

    def take_out(self) -> None:
        self._field.remove(self._item)

    def _press(self) -> None:
        if self.offered:
            self._field.pick(self._item)
        else:
            self.take_out()
