"""What every record shares: identity, versions, links, text that can be searched, and who may see it.

A noun is one frozen pydantic class. Its fields carry their meaning as types of `domain/fields.py`
(`Line`, `Text`, `PupilIds` …); the store makes columns, links and search text from those, so that a new
noun needs no code of its own in the store beyond its row.
"""

from __future__ import annotations

from datetime import UTC, datetime, time
from functools import cache
from typing import Any, ClassVar, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from .choices import Audience
from .fields import Link, Moment, PupilIds, Searched, WorkerIds


def new_id(now: datetime, entropy: bytes) -> UUID:
    """A UUIDv7 (RFC 9562): 48 bits of Unix milliseconds, then 74 bits of `entropy` (at least 10 bytes)."""
    stamp = int(now.timestamp() * 1000) & (1 << 48) - 1
    random = int.from_bytes(entropy[:10], "big")
    value = stamp << 80 | 0x7 << 76 | (random >> 64 & 0xFFF) << 64 | 0b10 << 62 | random & (1 << 62) - 1
    return UUID(int=value)


# The fields that say when a thing happened, by the words that the records use for it.
HAPPENED = ("at", "on", "started_on", "raised_on", "set_on", "given_on", "opened_on", "agreed_on")


class Record(BaseModel):
    """A thing that is kept, amended and never overwritten. Version 0 has not been saved yet."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: ClassVar[str]
    noun: ClassVar[str]

    id: UUID
    version: int = 0
    created_at: Moment | None = None
    created_by: UUID | None = None
    changed_at: Moment | None = None
    changed_by: UUID | None = None

    def happened_at(self) -> datetime | None:
        """When the thing itself happened (a day counts as its noon), None where it has no such time."""
        value = next((getattr(self, name) for name in HAPPENED if name in type(self).model_fields), None)
        if value is None or isinstance(value, datetime):
            return value
        return datetime.combine(value, time(12), UTC)

    def label(self) -> str:
        """One line by which a person knows this record in a list."""
        return self.noun.capitalize()

    def links(self) -> set[tuple[str, UUID]]:
        """(role, id) of every record that this one points at, from its `Link` fields."""
        found: set[tuple[str, UUID]] = set()
        for name, role in linked_fields(type(self)):
            value = getattr(self, name)
            if value is None:
                continue
            found |= {(role, target) for target in (value if isinstance(value, tuple) else (value,))}
        return found

    def searched_text(self) -> str:
        """The words by which this record can be found, one field a paragraph."""
        parts: list[str] = []
        for name in searched_fields(type(self)):
            value = getattr(self, name)
            parts += [str(part) for part in value] if isinstance(value, tuple) else [value or ""]
        return "\n".join(part for part in parts if part)


class Casework(Record):
    """A record about pupils, which may be restricted to named people."""

    pupil_ids: PupilIds
    restricted: bool = False
    restricted_to: WorkerIds = ()
    audience: tuple[Audience, ...] = tuple(Audience)

    def may_be_read_by(self, worker_id: UUID | None) -> bool:
        """Whether a worker sees the content: restricted records show it to author and named people only."""
        return not self.restricted or worker_id == self.created_by or worker_id in self.restricted_to

    def withheld(self) -> Self:
        """The same record without its content: what others see of a restricted one."""
        emptied: dict[str, Any] = {}
        for name, field in type(self).model_fields.items():
            if name in KEPT_WHEN_WITHHELD:
                continue
            value = getattr(self, name)
            if isinstance(value, tuple):
                emptied[name] = ()
            elif isinstance(value, BaseModel):
                emptied[name] = field.get_default()
            elif type(value) is str:
                emptied[name] = ""
        return self.model_copy(update=emptied)


KEPT_WHEN_WITHHELD = {*Record.model_fields, *Casework.model_fields}


@cache
def linked_fields(record_class: type[Record]) -> tuple[tuple[str, str], ...]:
    """(field name, role) of the fields that point at other records."""
    return tuple(
        (name, mark.role)
        for name, field in record_class.model_fields.items()
        for mark in marks_of(field)
        if isinstance(mark, Link)
    )


@cache
def searched_fields(record_class: type[Record]) -> tuple[str, ...]:
    """Names of the fields whose text is searched."""
    return tuple(
        name
        for name, field in record_class.model_fields.items()
        if any(isinstance(mark, Searched) for mark in marks_of(field))
    )


def marks_of(field: Any) -> list[Any]:
    """The marks of a field, also where they stand inside `Line | None` or `tuple[Line, ...]`."""
    found = list(field.metadata)
    pending = [field.annotation]
    while pending:
        annotation = pending.pop()
        found += getattr(annotation, "__metadata__", ())
        pending += [part for part in getattr(annotation, "__args__", ()) if part is not Ellipsis]
    return found
