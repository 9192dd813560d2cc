"""The ways out when a vault does not open as it should: a backup is put back, or what can be read is saved."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ontrack_desktop.ui.frame import Frame
from ontrack_desktop.ui.lock_watch import LockWatch
from ontrack_desktop.ui.screens.unlock import UnlockScreen
from ontrack_desktop.viewmodels.preferences import Preferences
from ontrack_desktop.viewmodels.vault_doors import VaultDoors

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from ontrack_desktop.ui.screens.restore import RestoreScreen
    from ontrack_desktop.ui.screens.salvage import SalvageScreen
    from ontrack_desktop.viewmodels.restore import RestoreModel
    from ontrack_desktop.viewmodels.salvage import SalvageModel


class Rescue(QObject):
    """Shows one of the two screens in the frame; whatever is open of the vault is closed before."""

    left = Signal(object)
    """Signal(Path): back to the lock screen of this vault."""
    open_wanted = Signal(object, str)
    """Signal(Path, str): open this vault with this passphrase."""

    def __init__(
        self, frame: Frame, doors: VaultDoors, preferences: Preferences, watch: LockWatch,
        clock: Callable[[], datetime], parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._frame, self._doors, self._preferences, self._watch = frame, doors, preferences, watch
        self._clock = clock
        self._model: RestoreModel | SalvageModel | None = None

    def show_backups(self, folder: Path) -> None:
        """Offer the backups of this vault."""
        from ontrack_desktop.ui.screens.restore import RestoreScreen
        from ontrack_desktop.viewmodels.restore import RestoreModel

        typed = self._begin()
        chosen = self._preferences.settings.backup_target
        model = RestoreModel(folder, self._clock, second_place=Path(chosen) if chosen else None)
        model.open_wanted.connect(lambda passphrase: self._open(folder, passphrase))
        self._show(model, RestoreScreen(model, typed), folder)

    def show_salvage(self, folder: Path) -> None:
        """Offer to save what can be read of this vault."""
        from ontrack_desktop.ui.screens.salvage import SalvageScreen
        from ontrack_desktop.viewmodels.salvage import SalvageModel

        typed = self._begin()
        model = SalvageModel(folder, self._clock)
        model.open_wanted.connect(self._open)
        self._show(model, SalvageScreen(model, typed), folder)

    def close(self) -> None:
        """Stop what is under way, and give the vault back."""
        model, self._model = self._model, None
        if model is not None:
            model.close()

    def _begin(self) -> str:
        """The passphrase that was typed on the lock screen; once is enough."""
        before = self._frame.centralWidget()
        self._doors.close()
        return before.ui.passphrase.text() if isinstance(before, UnlockScreen) else ""

    def _show(self, model: RestoreModel | SalvageModel, screen: RestoreScreen | SalvageScreen, folder: Path) -> None:
        self._model = model
        model.left.connect(lambda: self._leave(folder))
        model.changed.connect(self._guard)
        model.fault.connect(self._doors.fault)
        model.setParent(screen)
        self._frame.show_screen(screen)

    def _guard(self) -> None:
        """From the moment that the key is here there is something to lock, but not while it is at work."""
        if self._model is not None and self._model.holds_the_key and not self._model.doing:
            self._watch.start()
        else:
            self._watch.stop()

    def _leave(self, folder: Path) -> None:
        self._watch.stop()
        self.close()
        self.left.emit(folder)

    def _open(self, folder: Path, passphrase: str) -> None:
        self._watch.stop()
        self.close()
        self.open_wanted.emit(folder, passphrase)
