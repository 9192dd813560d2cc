"""Before the program locks or closes: cover the casework, keep every form, and go on only when all of it is kept."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.ui.frame import Frame
from ontrack_desktop.ui.window import Window
from ontrack_desktop.viewmodels.form import FormModel
from ontrack_desktop.viewmodels.open_forms import keep_all
from ontrack_desktop.viewmodels.window import noun_of


class Leaving(QObject):
    """`kept` when nothing can be lost any more; `stayed` when a person chose to go back to what was not kept."""

    kept = Signal()
    stayed = Signal()

    def __init__(self, frame: Frame, window: Window, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._frame = frame
        self._window = window

    def begin(self, heading: str) -> None:
        """`heading` says what is going on: "Locking". Dialogs over the casework are closed, as by Escape."""
        for window in QApplication.topLevelWidgets():
            if window is not self._frame and window.isVisible():
                window.close()
        cover = self._frame.cover_up()
        cover.say_keeping(heading)
        cover.again.connect(self._keep)
        cover.back.connect(self._stay)
        self._keep()

    def _keep(self) -> None:
        keep_all(self._window.desk, self._window.forms(), self._answered, owner=self)

    def _answered(self, lost: list[tuple[FormModel, OnTrackError | None]]) -> None:
        if not lost:
            self.kept.emit()
            return
        form, why = lost[0]
        self._frame.cover_up().say_not_kept(noun_of(form), str(why or ""))

    def _stay(self) -> None:
        self._frame.uncover()
        self.stayed.emit()
