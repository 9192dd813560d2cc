"""What every view-model is given: the background, the clock, and who is working."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ontrack_desktop.domain.people import Worker
from ontrack_desktop.domain.when import day_of
from ontrack_desktop.services.workspace import Clock, fresh_id

from .background import Background


@dataclass(frozen=True)
class Desk:
    """One worker at work in one unlocked vault."""

    background: Background
    clock: Clock
    worker: Worker

    def now(self) -> datetime:
        return self.clock()

    def today(self) -> date:
        return day_of(self.clock())

    def fresh_id(self) -> UUID:
        """An id for a record that is about to be written."""
        return fresh_id(self.clock())
