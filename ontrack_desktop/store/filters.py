"""Plain questions that a list of records can be asked for, without SQL outside the store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Table

TESTS: dict[str, Callable[[ColumnElement[Any], Any], ColumnElement[bool]]] = {
    "equals": lambda column, value: column == value,
    "at_least": lambda column, value: column >= value,
    "at_most": lambda column, value: column <= value,
    "among": lambda column, value: column.in_(value),
    "is_empty": lambda column, _: column.is_(None),
    "is_filled": lambda column, _: column.is_not(None),
}


@dataclass(frozen=True)
class Where:
    """A test on one field."""

    field: str
    test: str
    value: Any = None

    def on(self, table: Table) -> ColumnElement[bool]:
        column: ColumnElement[Any] = table.c[self.field]
        return TESTS[self.test](column, self.value)


def equals(field: str, value: Any) -> Where:
    return Where(field, "equals", value)


def at_least(field: str, value: Any) -> Where:
    return Where(field, "at_least", value)


def at_most(field: str, value: Any) -> Where:
    return Where(field, "at_most", value)


def among(field: str, values: Any) -> Where:
    return Where(field, "among", tuple(values))


def is_empty(field: str) -> Where:
    return Where(field, "is_empty")


def is_filled(field: str) -> Where:
    return Where(field, "is_filled")
