"""The journal: write a note with the words people said and what was agreed, and read it back as a timeline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from ontrack_desktop.domain.agencies import Agency, Professional
from ontrack_desktop.domain.choices import NoteKind
from ontrack_desktop.domain.notes import Action, Note, Quote
from ontrack_desktop.domain.people import Person, Pupil, Worker
from ontrack_desktop.domain.validation import amended
from ontrack_desktop.store.filters import Where, among

from .workspace import Reader, UnitOfWork

R = TypeVar("R")
PAGE = 50


@dataclass(frozen=True)
class JournalEntry:
    """A note as the timeline shows it, with what hangs on it. `withheld` means restricted to others."""

    note: Note
    quotes: tuple[Quote, ...]
    actions: tuple[Action, ...]
    with_whom: tuple[str, ...]
    author: str
    withheld: bool

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
    shared = {
        "pupil_ids": saved.pupil_ids, "restricted": saved.restricted,
        "restricted_to": saved.restricted_to, "audience": saved.audience,
    }
    kept = {record.id for record in (*quotes, *actions)}
    for old in (*_quotes_of(work.read, [note.id]), *_actions_of(work.read, [note.id])):
        if note.version and old.id not in kept:
            work.remove(old, "taken out of its note")
    for quote in quotes:
        work.save(amended(quote, note_id=saved.id, at=saved.at, **shared))
    for action in actions:
        work.save(amended(action, source_id=saved.id, **shared))


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
    limit: int = PAGE,
) -> list[JournalEntry]:
    """A page of a pupil's journal, newest first; the next page begins `before` the last entry's key."""
    tests: list[Where] = [among("note_kind", kinds)] if kinds else []
    notes = read.about(Note, pupil_id, *tests, before=before, limit=limit)
    return entries(read, notes)


def entries(read: Reader, notes: Sequence[Note]) -> list[JournalEntry]:
    """Notes with everything that hangs on them, in the same order."""
    ids = [note.id for note in notes]
    quotes = _by(_quotes_of(read, ids), "note_id")
    actions = _by(_actions_of(read, ids), "source_id")
    people = read.by_ids(Person, [i for note in notes for i in note.person_ids])
    professionals = read.by_ids(Professional, [i for note in notes for i in note.professional_ids])
    agencies = read.by_ids(Agency, [note.agency_id for note in notes if note.agency_id])
    pupils = read.by_ids(Pupil, [i for note in notes for i in note.seen_ids])
    workers = read.by_ids(Worker, [note.created_by for note in notes if note.created_by])
    made = []
    for note in notes:
        present = [
            *(pupils[i].name for i in note.seen_ids if i in pupils),
            *(people[i].called for i in note.person_ids if i in people),
            *(professionals[i].name for i in note.professional_ids if i in professionals),
            *(agencies[i].name for i in (note.agency_id,) if i in agencies and not note.professional_ids),
        ]
        author = workers.get(note.created_by) if note.created_by else None
        made.append(JournalEntry(
            note, tuple(quotes.get(note.id, ())), tuple(actions.get(note.id, ())), tuple(present),
            author.name if author else "", not note.may_be_read_by(read.worker_id),
        ))
    return made


def entry(read: Reader, *, note_id: UUID) -> JournalEntry:
    """One note with everything that hangs on it; raises `NotFound`."""
    return entries(read, [read.get(Note, note_id)])[0]


def last_visit_place(read: Reader, *, pupil_id: UUID) -> str:
    """Where this pupil was last visited, to fill in the place of the next note."""
    for note in read.about(Note, pupil_id, limit=20):
        if note.place:
            return note.place
    return ""


def usual_people(read: Reader, *, pupil_id: UUID, limit: int = 3) -> list[Person]:
    """Who lives with the pupil, to be offered first for a note."""
    return [p for p in read.about(Person, pupil_id) if p.lives_with and not p.do_not_contact][:limit]


def _quotes_of(read: Reader, note_ids: Sequence[UUID]) -> list[Quote]:
    return read.find(Quote, among("note_id", note_ids), order="created_at") if note_ids else []


def _actions_of(read: Reader, note_ids: Sequence[UUID]) -> list[Action]:
    return read.find(Action, among("source_id", note_ids), order="created_at") if note_ids else []


def _by(records: Sequence[R], field: str) -> dict[UUID, list[R]]:
    found: dict[UUID, list[R]] = {}
    for record in records:
        found.setdefault(getattr(record, field), []).append(record)
    return found
