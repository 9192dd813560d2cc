"""Backups as a person has them: make one here or on another disk, see when the last was, try it, put it back."""

from __future__ import annotations

import contextlib
import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.domain.ledger import Act, Head
from ontrack_desktop.store import backup, checks, header, ledger, restore
from ontrack_desktop.store.atomic_file import write_atomically
from ontrack_desktop.store.backup import Backup, BackupFailed
from ontrack_desktop.store.device import DeviceSecrets
from ontrack_desktop.store.header import FoundHeader
from ontrack_desktop.store.keys import DataKey
from ontrack_desktop.store.restore import Loss, NotRestored
from ontrack_desktop.store.safe_place import require_safe_place
from ontrack_desktop.store.store import Store
from ontrack_desktop.store.tables import KINDS
from ontrack_desktop.store.vault import Unlocked, Vault
from ontrack_desktop.store.vault_errors import HeaderDamaged, HeaderTampered, NotAVault, VaultError
from ontrack_desktop.store.watch import Stopped, Watch
from ontrack_desktop.system.device_identity import device_id
from ontrack_desktop.system.paths import config_folder

from .open_vault import NotEntered, OpenVault, enter_failed_tries
from .workspace import Clock, Reader, UnitOfWork

__all__ = ["Backup", "BackupFailed", "Loss", "NotRestored", "Stopped", "Watch"]

ELSEWHERE: Final = "elsewhere.json"
REMIND_AFTER: Final = timedelta(days=7)


@dataclass(frozen=True)
class Source:
    """What a copy is made from. Any thread may make one while the store is open and written to."""

    vault: Vault
    key: DataKey
    clock: Clock


@dataclass(frozen=True)
class BackupState:
    """When the last checked backup was made here and in the second place, and whether the latter is due.

    `elsewhere_at` is None where none was ever made there, or no second place was chosen.
    """

    here_at: datetime | None
    elsewhere_at: datetime | None
    elsewhere_is_due: bool

    @property
    def last_at(self) -> datetime | None:
        return max((at for at in (self.here_at, self.elsewhere_at) if at), default=None)


@dataclass(frozen=True)
class Drill:
    """What came of trying the newest backup: `fault` is "" if it would do."""

    made: Backup
    counts: dict[str, int]
    fault: str


@dataclass(frozen=True)
class Restored:
    """The vault as it is now; the store that was there lies in `aside` (None: there was none)."""

    folder: Path
    aside: Path | None
    seq: int


def source_of(workspace: OpenVault) -> Source:
    return Source(workspace.vault, workspace.key, workspace.clock)


def make(source: Source, *, into: Path | None = None, watch: Watch | None = None) -> Backup:
    """Make a backup beside the vault, or `into` a folder that exists. Afterwards `enter` it in the ledger.

    Raises `BackupFailed`, `Stopped`, and what opening the store raises.
    """
    here = source.vault.backups_path
    if into is None:
        with contextlib.suppress(OSError):  # what is wrong is said when the copy is made
            here.mkdir(mode=0o700, exist_ok=True)
    vault = source.vault
    made = backup.make(
        vault.store_path, source.key, _header_of(vault), into or here, source.clock(), watch or Watch()
    )
    if into is not None:
        with contextlib.suppress(OSError):  # only the reminder depends on it
            write_atomically(here / ELSEWHERE, json.dumps({"made_at": made.made_at.isoformat()}).encode())
    return made


def enter(work: UnitOfWork, *, made: Backup) -> None:
    """Write in the ledger that a backup was made, and how far it goes."""
    work.note_act(Act.BACKED_UP, detail=json.dumps({"seq": made.seq}))


def is_due(read: Reader, *, vault: Vault, now: datetime) -> bool:
    """Whether to make one now: something changed since the last, which is more than an hour old."""
    return backup.is_due(read.connection, found(vault), now)


def found(vault: Vault, folder: Path | None = None) -> list[Backup]:
    """The backups of a vault, beside it or in another folder, the newest first."""
    return backup.found_in(folder or vault.backups_path, vault.vault_id)


def state(vault: Vault, *, second_place: Path | None, now: datetime) -> BackupState:
    """When the last ones were made. Asks nothing of the store."""
    here_at = _newest_at(found(vault), now)
    there = found(vault, second_place) if second_place else []
    elsewhere_at = _newest_at(there, now) or _noted(vault) if second_place else None
    is_late = elsewhere_at is None or not timedelta() <= now - elsewhere_at <= REMIND_AFTER
    is_due = second_place is not None and is_late
    return BackupState(here_at, elsewhere_at, is_due)


def _newest_at(made: list[Backup], now: datetime) -> datetime | None:
    """When the newest was made. One that is still to come, by a clock that was set back, counts for want of others."""
    return next((each.made_at for each in made if each.made_at <= now), made[0].made_at if made else None)


def drill(source: Source, *, watch: Watch | None = None) -> Drill:
    """Open the newest backup as a restore would, compare its head with the store's, and count its records.

    Raises `NotRestored` if there is none.
    """
    watch = watch or Watch()
    newest = next(iter(found(source.vault)), None)
    if newest is None:
        raise NotRestored("There is no backup yet.", "Make one now.")
    head, fault = backup.check(newest.path, source.key, watch)
    counts: Counter[str] = Counter()
    if not fault:
        with checks.looking_into(newest.path, source.key) as connection:
            counts, fault = checks.rows_fault(connection, watch)
        with checks.looking_into(source.vault.store_path, source.key) as connection:
            if not fault and ledger.mac_at(connection, head.seq) != head.mac:
                fault = "the vault does not go on from where this backup ends"
    return Drill(newest, dict(counts), fault)


class Restoration:
    """A vault in this process's hands, and the backup that may take the place of its store."""

    def __init__(
        self, vault: Vault, unlocked: Unlocked, made: Path, device: DeviceSecrets | None, clock: Clock
    ) -> None:
        self._vault = vault
        self._unlocked = unlocked
        self._made = made
        self._device = device
        self._clock = clock

    def loss(self) -> Loss:
        """What the present store holds that the backup does not, by the nouns of the records."""
        try:
            lost = restore.loss(self._vault.store_path, self._made, self._unlocked.key)
        except NotRestored:
            raise
        except OnTrackError as error:
            raise NotRestored(
                "This backup does not open with this vault’s key: it was made before the key was changed, or it is "
                "damaged.",
                "Nothing was changed. Choose another backup, or restore this one into a folder of its own with the "
                "passphrase of that time.",
            ) from error
        nouns = {KINDS[kind].noun: count for kind, count in lost.kinds.items()}
        return replace(lost, kinds=nouns)

    def put_in_place(self, watch: Watch | None = None) -> Restored:
        """Check the backup, set the present store aside, and enter that it was restored.

        Raises `NotRestored`; `NotEntered` where the backup is in place and the disk took no more.
        """
        vault, now = self._vault, self._clock()
        head, aside = restore.put_in_place(self._made, vault.store_path, self._unlocked.key, now, watch or Watch())
        # the mark of the store that was set aside is ahead of this one
        self._mark(head)
        try:
            self._mend_header()
            self._enter(head, now)
        except OnTrackError as error:
            raise NotEntered(
                "The backup was put back, but the disk did not take the line that says so.",
                "Make room on the disk or plug it in again, then open the vault.",
            ) from error
        return Restored(vault.folder, aside, head.seq)

    def _enter(self, head: Head, now: datetime) -> None:
        vault = self._vault
        store = Store.open(
            vault.store_path, self._unlocked.key, vault_id=vault.vault_id, device_id=device_id(config_folder())
        )
        try:
            with store.work(self._unlocked.worker_id, now) as work:
                enter_failed_tries(work, unlocked=self._unlocked)
                work.note_act(Act.RESTORED, detail=json.dumps({"seq": head.seq}))
                work.commit()
            self._mark(store.head())
        finally:
            store.close()

    def _mark(self, head: Head) -> None:
        if self._device is not None:
            self._device.put_high_water(self._vault.place_id, head)

    def _mend_header(self) -> None:
        try:
            header.read(self._vault.folder)
        except VaultError:
            header.restore(self._vault.folder, self._made.with_suffix(".json").read_bytes())


@contextmanager
def restoring(
    folder: Path, made: Path, passphrase: str, device: DeviceSecrets | None, clock: Clock
) -> Iterator[Restoration]:
    """Hold the vault in `folder`, or make that folder, to restore a backup file into it.

    The header comes from the backup where the vault's own is missing or damaged. Raises `NotRestored`, `FolderTaken`,
    and what `Vault.unlock` and `VaultLock.take` raise; then nothing was changed.
    """
    if not made.is_file():
        raise NotRestored(f"There is no backup at {made}.", "Choose a file whose name ends in .db.")
    folder = folder.resolve()
    require_safe_place(folder)
    with restore.folder_there(folder):
        vault = _vault_for(folder, made)
        with vault.lock().take(clock()):
            yield Restoration(vault, vault.unlock(passphrase, device, clock()), made, device, clock)


def _vault_for(folder: Path, made: Path) -> Vault:
    """The vault in a folder, by its own header if that is whole, else by the one that was kept with the backup."""
    kept = made.with_suffix(".json")
    beside = header.parse(kept.read_bytes()) if kept.is_file() else None
    try:
        vault = Vault.at(folder)
    except (NotAVault, HeaderDamaged, HeaderTampered):
        if beside is None:
            raise
        vault = Vault(folder, FoundHeader(sealed=beside, main_is_whole=True, copies_agree=True))
    if beside is not None and beside.header.vault_id != vault.vault_id:
        raise NotRestored("This backup is of another vault.", "Nothing was changed. Choose another backup.")
    return vault


def _header_of(vault: Vault) -> bytes:
    """The bytes of the vault's header, from whichever copy is whole."""
    for name in (header.FILE, header.COPY):
        with contextlib.suppress(OSError, VaultError):
            data = (vault.folder / name).read_bytes()
            header.parse(data)
            return data
    raise HeaderDamaged


def _noted(vault: Vault) -> datetime | None:
    """When a backup was last made in the second place, as noted when it was."""
    try:
        return datetime.fromisoformat(json.loads((vault.backups_path / ELSEWHERE).read_bytes())["made_at"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
