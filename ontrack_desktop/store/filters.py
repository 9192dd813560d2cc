"""Plain questions that a list of records can be asked for, without SQL outside the store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .statements import quoted
from .tables import Table

COMPARED = {"equals": "=", "at_least": ">=", "at_most": "<="}
CLAIMED = {"is_empty": "IS NULL", "is_filled": "IS NOT NULL"}


@dataclass(frozen=True)
class Where:
    """A test on one field."""

    field: str
    test: str
    value: Any = None

    def on(self, table: Table, *, by_index: bool = True) -> tuple[str, tuple[Any, ...]]:
        """The test as SQL with `?` marks, and what fills them. Without `by_index` no search begins with it."""
        column = f"{'' if by_index else '+'}{quoted(table.name)}.{quoted(self.field)}"
        if self.test in CLAIMED:
            return f"{column} {CLAIMED[self.test]}", ()
        if self.test == "among":
            write = table.column(self.field).write
            values = tuple(map(write, self.value)) if write else self.value
            return f"{column} IN ({', '.join('?' * len(values))})", values
        if self.value is None:
            return f"{column} IS NULL", ()
        write = table.column(self.field).write
        return f"{column} {COMPARED[self.test]} ?", (write(self.value) if write else self.value,)


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
