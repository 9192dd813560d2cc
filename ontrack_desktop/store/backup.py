"""Backups: copies of a store in use that were opened and checked before they count.

Named by when and how far: `2026-11-21T1405-00000123.db` (UTC; the last sequence of its ledger), and beside it
the vault's header as `.json` and its seal as `.seal`. What ends in `.part` does not count.
"""

from __future__ import annotations

import contextlib
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final
from uuid import UUID

import sqlcipher3.dbapi2 as sqlcipher

from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.domain.ledger import Act, Head

from . import checks, header, seal
from .atomic_file import sync_file, sync_folder, write_atomically
from .connection import Connection
from .engine import connect, salted
from .store import Key
from .vault_errors import VaultError
from .watch import Watch

STAMP: Final = "%Y-%m-%dT%H%M"
NAMED: Final = re.compile(r"(\d{4}-\d\d-\d\dT\d{4})-(\d{8,})\.db")
PAGES_A_STEP: Final = 2_000
AT_MOST_EVERY: Final = timedelta(hours=1)
# (how many, of what): the newest backup of each of the last 24 hours that have one, and so on
KEPT: Final[tuple[tuple[int, Callable[[datetime], tuple[int, ...]]], ...]] = (
    (24, lambda at: (at.year, at.month, at.day, at.hour)),
    (14, lambda at: (at.year, at.month, at.day)),
    (8, lambda at: at.isocalendar()[:2]),
    (12, lambda at: (at.year, at.month)),
)
# Acts that are no reason for a new backup.
QUIET: Final = (Act.UNLOCKED, Act.FAILED_UNLOCK, Act.OPENED, Act.SEARCHED, Act.BACKED_UP)
# Of several entries about a record, the first one.
WRITTEN_AFTER: Final = """SELECT kind FROM ledger AS entry WHERE seq > :seq AND version IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM ledger AS earlier WHERE earlier.record_id = entry.record_id AND earlier.version IS NOT NULL
    AND earlier.seq > :seq AND earlier.seq < entry.seq)"""


class BackupFailed(OnTrackError):  # noqa: N818 - reads as a claim
    """No backup was made; the earlier ones are as they were."""


@dataclass(frozen=True)
class Backup:
    """One checked copy: when it was made, and the last entry of its ledger."""

    path: Path
    made_at: datetime
    seq: int

    @property
    def header_path(self) -> Path:
        return self.path.with_suffix(".json")

    @property
    def seal_path(self) -> Path:
        return self.path.with_suffix(seal.ENDING)

    @classmethod
    def at(cls, path: Path) -> Backup | None:
        """What a file's name says of it; None if it is not the name of a backup."""
        named = NAMED.fullmatch(path.name)
        if named is None:
            return None
        with contextlib.suppress(ValueError):
            return cls(path, datetime.strptime(named[1], STAMP).replace(tzinfo=UTC), int(named[2]))
        return None


def found_in(folder: Path, vault_id: UUID) -> list[Backup]:
    """The backups of a vault in a folder, the newest first; none where the folder is not there."""
    try:
        paths = sorted(folder.iterdir(), reverse=True)
    except OSError:
        return []
    return [made for path in paths if (made := Backup.at(path)) and _vault_of(made) == vault_id]


def make(store: Path, key: Key, kept_header: bytes, folder: Path, now: datetime, watch: Watch) -> Backup:
    """Copy a store, which may be open and written to meanwhile, into a folder that exists; check the copy; thin out.

    Raises `BackupFailed`, `StoreMissing`, `StoreDamaged` (the store), `Stopped`.
    """
    vault_id = header.parse(kept_header).header.vault_id
    part = folder / f"{vault_id}.part"
    try:
        _require_room(store, folder)
        part.unlink(missing_ok=True)
        copy(store, key, part, watch)
        head = _checked(part, key, watch)
        made = _named(part, head.seq, vault_id, now)
        sync_file(part)
        watch.at("Putting it in place")
        write_atomically(made.header_path, kept_header)
        seal.write(made.path, key, vault_id=vault_id, head=head)
        part.replace(made.path)
        sync_folder(folder)
    except BaseException as error:
        with contextlib.suppress(OSError):  # a target that is gone keeps it
            part.unlink(missing_ok=True)
        if isinstance(error, OSError | sqlcipher.Error):
            raise _reason(folder) from error
        raise
    _thin(found_in(folder, vault_id), made)
    return made


def check(made: Path, key: Key, watch: Watch) -> tuple[Head, str]:
    """Where a backup's ledger ends, and what is wrong with its pages, its chain or by its seal, or "".

    That no seal lies beside it is not wrong: somebody may have copied the one file.
    """
    head, fault = checks.sound_head(made, key, watch)
    if not fault:
        fault = seal.fault(made, key, head)
    return head, "" if fault == seal.MISSING else fault


def to_keep(moments: Iterable[datetime]) -> set[datetime]:
    """Of backups made at these moments: the newest of 24 hours, 14 days, 8 weeks and 12 months that have any."""
    newest_first = sorted(moments, reverse=True)
    kept: set[datetime] = set()
    for count, period in KEPT:
        newest: dict[tuple[int, ...], datetime] = {}
        for moment in newest_first:
            newest.setdefault(period(moment), moment)
        kept.update(list(newest.values())[:count])
    return kept


def is_due(connection: Connection, backups: list[Backup], now: datetime) -> bool:
    """Whether something changed since the newest backup, and that one is older than an hour."""
    # a clock that was set back leaves some that are still to come: they must neither end the backups nor hurry them
    newest = next((each for each in backups if each.made_at <= now), None)
    if newest is None:
        return True
    if now - newest.made_at < AT_MOST_EVERY:
        return False
    loud = f"SELECT seq FROM ledger WHERE seq > ? AND act NOT IN ({', '.join('?' * len(QUIET))}) LIMIT 1"  # noqa: S608
    return connection.value(loud, (newest.seq, *(act.value for act in QUIET))) is not None


def written_after(connection: Connection, seq: int) -> dict[str, int]:
    """How many records of each kind were saved or removed after this entry of the ledger."""
    # counted here: to group and tell them apart, SQLite would keep every one of them in memory
    kinds = Counter(kind for (kind,) in connection.execute(WRITTEN_AFTER, {"seq": seq}))
    return dict(sorted(kinds.items()))


def _require_room(store: Path, folder: Path) -> None:
    if not folder.is_dir():
        raise BackupFailed(
            "No backup was made: the folder for backups is not there.",
            "Plug in the disk that it is on, or choose another folder.",
        )
    if shutil.disk_usage(folder).free < store.stat().st_size * 11 // 10:
        raise _reason(folder)


def copy(store: Path, key: Key, part: Path, watch: Watch, *, under: Key | None = None) -> None:
    """Copy one state of the store, held by a read transaction while others write, and close the copy to one file.

    The copy has the store's key, or the one that is given.
    """
    part.touch(mode=0o600)
    with (
        contextlib.closing(connect(store, key.hex, read_only=True)) as source,
        contextlib.closing(sqlcipher.connect(str(part), isolation_level=None)) as target,
    ):
        target.execute("PRAGMA cipher_log_level = NONE")
        target.execute(f"PRAGMA key = \"x'{salted((under or key).hex)}'\"")
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        source.backup(
            target, pages=PAGES_A_STEP,
            progress=lambda _status, left, of_all: watch.at("Copying", of_all - left, of_all),
        )
        # one file without a log beside it, which can be read from a write-protected disk
        target.execute("PRAGMA journal_mode = DELETE").fetchall()


def _checked(part: Path, key: Key, watch: Watch) -> Head:
    """The last entry of a copy whose pages and chain are sound."""
    head, fault = checks.sound_head(part, key, watch)
    if fault:
        raise BackupFailed(
            f"The copy did not pass its checks: {fault}.", "Earlier backups are kept. Check the vault before you go on."
        )
    return head


def _named(part: Path, seq: int, vault_id: UUID, now: datetime) -> Backup:
    path = part.with_name(f"{now.astimezone(UTC).strftime(STAMP)}-{seq:08}.db")
    made = Backup.at(path)
    assert made is not None
    if path.exists() and _vault_of(made) != vault_id:
        raise BackupFailed(f"There is a backup of another vault named {path.name} here.", "Choose another folder.")
    return made


def _thin(backups: list[Backup], made: Backup) -> None:
    """`made` stays: where the clock was set back it is older than all the others."""
    kept = to_keep(backup.made_at for backup in backups)
    for backup in backups:
        if backup.made_at not in kept and backup.path != made.path:
            with contextlib.suppress(OSError):  # next time, then
                backup.path.unlink()
                backup.header_path.unlink()
                backup.seal_path.unlink(missing_ok=True)


def _vault_of(backup: Backup) -> UUID | None:
    """Whose backup it is, as its header says."""
    try:
        with backup.header_path.open("rb") as file:
            return header.parse(file.read(header.LARGEST + 1)).header.vault_id
    except (OSError, VaultError):
        return None


def _reason(folder: Path) -> BackupFailed:
    sentence = (
        "No backup was made: the disk is full or cannot be written to." if folder.is_dir()
        else "No backup was made: the folder for backups went away."
    )
    return BackupFailed(sentence, "Earlier backups are as they were. Make room or plug the disk in, and try again.")

