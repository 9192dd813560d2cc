"""What salvage has to remember of a damaged store until it is through, in a file instead of in memory.

The file lies beside the new store, is encrypted under a key that exists nowhere but in this process, and is deleted
at the end. What a kill leaves of it nobody can read.
"""

from __future__ import annotations

import contextlib
import secrets
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

from .engine import connect

KEY_BYTES: Final = 32
BATCH: Final = 1_000
ENDING: Final = "-remembered"
# A file that is thrown away in any case need not outlive a power cut, nor be wiped under a key that is gone.
SETTINGS: Final = (
    "PRAGMA journal_mode = OFF",
    "PRAGMA synchronous = OFF",
    "PRAGMA secure_delete = OFF",
    "PRAGMA cache_size = -8000",
)
TABLES: Final = (
    "CREATE TABLE entry (seq INTEGER PRIMARY KEY, page INTEGER NOT NULL)",
    "CREATE TABLE place (id TEXT, page INTEGER, PRIMARY KEY (id, page)) WITHOUT ROWID",
    """CREATE TABLE record (
        id TEXT PRIMARY KEY, kind TEXT, version INTEGER NOT NULL DEFAULT 0, saved_version INTEGER NOT NULL DEFAULT 0,
        saved_seq INTEGER NOT NULL DEFAULT 0, has_removal INTEGER NOT NULL DEFAULT 0, reason TEXT) WITHOUT ROWID""",
)
ENTRY: Final = "INSERT OR REPLACE INTO entry VALUES (?, ?)"
PLACE: Final = "INSERT OR IGNORE INTO place VALUES (?, ?)"
ANYTHING: Final = "INSERT OR IGNORE INTO record (id) VALUES (?)"
KIND: Final = """INSERT INTO record (id, kind) VALUES (?, ?)
    ON CONFLICT DO UPDATE SET kind = excluded.kind WHERE kind IS NULL"""
VERSION: Final = """INSERT INTO record (id, version) VALUES (?, ?)
    ON CONFLICT DO UPDATE SET version = excluded.version WHERE version < excluded.version"""
SAVED: Final = """INSERT INTO record (id, saved_version, saved_seq) VALUES (?, ?, ?)
    ON CONFLICT DO UPDATE SET saved_version = excluded.saved_version, saved_seq = excluded.saved_seq
    WHERE (saved_version, saved_seq) < (excluded.saved_version, excluded.saved_seq)"""
REMOVAL: Final = """INSERT INTO record (id, reason, has_removal) VALUES (?, ?, 1)
    ON CONFLICT DO UPDATE SET reason = coalesce(reason, excluded.reason), has_removal = 1"""
TOMBSTONE: Final = """INSERT INTO record (id, reason) VALUES (?, ?)
    ON CONFLICT DO UPDATE SET reason = excluded.reason"""
KNOWN: Final = """SELECT id, kind, version, saved_version, saved_seq,
        (SELECT page FROM entry WHERE seq = saved_seq), has_removal, reason,
        (SELECT group_concat(page) FROM place WHERE place.id = record.id)
    FROM record WHERE id > ? ORDER BY id LIMIT ?"""


class Entry(NamedTuple):
    """Where an entry of the ledger stands."""

    seq: int
    page: int


class Known(NamedTuple):
    """What is known of a record before its contents are read again."""

    record_id: str
    kind: str | None
    """None where only a row, or an index, speaks of it: a draft, or what lost its name."""
    version: int
    """The last that anything speaks of."""
    saved_version: int
    """The last that the ledger holds; 0 for none."""
    saved: Entry | None
    has_removal: bool
    """Whether the ledger holds that it was removed."""
    reason: str | None
    """Why it was removed, "" where that was not read; None where it was not removed."""
    pages: tuple[int, ...]
    """Those that have a row of it."""


class Remembered:
    """Entries of the ledger and records, each kept when it is met and given back in order."""

    def __init__(self, beside: Path) -> None:
        """`beside` is the new store. Raises what `connect` raises."""
        self._path = beside.with_name(f"{beside.name}{ENDING}")
        self._raw = connect(self._path, secrets.token_hex(KEY_BYTES), create=True)
        self._waiting: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
        self._count = 0
        try:
            for statement in (*SETTINGS, *TABLES, "BEGIN"):
                self._raw.execute(statement)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Forget all of it."""
        self._raw.close()
        with contextlib.suppress(OSError):  # a disk that is gone keeps it, and it is noise
            self._path.unlink(missing_ok=True)

    def keep(self, statement: str, *values: Any) -> None:
        """Keep what one cell says, by one of the statements above."""
        self._waiting[statement].append(values)
        self._count += 1
        if self._count >= BATCH:
            self._write()

    def entry_count(self) -> int:
        return int(self._all("SELECT count(*) FROM entry")[0][0])

    def record_count(self) -> int:
        return int(self._all("SELECT count(*) FROM record")[0][0])

    def entries(self) -> Iterator[list[Entry]]:
        """Every entry in order, some at a time."""
        after = 0
        while batch := self._all("SELECT seq, page FROM entry WHERE seq > ? ORDER BY seq LIMIT ?", after, BATCH):
            yield [Entry(*row) for row in batch]
            after = batch[-1][0]

    def records(self) -> Iterator[list[Known]]:
        """Everything that anything speaks of, the removed ones too, by id, some at a time."""
        after = ""
        while batch := self._all(KNOWN, after, BATCH):
            yield [_known(row) for row in batch]
            after = batch[-1][0]

    def _all(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        self._write()
        found: list[tuple[Any, ...]] = self._raw.execute(query, values).fetchall()
        return found

    def _write(self) -> None:
        for statement, rows in self._waiting.items():
            self._raw.executemany(statement, rows)
        self._waiting.clear()
        self._count = 0


def _known(row: tuple[Any, ...]) -> Known:
    record_id, kind, version, saved_version, saved_seq, saved_page, has_removal, reason, pages = row
    return Known(
        record_id, kind, version, saved_version, Entry(saved_seq, saved_page) if saved_seq else None,
        bool(has_removal), reason, tuple(map(int, pages.split(","))) if pages else (),
    )
