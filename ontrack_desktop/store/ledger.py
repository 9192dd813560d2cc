"""The append-only ledger: one entry a version or act, each sealed to the one before.

MAC = HMAC-SHA256(ledger key, MAC of the entry before + canonical JSON of this entry), where the canonical
JSON is the list of the entry's columns in table order, without white space, in UTF-8. The key is a sub-key of the
data key; when that is changed, the key of the entries so far is kept in the store.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from ontrack_desktop.domain.ledger import Act, Head

from .connection import Connection
from .faults import is_no_text
from .statements import columns_of, insert_into
from .tables import LEDGER

COLUMNS = tuple(name for name in LEDGER.names if name != "mac")
BATCH = 2_000
LOWEST = -(1 << 63)


@dataclass(frozen=True)
class Verdict:
    """What a check of the whole chain found: entries checked, and the first sequence that is wrong."""

    checked: int
    head: Head
    first_bad: int | None = None

    @property
    def is_sound(self) -> bool:
        return self.first_bad is None


def seal(key: bytes, before: bytes, values: dict[str, Any]) -> bytes:
    """The MAC of one entry."""
    line = json.dumps([values.get(name) for name in COLUMNS], ensure_ascii=False, separators=(",", ":"))
    return hmac.new(key, before + line.encode(), hashlib.sha256).digest()


def read_head(connection: Connection) -> Head:
    """The last entry's sequence and MAC."""
    row = connection.execute("SELECT seq, mac FROM ledger ORDER BY seq DESC LIMIT 1").fetchone()
    return Head(*row) if row else Head(0, b"")


def append(connection: Connection, key: bytes, head: Head, values: dict[str, Any]) -> Head:
    """Write one entry inside the running transaction; gives the new head."""
    entry = dict.fromkeys(COLUMNS) | values | {"seq": head.seq + 1}
    mac = seal(key, head.mac, entry)
    insert_into(LEDGER).run(connection, entry | {"mac": mac})
    return Head(head.seq + 1, mac)


def mac_at(connection: Connection, seq: int) -> bytes | None:
    """The MAC of one entry, for comparing with a high-water mark."""
    found: bytes | None = connection.value("SELECT mac FROM ledger WHERE seq = ?", (seq,))
    return found


def time_at(connection: Connection, seq: int) -> datetime | None:
    """When an entry was written; None if it is not there."""
    found = connection.value("SELECT at FROM ledger WHERE seq = ?", (seq,))
    return datetime.fromisoformat(found) if found else None


def last_under_older_keys(connection: Connection) -> int:
    """The last entry that was written before the data key was changed; 0 if it never was."""
    return connection.value("SELECT max(last_seq) FROM ledger_key") or 0


def was_restored(connection: Connection) -> bool:
    """Whether a backup was ever put in place of the store."""
    return connection.value("SELECT seq FROM ledger WHERE act = ? LIMIT 1", (Act.RESTORED.value,)) is not None


def verify(connection: Connection, key: bytes, progress: Callable[[int], None] | None = None) -> Verdict:
    """Walk the whole chain; names the first sequence that was changed, removed or put in another order."""
    before, last, key_of = Head(0, b""), LOWEST, _keys(connection, key)
    while rows := _rows_after(connection, last):
        for row in rows:
            if row is None or not _is_right(key_of(before.seq + 1), before, row):
                return Verdict(before.seq, before, first_bad=before.seq + 1)
            last = row["seq"]
            before = Head(last, row["mac"])
        if progress:
            progress(before.seq)
    return Verdict(before.seq, before)


def _keys(connection: Connection, key: bytes) -> Callable[[int], bytes]:
    """The key that an entry was sealed with, by its sequence; `key` is the present one."""
    earlier = connection.rows("SELECT last_seq, key FROM ledger_key ORDER BY last_seq")
    last_seqs, keys = [last_seq for last_seq, _ in earlier], [*(kept for _, kept in earlier), key]
    return lambda seq: keys[bisect_left(last_seqs, seq)]


def _rows_after(connection: Connection, seq: int) -> Sequence[dict[str, Any] | None]:
    """The next entries; [None] where the next one holds bytes that are no text."""
    query = f"SELECT {columns_of(LEDGER)} FROM ledger WHERE seq > ? ORDER BY seq LIMIT ?"  # noqa: S608
    for limit in (BATCH, 1):
        try:
            return [dict(zip(LEDGER.names, row, strict=True)) for row in connection.rows(query, (seq, limit))]
        except sqlcipher.OperationalError as error:
            if not is_no_text(error):
                raise
    return [None]


def _is_right(key: bytes, before: Head, row: dict[str, Any]) -> bool:
    """Whether an entry is the one that was sealed after `before`."""
    try:
        mac = seal(key, before.mac, row)
    except (TypeError, ValueError):  # no value that this program writes
        return False
    return row["seq"] == before.seq + 1 and isinstance(row["mac"], bytes) and hmac.compare_digest(mac, row["mac"])
