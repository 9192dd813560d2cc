"""The ledger: any change made by hand is found, and the first entry that is wrong is named."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from ontrack_desktop.domain.ledger import Act
from ontrack_desktop.domain.people import Pupil
from ontrack_desktop.services import notes
from ontrack_desktop.services.workspace import Workspace
from ontrack_desktop.store import ledger
from ontrack_desktop.store.connection import Connection
from ontrack_desktop.store.store import LEDGER_PURPOSE, Store
from ontrack_desktop.store.tables import LEDGER
from tests import factories
from tests.conftest import TestKey

ENTRIES = 9
MANY = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
SEQS = st.integers(1, ENTRIES)
CHANGED = st.sampled_from([name for name in LEDGER.names if name != "seq"])
VALUES: st.SearchStrategy[Any] = (
    st.none() | st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.integers(-(2**63), 2**63 - 1)
    | st.binary(max_size=32) | st.floats(allow_nan=False) | st.sampled_from(["saved", "removed", "note", "{}", "1"])
)


@pytest.fixture
def written(workspace: Workspace, pupil: Pupil) -> Store:
    """A store with nine entries: the worker, the pupil, three notes of two versions, and an opening."""
    for number in range(3):
        note = factories.a_note(pupil, text=f"Note {number}")
        workspace.change(partial(notes.save_note, note=note))
        kept = workspace.query(lambda read, note=note: read.get(type(note), note.id))  # type: ignore[misc]
        workspace.change(partial(notes.save_note, note=kept.model_copy(update={"text": f"Note {number} again"})))
    workspace.change(lambda work: work.note_act(Act.OPENED, pupil_id=pupil.id))
    assert workspace.store.verify().checked == ENTRIES
    return workspace.store


@contextmanager
def by_hand(store: Store) -> Iterator[Connection]:
    """What somebody does who has the key and SQL; undone afterwards."""
    connection = store.connection
    connection.execute("BEGIN")
    try:
        connection.execute("DROP TRIGGER ledger_is_not_changed")
        connection.execute("DROP TRIGGER ledger_is_not_shortened")
        yield connection
    finally:
        connection.roll_back()


def first_bad(connection: Connection) -> int | None:
    return ledger.verify(connection, TestKey().subkey(LEDGER_PURPOSE)).first_bad


def row(connection: Connection, seq: int) -> Any:
    columns = ", ".join(f"{name}, typeof({name})" for name in LEDGER.names)
    return connection.rows(f"SELECT {columns} FROM ledger WHERE seq = {seq}")


@MANY
@given(seq=SEQS, column=CHANGED, value=VALUES)
def test_any_changed_value_is_found_and_its_entry_named(written: Store, seq: int, column: str, value: Any) -> None:
    with by_hand(written) as connection:
        before = row(connection, seq)
        connection.execute(f"UPDATE OR IGNORE ledger SET {column} = ? WHERE seq = ?", (value, seq))
        changed = row(connection, seq) != before
        assert first_bad(connection) == (seq if changed else None)


@pytest.mark.parametrize("column", ["payload", "act", "at"])
def test_bytes_that_are_no_text_are_found_too(written: Store, column: str) -> None:
    with by_hand(written) as connection:
        connection.execute(f"UPDATE ledger SET {column} = CAST(x'80ff' AS TEXT) WHERE seq = 4")
        assert first_bad(connection) == 4


@MANY
@given(seq=SEQS)
def test_a_removed_entry_is_found_and_a_shortened_ledger_is_behind_what_was_seen(written: Store, seq: int) -> None:
    head = written.head()
    with by_hand(written) as connection:
        connection.execute("DELETE FROM ledger WHERE seq = ?", (seq,))
        assert first_bad(connection) == (seq if seq < ENTRIES else None)
        assert (ledger.mac_at(connection, head.seq) != head.mac) == (seq == ENTRIES)


@MANY
@given(one=SEQS, other=SEQS)
def test_entries_in_another_order_are_found(written: Store, one: int, other: int) -> None:
    assume(one != other)
    with by_hand(written) as connection:
        for seq, to in ((one, -1), (other, one), (-1, other)):
            connection.execute("UPDATE ledger SET seq = ? WHERE seq = ?", (to, seq))
        assert first_bad(connection) == min(one, other)


@MANY
@given(seq=SEQS, moved=st.integers(-3, 20))
def test_an_entry_put_elsewhere_or_put_in_is_found(written: Store, seq: int, moved: int) -> None:
    assume(moved not in range(1, ENTRIES + 1))
    columns = ", ".join(name for name in LEDGER.names if name != "seq")
    with by_hand(written) as connection:
        connection.execute(
            f"INSERT INTO ledger (seq, {columns}) SELECT {moved}, {columns} FROM ledger WHERE seq = {seq}"
        )
        assert first_bad(connection) == (ENTRIES + 1 if moved > 0 else 1)


def test_an_ordinary_hand_cannot_change_the_ledger_at_all(written: Store) -> None:
    for statement in ("UPDATE ledger SET at = ''", "DELETE FROM ledger WHERE seq = 2"):
        with pytest.raises(Exception, match="the ledger is not"), written.connection.writing():
            written.connection.execute(statement)
    assert written.verify().is_sound
