"""What is put on paper, a class for each kind: plain data, already selected for its reader. `wording` formats it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ontrack_desktop.reports.content_rows import (
    ActionRow,
    Activity,
    AdvocacyRow,
    AdvocacyState,
    AgencyContactRow,
    AgencyLine,
    AskRow,
    AttendanceBar,
    AttendanceContent,
    CirclePerson,
    EventRow,
    GoalRow,
    PageFrame,
    Promise,
    Quotation,
    Resident,
    SessionCount,
    SessionRow,
    SignatureLine,
    Stage,
    SuspensionContent,
    ThriveContent,
    ThrivePoint,
)

__all__ = [
    "ActionRow", "Activity", "AdvocacyRow", "AdvocacyState", "AgencyContactRow", "AgencyLine", "AskRow",
    "AttendanceBar", "AttendanceContent", "CirclePerson", "EventRow", "GoalRow", "PackContent", "PageFrame",
    "Promise", "Quotation", "RecoverySheetContent", "Resident", "SessionCount", "SessionRow", "SignatureLine",
    "Stage", "SuspensionContent", "ThriveContent", "ThrivePoint", "TimeInPlanContent", "VisitCardContent",
]  # fmt: skip

NOTHING_AGREED = Stage()


@dataclass(frozen=True)
class TimeInPlanContent:
    """A time-in plan, to be read in a corridor."""

    frame: PageFrame
    known_as: str
    pronouns: str
    version: int
    agreed_on: date
    review_by: date | None
    key_adult: str
    backups: tuple[str, ...] = ()
    safe_place: str = ""
    safe_place_notes: tuple[str, ...] = ()
    triggers: tuple[str, ...] = ()
    unmet_need: str = ""
    calm: Stage = NOTHING_AGREED
    rising: Stage = NOTHING_AGREED
    crisis: Stage = NOTHING_AGREED
    recovery: Stage = NOTHING_AGREED
    makes_it_worse: tuple[str, ...] = ()
    say: tuple[str, ...] = ()
    do_not_say: tuple[str, ...] = ()
    activities: tuple[Activity, ...] = ()
    repair: tuple[str, ...] = ()
    quote: Quotation | None = None
    signatures: tuple[SignatureLine, ...] = ()
    family_copy: bool = False


@dataclass(frozen=True)
class PackContent:
    """The multi-agency meeting pack for one recipient. Empty parts are left out or said kindly.

    Of `own_words` the first stands on the cover, the second opens page 2, the others follow in order.
    """

    frame: PageFrame
    known_as: str
    pronouns: str
    age: int | None
    year_group: str
    meeting_type: str
    meeting_start: datetime
    began: date
    meeting_end: datetime | None = None
    place: str = ""
    recipient_name: str = ""
    recipient_organisation: str = ""
    handling: str = "Please do not pass it on."
    own_words: tuple[Quotation, ...] = ()
    strengths: str = ""
    attendance: AttendanceContent | None = None
    suspensions: SuspensionContent | None = None
    thrive: ThriveContent | None = None
    goals: tuple[GoalRow, ...] = ()
    asks: tuple[AskRow, ...] = ()
    people: tuple[CirclePerson, ...] = ()
    agencies: tuple[AgencyLine, ...] = ()
    last_met: date | None = None
    lead: str = ""
    voices: tuple[Quotation, ...] = ()
    asked_by: str = ""  # "Rosie and Mum", over the table of what was asked for
    advocacy: tuple[AdvocacyRow, ...] = ()
    contacts: tuple[AgencyContactRow, ...] = ()
    sessions_lead: str = ""
    sessions_quote: Quotation | None = None
    sessions: tuple[SessionRow, ...] = ()
    events: tuple[EventRow, ...] = ()
    actions: tuple[ActionRow, ...] = ()
    signatures: tuple[SignatureLine, ...] = ()
    time_in_plan: TimeInPlanContent | None = None
    family_copy: bool = False


@dataclass(frozen=True)
class VisitCardContent:
    """A home-visit card for one household. It is never printed where a safe address is to be kept."""

    frame: PageFrame
    household_reference: str
    address: str
    address_notes: str
    visit_at: datetime
    ring_in_by: datetime | None = None
    ring_in_to: str = ""
    finder_number: str = ""
    safe_address: bool = False
    quote: Quotation | None = None
    safety: tuple[str, ...] = ()
    safety_checked: date | None = None
    safety_again: date | None = None
    residents: tuple[Resident, ...] = ()
    also_there: str = ""
    promised_on: date | None = None
    promises: tuple[Promise, ...] = ()
    open_actions: tuple[Promise, ...] = ()
    questions: tuple[str, ...] = ()


@dataclass(frozen=True)
class RecoverySheetContent:
    """The recovery code of a vault: 34 characters, printed in eight groups of four and a check group of two."""

    vault_name: str
    code: str
    made_on: date
