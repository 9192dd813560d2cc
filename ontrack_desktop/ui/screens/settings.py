"""The settings page: cards for the look, for locking, for the ways into the vault, and for who has one."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QWidget

from ontrack_desktop.domain.people import initials
from ontrack_desktop.system.settings import help_of, label_of
from ontrack_desktop.ui import capture
from ontrack_desktop.ui.forms.settings import Ui_SettingsScreen
from ontrack_desktop.ui.icons import set_icon
from ontrack_desktop.ui.navigator import Navigator
from ontrack_desktop.ui.screens.backups import BackupsScreen
from ontrack_desktop.ui.screens.new_passphrase import NewPassphraseScreen
from ontrack_desktop.ui.screens.recovery_sheet import RecoverySheetScreen
from ontrack_desktop.ui.screens.vault_check import VaultCheckScreen
from ontrack_desktop.ui.widgets.colleague_line import ColleagueLine
from ontrack_desktop.ui.widgets.placing import stack
from ontrack_desktop.viewmodels.settings import COLLEAGUE, PASSPHRASE, SHEET, SettingsModel

NARROW_BELOW = 860
NO_CAPTURE = "On this system a program cannot keep its window out of screenshots and screen sharing. F9 hides it."
BEFORE_SHEET = (
    "From the moment a new sheet is made, the old one opens nothing. Have a printer or a USB stick at hand."
)
WITH_SHEET = "This is the new sheet. The old one opens nothing from now on."


class SettingsScreen(QWidget):
    """Shows a `SettingsModel`. What is chosen holds at once; there is nothing to save."""

    def __init__(self, model: SettingsModel, navigator: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.ui = Ui_SettingsScreen()
        self.ui.setupUi(self)
        ui = self.ui
        # two places ask for a new passphrase; only one is open at a time, so both show the one model
        self.new_passphrase = NewPassphraseScreen(model.new_passphrase)
        self.their_passphrase = NewPassphraseScreen(model.new_passphrase)
        ui.new_place.addWidget(self.new_passphrase)
        ui.colleague_new_place.addWidget(self.their_passphrase)
        self.backups = BackupsScreen(model.backups)
        ui.backups_place.addWidget(self.backups)
        self.vault_check = VaultCheckScreen(model.backups.check, navigator)
        ui.check_place.addWidget(self.vault_check)
        self._sheet: RecoverySheetScreen | None = None
        self._lines: list[ColleagueLine] = []
        self._dress()
        self._connect(navigator)
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.model.reload()

    def show_backups(self) -> None:
        """Bring the card of backups into sight."""
        self.ui.scroll.ensureWidgetVisible(self.ui.backups_card)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        stack(self.ui.columns, when=self.width() < NARROW_BELOW)

    def _dress(self) -> None:
        ui = self.ui
        ui.theme_label.setText(label_of("theme"))
        ui.size_label.setText(label_of("text_size"))
        ui.idle_minutes.lineEdit().setTextMargins(10, 0, 0, 0)  # padding in a style sheet does not reach into it
        ui.idle_label.setText(label_of("idle_minutes"))
        ui.idle_help.setText(help_of("idle_minutes"))
        ui.capture.setVisible(capture.IS_POSSIBLE)
        ui.capture_help.setText(help_of("hides_from_capture") if capture.IS_POSSIBLE else NO_CAPTURE)
        self._themes = QButtonGroup(self)
        self._theme_buttons = {
            "system": ui.theme_system, "light": ui.theme_light, "dark": ui.theme_dark, "contrast": ui.theme_contrast,
        }  # fmt: skip
        self._sizes = QButtonGroup(self)
        self._size_buttons = {100: ui.size_100, 125: ui.size_125, 150: ui.size_150, 200: ui.size_200}
        for group, buttons in ((self._themes, self._theme_buttons), (self._sizes, self._size_buttons)):
            for button in buttons.values():
                group.addButton(button)
                button.setAccessibleName(button.text().replace("&", ""))
        for error, editor in (
            (ui.current_error, ui.current), (ui.colleague_name_error, ui.colleague_name),
        ):  # fmt: skip
            error.set_editor(editor)
        set_icon(ui.passphrase_button, "key-round", "ink", 16)
        set_icon(ui.sheet_button, "file-text", "ink", 16)
        set_icon(ui.colleague_button, "user-plus", "ink", 16)

    def _connect(self, navigator: Navigator) -> None:
        ui, model = self.ui, self.model
        for theme, button in self._theme_buttons.items():
            button.clicked.connect(lambda _on=False, chosen=theme: model.preferences.change(theme=chosen))
        for size, button in self._size_buttons.items():
            button.clicked.connect(lambda _on=False, chosen=size: model.preferences.change(text_size=chosen))
        ui.idle_minutes.valueChanged.connect(lambda minutes: model.preferences.change(idle_minutes=minutes))
        ui.capture.clicked.connect(lambda on: model.preferences.change(hides_from_capture=on))
        parts = ((ui.passphrase_button, PASSPHRASE), (ui.sheet_button, SHEET), (ui.colleague_button, COLLEAGUE))
        for opening, part in parts:
            opening.clicked.connect(partial(self._begin, part))
        for cancel in (ui.change_cancel, ui.sheet_cancel, ui.colleague_cancel):
            cancel.clicked.connect(partial(self._begin, ""))
        ui.change_button.clicked.connect(self._change)
        self.new_passphrase.returned.connect(self._change)
        ui.sheet_make.clicked.connect(model.make_sheet)
        ui.colleague_add.clicked.connect(self._add)
        self.their_passphrase.returned.connect(self._add)
        model.changed.connect(self._show)
        model.told.connect(navigator.told)

    def _begin(self, part: str, _on: bool = False) -> None:
        self.model.begin(part)
        ui = self.ui
        for field in (ui.current, ui.colleague_name, ui.colleague_role):
            field.clear()
        first = {PASSPHRASE: ui.current, SHEET: ui.sheet_make, COLLEAGUE: ui.colleague_name}
        if part:
            first[part].setFocus()

    def _change(self) -> None:
        self.model.change_passphrase(self.ui.current.text())
        if "current" in self.model.problems:
            self.ui.current.setFocus()

    def _add(self) -> None:
        self.model.add_colleague(self.ui.colleague_name.text(), self.ui.colleague_role.text())
        if "name" in self.model.problems:
            self.ui.colleague_name.setFocus()

    def _show(self) -> None:
        ui, model = self.ui, self.model
        settings = model.preferences.settings
        self._theme_buttons[settings.theme].setChecked(True)
        self._size_buttons[settings.text_size].setChecked(True)
        ui.idle_minutes.setValue(settings.idle_minutes)
        ui.capture.setChecked(settings.hides_from_capture)
        ui.protection.setText(model.protection)
        ui.vault_name.setText(model.vault_name)
        ui.vault_folder.setText(model.vault_folder)
        ui.about.setText(model.about)
        self._show_parts()
        self._show_people()

    def _show_parts(self) -> None:
        ui, model = self.ui, self.model
        part = model.open_part
        ui.way_buttons.setVisible(part not in (PASSPHRASE, SHEET))
        ui.passphrase_part.setVisible(part == PASSPHRASE)
        ui.sheet_part.setVisible(part == SHEET)
        ui.sheet_ask.setVisible(model.sheet is None)
        ui.sheet_words.setText(BEFORE_SHEET if model.sheet is None else WITH_SHEET)
        ui.people_buttons.setVisible(part != COLLEAGUE)
        ui.colleague_part.setVisible(part == COLLEAGUE)
        ui.colleague_fields.setVisible(model.sheet is None)
        for widget in (ui.passphrase_part, ui.sheet_ask, ui.colleague_fields):
            widget.setEnabled(not model.is_busy)
        self._show_sheet()
        said = str(model.problem) if model.problem else ""
        at_people = part == COLLEAGUE or not part
        ui.way_problem.show_error("" if at_people else said)
        ui.people_problem.show_error(said if at_people else "")
        ui.current_error.show_error(model.problems.get("current", ""))
        ui.colleague_name_error.show_error(model.problems.get("name", ""))
        for line, is_here in ((ui.way_progress, not at_people), (ui.people_progress, at_people)):
            if model.is_busy and is_here:
                line.begin("Making the key", can_cancel=False)
            else:
                line.end()

    def _show_sheet(self) -> None:
        model = self.model
        if self._sheet is not None and self._sheet.model is not model.sheet:
            self._sheet.hide()
            self._sheet.deleteLater()
            self._sheet = None
        if model.sheet is not None and self._sheet is None:
            self._sheet = RecoverySheetScreen(model.sheet)
            place = self.ui.colleague_sheet_place if model.open_part == COLLEAGUE else self.ui.sheet_place
            place.addWidget(self._sheet)
            self._sheet.setFocus()

    def _show_people(self) -> None:
        if [line.property("worker_id") for line in self._lines] == [str(worker.id) for worker in self.model.people]:
            return
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self._lines = []
        for worker in self.model.people:
            line = ColleagueLine(
                name=worker.name, role=worker.role, initials=initials(worker.name),
                is_self=worker.id == self.model.desk.worker.id,
            )  # fmt: skip
            line.setProperty("worker_id", str(worker.id))
            line.removed.connect(partial(self.model.remove_colleague, worker))
            self.ui.people_place.addWidget(line)
            self._lines.append(line)
