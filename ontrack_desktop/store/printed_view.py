"""What the ledger knows of a printed page: the moment it was drawn from, the papers with its mark, and what came after.

No index leads here, so the whole ledger is looked through: about a second for 200,000 entries, on the rare day that
somebody asks.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select

from ontrack_desktop.domain import mark as marks
from ontrack_desktop.domain.ledger import Act

from .reader import Reader
from .rows import KINDS, ledger_table


@dataclass(frozen=True)
class Drawn:
    """An entry of the ledger that stood last when a page was drawn."""

    seq: int
    at: datetime


@dataclass(frozen=True)
class PaperEntry:
    """An entry that says a paper was printed or saved. `detail` is what `papers.enter` wrote."""

    seq: int
    at: datetime
    worker_id: UUID | None
    act: Act
    pupil_id: UUID
    record_id: UUID | None
    detail: dict[str, Any]


def drawn_from(read: Reader, mark: str, *, before: int | None = None) -> Drawn | None:
    """The newest entry whose MAC has this mark; one `before` a sequence is mostly near it, and quickly found."""
    ledger = ledger_table.c
    lowest, highest = marks.beginnings(mark)
    query = (
        select(ledger.seq, ledger.at)
        .where(ledger.mac >= lowest, func.substr(ledger.mac, 1, len(highest)) <= highest)
        .order_by(ledger.seq.desc()).limit(1)
    )
    if before is not None:
        query = query.where(ledger.seq < before)
    row = read.connection.execute(query).first()
    return Drawn(row.seq, datetime.fromisoformat(row.at)) if row else None


def papers_with(read: Reader, mark: str) -> list[PaperEntry]:
    """Every time that a paper with this mark was printed or saved, the oldest first."""
    ledger = ledger_table.c
    query = (
        select(
            ledger.seq, ledger.at, ledger.worker_id, ledger.act, ledger.pupil_id, ledger.record_id, ledger.payload
        ).where(
            ledger.act.in_([Act.PRINTED.value, Act.EXPORTED.value]), ledger.payload.contains(mark, autoescape=True)
        ).order_by(ledger.seq)
    )
    found = [
        PaperEntry(
            row.seq, datetime.fromisoformat(row.at), UUID(row.worker_id) if row.worker_id else None, Act(row.act),
            UUID(row.pupil_id), UUID(row.record_id) if row.record_id else None, json.loads(row.payload),
        )
        for row in read.connection.execute(query)
    ]
    return [entry for entry in found if entry.detail.get("mark") == mark]


def changed_after(read: Reader, pupil_id: UUID, seq: int) -> dict[UUID, tuple[str, int]]:
    """The records about a pupil that were saved or removed after an entry: their kind and the last entry of each.

    A record counts that was about the pupil in any of its versions, also one that was removed.
    """
    ledger, version = ledger_table.c, ledger_table.alias()
    theirs = or_(
        ledger.record_id == str(pupil_id),
        ledger.pupil_id == str(pupil_id),
        select(version.c.seq).where(
            version.c.record_id == ledger.record_id, version.c.payload.contains(str(pupil_id))
        ).exists(),
    )
    query = (
        select(ledger.record_id, ledger.kind, func.max(ledger.seq).label("last"))
        .where(ledger.seq > seq, ledger.version.is_not(None), ledger.kind.in_(list(KINDS)), theirs)
        .group_by(ledger.record_id, ledger.kind)
    )
    return {UUID(row.record_id): (row.kind, row.last) for row in read.connection.execute(query)}
