"""The lower edge of the builder: save, print, lock the copies, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.ui.forms.meeting import Ui_MeetingScreen
from ontrack_desktop.ui.icons import set_icon
from ontrack_desktop.ui.printing import ask_and_print
from ontrack_desktop.viewmodels.meeting_copies import CopiesModel, Paper, Saved

ICONS = {"good": "circle-check", "warn": "triangle-alert", "alert": "circle-alert"}


class GivingBar(QObject):
    """Connects the bar of `ui` with the copies."""

    def __init__(self, ui: Ui_MeetingScreen, copies: CopiesModel, screen: QWidget) -> None:
        super().__init__(screen)
        self.ui = ui
        self.copies = copies
        self.screen = screen
        self.folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        self._again: Callable[[], None] = lambda: None
        set_icon(ui.give_button, "files", "on_primary")
        set_icon(ui.print_button, "printer", "ink")
        set_icon(ui.lock_button, "key-round", "ink")
        set_icon(ui.folder_button, "folder-open", "ink", 16)
        set_icon(ui.close_button, "x", "ink_2", 16)
        self.menu = QMenu(ui.print_button)
        self.all_action = self.menu.addAction("")
        self.one_action = self.menu.addAction("")
        ui.print_button.setMenu(self.menu)
        self._connect()
        self.begin()

    def begin(self) -> None:
        """Another meeting is there: nothing was given yet."""
        self.ui.result.hide()
        self.ui.progress.end()
        self.ui.lock_button.setChecked(False)
        self.ui.lock_panel.hide()
        self.show_model()

    def show_model(self) -> None:
        """How many copies there are, and whose."""
        count = self.copies.meeting.copies()
        locked = self.ui.lock_button.isChecked()
        kind = "locked &copies" if locked else "&copies"
        words = f"Save {count} {kind}" if count != 1 else f"Save the {'locked ' if locked else ''}&copy"
        self.ui.give_button.setText(words)
        self.ui.give_button.setEnabled(count > 0)
        self.ui.print_button.setEnabled(count > 0)
        self.all_action.setText(f"All {count} copies")
        self.one_action.setText(self.copies.name_of(self.copies.chosen))
        self.ui.hint.setText(f"Who got what is in {self.copies.meeting.pupil_name}’s record")

    def _connect(self) -> None:
        ui, copies = self.ui, self.copies
        ui.give_button.clicked.connect(self._save)
        ui.lock_button.toggled.connect(self._lock)
        ui.another_button.clicked.connect(lambda: ui.passphrase.setText(copies.suggest()))
        ui.folder_button.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.folder))))
        ui.despite_button.clicked.connect(lambda: self._again())
        ui.close_button.clicked.connect(ui.result.hide)
        ui.progress.cancelled.connect(copies.cancel)
        self.all_action.triggered.connect(lambda: copies.prepare_print())
        self.one_action.triggered.connect(lambda: copies.prepare_print(only_chosen=True))
        copies.working.connect(self._show_work)
        copies.rested.connect(ui.progress.end)
        copies.saved.connect(self._saved)
        copies.to_print.connect(self._print)
        copies.names_found.connect(self._ask_about_names)
        copies.refused.connect(lambda error: self._tell(str(error), "alert"))

    def _save(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self.screen, "Where to save the copies", str(self.folder))
        if chosen:
            self.folder = Path(chosen)
            self.copies.passphrase = self.ui.passphrase.text() if self.ui.lock_button.isChecked() else ""
            self.copies.save(self.folder)

    def _lock(self, on: bool) -> None:
        self.ui.lock_panel.setVisible(on)
        self.ui.passphrase.setText(self.copies.suggest() if on else "")
        if on:
            self.ui.passphrase.setFocus()
        self.show_model()

    def _print(self, papers: list[Paper]) -> None:
        try:
            if ask_and_print([paper.document for paper in papers], self.screen):
                self.copies.printed(papers)
                self._tell("Printed, and entered." if len(papers) == 1 else f"{len(papers)} copies printed.", "good")
        except OnTrackError as error:
            self._tell(str(error), "alert")

    def _show_work(self, done: int, total: int) -> None:
        self.ui.result.hide()
        if done == 0:
            self.ui.progress.begin("Drawing the copies" if total != 1 else "Drawing the copy")
        self.ui.progress.step(done, max(total, 1))

    def _saved(self, saved: Saved) -> None:
        count = len(saved.names)
        said = "1 copy is" if count == 1 else f"{count} copies are"
        lock = " They open with the passphrase." if saved.are_locked else ""
        self.ui.lock_button.setChecked(False)
        self._tell(f"{said} in {saved.folder}.{lock}", "good", folder=True)
        self.ui.folder_button.setFocus()

    def _ask_about_names(self, names: list[str], again: Callable[[], None]) -> None:
        self._again = again
        who = " and ".join(names) if len(names) < 3 else f"{', '.join(names[:2])} and {len(names) - 2} more"
        one = len(names) == 1
        self._tell(
            f"{who}, {'another child, is' if one else 'other children, are'} named in a copy. Nothing was given. "
            "Change who may see those words, or leave them out.", "warn", despite=True,
        )

    def _tell(self, sentence: str, tone: str, *, folder: bool = False, despite: bool = False) -> None:
        ui = self.ui
        ui.result_icon.set_icon(ICONS[tone], tone)
        ui.result_words.setText(sentence)
        ui.result.setAccessibleName(sentence)
        ui.folder_button.setVisible(folder)
        ui.despite_button.setVisible(despite)
        ui.result.show()
