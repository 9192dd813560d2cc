"""Reading: frozen records straight from selected columns. Restricted ones come without their content."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Connection, Select, func, select

from ontrack_desktop.domain.errors import NotFound
from ontrack_desktop.domain.ledger import Act, Entry, Head
from ontrack_desktop.domain.record import Casework, Record

from . import ledger, search
from .build import builder, unconverted
from .columns import moment_text
from .filters import Where
from .rows import KINDS, ledger_table, link_table, table_of

R = TypeVar("R", bound=Record)


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
        if record_id is None:
            return None
        table = table_of(record_class)
        found = self.records(record_class, select(table).where(table.c.id == record_id))
        return found[0] if found else None

    def by_ids(self, record_class: type[R], ids: Sequence[UUID]) -> dict[UUID, R]:
        """The records of these ids that exist, by id."""
        table = table_of(record_class)
        wanted = list(dict.fromkeys(ids))
        found: dict[UUID, R] = {}
        for start in range(0, len(wanted), 500):
            part = wanted[start : start + 500]
            found |= {r.id: r for r in self.records(record_class, select(table).where(table.c.id.in_(part)))}
        return found

    def find(
        self, record_class: type[R], *where: Where, order: str = "", limit: int | None = None
    ) -> list[R]:
        """Records that pass every test, ordered by a field ("-field" for the newest or largest first)."""
        table = table_of(record_class)
        return self.records(record_class, _asked(select(table), table, where, order, limit))

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
        table, links = table_of(record_class), link_table
        query = (
            select(table)
            .join(links, links.c.record_id == table.c.id)
            .where(links.c.target_id == str(target_id), links.c.kind == record_class.kind, links.c.role == role)
            .order_by(links.c.at.desc(), links.c.record_id.desc())
        )
        if before is not None:
            at, record_id = moment_text(before[0]), str(before[1])
            query = query.where((links.c.at < at) | ((links.c.at == at) & (links.c.record_id < record_id)))
        return self.records(record_class, _asked(query, table, where, "", limit))

    def count_about(self, record_class: type[Record], target_id: UUID, role: str = "pupil") -> int:
        return self.counts_about(target_id, role).get(record_class.kind, 0)

    def counts_about(self, target_id: UUID, role: str = "pupil") -> dict[str, int]:
        """How many records of each kind point at this one."""
        links = link_table
        rows = self.connection.execute(
            select(links.c.kind, func.count())
            .where(links.c.target_id == str(target_id), links.c.role == role)
            .group_by(links.c.kind)
        )
        return {row.kind: row[1] for row in rows}

    def last_about(self, target_ids: Sequence[UUID], kind: str, role: str) -> dict[UUID, datetime]:
        """When each of these last had a record of a kind in a role, e.g. when each pupil was last seen."""
        links = link_table
        query = select(func.max(links.c.at)).where(links.c.kind == kind, links.c.role == role)
        found = {}
        for target in target_ids:
            at = self.connection.scalar(query.where(links.c.target_id == str(target)))
            if at:
                found[target] = datetime.fromisoformat(at)
        return found

    def count(self, record_class: type[Record], *where: Where) -> int:
        table = table_of(record_class)
        query = select(func.count()).select_from(table)
        for test in where:
            query = query.where(test.on(table))
        return self.connection.scalar(query) or 0

    def search(self, typed: str, limit: int = 50) -> list[search.Hit]:
        """Records that hold all the words, newest first."""
        return search.find(self.connection, typed, reader=self.worker_id, limit=limit)

    def versions(self, record_class: type[R], record_id: UUID) -> list[R]:
        """Every version of a record, the newest first, from the ledger."""
        rows = self.connection.scalars(
            select(ledger_table.c.payload)
            .where(ledger_table.c.record_id == str(record_id), ledger_table.c.act == Act.SAVED.value)
            .order_by(ledger_table.c.version.desc())
        )
        return [self._shown(record_class.model_validate_json(payload)) for payload in rows]

    def entries(self, *, pupil_id: UUID | None = None, act: Act | None = None, limit: int = 200) -> list[Entry]:
        """Lines of the ledger, the newest first."""
        query = select(ledger_table).order_by(ledger_table.c.seq.desc()).limit(limit)
        if pupil_id is not None:
            query = query.where(ledger_table.c.pupil_id == str(pupil_id))
        if act is not None:
            query = query.where(ledger_table.c.act == act.value)
        return [
            Entry(
                row.seq, datetime.fromisoformat(row.at), UUID(row.worker_id) if row.worker_id else None,
                Act(row.act), row.kind, UUID(row.record_id) if row.record_id else None, row.version,
            )
            for row in self.connection.execute(query)
        ]

    def head(self) -> Head:
        return ledger.read_head(self.connection)

    def of_kind(self, kind: str, record_id: UUID) -> Record:
        """One record whose class is known by its kind only, e.g. a search hit."""
        return self.get(KINDS[kind], record_id)

    def records(self, record_class: type[R], query: Select[Any]) -> list[R]:
        """The records that a query selects whole."""
        build = builder(record_class)
        return [self._shown(build(row)) for row in unconverted(self.connection, query)]

    def _shown(self, record: R) -> R:
        if isinstance(record, Casework) and not record.may_be_read_by(self.worker_id):
            return record.withheld()
        return record


def _asked(
    query: Select[Any], table: Any, where: Sequence[Where], order: str, limit: int | None
) -> Select[Any]:
    for test in where:
        query = query.where(test.on(table))
    if order:
        column = table.c[order.removeprefix("-")]
        query = query.order_by(column.desc() if order.startswith("-") else column)
    return query if limit is None else query.limit(limit)
