"""Whether a store has the tables, indices and triggers that the row classes declare, and no others."""

from __future__ import annotations

from contextlib import closing
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from .connection import Connection
from .rows import SEARCH_AND_TRIGGERS, metadata

# A column that a later version added stands last in its table, wherever its field stands in the record.
_COLUMNS = """SELECT 'column ' || t.name || '.' || c.name, c.type || c."notnull" || c.pk
              FROM sqlite_master AS t, pragma_table_xinfo(t.name) AS c WHERE t.type = 'table'"""
_OTHERS = "SELECT type || ' ' || name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL"


def statements() -> list[str]:
    """What makes the declared schema in an empty file, statement by statement."""
    dialect = sqlite.dialect()
    made: list[str] = []
    for table in metadata.sorted_tables:
        made.append(str(CreateTable(table).compile(dialect=dialect)))
        made += [
            str(CreateIndex(index).compile(dialect=dialect))
            for index in sorted(table.indexes, key=lambda index: str(index.name))
        ]
    return ["\n".join(line.strip() for line in sql.strip().splitlines() if line.strip()) for sql in made] + [
        "\n".join(line.strip() for line in sql.splitlines()) for sql in SEARCH_AND_TRIGGERS
    ]


def fault(connection: Connection) -> str:
    """The first part of the file that is missing, too much, or not as it is declared; or ""."""
    with closing(sqlcipher.connect(":memory:")) as empty:
        for statement in statements():
            empty.execute(statement)
        declared = _parts(empty)
    found = _parts(connection.raw)
    for part in sorted(declared.keys() | found.keys()):
        if part not in found:
            return f"the {part} is missing"
        if part not in declared:
            return f"the {part} does not belong there"
        if found[part] != declared[part]:
            return f"the {part} is not as it was made"
    return ""


def _parts(raw: Any) -> dict[str, str]:
    """Every column, index and trigger by its name, and what it is."""
    rows = [*raw.execute(_COLUMNS), *raw.execute(_OTHERS)]
    return {name: " ".join(said.split()) for name, said in rows}
