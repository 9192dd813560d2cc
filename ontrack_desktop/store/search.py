"""Find words in everything, as they are typed: newest first, with a snippet."""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from ontrack_desktop.domain.record import Casework, Record

from .columns import id_of, moment_text
from .connection import Connection

# Control characters that no text holds: they mark the found words inside a snippet.
FOUND_FROM, FOUND_TO = "\x02", "\x03"
# What would end a quoted word or the query, and what no file takes.
NOT_IN_QUERIES = re.compile("[\"\0\ud800-\udfff]")
MOST_WORDS = 32

_SEARCH = f"""SELECT s.record_id, s.kind, s.pupil_id, s.at, s.label,
           snippet(search, 1, '{FOUND_FROM}', '{FOUND_TO}', '…', 14)
    FROM search JOIN searchable AS s ON s.row = search.rowid
    WHERE search MATCH ? AND (s.readers = '' OR instr(s.readers, ?))
    ORDER BY search.rowid DESC LIMIT ?"""  # noqa: S608
_UPSERT = """INSERT INTO searchable (record_id, kind, pupil_id, at, readers, label, body) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (record_id) DO UPDATE SET pupil_id = excluded.pupil_id, at = excluded.at,
    readers = excluded.readers, label = excluded.label, body = excluded.body"""


class Hit(NamedTuple):
    """One record that was found, as the index holds it; in `snippet` the words stand between FOUND_FROM and FOUND_TO.

    Ids and the time are made when they are asked for: of fifty hits a screen shows a few.
    """

    record_text: str
    kind: str
    pupil_text: str | None
    at_text: str
    label: str
    snippet: str

    @property
    def record_id(self) -> UUID:
        return id_of(self.record_text)

    @property
    def pupil_id(self) -> UUID | None:
        return id_of(self.pupil_text) if self.pupil_text else None

    @property
    def at(self) -> datetime:
        return datetime.fromisoformat(self.at_text)


def words_for_fts(typed: str) -> str:
    """What was typed, as an FTS5 query: every word quoted, the last one as a beginning. "" finds nothing.

    Words are parted at blanks only: SQLite parts the rest just as it did when the text was put into the index.
    """
    words = NOT_IN_QUERIES.sub(" ", unicodedata.normalize("NFC", typed)).split()[:MOST_WORDS]
    if not words:
        return ""
    quoted = [f'"{word}"' for word in words]
    return " ".join(quoted) + ("" if typed.endswith(" ") else "*")


def find(connection: Connection, typed: str, *, reader: UUID | None, limit: int = 50) -> list[Hit]:
    """The newest records that hold all the words; restricted ones only for those who may read them."""
    words = words_for_fts(typed)
    if not words:
        return []
    return list(map(Hit._make, connection.execute(_SEARCH, (words, str(reader), limit))))


def index(connection: Connection, record: Record, at: datetime) -> None:
    """Put a record's words into the index, in place of what it said before."""
    row = row_of(record, at)
    if row is not None:
        connection.execute(_UPSERT, row)
    elif record.version > 1:
        remove(connection, record.id)


def row_of(record: Record, at: datetime) -> tuple[str | None, ...] | None:
    """What stands in the table that is searched, by its columns after the number; None for a record without words."""
    body = record.searched_text()
    if not body:
        return None
    pupils = record.pupil_ids if isinstance(record, Casework) else ()
    return (
        str(record.id), record.kind, str(pupils[0]) if pupils else None,
        moment_text(at), _readers(record), record.label(), body,
    )


def remove(connection: Connection, record_id: UUID) -> None:
    connection.execute("DELETE FROM searchable WHERE record_id = ?", (str(record_id),))


def _readers(record: Record) -> str:
    """The ids that may find a restricted record; empty where everybody may."""
    if not isinstance(record, Casework) or not record.restricted:
        return ""
    return json.dumps([str(worker) for worker in (record.created_by, *record.restricted_to)])
