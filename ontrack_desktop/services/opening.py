"""From a closed vault to an open one: the lock, the key, the store, and whether anything can be written in it."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from ontrack_desktop.domain.ledger import Act
from ontrack_desktop.domain.people import Worker
from ontrack_desktop.store.device import DeviceSecrets
from ontrack_desktop.store.faults import StoreReadOnly
from ontrack_desktop.store.store import Store
from ontrack_desktop.store.vault import Notice, Unlocked, Vault
from ontrack_desktop.store.vault_errors import VaultReadOnly
from ontrack_desktop.store.vault_lock import VaultLock
from ontrack_desktop.store.watch import Watch
from ontrack_desktop.system.device_identity import device_id
from ontrack_desktop.system.paths import config_folder

from . import backups
from .open_vault import HEADER_PUT_BACK, OpenVault, enter_failed_tries
from .reading_only import ReadingOnly
from .workspace import Clock, UnitOfWork


@dataclass(frozen=True)
class Opened:
    """An open vault, whose it is (None: they have not said their name yet), and what they should hear."""

    workspace: OpenVault
    worker: Worker | None
    notices: tuple[str, ...] = ()
    new_recovery_code: str = field(default="", repr=False)


def open_with(
    vault: Vault, unlock: Callable[[Vault], Unlocked], device: DeviceSecrets | None, clock: Clock, act: Act,
    watch: Watch | None = None,
) -> Opened:
    """Open a vault by what `unlock` gives, for reading only where it is an older copy or cannot be written to.

    `act` is what the ledger says of it. Raises what `unlock`, `VaultLock.take_to_read` and `Store.open` raise.
    """
    watch = watch or Watch()
    with ExitStack() as undo:
        lock, is_writable = _taken(vault, clock())
        undo.callback(lock.release)
        unlocked = unlock(vault)
        store, is_writable = _store_of(vault, unlocked, clock, watch, is_writable=is_writable)
        undo.callback(store.close)
        reading_only = None if is_writable else ReadingOnly.CANNOT_WRITE
        if device is not None and store.is_behind(device.high_water(vault.place_id)):
            reading_only = ReadingOnly.OLDER_COPY
        workspace = OpenVault(vault, unlocked, store, lock, device, clock, reading_only=reading_only)
        was_put_back = reading_only is not ReadingOnly.OLDER_COPY and workspace.settle_header()
        if reading_only is None:
            workspace.change(partial(_enter, unlocked=unlocked, act=act))
            workspace.mark_head()
        worker = workspace.query(lambda read: read.maybe(Worker, unlocked.worker_id))
        undo.pop_all()
    if reading_only is not None:  # everything else that is said asks for something to be changed
        return Opened(workspace, worker, (reading_only.notice,))
    # that there is no keyring stands on the lock screen and in Settings: said at each opening, nobody reads it
    said = [notice.value for notice in unlocked.notices if notice is not Notice.NO_DEVICE_KEY]
    return Opened(workspace, worker, (HEADER_PUT_BACK, *said) if was_put_back else tuple(said))


def _taken(vault: Vault, now: datetime) -> tuple[VaultLock, bool]:
    """The vault's lock, and whether anything could be written there."""
    lock = vault.lock()
    try:
        return lock.take(now), True
    except VaultReadOnly:
        return lock.take_to_read(), False


def _store_of(
    vault: Vault, unlocked: Unlocked, clock: Clock, watch: Watch, *, is_writable: bool
) -> tuple[Store, bool]:
    """The open store, and whether it can be written to."""
    backup_first = partial(backups.make, backups.Source(vault, unlocked.key, clock), watch=_of_first_backup(watch))
    opened = partial(
        Store.open, vault.store_path, unlocked.key, vault_id=vault.vault_id, device_id=device_id(config_folder()),
        before_migration=backup_first, watch=watch,
    )  # fmt: skip
    if is_writable:
        with suppress(StoreReadOnly):
            return opened(), True
    return opened(read_only=True), False


def _of_first_backup(watch: Watch) -> Watch:
    """Says on the lock screen, where nobody asked for a backup, that there is one."""
    return Watch(lambda what, done, of_all: watch.show(f"A backup first: {what.lower()}", done, of_all),
                 watch.is_stopped)


def _enter(work: UnitOfWork, *, unlocked: Unlocked, act: Act) -> None:
    """The failed tries since the vault was last opened, and that it is open now."""
    enter_failed_tries(work, unlocked=unlocked)
    work.note_act(act, detail=json.dumps({"slot": unlocked.slot_kind.value}))
