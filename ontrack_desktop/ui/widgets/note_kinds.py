"""What kind of note it is: four chips for the usual ones, and a menu of all the others."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QMenu, QToolButton, QWidget

from ontrack_desktop.domain.choices import NoteKind
from ontrack_desktop.ui.icons import set_icon
from ontrack_desktop.ui.widgets.chip import FilterChip
from ontrack_desktop.ui.widgets.flow_layout import FlowLayout
from ontrack_desktop.viewmodels.journal_lines import ICONS

USUAL = {
    NoteKind.HOME_VISIT: "Home visit", NoteKind.PHONE: "Call", NoteKind.ADVOCACY: "Advocacy", NoteKind.GROUP: "Group",
}  # fmt: skip


class NoteKinds(QWidget):
    """`chosen(kind)` by click, arrow key or menu; `done` when the keyboard may go on from here.

    A kind of the menu takes the place of the last chip.
    """

    chosen = Signal(str)
    done = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        flow = FlowLayout(self, spacing=4)
        self._group = QButtonGroup(self)
        self.chips: dict[NoteKind, FilterChip] = {}
        for kind, words in USUAL.items():
            self.chips[kind] = self._chip(kind, words)
            flow.addWidget(self.chips[kind])
        self._is_showing = False
        self._other: NoteKind | None = None
        self._other_chip = self._chip(NoteKind.GROUP, "")
        self._other_chip.hide()
        flow.addWidget(self._other_chip)
        self.more = QToolButton(self)
        self.more.setAccessibleName("Other kinds of note")
        self.more.setToolTip("Other kinds of note")
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        set_icon(self.more, "ellipsis")
        menu = QMenu(self)
        for kind in NoteKind:
            if kind not in USUAL and kind is not NoteKind.UNSUCCESSFUL:
                menu.addAction(kind.label).triggered.connect(lambda _on=False, each=kind: self._from_menu(each))
        self.more.setMenu(menu)
        flow.addWidget(self.more)

    def show_kind(self, kind: NoteKind) -> None:
        """Mark what it is; a visit where nobody was in is a home visit."""
        marked = NoteKind.HOME_VISIT if kind is NoteKind.UNSUCCESSFUL else kind
        is_other = marked not in USUAL
        if is_other:
            self._other = marked
            self._other_chip.setText(marked.label)
            self._other_chip.set_icon(ICONS[marked])
            self._other_chip.setAccessibleName(marked.label)
        self._other_chip.setVisible(is_other)
        self.chips[NoteKind.GROUP].setVisible(not is_other)
        self._is_showing = True
        (self._other_chip if is_other else self.chips[marked]).setChecked(True)
        self._is_showing = False

    def _chip(self, kind: NoteKind, words: str) -> FilterChip:
        chip = FilterChip(self, text=words, icon=ICONS[kind])
        chip.setAccessibleName(words)
        self._group.addButton(chip)
        chip.toggled.connect(lambda on: self._tell(chip, on))  # the arrow keys toggle without a click
        chip.clicked.connect(self.done)
        return chip

    def _from_menu(self, kind: NoteKind) -> None:
        self.chosen.emit(kind.value)
        self.done.emit()

    def _tell(self, chip: FilterChip, on: bool) -> None:
        if self._is_showing or not on:
            return
        kind = next((each for each, other in self.chips.items() if other is chip), self._other)
        if kind is not None:
            self.chosen.emit(kind.value)
