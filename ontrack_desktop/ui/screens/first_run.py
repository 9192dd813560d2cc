"""A vault of one's own: passphrase, recovery sheet, name, each a step of its own."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QSizePolicy, QWidget

from ontrack_desktop.ui.forms.first_run import Ui_FirstRunScreen
from ontrack_desktop.ui.icons import set_icon
from ontrack_desktop.ui.screens.new_passphrase import NewPassphraseScreen
from ontrack_desktop.ui.screens.recovery_sheet import RecoverySheetScreen
from ontrack_desktop.ui.widgets.logo import Logo
from ontrack_desktop.ui.widgets.plain_label import plain_tip
from ontrack_desktop.viewmodels.first_run import PASSPHRASE, SHEET, YOU, FirstRunModel

PLACE_WIDTH = 160  # px, before the window was laid out
RENEWED = "renewed"  # the words of the sheet's step after a recovery
WORDS = {
    PASSPHRASE: (
        "Choose a passphrase",
        "Everything you write is encrypted with it. Nobody can look it up; the next step makes a sheet for the day "
        "you forget it.",
    ),
    SHEET: (
        "Keep the recovery sheet",
        "One page with a code that opens the vault without the passphrase. There is no other copy of it: save it, "
        "print it, and lock it away where the laptop is not.",
    ),
    RENEWED: (
        "Keep the new recovery sheet",
        "The vault is open, and the code that you used is spent. Here is a new one: save it, print it, and lock it "
        "away where the laptop is not.",
    ),
    YOU: ("Who are you?", "Your name stands beside what you write, and on what you print."),
}


class FirstRunScreen(QWidget):
    """Shows a `FirstRunModel`, one step at a time."""

    def __init__(self, model: FirstRunModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.ui = Ui_FirstRunScreen()
        self.ui.setupUi(self)
        ui = self.ui
        ui.logo_place.addWidget(Logo(large=True))
        self.new_passphrase = NewPassphraseScreen(model.new_passphrase)
        ui.new_place.addWidget(self.new_passphrase)
        self.sheet: RecoverySheetScreen | None = None
        ui.name_error.set_editor(ui.vault_name)
        ui.place_error.set_editor(ui.place_button)
        ui.your_name_error.set_editor(ui.your_name)
        ui.your_role_error.set_editor(ui.your_role)
        ui.vault_name.setText(model.vault_name)
        set_icon(ui.open_button, "folder-open", "primary", 16)
        set_icon(ui.demo_button, "compass", "primary", 16)
        ui.demo_button.setVisible(model.setup.try_demo is not None)
        ui.place.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._connect()
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._take_focus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_place()

    def _connect(self) -> None:
        ui, model = self.ui, self.model
        ui.vault_name.textEdited.connect(model.put_vault_name)
        ui.place_button.clicked.connect(self._choose_place)
        ui.create_button.clicked.connect(self._create)
        ui.vault_name.returnPressed.connect(self._create)
        self.new_passphrase.returned.connect(self._create)
        ui.open_button.clicked.connect(self._open_vault)
        ui.demo_button.clicked.connect(model.try_demo)
        ui.your_name.returnPressed.connect(ui.your_role.setFocus)
        ui.your_role.returnPressed.connect(self._introduce)
        ui.finish_button.clicked.connect(self._introduce)
        model.changed.connect(self._show)
        model.step_changed.connect(lambda _step: self._take_focus())

    def _create(self) -> None:
        self.model.create()
        if self.model.new_passphrase.problems:
            self.new_passphrase.focus_problem()

    def _introduce(self) -> None:
        self.model.introduce(self.ui.your_name.text(), self.ui.your_role.text())
        if "name" in self.model.problems:
            self.ui.your_name.setFocus()

    def _choose_place(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Keep the vault in", str(self.model.place or Path.home()))
        if chosen:
            self.model.put_place(Path(chosen))

    def _open_vault(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        chosen = QFileDialog.getExistingDirectory(self, "Open a vault: choose its folder, NAME.ontrack", folder)
        if chosen:
            self.model.setup.open_vault(Path(chosen))

    def _show(self) -> None:
        ui, model = self.ui, self.model
        renewed = model.step == SHEET and PASSPHRASE not in model.steps
        heading, lead = WORDS[RENEWED if renewed else model.step]
        ui.heading.setText(heading)
        ui.lead.setText(lead)
        ui.progress_words.setText(model.progress)
        if model.sheet is not None and self.sheet is None:
            self.sheet = RecoverySheetScreen(model.sheet)
            ui.sheet_place.addWidget(self.sheet)
        for step, page in ((PASSPHRASE, ui.passphrase_step), (SHEET, ui.sheet_step), (YOU, ui.you_step)):
            page.setVisible(step == model.step)
            page.setEnabled(not model.is_busy)
        ui.problem.show_error(str(model.problem) if model.problem else "")
        ui.name_error.show_error(model.problems.get("vault_name", ""))
        ui.place_error.show_error(model.problems.get("place", ""))
        ui.your_name_error.show_error(model.problems.get("name", ""))
        ui.your_role_error.show_error(model.problems.get("role", ""))
        self._show_place()
        if model.is_busy and model.doing:
            ui.progress.begin(model.doing, can_cancel=False)
        else:
            ui.progress.end()

    def _show_place(self) -> None:
        """The end of the path says where it is: the beginning is cut when there is no room."""
        place = self.ui.place
        path = str(self.model.place or "")
        room = max(place.width(), PLACE_WIDTH)
        place.setText(QFontMetrics(place.font()).elidedText(path, Qt.TextElideMode.ElideLeft, room))
        place.setToolTip(plain_tip(path))

    def _take_focus(self) -> None:
        match self.model.step:
            case "passphrase":
                self.new_passphrase.setFocus()
            case "sheet":
                if self.sheet is not None:
                    self.sheet.setFocus()
            case _:
                self.ui.your_name.setFocus()
