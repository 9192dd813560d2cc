"""Which advocacy issue a note is a step for, and where the matter stands after it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from ontrack_desktop.ui.widgets.field import ErrorLine
from ontrack_desktop.ui.widgets.plain_label import plain_label
from ontrack_desktop.viewmodels.note_facts import Matter

NOTHING = "Nothing: not a step in advocacy"


class MatterChoice(QWidget):
    """`chosen(id or "")`, `status_chosen(value)`."""

    chosen = Signal(str)
    status_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.matter, self.status, self.error = QComboBox(), QComboBox(), ErrorLine()
        self.matter.setAccessibleName("A step in advocacy for")
        self.status.setAccessibleName("Where it stands after this")
        label = plain_label("A step in a&dvocacy for", "label")
        label.setBuddy(self.matter)
        row = QHBoxLayout()
        row.setSpacing(8)
        for combo, share in ((self.matter, 3), (self.status, 2)):
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(8)
            row.addWidget(combo, share)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label)
        column.addLayout(row)
        column.addWidget(self.error)
        self.matter.activated.connect(lambda _i: self.chosen.emit(self.matter.currentData()))
        self.status.activated.connect(lambda _i: self.status_chosen.emit(self.status.currentData()))

    def show_matters(self, matters: Sequence[Matter], chosen: Matter | None, status: str | None) -> None:
        """Offer these; `status` is where the chosen one stands after the note, None where it stood before."""
        self.matter.clear()
        self.matter.addItem(NOTHING, "")
        for matter in matters:
            self.matter.addItem(matter.wanted, str(matter.id))
        self.matter.setCurrentIndex(max(0, self.matter.findData(str(chosen.id) if chosen else "")))
        self.status.clear()
        self.status.setVisible(chosen is not None)
        if chosen is not None:
            for each in chosen.may_become:
                self.status.addItem(each.label, each.value)
            self.status.setCurrentIndex(self.status.findData(status or chosen.status.value))
