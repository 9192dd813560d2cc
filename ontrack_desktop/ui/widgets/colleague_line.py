"""One person who can open the vault, and taking them off again, asked twice in place."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ontrack_desktop.ui.widgets.avatar import Avatar
from ontrack_desktop.ui.widgets.plain_label import plain_label


class ColleagueLine(QWidget):
    """`removed` when it was asked for and confirmed. The person themselves cannot be taken off."""

    removed = Signal()

    def __init__(
        self, parent: QWidget | None = None, *, name: str, role: str, initials: str, is_self: bool
    ) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.name = plain_label(f"{name} (you)" if is_self else name, "label")
        words.addWidget(self.name)
        if role:
            words.addWidget(plain_label(role, "caption"))
        row.addWidget(Avatar(initials=initials, kind="professional", size="middle"))
        row.addLayout(words, 1)
        self.remove_button = self._button("Take off", f"Take {name} off this vault", "text")
        self.confirm_button = self._button("Yes, take them off", f"Yes, take {name} off this vault", "danger")
        self.keep_button = self._button("Keep", f"Keep {name}", "text")
        for button in (self.remove_button, self.confirm_button, self.keep_button):
            row.addWidget(button)
        self.remove_button.clicked.connect(lambda: self._ask(asked=True))
        self.keep_button.clicked.connect(lambda: self._ask(asked=False))
        self.confirm_button.clicked.connect(self.removed)
        self._ask(asked=False)
        self.remove_button.setVisible(not is_self)

    def _ask(self, *, asked: bool) -> None:
        self.remove_button.setVisible(not asked)
        self.confirm_button.setVisible(asked)
        self.keep_button.setVisible(asked)
        if asked:
            self.keep_button.setFocus()

    @staticmethod
    def _button(text: str, name: str, role: str) -> QPushButton:
        button = QPushButton(text)
        button.setAccessibleName(name)
        button.setProperty("role", role)
        return button
