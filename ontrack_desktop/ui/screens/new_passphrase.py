"""Choosing a passphrase: the field with its meter, five words to take, and the passphrase once more."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ontrack_desktop.ui.forms.new_passphrase import Ui_NewPassphraseScreen
from ontrack_desktop.ui.icons import set_icon
from ontrack_desktop.viewmodels.new_passphrase import NewPassphraseModel


class NewPassphraseScreen(QWidget):
    """A part of other screens. `returned` when Enter is pressed in the last field."""

    returned = Signal()

    def __init__(self, model: NewPassphraseModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.ui = Ui_NewPassphraseScreen()
        self.ui.setupUi(self)
        ui = self.ui
        set_icon(ui.another_button, "rotate-ccw", "primary")
        ui.passphrase_error.set_editor(ui.passphrase)
        ui.again_error.set_editor(ui.again)
        ui.passphrase.edited.connect(model.put)
        ui.again.edited.connect(model.put_again)
        ui.passphrase.returned.connect(ui.again.setFocus)
        ui.again.returned.connect(self.returned)
        ui.use_button.clicked.connect(self._use_suggestion)
        ui.another_button.clicked.connect(model.suggest_another)
        model.changed.connect(self._show)
        self.setFocusProxy(ui.passphrase)
        self._show()

    def clear(self) -> None:
        """Empty both fields."""
        self.ui.passphrase.clear()
        self.ui.again.clear()

    def focus_problem(self) -> None:
        """Lead to the first field that has something to put right."""
        field = self.ui.passphrase if "passphrase" in self.model.problems else self.ui.again
        field.setFocus()

    def _use_suggestion(self) -> None:
        """Take the five words, in sight, so that they can be read while they are typed once more."""
        self.ui.passphrase.set_text(self.model.suggestion)
        self.ui.passphrase.eye.setChecked(True)
        self.ui.again.setFocus()

    def _show(self) -> None:
        model, ui = self.model, self.ui
        if not model.passphrase and not model.again:
            self.clear()
        found = model.strength
        if found is None:
            ui.meter.show_strength(0, "", is_enough=False)
        else:
            words = f"{found.claim} {found.advice}".strip()
            ui.meter.show_strength(max(found.score, 1), words, is_enough=found.is_enough)
        ui.meter.setVisible(found is not None or "passphrase" not in model.problems)  # an error stands at its field
        ui.suggestion.setText(model.suggestion)
        ui.passphrase_error.show_error(model.problems.get("passphrase", ""))
        ui.again_error.show_error(model.problems.get("again", ""))
