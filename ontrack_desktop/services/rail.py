"""The numbers beside the pages in the window's rail."""

from __future__ import annotations

from datetime import datetime

from ontrack_desktop.domain.meetings import Meeting
from ontrack_desktop.domain.people import Pupil
from ontrack_desktop.store.filters import at_least

from .workspace import Reader


def counts(read: Reader, *, now: datetime) -> dict[str, int]:
    """Pupils, and meetings to come, by page."""
    return {"pupils": read.count(Pupil), "meetings": read.count(Meeting, at_least("at", now))}
