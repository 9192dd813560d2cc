"""The card in Settings that leads to what can be checked and looked up, and checks the vault itself."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ontrack_desktop.ui.forms.vault_check import Ui_VaultCheckScreen
from ontrack_desktop.ui.icons import set_icon
from ontrack_desktop.ui.navigator import Navigator
from ontrack_desktop.ui.widgets.icon_line import IconLine
from ontrack_desktop.ui.widgets.placing import emptied
from ontrack_desktop.viewmodels.vault_check import VaultCheckModel

CHECKING = "Checking the vault"
SAID = {"good": "shield-check", "alert": "shield-alert"}


class VaultCheckScreen(QWidget):
    """A part of the settings page; shows a `VaultCheckModel`."""

    def __init__(self, model: VaultCheckModel, navigator: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.ui = Ui_VaultCheckScreen()
        self.ui.setupUi(self)
        ui = self.ui
        ui.problem.set_editor(ui.check_button)
        set_icon(ui.page_button, "file-text", "ink", 16)
        set_icon(ui.history_button, "history", "ink", 16)
        ui.page_button.clicked.connect(lambda: navigator.page_wanted.emit("printed_page"))
        ui.history_button.clicked.connect(lambda: navigator.page_wanted.emit("vault_history"))
        ui.check_button.clicked.connect(model.check)
        ui.progress.cancelled.connect(model.stop)
        model.changed.connect(self._show)
        model.moved.connect(lambda _what, done, of_all: ui.progress.step(done, of_all))
        self._show()

    def _show(self) -> None:
        ui, model = self.ui, self.model
        ui.check_button.setEnabled(not model.is_busy)
        if model.is_busy:
            ui.progress.begin(CHECKING)
        else:
            ui.progress.end()
        ui.problem.show_error(str(model.problem) if model.problem else "")
        emptied(ui.findings_place)
        words, tone = model.said
        if words:
            ui.findings_place.addWidget(IconLine(SAID[tone], tone, words, role="body"))
        for finding in model.findings:
            if not finding.fault:
                line = f"{finding.what}: {finding.found}."
                ui.findings_place.addWidget(IconLine("check", "good", line, role="muted"))
        ui.not_checked.setText("\n".join(f"Not checked: {words}" for words in model.not_checked))
        ui.not_checked.setVisible(bool(model.not_checked))
