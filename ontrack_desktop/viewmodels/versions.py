"""The earlier versions of one record in words: who changed what and when."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from ontrack_desktop.domain.record import Record
from ontrack_desktop.domain.when import day_of, say_day, say_time
from ontrack_desktop.services.history import FieldChange, History, Version, history

from . import record_forms
from .desk import Desk
from .record_form import FormSpec

# fields that no declared form asks for, in words
CALLED = {
    "pupil_ids": "About", "note_kind": "Kind", "at": "When", "on": "When", "minutes": "How long", "text": "Text",
    "person_ids": "With", "professional_ids": "With", "seen_ids": "Seen", "seen_alone_ids": "Seen alone",
    "restricted": "Restricted", "restricted_to": "May also be read by", "audience": "Readers",
    "household_id": "Home", "chosen": "Chosen for the next meeting", "note_id": "From the note",
    "designated_worker_id": "Designated worker", "done_on": "Done on", "due_on": "Due on", "what": "What",
    "agency_id": "Agency", "promoted_from_id": "Taken from",
}  # fmt: skip


@dataclass(frozen=True)
class ChangeLine:
    """One field: "" before means that nothing stood there, "" after that it was emptied."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class VersionCard:
    """One version: "Version 2", "Wed 4 Nov, 10:00 · Dee Marlow", and what it changed."""

    title: str
    below: str
    changes: tuple[ChangeLine, ...]


class VersionsModel(QObject):
    """The versions of the record that was asked for, the newest first."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.found: History | None = None

    def show_record(self, kind: str, record_id: UUID) -> None:
        ask = partial(history, kind=kind, record_id=record_id)
        self.desk.background.query(ask, self._show, owner=self, key="history")

    def clear(self) -> None:
        """Show nothing."""
        self.found = None
        self.changed.emit()

    def title(self) -> str:
        """"A note, 3 versions"."""
        if self.found is None:
            return ""
        count = len(self.found.versions)
        return f"{self.found.noun.capitalize()}, {count} {'version' if count == 1 else 'versions'}"

    def restricted(self) -> str:
        """The sentence in the place of what may not be read here, or ""."""
        if self.found is None or not self.found.withheld:
            return ""
        return "Restricted. Only the author and named people can read this."

    def cards(self) -> list[VersionCard]:
        return [self._card(version) for version in self.found.versions] if self.found else []

    def _card(self, version: Version) -> VersionCard:
        assert self.found is not None
        when = f"{say_day(day_of(version.at), self.desk.today())}, {say_time(version.at)} · " if version.at else ""
        labels = _labels(self.found.record_class)
        return VersionCard(
            "First version" if version.number == 1 else f"Version {version.number}", f"{when}{version.worker}",
            tuple(_line(change, labels) for change in version.changes),
        )

    def _show(self, found: History) -> None:
        self.found = found
        self.changed.emit()


def _line(change: FieldChange, labels: dict[str, str]) -> ChangeLine:
    plain = change.name.removesuffix("_ids").removesuffix("_id").replace("_", " ").capitalize()
    return ChangeLine(labels.get(change.name) or CALLED.get(change.name) or plain, change.before, change.after)


def _labels(record_class: type[Record]) -> dict[str, str]:
    """What the declared forms of a noun call its fields."""
    return {
        ask.name: ask.label for spec in vars(record_forms).values()
        if isinstance(spec, FormSpec) and spec.record_class is record_class for ask in spec.asks
    }
