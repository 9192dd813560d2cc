"""One connection to the encrypted file: its transactions, its answers, and how to open the file once more."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

Values = Sequence[Any] | Mapping[str, Any]


class Connection:
    """What SQLCipher opened, used by one thread only. `is_spent` once it reads zeros: see `faults`."""

    def __init__(self, open_raw: Callable[[], Any]) -> None:
        self.open_another = open_raw
        self.raw = open_raw()
        self.is_spent = False
        self.is_closed = False

    def execute(self, sql: str, values: Values = ()) -> Any:
        """Run a statement; gives SQLite's cursor."""
        return self.raw.execute(sql, values)

    def rows(self, sql: str, values: Values = ()) -> list[tuple[Any, ...]]:
        """What a statement selects, as it lies in the file."""
        found: list[tuple[Any, ...]] = self.raw.execute(sql, values).fetchall()
        return found

    def value(self, sql: str, values: Values = ()) -> Any:
        """The first value of the first row, or None."""
        row = self.raw.execute(sql, values).fetchone()
        return row[0] if row else None

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction that is done as a whole or not at all."""
        self.raw.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.raw.commit()
        finally:
            self.roll_back()

    def roll_back(self) -> None:
        """End the running transaction, also one whose COMMIT failed, so that the next one can begin."""
        if self.raw.in_transaction:
            self.raw.rollback()

    def open_anew(self) -> None:
        """Take a new connection to the same file in place of one that was closed; raises what opening it raises."""
        self.raw = self.open_another()
        self.is_spent = self.is_closed = False

    def close(self) -> None:
        """Give the file back."""
        self.raw.close()
        self.is_closed = True
