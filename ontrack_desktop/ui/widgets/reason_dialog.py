"""Asking why before something is taken off the lists: the reason is kept with the record's history."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ontrack_desktop.ui.widgets.field import Field
from ontrack_desktop.ui.widgets.plain_label import plain_label


class ReasonDialog(QDialog):
    """`given(reason)` when a person typed one and pressed the button; closing it changes nothing."""

    given = Signal(str)

    def __init__(self, title: str, sentence: str, verb: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        column = QVBoxLayout(self)
        column.setSizeConstraint(QLayout.SizeConstraint.SetFixedSize)  # it grows with what it says
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addWidget(plain_label(title, "section"))
        column.addWidget(plain_label(sentence, "body"))
        self.edit = QLineEdit()
        self.field = Field("&Why", self.edit, help="Such as “added twice”. It stays in the record’s history.")
        column.addWidget(self.field)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.go = QPushButton(verb)
        self.go.setProperty("role", "danger")
        self.go.clicked.connect(self._give)
        self.keep = QPushButton("&Keep")
        self.keep.clicked.connect(self.reject)
        for button in (self.go, self.keep):
            button.setAccessibleName(button.text().replace("&", ""))
            button.setAutoDefault(button is self.go)
            row.addWidget(button)
        row.addStretch()
        column.addLayout(row)
        self.edit.setMinimumWidth(440)

    def _give(self) -> None:
        reason = self.edit.text().strip()
        if not reason:
            self.field.show_error("Say why in a few words.")
            self.edit.setFocus()
            return
        self.accept()
        self.given.emit(reason)
