"""What a record said before: every version, and what each changed, field by field in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from ontrack_desktop.domain.choices import Choice
from ontrack_desktop.domain.people import Household, Worker
from ontrack_desktop.domain.record import Casework, Record
from ontrack_desktop.domain.when import local, say_full_day, say_time
from ontrack_desktop.store import ledger_view

from .workspace import Reader

NOT_SHOWN = frozenset(Record.model_fields)


@dataclass(frozen=True)
class FieldChange:
    """One field of a record: what it said and what it says, both in words ("" for nothing)."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class Version:
    """One version: who wrote it when, and what it changed (all that it says, for the first)."""

    number: int
    at: datetime | None
    worker: str
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True)
class History:
    """A record's versions, the newest first. `withheld`: the one who asks may not read it."""

    noun: str
    record_class: type[Record]
    versions: tuple[Version, ...]
    withheld: bool


def history(read: Reader, *, kind: str, record_id: UUID) -> History:
    """The versions of one record, also of one that was taken off the lists."""
    found = list(ledger_view.versions(read, kind, record_id))
    workers = read.by_ids(Worker, [each.changed_by for each in found if each.changed_by])
    links = {target: role for each in found for role, target in each.links()}
    names = ledger_view.labels(read, list(links))
    # An address may be kept safe: the history says that the home changed, not where it is.
    names |= {target: "a home" for target, role in links.items() if role == Household.kind}
    newest = found[0] if found else None
    # What is restricted now hides what its open versions said before.
    hidden = isinstance(newest, Casework) and not newest.may_be_read_by(read.worker_id)
    made = []
    for version, older in zip(found, [*found[1:], None], strict=True):
        author = workers.get(version.changed_by) if version.changed_by else None
        made.append(Version(
            version.version, version.changed_at, author.name if author else "Somebody",
            () if hidden else tuple(_changes(version, older, names)),
        ))
    record_class = type(newest) if newest else Record
    return History(newest.noun if newest else "", record_class, tuple(made), hidden)


def _changes(version: Record, older: Record | None, names: dict[UUID, str]) -> list[FieldChange]:
    found = []
    for name, field in type(version).model_fields.items():
        if name in NOT_SHOWN:
            continue
        now = getattr(version, name)
        before = getattr(older, name) if older else (None if field.is_required() else field.get_default())
        if now != before:
            found.append(FieldChange(name, words_of(before, names), words_of(now, names)))
    return found


def words_of(value: Any, names: dict[UUID, str]) -> str:
    """A field's value as a person reads it; `names` are those of linked records."""
    match value:
        case None | "":
            return ""
        case bool():
            return "Yes" if value else "No"
        case Choice():
            return value.label
        case datetime():
            return f"{say_full_day(local(value).date())}, {say_time(value)}"
        case date():
            return say_full_day(value)
        case UUID():
            return names.get(value, "a record that is not shown")
        case tuple():
            return "; ".join(words_of(part, names) for part in value)
        case _ if hasattr(value, "model_fields_set"):
            parts = (words_of(part, names) for _, part in value)
            return ", ".join(part for part in parts if part)
    return str(value)
