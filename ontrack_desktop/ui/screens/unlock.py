"""The lock screen: what is safe, the passphrase, the recovery code, and which vault it is."""

from __future__ import annotations

from functools import partial
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from ontrack_desktop.ui.forms.unlock import Ui_UnlockScreen
from ontrack_desktop.ui.icons import set_icon
from ontrack_desktop.ui.widgets.logo import Logo
from ontrack_desktop.viewmodels.trouble import AGAIN, OTHER, RECOVER
from ontrack_desktop.viewmodels.unlock import UnlockModel

if TYPE_CHECKING:
    from ontrack_desktop.ui.screens.new_passphrase import NewPassphraseScreen

OPENING = "Opening the vault"
MENDING = "Mending the vault"


class UnlockScreen(QWidget):
    """Shows an `UnlockModel`. It must be painted at once: only Qt and the look may be imported here."""

    def __init__(self, model: UnlockModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.ui = Ui_UnlockScreen()
        self.ui.setupUi(self)
        ui = self.ui
        ui.logo_place.addWidget(Logo(large=True))
        self.new_passphrase: NewPassphraseScreen | None = None
        self._long = ""
        ui.passphrase_error.set_editor(ui.passphrase)
        ui.code_error.set_editor(ui.code)
        ui.vault_icon.set_icon("hard-drive", "ink_2")
        ui.caps_icon.set_icon("keyboard", "warn", 16)
        ui.warning_icon.set_icon("info", "ink_2", 16)
        set_icon(ui.another_button, "folder-open", "primary", 16)
        ui.caps_words.setText("Caps Lock is on")
        ui.caps_line.hide()
        ui.trouble_icon.set_icon("circle-alert", "alert")
        ui.hint.setText(model.hint)
        ui.hint.setVisible(bool(model.hint))
        self._connect()
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.ui.passphrase.setFocus()

    def _connect(self) -> None:
        ui, model = self.ui, self.model
        ui.passphrase.caps_lock_changed.connect(ui.caps_line.setVisible)
        ui.passphrase.returned.connect(self._unlock)
        ui.unlock_button.clicked.connect(self._unlock)
        ui.recovery_button.clicked.connect(lambda: self._choose_way(recovering=True))
        ui.back_button.clicked.connect(lambda: self._choose_way(recovering=False))
        ui.recover_button.clicked.connect(self._recover)
        ui.another_button.clicked.connect(self._offer_others)
        ui.first_step.clicked.connect(lambda: self._take_step(0))
        ui.second_step.clicked.connect(lambda: self._take_step(1))
        ui.progress.cancelled.connect(model.stop)
        model.changed.connect(self._show)
        model.moved.connect(self._move)

    def _take_step(self, number: int) -> None:
        if self.model.trouble is None:
            return
        what = self.model.trouble.steps[number][0]
        if what == AGAIN:
            self.model.show_trouble(None)
            self._recover() if self.model.is_recovering else self._unlock()
        elif what == RECOVER:
            self._choose_way(recovering=True)
        elif what == OTHER:
            self._choose_folder()
        else:
            self.model.take_step(what)

    def _unlock(self) -> None:
        self.model.unlock(self.ui.passphrase.text())

    def _recover(self) -> None:
        self.model.recover(self.ui.code.text())
        if self.model.problem is not None:
            self.ui.code.setFocus()
        elif self.new_passphrase is not None and self.model.new_passphrase.problems:
            self.new_passphrase.focus_problem()

    def _choose_way(self, *, recovering: bool) -> None:
        if recovering and self.new_passphrase is None:
            self._add_new_passphrase()
        self.model.choose_way(recovering=recovering)
        (self.ui.code if recovering else self.ui.passphrase).setFocus()

    def _add_new_passphrase(self) -> None:
        # late: few people ever need it, and everybody waits for the lock screen
        from ontrack_desktop.ui.screens.new_passphrase import NewPassphraseScreen

        part = NewPassphraseScreen(self.model.new_passphrase)
        self.ui.new_place.addWidget(part)
        self.ui.code.returnPressed.connect(part.setFocus)
        part.returned.connect(self._recover)
        self.new_passphrase = part

    def _offer_others(self) -> None:
        """The vaults that were opened here, and any other."""
        if not self.model.others:
            self._choose_folder()
            return
        menu = QMenu(self)
        for other in self.model.others:
            menu.addAction(other.stem, partial(self.model.vault_chosen.emit, other))
        menu.addSeparator()
        menu.addAction("Open another folder", self._choose_folder)
        menu.popup(self.ui.another_button.mapToGlobal(self.ui.another_button.rect().bottomLeft()))

    def _choose_folder(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        chosen = QFileDialog.getExistingDirectory(self, "Open a vault: choose its folder, NAME.ontrack", folder)
        if chosen:
            self.model.vault_chosen.emit(Path(chosen))

    def _show(self) -> None:
        ui, model = self.ui, self.model
        was_busy = not ui.passphrase.isEnabled()
        ui.heading.setText(model.heading)
        ui.lead.setText(model.lead)
        ui.lead.setVisible(bool(model.lead) and model.trouble is None)
        ui.passphrase_page.setVisible(not model.is_recovering and model.trouble is None)
        ui.recovery_page.setVisible(model.is_recovering and model.trouble is None)
        self._show_trouble()
        ui.vault_name.setText(model.vault_name)
        ui.vault_line.setText(model.vault_line)
        ui.vault_line.setVisible(bool(model.vault_line))
        ui.warning.setText(model.warning)
        ui.warning_line.setVisible(bool(model.warning))
        for widget in (ui.passphrase, ui.code, ui.recovery_button, ui.back_button, ui.another_button):
            widget.setEnabled(not model.is_busy)
        if self.new_passphrase is not None:
            self.new_passphrase.setEnabled(not model.is_busy)
        ui.unlock_button.setEnabled(model.can_try)
        ui.recover_button.setEnabled(not model.is_busy)
        self._show_progress()
        self._show_problem()
        if was_busy and not model.is_busy and model.trouble is None:
            field = ui.code if model.is_recovering else ui.passphrase
            field.setFocus()
            (ui.code if model.is_recovering else ui.passphrase.line).selectAll()

    def _show_trouble(self) -> None:
        ui, trouble = self.ui, self.model.trouble
        was_shown = not ui.trouble_page.isHidden()
        ui.trouble_page.setVisible(trouble is not None)
        ui.trouble_page.setEnabled(not self.model.is_busy)
        if trouble is None:
            return
        ui.trouble_sentence.setText(trouble.sentence)
        ui.trouble_next.setText(trouble.next_step)
        for button, step in zip_longest((ui.first_step, ui.second_step), trouble.steps):
            button.setVisible(step is not None)
            if step is not None:
                button.setText(step[1])
                button.setAccessibleName(step[1].replace("&", ""))
        if not was_shown:
            ui.first_step.setFocus()

    def _move(self, what: str, done: int, of_all: int) -> None:
        """Opening takes long, because the vault has to be made ready: say so, and let the person stop it."""
        if what != self._long:
            self._long = what
            self.ui.progress.begin(what)
        self.ui.progress.step(done, of_all)

    def _show_progress(self) -> None:
        self._long = ""
        if self.model.is_busy:
            self.ui.progress.begin(MENDING if self.model.trouble else OPENING, can_cancel=False)
        else:
            self.ui.progress.end()

    def _show_problem(self) -> None:
        ui, model = self.ui, self.model
        said = str(model.problem) if model.problem else ""
        if model.seconds_to_wait and not model.is_recovering:
            seconds = "1 second" if model.seconds_to_wait == 1 else f"{model.seconds_to_wait} seconds"
            said = f"There were several wrong tries. You can try again in {seconds}."
        ui.passphrase_error.show_error("" if model.is_recovering else said)
        ui.code_error.show_error(said if model.is_recovering else "")
