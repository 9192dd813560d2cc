"""SQL text made of the tables' own names, and how each value is bound.

SQLAlchemy's own path costs a durable save as much again as the encryption does, and a page of a journal three times
what SQLite needs for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table

from .columns import Conversion, written_as
from .faults import raw_of


@dataclass(frozen=True)
class Statement:
    """SQL with `?` marks, and the columns that fill them in order, each with how it is written."""

    sql: str
    columns: tuple[tuple[str, Conversion | None], ...]

    def run(self, connection: Connection, values: Mapping[str, Any]) -> None:
        """With the values of one row."""
        raw_of(connection).execute(self.sql, self._bound(values))

    def run_for_each(self, connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """With the values of each of these rows, sent at once."""
        raw_of(connection).executemany(self.sql, [self._bound(values) for values in rows])

    def _bound(self, values: Mapping[str, Any]) -> tuple[Any, ...]:
        return tuple(
            write(value) if write and (value := values[name]) is not None else values[name]
            for name, write in self.columns
        )


@cache
def insert_into(table: Table) -> Statement:
    """Insert a whole row."""
    names = [column.name for column in table.columns]
    columns, marks = ", ".join(map(quoted, names)), ", ".join("?" * len(names))
    return Statement(f"INSERT INTO {quoted(table.name)} ({columns}) VALUES ({marks})", _all_written(table, names))  # noqa: S608


@cache
def put_by_id(table: Table) -> Statement:
    """Insert a whole row, or write all columns of the one with its id but when and by whom it was made."""
    kept = ("id", "created_at", "created_by")
    changed = ", ".join(f"{quoted(c.name)} = excluded.{quoted(c.name)}" for c in table.columns if c.name not in kept)
    insert = insert_into(table)
    return Statement(f"{insert.sql} ON CONFLICT (id) DO UPDATE SET {changed}", insert.columns)


@cache
def update_by_id(table: Table) -> Statement:
    """Write all columns of the row with this id."""
    names = [column.name for column in table.columns if column.name != "id"]
    pairs = ", ".join(f"{quoted(name)} = ?" for name in names)
    return Statement(f"UPDATE {quoted(table.name)} SET {pairs} WHERE id = ?", _all_written(table, [*names, "id"]))  # noqa: S608


@cache
def columns_of(table: Table) -> str:
    """All columns of a table, in order, for a SELECT."""
    return ", ".join(f"{quoted(table.name)}.{quoted(column.name)}" for column in table.columns)


@cache
def written(table: Table, name: str) -> Conversion | None:
    """What makes a field's value one of the file; None where they are the same."""
    return written_as(table.c[name].type)


def quoted(name: str) -> str:
    """A name as SQL takes it, also where it is a word of SQL: case, on."""
    return f'"{name}"'


def _all_written(table: Table, names: list[str]) -> tuple[tuple[str, Conversion | None], ...]:
    return tuple((name, written(table, name)) for name in names)
