"""Records straight from the rows of a cursor, by one builder for each kind.

Building a page of fifty notes through the library's rows and pydantic's `model_construct` takes four times as long,
and what a record holds was checked when it was written.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Connection, Select

from ontrack_desktop.domain.record import Record

from .columns import read_as
from .rows import ROWS, table_of

R = TypeVar("R", bound=Record)


def prepare() -> None:
    """Make all builders ahead of time: the first page after a vault is opened need not wait for them."""
    for record_class in ROWS:
        builder(record_class)


@cache
def builder(record_class: type[R]) -> Callable[[Sequence[Any]], R]:
    """Makes a record of a row that has the columns of its table, in order, as they lie in the file."""
    columns = table_of(record_class).columns
    names = tuple(column.name for column in columns)
    converted = tuple((column.name, convert) for column in columns if (convert := read_as(column.type)) is not None)
    fields = set(names)
    put = object.__setattr__

    def build(row: Sequence[Any]) -> R:
        values = dict(zip(names, row, strict=True))
        for name, convert in converted:
            if values[name] is not None:
                values[name] = convert(values[name])
        # what `model_construct` does for a record all of whose fields are given
        record = record_class.__new__(record_class)
        put(record, "__dict__", values)
        put(record, "__pydantic_fields_set__", fields)
        put(record, "__pydantic_extra__", None)
        put(record, "__pydantic_private__", None)
        return record

    return build


def unconverted(connection: Connection, query: Select[Any]) -> Sequence[Sequence[Any]]:
    """What a query selects, as it lies in the file."""
    with connection.execute(query) as result:
        rows: Sequence[Sequence[Any]] = result.cursor.fetchall()
    return rows
