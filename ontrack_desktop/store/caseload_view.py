"""One worker's caseload: every question starts from their own open cases, so that its cost does not grow
with the number of pupils in the vault.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Select, UnaryExpression, func, select, text, true
from sqlalchemy.sql.operators import custom_op

from ontrack_desktop.domain.cases import Case
from ontrack_desktop.domain.record import Casework

from .columns import moment_text
from .filters import TESTS, Where
from .reader import Reader
from .rows import link_table, table_of

R = TypeVar("R", bound=Casework)

_MINE = """SELECT pupil.value AS id FROM "case", json_each("case".pupil_ids) AS pupil
           WHERE "case".designated_worker_id = :me AND "case".closed_on IS NULL"""
_LINES = text(
    f"""WITH mine AS ({_MINE})
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
)


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
    rows = read.connection.scalars(text(_MINE), {"me": str(read.worker_id)})
    return frozenset(UUID(found) for found in rows)


def lines(read: Reader) -> list[CaseloadLine]:
    """The caseload of the one who asks, in no order."""
    return [
        CaseloadLine(
            UUID(row.id), row.known_as or row.legal_forename, row.legal_surname, _moment(row.seen_at),
            _moment(row.voice_at), UUID(row.quote_id) if row.quote_id else None,
        )
        for row in read.connection.execute(_LINES, {"me": str(read.worker_id)})
    ]


def records(
    read: Reader, record_class: type[R], *where: Where, role: str = "pupil",
    since: datetime | None = None, until: datetime | None = None,
) -> list[R]:
    """Records about the caseload that pass every test and happened in the time given, each once.

    What the one who asks may not read is left out.
    """
    links, table = link_table, table_of(record_class)
    linked = select(links.c.record_id).where(
        links.c.target_id.in_(_mine(read)), links.c.kind == record_class.kind, links.c.role == role
    )
    if since is not None:
        linked = linked.where(links.c.at >= moment_text(since))
    if until is not None:
        linked = linked.where(links.c.at <= moment_text(until))
    query = select(table).where(table.c.id.in_(linked))
    for test in where:
        # The plus keeps SQLite from starting at an index over everybody's records.
        column = table.c[test.field]
        plain = UnaryExpression(column, operator=custom_op("+"), type_=column.type)
        query = query.where(TESTS[test.test](plain, test.value))
    return [found for found in read.records(record_class, query) if found.may_be_read_by(read.worker_id)]


def _mine(read: Reader) -> Select[Any]:
    case = table_of(Case)
    pupil = func.json_each(case.c.pupil_ids).table_valued("value")
    return select(pupil.c.value).select_from(case.join(pupil, true())).where(
        case.c.designated_worker_id == read.worker_id, case.c.closed_on.is_(None)
    )


def _moment(at: str | None) -> datetime | None:
    return datetime.fromisoformat(at) if at else None
