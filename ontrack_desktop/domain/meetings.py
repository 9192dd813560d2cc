"""Meetings, the chronology they read, and the register of what was shared with whom (DOMAIN 4)."""

from __future__ import annotations

from typing import Annotated, ClassVar, Self
from uuid import UUID

from pydantic import model_validator

from .choices import Attendance, Audience, Impact, MeetingType, Precision, SharingBasis
from .fields import Code, Day, FilledLine, FilledText, Line, Link, Moment, Text
from .record import Casework
from .value import Value


class Invitee(Value):
    """Somebody asked to a meeting, whose copy it is, why they may have it, and how they answered."""

    name: FilledLine
    role: Line = ""
    organisation: Line = ""
    audience: Audience
    person_id: UUID | None = None
    professional_id: UUID | None = None
    attendance: Attendance = Attendance.INVITED
    report_received: bool = False
    gets_copy: bool = True
    basis: SharingBasis | None = None
    """Why they may have a copy where it is not consent, with the reason in somebody's words."""
    reason: Line = ""


class Ask(Value):
    """What is asked of somebody at the meeting: a verb first, of whom, by when."""

    what: FilledLine
    why: Line = ""
    of_whom: Line = ""
    by: Day | None = None


class Decision(Value):
    """What was decided, by whom, and who saw it differently."""

    text: FilledText
    by_whom: Line = ""
    dissent: Line = ""


class Meeting(Casework):
    """A meeting about a pupil: built before, minuted after."""

    kind: ClassVar[str] = "meeting"
    noun: ClassVar[str] = "meeting"

    meeting_type: MeetingType
    at: Moment
    ends_at: Moment | None = None
    place: Line = ""
    chair: Line = ""
    invitees: tuple[Invitee, ...] = ()
    agenda: Text = ""
    asks: tuple[Ask, ...] = ()
    opening_quote_id: UUID | None = None
    minutes: Text = ""
    decisions: tuple[Decision, ...] = ()
    pupil_present: bool = False
    next_at: Moment | None = None

    def label(self) -> str:
        return self.meeting_type.label


class ChronologyEntry(Casework):
    """A significant event, curated by hand: what happened, its source, what it meant, the response."""

    kind: ClassVar[str] = "chronology"
    noun: ClassVar[str] = "chronology entry"

    on: Day
    precision: Precision = Precision.DAY
    event: FilledText
    source: FilledLine
    impact: Impact = Impact.NEUTRAL
    impact_text: Line = ""
    response: Line = ""
    promoted_from_id: Annotated[UUID | None, Link("source")] = None

    def label(self) -> str:
        return self.event


class Consent(Casework):
    """Somebody's agreement to share, as a recorded event: what for, with whom, until when, withdrawn when."""

    kind: ClassVar[str] = "consent"
    noun: ClassVar[str] = "consent"

    given_by: FilledLine
    purpose: FilledLine
    recipient: FilledLine
    agency_id: Annotated[UUID | None, Link("agency")] = None
    professional_id: Annotated[UUID | None, Link("professional")] = None
    given_on: Day
    until: Day | None = None
    withdrawn_on: Day | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.until and self.until < self.given_on:
            raise ValueError("until: The consent would end before it was given. Check both dates.")
        return self


class Disclosure(Casework):
    """What was shared (or not), which version, with whom, on what basis, and why."""

    kind: ClassVar[str] = "disclosure"
    noun: ClassVar[str] = "disclosure"

    at: Moment
    what: FilledLine
    recipient: FilledLine
    reader: Audience
    basis: SharingBasis
    reason: Text = ""
    meeting_id: Annotated[UUID | None, Link("meeting")] = None
    document_sha256: Code = ""
    pages: int = 0
    ledger_head: Code = ""
    shared: bool = True
