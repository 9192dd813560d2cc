"""The card of backups in Settings: when the last was made, make one, try it, the second place, put one back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from ontrack_desktop.system.settings import help_of, label_of
from ontrack_desktop.ui.forms.backups import Ui_BackupsScreen
from ontrack_desktop.ui.icons import set_icon
from ontrack_desktop.ui.widgets.row_list import Row
from ontrack_desktop.viewmodels.backup_lines import BackupLine
from ontrack_desktop.viewmodels.backups import DOING, BackupsModel

ROWS = 5
NONE_YET = "There is none yet. The first is made by itself, a moment after you unlock."
NONE = "There is none beside this vault."  # and none is made of one that is open for reading only
ICONS = {"good": "shield-check", "warn": "shield-alert"}


class BackupsScreen(QWidget):
    """A part of the settings page; shows a `BackupsModel`."""

    def __init__(self, model: BackupsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.ui = Ui_BackupsScreen()
        self.ui.setupUi(self)
        ui = self.ui
        ui.second_label.setText(label_of("backup_target"))
        ui.second_help.setText(help_of("backup_target"))
        ui.list.most_rows = ROWS
        ui.list.setCursor(Qt.CursorShape.ArrowCursor)  # it is there to be read
        ui.problem.set_editor(ui.make_button)
        set_icon(ui.make_button, "shield-check", "ink", 16)
        set_icon(ui.second_choose, "folder-open", "ink", 16)
        set_icon(ui.second_make, "hard-drive", "ink", 16)
        ui.restore_ask.hide()
        self._connect()
        self._show()

    def _connect(self) -> None:
        ui, model = self.ui, self.model
        ui.make_button.clicked.connect(model.make_now)
        ui.try_button.clicked.connect(model.try_newest)
        ui.restore_button.clicked.connect(lambda: self._ask(asked=True))
        ui.restore_cancel.clicked.connect(lambda: self._ask(asked=False))
        ui.restore_go.clicked.connect(model.restore_wanted)
        ui.second_choose.clicked.connect(self._choose)
        ui.second_make.clicked.connect(model.make_elsewhere)
        ui.second_forget.clicked.connect(lambda: model.choose_second_place(None))
        ui.progress.cancelled.connect(model.stop)
        model.changed.connect(self._show)
        model.moved.connect(self._move)

    def _ask(self, *, asked: bool) -> None:
        self.ui.restore_ask.setVisible(asked)
        (self.ui.restore_go if asked else self.ui.restore_button).setFocus()

    def _choose(self) -> None:
        start = str(self.model.second_place or "") or QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.HomeLocation
        )
        chosen = QFileDialog.getExistingDirectory(self, "A second place for backups", start)
        if chosen:
            self.model.choose_second_place(Path(chosen))

    def _show(self) -> None:
        ui, model = self.ui, self.model
        words, tone = model.state_line
        ui.state_words.setText(words)
        ui.state_icon.set_icon(ICONS[tone], tone)
        for widget in (ui.state_icon, ui.state_words):
            widget.setVisible(bool(words))
        for button in (ui.try_button, ui.restore_button):
            button.setEnabled(not model.doing)
        for button in (ui.make_button, ui.second_make, ui.second_choose):
            button.setEnabled(not model.doing and model.desk.refusal is None)
        ui.try_button.setVisible(bool(model.choices))
        ui.problem.show_error(str(model.problem) if model.problem and not model.doing else "")
        if model.doing and ui.progress.isHidden():
            ui.progress.begin(DOING[model.doing])
        elif not model.doing:
            ui.progress.end()
        self._show_second()
        self._show_list(model.lines)

    def _show_second(self) -> None:
        ui, model = self.ui, self.model
        place = model.second_place
        ui.second_place.setText(str(place or ""))
        ui.second_line.setText(model.second_place_line)
        for widget in (ui.second_place, ui.second_line, ui.second_make, ui.second_forget):
            widget.setVisible(place is not None)
        ui.second_choose.setText("Choose another &folder" if place else "Choose a &folder")

    def _show_list(self, lines: list[BackupLine]) -> None:
        ui = self.ui
        ui.list.set_rows([backup_row(line) for line in lines])
        ui.list.setVisible(bool(lines))
        ui.list_none.setText(NONE_YET if self.model.desk.refusal is None else NONE)
        ui.list_none.setVisible(not lines)

    def _move(self, _what: str, done: int, of_all: int) -> None:
        self.ui.progress.step(done, of_all)


def backup_row(line: BackupLine) -> Row:
    """One backup as a row of a list; its id is its path."""
    return Row(
        str(line.made.path), lead=line.when, text=f"{line.size}, {line.place}", icon="archive", icon_ink="ink_3",
        chip=("good", "check", "Checked"), trailing_tip=line.when_full,
    )  # fmt: skip
