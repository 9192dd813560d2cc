"""Write `m0001_first.py` from the row classes. Only while no version has been released.

Run: `python -m tests.first_migration`.
"""

from __future__ import annotations

from pathlib import Path

from ontrack_desktop.store import migrations, schema

TARGET = Path(migrations.__file__).parent / "m0001_first.py"


def main() -> None:
    body = "\n".join(f'    """{sql}""",' for sql in schema.statements())
    TARGET.write_text(
        '"""The first schema of a store."""\n\nfrom __future__ import annotations\n\n'
        f"STATEMENTS: tuple[str, ...] = (\n{body}\n)\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
