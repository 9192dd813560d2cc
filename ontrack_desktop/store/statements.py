"""SQL text made of the tables' own names, and how each value is bound.

SQLAlchemy's own path costs a durable save as much again as the encryption does, and a page of a journal three times
what SQLite needs for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Table
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

_DIALECT = SQLiteDialect_pysqlite(dbapi=sqlcipher)
Bind = Callable[[Any], Any] | None


@dataclass(frozen=True)
class Statement:
    """SQL with `?` marks, and the columns that fill them in order."""

    sql: str
    binds: tuple[tuple[str, Bind], ...]

    def run(self, connection: Connection, values: Mapping[str, Any]) -> None:
        """With the values of one row."""
        connection.exec_driver_sql(self.sql, self._bound(values))

    def run_for_each(self, connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """With the values of each of these rows, sent at once."""
        if rows:
            connection.exec_driver_sql(self.sql, [self._bound(values) for values in rows])

    def _bound(self, values: Mapping[str, Any]) -> tuple[Any, ...]:
        return tuple(bind(values[name]) if bind else values[name] for name, bind in self.binds)


@cache
def insert_into(table: Table) -> Statement:
    """Insert a whole row."""
    names = [column.name for column in table.columns]
    columns, marks = ", ".join(map(quoted, names)), ", ".join("?" * len(names))
    return Statement(f"INSERT INTO {quoted(table.name)} ({columns}) VALUES ({marks})", _binds(table, names))  # noqa: S608


@cache
def update_by_id(table: Table) -> Statement:
    """Write all columns of the row with this id."""
    names = [column.name for column in table.columns if column.name != "id"]
    pairs = ", ".join(f"{quoted(name)} = ?" for name in names)
    return Statement(f"UPDATE {quoted(table.name)} SET {pairs} WHERE id = ?", _binds(table, [*names, "id"]))  # noqa: S608


@cache
def columns_of(table: Table) -> str:
    """All columns of a table, in order, for a SELECT."""
    return ", ".join(f"{quoted(table.name)}.{quoted(column.name)}" for column in table.columns)


def bound(table: Table, name: str, value: Any) -> Any:
    """A field's value as it lies in the file."""
    bind = _bind(table, name)
    return bind(value) if bind else value


def quoted(name: str) -> str:
    """A name as SQL takes it, also where it is a word of SQL: case, on."""
    return f'"{name}"'


def _binds(table: Table, names: list[str]) -> tuple[tuple[str, Bind], ...]:
    return tuple((name, _bind(table, name)) for name in names)


@cache
def _bind(table: Table, name: str) -> Bind:
    return table.c[name].type.dialect_impl(_DIALECT).bind_processor(_DIALECT)
