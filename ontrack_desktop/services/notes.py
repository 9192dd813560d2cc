"""The journal: write a note with the words people said and what was agreed, and read it back as a timeline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from ontrack_desktop.domain.advocacy import AdvocacyIssue
from ontrack_desktop.domain.agencies import Agency, Professional
from ontrack_desktop.domain.choices import AdvocacyStatus, NoteKind
from ontrack_desktop.domain.notes import Action, Note, Quote, what_changed
from ontrack_desktop.domain.people import Person, Pupil, Worker
from ontrack_desktop.domain.validation import amended
from ontrack_desktop.domain.when import day_of
from ontrack_desktop.store.filters import Where, among, at_least

from .workspace import Reader, UnitOfWork

R = TypeVar("R")
PAGE = 50
VISITS = (NoteKind.HOME_VISIT, NoteKind.UNSUCCESSFUL)


@dataclass(frozen=True)
class Amendment:
    """That a note was amended: the last day it was, by whom, and what changed then."""

    on: date
    by: str
    what: str


class JournalEntry(NamedTuple):
    """A note as the timeline shows it, with what hangs on it. `withheld` means restricted to others.

    In the journal of one pupil `text` leaves out the words of other children, and `quotes` are this pupil's.
    """

    note: Note
    quotes: tuple[Quote, ...]
    actions: tuple[Action, ...]
    with_whom: tuple[str, ...]
    author: str
    withheld: bool
    text: str = ""
    agency: str = ""
    advocacy: AdvocacyStatus | None = None
    amendment: Amendment | None = None

    @property
    def key(self) -> tuple[datetime, UUID]:
        """Where the page after this entry begins."""
        return self.note.at, self.note.id


def save_note(
    work: UnitOfWork, *, note: Note, quotes: Sequence[Quote] = (), actions: Sequence[Action] = ()
) -> None:
    """Keep a note (new or amended) with its quotes and actions, all or nothing.

    What hangs on a note is as open or as restricted as the note itself. Quotes and actions of the note
    that are not given any more are removed with it as their reason.
    """
    saved = work.save(note)
    shared: dict[str, Any] = {
        "restricted": saved.restricted, "restricted_to": saved.restricted_to, "audience": saved.audience,
    }
    of_it = [note.id] if note.version else []  # nothing hangs on a new one
    before = {old.id: old for old in (*_quotes_of(work.read, of_it), *_actions_of(work.read, of_it))}
    kept = {record.id for record in (*quotes, *actions)}
    for old in before.values():
        if old.id not in kept:
            work.remove(old, "taken out of its note")
    for quote in quotes:
        # One child's words stay out of the records of the others: a quote may be about fewer than its note.
        about = tuple(pupil for pupil in quote.pupil_ids if pupil in saved.pupil_ids) or saved.pupil_ids
        made = amended(quote, note_id=saved.id, at=saved.at, pupil_ids=about, **shared)
        if made != before.get(quote.id):
            work.save(made)
    for action in actions:
        made_action = amended(action, source_id=saved.id, pupil_ids=saved.pupil_ids, **shared)
        if made_action != before.get(action.id):
            work.save(made_action)


def tick_action(work: UnitOfWork, *, action_id: UUID, done_on: date | None) -> None:
    """Mark an action done on a day, or open again with None."""
    action = work.read.get(Action, action_id)
    work.save(amended(action, done_on=done_on))


def timeline(
    read: Reader,
    *,
    pupil_id: UUID,
    before: tuple[datetime, UUID] | None = None,
    kinds: Sequence[NoteKind] = (),
    since: datetime | None = None,
    limit: int = PAGE,
) -> list[JournalEntry]:
    """A page of a pupil's journal, newest first; the next page begins `before` the last entry's key."""
    tests: list[Where] = [among("note_kind", kinds)] if kinds else []
    if since is not None:
        tests.append(at_least("at", since))
    notes = read.about(Note, pupil_id, *tests, before=before, limit=limit)
    return entries(read, notes, pupil_id=pupil_id)


def entries(read: Reader, notes: Sequence[Note], *, pupil_id: UUID | None = None) -> list[JournalEntry]:
    """Notes with everything that hangs on them, in the same order; as one pupil's journal shows them if given."""
    ids = [note.id for note in notes]
    quotes = _by(_quotes_of(read, ids), "note_id")
    actions = _by(_actions_of(read, ids), "source_id")
    names = _Names(read, notes)
    made = []
    for note in notes:
        said = _as_said(note, quotes.get(note.id, []))
        made.append(JournalEntry(
            note=note,
            quotes=tuple(quote for quote in said if pupil_id is None or pupil_id in quote.pupil_ids),
            actions=tuple(actions.get(note.id, ())),
            with_whom=names.present(note),
            author=names.worker(note.created_by),
            withheld=not note.may_be_read_by(read.worker_id),
            text=note.text if pupil_id is None else note.text_about(pupil_id, said),
            agency=names.agency(note),
            advocacy=names.advocacy(note),
            amendment=_amendment(read, note, names) if note.version > 1 else None,
        ))  # fmt: skip
    return made


def entry(read: Reader, *, note_id: UUID, pupil_id: UUID | None = None) -> JournalEntry:
    """One note with everything that hangs on it; raises `NotFound`."""
    return entries(read, [read.get(Note, note_id)], pupil_id=pupil_id)[0]


def versions(read: Reader, *, note_id: UUID, pupil_id: UUID | None = None) -> list[tuple[Note, str]]:
    """Every version of a note with who wrote it, the newest first; as one pupil's journal shows them if given."""
    kept = read.versions(Note, note_id)
    workers = read.by_ids(Worker, [note.changed_by for note in kept if note.changed_by])
    quotes = _quotes_of(read, [note_id]) if pupil_id else []
    if pupil_id:
        kept = [note.model_copy(update={"text": note.text_about(pupil_id, quotes)}) for note in kept]
    return [(note, workers[note.changed_by].name if note.changed_by in workers else "") for note in kept]


def last_visit_place(read: Reader, *, pupil_id: UUID) -> str:
    """Where this pupil was last visited, to fill in the place of the next note."""
    for note in read.about(Note, pupil_id, among("note_kind", VISITS), limit=20):
        if note.place:
            return note.place
    return ""


def usual_people(read: Reader, *, pupil_id: UUID, limit: int = 3) -> list[Person]:
    """Who lives with the pupil, to be offered first for a note."""
    return [p for p in read.about(Person, pupil_id) if p.lives_with and not p.do_not_contact][:limit]


def _quotes_of(read: Reader, note_ids: Sequence[UUID]) -> list[Quote]:
    return read.find(Quote, among("note_id", note_ids), order="id") if note_ids else []


def _actions_of(read: Reader, note_ids: Sequence[UUID]) -> list[Action]:
    return read.find(Action, among("source_id", note_ids), order="id") if note_ids else []


class _Names:
    """The people, agencies and matters that some notes name, read at once."""

    def __init__(self, read: Reader, notes: Sequence[Note]) -> None:
        self._pupils = read.by_ids(Pupil, [i for note in notes for i in note.seen_ids])
        self._people = read.by_ids(Person, [i for note in notes for i in note.person_ids])
        self._professionals = read.by_ids(Professional, [i for note in notes for i in note.professional_ids])
        self._agencies = read.by_ids(Agency, [note.agency_id for note in notes if note.agency_id])
        self._issues = read.by_ids(AdvocacyIssue, [note.advocacy_id for note in notes if note.advocacy_id])
        writers = [worker for note in notes for worker in (note.created_by, note.changed_by) if worker]
        self._workers = read.by_ids(Worker, writers)

    def present(self, note: Note) -> tuple[str, ...]:
        professionals = [self._professionals[i].name for i in note.professional_ids if i in self._professionals]
        agency = self.agency(note)
        return (
            *(self._pupils[i].name for i in note.seen_ids if i in self._pupils),
            *(self._people[i].called for i in note.person_ids if i in self._people),
            *(professionals or ([agency] if agency else [])),
        )

    def agency(self, note: Note) -> str:
        return self._agencies[note.agency_id].name if note.agency_id in self._agencies else ""

    def advocacy(self, note: Note) -> AdvocacyStatus | None:
        issue = self._issues.get(note.advocacy_id) if note.advocacy_id else None
        return issue.status if issue else None

    def worker(self, worker_id: UUID | None) -> str:
        return self._workers[worker_id].name if worker_id in self._workers else ""


def _amendment(read: Reader, note: Note, names: _Names) -> Amendment | None:
    kept = read.versions(Note, note.id)
    if len(kept) < 2 or note.changed_at is None:
        return None
    return Amendment(day_of(note.changed_at), names.worker(note.changed_by), what_changed(kept[1], kept[0]))


def _as_said(note: Note, quotes: list[Quote]) -> list[Quote]:
    """The quotes of a note in the order in which its text has them."""
    return sorted(quotes, key=lambda quote: note.text.find(quote.words)) if len(quotes) > 1 else quotes


def _by(records: Sequence[R], field: str) -> dict[UUID, list[R]]:
    found: dict[UUID, list[R]] = {}
    for record in records:
        found.setdefault(getattr(record, field), []).append(record)
    return found
