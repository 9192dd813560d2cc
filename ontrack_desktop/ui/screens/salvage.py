"""Save what can be read of a damaged vault: what will be done, how far it is, what came of it."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from ontrack_desktop.ui.forms.salvage import Ui_SalvageScreen
from ontrack_desktop.ui.widgets.logo import Logo
from ontrack_desktop.viewmodels.salvage import SalvageModel


class SalvageScreen(QWidget):
    """Shows a `SalvageModel`. `typed` is the passphrase that was typed on the lock screen, or ""."""

    def __init__(self, model: SalvageModel, typed: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.ui = Ui_SalvageScreen()
        self.ui.setupUi(self)
        ui = self.ui
        ui.logo_place.addWidget(Logo(large=True))
        ui.lead.setText(f"Of the vault “{model.folder.stem}”")
        ui.error.set_editor(ui.passphrase)
        ui.saved_icon.set_icon("circle-check", "good")
        ui.passphrase.set_text(typed)
        self._was_busy = False
        ui.passphrase.returned.connect(self._save)
        ui.save_button.clicked.connect(self._save)
        ui.leave_button.clicked.connect(model.left)
        ui.open_button.clicked.connect(model.open)
        ui.progress.cancelled.connect(model.stop)
        model.changed.connect(self._show)
        model.moved.connect(self._move)
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        (self.ui.save_button if self.ui.passphrase.text() else self.ui.passphrase).setFocus()

    def _save(self) -> None:
        self.model.save(self.ui.passphrase.text())

    def _show(self) -> None:
        ui, model = self.ui, self.model
        ui.ask_page.setVisible(model.saved is None)
        ui.ask_page.setEnabled(not model.is_busy)
        ui.done_page.setVisible(model.saved is not None)
        ui.saved.setText(model.saved_words)
        ui.lost.setText(model.lost_words)
        ui.lost_icon.set_icon(*(("triangle-alert", "warn") if model.lost_something else ("circle-check", "good")))
        ui.error.show_error(str(model.problem) if model.problem else "")
        if model.is_busy and not self._was_busy:
            ui.progress.begin(model.doing)
        elif not model.is_busy:
            ui.progress.end()
        self._was_busy = model.is_busy
        if model.saved is not None:
            ui.open_button.setFocus()

    def _move(self, _what: str, done: int, of_all: int) -> None:
        self.ui.progress.step(done, of_all)
