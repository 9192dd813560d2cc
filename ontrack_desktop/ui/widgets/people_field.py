"""Who was there, who was asked: people and agencies as chips in a box, found by typing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractButton,
    QCompleter,
    QFrame,
    QLineEdit,
    QListView,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ontrack_desktop.ui.icons import pixmap
from ontrack_desktop.ui.theme import TONES
from ontrack_desktop.ui.widgets.chip import HEIGHT, chip_size, paint_chip
from ontrack_desktop.ui.widgets.flow_layout import FlowLayout


class PersonItem(NamedTuple):
    """A person or an agency: `tone` is a key of TONES (pupil primary, family voice, others neutral)."""

    id: str
    label: str
    tone: str = "neutral"


class PeopleField(QFrame):
    """`picked()` in the order of picking. `typed(text)` asks for candidates, which `set_candidates` gives.

    Backspace in the empty line takes the last one away; Left goes to the chips, where Delete or a click removes.
    """

    picked_changed = Signal()
    typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "box")
        self.setProperty("ring", True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._picked: list[PersonItem] = []
        self._offered: list[PersonItem] = []
        self._candidates: list[PersonItem] = []
        self._chips: list[_PersonChip] = []
        outer = QVBoxLayout(self)
        outer.setContentsMargins(8, 3, 8, 3)
        self._flow = FlowLayout(spacing=4)
        outer.addLayout(self._flow)
        self.edit = _Line(self)
        self.edit.setPlaceholderText("add a person or agency")
        self._flow.addWidget(self.edit)
        self.setFocusProxy(self.edit)
        self._model = QStandardItemModel(self)
        self._popup = QListView()
        self._completer = self._make_completer()
        self.edit.textEdited.connect(self._suggest)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_offered()

    def setAccessibleName(self, name: str) -> None:
        """The name is the line's too, which is what the keyboard is on."""
        super().setAccessibleName(name)
        self.edit.setAccessibleName(name)

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

    def focus_last_chip(self) -> None:
        """Move the keyboard from the line to the chip before it."""
        picked = [chip for chip in self._chips if not chip.offered]
        if picked:
            picked[-1].setFocus(Qt.FocusReason.ShortcutFocusReason)

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
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        taken = {item.id for item in self._picked}
        offered = [item for item in self._offered if item.id not in taken]
        self._chips = [_PersonChip(item, self) for item in self._picked]
        self._chips += [_PersonChip(item, self, offered=True) for item in offered]
        for place, chip in enumerate(self._chips):
            self._flow.insert_widget(place, chip)
            chip.show()
        self.edit.setPlaceholderText("add a person or agency" if not self._picked else "add")
        self._fit_offered()
        self.updateGeometry()

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


class _Line(QLineEdit):
    """The line in the box: keys that concern the chips go to them."""

    def __init__(self, box: PeopleField) -> None:
        super().__init__(box)
        self._box = box
        self.setMinimumWidth(72)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        empty = not self.text()
        if empty and event.key() == Qt.Key.Key_Backspace:
            self._box.remove_last()
        elif empty and event.key() == Qt.Key.Key_Left:
            self._box.focus_last_chip()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._box.pick_first():
            event.accept()
        else:
            super().keyPressEvent(event)


class _PersonChip(QAbstractButton):
    """One in the box, taken out by a click; or one that is offered, taken in by a click."""

    def __init__(self, item: PersonItem, box: PeopleField, *, offered: bool = False) -> None:
        super().__init__(box)
        self._item, self._box, self.offered = item, box, offered
        self.setAccessibleName(f"Add {item.label}" if offered else f"Remove {item.label}")
        self.setToolTip("")
        self.setProperty("ring_radius", 20)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if offered else Qt.FocusPolicy.ClickFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._pressed)

    def sizeHint(self) -> QSize:
        return chip_size(self._words()) + QSize(16, 8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        place = QRect(0, (self.height() - HEIGHT) // 2, self.width(), HEIGHT)
        paint_chip(painter, place, self._words())
        ink = TONES[self._words()[0]][0]
        sign = "plus" if self.offered else "x"
        top = place.top() + (HEIGHT - 12) // 2
        painter.drawPixmap(QPoint(self.width() - 12 - 8, top), pixmap(sign, ink, 12))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.offered and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._box.remove(self._item)
        elif event.key() == Qt.Key.Key_Right:
            self._box.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def _words(self) -> tuple[str, str, str]:
        return ("neutral" if self.offered else self._item.tone, "", self._item.label)

    def _pressed(self) -> None:
        if self.offered:
            self._box.pick(self._item)
        else:
            self._box.remove(self._item)
