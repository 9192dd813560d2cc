"""A sentence with an icon before it: what is there, what is missing, what to mind."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ontrack_desktop.ui.widgets.icon_label import IconLabel
from ontrack_desktop.ui.widgets.plain_label import Paragraph, plain_label

ICON = 18
LINES = {"": 20, "muted": 20, "body": 22}  # role -> px of its lines, in the middle of whose first the icon stands


class IconLine(QWidget):
    """`ink` is a token; `role` one of `LINES`; `below` stands small under the words."""

    def __init__(
        self, icon: str, ink: str, words: str, *, role: str = "", below: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(f"{words} {below}".strip())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        beside = QVBoxLayout()
        beside.setContentsMargins(0, (LINES[role] - ICON) // 2, 0, 0)
        beside.addWidget(IconLabel(icon=icon, ink=ink), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(beside)
        column = QVBoxLayout()
        column.setSpacing(2)
        self.words = Paragraph()
        self.words.setProperty("role", role)
        self.words.setText(words)
        column.addWidget(self.words)
        if below:
            column.addWidget(plain_label(below, "help"))
        row.addLayout(column, 1)
