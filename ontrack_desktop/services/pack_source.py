"""What the parts of a pack read from: one pupil's record as one reader may see it (DOMAIN 4.2)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TypeVar

from ontrack_desktop.domain.cases import Case
from ontrack_desktop.domain.choices import Audience
from ontrack_desktop.domain.meetings import Invitee, Meeting
from ontrack_desktop.domain.notes import Quote
from ontrack_desktop.domain.people import Pupil, Worker
from ontrack_desktop.domain.record import Casework
from ontrack_desktop.domain.when import day_of, local
from ontrack_desktop.reports import content as paper
from ontrack_desktop.store.filters import Where

from . import meetings, sharing
from .progress import progress
from .workspace import Reader

MARKING = "OFFICIAL-SENSITIVE"
LOOK_BACK = timedelta(days=120)
"""How far a first pack looks back: about a term."""

C = TypeVar("C", bound=Casework)


class PackSource:
    """One pupil's record for one reader of one meeting. Every list of casework comes through `all_of`."""

    def __init__(self, read: Reader, meeting: Meeting, invitee: Invitee, case: Case, now: datetime) -> None:
        self.read = read
        self.meeting = meeting
        self.invitee = invitee
        self.case = case
        self.now = now
        self.pupil = read.get(Pupil, meeting.pupil_ids[0])
        self.today = day_of(meeting.at)
        last = meetings.last_meeting(read, pupil_id=self.pupil.id, before=meeting.at)
        self.last_met = day_of(last.at) if last else None
        self.since = self.last_met or self.today - LOOK_BACK
        self.progress = progress(read, pupil_id=self.pupil.id, today=self.today)
        self.worker = read.maybe(Worker, case.designated_worker_id)
        self.quotes = [quote for quote in self.all_of(Quote) if quote.may_be_shared()]

    def may_see(self, record: Casework) -> bool:
        return sharing.is_for(record, self.invitee.audience)

    def all_of(self, record_class: type[C], *where: Where, limit: int | None = None) -> list[C]:
        """The pupil's records of a kind that this reader may see, the newest first."""
        found = self.read.about(record_class, self.pupil.id, *where, limit=limit)
        return [record for record in found if self.may_see(record)]

    def frame(self) -> paper.PageFrame:
        return paper.PageFrame(
            marking=MARKING, case_reference=self.case.reference, initials=self.pupil.initials,
            recipient=recipient_line(self.invitee), printed_at=local(self.now),
            ledger_head=self.read.head().mark(),
        )


def recipient_line(invitee: Invitee) -> str:
    """Who a copy is for, as its head and the register say it."""
    organisation = f", {invitee.organisation}" if invitee.organisation else ""
    return f"{recipient_name(invitee)}{organisation}"


def recipient_name(invitee: Invitee) -> str:
    """"Mr Patel (SENCO)"; the family's roles need no saying."""
    role = f" ({invitee.role})" if invitee.role and invitee.audience is not Audience.FAMILY else ""
    return f"{invitee.name}{role}"
