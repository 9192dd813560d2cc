"""The open store: one connection, the ledger's key, and the way to read and to write."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Protocol
from uuid import UUID

import sqlcipher3.dbapi2 as sqlcipher

from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.domain.ledger import Head

from . import faults, ledger, migrations
from .columns import moment_text
from .connection import Connection
from .engine import connect
from .faults import CREATING, OPENING, READING, SAVING, Doing, StoreMissing, StoreReadOnly
from .reader import Reader
from .unit_of_work import LastHead, UnitOfWork
from .vault_errors import OtherVault
from .watch import Watch

LEDGER_PURPOSE = "ledger"


class Key(Protocol):
    """What the store needs of a data key."""

    @property
    def hex(self) -> str: ...

    def subkey(self, purpose: str) -> bytes: ...


class Store:
    """One encrypted file, opened by one thread, which alone may use it."""

    def __init__(self, connection: Connection, key: Key, device_id: UUID, path: Path) -> None:
        self.connection = connection
        self.path = path
        self._ledger_key = key.subkey(LEDGER_PURPOSE)
        self.device_id = device_id
        self._last_head = LastHead()
        self._is_away = False
        self._file = _file_at(path)

    @classmethod
    def create(cls, path: Path, key: Key, *, vault_id: UUID, device_id: UUID, now: datetime) -> Store:
        """Make a new store; raises `OnTrackError` when there is a file already."""
        if path.exists():
            raise OnTrackError("There is already a vault here.", "Choose another folder, or open that vault.")
        store = cls(Connection(lambda: connect(path, key.hex, create=True)), key, device_id, path)
        try:
            with faults.told_plainly(store.connection, CREATING):
                migrations.create(store.connection)
                store.connection.execute(
                    "INSERT INTO vault (one, vault_id, created_at) VALUES (1, ?, ?)", (str(vault_id), moment_text(now))
                )
        except BaseException:
            store.close()
            raise
        return store

    @classmethod
    def open(
        cls, path: Path, key: Key, *, vault_id: UUID, device_id: UUID,
        before_migration: Callable[[], object] = lambda: None, read_only: bool = False, watch: Watch | None = None,
    ) -> Store:
        """Open a store that exists; raises `StoreTooNew`, `OtherVault`, `Stopped`, and what `connect` raises.

        An older store is brought up to date, after `before_migration` has made its backup.
        """
        store = cls(Connection(lambda: connect(path, key.hex, read_only=read_only)), key, device_id, path)
        try:
            with faults.told_plainly(store.connection, OPENING):
                if not migrations.version(store.connection):
                    raise StoreMissing(
                        "The file with the casework is empty.", "Do not write anything new. Put the newest backup back."
                    )
                migrations.refuse_newer(store.connection)
                if not read_only:
                    migrations.bring_up_to_date(store.connection, before_migration, watch)
                elif migrations.version(store.connection) < migrations.CURRENT:
                    raise StoreReadOnly(
                        "This vault has to be made ready for this version, and it cannot be written to.",
                        "Nothing was changed. Copy the vault’s whole folder to this computer’s own disk and open it "
                        "there.",
                    )
                if store.connection.value("SELECT vault_id FROM vault") != str(vault_id):
                    raise OtherVault
        except BaseException:
            store.close()
            raise
        return store

    def close(self) -> None:
        """Give the file back. Nothing is lost by not calling this."""
        if not self.connection.is_closed:
            # closing does this too, but on a slow disk every other thread would wait for it
            with suppress(sqlcipher.Error):
                self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.connection.close()

    @contextmanager
    def reading(self, worker_id: UUID | None) -> Iterator[Reader]:
        """Questions that see one state of the store from first to last."""
        connection = self._ready(READING)
        with faults.told_plainly(connection, READING):
            try:
                connection.execute("BEGIN")
                yield Reader(connection, worker_id)
            finally:
                connection.roll_back()

    def work(self, worker_id: UUID | None, now: datetime) -> UnitOfWork:
        """A unit of work: `with store.work(me, now) as work: …; changes = work.commit()`."""
        return UnitOfWork(
            self._ready(SAVING), ledger_key=self._ledger_key, worker_id=worker_id,
            device_id=self.device_id, now=now, last_head=self._last_head,
        )

    def _ready(self, doing: Doing) -> Connection:
        """The connection; opened anew after the disk failed under it, because by now the disk may be back."""
        if self._is_away or self.connection.is_spent or self._is_replaced():
            self._is_away = True
            self.close()
            try:
                self.connection.open_anew()
            except OnTrackError as error:
                raise faults.told(faults.GONE, doing) from error
            with faults.told_plainly(self.connection, doing):
                self._require_same()
            self._is_away = False
            self._file = _file_at(self.path)
        return self.connection

    def _is_replaced(self) -> bool:
        """Whether another file stands at this place: the open one still takes what is written, and nobody finds it."""
        there = _file_at(self.path)
        return there is not None and there != self._file

    def _require_same(self) -> None:
        """Raise `OtherVault` unless what came back goes on from where the store was."""
        before = self._last_head.value
        if before is not None and ledger.mac_at(self.connection, before.seq) != before.mac:
            raise OtherVault("The vault on this disk is not the one that was open.", "Plug in the right disk.")
        self._last_head.value = ledger.read_head(self.connection)
        self.connection.roll_back()

    def head(self) -> Head:
        with self.reading(None) as read:
            return read.head()

    def is_behind(self, mark: Head | None) -> bool:
        """Whether the file is older than what this machine has seen: an older copy, or a shortened ledger."""
        if mark is None or mark.seq == 0:
            return False
        with self.reading(None):
            return ledger.mac_at(self.connection, mark.seq) != mark.mac

    def verify(self, progress: Callable[[int], None] | None = None) -> ledger.Verdict:
        """Check the whole chain of the ledger."""
        with self.reading(None):
            return ledger.verify(self.connection, self._ledger_key, progress)


def _file_at(path: Path) -> tuple[int, int] | None:
    """Which file it is; None where there is none, or where the system lets nobody replace one that is open."""
    if os.name != "posix":
        return None
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
