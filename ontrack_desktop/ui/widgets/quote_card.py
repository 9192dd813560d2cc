"""Somebody's words, in the warm colours that nothing else may wear."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ontrack_desktop.ui.widgets.plain_label import plain_label


class QuoteCard(QFrame):
    """Words, who said them and when, and perhaps a button (`pressed`)."""

    pressed = Signal()

    def __init__(
        self, parent: QWidget | None = None, *, words: str = "", attribution: str = "", action: str = ""
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "voice")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 16, 16, 16)
        row.setSpacing(16)
        text = QVBoxLayout()
        text.setSpacing(4)
        self.words = plain_label("", "quote")
        self.attribution = plain_label("", "attribution")
        text.addWidget(self.words)
        text.addWidget(self.attribution)
        row.addLayout(text, 1)
        self.action = QPushButton(action)
        self.action.setProperty("role", "text")
        self.action.setProperty("flush", True)
        self.action.setProperty("tone", "voice")
        self.action.clicked.connect(self.pressed)
        row.addWidget(self.action, 0, Qt.AlignmentFlag.AlignVCenter)
        self.action.setVisible(bool(action))  # not before it has a parent: it would be a window of its own
        self.set_quote(words, attribution)

    def set_quote(self, words: str, attribution: str) -> None:
        """Words without quotation marks get them."""
        said = in_quotation_marks(words)
        self.words.setText(said)
        self.attribution.setText(attribution)
        self.setAccessibleName(f"{said} {attribution}".strip())


def in_quotation_marks(words: str) -> str:
    """`words` between curly quotation marks, once."""
    bare = words.strip()
    if not bare or (bare[0] in "“‘\"'" and bare[-1] in "”’\"'"):
        return bare
    return f"“{bare}”"
