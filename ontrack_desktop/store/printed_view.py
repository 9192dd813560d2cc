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

from ontrack_desktop.domain import mark as marks
from ontrack_desktop.domain.ledger import Act

from .reader import Reader
from .tables import KINDS

AFTER_ALL = (1 << 63) - 1


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
    lowest, highest = marks.beginnings(mark)
    found = read.rows(
        """SELECT seq, at FROM ledger
           WHERE mac >= ?1 AND substr(mac, 1, length(?2)) <= ?2 AND seq < ?3
           ORDER BY seq DESC LIMIT 1""",
        (lowest, highest, before if before is not None else AFTER_ALL),
    )
    return Drawn(found[0][0], datetime.fromisoformat(found[0][1])) if found else None


def papers_with(read: Reader, mark: str) -> list[PaperEntry]:
    """Every time that a paper with this mark was printed or saved, the oldest first."""
    rows = read.rows(
        """SELECT seq, at, worker_id, act, pupil_id, record_id, payload FROM ledger
           WHERE act IN (?, ?) AND instr(payload, ?) ORDER BY seq""",
        (Act.PRINTED.value, Act.EXPORTED.value, mark),
    )
    found = [
        PaperEntry(
            seq, datetime.fromisoformat(at), UUID(worker_id) if worker_id else None, Act(act),
            UUID(pupil_id), UUID(record_id) if record_id else None, json.loads(payload),
        )
        for seq, at, worker_id, act, pupil_id, record_id, payload in rows
    ]
    return [entry for entry in found if entry.detail.get("mark") == mark]


def changed_after(read: Reader, pupil_id: UUID, seq: int) -> dict[UUID, tuple[str, int]]:
    """The records about a pupil that were saved or removed after an entry: their kind and the last entry of each.

    A record counts that was about the pupil in any of its versions, also one that was removed.
    """
    found = read.rows(
        f"""SELECT record_id, kind, max(seq) FROM ledger
            WHERE seq > ?1 AND version IS NOT NULL AND kind IN ({", ".join(f"'{kind}'" for kind in KINDS)})
              AND (record_id = ?2 OR pupil_id = ?2 OR EXISTS (
                SELECT 1 FROM ledger AS other WHERE other.record_id = ledger.record_id AND instr(other.payload, ?2)))
            GROUP BY record_id, kind""",  # noqa: S608 - kinds are names of ours
        (seq, str(pupil_id)),
    )
    return {UUID(record_id): (kind, last) for record_id, kind, last in found}
