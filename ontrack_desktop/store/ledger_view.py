"""The ledger as a person asks about it: everything done with one pupil's records, and one record's versions."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import case, or_, select, union

from ontrack_desktop.domain.ledger import Act
from ontrack_desktop.domain.record import Record

from .reader import Reader
from .rows import KINDS, ledger_table, link_table, searchable_table


@dataclass(frozen=True)
class LedgerLine:
    """One line of the ledger, without its content."""

    seq: int
    at: datetime
    worker_id: UUID | None
    act: Act
    kind: str
    record_id: UUID | None
    version: int

    @property
    def noun(self) -> str:
        """What it was done with: "note", "pupil"; "" where no record is named."""
        return KINDS[self.kind].noun if self.kind in KINDS else ""


def about_pupil(
    read: Reader, pupil_id: UUID, *, acts: Sequence[Act] = (), before: int | None = None, limit: int = 100
) -> list[LedgerLine]:
    """The newest lines about a pupil and every record that points at them; the next page begins `before` a seq."""
    ledger, links = ledger_table.c, link_table.c
    # Three searches by index, not one walk through the whole ledger.
    theirs = union(
        select(ledger.seq).where(ledger.pupil_id == str(pupil_id)),
        select(ledger.seq).where(ledger.record_id == str(pupil_id)),
        select(ledger.seq).where(
            ledger.record_id.in_(select(links.record_id).where(links.target_id == str(pupil_id)))
        ),
    )
    query = (
        select(ledger.seq, ledger.at, ledger.worker_id, ledger.act, ledger.kind, ledger.record_id, ledger.version)
        .where(ledger.seq.in_(theirs))
        .order_by(ledger.seq.desc())
        .limit(limit)
    )
    if acts:
        query = query.where(ledger.act.in_([act.value for act in acts]))
    if before is not None:
        query = query.where(ledger.seq < before)
    return [
        LedgerLine(
            row.seq, datetime.fromisoformat(row.at), UUID(row.worker_id) if row.worker_id else None, Act(row.act),
            row.kind or "", UUID(row.record_id) if row.record_id else None, row.version or 0,
        )
        for row in read.connection.execute(query)
    ]


@dataclass(frozen=True)
class VaultLine(LedgerLine):
    """A line with the pupil it concerns, and what was noted of an act; of what was written the text is not read."""

    pupil_id: UUID | None
    detail: dict[str, Any]


def newest(
    read: Reader, *, acts: Sequence[Act] = (), before: int | None = None, limit: int = 100
) -> list[VaultLine]:
    """The newest lines of the whole ledger; the next page begins `before` a seq."""
    ledger = ledger_table.c
    detail = case((ledger.version.is_(None), ledger.payload), else_="{}").label("detail")
    query = select(
        ledger.seq, ledger.at, ledger.worker_id, ledger.act, ledger.kind, ledger.record_id, ledger.version,
        ledger.pupil_id, detail,
    ).order_by(ledger.seq.desc()).limit(limit)
    if acts:
        query = query.where(ledger.act.in_([act.value for act in acts]))
    if before is not None:
        query = query.where(ledger.seq < before)
    return [
        VaultLine(
            row.seq, datetime.fromisoformat(row.at), UUID(row.worker_id) if row.worker_id else None, Act(row.act),
            row.kind or "", UUID(row.record_id) if row.record_id else None, row.version or 0,
            UUID(row.pupil_id) if row.pupil_id else None, json.loads(row.detail),
        )
        for row in read.connection.execute(query)
    ]


def versions(read: Reader, kind: str, record_id: UUID) -> Sequence[Record]:
    """Every version of a record whose class is known by its kind only, the newest first."""
    return read.versions(KINDS[kind], record_id)


def labels(read: Reader, ids: Sequence[UUID]) -> dict[UUID, str]:
    """By what people know these records; what the one who asks may not read is left out."""
    found = searchable_table.c
    rows = read.connection.execute(
        select(found.record_id, found.label)
        .where(found.record_id.in_([str(each) for each in ids]))
        .where(or_(found.readers == "", found.readers.contains(str(read.worker_id))))
    )
    return {UUID(row.record_id): row.label for row in rows}
