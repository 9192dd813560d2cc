"""A number that matters, large, with what it was before under it."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ontrack_desktop.ui.theme import restyle
from ontrack_desktop.ui.widgets.plain_label import plain_label


class NumberCard(QFrame):
    """Label, value, before. `tone` is good, warn, alert or "" and never the only thing that says so."""

    def __init__(
        self, parent: QWidget | None = None, *, label: str = "", value: str = "", before: str = "", tone: str = ""
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(2)
        self.label = plain_label("", "help")
        self.value = plain_label("", "number")
        self.before = plain_label("", "help")
        for each in (self.label, self.value, self.before):
            column.addWidget(each)
        column.addStretch()
        self.set_number(label, value, before, tone)

    def set_number(self, label: str, value: str, before: str, tone: str = "") -> None:
        """Show another number."""
        self.label.setText(label)
        self.value.setText(value)
        self.before.setText(before)
        restyle(self.value, tone=tone)
        self.setAccessibleName(f"{label}: {value}. {before}".strip())
