"""Save what can be read of a damaged vault into a new one beside it. The damaged one is only read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ontrack_desktop.domain.when import day_of
from ontrack_desktop.store import faults
from ontrack_desktop.store.device import DeviceSecrets
from ontrack_desktop.store.salvage import Salvaged, salvage
from ontrack_desktop.store.store import Store
from ontrack_desktop.store.tables import KINDS
from ontrack_desktop.store.vault import SUFFIX, Vault
from ontrack_desktop.store.vault_folder import made_whole
from ontrack_desktop.store.watch import Watch
from ontrack_desktop.system.device_identity import device_id
from ontrack_desktop.system.paths import config_folder

from .workspace import Clock


@dataclass(frozen=True)
class Saved:
    """The new vault, and how many records of each noun were saved, are lost, or came in an older version.

    `may_lack_more`: pages could not be read at all, and nobody knows what stood there alone.
    """

    folder: Path
    saved: dict[str, int]
    lost: dict[str, int]
    older: dict[str, int]
    may_lack_more: bool


def save_readable(folder: Path, passphrase: str, device: DeviceSecrets | None, clock: Clock, watch: Watch) -> Saved:
    """Make a vault beside the damaged one, opened by the same passphrase, and write into it what can be read.

    Colleagues have to be let in anew, and a recovery sheet made. Raises what `Vault.unlock`, `VaultLock.take`,
    `Vault.create` and `salvage` raise; then no new vault is left behind.
    """
    now = clock()
    vault = Vault.at(folder)
    with vault.lock().take(now):
        unlocked = vault.unlock(passphrase, device, now)
        target = _free(folder, f"{folder.stem} saved {day_of(now).isoformat()}")
        with made_whole(target) as part:
            _make(part)
            made = Vault.create(
                part, name=target.stem, passphrase=passphrase, worker_id=unlocked.worker_id, device=device, now=now
            )
            store = Store.create(
                made.vault.store_path, made.key, vault_id=made.vault.vault_id, device_id=device_id(config_folder()),
                now=now,
            )  # fmt: skip
            try:
                found = salvage(vault.store_path, unlocked.key, store, now, watch)
            finally:
                store.close()
    return _told(target, found)


def _make(part: Path) -> None:
    """Without its parents: where these are gone, the disk is. Raises `DiskGone`."""
    try:
        part.mkdir(mode=0o700)
    except OSError as error:
        raise faults.told(faults.GONE, faults.CREATING) from error


def _told(folder: Path, found: Salvaged) -> Saved:
    return Saved(
        folder, _nouns(found.records), _nouns(found.lost), _nouns(found.older),
        may_lack_more=bool(found.unreadable_pages),
    )  # fmt: skip


def _nouns(kinds: dict[str, int]) -> dict[str, int]:
    return {KINDS[kind].noun if kind in KINDS else "other record": count for kind, count in kinds.items()}


def _free(beside: Path, name: str) -> Path:
    """A folder of this name that is not there yet."""
    names = (name, *(f"{name} ({number})" for number in range(2, 100)))
    places = (beside.with_name(f"{each}{SUFFIX}") for each in names)
    return next(place for place in places if not place.exists())
