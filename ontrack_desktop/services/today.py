"""The morning: what is on today, what was promised, who was not seen for long, and what was left half written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from ontrack_desktop.domain.advocacy import AdvocacyIssue
from ontrack_desktop.domain.agencies import Agency, Professional
from ontrack_desktop.domain.behaviour import TimeInPlan
from ontrack_desktop.domain.choices import QuoteConsent
from ontrack_desktop.domain.drafts import Draft
from ontrack_desktop.domain.isolated import isolated
from ontrack_desktop.domain.meetings import Meeting
from ontrack_desktop.domain.notes import Action, Note, Quote
from ontrack_desktop.domain.people import Pupil
from ontrack_desktop.domain.when import LONDON, day_of
from ontrack_desktop.store import caseload_view
from ontrack_desktop.store.caseload_view import CaseloadLine
from ontrack_desktop.store.filters import at_most, equals, is_empty

from . import drafts, readiness
from .readiness import Check
from .workspace import Reader

SOON = timedelta(days=7)
MEETINGS_WITHIN = timedelta(days=10)
QUOTES_LOOKED_AT = 5


@dataclass(frozen=True)
class Due:
    """Something of a day: an action, a promise that somebody made, a chase, a review or a meeting."""

    kind: str
    id: UUID
    pupil_id: UUID
    pupil: str
    text: str
    on: date
    at: datetime | None = None


@dataclass(frozen=True)
class NextMeeting:
    """The caseload's next meeting, and what its pack needs."""

    id: UUID
    pupil: str
    label: str
    at: datetime
    place: str
    ready: tuple[Check, ...]


@dataclass(frozen=True)
class Said:
    """Words of a pupil of the caseload."""

    pupil_id: UUID
    pupil: str
    words: str
    context: str
    on: date


@dataclass(frozen=True)
class Today:
    """Everything that the morning's page shows. `unseen` goes from the longest not seen to the last seen."""

    on_today: tuple[Due, ...]
    due: tuple[Due, ...]
    unseen: tuple[CaseloadLine, ...]
    drafts: tuple[Draft, ...]
    meeting: NextMeeting | None
    said: Said | None
    caseload: int
    has_pupils: bool


def today(read: Reader, *, now: datetime) -> Today:
    """The page for the one who asks. The number of questions does not depend on how many pupils there are."""
    day = day_of(now)
    lines = {line.id: line for line in caseload_view.lines(read)}
    meetings = _meetings(read, now)
    dues = [
        *_actions(read, day + SOON, lines), *_promises(read, day + SOON, lines),
        *_chases(read, day + SOON, lines), *_reviews(read, day + SOON, lines),
    ]
    on_today = [
        *(_of_meeting(meeting, lines) for meeting in meetings if day_of(meeting.at) == day),
        *(due for due in dues if due.kind == "action" and due.on == day),
    ]
    shown = {(due.kind, due.id) for due in on_today}
    rest = [due for due in dues if (due.kind, due.id) not in shown]
    coming = next((meeting for meeting in meetings if meeting.at >= now), None)
    return Today(
        tuple(sorted(on_today, key=lambda due: (due.at is None, due.at or now, due.pupil))),
        tuple(sorted(rest, key=lambda due: (due.on, due.pupil))),
        tuple(sorted(lines.values(), key=_longest_unseen)),
        tuple(drafts.mine(read)),
        _next_meeting(read, coming, lines, day) if coming else None,
        _said(read, lines),
        len(lines),
        bool(lines) or bool(read.find(Pupil, limit=1)),
    )


def _meetings(read: Reader, now: datetime) -> list[Meeting]:
    """From midnight today for ten days, the next first."""
    midnight = datetime.combine(day_of(now), time(), LONDON)
    found = caseload_view.records(read, Meeting, since=midnight, until=now + MEETINGS_WITHIN)
    return sorted(found, key=lambda meeting: meeting.at)


def _actions(read: Reader, until: date, lines: dict[UUID, CaseloadLine]) -> list[Due]:
    """Open actions about the caseload, and those that the worker took on for any other pupil."""
    tests = (is_empty("done_on"), equals("dropped_because", ""), at_most("due_on", until))
    found = {action.id: action for action in caseload_view.records(read, Action, *tests)}
    mine = read.about(Action, read.worker_id, *tests, role="owner") if read.worker_id else []
    found |= {action.id: action for action in mine if action.may_be_read_by(read.worker_id)}
    others = read.by_ids(Pupil, [i for a in found.values() for i in a.pupil_ids if i not in lines])
    names = {i: pupil.name for i, pupil in others.items()} | {i: line.name for i, line in lines.items()}
    made = []
    for action in found.values():
        about = [i for i in action.pupil_ids if i in lines] or [i for i in action.pupil_ids if i in names]
        if about and action.due_on:
            said = " and ".join(names[i] for i in about)
            whose = f" ({action.owner})" if action.owner and action.worker_id != read.worker_id else ""
            made.append(Due("action", action.id, about[0], said, action.what + whose, action.due_on))
    return made


def _promises(read: Reader, until: date, lines: dict[UUID, CaseloadLine]) -> list[Due]:
    """Call-backs and answers that somebody promised and has not given."""
    notes = caseload_view.records(
        read, Note, at_most("promised_by", until), role="open_promise"
    )
    agencies = read.by_ids(Agency, [note.agency_id for note in notes if note.agency_id])
    people = read.by_ids(Professional, [i for note in notes for i in note.professional_ids])
    made = []
    for note in notes:
        agency = agencies.get(note.agency_id) if note.agency_id else None
        who = agency.name if agency else next((people[i].name for i in note.professional_ids if i in people), "")
        who = isolated(who)
        text = f"{who or 'They'} promised: {note.promise}" if note.promise else f"Call back {who}".strip()
        if note.promised_by:
            made.append(_due(note, text, note.promised_by, lines))
    return made


def _chases(read: Reader, until: date, lines: dict[UUID, CaseloadLine]) -> list[Due]:
    """What was asked for and has to be asked again."""
    issues = [i for i in caseload_view.records(read, AdvocacyIssue, at_most("chase_on", until)) if i.is_open]
    agencies = read.by_ids(Agency, [issue.agency_id for issue in issues if issue.agency_id])
    return [
        _due(issue, f"Chase {chased(issue, agencies)}: {issue.wanted}", issue.chase_on, lines)
        for issue in issues if issue.chase_on
    ]


def chased(issue: AdvocacyIssue, agencies: dict[UUID, Agency]) -> str:
    """Whom to chase, in a few words."""
    agency = agencies.get(issue.agency_id) if issue.agency_id else None
    return agency.name if agency else issue.raised_with or "an answer"


def _reviews(read: Reader, until: date, lines: dict[UUID, CaseloadLine]) -> list[Due]:
    plans = caseload_view.records(read, TimeInPlan, at_most("review_on", until), is_empty("ended_on"))
    return [
        _due(plan, "Time-in plan review" + (f" with {plan.key_adult}" if plan.key_adult else ""), plan.review_on, lines)
        for plan in plans if plan.review_on
    ]


def _of_meeting(meeting: Meeting, lines: dict[UUID, CaseloadLine]) -> Due:
    text = meeting.label() + (f", {meeting.place}" if meeting.place else "")
    due = _due(meeting, text, day_of(meeting.at), lines)
    return Due(due.kind, due.id, due.pupil_id, due.pupil, due.text, due.on, meeting.at)


def _due(
    record: Note | AdvocacyIssue | TimeInPlan | Meeting, text: str, on: date, lines: dict[UUID, CaseloadLine]
) -> Due:
    about = [i for i in record.pupil_ids if i in lines]
    return Due(record.kind, record.id, about[0], _names(about, lines), text, on)


def _names(ids: Iterable[UUID], lines: dict[UUID, CaseloadLine]) -> str:
    return " and ".join(lines[i].name for i in ids if i in lines)


def _longest_unseen(line: CaseloadLine) -> tuple[bool, datetime | None, str]:
    return line.seen_at is not None, line.seen_at, line.name


def _said(read: Reader, lines: dict[UUID, CaseloadLine]) -> Said | None:
    """The newest words of a pupil, unless they asked to keep them between us."""
    spoken = [(line.voice_at, line.quote_id) for line in lines.values() if line.voice_at and line.quote_id]
    ids = [quote_id for _at, quote_id in sorted(spoken, reverse=True)[:QUOTES_LOOKED_AT]]
    quotes = read.by_ids(Quote, ids)
    for quote in (quotes[i] for i in ids if i in quotes):
        if quote.may_be_read_by(read.worker_id) and quote.consent is not QuoteConsent.NO:
            about = next(i for i in quote.pupil_ids if i in lines)
            return Said(about, lines[about].name, quote.words, quote.context, day_of(quote.at))
    return None


def _next_meeting(read: Reader, meeting: Meeting, lines: dict[UUID, CaseloadLine], day: date) -> NextMeeting:
    ready = readiness.checks(read, meeting=meeting, today=day)
    names = _names(meeting.pupil_ids, lines)
    return NextMeeting(meeting.id, names, meeting.label(), meeting.at, meeting.place, tuple(ready))
