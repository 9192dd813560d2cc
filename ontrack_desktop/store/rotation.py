"""Change a vault's data key: a checked copy of the store under the new key takes the place of the store.

Each step is on the disk before the next one begins: the copy, `store.next.db`; the header that opens it,
`vault.next.json`; the copy is renamed over the store; the header takes the place of the old one. Until then both
headers stand in the folder, and the store itself tells which of them holds: the one whose key opens it.
"""

from __future__ import annotations

import contextlib
import errno
import shutil
from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import UUID

import sqlcipher3.dbapi2 as sqlcipher

from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.domain.ledger import Act

from . import backup, checks, faults, header, kept_header
from .atomic_file import sync_file, sync_folder, write_atomically
from .engine import connect
from .faults import Doing, StoreForeign
from .header import SealedHeader
from .keys import DataKey
from .store import LEDGER_PURPOSE, Store
from .vault_errors import HeaderNotWritten, VaultError
from .watch import Watch

NEXT_STORE: Final = "store.next.db"
NEXT_HEADER: Final = "vault.next.json"
BESIDE: Final = ("-wal", "-shm", "-journal")
PREPARED: Final = (NEXT_HEADER, f"{NEXT_HEADER}.tmp", NEXT_STORE, *(NEXT_STORE + end for end in BESIDE))
CHANGING: Final = Doing("The key was not changed", "The vault opens as before.")


class KeyNotChanged(OnTrackError):  # noqa: N818 - reads as a claim
    """The vault has the key that it had."""


def rotate(
    store: Path, old: DataKey, new: DataKey, sealed: SealedHeader, *,
    worker_id: UUID, device_id: UUID, now: datetime, watch: Watch,
) -> None:
    """Give a store that nobody has open a new key, and its vault the header that belongs to it.

    Raises `KeyNotChanged`, `Stopped`, and what opening the store raises; then the old key holds.
    """
    folder, copy = store.parent, store.with_name(NEXT_STORE)
    try:
        take_back(folder)
        _require_room(store)
        _copy(store, copy, old, new, watch)
        _enter(copy, old, new, sealed, worker_id=worker_id, device_id=device_id, now=now)
        _one_file(copy, new)
        _, fault = checks.sound_head(copy, new, watch)
        if fault:
            raise KeyNotChanged(
                f"The key was not changed, because the vault did not pass its checks: {fault}.",
                "The vault opens as before. Put the newest backup back first.",
            )
        sync_file(copy)
        _one_file(store, old)  # nothing of it may lie in a log when the copy takes its name
        watch.at("Putting it in place")
        write_atomically(folder / NEXT_HEADER, sealed.data)
        sync_folder(folder)
        copy.replace(store)
    except BaseException as error:
        if is_under(old, store):  # else the next one to open the vault looks
            take_back(folder)
        said = _plainly(error)
        if said is not None:
            raise said from error
        raise
    finish(folder, sealed)


def waiting(folder: Path, vault_id: UUID) -> SealedHeader | None:
    """The header of a change of the key that was cut off, which may have come into force or not."""
    try:
        found = header.parse(header.bytes_of(folder / NEXT_HEADER) or b"")
    except VaultError:
        return None
    return found if found.header.vault_id == vault_id else None


def is_under(key: DataKey, store: Path) -> bool | None:
    """Whether a store is encrypted with this key; None if it is missing or does not open, so that nobody can tell."""
    try:
        connect(store, key.hex, read_only=True).close()
    except StoreForeign:
        return False
    except OnTrackError:
        return None
    return True


def finish(folder: Path, sealed: SealedHeader) -> None:
    """The store has the new key: let its header take the old one's place. What fails is done at the next opening."""
    with contextlib.suppress(OSError, HeaderNotWritten):
        sync_folder(folder)  # the store's new name, before the old header goes
        header.write(folder, sealed.data)
        take_back(folder)


def take_back(folder: Path) -> None:
    """Remove what was prepared and what is left of it."""
    with contextlib.suppress(OSError):  # what stays does no harm, and goes next time
        for name in PREPARED:
            if (folder / name).exists():
                (folder / name).unlink()


def _plainly(error: BaseException) -> OnTrackError | None:
    if isinstance(error, OSError):
        return faults.told(faults.FULL if error.errno == errno.ENOSPC else faults.GONE, CHANGING)
    return faults.plainly(error, CHANGING)


def _copy(store: Path, copy: Path, old: DataKey, new: DataKey, watch: Watch) -> None:
    try:
        backup.copy(store, old, copy, watch, under=new)
    except sqlcipher.Error as error:  # the one that copies does not tell the disk's troubles apart
        raise KeyNotChanged(
            "The key was not changed: the disk is full or cannot be written to.",
            "The vault opens as before. Make room or plug the disk in, and try again.",
        ) from error


def _enter(
    copy: Path, old: DataKey, new: DataKey, sealed: SealedHeader, *, worker_id: UUID, device_id: UUID, now: datetime
) -> None:
    """In the copy: what its ledger was sealed with so far, that the key was changed, and the header that opens it."""
    store = Store.open(copy, new, vault_id=sealed.header.vault_id, device_id=device_id)
    try:
        with store.work(worker_id, now) as work:
            kept = (work.head.seq, old.subkey(LEDGER_PURPOSE))
            store.connection.execute("INSERT INTO ledger_key (last_seq, key) VALUES (?, ?)", kept)
            kept_header.keep(work, sealed)
            work.note_act(Act.ROTATED)
            work.commit()
    finally:
        store.close()


def _one_file(path: Path, key: DataKey) -> None:
    """Bring a closed store into its one file, without a log beside it."""
    raw = connect(path, key.hex)
    try:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        raw.execute("PRAGMA journal_mode = DELETE").fetchall()
    finally:
        raw.close()
    if any(path.with_name(path.name + end).exists() for end in BESIDE):
        raise faults.told(faults.BUSY, CHANGING)


def _require_room(store: Path) -> None:
    if shutil.disk_usage(store.parent).free < store.stat().st_size * 11 // 10:
        raise faults.told(faults.FULL, CHANGING)
