"""The lines about an open store: saving, searching, reading a long journal, and what the encryption costs."""

from __future__ import annotations

import os
import statistics
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import sqlcipher3.dbapi2 as sqlcipher

from ontrack_desktop.domain.notes import Note
from ontrack_desktop.domain.record import new_id
from ontrack_desktop.services import cases, find, notes, vaults
from ontrack_desktop.services.open_vault import OpenVault
from ontrack_desktop.services.workspace import Reader, Workspace
from ontrack_desktop.store.connection import Connection
from ontrack_desktop.store.engine import SETTINGS, connect
from ontrack_desktop.store.search import Hit
from ontrack_desktop.store.store import Store
from ontrack_desktop.system.passphrase import words

from .generate import NOW, PASSPHRASE, SetClock
from .measure import Line, by_turns, line, timed

BUSY = "BT-00001"
TEXT = "We sat in the kitchen and talked about the farm, the dog and who will be there on Thursday. " * 5
TYPED = [word[:length] for word, length in zip(words()[::50], cycle((2, 3, 4, 6)), strict=False)] + [
    f"{one} {two[:3]}" for one, two in zip(words()[::200], words()[100::200], strict=False)
]


@contextmanager
def opened(folder: Path) -> Iterator[OpenVault]:
    """A generated vault, open at the moment it was generated for."""
    clock = SetClock()
    clock.now = NOW
    workspace = vaults.open_workspace(folder, PASSPHRASE, None, clock).workspace
    try:
        yield workspace
    finally:
        workspace.close()


def lines(workspace: OpenVault, scratch: Path, repeats: int) -> Iterator[Line]:
    """Measure an open vault; `scratch` is an empty folder on the same disk."""
    raw = connect(workspace.store.path, workspace.key.hex)
    busy = workspace.query(partial(cases.by_reference, reference=BUSY)).pupil_ids[0]
    try:
        yield _save(workspace, raw, scratch, busy, repeats)
        yield from _search(workspace, raw, repeats)
        yield _journal(workspace, raw, busy, repeats)
        yield from _encryption(workspace, raw, scratch, busy, repeats)
    finally:
        raw.close()


def statements(workspace: Workspace, ask: Callable[[], object]) -> list[str]:
    """The statements that a question sends to SQLite, values and all."""
    connection = workspace.store.connection.raw
    sent: list[str] = []
    connection.set_trace_callback(sent.append)
    try:
        ask()
    finally:
        connection.set_trace_callback(None)
    # without the transaction, and without what the search index asks itself
    return [sql for sql in sent if sql.startswith(("SELECT", "WITH")) and "'main'." not in sql]


def replayed(raw: Any, sent: list[str]) -> Callable[[], object]:
    """The same statements on a raw connection, their rows fetched and thrown away."""

    def run() -> None:
        for sql in sent:
            raw.execute(sql).fetchall()

    return run


def _save(workspace: OpenVault, raw: Any, scratch: Path, busy: UUID, repeats: int) -> Line:
    """One note, durable: row, links, search words and ledger entry, against its row alone."""
    lone = connect(scratch / "lone.db", workspace.key.hex, create=True)
    lone.execute(raw.execute("SELECT sql FROM sqlite_master WHERE name = 'note'").fetchone()[0])
    row = raw.execute("SELECT * FROM note ORDER BY id DESC LIMIT 1").fetchone()
    insert = f"INSERT INTO note VALUES ({', '.join('?' * len(row))})"  # noqa: S608 - question marks
    values = iter([(str(uuid4()), *row[1:]) for _ in range(repeats + 1)])

    def insert_row() -> None:
        lone.execute("BEGIN IMMEDIATE")
        lone.execute(insert, next(values))
        lone.execute("COMMIT")

    measured = line(
        "save a note, durably", "one raw insert of the same row", timed(_saving(workspace, busy, repeats)),
        timed(insert_row), repeats=repeats, goal=3,
    )
    lone.close()
    return measured


def _saving(workspace: Workspace, busy: UUID, repeats: int) -> Callable[[], object]:
    written = iter([
        Note(
            id=new_id(NOW, os.urandom(10)), pupil_ids=(busy,), note_kind="home_visit", at=NOW, minutes=30,
            place="At home", seen_ids=(busy,), text=TEXT,
        )
        for _ in range(repeats + 1)
    ])
    return lambda: workspace.change(partial(notes.save_note, note=next(written)))


def _search(workspace: OpenVault, raw: Any, repeats: int) -> Iterator[Line]:
    """Words as they are typed. Every text once: none is in memory because it was just asked for."""
    mine: list[float] = []
    theirs: list[float] = []
    palette: list[float] = []
    for typed in TYPED[: max(repeats, 5)]:
        ask = partial(workspace.query, partial(_hits, typed))
        ours, base = by_turns(timed(ask), timed(replayed(raw, statements(workspace, ask))), repeats=3)
        mine.append(statistics.median(ours))
        theirs.append(statistics.median(base))
        palette.append(timed(partial(workspace.query, partial(find.words, typed=typed)))())
    against = "the raw FTS5 query"
    yield Line("search, first 50 with snippets", against, statistics.median(mine), statistics.median(theirs), 1.5)
    yield Line(
        f"search, slowest of 20 (in the palette with names: {_slowest(palette):.1f} ms)", against, _slowest(mine),
        _slowest(theirs), 1.5,
    )


def _hits(typed: str, read: Reader) -> list[Hit]:
    return read.search(typed)


def _slowest(times: list[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(times, n=20)[-1]


def _journal(workspace: OpenVault, raw: Any, busy: UUID, repeats: int) -> Line:
    """The first page of the pupil with 5,000 notes, with all that hangs on its notes."""
    ask = partial(workspace.query, partial(notes.timeline, pupil_id=busy))
    return line(
        "open the journal of a pupil with 5,000 notes", "the same rows, selected raw", timed(ask),
        timed(replayed(raw, statements(workspace, ask))), repeats=repeats, goal=2,
    )


def _encryption(workspace: OpenVault, raw: Any, scratch: Path, busy: UUID, repeats: int) -> Iterator[Line]:
    """The same service calls on a copy of the store without encryption."""
    plain = scratch / "plain.db"
    raw.execute("ATTACH ? AS plain KEY ''", (str(plain),))
    raw.execute("SELECT sqlcipher_export('plain')").fetchall()
    raw.execute("DETACH plain")
    store = Store(Connection(lambda: _connect_plain(plain)), workspace.key, uuid4(), plain)
    other = Workspace(store, workspace.worker_id, workspace.clock)
    against = "plain SQLite"
    try:
        page = partial(notes.timeline, pupil_id=busy)
        yield line(
            "encrypted: read a page of the journal", against, timed(partial(workspace.query, page)),
            timed(partial(other.query, page)), repeats=repeats, goal=1.25,
        )
        yield line(
            "encrypted: save a note", against, timed(_saving(workspace, busy, repeats)),
            timed(_saving(other, busy, repeats)), repeats=repeats, goal=1.25,
        )
    finally:
        other.close()


def _connect_plain(path: Path) -> Any:
    connection = sqlcipher.connect(str(path), isolation_level=None)
    for setting in SETTINGS:
        connection.execute(setting)
    return connection
