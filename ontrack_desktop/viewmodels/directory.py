"""The directory: a searched, grouped list, and beside it one entry with whom it is there for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from ontrack_desktop.domain.agencies import Agency, Professional, School
from ontrack_desktop.domain.changes import Changes
from ontrack_desktop.domain.names import folded, holds
from ontrack_desktop.domain.people import Worker
from ontrack_desktop.domain.when import say_day
from ontrack_desktop.services import directory
from ontrack_desktop.services.directory import Details, Entry, Involved

from .desk import Desk
from .form_opening import open_form
from .record_form import FormSpec
from .record_forms import AGENCY, PROFESSIONAL, SCHOOL

LISTED = frozenset({"school", "agency", "professional", "worker"})
KINDS = LISTED | {"involvement", "pupil", "case"}
# kind -> heading of its group, in their order
GROUPS = {"school": "Schools", "agency": "Agencies", "professional": "Professionals", "worker": "Our team"}
ICONS = {"school": "school", "agency": "building-2", "professional": "user-round", "worker": "user-check"}
SPECS: dict[str, FormSpec] = {"school": SCHOOL, "agency": AGENCY, "professional": PROFESSIONAL}


@dataclass(frozen=True)
class Fact:
    """A line under the name: what it is, and what it says."""

    icon: str
    label: str
    words: str


@dataclass(frozen=True)
class Sheet:
    """One entry in words. `can_edit` is False for our own team, whose records come with their keys."""

    id: UUID
    kind: str
    name: str
    line: str
    facts: tuple[Fact, ...]
    people: tuple[tuple[UUID, str, str], ...]
    pupils: tuple[Involved, ...]
    pupils_heading: str
    can_edit: bool


class DirectoryModel(QObject):
    """`changed` for the list, `sheet_changed` for the entry beside it."""

    changed = Signal()
    sheet_changed = Signal()
    form_ready = Signal(object)
    """Signal(RecordForm): a form that was asked for."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._entries: list[Entry] = []
        self._details: Details | None = None
        self._awaited: UUID | None = None  # to be shown once it stands in the list
        self.is_loaded = False
        self.typed = ""
        desk.background.changed.connect(self._changes_came)

    def load(self) -> None:
        """Read the whole directory: a few hundred lines."""
        self._desk.background.query(directory.entries, self._show, owner=self, key="entries")

    def type(self, typed: str) -> None:
        """Filter by name, role, place or kind of agency."""
        self.typed = typed
        self.changed.emit()

    @property
    def is_bare(self) -> bool:
        """Nobody but our own team is in it yet."""
        return self.is_loaded and all(entry.kind == Worker.kind for entry in self._entries)

    def groups(self) -> list[tuple[str, list[Entry]]]:
        """(heading, entries) of what is typed; groups without one are left out."""
        typed = folded(self.typed)
        found = [entry for entry in self._entries if holds(entry.haystack, typed)]
        groups = [(title, [e for e in found if e.kind == kind]) for kind, title in GROUPS.items()]
        return [(title, entries) for title, entries in groups if entries]

    def open(self, record_id: UUID) -> None:
        """Show an entry beside the list."""
        entry = next((entry for entry in self._entries if entry.id == record_id), None)
        self._awaited = None if entry else record_id
        if entry is not None:
            ask = partial(directory.details, kind=entry.kind, record_id=record_id)
            self._desk.background.query(ask, self._show_details, owner=self, key="details")

    def sheet(self) -> Sheet | None:
        """The entry that is shown, in words."""
        shown = self._details
        if shown is None:
            return None
        record = shown.record
        name = record.name
        role = record.role if isinstance(record, Professional | Worker) else ""
        line = " · ".join(dict.fromkeys(part for part in (role, shown.where) if part))
        count = shown.pupil_count
        if isinstance(record, School):
            heading = f"{count} {'pupil' if count == 1 else 'pupils'} here"
        else:
            heading = f"There for {count} {'pupil' if count == 1 else 'pupils'}"
        if count > len(shown.pupils):
            heading += f", {len(shown.pupils)} of them shown"
        people = tuple((who.id, who.name, who.role) for who in shown.people)
        return Sheet(
            record.id, record.kind, name, line, tuple(self._facts(shown)), people, shown.pupils, heading,
            record.kind in SPECS,
        )

    def add(self, kind: str) -> None:
        """Ask for the form of a new school, agency or professional; a professional of the entry that is shown."""
        given: dict[str, UUID] = {}
        if kind == Professional.kind and self._details is not None:
            place = self._details.record
            given = {"agency_id": place.id} if isinstance(place, Agency) else {}
            given = {"school_id": place.id} if isinstance(place, School) else given
        open_form(self._desk, SPECS[kind], self.form_ready.emit, owner=self, given=given)

    def edit(self) -> None:
        """Ask for the form of the entry that is shown."""
        shown = self._details
        if shown is not None and shown.record.kind in SPECS:
            spec = SPECS[shown.record.kind]
            open_form(self._desk, spec, self.form_ready.emit, owner=self, record=shown.record)

    def add_usual(self) -> None:
        """Put the usual kinds of agency into the directory."""
        self._desk.background.change(directory.add_usual, owner=self)

    def _facts(self, shown: Details) -> list[Fact]:
        record = shown.record
        facts = [Fact("phone", "Phone", record.phone)]
        if isinstance(record, School):
            facts += [Fact("info", "URN", record.urn), Fact("info", "DfE number", record.dfe_number)]
        else:
            facts.append(Fact("mail", "E-mail", record.email))
        if isinstance(record, Agency):
            facts.append(Fact("clock", "Somebody answers", record.opening))
        if isinstance(record, Professional | Worker) and record.left_on:
            facts.append(Fact("log-out", "Left", say_day(record.left_on, self._desk.today())))
        return [fact for fact in facts if fact.words]

    def _show(self, entries: list[Entry]) -> None:
        self._entries = entries
        self.is_loaded = True
        self.changed.emit()
        if self._awaited is not None:
            self.open(self._awaited)

    def _show_details(self, details: Details) -> None:
        self._details = details
        self.sheet_changed.emit()

    def _changes_came(self, changes: Changes) -> None:
        if not self.is_loaded or not changes.concern(kinds=KINDS):
            return
        if changes.kinds & LISTED:
            self.load()
        if self._details is not None:
            self.open(self._details.record.id)
