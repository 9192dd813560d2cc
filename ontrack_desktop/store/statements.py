"""SQL text made of the tables' own names, and how each value is bound."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from .columns import Conversion
from .connection import Connection
from .tables import Table


@dataclass(frozen=True)
class Statement:
    """SQL with `?` marks, and the columns that fill them in order, each with how it is written."""

    sql: str
    columns: tuple[tuple[str, Conversion | None], ...]

    def run(self, connection: Connection, values: Mapping[str, Any]) -> None:
        """With the values of one row."""
        connection.execute(self.sql, self._bound(values))

    def run_for_each(self, connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """With the values of each of these rows, sent at once."""
        connection.raw.executemany(self.sql, [self._bound(values) for values in rows])

    def _bound(self, values: Mapping[str, Any]) -> tuple[Any, ...]:
        return tuple(
            write(value) if write and (value := values[name]) is not None else values[name]
            for name, write in self.columns
        )


@cache
def insert_into(table: Table) -> Statement:
    """Insert a whole row."""
    names = table.names
    columns, marks = ", ".join(map(quoted, names)), ", ".join("?" * len(names))
    return Statement(f"INSERT INTO {quoted(table.name)} ({columns}) VALUES ({marks})", _all_written(table, names))  # noqa: S608


@cache
def put_by_id(table: Table) -> Statement:
    """Insert a whole row, or write all columns of the one with its id but when and by whom it was made."""
    kept = ("id", "created_at", "created_by")
    changed = ", ".join(f"{quoted(name)} = excluded.{quoted(name)}" for name in table.names if name not in kept)
    insert = insert_into(table)
    return Statement(f"{insert.sql} ON CONFLICT (id) DO UPDATE SET {changed}", insert.columns)


@cache
def update_by_id(table: Table) -> Statement:
    """Write all columns of the row with this id."""
    names = [name for name in table.names if name != "id"]
    pairs = ", ".join(f"{quoted(name)} = ?" for name in names)
    return Statement(f"UPDATE {quoted(table.name)} SET {pairs} WHERE id = ?", _all_written(table, [*names, "id"]))  # noqa: S608


@cache
def columns_of(table: Table) -> str:
    """All columns of a table, in order, for a SELECT."""
    return ", ".join(f"{quoted(table.name)}.{quoted(name)}" for name in table.names)


def quoted(name: str) -> str:
    """A name as SQL takes it, also where it is a word of SQL: case, on."""
    return f'"{name}"'


def _all_written(table: Table, names: Iterable[str]) -> tuple[tuple[str, Conversion | None], ...]:
    return tuple((name, table.column(name).write) for name in names)
