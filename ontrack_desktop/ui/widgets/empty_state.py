"""An empty place: what goes here, and the first step as a button."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ontrack_desktop.ui.icons import set_icon
from ontrack_desktop.ui.widgets.icon_label import IconLabel
from ontrack_desktop.ui.widgets.plain_label import plain_label


class EmptyState(QWidget):
    """A sentence and perhaps a button (`pressed`)."""

    pressed = Signal()

    def __init__(
        self, parent: QWidget | None = None, *, icon: str = "sprout", sentence: str = "", action: str = ""
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 32, 24, 32)
        column.setSpacing(12)
        middle = Qt.AlignmentFlag.AlignHCenter
        self._icon = IconLabel(ink="ink_3", size=32)
        self._sentence = plain_label("", "lead")
        self._sentence.setAlignment(middle)
        self.button = QPushButton()
        self.button.clicked.connect(self.pressed)
        column.addStretch()
        column.addWidget(self._icon, 0, middle)
        column.addWidget(self._sentence)  # over the whole width: beside a spring its height would be one line's
        column.addWidget(self.button, 0, middle)
        column.addStretch()
        self.set_words(sentence, action, icon)

    def set_words(self, sentence: str, action: str = "", icon: str = "sprout") -> None:
        """What goes here, the verb on the button (none hides it), and a Lucide icon."""
        self._icon.set_icon(icon, "ink_3")
        self._sentence.setText(sentence)
        self.button.setText(action)
        self.button.setVisible(bool(action))
        if action:
            set_icon(self.button, "plus", "ink")
