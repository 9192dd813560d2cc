"""A number that matters, large, with what it was before under it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ontrack_desktop.ui.theme import restyle
from ontrack_desktop.ui.widgets.plain_label import plain_label

NARROW_BELOW = 200  # px
NARROW_LINE = 17  # px of the label's line


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
        self.label.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.value = plain_label("", "number")
        self.before = plain_label("", "help")
        for each in (self.label, self.value, self.before):
            column.addWidget(each)
        column.addStretch()
        self.set_number(label, value, before, tone)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where a label may need two lines it is given two, so that numbers side by side stand on one line."""
        super().resizeEvent(event)
        self.label.setMinimumHeight(2 * NARROW_LINE if self.width() < NARROW_BELOW else 0)

    def set_number(self, label: str, value: str, before: str, tone: str = "") -> None:
        """Show another number."""
        self.label.setText(label)
        self.value.setText(value)
        self.before.setText(before)
        restyle(self.value, tone=tone)
        self.setAccessibleName(f"{label}: {value}. {before}".strip())
