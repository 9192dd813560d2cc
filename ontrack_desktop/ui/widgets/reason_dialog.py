"""Asking why before something is taken off the lists: the reason is kept with the record's history."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.ui.widgets.field import Field
from ontrack_desktop.ui.widgets.plain_label import plain_label
from ontrack_desktop.ui.widgets.still import Still
from ontrack_desktop.viewmodels.removal import RemovalForm


class ReasonDialog(QDialog):
    """Shows a `RemovalForm`. Whoever closes it throws the reason away; before a lock it is kept for the next time."""

    def __init__(self, form: RemovalForm, title: str, sentence: str, verb: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = form
        self.setWindowTitle(title)
        column = QVBoxLayout(self)
        column.setSizeConstraint(QLayout.SizeConstraint.SetFixedSize)  # it grows with what it says
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addWidget(plain_label(title, "section"))
        column.addWidget(plain_label(sentence, "body"))
        self.edit = QLineEdit(form.values["reason"])
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
        self.edit.textEdited.connect(partial(form.put, "reason"))
        self.edit.editingFinished.connect(form.keep_now)
        form.problems_changed.connect(self._show_problems)
        form.refused.connect(self._show_refusal)
        form.saved.connect(self.accept)
        self.finished.connect(form.deleteLater)
        Still(form, self)

    def reject(self) -> None:
        self.form.discard()
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if event.spontaneous():  # a person closed the window, as with Escape
            super().closeEvent(event)
        else:
            self.form.let_go()
            event.accept()

    def _show_problems(self, problems: dict[str, str]) -> None:
        self.field.show_error(problems.get("reason", ""))

    def _show_refusal(self, error: OnTrackError) -> None:
        self.field.show_error(str(error))

    def _give(self) -> None:
        if not self.form.save():
            self.edit.setFocus()
