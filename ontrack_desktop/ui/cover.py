"""The sheet over the window while it locks or closes: no casework in sight, and what is being waited for."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ontrack_desktop.ui.widgets.logo import Logo
from ontrack_desktop.ui.widgets.plain_label import plain_label

WIDTH = 420
KEEPING = "What you typed is being kept."
NOT_KEPT = "Your {what} could not be kept yet, so nothing is closed. {why}"


class Cover(QWidget):
    """Covers its parent. When something could not be kept, it stays and offers to try again."""

    again = Signal()
    back = Signal()

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QWidget()
        column.setFixedWidth(WIDTH)
        rows = QVBoxLayout(column)
        rows.setSpacing(12)
        self.heading = plain_label("Locking", "greeting")
        self.words = plain_label(KEEPING, "lead")
        self.again_button = QPushButton("&Try again")
        self.again_button.setProperty("role", "primary")
        self.back_button = QPushButton("Go &back to it")
        self.back_button.setProperty("role", "text")
        buttons = QHBoxLayout()
        buttons.addWidget(self.again_button)
        buttons.addWidget(self.back_button)
        buttons.addStretch()
        rows.addStretch()
        rows.addWidget(Logo(large=True))
        rows.addWidget(self.heading)
        rows.addWidget(self.words)
        rows.addLayout(buttons)
        rows.addStretch()
        across = QHBoxLayout(self)
        across.addStretch()
        across.addWidget(column)
        across.addStretch()
        self.again_button.clicked.connect(self.again)
        self.back_button.clicked.connect(self.back)
        self.say_keeping("Locking")
        self.setGeometry(over.rect())
        self.show()
        self.raise_()
        self.setFocus()

    def say_keeping(self, heading: str) -> None:
        """It will take a moment."""
        self._say(heading, KEEPING, failed=False)

    def say_not_kept(self, what: str, why: str) -> None:
        """`what` could not be kept (a noun: "note"), `why` is a sentence with a next step."""
        self._say("Not kept yet", NOT_KEPT.format(what=what, why=why), failed=True)
        self.again_button.setFocus()

    def _say(self, heading: str, words: str, *, failed: bool) -> None:
        self.heading.setText(heading)
        self.words.setText(words)
        self.setAccessibleName(f"{heading}. {words}")
        self.again_button.setVisible(failed)
        self.back_button.setVisible(failed)
