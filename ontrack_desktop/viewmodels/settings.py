"""The settings page: how the program looks, when it locks, the ways into this vault, and who has one."""

from __future__ import annotations

import platform
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Signal, qVersion

from ontrack_desktop import __version__
from ontrack_desktop.domain.errors import NotValid, OnTrackError
from ontrack_desktop.domain.people import Worker
from ontrack_desktop.services.open_vault import OpenVault

from .backups import BackupsModel
from .desk import Desk
from .new_passphrase import NewPassphraseModel
from .preferences import Preferences
from .recovery_sheet import RecoverySheetModel
from .vault_sheet import sheet_for

T = TypeVar("T")

PASSPHRASE, SHEET, COLLEAGUE = "passphrase", "sheet", "colleague"
BOUND = "It opens with your passphrase and a part of the key that this computer’s keyring holds."
ALONE = "It opens with your passphrase alone, because this computer has no keyring that can be trusted."
CURRENT_MISSING = "Type the passphrase that you use now."
NAME_MISSING = "Type your colleague’s name."


class SettingsModel(QObject):
    """`open_part` is what a person is doing: PASSPHRASE, SHEET, COLLEAGUE, or "" for none of them."""

    changed = Signal()
    told = Signal(str, str)

    def __init__(
        self, desk: Desk, vault: OpenVault, preferences: Preferences, backups: BackupsModel,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.desk = desk
        self.preferences = preferences
        self.backups = backups
        self._vault = vault
        self.people: tuple[Worker, ...] = ()
        self.open_part = ""
        self.new_passphrase = NewPassphraseModel(self)
        self.sheet: RecoverySheetModel | None = None
        self.is_busy = False
        self.problem: OnTrackError | None = None
        self.problems: dict[str, str] = {}
        """"current", "name", "role": what to put right."""
        preferences.changed.connect(self.changed)

    @property
    def vault_name(self) -> str:
        return self._vault.vault.name

    @property
    def vault_folder(self) -> str:
        return str(self._vault.vault.folder)

    @property
    def protection(self) -> str:
        return BOUND if self._vault.is_bound_to_device else ALONE

    @property
    def about(self) -> str:
        return f"OnTrack Desktop {__version__}, Python {platform.python_version()}, Qt {qVersion()}. MIT licence."

    def reload(self) -> None:
        """Who can open this vault."""
        self.desk.background.compute(self._vault.people, self._show_people, owner=self)

    def begin(self, part: str) -> None:
        """Open one of the parts, or none."""
        self.open_part = part
        self.sheet = None
        self.problem = None
        self.problems = {}
        self.new_passphrase.forget()
        self.new_passphrase.own_words = (self.desk.worker.name, self.vault_name)
        self.changed.emit()

    def change_passphrase(self, current: str) -> None:
        """Replace the passphrase, if the current one is right."""
        self.problems = {} if current else {"current": CURRENT_MISSING}
        if self.new_passphrase.check() and not self.problems:
            self._do(
                partial(self._vault.change_passphrase, current, self.new_passphrase.passphrase),
                lambda _nothing: self._done("Your passphrase is changed."),
            )
        self.changed.emit()

    def make_sheet(self) -> None:
        """A new code; the old sheet opens nothing from now on."""
        self._do(self._vault.new_recovery_code, self._show_sheet)

    def add_colleague(self, name: str, role: str) -> None:
        """Let a colleague in, with the passphrase that they typed."""
        self.problems = {} if name.strip() else {"name": NAME_MISSING}
        if self.new_passphrase.check() and not self.problems:
            work = partial(self._vault.add_person, name.strip(), role.strip(), self.new_passphrase.passphrase)
            self._do(work, self._show_colleagues_sheet)
        self.changed.emit()

    def remove_colleague(self, worker: Worker) -> None:
        """Take away their ways in; what they wrote stays."""
        self._do(
            partial(self._vault.remove_person, worker),
            lambda _nothing: self._done(f"{worker.name} cannot open this vault any more."),
        )

    def _do(self, work: Callable[[], T], then: Callable[[T], None]) -> None:
        if self.is_busy:
            return
        self.is_busy = True
        self.problem = None
        self.changed.emit()
        self.desk.background.compute(work, then, owner=self, failed=self._failed)

    def _done(self, said: str) -> None:
        self.is_busy = False
        self.begin("")
        self.reload()
        self.told.emit(said, "good")

    def _failed(self, error: OnTrackError) -> None:
        self.is_busy = False
        if isinstance(error, NotValid):
            self.problems = error.problems
        else:
            self.problem = error
        self.changed.emit()

    def _show_sheet(self, code: str) -> None:
        self._hold(sheet_for(self.desk.background, self._vault, code, self.desk.clock, self))

    def _show_colleagues_sheet(self, made: tuple[Worker, str]) -> None:
        worker, code = made
        confirm = partial(self._vault.confirm_recovery, worker.id)
        self._hold(sheet_for(self.desk.background, self._vault, code, self.desk.clock, self, confirm=confirm))
        self.reload()

    def _hold(self, sheet: RecoverySheetModel) -> None:
        self.is_busy = False
        self.new_passphrase.forget()
        self.sheet = sheet
        sheet.confirmed.connect(lambda: self._done("The recovery sheet is in order."))
        self.changed.emit()

    def _show_people(self, people: list[Worker]) -> None:
        self.people = tuple(people)
        self.changed.emit()
