"""The palette: what is typed becomes pupils, notes, people and things to do, without ever making anybody wait."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from ontrack_desktop.domain.changes import Changes
from ontrack_desktop.domain.choices import NoteKind
from ontrack_desktop.domain.isolated import isolated
from ontrack_desktop.domain.names import folded, holds
from ontrack_desktop.domain.when import day_of, say_day
from ontrack_desktop.services import find
from ontrack_desktop.services.find import FOUND_FROM, FOUND_TO, FoundWords, Name

from .desk import Desk
from .new_pupil import open_new_pupil

NAMED = frozenset({"pupil", "case", "person", "professional", "agency", "school", "worker"})
MOST_NAMES = 6
FEW = 5  # records shown before somebody asks for the others
ABOUT = 3  # pupils for whom "new note about …" is offered
Segments = tuple[tuple[str, bool], ...]

NOTE_ICONS = {
    NoteKind.HOME_VISIT: "house", NoteKind.PHONE: "phone", NoteKind.APPOINTMENT: "stethoscope",
    NoteKind.ADVOCACY: "megaphone", NoteKind.LIAISON: "building-2", NoteKind.LETTER: "mail",
    NoteKind.MEDIATION: "handshake", NoteKind.GROUP: "users", NoteKind.OBSERVATION: "eye",
}  # fmt: skip
# kind -> what it is called, its icon, and the section of the pupil's page where it stands
RECORDS = {
    "note": ("", "file-text", "journal"),
    "quote": ("Said", "message-square-quote", "voice"),
    "action": ("Action", "clipboard-check", "overview"),
    "advocacy": ("Asked for", "megaphone", "advocacy"),
    "time_in_plan": ("Time-in plan", "file-text", "plans"),
    "time_in_session": ("Time in", "hand-heart", "plans"),
    "meeting": ("Meeting", "users", ""),
    "chronology": ("Event", "flag", "chronology"),
    "goal": ("Goal", "target", "measures"),
    "score": ("Score", "chart-column", "measures"),
    "suspension": ("Suspension", "calendar-clock", "school_life"),
    "attendance": ("Attendance", "calendar-days", "school_life"),
}  # fmt: skip
PEOPLE = {
    "person": "user-round", "professional": "user", "agency": "building-2", "school": "school",
    "worker": "user-check",
}  # fmt: skip
# words -> (icon, keys, what it does, which page)
COMMANDS = {
    "New note": ("pencil", "Ctrl N", "new_note", ""),
    "Add a pupil": ("user-plus", "", "add_pupil", ""),
    "Open Today": ("sun", "", "page", "today"),
    "Open Pupils": ("users", "", "page", "pupils"),
    "Open Meetings": ("calendar-days", "", "page", "meetings"),
    "Open Directory": ("book-user", "", "page", "directory"),
    "Settings": ("settings", "", "page", "settings"),
    "Check a printed page": ("file-text", "", "page", "printed_page"),
    "Who did what": ("history", "", "page", "vault_history"),
    "Lock": ("lock", "Ctrl L", "lock", ""),
}  # fmt: skip
# "new note about ros" looks for pupils called "ros", and offers first what was begun
BEGUN = re.compile(
    r"^(?:(?:new |write )?(?:a )?(?P<note>note)(?: about| for)?|(?:prepare |new )?(?:a )?(?:meeting|pack)(?: for)?)"
    r" (?P<whom>.+)$"
)


@dataclass(frozen=True)
class Found:
    """One row, and what opening it does: `does` is a word that the screen knows, with an id, a page or a section."""

    id: str
    lead: str
    text: str
    icon: str
    does: str
    target: UUID | None = None
    place: str = ""
    snippet: Segments = ()
    keys: str = ""


class FindModel(QObject):
    """`groups` holds what was found. Between `open` and `close` one search is entered in the ledger."""

    changed = Signal()
    form_ready = Signal(object)
    """Signal(RecordForm): a form that was asked for."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._names: list[Name] | None = None
        self._pupils: list[Name] = []
        self._others: list[Name] = []
        self._hits: list[FoundWords] = []
        self._begun = ""  # what was typed before a pupil's name: "note", "meeting" or nothing
        self._is_asking = False
        self._has_searched = False
        self._shows_all = False
        self.typed = ""
        self.groups: list[tuple[str, list[Found]]] = []
        desk.background.changed.connect(self._changes_came)

    def open(self) -> None:
        """Begin anew; names are read the first time and after somebody was added."""
        self._is_asking = self._has_searched = False
        self._hits = []
        if self._names is None:
            ask = partial(find.names, today=self._desk.today())
            self._desk.background.query(ask, self._show_names, owner=self, key="names")
        self.type("")

    def type(self, typed: str) -> None:
        """Names are found at once; words as soon as the question before them is answered."""
        self.typed = typed
        self._shows_all = False
        self._look_up_names()
        if not self._is_asking:
            self._ask()

    def show_all_notes(self) -> None:
        """Show every record that was found, not only the newest few."""
        self._shows_all = True
        self._arrange()

    def close(self) -> None:
        """Enter the search in the ledger, if there was one."""
        if self._has_searched:
            self._has_searched = False
            self._desk.enter_look(partial(find.note_search, hits=self.count), owner=self)

    def add_pupil(self) -> None:
        """Ask for the form of a new pupil."""
        open_new_pupil(self._desk, self.form_ready.emit, owner=self)

    @property
    def count(self) -> int:
        """How many pupils, people and records were found."""
        return len(self._pupils) + len(self._others) + len(self._hits)

    def count_words(self) -> str:
        """"7 found", "50 or more found", and nothing before anything is typed."""
        if not folded(self.typed):
            return ""
        return f"{self.count} {'or more ' if len(self._hits) == find.MOST_HITS else ''}found"

    def _ask(self) -> None:
        asked = self.typed
        if len(folded(asked).replace(" ", "")) < find.SHORTEST:
            self._hits = []
            self._arrange()
            return
        self._is_asking = self._has_searched = True

        def answered(hits: list[FoundWords]) -> None:
            self._is_asking = False
            if asked != self.typed:
                self._ask()
                return
            self._hits = hits
            self._arrange()

        self._desk.background.query(
            partial(find.words, typed=asked), answered, owner=self, key="words", failed=lambda _error: answered([])
        )

    def _show_names(self, names: list[Name]) -> None:
        self._names = names
        self._look_up_names()

    def _look_up_names(self) -> None:
        wanted = folded(self.typed)
        found = find.by_name(self._names or [], wanted) if wanted else []
        begun = None if found else BEGUN.match(wanted)  # somebody may be called Pack
        if begun:
            found = find.by_name(self._names or [], begun["whom"])
        self._pupils = [name for name in found if name.kind == "pupil"]
        self._others = [] if begun else [name for name in found if name.kind != "pupil"]
        self._begun = ("note" if begun["note"] else "meeting") if begun and self._pupils else ""
        self._arrange()

    def _arrange(self) -> None:
        """Make the rows of what is known now. The first is done by Enter: what was typed to be done stands first."""
        do = ("Do", list(self._commands()))
        found = [
            ("Pupils", [_pupil(name) for name in self._pupils[:MOST_NAMES]]),
            ("Notes", list(self._records())),
            ("People", [_other(name) for name in self._others[:MOST_NAMES]]),
        ]
        self.groups = [do, *found] if self._begun else [*found, do]
        self.changed.emit()

    def _records(self) -> Iterable[Found]:
        """The newest few, so that people and things to do stay in sight; the others by one more key."""
        shown = self._hits if self._shows_all or len(self._hits) <= FEW + 1 else self._hits[:FEW]
        yield from map(self._record, shown)
        if len(shown) < len(self._hits):
            yield Found("more", f"Show all {len(self._hits)}", "", "chevron-down", "more")

    def _record(self, hit: FoundWords) -> Found:
        called, icon, section = RECORDS.get(hit.kind, (hit.label, "file-text", "overview"))
        if hit.kind == "note":
            called = hit.label
            icon = next((NOTE_ICONS[kind] for kind in NOTE_ICONS if kind.label == hit.label), icon)
        text = f"{called}, {say_day(day_of(hit.at), self._desk.today())}"
        does, target = ("meeting", hit.record_id) if hit.kind == "meeting" else ("pupil", hit.pupil_id)
        return Found(
            f"record {hit.record_id}", hit.pupil, text, icon, does, target, section, segments(hit.snippet)
        )

    def _commands(self) -> Iterable[Found]:
        typed = folded(self.typed)
        if typed and self._begun == "meeting":
            yield from [*map(_meeting_for, self._pupils[:ABOUT]), *self._notes_about(1)]
        elif typed:
            yield from [*self._notes_about(ABOUT), *map(_meeting_for, self._pupils[:1])]
        for words, (icon, keys, does, place) in COMMANDS.items():
            is_note_again = does == "new_note" and typed and self._pupils
            if holds(folded(words), typed) and not is_note_again:
                yield Found(f"do {words}", words, "", icon, does, place=place, keys=keys)
        if typed and not self._pupils and not holds("new note", typed):
            yield Found("do New note", "New note", "", "pencil", "new_note", keys="Ctrl N")

    def _notes_about(self, most: int) -> Iterable[Found]:
        for number, name in enumerate(self._pupils[:most]):
            about = f"New note about {isolated(name.name)}"
            yield Found(f"note {name.id}", about, "", "pencil", "note", name.id, keys="" if number else "Ctrl N")

    def _changes_came(self, changes: Changes) -> None:
        if changes.concern(kinds=NAMED):
            self._names = None


def segments(snippet: str) -> Segments:
    """A snippet as plain pieces, True where a word was found."""
    line = " ".join(snippet.split())
    pieces: list[tuple[str, bool]] = []
    for number, part in enumerate(line.split(FOUND_FROM)):
        marked, _, rest = part.partition(FOUND_TO) if number else ("", "", part)
        pieces += [(marked, True), (rest, False)]
    return tuple((words, is_found) for words, is_found in pieces if words)


def _pupil(name: Name) -> Found:
    return Found(f"pupil {name.id}", name.name, name.line, "user-round", "pupil", name.id, "overview")


def _meeting_for(name: Name) -> Found:
    about = f"Prepare a meeting for {isolated(name.name)}"
    return Found(f"meeting {name.id}", about, "", "files", "new_meeting", name.id)


def _other(name: Name) -> Found:
    does = ("pupil", "people") if name.pupil_id else ("page", "directory")
    return Found(f"{name.kind} {name.id}", name.name, name.line, PEOPLE[name.kind], does[0], name.pupil_id, does[1])
