"""What a disk, or a damaged file, does to the store: told in one sentence. What is not known here stays a bug."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import sqlcipher3.dbapi2 as sqlcipher

from ontrack_desktop.domain.errors import OnTrackError

from .connection import Connection

MADE_OF_ZEROS: Final = (ValueError, KeyError)  # what no value can be made of


class StoreDamaged(OnTrackError):  # noqa: N818
    """The file is there and the key is right for the vault, but the file cannot be read with it."""


class StoreForeign(StoreDamaged):
    """Not one page of the file can be read with the vault's key: it belongs to another vault, or all of it is gone."""


class StoreMissing(OnTrackError):  # noqa: N818
    """The file that holds the casework is not there, or is empty."""


class DiskFull(OnTrackError):  # noqa: N818
    """There is no room left. What was asked for was not done, not even in part."""


class DiskGone(OnTrackError):  # noqa: N818
    """The disk does not read or write: pulled out, broken, or over its quota. Nothing was done in part."""


class StoreReadOnly(OnTrackError):  # noqa: N818
    """The file or its folder cannot be written to."""


class StoreBusy(OnTrackError):  # noqa: N818
    """Another program, such as a virus scanner, held the file for too long."""


@dataclass(frozen=True)
class Doing:
    """What could not be done, as the beginning of a sentence, and what a person should know first."""

    claim: str
    comfort: str


SAVING: Final = Doing("This was not saved", "Keep this window open: what you typed is still here.")
READING: Final = Doing("This could not be read", "Keep this window open: what you typed is still here.")
OPENING: Final = Doing("The vault was not opened", "Nothing was changed.")
CREATING: Final = Doing("The vault was not made", "Nothing was changed.")

Fault = tuple[type[OnTrackError], str, str]
"""An exception, its cause in words, and what helps."""
FULL: Final[Fault] = (DiskFull, "the disk is full", "Empty the bin or delete files you do not need, then try again.")
GONE: Final[Fault] = (
    DiskGone, "the disk with this vault does not answer",
    "Check that the disk is plugged in and not full, then try again.",
)
WRITE_PROTECTED: Final[Fault] = (
    StoreReadOnly, "this vault cannot be written to",
    "Check that the disk is not write-protected and that the folder is yours, then try again.",
)
BUSY: Final[Fault] = (
    StoreBusy, "another program is using the vault’s file",
    "Close that program, or wait a minute for a backup or a virus scan to end, then try again.",
)
# by SQLite's primary result code
TOLD: Final[dict[int, Fault]] = {
    sqlcipher.SQLITE_FULL: FULL,
    sqlcipher.SQLITE_IOERR: GONE,
    sqlcipher.SQLITE_CANTOPEN: GONE,
    sqlcipher.SQLITE_READONLY: WRITE_PROTECTED,
    sqlcipher.SQLITE_BUSY: BUSY,
    sqlcipher.SQLITE_LOCKED: BUSY,
}
FILE_MOVED: Final = 1032  # SQLITE_READONLY_DBMOVED: the file was taken away while it was open
DAMAGE: Final = frozenset({sqlcipher.SQLITE_CORRUPT, 26})  # SQLITE_CORRUPT, SQLITE_NOTADB


def damaged(doing: Doing) -> StoreDamaged:
    if doing is SAVING:
        return StoreDamaged(
            f"{doing.claim}: the file with the casework is damaged.",
            f"{doing.comfort} Copy it somewhere safe, then put the newest backup back.",
        )
    return StoreDamaged(
        "The file with the casework is damaged.", "Nothing has been changed. Put the newest backup back."
    )


def plainly(error: BaseException, doing: Doing) -> OnTrackError | None:
    """The sentence for what SQLite says of the disk or the file; None if that is a fault of the program."""
    code = getattr(error, "sqlite_errorcode", None)
    if is_no_text(error):
        return damaged(doing)
    if not isinstance(error, sqlcipher.Error) or code is None:
        return None
    if code & 0xFF in DAMAGE:
        return damaged(doing)
    found = GONE if code == FILE_MOVED else TOLD.get(code & 0xFF)
    return told(found, doing) if found else None


def is_no_text(error: BaseException) -> bool:
    """Whether a text was read whose bytes are none. The message of such an error holds them: never pass it on."""
    return isinstance(error, sqlcipher.OperationalError) and "Could not decode" in str(error)


def told(fault: Fault, doing: Doing) -> OnTrackError:
    """The exception for one of the faults above, with its sentence and next step."""
    kind, cause, help_ = fault
    return kind(f"{doing.claim}: {cause}.", f"{doing.comfort} {help_}")


@contextmanager
def told_plainly(connection: Connection, doing: Doing) -> Iterator[None]:
    """Raise an `OnTrackError` in place of what SQLite says of the disk or the file."""
    try:
        yield
    except Exception as error:
        raise_plainly(error, connection, doing)
        raise


def raise_plainly(error: Exception, connection: Connection, doing: Doing) -> None:
    """Raise the `OnTrackError` for an exception on this connection; return if it is one, or a fault of the program.

    From the first page on that cannot be read or decrypted, SQLCipher gives every page that it reads as zeros: what
    stood there makes no value, long texts come without any error, and what the disk did looks like damage.
    """
    reads_zeros = _reads_zeros(connection)
    if reads_zeros:
        connection.is_spent = True
    if isinstance(error, OnTrackError):
        return
    said = plainly(error, doing)
    if is_no_text(error):
        raise damaged(doing) from None
    if isinstance(said, StoreDamaged) or (isinstance(said, DiskGone) and reads_zeros):
        said = damaged(doing) if _is_damaged(connection) else told(GONE, doing)
    elif isinstance(error, MADE_OF_ZEROS) and _is_damaged(connection):
        said = damaged(doing)
    if said is not None:
        raise said from error


def answers(path: Path) -> bool:
    """Whether the disk itself, not what the system remembers of it, gives a file's first byte."""
    try:
        with path.open("rb", buffering=0) as file:
            if hasattr(os, "posix_fadvise"):
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
            return bool(file.read(1))
    except OSError:
        return False


def _is_damaged(connection: Connection) -> bool:
    """Look at the whole file again on a connection of its own. If it is whole, the disk failed and is back."""
    connection.roll_back()
    if not answers(Path(connection.execute("PRAGMA database_list").fetchone()[2])):
        return False
    try:
        raw = connection.open_another()
    except OnTrackError as error:
        return isinstance(error, StoreDamaged)
    try:
        pages_are_whole = raw.execute("PRAGMA cipher_integrity_check").fetchone() is None
        return not pages_are_whole or raw.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok"
    except sqlcipher.DatabaseError:
        return True
    finally:
        raw.close()


def _reads_zeros(connection: Connection) -> bool:
    """Whether a page was damaged on the way here: then a page that is read anew comes as zeros."""
    try:
        connection.rows("PRAGMA shrink_memory")
        connection.rows("SELECT one FROM vault")
    except sqlcipher.DatabaseError as error:
        return getattr(error, "sqlite_errorcode", 0) & 0xFF in DAMAGE
    return False
