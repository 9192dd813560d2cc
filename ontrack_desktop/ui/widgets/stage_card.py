"""One stage of a time-in plan: what people see, and what helps, edited where it stands."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ontrack_desktop.ui.widgets.field import ErrorLine
from ontrack_desktop.ui.widgets.growing_edit import GrowingEdit
from ontrack_desktop.ui.widgets.icon_label import IconLabel
from ontrack_desktop.ui.widgets.plain_label import plain_label

# stage -> (words, tone, icon)
STAGES = {
    "calm": ("Calm", "good", "leaf"),
    "rising": ("Rising", "warn", "wind"),
    "crisis": ("Crisis", "alert", "cloud-lightning"),
    "recovery": ("Recovery", "primary", "sunrise"),
}
PARTS = {"see": ("You see", "What people see"), "do": ("What helps", "What helps, one thing on each line")}


class StageCard(QFrame):
    """`typed(part, text)` with part "see" or "do"; `left` when the keyboard leaves a box."""

    typed = Signal(str, object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None, *, stage: str = "calm") -> None:
        super().__init__(parent)
        words, tone, icon = STAGES[stage]
        self.setProperty("role", "card")
        self.setAccessibleName(words)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 12)
        column.setSpacing(0)
        band = QFrame()
        band.setProperty("role", "band")
        band.setProperty("tone", tone)
        head = QHBoxLayout(band)
        head.setContentsMargins(12, 8, 12, 8)
        head.setSpacing(8)
        head.addWidget(IconLabel(icon=icon, ink=tone))
        head.addWidget(plain_label(words, "heading"), 1)
        column.addWidget(band)
        self.edits: dict[str, GrowingEdit] = {}
        body = QVBoxLayout()
        body.setContentsMargins(12, 12, 12, 0)
        body.setSpacing(0)
        column.addLayout(body)
        for part, (label, placeholder) in PARTS.items():
            body.addWidget(plain_label(label, "caption"))
            edit = GrowingEdit()
            edit.show_bare()
            edit.setPlaceholderText(placeholder)
            edit.setAccessibleName(f"{words}, {label.lower()}")
            edit.setAccessibleDescription("One thing on each line")
            edit.typed.connect(lambda text, part=part: self.typed.emit(part, text))
            edit.left.connect(self.left)
            body.addWidget(edit)
            body.addSpacing(8)
            self.edits[part] = edit
        self.error = ErrorLine()
        body.addWidget(self.error)
        column.addStretch()

    def show_value(self, part: str, text: object) -> None:
        self.edits[part].show_value(text)
