"""The tables that statements are made for are those that are declared, and a store has them as they were made."""

from __future__ import annotations

import pytest

from ontrack_desktop.store import migrations, schema
from ontrack_desktop.store.rows import metadata
from ontrack_desktop.store.store import Store
from ontrack_desktop.store.tables import KINDS, LEDGER, LINK, SEARCHABLE, TOMBSTONE, table_of


def test_a_new_store_has_what_the_row_classes_declare(store: Store) -> None:
    assert schema.fault(store.connection) == ""
    assert tuple(migrations.STEPS[1]) == tuple(schema.statements())


def test_statements_are_made_for_the_declared_columns_in_their_order() -> None:
    known = [*map(table_of, KINDS.values()), LEDGER, LINK, SEARCHABLE, TOMBSTONE]
    declared = {name: [column.name for column in table.columns] for name, table in metadata.tables.items()}
    assert {table.name: list(table.names) for table in known} == {
        name: columns for name, columns in declared.items() if name not in ("vault", "ledger_key")
    }


@pytest.mark.parametrize(
    ("by_hand", "said"),
    [
        ("DROP TRIGGER ledger_is_not_changed", "the trigger ledger_is_not_changed is missing"),
        ("DROP INDEX quote_note", "the index quote_note is missing"),
        ("CREATE INDEX note_text ON note (text)", "the index note_text does not belong there"),
        ("ALTER TABLE household DROP COLUMN postcode", "the column household.postcode is missing"),
        (
            "CREATE TRIGGER spy AFTER INSERT ON note BEGIN DELETE FROM note; END",
            "the trigger spy does not belong there",
        ),
        ("CREATE TABLE ledger_2 (seq)", "the column ledger_2.seq does not belong there"),
    ],
)
def test_what_was_changed_by_hand_is_named(store: Store, by_hand: str, said: str) -> None:
    store.connection.execute(by_hand)
    assert schema.fault(store.connection) == said


def test_an_index_over_other_columns_is_not_as_it_was_made(store: Store) -> None:
    store.connection.execute("DROP INDEX quote_note")
    store.connection.execute("CREATE INDEX quote_note ON quote (voice)")
    assert schema.fault(store.connection) == "the index quote_note is not as it was made"


def test_a_column_that_a_later_version_added_at_the_end_is_as_it_should_be(store: Store) -> None:
    store.connection.execute("ALTER TABLE household DROP COLUMN postcode")
    store.connection.execute("ALTER TABLE household ADD COLUMN postcode VARCHAR NOT NULL DEFAULT ''")
    assert schema.fault(store.connection) == ""
