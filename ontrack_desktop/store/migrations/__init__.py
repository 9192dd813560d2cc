"""Numbered steps from an older store to this one. A step is never changed once it has been released.

Each module `mNNNN_name.py` has `STATEMENTS`, run in order in one transaction; its number becomes the
file's `user_version`. Steps rely on no other code of the program, so that they keep meaning what they meant. What
writes to every row of a table is `Piecewise`: a vault may hold a million notes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.store.connection import Connection
from ontrack_desktop.store.watch import Watch

from . import m0001_first


@dataclass(frozen=True)
class Piecewise:
    """A statement for the rows of a table with `:after < id AND id <= :until`, run for a few of them at a time.

    In one go SQLite keeps something of every row in memory, because nothing of it may lie on the disk unencrypted.
    """

    table: str
    sql: str


STEPS: dict[int, tuple[str | Piecewise, ...]] = {1: m0001_first.STATEMENTS}
CURRENT = max(STEPS)
PIECE: Final = 1_000
DOING: Final = "Making the vault ready for this version"


class StoreTooNew(OnTrackError):  # noqa: N818
    """The file was written by a newer version of the program."""


def version(connection: Connection) -> int:
    return int(connection.value("PRAGMA user_version"))


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


def bring_up_to_date(connection: Connection, before: Callable[[], object], watch: Watch | None = None) -> None:
    """Run the missing steps, each in a transaction of its own; `before` is called once if there are any.

    Raises `Stopped`; then the steps before the one that was stopped are done, and nothing of this one.
    """
    watch = watch or Watch()
    missing = [number for number in sorted(STEPS) if number > version(connection)]
    if missing and missing[0] > 1:
        before()
    for number in missing:
        with connection.writing():
            for statement in STEPS[number]:
                _run(connection, statement, watch)
            with watch.over(connection.raw, DOING):
                if connection.rows("PRAGMA foreign_key_check"):
                    raise RuntimeError(f"migration {number} leaves rows without their parents")
            connection.execute(f"PRAGMA user_version = {number}")


def _run(connection: Connection, statement: str | Piecewise, watch: Watch) -> None:
    if isinstance(statement, str):
        with watch.over(connection.raw, DOING):
            connection.execute(statement)
        return
    rows = f"SELECT id FROM {statement.table} WHERE id > ? ORDER BY id"  # noqa: S608 - a name of ours
    with watch.over(connection.raw, DOING):
        of_all = connection.value(f"SELECT count(*) FROM ({rows})", ("",))  # noqa: S608
    piece = f"SELECT max(id), count(*) FROM ({rows} LIMIT {PIECE})"  # noqa: S608
    done, after = 0, ""
    while (found := connection.rows(piece, (after,))[0])[1]:
        connection.execute(statement.sql, {"after": after, "until": found[0]})
        after, done = found[0], done + found[1]
        watch.at(DOING, done, of_all)
