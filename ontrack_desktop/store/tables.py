"""The tables as statements know them: a record's fields are its table's columns, each with how it is kept.

Their keys and indices are declared in `rows`; a test holds the two together.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property

from ontrack_desktop.domain.advocacy import AdvocacyIssue
from ontrack_desktop.domain.agencies import Agency, Involvement, Professional, School
from ontrack_desktop.domain.attendance import AttendancePeriod
from ontrack_desktop.domain.behaviour import Suspension, TimeInPlan, TimeInSession
from ontrack_desktop.domain.cases import Case
from ontrack_desktop.domain.drafts import Draft
from ontrack_desktop.domain.measures import Goal, Score
from ontrack_desktop.domain.meetings import ChronologyEntry, Consent, Disclosure, Meeting
from ontrack_desktop.domain.notes import Action, Note, Quote
from ontrack_desktop.domain.people import Household, Person, Pupil, Worker
from ontrack_desktop.domain.record import Record

from .columns import Conversion, read_as, written_as

KINDS: dict[str, type[Record]] = {
    record.kind: record
    for record in (
        Pupil, Person, Household, Worker, School, Agency, Professional, Involvement, Case, Note, Quote, Action,
        AdvocacyIssue, TimeInPlan, TimeInSession, Suspension, AttendancePeriod, Goal, Score, Meeting, ChronologyEntry,
        Consent, Disclosure, Draft,
    )
}
"""Every kind of record that a store keeps."""


@dataclass(frozen=True)
class Column:
    """A column's name, what makes its value of a field's value, and back; None where they are the same."""

    name: str
    write: Conversion | None = None
    read: Conversion | None = None


@dataclass(frozen=True)
class Table:
    """A table by its name and its columns, in order."""

    name: str
    columns: tuple[Column, ...]

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        return self.columns[self.names.index(name)]

    def __hash__(self) -> int:
        return hash(self.name)


def _plain(name: str, columns: str) -> Table:
    """A table whose values are kept as they are given."""
    return Table(name, tuple(map(Column, columns.split())))


@cache
def table_of(record_class: type[Record]) -> Table:
    """The table of a kind of record."""
    fields = record_class.model_fields.items()
    kept = ((name, field.rebuild_annotation()) for name, field in fields)
    return Table(record_class.kind, tuple(Column(name, written_as(type_), read_as(type_)) for name, type_ in kept))


LINK = _plain("link", "target_id kind role at record_id")
LEDGER = _plain(
    "ledger",
    "seq at worker_id device_id act kind record_id version base_version occurred_at pupil_id payload mac",
)
SEARCHABLE = _plain("searchable", "row record_id kind pupil_id at readers label body")
TOMBSTONE = _plain("tombstone", "record_id kind at reason")
