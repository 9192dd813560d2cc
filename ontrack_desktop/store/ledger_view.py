"""The ledger as a person asks about it: everything done with one pupil's records, and one record's versions."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from ontrack_desktop.domain.ledger import Act
from ontrack_desktop.domain.record import Record

from .reader import Reader
from .tables import KINDS


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


_LINE = "seq, at, worker_id, act, kind, record_id, version"
# Three searches by index, not one walk through the whole ledger.
_THEIRS = """seq IN (
    SELECT seq FROM ledger WHERE pupil_id = ?
    UNION SELECT seq FROM ledger WHERE record_id = ?
    UNION SELECT seq FROM ledger WHERE record_id IN (SELECT record_id FROM link WHERE target_id = ?))"""


def about_pupil(
    read: Reader, pupil_id: UUID, *, acts: Sequence[Act] = (), before: int | None = None, limit: int = 100
) -> list[LedgerLine]:
    """The newest lines about a pupil and every record that points at them; the next page begins `before` a seq."""
    tests, values = _page(acts, before)
    found = read.rows(
        f"SELECT {_LINE} FROM ledger WHERE {_THEIRS} {tests} ORDER BY seq DESC LIMIT ?",  # noqa: S608
        (*(str(pupil_id),) * 3, *values, limit),
    )
    return [LedgerLine(*_line(*row)) for row in found]


@dataclass(frozen=True)
class VaultLine(LedgerLine):
    """A line with the pupil it concerns, and what was noted of an act; of what was written the text is not read."""

    pupil_id: UUID | None
    detail: dict[str, Any]


def newest(
    read: Reader, *, acts: Sequence[Act] = (), before: int | None = None, limit: int = 100
) -> list[VaultLine]:
    """The newest lines of the whole ledger; the next page begins `before` a seq."""
    tests, values = _page(acts, before)
    found = read.rows(
        f"""SELECT {_LINE}, pupil_id, CASE WHEN version IS NULL THEN payload ELSE '{{}}' END FROM ledger
            WHERE true {tests} ORDER BY seq DESC LIMIT ?""",  # noqa: S608
        (*values, limit),
    )
    return [
        VaultLine(*_line(*row), pupil_id=UUID(pupil_id) if pupil_id else None, detail=json.loads(detail))
        for *row, pupil_id, detail in found
    ]


def versions(read: Reader, kind: str, record_id: UUID) -> Sequence[Record]:
    """Every version of a record whose class is known by its kind only, the newest first."""
    return read.versions(KINDS[kind], record_id)


def labels(read: Reader, ids: Sequence[UUID]) -> dict[UUID, str]:
    """By what people know these records; what the one who asks may not read is left out."""
    marks = ", ".join("?" * len(ids))
    found = read.rows(
        f"""SELECT record_id, label FROM searchable
            WHERE record_id IN ({marks}) AND (readers = '' OR instr(readers, ?))""",  # noqa: S608
        (*map(str, ids), str(read.worker_id)),
    )
    return {UUID(record_id): label for record_id, label in found}


def _page(acts: Sequence[Act], before: int | None) -> tuple[str, tuple[str | int, ...]]:
    """The tests that choose lines by what was done and where a page begins, and what fills their marks."""
    by_act = f"AND act IN ({', '.join('?' * len(acts))})" if acts else ""
    earlier = "AND seq < ?" if before is not None else ""
    return f"{by_act} {earlier}", (*(act.value for act in acts), *((before,) if before is not None else ()))


def _line(
    seq: int, at: str, worker_id: str | None, act: str, kind: str | None, record_id: str | None, version: int | None
) -> tuple[int, datetime, UUID | None, Act, str, UUID | None, int]:
    return (
        seq, datetime.fromisoformat(at), UUID(worker_id) if worker_id else None, Act(act),
        kind or "", UUID(record_id) if record_id else None, version or 0,
    )
