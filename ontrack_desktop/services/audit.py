"""Who looked: openings entered in the ledger, and read back with everything else done about a pupil."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
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
CAME_IN = (Act.UNLOCKED, Act.FAILED_UNLOCK, Act.RECOVERY_USED)
SEARCHED = (Act.SEARCHED,)
KEYS = (
    Act.PASSPHRASE_CHANGED, Act.PERSON_ADDED, Act.PERSON_REMOVED, Act.KEYS_CHANGED, Act.KEYS_PUT_BACK, Act.ROTATED
)
COPIES = (Act.BACKED_UP, Act.RESTORED)
PAGE = 100
NOBODY_KNOWS = "Somebody"


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


@dataclass(frozen=True)
class VaultLine:
    """What somebody did with the vault: about which pupil, with which record or colleague, and what was noted of it.

    `at` is when a failed try was made, and not when it was written down.
    """

    seq: int
    at: datetime
    worker: str
    act: Act
    noun: str
    version: int
    pupil: str
    colleague: str
    detail: dict[str, Any]


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
            line.seq, line.at, workers[line.worker_id].name if line.worker_id in workers else NOBODY_KNOWS, line.act,
            line.noun, line.kind, line.record_id, line.version,
        )
        for line in lines
    ]


def everything(
    read: Reader, *, acts: Sequence[Act] = (), before: int | None = None, limit: int = PAGE
) -> list[VaultLine]:
    """A page of all that was done in this vault, the newest first; the next page begins `before` the last seq."""
    lines = ledger_view.newest(read, acts=acts, before=before, limit=limit)
    pupils = read.by_ids(Pupil, [each for line in lines for each in (line.pupil_id, line.record_id) if each])
    people = read.by_ids(Worker, [each for line in lines for each in (line.worker_id, line.record_id) if each])
    return [_vault_line(line, pupils, people) for line in lines]


def _vault_line(line: ledger_view.VaultLine, pupils: dict[UUID, Pupil], people: dict[UUID, Worker]) -> VaultLine:
    who = people.get(line.worker_id) if line.worker_id else None
    about = next((pupils[each] for each in (line.pupil_id, line.record_id) if each in pupils), None)
    with_whom = people.get(line.record_id) if line.record_id else None
    # it is entered by who came in next, and nobody knows who tried
    tried = line.detail.get("tried_at") if line.act is Act.FAILED_UNLOCK else None
    return VaultLine(
        line.seq, datetime.fromisoformat(tried) if tried else line.at,
        who.name if who and line.act is not Act.FAILED_UNLOCK else NOBODY_KNOWS, line.act, line.noun, line.version,
        about.name if about else "", with_whom.name if with_whom else "", line.detail,
    )
