"""Write `m0001_first.py` from the row classes. Only while no version has been released.

Run: `python -m tests.first_migration`.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from ontrack_desktop.store import rows

TARGET = Path(rows.__file__).parent / "migrations" / "m0001_first.py"


def statements() -> list[str]:
    """The schema of the row classes, statement by statement."""
    dialect = sqlite.dialect()
    made: list[str] = []
    for table in rows.metadata.sorted_tables:
        made.append(str(CreateTable(table).compile(dialect=dialect)))
        made += [
            str(CreateIndex(index).compile(dialect=dialect))
            for index in sorted(table.indexes, key=lambda index: str(index.name))
        ]
    return ["\n".join(line.strip() for line in sql.strip().splitlines() if line.strip()) for sql in made] + [
        "\n".join(line.strip() for line in sql.splitlines()) for sql in rows.SEARCH_AND_TRIGGERS
    ]


def main() -> None:
    body = "\n".join(f'    """{sql}""",' for sql in statements())
    TARGET.write_text(
        '"""The first schema of a store."""\n\nfrom __future__ import annotations\n\n'
        f"STATEMENTS: tuple[str, ...] = (\n{body}\n)\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
