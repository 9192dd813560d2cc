"""Whether what is made of the records is right: who they are about, when they stand in lists, what words they hold.

These tables can be made anew from the records, but nobody notices a note that is missing from its journal. An older
page that was put into the file is found here and in the comparison of the records with the ledger.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from ontrack_desktop.domain.drafts import Draft
from ontrack_desktop.domain.record import Record

from . import search
from .checks import BATCH, batches
from .connection import Connection
from .statements import quoted
from .tables import KINDS, LINK, SEARCHABLE
from .unit_of_work import links_of, time_of
from .watch import Watch

WORDS = tuple(name for name in SEARCHABLE.names if name != "row")


class Sum:
    """A sum of rows in which their order does not matter. Good for one run of the program."""

    def __init__(self) -> None:
        self.rows = 0
        self.value = 0

    def add(self, row: Iterable[Any]) -> None:
        self.rows += 1
        self.value = (self.value + hash(tuple(row))) & (1 << 64) - 1

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sum) and (self.rows, self.value) == (other.rows, other.value)

    __hash__ = None  # type: ignore[assignment]


def fault(connection: Connection, watch: Watch) -> str:
    """The first thing wrong with lists, search words and indices, or "". Reads the whole file.

    On a connection that only reads, the index of words is not compared with the texts.
    """
    with watch.over(connection.raw, "Checking every list"):
        said = connection.value("PRAGMA integrity_check(1)")
    if said != "ok":
        return str(said)
    if not _index_is_right(connection):
        return "the index of words is not what the texts say"
    links, words = Sum(), Sum()
    for number, record in enumerate(_records(connection)):
        for link in links_of(record):
            links.add(link[name] for name in LINK.names)
        row = search.row_of(record, time_of(record))
        if row is not None:
            words.add(row)
        if number % BATCH == 0:
            watch.at("Checking every list", number)
    if links != _sum_of(connection, LINK.name, LINK.names):
        return "the lists of what belongs to whom are not what the records say"
    if words != _sum_of(connection, SEARCHABLE.name, WORDS):
        return "the words that can be searched are not what the records say"
    return ""


def _index_is_right(connection: Connection) -> bool:
    """Whether the index holds the words of the texts. It answers only where it might write; nothing is written."""
    try:
        connection.execute("INSERT INTO search(search, rank) VALUES ('integrity-check', 1)")
    except sqlcipher.DatabaseError as error:
        return bool(error.sqlite_errorcode & 0xFF != sqlcipher.SQLITE_CORRUPT)
    return True


def _records(connection: Connection) -> Iterable[Record]:
    for record_class in KINDS.values():
        if record_class is Draft:
            continue
        for batch in batches(connection, record_class):
            yield from batch


def _sum_of(connection: Connection, table: str, columns: Iterable[str]) -> Sum:
    found = Sum()
    for row in connection.execute(f"SELECT {', '.join(map(quoted, columns))} FROM {quoted(table)}"):  # noqa: S608
        found.add(row)
    return found
