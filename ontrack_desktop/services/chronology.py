"""The chronology: significant events curated by hand, and what in the record might be one (DOMAIN 4.4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from fractions import Fraction
from itertools import pairwise
from typing import TypeVar
from uuid import UUID

from ontrack_desktop.domain.agencies import Involvement
from ontrack_desktop.domain.attendance import AttendancePeriod
from ontrack_desktop.domain.behaviour import Suspension, TimeInPlan
from ontrack_desktop.domain.cases import Case
from ontrack_desktop.domain.choices import Impact, Precision, SuspensionCategory
from ontrack_desktop.domain.figures import percent, share
from ontrack_desktop.domain.ledger import Act
from ontrack_desktop.domain.meetings import ChronologyEntry, Meeting
from ontrack_desktop.domain.notes import Note, Quote
from ontrack_desktop.domain.people import Pupil, Worker
from ontrack_desktop.domain.record import Casework
from ontrack_desktop.domain.when import day_of
from ontrack_desktop.store.filters import equals, is_filled

from .people import involved
from .restricted import withheld_by
from .workspace import Reader, UnitOfWork, fresh_id

C = TypeVar("C", bound=Casework)

LATE_AFTER = 7
"""Days between an event and its being written down after which it is flagged as late."""
SHIFT = 10
"""Percentage points between two half-terms that make a shift of attendance."""
NOTE_LENGTH = 400
NOT_SIGNIFICANT = "Suggested for the chronology, and not significant."
MOST_TAKEN_OFF = 1000


@dataclass(frozen=True)
class Event:
    """An entry with who wrote it, and how many days after the event when that was late (else 0)."""

    entry: ChronologyEntry
    recorded_by: str
    recorded_on: date | None
    days_late: int


@dataclass(frozen=True)
class Suggestion:
    """Something in the record that may be a significant event, in the words of a first draft."""

    source_id: UUID
    kind: str
    on: date
    event: str
    source: str
    impact: Impact
    restricted: bool
    restricted_to: tuple[UUID, ...]
    """As open or as restricted as the record that it comes from."""


@dataclass(frozen=True)
class ChronologyPage:
    """One pupil's chronology, the newest event first, and what is suggested for it."""

    pupil: Pupil
    events: tuple[Event, ...]
    suggestions: tuple[Suggestion, ...]
    withheld: dict[UUID, str]


def chronology_page(read: Reader, *, pupil_id: UUID, today: date) -> ChronologyPage:
    """Everything curated for one pupil, by the day of the event, then by when it was written down."""
    entries = read.about(ChronologyEntry, pupil_id)
    never = datetime.max.replace(tzinfo=UTC)
    entries.sort(key=lambda entry: (entry.on, entry.created_at or never), reverse=True)
    workers = read.by_ids(Worker, [entry.created_by for entry in entries if entry.created_by])
    taken = {entry.promoted_from_id for entry in (*entries, *_taken_off(read, pupil_id))}
    found = sorted(_suggestions(read, pupil_id, today), key=lambda each: each.on, reverse=True)
    return ChronologyPage(
        read.get(Pupil, pupil_id), tuple(_event(entry, workers) for entry in entries),
        tuple(each for each in found if each.source_id not in taken), withheld_by(read, entries),
    )


def put_aside(work: UnitOfWork, *, pupil_id: UUID, suggestion: Suggestion) -> None:
    """Never suggest this again. It is written down and taken off at once: the record tells who decided so."""
    entry = work.save(
        ChronologyEntry(
            id=fresh_id(work.now), pupil_ids=(pupil_id,), on=suggestion.on, event=suggestion.event,
            source=suggestion.source, impact=suggestion.impact, promoted_from_id=suggestion.source_id,
            restricted=suggestion.restricted, restricted_to=suggestion.restricted_to,
        )
    )  # fmt: skip
    work.remove(entry, NOT_SIGNIFICANT)


def _taken_off(read: Reader, pupil_id: UUID) -> Iterator[ChronologyEntry]:
    """Entries that somebody took off the chronology, as they last were."""
    for line in read.entries(pupil_id=pupil_id, act=Act.REMOVED, limit=MOST_TAKEN_OFF):
        if line.kind == ChronologyEntry.kind and line.record_id:
            yield from read.versions(ChronologyEntry, line.record_id)[:1]


def _event(entry: ChronologyEntry, workers: dict[UUID, Worker]) -> Event:
    recorded = day_of(entry.created_at) if entry.created_at else None
    apart = (recorded - entry.on).days if recorded and entry.precision is Precision.DAY else 0
    author = workers.get(entry.created_by) if entry.created_by else None
    return Event(entry, author.name if author else "", recorded, apart if apart > LATE_AFTER else 0)


def _suggestions(read: Reader, pupil_id: UUID, today: date) -> Iterator[Suggestion]:
    yield from _openings(read, pupil_id)
    yield from _suspensions(read, pupil_id)
    for meeting in _readable(read, read.about(Meeting, pupil_id)):
        if day_of(meeting.at) <= today:
            event = f"{meeting.label()} was held."
            yield _suggest(meeting, day_of(meeting.at), event, "The minutes")
    yield from _shifts(read, pupil_id)
    yield from _people(read, pupil_id)
    for plan in _readable(read, read.about(TimeInPlan, pupil_id, is_filled("agreed_on"))):
        if plan.agreed_on:
            yield _suggest(plan, plan.agreed_on, "A time-in plan was agreed.", "The plan", Impact.HELPED)
    for note in _readable(read, read.about(Note, pupil_id, equals("pinned", True))):
        text = note.text_about(pupil_id, read.about(Quote, note.id, role="note"))
        yield _suggest(note, day_of(note.at), text[:NOTE_LENGTH], note.note_kind.label)


def _suggest(
    record: Casework, on: date, event: str, source: str, impact: Impact = Impact.NEUTRAL
) -> Suggestion:
    return Suggestion(record.id, record.kind, on, event, source, impact, record.restricted, record.restricted_to)


def _readable(read: Reader, records: Sequence[C]) -> list[C]:
    return [record for record in records if record.may_be_read_by(read.worker_id)]


def _openings(read: Reader, pupil_id: UUID) -> Iterator[Suggestion]:
    for case in _readable(read, read.about(Case, pupil_id)):
        source = case.referred_by or "The case file"
        yield _suggest(case, case.opened_on, "Back on Track began.", source, Impact.HELPED)


def _suspensions(read: Reader, pupil_id: UUID) -> Iterator[Suggestion]:
    for suspension in _readable(read, read.about(Suspension, pupil_id)):
        event = _suspended(suspension)
        yield _suggest(suspension, suspension.started_on, event, "The school’s record", Impact.SET_BACK)


def _suspended(suspension: Suspension) -> str:
    if suspension.category is SuspensionCategory.PERMANENT:
        return "Permanently excluded."
    count = suspension.sessions
    kind = "Suspended at lunchtime" if suspension.category is SuspensionCategory.LUNCHTIME else "Suspended"
    return f"{kind} for {count} session{'' if count == 1 else 's'} (half days)."


def _shifts(read: Reader, pupil_id: UUID) -> Iterator[Suggestion]:
    """Half-terms whose attendance differs from the one before by ten percentage points or more."""
    found = _readable(read, read.about(AttendancePeriod, pupil_id))
    periods = sorted(found, key=lambda period: period.started_on)
    for before, after in pairwise(periods):
        old, new = share(before.attended, before.possible), share(after.attended, after.possible)
        if old is None or new is None or abs(new - old) < Fraction(SHIFT):
            continue
        verb, impact = ("rose", Impact.HELPED) if new > old else ("fell", Impact.SET_BACK)
        event = f"Attendance {verb} from {percent(old)} to {percent(new)} in {after.label_text}."
        yield _suggest(after, after.started_on, event, after.source or "The register", impact)


def _people(read: Reader, pupil_id: UUID) -> Iterator[Suggestion]:
    for each in involved(read, _readable(read, read.about(Involvement, pupil_id, is_filled("started_on")))):
        begun = each.involvement.started_on
        if begun and each.name:
            who = ", ".join(part for part in (each.name, each.role) if part)
            event = f"{who} became involved."
            yield _suggest(each.involvement, begun, event, "The case file")
