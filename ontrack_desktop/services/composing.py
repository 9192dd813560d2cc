"""Writing a note: who is around these pupils, whom typing finds, and what a written note brings about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from ontrack_desktop.domain.advocacy import FOLLOWS, AdvocacyIssue, Step
from ontrack_desktop.domain.agencies import Agency, Involvement, Professional
from ontrack_desktop.domain.choices import AdvocacyStatus, NoteKind
from ontrack_desktop.domain.errors import NotValid
from ontrack_desktop.domain.notes import IN_TOUCH, Action, Note, Quote
from ontrack_desktop.domain.people import Person, Pupil, Worker
from ontrack_desktop.domain.validation import amended
from ontrack_desktop.domain.when import day_of
from ontrack_desktop.store import journal_view
from ontrack_desktop.store.filters import among, equals, is_empty

from . import notes
from .workspace import Reader, UnitOfWork

SUGGESTED = 8
# What the composer fills in. The other fields of a note stay as they are when it is amended.
COMPOSED = (
    "note_kind", "at", "minutes", "place", "text", "pupil_ids", "person_ids", "professional_ids", "seen_ids",
    "seen_alone_ids", "agency_id", "direction", "outcome", "promise", "promised_by", "advocacy_id", "restricted",
    "restricted_to",
)  # fmt: skip
WRITTEN = ("words", "voice", "speaker", "consent", "person_id", "pupil_ids", "what", "owner", "worker_id", "due_on")

R = TypeVar("R", Quote, Action)


@dataclass(frozen=True)
class Known:
    """Somebody or some agency that a note can name; `kind` is pupil, person, professional, agency or worker."""

    id: UUID
    kind: str
    name: str
    detail: str = ""


@dataclass(frozen=True)
class Matter:
    """An open advocacy issue: where it stands, and where a step may leave it."""

    id: UUID
    wanted: str
    status: AdvocacyStatus
    may_become: tuple[AdvocacyStatus, ...]


@dataclass(frozen=True)
class Around:
    """What a note about some pupils begins with. `usual` were there at the last visit; `place` is where it was."""

    pupils: tuple[Known, ...] = ()
    pronouns: str = ""
    siblings: tuple[Known, ...] = ()
    family: tuple[Known, ...] = ()
    usual: tuple[Known, ...] = ()
    involved: tuple[Known, ...] = ()
    place: str = ""
    matters: tuple[Matter, ...] = ()
    workers: tuple[Known, ...] = ()


@dataclass(frozen=True)
class Composed:
    """A written note with what hangs on it. `step_status` is where its advocacy issue stands after it."""

    note: Note
    quotes: tuple[Quote, ...] = ()
    actions: tuple[Action, ...] = ()
    step_status: AdvocacyStatus | None = None


def around(read: Reader, *, pupil_ids: Sequence[UUID]) -> Around:
    """Who and what is around the pupils of a note; the first pupil's last visit gives the usual ones."""
    pupils = list(read.by_ids(Pupil, pupil_ids).values())
    if not pupils:
        return Around(workers=_workers(read))
    homes = [pupil.household_id for pupil in pupils if pupil.household_id]
    siblings = [p for p in read.find(Pupil, among("household_id", homes)) if p.id not in pupil_ids] if homes else []
    family = {p.id: p for i in pupil_ids for p in read.about(Person, i) if not p.do_not_contact}
    ordered = sorted(family.values(), key=lambda person: not person.lives_with)
    first = pupil_ids[0]
    return Around(
        pupils=_known(pupils),
        pronouns=pupils[0].pronouns if len(pupils) == 1 else "",
        siblings=_known(siblings),
        family=_known(ordered),
        usual=_known(_usual(read, first, ordered)),
        involved=_involved(read, first),
        place=notes.last_visit_place(read, pupil_id=first),
        matters=_matters(read, pupil_ids),
        workers=_workers(read),
    )


def named(read: Reader, *, ids: Iterable[UUID]) -> tuple[Known, ...]:
    """The names behind some ids, of whatever kind they are."""
    wanted = list(ids)
    return (
        *_known(read.by_ids(Pupil, wanted).values()),
        *_known(read.by_ids(Person, wanted).values()),
        *_known(read.by_ids(Professional, wanted).values()),
        *_known(read.by_ids(Agency, wanted).values()),
        *_known(read.by_ids(Worker, wanted).values()),
    )


def suggest(read: Reader, *, typed: str) -> tuple[Known, ...]:
    """Pupils, professionals and agencies whose name begins as it is being typed."""
    hits = journal_view.names_like(read, typed=typed, limit=SUGGESTED)
    return named(read, ids=[hit.id for hit in hits])


def save_composed(work: UnitOfWork, *, composed: Composed) -> None:
    """Keep a written note, its quotes and actions, and its advocacy step: all or nothing.

    Raises `NotValid` where the step does not follow from the last one.
    """
    note = _with_agency(work.read, composed.note)
    before = None
    if note.version:
        before = work.read.get(Note, note.id)
        written: dict[str, Any] = {name: getattr(note, name) for name in COMPOSED}
        note = before.model_copy(update=written | {"version": note.version})
    quotes = [_about_whom(work.read, note, _as_kept(work.read, quote)) for quote in composed.quotes]
    actions = [_as_kept(work.read, action) for action in composed.actions]
    notes.save_note(work, note=note, quotes=quotes, actions=actions)
    is_new_step = before is None or before.advocacy_id != note.advocacy_id
    if note.advocacy_id and composed.step_status and is_new_step:
        _add_step(work, note, quotes, composed.step_status)


def _add_step(work: UnitOfWork, note: Note, quotes: Sequence[Quote], status: AdvocacyStatus) -> None:
    issue = work.read.get(AdvocacyIssue, note.advocacy_id) if note.advocacy_id else None
    if issue is None:
        return
    present = notes.entry(work.read, note_id=note.id).with_whom
    said = note.text_about(issue.pupil_ids[0], quotes) or note.label()
    step = Step(on=day_of(note.at), text=said, with_whom=", ".join(present)[:200], status=status)
    try:
        work.save(amended(issue, steps=(*issue.steps, step)))
    except NotValid as error:
        raise NotValid({"advocacy_id": error.problems.get("steps", error.next_step)}) from None


def _with_agency(read: Reader, note: Note) -> Note:
    """A contact with a professional is one with their agency too."""
    if note.agency_id or note.note_kind not in IN_TOUCH:
        return note
    professionals = read.by_ids(Professional, note.professional_ids).values()
    agency_id = next((p.agency_id for p in professionals if p.agency_id), None)
    return note.model_copy(update={"agency_id": agency_id})


def _about_whom(read: Reader, note: Note, quote: Quote) -> Quote:
    """A relative's words belong to the children they are related to; a child's to that child (as it came)."""
    person = read.maybe(Person, quote.person_id)
    if person is None:
        return quote
    about = tuple(pupil for pupil in note.pupil_ids if pupil in person.pupil_ids)
    return quote.model_copy(update={"pupil_ids": about or note.pupil_ids})


def _as_kept(read: Reader, record: R) -> R:
    """What hangs on a note as it was written now, on top of what else is kept of it (such as done or chosen)."""
    kept = read.maybe(type(record), record.id) if record.version else None
    if kept is None:
        return record.model_copy(update={"version": 0})
    written = {name: getattr(record, name) for name in WRITTEN if name in type(record).model_fields}
    return kept.model_copy(update=written)


def _usual(read: Reader, pupil_id: UUID, family: Sequence[Person]) -> list[Person]:
    last = read.about(Note, pupil_id, equals("note_kind", NoteKind.HOME_VISIT), limit=1)
    if last:
        return [person for person in family if person.id in last[0].person_ids]
    return [person for person in family if person.lives_with][:1]


def _involved(read: Reader, pupil_id: UUID) -> tuple[Known, ...]:
    running = [i for i in read.about(Involvement, pupil_id) if i.ended_on is None]
    professionals = read.by_ids(Professional, [i.professional_id for i in running if i.professional_id])
    agencies = read.by_ids(Agency, [i.agency_id for i in running if i.agency_id])
    return (*_known(professionals.values()), *_known(agencies.values()))


def _matters(read: Reader, pupil_ids: Sequence[UUID]) -> tuple[Matter, ...]:
    issues = {issue.id: issue for i in pupil_ids for issue in read.about(AdvocacyIssue, i)}
    return tuple(
        Matter(i.id, i.wanted, i.status, tuple(s for s in AdvocacyStatus if s in FOLLOWS[i.status]))
        for i in issues.values()
        if i.is_open and i.wanted
    )


def _workers(read: Reader) -> tuple[Known, ...]:
    return _known(read.find(Worker, is_empty("left_on"), order="name"))


def _known(records: Iterable[Pupil | Person | Professional | Agency | Worker]) -> tuple[Known, ...]:
    return tuple(_know(record) for record in records)


def _know(record: Pupil | Person | Professional | Agency | Worker) -> Known:
    match record:
        case Pupil():
            return Known(record.id, record.kind, record.name, record.legal_surname)
        case Person():
            return Known(record.id, record.kind, record.called, record.relationship)
        case Professional():
            return Known(record.id, record.kind, record.name, record.role)
        case _:
            return Known(record.id, record.kind, record.name)
