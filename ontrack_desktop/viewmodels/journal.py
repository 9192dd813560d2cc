"""A pupil's journal: pages as they are scrolled to, filters, words in it, one note read in full, actions ticked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from ontrack_desktop.domain.changes import Changes
from ontrack_desktop.domain.choices import NoteKind
from ontrack_desktop.domain.isolated import isolated
from ontrack_desktop.domain.notes import Action, Note
from ontrack_desktop.domain.when import LONDON, school_year
from ontrack_desktop.services import journal, notes
from ontrack_desktop.services.journal import Entry, Sieve
from ontrack_desktop.services.notes import PAGE, JournalEntry
from ontrack_desktop.services.workspace import Reader

from .desk import Desk
from .journal_lines import JournalLine, lines_of

# chip -> the kinds of note that it lets through; "time_in" stands for the time-in sessions
FILTERS: dict[str, tuple[NoteKind, ...]] = {
    "visits": (
        NoteKind.HOME_VISIT, NoteKind.UNSUCCESSFUL, NoteKind.DIRECT_WORK, NoteKind.APPOINTMENT, NoteKind.OBSERVATION,
        NoteKind.GROUP,
    ),
    "calls": (NoteKind.PHONE, NoteKind.LIAISON, NoteKind.LETTER),
    "advocacy": (NoteKind.ADVOCACY, NoteKind.MEDIATION),
    "time_in": (),
}  # fmt: skip
SHOWN = frozenset({"note", "quote", "action", "time_in_session"})
MOST_READ_AGAIN = 4 * PAGE


class JournalModel(QObject):
    """What the journal shows. `entries` and `lines` go together, newest first."""

    lines_changed = Signal(bool)
    """Other lines; True: the same journal read again, so that the place in it stays."""
    lines_added = Signal(list)
    """Signal(list[JournalLine]): older ones under those that there are."""
    opened_changed = Signal()
    """Another note is read in full, or none."""
    told = Signal(str)
    """A sentence about what was done."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.pupil_id: UUID | None = None
        self.entries: list[Entry] = []
        self.lines: list[JournalLine] = []
        self.has_more = False
        self.is_loaded = False
        self.only_this_year = True
        self.chosen: frozenset[str] = frozenset()
        self.typed = ""
        self.opened: JournalEntry | None = None
        self.opened_versions: list[tuple[Note, str]] = []
        self._ticked: Action | None = None  # as it was before it was ticked last
        desk.background.changed.connect(self._changed)

    def show_pupil(self, pupil_id: UUID) -> None:
        """Show this pupil's journal from the top."""
        self.pupil_id = pupil_id
        self.entries, self.lines, self.is_loaded = [], [], False
        self.typed = ""
        self._ticked = None
        self.close()
        self._read(keep=False)

    def set_this_year(self, only: bool) -> None:
        """Only this school year (1 September to 31 August), or everything there is."""
        self.only_this_year = only
        self._read(keep=False)

    def set_filter(self, name: str, on: bool) -> None:
        """Let a group of `FILTERS` through; with none chosen everything is shown."""
        self.chosen = self.chosen | {name} if on else self.chosen - {name}
        self._read(keep=False)

    def search(self, typed: str) -> None:
        """Show the notes that hold these words; "" shows all again."""
        if typed.strip() != self.typed:
            self.typed = typed.strip()
            self._read(keep=False)

    def more(self) -> None:
        """Read the next page."""
        if not self.has_more or self.pupil_id is None:
            return
        self.has_more = False
        ask = partial(journal.page, pupil_id=self.pupil_id, sieve=self.sieve(), before=self.entries[-1].key)
        self.desk.background.query(ask, self._add, owner=self, key="page")

    def open(self, entry_id: str) -> bool:
        """Read one note in full, with its earlier versions; False if it is no note, or not to be read by us."""
        found = next((e for e in self.entries if str(e.key[1]) == entry_id), None)
        if not isinstance(found, JournalEntry) or found.withheld:
            return False
        self._open(found.note.id)
        return True

    def close(self) -> None:
        """Back to the journal."""
        if self.opened is not None:
            self.opened = None
            self.opened_changed.emit()

    def tick_action(self, action_id: UUID, done: bool) -> None:
        """Mark an action as done today, or as open again. `undo_tick` puts it back."""
        found = [e for e in (*self.entries, self.opened) if isinstance(e, JournalEntry)]
        before = next(action for entry in found for action in entry.actions if action.id == action_id)

        def then(_changes: Changes) -> None:
            self._ticked = before
            self.told.emit(f"{'Done' if done else 'Open again'}: {isolated(before.what)} (Ctrl+Z undoes it)")

        self._set_done(action_id, self.desk.today() if done else None, then)

    def undo_tick(self) -> None:
        """Put the action that was ticked last back as it was, with the day that it had."""
        before, self._ticked = self._ticked, None
        if before is not None:
            said = f"As it was before: {before.what}"
            self._set_done(before.id, before.done_on, lambda _changes: self.told.emit(said))

    def _set_done(self, action_id: UUID, day: date | None, then: Callable[[Changes], None]) -> None:
        ticked = partial(notes.tick_action, action_id=action_id, done_on=day)
        self.desk.background.change(ticked, then, owner=self)

    def sieve(self) -> Sieve:
        """What the chips let through."""
        kinds = tuple(kind for name in FILTERS if name in self.chosen for kind in FILTERS[name])
        first = school_year(self.desk.today())[0]
        return Sieve(
            kinds=kinds,
            with_notes=not self.chosen or bool(kinds),
            with_sessions=not self.chosen or "time_in" in self.chosen,
            since=datetime.combine(first, time(), LONDON) if self.only_this_year else None,
        )

    def is_narrowed(self) -> bool:
        """Whether something may be hidden by what was chosen or typed."""
        return bool(self.chosen or self.typed or self.only_this_year)

    def _read(self, *, keep: bool) -> None:
        if self.pupil_id is None:
            return
        pupil_id, sieve, typed = self.pupil_id, self.sieve(), self.typed
        limit = max(PAGE, min(len(self.entries), MOST_READ_AGAIN)) if keep else PAGE

        def ask(read: Reader) -> tuple[list[Entry], bool, bool]:
            found: list[Entry] = []
            if typed:
                found += journal.with_words(read, pupil_id=pupil_id, typed=typed, sieve=sieve, limit=MOST_READ_AGAIN)
                return found, False, keep
            found += journal.page(read, pupil_id=pupil_id, sieve=sieve, limit=limit)
            return found, len(found) == limit, keep

        self.desk.background.query(ask, self._show, owner=self, key="page")

    def _show(self, found: tuple[list[Entry], bool, bool]) -> None:
        self.entries, self.has_more, keep = found
        self.is_loaded = True
        self.lines = self._words(self.entries, None)
        self.lines_changed.emit(keep)

    def _add(self, found: list[Entry]) -> None:
        lines = self._words(found, self.entries[-1] if self.entries else None)
        self.has_more = len(found) == PAGE
        self.entries += found
        self.lines += lines
        self.lines_added.emit(lines)

    def _words(self, entries: list[Entry], before: Entry | None) -> list[JournalLine]:
        assert self.pupil_id is not None
        return lines_of(entries, pupil_id=self.pupil_id, today=self.desk.today(), before=before)

    def _open(self, note_id: UUID) -> None:
        pupil_id = self.pupil_id

        def ask(read: Reader) -> tuple[JournalEntry, list[tuple[Note, str]]]:
            entry = notes.entry(read, note_id=note_id, pupil_id=pupil_id)
            if entry.note.version < 2:
                return entry, []
            return entry, notes.versions(read, note_id=note_id, pupil_id=pupil_id)

        self.desk.background.query(
            ask, self._show_opened, owner=self, key="opened", failed=lambda _gone: self.close()
        )

    def _show_opened(self, found: tuple[JournalEntry, list[tuple[Note, str]]]) -> None:
        self.opened, self.opened_versions = found
        self.opened_changed.emit()

    def _changed(self, changes: Changes) -> None:
        if self.pupil_id is None or not changes.concern(kinds=SHOWN, pupil_id=self.pupil_id):
            return
        self._read(keep=True)
        if self.opened is not None:
            self._open(self.opened.note.id)
