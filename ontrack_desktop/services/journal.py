"""A pupil's journal: notes and time-in sessions in one line of time, page by page, and the words in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ontrack_desktop.domain.behaviour import TimeInSession
from ontrack_desktop.domain.choices import NoteKind
from ontrack_desktop.domain.notes import Note
from ontrack_desktop.domain.people import Worker
from ontrack_desktop.store import journal_view
from ontrack_desktop.store.filters import at_least

from . import notes
from .notes import PAGE, JournalEntry
from .workspace import Reader


@dataclass(frozen=True)
class SessionEntry:
    """A time-in session as the journal shows it. `withheld` means restricted to others."""

    session: TimeInSession
    author: str
    withheld: bool

    @property
    def key(self) -> tuple[datetime, UUID]:
        """Where the page after this entry begins."""
        return self.session.at, self.session.id


Entry = JournalEntry | SessionEntry


@dataclass(frozen=True)
class Sieve:
    """Which entries are wanted: notes of these kinds (none: of all kinds), sessions or not, since when."""

    kinds: tuple[NoteKind, ...] = ()
    with_notes: bool = True
    with_sessions: bool = True
    since: datetime | None = None

    def lets_through(self, entry: JournalEntry) -> bool:
        is_wanted = not self.kinds or entry.note.note_kind in self.kinds
        return self.with_notes and is_wanted and (self.since is None or entry.note.at >= self.since)


def page(
    read: Reader, *, pupil_id: UUID, sieve: Sieve, before: tuple[datetime, UUID] | None = None, limit: int = PAGE
) -> list[Entry]:
    """A page of the journal, newest first; the next page begins `before` the last entry's key."""
    found: list[Entry] = []
    if sieve.with_notes:
        found += notes.timeline(
            read, pupil_id=pupil_id, before=before, kinds=sieve.kinds, since=sieve.since, limit=limit
        )
    if sieve.with_sessions:
        since = [at_least("at", sieve.since)] if sieve.since else []
        found += _sessions(read, read.about(TimeInSession, pupil_id, *since, before=before, limit=limit))
    return sorted(found, key=_newest_last, reverse=True)[:limit]


def with_words(read: Reader, *, pupil_id: UUID, typed: str, sieve: Sieve, limit: int = PAGE) -> list[JournalEntry]:
    """The newest notes of a pupil that hold all the words, in their text, a quote or an action."""
    ids = journal_view.notes_with_words(read, pupil_id=pupil_id, typed=typed, limit=limit)
    found = notes.entries(read, list(read.by_ids(Note, ids).values()), pupil_id=pupil_id)
    return sorted((entry for entry in found if sieve.lets_through(entry)), key=_newest_last, reverse=True)


def _newest_last(entry: Entry) -> tuple[datetime, str]:
    at, entry_id = entry.key
    return at, str(entry_id)


def _sessions(read: Reader, sessions: Sequence[TimeInSession]) -> list[SessionEntry]:
    workers = read.by_ids(Worker, [session.created_by for session in sessions if session.created_by])
    return [
        SessionEntry(
            session,
            workers[session.created_by].name if session.created_by in workers else "",
            not session.may_be_read_by(read.worker_id),
        )
        for session in sessions
    ]
