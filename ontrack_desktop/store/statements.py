"""The few statements of every save, made once: SQL text and how each value is bound.

SQLAlchemy's own path costs a durable save as much again as the encryption does.
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
    columns, marks = ", ".join(map(_quoted, names)), ", ".join("?" * len(names))
    return Statement(f"INSERT INTO {_quoted(table.name)} ({columns}) VALUES ({marks})", _binds(table, names))  # noqa: S608


@cache
def update_by_id(table: Table) -> Statement:
    """Write all columns of the row with this id."""
    names = [column.name for column in table.columns if column.name != "id"]
    pairs = ", ".join(f"{_quoted(name)} = ?" for name in names)
    return Statement(f"UPDATE {_quoted(table.name)} SET {pairs} WHERE id = ?", _binds(table, [*names, "id"]))  # noqa: S608


def _quoted(name: str) -> str:
    """A name as SQL takes it, also where it is a word of SQL: case, on."""
    return f'"{name}"'


def _binds(table: Table, names: list[str]) -> tuple[tuple[str, Bind], ...]:
    return tuple(
        (name, table.c[name].type.dialect_impl(_DIALECT).bind_processor(_DIALECT)) for name in names
    )
