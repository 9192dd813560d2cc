"""The settings as they hold now; whoever depends on one listens to `changed`."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from ontrack_desktop.services import preferences

from .errands import Errands


class Preferences(QObject):
    """Holds at once; written to `folder` a moment later."""

    changed = Signal()
    refused = Signal(object)
    """Signal(OnTrackError): they could not be written, and hold until the program ends."""

    def __init__(self, folder: Path, errands: Errands, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._errands = errands
        self.settings = preferences.load(folder)

    def change(self, **values: Any) -> None:
        """Choose something else."""
        self._hold(replace(self.settings, **values))

    def remember_vault(self, vault: Path) -> None:
        """This vault was opened last."""
        self._hold(self.settings.with_vault(vault))

    def _hold(self, settings: preferences.Settings) -> None:
        if settings == self.settings:
            return
        self.settings = settings
        self._errands.run(
            partial(preferences.save, settings, self._folder), lambda _nothing: None, self.refused.emit
        )
        self.changed.emit()
