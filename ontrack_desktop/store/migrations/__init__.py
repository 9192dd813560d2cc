"""Numbered steps from an older store to this one. A step is never changed once it has been released.

Each module `mNNNN_name.py` has `STATEMENTS`, run in order in one transaction; its number becomes the
file's `user_version`. Steps rely on no other code of the program, so that they keep meaning what they meant.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection

from ontrack_desktop.domain.errors import OnTrackError

from . import m0001_first

STEPS: dict[int, tuple[str, ...]] = {1: m0001_first.STATEMENTS}
CURRENT = max(STEPS)


class StoreTooNew(OnTrackError):  # noqa: N818
    """The file was written by a newer version of the program."""


def version(connection: Connection) -> int:
    found = connection.exec_driver_sql("PRAGMA user_version").scalar()
    connection.rollback()
    return int(found or 0)


def refuse_newer(connection: Connection) -> None:
    """Raise `StoreTooNew` before anything is written."""
    if version(connection) > CURRENT:
        raise StoreTooNew(
            "This vault was last used with a newer version of OnTrack.",
            "Nothing has been changed. Install the newer version to open it.",
        )


def create(connection: Connection) -> None:
    """All steps on an empty file."""
    bring_up_to_date(connection, lambda: None)


def bring_up_to_date(connection: Connection, before: Callable[[], object]) -> None:
    """Run the missing steps, each in a transaction of its own; `before` is called once if there are any."""
    missing = [number for number in sorted(STEPS) if number > version(connection)]
    if missing and missing[0] > 1:
        before()
    for number in missing:
        with connection.begin():
            for statement in STEPS[number]:
                connection.exec_driver_sql(statement)
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            if broken:
                raise RuntimeError(f"migration {number} leaves rows without their parents")
            connection.exec_driver_sql(f"PRAGMA user_version = {number}")
