"""One worker's caseload: every question starts from their own open cases, so that its cost does not grow
with the number of pupils in the vault.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from ontrack_desktop.domain.record import Casework

from .columns import moment_text
from .filters import Where
from .reader import Reader
from .tables import table_of

R = TypeVar("R", bound=Casework)
LATEST = "A"  # after every time, which begins with a figure

_MINE = """SELECT pupil.value AS id FROM "case", json_each("case".pupil_ids) AS pupil
           WHERE "case".designated_worker_id = ? AND "case".closed_on IS NULL"""
_LINES = f"""WITH mine AS ({_MINE})
        SELECT DISTINCT pupil.id, pupil.known_as, pupil.legal_forename, pupil.legal_surname,
            (SELECT max(at) FROM link
             WHERE target_id = pupil.id AND kind = 'note' AND role = 'seen') AS seen_at,
            (SELECT link.record_id FROM link CROSS JOIN quote ON quote.id = link.record_id
             WHERE link.target_id = pupil.id AND link.kind = 'quote' AND link.role = 'pupil'
               AND quote.voice = 'pupil' ORDER BY link.at DESC LIMIT 1) AS quote_id,
            (SELECT link.at FROM link CROSS JOIN quote ON quote.id = link.record_id
             WHERE link.target_id = pupil.id AND link.kind = 'quote' AND link.role = 'pupil'
               AND quote.voice = 'pupil' ORDER BY link.at DESC LIMIT 1) AS voice_at
        FROM mine CROSS JOIN pupil ON pupil.id = mine.id"""  # noqa: S608


@dataclass(frozen=True)
class CaseloadLine:
    """A pupil of the caseload: when last seen, when they were last quoted, and by which quote."""

    id: UUID
    name: str
    surname: str
    seen_at: datetime | None
    voice_at: datetime | None
    quote_id: UUID | None


def pupil_ids(read: Reader) -> frozenset[UUID]:
    """The pupils whose open case is held by the one who asks."""
    return frozenset(UUID(found) for (found,) in read.rows(_MINE, (str(read.worker_id),)))


def lines(read: Reader) -> list[CaseloadLine]:
    """The caseload of the one who asks, in no order."""
    return [
        CaseloadLine(
            UUID(pupil_id), known_as or forename, surname, _moment(seen_at), _moment(voice_at),
            UUID(quote_id) if quote_id else None,
        )
        for pupil_id, known_as, forename, surname, seen_at, quote_id, voice_at
        in read.rows(_LINES, (str(read.worker_id),))
    ]


def records(
    read: Reader, record_class: type[R], *where: Where, role: str = "pupil",
    since: datetime | None = None, until: datetime | None = None,
) -> list[R]:
    """Records about the caseload that pass every test and happened in the time given, each once.

    What the one who asks may not read is left out.
    """
    # never by an index over everybody's records
    asked = [test.on(table_of(record_class), by_index=False) for test in where]
    rest = f"""WHERE id IN (SELECT record_id FROM link WHERE target_id IN ({_MINE}) AND kind = ? AND role = ?
                            AND at >= ? AND at <= ?)
               {"".join(f" AND {sql}" for sql, _ in asked)}"""  # noqa: S608
    values = (
        str(read.worker_id), record_class.kind, role, moment_text(since) if since else "",
        moment_text(until) if until else LATEST, *(value for _, values in asked for value in values),
    )
    return [found for found in read.records(record_class, rest, values) if found.may_be_read_by(read.worker_id)]


def _moment(at: str | None) -> datetime | None:
    return datetime.fromisoformat(at) if at else None
