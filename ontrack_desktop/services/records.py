"""What can be done with any record: save it, take it off the lists, read its versions."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.domain.record import Record

from .workspace import Reader, UnitOfWork

R = TypeVar("R", bound=Record)


def save(work: UnitOfWork, record: Record) -> None:
    """Keep a new record, or the next version of one."""
    work.save(record)


def remove(work: UnitOfWork, record: Record, *, reason: str) -> None:
    """Take a record off every list; raises `OnTrackError` without a reason."""
    if not reason.strip():
        raise OnTrackError("Say why this is being removed.", "The reason is kept with the record’s history.")
    work.remove(record, reason.strip())


def versions(read: Reader, record_class: type[R], *, record_id: UUID) -> list[R]:
    """Every version of a record, the newest first."""
    return read.versions(record_class, record_id)
