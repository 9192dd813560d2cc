"""Reading: frozen records straight from selected columns. Restricted ones come without their content."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from ontrack_desktop.domain.errors import NotFound
from ontrack_desktop.domain.ledger import Act, Entry, Head
from ontrack_desktop.domain.record import Casework, Record

from . import ledger, search
from .build import builder
from .columns import moment_text
from .connection import Connection, Values
from .filters import Where
from .statements import columns_of, quoted
from .tables import KINDS, Table, table_of

R = TypeVar("R", bound=Record)
A_STATEMENT = 500  # ids that one statement asks for


class Reader:
    """Questions to one open store, asked by one worker."""

    def __init__(self, connection: Connection, worker_id: UUID | None) -> None:
        self.connection = connection
        self.worker_id = worker_id

    def get(self, record_class: type[R], record_id: UUID) -> R:
        """One record; raises `NotFound`."""
        found = self.maybe(record_class, record_id)
        if found is None:
            raise NotFound(f"This {record_class.noun} is not in the vault any more.", "Go back and open it again.")
        return found

    def maybe(self, record_class: type[R], record_id: UUID | None) -> R | None:
        """One record, or None."""
        found = self.by_ids(record_class, [record_id]) if record_id is not None else {}
        return next(iter(found.values()), None)

    def by_ids(self, record_class: type[R], ids: Sequence[UUID]) -> dict[UUID, R]:
        """The records of these ids that exist, by id."""
        wanted = [str(each) for each in dict.fromkeys(ids)]
        found: dict[UUID, R] = {}
        for start in range(0, len(wanted), A_STATEMENT):
            part = wanted[start : start + A_STATEMENT]
            rest = f"WHERE id IN ({', '.join('?' * len(part))})"
            found |= {record.id: record for record in self.records(record_class, rest, part)}
        return found

    def find(
        self, record_class: type[R], *where: Where, order: str = "", limit: int | None = None
    ) -> list[R]:
        """Records that pass every test, ordered by a field ("-field" for the newest or largest first)."""
        tests, values = _tests(table_of(record_class), where)
        direction = "DESC" if order.startswith("-") else "ASC"
        ordered = f"ORDER BY {quoted(order.removeprefix('-'))} {direction}" if order else ""
        return self.records(record_class, f"WHERE {tests} {ordered} LIMIT ?", (*values, _limit(limit)))

    def about(
        self,
        record_class: type[R],
        target_id: UUID,
        *where: Where,
        role: str = "pupil",
        before: tuple[datetime, UUID] | None = None,
        limit: int | None = None,
    ) -> list[R]:
        """Records that point at a pupil (or another record, by role), newest first.

        `before` is the time and id of the last one of the page before.
        """
        table = table_of(record_class)
        tests, values = _tests(table, where)
        page = (moment_text(before[0]), str(before[1])) if before is not None else ()
        earlier = "AND (link.at, link.record_id) < (?, ?)" if page else ""
        rest = f"""WHERE link.target_id = ? AND link.kind = ? AND link.role = ? {earlier} AND {tests}
                   ORDER BY link.at DESC, link.record_id DESC LIMIT ?"""
        return self.records(
            record_class, rest, (str(target_id), record_class.kind, role, *page, *values, _limit(limit)),
            of=f"link CROSS JOIN {quoted(table.name)} ON {quoted(table.name)}.id = link.record_id",
        )

    def count_about(self, record_class: type[Record], target_id: UUID, role: str = "pupil") -> int:
        return self.counts_about(target_id, role).get(record_class.kind, 0)

    def counts_about(self, target_id: UUID, role: str = "pupil") -> dict[str, int]:
        """How many records of each kind point at this one."""
        return dict(self.rows(
            "SELECT kind, count(*) FROM link WHERE target_id = ? AND role = ? GROUP BY kind", (str(target_id), role)
        ))

    def last_about(self, target_ids: Sequence[UUID], kind: str, role: str) -> dict[UUID, datetime]:
        """When each of these last had a record of a kind in a role, e.g. when each pupil was last seen."""
        last = "SELECT max(at) FROM link WHERE target_id = ? AND kind = ? AND role = ?"
        found = {target: self.rows(last, (str(target), kind, role))[0][0] for target in target_ids}
        return {target: datetime.fromisoformat(at) for target, at in found.items() if at}

    def count(self, record_class: type[Record], *where: Where) -> int:
        table = table_of(record_class)
        tests, values = _tests(table, where)
        found: int = self.rows(f"SELECT count(*) FROM {quoted(table.name)} WHERE {tests}", values)[0][0]  # noqa: S608
        return found

    def search(self, typed: str, limit: int = 50) -> list[search.Hit]:
        """Records that hold all the words, newest first."""
        return search.find(self.connection, typed, reader=self.worker_id, limit=limit)

    def versions(self, record_class: type[R], record_id: UUID) -> list[R]:
        """Every version of a record, the newest first, from the ledger."""
        rows = self.rows(
            "SELECT payload FROM ledger WHERE record_id = ? AND act = ? ORDER BY version DESC",
            (str(record_id), Act.SAVED.value),
        )
        return [self._shown(record_class.model_validate_json(payload)) for (payload,) in rows]

    def entries(self, *, pupil_id: UUID | None = None, act: Act | None = None, limit: int = 200) -> list[Entry]:
        """Lines of the ledger, the newest first."""
        rows = self.rows(
            """SELECT seq, at, worker_id, act, kind, record_id, version FROM ledger
               WHERE (:pupil IS NULL OR pupil_id = :pupil) AND (:act IS NULL OR act = :act)
               ORDER BY seq DESC LIMIT :limit""",
            {"pupil": str(pupil_id) if pupil_id else None, "act": act.value if act else None, "limit": limit},
        )
        return [
            Entry(
                seq, datetime.fromisoformat(at), UUID(worker_id) if worker_id else None, Act(act_of),
                kind, UUID(record_id) if record_id else None, version,
            )
            for seq, at, worker_id, act_of, kind, record_id, version in rows
        ]

    def head(self) -> Head:
        return ledger.read_head(self.connection)

    def of_kind(self, kind: str, record_id: UUID) -> Record:
        """One record whose class is known by its kind only, e.g. a search hit."""
        return self.get(KINDS[kind], record_id)

    def records(
        self, record_class: type[R], rest: str, values: Sequence[Any], *, of: str = ""
    ) -> list[R]:
        """The records that a SELECT gives, from its WHERE on; `of` is what stands after FROM, else their table."""
        build, table = builder(record_class), table_of(record_class)
        selected = f"SELECT {columns_of(table)} FROM {of or quoted(table.name)} {rest}"  # noqa: S608
        return [self._shown(record) for record in build(self.rows(selected, values))]

    def rows(self, sql: str, values: Values = ()) -> list[tuple[Any, ...]]:
        """What a statement selects, as it lies in the file."""
        return self.connection.rows(sql, values)

    def _shown(self, record: R) -> R:
        if isinstance(record, Casework) and not record.may_be_read_by(self.worker_id):
            return record.withheld()
        return record


def _tests(table: Table, where: Sequence[Where]) -> tuple[str, tuple[Any, ...]]:
    """All tests as SQL, and what fills its marks."""
    asked = [test.on(table) for test in where]
    return " AND ".join(sql for sql, _ in asked) or "true", tuple(value for _, values in asked for value in values)


def _limit(limit: int | None) -> int:
    """As SQLite takes it: below zero is none."""
    return -1 if limit is None else limit
