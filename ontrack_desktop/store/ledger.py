"""The append-only ledger: one entry a version or act, each sealed to the one before.

MAC = HMAC-SHA256(ledger key, MAC of the entry before + canonical JSON of this entry), where the canonical
JSON is the list of the entry's columns in table order, without white space, in UTF-8.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from ontrack_desktop.domain.ledger import Head

from .rows import ledger_table
from .statements import insert_into

COLUMNS = tuple(column.name for column in ledger_table.columns if column.name != "mac")
BATCH = 2_000


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
    row = connection.execute(
        select(ledger_table.c.seq, ledger_table.c.mac).order_by(ledger_table.c.seq.desc()).limit(1)
    ).first()
    return Head(row.seq, row.mac) if row else Head(0, b"")


def append(connection: Connection, key: bytes, head: Head, values: dict[str, Any]) -> Head:
    """Write one entry inside the running transaction; gives the new head."""
    entry = dict.fromkeys(COLUMNS) | values | {"seq": head.seq + 1}
    mac = seal(key, head.mac, entry)
    insert_into(ledger_table).run(connection, entry | {"mac": mac})
    return Head(head.seq + 1, mac)


def mac_at(connection: Connection, seq: int) -> bytes | None:
    """The MAC of one entry, for comparing with a high-water mark."""
    found: bytes | None = connection.scalar(select(ledger_table.c.mac).where(ledger_table.c.seq == seq))
    return found


def verify(connection: Connection, key: bytes, progress: Callable[[int], None] | None = None) -> Verdict:
    """Walk the whole chain; names the first sequence that was changed, removed or put in another order."""
    before = Head(0, b"")
    while True:
        rows = connection.execute(
            select(ledger_table).where(ledger_table.c.seq > before.seq).order_by(ledger_table.c.seq).limit(BATCH)
        ).all()
        if not rows:
            return Verdict(before.seq, before)
        for row in rows:
            values = dict(row._mapping)
            mac = values.pop("mac")
            right = values["seq"] == before.seq + 1 and hmac.compare_digest(seal(key, before.mac, values), mac)
            if not right:
                return Verdict(before.seq, before, first_bad=before.seq + 1)
            before = Head(values["seq"], mac)
        if progress:
            progress(before.seq)
