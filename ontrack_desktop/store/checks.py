"""Whether a store is whole: every page, the ledger's chain, every row against its newest version, the search index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from ontrack_desktop.domain.drafts import Draft
from ontrack_desktop.domain.ledger import Act, Head
from ontrack_desktop.domain.record import Record

from . import ledger
from .build import builder
from .connection import Connection
from .engine import StoreDamaged, StoreMissing, connect, salted
from .keys import SALT_BYTES
from .pages import Pages
from .statements import columns_of, quoted
from .store import LEDGER_PURPOSE, Key
from .tables import KINDS, table_of
from .watch import Watch

BATCH = 500
UNREADABLE = "a page of the file cannot be read"
NO_HEAD = Head(0, b"")


@contextmanager
def looking_into(path: Path, key: Key) -> Iterator[Connection]:
    """A connection of its own to a store's file that writes nothing, and sees one state of it from its first question
    to its last. Raises `StoreMissing`, `StoreDamaged`."""
    connection = Connection(lambda: connect(path, key.hex, read_only=True))
    try:
        connection.execute("BEGIN")
        yield connection
    except sqlcipher.DatabaseError as error:
        raise StoreDamaged(
            "The file with the casework is damaged.", "Nothing has been changed. Put the newest backup back."
        ) from error
    finally:
        connection.close()


def flush(path: Path, key: Key) -> None:
    """Bring what lies in the write-ahead log into the file, which is where its pages are checked."""
    raw = connect(path, key.hex)
    try:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        raw.close()


def pages_fault(connection: Connection, path: Path, key: Key, watch: Watch) -> str:
    """The first thing wrong with the pages of the file that is open, or "".

    What is still in the write-ahead log is not looked at.
    """
    try:
        with watch.over(connection.raw, "Checking every page"):
            # counts pages and follows every reference: sees a file that was cut off
            said = connection.value("PRAGMA quick_check(1)")
        if said != "ok":
            return str(said)
        # the MAC of every page: sees a byte that was changed
        unsealed = _first_unsealed(path, key, watch)
        if unsealed is not None:
            return f"page {unsealed} does not carry its seal"
        with watch.over(connection.raw, "Checking every page"):
            if connection.rows("PRAGMA foreign_key_check"):
                return "a row has lost the row that it belongs to"
    except sqlcipher.DatabaseError:
        return UNREADABLE
    return ""


def _first_unsealed(path: Path, key: Key, watch: Watch) -> int | None:
    salt = bytes.fromhex(salted(key.hex)[-2 * SALT_BYTES :])
    with closing(Pages(path, bytes.fromhex(key.hex), salt)) as pages:
        return pages.first_unsealed(partial(watch.at, "Checking every seal"))


def chain(connection: Connection, key: Key, watch: Watch) -> ledger.Verdict:
    """Check the whole ledger."""
    last = ledger.read_head(connection).seq
    return ledger.verify(
        connection, key.subkey(LEDGER_PURPOSE), lambda seq: watch.at("Checking the ledger", seq, last)
    )


def sound_head(path: Path, key: Key, watch: Watch) -> tuple[Head, str]:
    """The head of the ledger in a closed file that was checked from first to last, and what is wrong with it or ""."""
    try:
        with looking_into(path, key) as connection:
            fault = pages_fault(connection, path, key, watch)
            if fault:
                return NO_HEAD, fault
            verdict = chain(connection, key, watch)
    except (StoreDamaged, StoreMissing):
        return NO_HEAD, "it does not open with this vault’s key"
    if verdict.first_bad is not None:
        return verdict.head, f"entry {verdict.first_bad} of the ledger was changed, moved or taken out"
    return verdict.head, ""


def rows_fault(connection: Connection, watch: Watch) -> tuple[Counter[str], str]:
    """How many records of each kind there are, and the first that is not what the ledger says of it, or ""."""
    kinds = [record_class for record_class in KINDS.values() if record_class is not Draft]
    all_rows = sum(_count(connection, kind.kind) for kind in kinds)
    counts: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for record_class in kinds:
        for batch in batches(connection, record_class):
            newest = _newest(connection, [str(record.id) for record in batch])
            for record in batch:
                fault = _difference(record, newest.get(str(record.id)))
                if fault:
                    return counts, fault
                found[record.kind] += bool(record.searched_text())
            counts[record_class.kind] += len(batch)
            watch.at("Comparing records with the ledger", counts.total(), all_rows)
    return counts, _missing_fault(connection, counts.total()) or _search_fault(connection, found)


def batches(connection: Connection, record_class: type[Record]) -> Iterator[list[Record]]:
    """All records of a kind by id, some at a time."""
    table, build, last = table_of(record_class), builder(record_class), ""
    page = f"SELECT {columns_of(table)} FROM {quoted(table.name)} WHERE id > ? ORDER BY id LIMIT {BATCH}"  # noqa: S608
    while records := build(connection.rows(page, (last,))):
        yield records
        last = str(records[-1].id)


def _newest(connection: Connection, ids: list[str]) -> dict[str, tuple[str, str]]:
    """What was done last with each of these records, and what was written then."""
    rows = connection.rows(
        f"""SELECT record_id, act, payload FROM ledger
            WHERE record_id IN ({", ".join("?" * len(ids))}) AND act IN (?, ?) ORDER BY seq""",  # noqa: S608
        (*ids, Act.SAVED.value, Act.REMOVED.value),
    )
    return {record_id: (act, payload) for record_id, act, payload in rows}


def _difference(record: Record, entry: tuple[str, str] | None) -> str:
    name = f"the {record.noun} {record.id}"
    if entry is None:
        return f"{name} is not in the ledger"
    act, payload = entry
    if act == Act.REMOVED.value:
        return f"{name} was removed and is there"
    row = record.model_dump_json()
    # an entry of an older version may lack a field that has a default by now
    if row != payload and row != type(record).model_validate_json(payload).model_dump_json():
        return f"{name} is not what the ledger says"
    return ""


def _missing_fault(connection: Connection, rows: int) -> str:
    """A record of the ledger that is in no table, nor removed."""
    # only entries of records have a version; the index alone answers this
    recorded = connection.value("SELECT count(DISTINCT record_id) FROM ledger WHERE version IS NOT NULL")
    if recorded == rows + _count(connection, "tombstone"):
        return ""
    kept = " UNION ALL ".join(f"SELECT id FROM {quoted(kind)}" for kind in KINDS)  # noqa: S608
    lost = connection.rows(
        f"""SELECT kind, record_id FROM ledger
            WHERE version IS NOT NULL AND record_id NOT IN (SELECT record_id FROM tombstone UNION ALL {kept})
            ORDER BY seq LIMIT 1"""  # noqa: S608
    )
    return f"the {lost[0][0]} {lost[0][1]} is missing" if lost else "the list of removed records does not add up"


def _search_fault(connection: Connection, found: Counter[str]) -> str:
    """Whether the search index has as many texts of each kind as there are records with text."""
    # counted here: to group them, SQLite would keep a line of every text in memory
    indexed = Counter(row[0] for row in connection.execute("SELECT kind FROM searchable"))
    for name in sorted(found.keys() | indexed.keys()):
        if found[name] != indexed[name]:
            return f"the search index holds {indexed[name]} texts of the kind {name} instead of {found[name]}"
    words = connection.value("SELECT count(*) FROM search_docsize")
    return "" if words == sum(indexed.values()) else f"the search index holds the words of {words} texts only"


def _count(connection: Connection, table: str) -> int:
    found: int = connection.value(f"SELECT count(*) FROM {quoted(table)}")  # noqa: S608
    return found
