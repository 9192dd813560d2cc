"""Put a backup back: choose one, see what would be missing, do it, open the vault."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from ontrack_desktop.ui.forms.restore import Ui_RestoreScreen
from ontrack_desktop.ui.icons import set_icon
from ontrack_desktop.ui.screens.backups import backup_row
from ontrack_desktop.ui.widgets.logo import Logo
from ontrack_desktop.viewmodels.backup_lines import BackupLine
from ontrack_desktop.viewmodels.restore import CHOOSE, DECIDE, DONE, KEPT, RestoreModel

ROWS = 5
LEADS = {CHOOSE: "", DECIDE: "Look at this before you go on.", DONE: "The backup is back."}


class RestoreScreen(QWidget):
    """Shows a `RestoreModel`. `typed` is the passphrase that was typed on the lock screen, or ""."""

    def __init__(self, model: RestoreModel, typed: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.ui = Ui_RestoreScreen()
        self.ui.setupUi(self)
        ui = self.ui
        ui.logo_place.addWidget(Logo(large=True))
        ui.list.most_rows = ROWS
        ui.list.keeps_selection = True
        ui.choose_error.set_editor(ui.passphrase)
        ui.decide_error.set_editor(ui.put_button)
        ui.kept_icon.set_icon("archive", "good")
        ui.kept.setText(KEPT)
        ui.done_icon.set_icon("circle-check", "good")
        set_icon(ui.file_button, "folder-open", "primary", 16)
        ui.passphrase.set_text(typed)
        self._step = self._doing = ""
        self._lines: list[BackupLine] = []
        self._connect()
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.model.look()
        self.ui.passphrase.setFocus()

    def _connect(self) -> None:
        ui, model = self.ui, self.model
        ui.list.current_changed.connect(lambda path: model.choose(Path(path)))
        ui.file_button.clicked.connect(self._choose_file)
        ui.passphrase.returned.connect(self._check)
        ui.check_button.clicked.connect(self._check)
        for button in (ui.leave_button, ui.other_button):
            button.clicked.connect(model.go_back)
        ui.put_button.clicked.connect(model.put_back)
        ui.open_button.clicked.connect(model.open)
        ui.progress.cancelled.connect(model.stop)
        model.changed.connect(self._show)
        model.moved.connect(self._move)

    def _check(self) -> None:
        self.model.check(self.ui.passphrase.text())

    def _choose_file(self) -> None:
        start = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.HomeLocation)
        chosen, _ = QFileDialog.getOpenFileName(self, "Choose the file of a backup", start, "Backups (*.db)")
        if chosen:
            self.model.choose_file(Path(chosen))

    def _show(self) -> None:
        ui, model = self.ui, self.model
        for page, step in ((ui.choose_page, CHOOSE), (ui.decide_page, DECIDE), (ui.done_page, DONE)):
            page.setVisible(model.step == step)
            page.setEnabled(not model.doing)
        ui.lead.setText(LEADS[model.step] or f"For the vault “{model.vault_name}”")
        self._show_list()
        ui.check_button.setEnabled(model.chosen is not None)
        ui.chosen.setText(model.chosen_words)
        ui.loss.setText(f"{model.holds_words}\n{model.loss_words}".strip())
        icon, ink = ("triangle-alert", "warn") if model.loses_something else ("circle-check", "good")
        ui.loss_icon.set_icon(icon, ink)
        ui.done.setText(model.done_words)
        said = str(model.problem) if model.problem else ""
        ui.choose_error.show_error(said if model.step == CHOOSE else "")
        ui.decide_error.show_error(said if model.step == DECIDE else "")
        if model.doing != self._doing:
            self._doing = model.doing
            if model.doing:
                ui.progress.begin(model.doing, can_cancel=model.step == DECIDE)
            else:
                ui.progress.end()
        if model.step != self._step:
            self._step = model.step
            {CHOOSE: ui.passphrase, DECIDE: ui.put_button, DONE: ui.open_button}[model.step].setFocus()

    def _show_list(self) -> None:
        ui, model = self.ui, self.model
        lines = model.lines
        if lines != self._lines:
            self._lines = lines
            ui.list.set_rows([backup_row(line) for line in lines])
        if model.chosen is not None:
            ui.list.select(str(model.chosen.made.path))
        is_known = model.choices is not None
        ui.list.setVisible(bool(lines))
        ui.none.setVisible(is_known and not lines)

    def _move(self, _what: str, done: int, of_all: int) -> None:
        self.ui.progress.step(done, of_all)
