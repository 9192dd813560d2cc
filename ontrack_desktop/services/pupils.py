"""The list of pupils: find one, see who needs you, look at one quickly, and add one with their case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from typing import ClassVar
from uuid import UUID

from ontrack_desktop.domain.advocacy import AdvocacyIssue
from ontrack_desktop.domain.agencies import Agency, School
from ontrack_desktop.domain.cases import Case, Designation
from ontrack_desktop.domain.choices import QuoteConsent, Voice
from ontrack_desktop.domain.errors import NotValid
from ontrack_desktop.domain.fields import Day, Line, Text
from ontrack_desktop.domain.figures import share
from ontrack_desktop.domain.names import folded
from ontrack_desktop.domain.notes import Action, Note, Quote
from ontrack_desktop.domain.people import Pupil, initials, nc_year
from ontrack_desktop.domain.validation import fill
from ontrack_desktop.domain.when import LONDON, day_of
from ontrack_desktop.store import caseload_view, pupil_list_view
from ontrack_desktop.store.filters import at_least, at_most, equals, is_empty, is_filled
from ontrack_desktop.store.pupil_list_view import PupilFacts, PupilName

from .today import chased
from .workspace import Reader, UnitOfWork, fresh_id

__all__ = ["PupilFacts", "PupilName"]

MEETING_SOON = timedelta(days=10)
REVIEW_SOON = timedelta(days=7)
UNSEEN_AFTER = timedelta(days=21)
VOICE_OLD_AFTER = timedelta(days=28)
SUSPENDED_WITHIN = timedelta(days=14)
REFERENCE = "BT-{:04}"


@dataclass(frozen=True)
class PupilLine:
    """One pupil of the list. `facts` comes later than the name; `to_chase` says whom, for one's own pupils."""

    who: PupilName
    age: int
    year: int
    haystack: str
    is_mine: bool
    facts: PupilFacts | None = None
    to_chase: str = ""

    @property
    def id(self) -> UUID:
        return self.who.id

    @property
    def initials(self) -> str:
        return initials(f"{self.who.name} {self.who.surname}")

    @property
    def attendance(self) -> Fraction | None:
        """Per cent of the newest period."""
        return share(*self.facts.attendance) if self.facts and self.facts.attendance else None

    @property
    def attendance_before(self) -> Fraction | None:
        """Per cent of the period before that."""
        return share(*self.facts.attendance_before) if self.facts and self.facts.attendance_before else None


@dataclass(frozen=True)
class Preview:
    """What helps before opening a pupil: the best things first, their newest words, what is open."""

    pupil: Pupil
    school: str
    words: str
    words_on: date | None
    last_note: str
    last_note_on: date | None
    open_actions: tuple[str, ...]


class NewPupil(Pupil):
    """What is typed to add a pupil: the pupil, and what opens their case."""

    kind: ClassVar[str] = "new_pupil"

    reference: Line = ""
    referred_by: Line = ""
    reason: Text = ""
    opened_on: Day | None = None


class LooksKnown(NotValid):
    """A pupil with the same number, or the same name and birthday, is in the vault already: look before adding."""

    def __init__(self, problems: dict[str, str], pupil_ids: frozenset[UUID]) -> None:
        super().__init__(problems)
        self.pupil_ids = pupil_ids


def names(read: Reader, *, today: date) -> list[PupilLine]:
    """Every pupil, by name, without the facts."""
    mine = caseload_view.pupil_ids(read)
    found = [
        PupilLine(
            who, _age(who.born_on, today), who.nc_year if who.nc_year is not None else nc_year(who.born_on, today),
            folded(f"{who.name} {who.forename} {who.surname} {who.school} {who.upn}"), who.id in mine,
        )
        for who in pupil_list_view.names(read)
    ]
    return sorted(found, key=lambda line: line.haystack)


def facts(read: Reader, *, ids: Sequence[UUID], now: datetime) -> dict[UUID, PupilFacts]:
    """What is known about these pupils, by id."""
    today = day_of(now)
    since = datetime.combine(today - SUSPENDED_WITHIN, time(), LONDON)
    return pupil_list_view.facts(read, ids, now=now, today=today, suspended_since=since)


def to_chase(read: Reader, *, today: date) -> dict[UUID, str]:
    """Of the caseload: whom to chase for an answer or a promise whose day has come, by pupil."""
    issues = [i for i in caseload_view.records(read, AdvocacyIssue, at_most("chase_on", today)) if i.is_open]
    notes = caseload_view.records(
        read, Note, is_filled("promised_by"), at_most("promised_by", today), is_empty("promise_kept_on")
    )
    ids = [issue.agency_id for issue in issues] + [note.agency_id for note in notes]
    agencies = read.by_ids(Agency, [i for i in ids if i])
    found: dict[UUID, str] = {}
    for note in notes:
        agency = agencies.get(note.agency_id) if note.agency_id else None
        found |= dict.fromkeys(note.pupil_ids, agency.name if agency else "a promise")
    for issue in issues:
        found |= dict.fromkeys(issue.pupil_ids, chased(issue, agencies))
    return found


def preview(read: Reader, *, pupil_id: UUID) -> Preview:
    """One pupil at a glance; raises `NotFound`."""
    pupil = read.get(Pupil, pupil_id)
    school = read.maybe(School, pupil.school_id)
    said = next(
        (
            quote for quote in read.about(Quote, pupil_id, equals("voice", Voice.PUPIL), limit=5)
            if quote.words and quote.consent is not QuoteConsent.NO
        ),
        None,
    )
    note = next(iter(read.about(Note, pupil_id, limit=1)), None)
    actions = read.about(Action, pupil_id, is_empty("done_on"), equals("dropped_because", ""), limit=20)
    return Preview(
        pupil, school.name if school else "",
        said.words if said else "", day_of(said.at) if said else None,
        note.note_kind.label if note else "", day_of(note.at) if note else None,
        tuple(action.what for action in actions if action.what),
    )


def to_add(read: Reader) -> tuple[tuple[School, ...], str]:
    """What the form of a new pupil offers: the schools by name, and the next case reference."""
    return tuple(read.find(School, order="name")), proposed_reference(read)


def proposed_reference(read: Reader) -> str:
    """The reference after the largest one of the form BT-0417."""
    pattern = (at_least("reference", REFERENCE.format(0)), at_most("reference", "BT-9999"))
    last = read.find(Case, *pattern, order="-reference", limit=1)
    number = last[0].reference.removeprefix("BT-") if last else ""
    return REFERENCE.format(int(number) + 1 if number.isdigit() else 1)


def lookalikes(read: Reader, *, pupil: Pupil) -> dict[UUID, str]:
    """Other pupils who may be the same child, each with the field that says so: upn, or legal_surname."""
    same_number = read.find(Pupil, equals("upn", pupil.upn)) if pupil.upn else []
    same_day = read.find(Pupil, equals("born_on", pupil.born_on))
    found = {
        other.id: "legal_surname" for other in same_day
        if folded(other.legal_surname) == folded(pupil.legal_surname)
        and {folded(other.legal_forename), folded(other.name)} & {folded(pupil.legal_forename), folded(pupil.name)}
    }
    found |= {other.id: "upn" for other in same_number}
    found.pop(pupil.id, None)
    return found


def add(work: UnitOfWork, *, new: NewPupil, despite: frozenset[UUID] = frozenset()) -> None:
    """Keep a pupil and open their case with me as designated worker, both or neither.

    Raises `LooksKnown` when pupils who are not in `despite` may be the same child, `NotValid` when the case
    reference is taken. Nothing is ever merged.
    """
    known = lookalikes(work.read, pupil=new)
    if known.keys() - despite:
        others = work.read.by_ids(Pupil, list(known))
        raise LooksKnown(
            {
                field: f"{others[i].label()} has the same {'UPN' if field == 'upn' else 'name and birthday'}. "
                "If this is another child, save again."
                for i, field in known.items()
            },
            frozenset(known),
        )
    reference = new.reference or proposed_reference(work.read)
    if work.read.find(Case, equals("reference", reference), limit=1):
        raise NotValid({"reference": "Another case has this reference. Change it, or leave it empty."})
    day = new.opened_on or day_of(work.now)
    worker = work.worker_id
    pupil = fill(Pupil, **{name: getattr(new, name) for name in Pupil.model_fields})
    case = fill(
        Case, id=fresh_id(work.now), pupil_ids=(pupil.id,), reference=reference, referred_by=new.referred_by,
        reason=new.reason, opened_on=day, designated_worker_id=worker,
        designations=(Designation(worker_id=worker, since=day),) if worker else (),
    )
    work.save(pupil)
    work.save(case)


def _age(born_on: date, day: date) -> int:
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))
