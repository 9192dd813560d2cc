"""The recovery sheet: save it, print it, type two groups back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from ontrack_desktop.ui.forms.recovery_sheet import Ui_RecoverySheetScreen
from ontrack_desktop.ui.icons import set_icon
from ontrack_desktop.ui.theme import restyle
from ontrack_desktop.viewmodels.recovery_sheet import FILE_NAME, RecoverySheetModel

SAVED = (
    "Saved as “{name}”. Print it, put it where you lock things away, and delete the file: whoever has it has the key."
)


class RecoverySheetScreen(QWidget):
    """A part of other screens; the model says when it is done."""

    def __init__(self, model: RecoverySheetModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.ui = Ui_RecoverySheetScreen()
        self.ui.setupUi(self)
        ui = self.ui
        self._fields = (
            (ui.group_1, ui.group_1_label, ui.group_1_error),
            (ui.group_2, ui.group_2_label, ui.group_2_error),
        )
        for number, (field, label, error) in zip(model.asked, self._fields, strict=True):
            label.setText(f"Group &{number}")
            field.setAccessibleName(f"Group {number} of the sheet")
            error.set_editor(field)
            field.returnPressed.connect(self._check)
        set_icon(ui.save_button, "download", "on_primary")
        set_icon(ui.open_button, "printer", "primary")
        ui.saved_icon.set_icon("circle-check", "good")
        ui.save_button.clicked.connect(self._save)
        ui.open_button.clicked.connect(self._open)
        ui.done_button.clicked.connect(self._check)
        model.changed.connect(self._show)
        self.setFocusProxy(ui.save_button)
        self._show()

    def _save(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        offered = str(Path(folder) / FILE_NAME)
        chosen, _ = QFileDialog.getSaveFileName(self, "Save the recovery sheet", offered, "PDF (*.pdf)")
        if chosen:
            path = Path(chosen)
            self.model.save(path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf"))

    def _open(self) -> None:
        if self.model.saved_to is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.model.saved_to)))

    def _check(self) -> None:
        if not self.model.check([field.text() for field, _, _ in self._fields]):
            self._fields[min(self.model.problems)][0].setFocus()

    def _show(self) -> None:
        model, ui = self.model, self.ui
        was_saved = model.saved_to is not None
        first_time = was_saved and ui.check.isHidden()
        ui.saved_line.setVisible(was_saved)
        ui.open_button.setVisible(was_saved)
        ui.check.setVisible(was_saved)
        if model.saved_to is not None:
            ui.saved_words.setText(SAVED.format(name=model.saved_to.name))
        # one main action at a time
        restyle(ui.save_button, role="" if was_saved else "primary")
        set_icon(ui.save_button, "download", "ink" if was_saved else "on_primary")
        ui.save_button.setEnabled(not model.is_busy)
        ui.done_button.setEnabled(not model.is_busy)
        ui.save_error.show_error(model.save_problem)
        for place, (_, _, error) in enumerate(self._fields):
            error.show_error(model.problems.get(place, ""))
        if first_time:
            ui.group_1.setFocus()
