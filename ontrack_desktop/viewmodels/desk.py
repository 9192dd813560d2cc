"""What every view-model is given: the background, the clock, and who is working."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from PySide6.QtCore import QObject

from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.domain.people import Worker
from ontrack_desktop.domain.when import day_of
from ontrack_desktop.services.workspace import Clock, Command, fresh_id

from .background import Background


@dataclass(frozen=True)
class Desk:
    """One worker at work in one unlocked vault. `refusal` is why nothing can be saved in it; None as a rule."""

    background: Background
    clock: Clock
    worker: Worker
    refusal: OnTrackError | None = None

    def now(self) -> datetime:
        return self.clock()

    def today(self) -> date:
        return day_of(self.clock())

    @property
    def no_paper(self) -> OnTrackError | None:
        """Why no page can be given to anybody; None as a rule."""
        if self.refusal is None:
            return None
        return OnTrackError(
            "No page can be saved or printed: who got it could not be written down in this vault.",
            self.refusal.next_step,
        )

    def enter_look(self, command: Command, *, owner: QObject) -> None:
        """Enter in the ledger that something was looked at. A vault that is open for reading only takes no entry."""
        if self.refusal is None:
            self.background.change(command, owner=owner)

    def fresh_id(self) -> UUID:
        """An id for a record that is about to be written."""
        return fresh_id(self.clock())
