"""The rows and lines of what is put on paper: plain data, already selected for its reader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from ontrack_desktop.reports.wording import Precision


@dataclass(frozen=True)
class PageFrame:
    """What stands at the head and foot of every page. `ledger_head` is its mark of eight characters."""

    marking: str
    case_reference: str
    initials: str
    recipient: str
    printed_at: datetime
    ledger_head: str


@dataclass(frozen=True)
class Quotation:
    """Somebody's own words. `voice` is who ("Rosie", "Mum"), `context` what follows the name ("tutor", "at home")."""

    words: str
    voice: str
    said_on: date | None = None
    context: str = ""
    chosen: bool = False  # the child chose these words for the meeting


@dataclass(frozen=True)
class SessionCount:
    """Sessions (half days): attended of possible."""

    attended: int
    possible: int


@dataclass(frozen=True)
class AttendanceBar:
    """One period of attendance. `label` is short ("Aut 1"), `long_label` for the family ("Autumn, first half")."""

    label: str
    attended: int
    possible: int
    is_before: bool = False
    year: str = ""  # "2025/26": neighbours of one year share it
    long_label: str = ""
    note: str = ""


@dataclass(frozen=True)
class AttendanceContent:
    """Attendance before and since the work began, and its periods in order."""

    now: SessionCount
    before: SessionCount | None = None
    bars: tuple[AttendanceBar, ...] = ()


@dataclass(frozen=True)
class SuspensionContent:
    """Sessions lost to suspension, counted from the records."""

    now: int
    before: int | None = None
    last: date | None = None  # the last one since the work began


@dataclass(frozen=True)
class ThrivePoint:
    """One profile of the Thrive Approach: per cent on a strand."""

    on: date
    percent: Decimal


@dataclass(frozen=True)
class ThriveContent:
    """Profiles of one strand in order of date."""

    strand: str
    points: tuple[ThrivePoint, ...]
    scored_by: str = ""


@dataclass(frozen=True)
class GoalRow:
    """A goal in the pupil's own words, rated 0 to 10 by the pupil."""

    goal: str
    now: Decimal | None
    before: Decimal | None = None
    before_on: date | None = None
    now_on: date | None = None


@dataclass(frozen=True)
class AskRow:
    """What is asked of the meeting, verb first. `by` None means today."""

    ask: str
    why: str
    of_whom: str
    by: date | None = None
    for_reader: bool = False


@dataclass(frozen=True)
class CirclePerson:
    """Somebody of the family: known as, and a few words ("lives with", "brother, 8")."""

    name: str
    detail: str = ""


@dataclass(frozen=True)
class AgencyLine:
    """An agency around the child: how often it is there, or since when it is waited for."""

    name: str
    detail: str = ""
    often: Literal["weekly", "half-term", "waiting"] = "half-term"
    waiting_since: date | None = None


AdvocacyState = Literal["raised", "heard", "agreed", "done", "refused", "escalated"]


@dataclass(frozen=True)
class AdvocacyRow:
    """Something that was asked for. `times_again` counts the reminders since."""

    asked_for: str
    of_whom: str
    since: date
    state: AdvocacyState
    outcome: str = ""
    times_again: int = 0


@dataclass(frozen=True)
class AgencyContactRow:
    """A contact with an agency. `promised_by` is a date that the agency gave."""

    on: date
    agency: str
    who: str
    said: str
    outcome: str = ""
    promised_by: date | None = None


@dataclass(frozen=True)
class SessionRow:
    """A time-in session; alarm is the pupil's own number from 1 to 10."""

    on: date
    led_to_it: str
    with_and_where: str
    alarm_start: int | None = None
    alarm_end: int | None = None
    back: str = ""  # "same day, 14:10"
    otherwise_sessions: int = 0  # a suspension that somebody judged it would have been
    judged_by: str = ""


@dataclass(frozen=True)
class EventRow:
    """A line of the chronology; `effect` says whether it helped or set back."""

    on: date
    event: str
    source: str
    impact: str
    response: str
    effect: Literal["helped", "set back", "neither"] = "neither"
    precision: Precision = "day"


@dataclass(frozen=True)
class ActionRow:
    """An action of the last meeting or since. Late is counted to the day of the meeting."""

    what: str
    who: str
    due: date | None
    done_on: date | None = None


@dataclass(frozen=True)
class SignatureLine:
    """A line to sign on."""

    name: str
    role: str = ""


@dataclass(frozen=True)
class Activity:
    """What brings the pupil back, with the adults that it needs."""

    name: str
    detail: str = ""


@dataclass(frozen=True)
class Stage:
    """One of the four stages: what an adult sees, and what the adult does."""

    you_see: tuple[str, ...] = ()
    you_do: tuple[str, ...] = ()


@dataclass(frozen=True)
class Resident:
    """Somebody who lives at the address: known as, age, how to reach or what to mind."""

    known_as: str
    detail: str = ""
    age: int | None = None
    is_child: bool = False
    initials: str = ""


@dataclass(frozen=True)
class Promise:
    """What we promised, or what is open; `whose` stands in front in bold."""

    what: str
    detail: str = ""
    whose: str = ""
