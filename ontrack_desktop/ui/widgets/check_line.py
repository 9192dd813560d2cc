"""A line of a list of what is ready: icon, sentence, and perhaps a button that mends it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ontrack_desktop.ui.widgets.icon_label import IconLabel
from ontrack_desktop.ui.widgets.plain_label import Paragraph

HEIGHT = 32
READY = {True: ("circle-check", "good", "Ready"), False: ("circle-alert", "warn", "To do")}


class CheckLine(QWidget):
    """`mend_wanted` by the button at the right; without a verb there is none."""

    mend_wanted = Signal()

    def __init__(self, is_ready: bool, sentence: str, verb: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        icon, ink, said = READY[is_ready]
        self.setAccessibleName(f"{said}: {sentence}")
        self.setMinimumHeight(HEIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(IconLabel(icon=icon, ink=ink), 0, Qt.AlignmentFlag.AlignVCenter)
        self.words = Paragraph()
        self.words.setText(sentence)
        row.addWidget(self.words, 1, Qt.AlignmentFlag.AlignVCenter)
        self.button = QPushButton(verb)
        self.button.setProperty("role", "text")
        self.button.setProperty("flush", True)
        self.button.setAccessibleName(f"{verb}: {sentence}" if verb else "")
        self.button.clicked.connect(self.mend_wanted)
        row.addWidget(self.button)
        self.button.setVisible(bool(verb))  # not before: a widget without a parent would be a window
