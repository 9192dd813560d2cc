"""A text of any length to be read: what is too long to be set as a whole scrolls in a box of its own."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from ontrack_desktop.ui.widgets.plain_label import LONG, plain_label
from ontrack_desktop.ui.widgets.plain_text_edit import NoteEdit

MANY = 200  # lines
HEIGHT = 420


def is_long(text: str) -> bool:
    """Whether a text is read in a box of its own."""
    return len(text) > LONG or text.count("\n") > MANY


def text_to_read(text: str, role: str) -> QWidget:
    """A label of this role, or a box if the text is long; somebody's own words keep their colour."""
    if not is_long(text):
        return plain_label(text, role)
    box = LongText()
    box.setPlainText(text)
    if role == "quote":
        box.set_quotes(((0, len(box.toPlainText())),))
    return box


class LongText(NoteEdit):
    """Read only; Tab leaves it, the arrow keys scroll it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setAccessibleName("What happened")
        self.setFixedHeight(HEIGHT)
