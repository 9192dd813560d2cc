"""Who looked: openings entered in the ledger, and read back with everything else done about a pupil."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from ontrack_desktop.domain.ledger import Act
from ontrack_desktop.domain.people import Pupil, Worker
from ontrack_desktop.store import ledger_view
from ontrack_desktop.store.ledger_view import LedgerLine

from .workspace import Reader, UnitOfWork

__all__ = ["LedgerLine"]

ONE_OPENING = timedelta(minutes=15)
LOOKED = (Act.OPENED,)
WROTE = (Act.SAVED, Act.REMOVED)
TOOK_OUT = (Act.PRINTED, Act.EXPORTED)
PAGE = 100


@dataclass(frozen=True)
class Line:
    """What somebody did, when, and with what."""

    seq: int
    at: datetime
    worker: str
    act: Act
    noun: str
    kind: str
    record_id: UUID | None
    version: int


def note_opened(work: UnitOfWork, *, pupil_id: UUID) -> None:
    """Enter that this worker opened a pupil's record: once in a quarter of an hour."""
    recent = work.read.entries(pupil_id=pupil_id, act=Act.OPENED, limit=50)
    if any(each.worker_id == work.worker_id and abs(work.now - each.at) < ONE_OPENING for each in recent):
        return
    work.note_act(Act.OPENED, kind=Pupil.kind, record_id=pupil_id, pupil_id=pupil_id)


def who_looked(
    read: Reader, *, pupil_id: UUID, acts: Sequence[Act] = (), before: int | None = None, limit: int = PAGE
) -> list[Line]:
    """A page of what was done about a pupil, the newest first; the next page begins `before` the last seq."""
    lines = ledger_view.about_pupil(read, pupil_id, acts=acts, before=before, limit=limit)
    workers = read.by_ids(Worker, [line.worker_id for line in lines if line.worker_id])
    return [
        Line(
            line.seq, line.at, workers[line.worker_id].name if line.worker_id in workers else "Somebody", line.act,
            line.noun, line.kind, line.record_id, line.version,
        )
        for line in lines
    ]
