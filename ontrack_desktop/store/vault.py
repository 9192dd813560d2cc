"""The vault: a folder NAME.ontrack/ with a header of key slots, an encrypted store, and backups.

Everything here that takes a passphrase or a code runs Argon2id (about half a second and up to 512 MiB): call
it from a worker thread, by the one process that holds the vault's lock. `now` is the caller's clock, with a
time zone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import UUID, uuid4, uuid5

from ontrack_desktop.domain.errors import NotValid

from . import header as header_file
from . import rotation
from .device import DeviceSecrets
from .enrolment import Enrolment
from .header import LONGEST_NAME, FoundHeader, Header, SealedHeader
from .keys import DataKey, KdfParameters
from .opening import Opening, notices_of
from .safe_place import require_safe_place
from .slots import Slot, SlotKind
from .throttle import Throttle, Way
from .unlocked import Notice, Unlocked
from .vault_errors import LastPerson, UnsafePlace
from .vault_folder import new_folder
from .vault_lock import VaultLock
from .watch import Watch

__all__ = ["BACKUPS", "STORE", "SUFFIX", "Created", "Notice", "Unlocked", "Vault"]

SUFFIX: Final = ".ontrack"
STORE: Final = "store.db"
BACKUPS: Final = "backups"


@dataclass(frozen=True)
class Created:
    """A new vault. The recovery code is shown and printed once and kept nowhere."""

    vault: Vault
    unlocked: Unlocked
    recovery_code: str = field(repr=False)

    @property
    def key(self) -> DataKey:
        return self.unlocked.key


class Vault:
    """A vault folder that exists, opened or not. Holds the header, never a key."""

    def __init__(self, folder: Path, found: FoundHeader) -> None:
        self.folder = folder
        self._found = found
        self._throttle = Throttle(folder)

    @classmethod
    def at(cls, folder: Path) -> Vault:
        """The vault in `folder`. Raises UnsafePlace and what `header.read` raises."""
        folder = folder.resolve()
        found = header_file.read(folder)
        require_safe_place(folder, UnsafePlace.MOVE_IT)
        return cls(folder, found)

    @classmethod
    def create(
        cls,
        folder: Path,
        *,
        name: str,
        passphrase: str,
        worker_id: UUID,
        device: DeviceSecrets | None,
        now: datetime,
        kdf: KdfParameters | None = None,
    ) -> Created:
        """Make the folder and its header, with the worker's slot and a recovery slot; the store comes after.

        `kdf` replaces the measured cost of all slots. Raises NotValid (the name), PassphraseNotUsable,
        FolderTaken, UnsafePlace, HeaderNotWritten.
        """
        if not (name.isprintable() and 0 < len(name.strip()) <= LONGEST_NAME):
            raise NotValid({"name": f"Give the vault a name of 1 to {LONGEST_NAME} characters."})
        folder = folder.resolve()
        require_safe_place(folder)
        vault_id, key = uuid4(), DataKey.new()
        person = Enrolment(key, vault_id, worker_id, now, kdf)
        own, (recovery, code) = person.passphrase_slot(passphrase, device), person.recovery_slot()
        header = Header(vault_id=vault_id, name=name.strip(), created=now, slots=(own, recovery))
        with new_folder(folder, BACKUPS):
            header_file.write(folder, header_file.seal(header, key).data)
        vault = cls.at(folder)
        return Created(vault, Unlocked(key, worker_id, own, notices_of(vault._found, own)), code)

    @property
    def vault_id(self) -> UUID:
        return self._header.vault_id

    @property
    def place_id(self) -> UUID:
        """This vault in this folder: a backup that was restored to another one goes its own way from there."""
        return uuid5(self.vault_id, str(self.folder))

    @property
    def name(self) -> str:
        return self._header.name

    @property
    def store_path(self) -> Path:
        return self.folder / STORE

    @property
    def backups_path(self) -> Path:
        return self.folder / BACKUPS

    @property
    def worker_ids(self) -> frozenset[UUID]:
        """The workers who can open this vault."""
        return frozenset(slot.worker_id for slot in self._header.slots)

    def lock(self) -> VaultLock:
        """The lock of this vault, not yet taken."""
        return VaultLock(self.folder)

    def seconds_to_wait(self, way: Way, now: datetime) -> int:
        """Seconds before another passphrase or recovery code may be tried; 0 if now."""
        return self._throttle.seconds_to_wait(way, now)

    def unlock(self, passphrase: str, device: DeviceSecrets | None, now: datetime) -> Unlocked:
        """Open with a passphrase.

        Raises WrongPassphrase, TooManyTries, DeviceKeyMissing, HeaderTampered, KeyChangeCutOff.
        """
        opening = self._opening()
        unlocked = opening.by_passphrase(passphrase, device, now)
        self._found = opening.found
        return unlocked

    def unlock_with_recovery(self, code: str, now: datetime) -> Unlocked:
        """Open with the printed code; afterwards call `set_passphrase` and `renew_recovery_code`.

        Raises RecoveryCodeMistyped (not counted as a try), WrongRecoveryCode, TooManyTries, HeaderTampered,
        KeyChangeCutOff.
        """
        opening = self._opening()
        unlocked = opening.by_recovery_code(code, now)
        self._found = opening.found
        return unlocked

    def set_passphrase(
        self,
        unlocked: Unlocked,
        passphrase: str,
        device: DeviceSecrets | None,
        now: datetime,
        *,
        kdf: KdfParameters | None = None,
    ) -> Slot:
        """Give the person a new passphrase slot, bound to this device if its keyring can hold a secret.

        For a new passphrase, after a recovery or a lost keyring, or when a keyring became available. Raises
        PassphraseTaken.
        """
        person = self._enrolment(unlocked, unlocked.worker_id, now, kdf)
        slot = person.passphrase_slot(passphrase, device, self._header)
        kept = [s for s in self._header.slots if s.worker_id != slot.worker_id or s.kind is SlotKind.RECOVERY]
        self._write(unlocked, slots=(slot, *kept))
        return slot

    def renew_recovery_code(
        self, unlocked: Unlocked, now: datetime, *, kdf: KdfParameters | None = None
    ) -> str:
        """A new code for the person's recovery sheet; the old sheet opens nothing from now on."""
        slot, code = self._enrolment(unlocked, unlocked.worker_id, now, kdf).recovery_slot()
        replaced = self._header.recovery_slots_of(slot.worker_id)
        kept = [each for each in self._header.slots if each not in replaced]
        self._write(unlocked, slots=(*kept, slot))
        return code

    def confirm_recovery(self, unlocked: Unlocked, now: datetime) -> None:
        """The person typed two groups of their recovery sheet back: set-up has ended."""
        own = self._header.recovery_slots_of(unlocked.worker_id)
        confirmed = {slot: slot.model_copy(update={"confirmed": now}) for slot in own}
        self._write(unlocked, slots=tuple(confirmed.get(slot, slot) for slot in self._header.slots))

    def add_person(
        self,
        unlocked: Unlocked,
        *,
        worker_id: UUID,
        passphrase: str,
        device: DeviceSecrets | None,
        now: datetime,
        kdf: KdfParameters | None = None,
    ) -> str:
        """Let another worker open this vault; gives the recovery code for a sheet of their own.

        Raises TooManyPeople, PassphraseTaken.
        """
        if worker_id in self.worker_ids:
            raise ValueError("this worker has slots already")
        person = self._enrolment(unlocked, worker_id, now, kdf)
        own = person.passphrase_slot(passphrase, device, self._header)
        recovery, code = person.recovery_slot()
        self._write(unlocked, slots=(*self._header.slots, own, recovery))
        return code

    def remove_person(self, unlocked: Unlocked, worker_id: UUID) -> None:
        """Take away a worker's slots. Raises LastPerson.

        Who copied the vault and the key before keeps what they copied; `rotate_key` ends that for what is
        written from then on.
        """
        kept = tuple(slot for slot in self._header.slots if slot.worker_id != worker_id)
        if not kept:
            raise LastPerson
        self._write(unlocked, slots=kept)

    def rotate_key(
        self,
        unlocked: Unlocked,
        passphrase: str,
        device: DeviceSecrets | None,
        now: datetime,
        *,
        device_id: UUID,
        watch: Watch,
        kdf: KdfParameters | None = None,
    ) -> tuple[Unlocked, str]:
        """Give the vault, whose store is closed, a new data key; only `unlocked`'s person keeps a way in.

        Nobody else's slots can be made without their secrets. Gives what is open now, and the new recovery
        code. Raises KeyNotChanged and what else `rotation.rotate` raises; then the old key holds.
        """
        key = DataKey.new()
        person = Enrolment(key, self.vault_id, unlocked.worker_id, now, kdf)
        own, (recovery, code) = person.passphrase_slot(passphrase, device), person.recovery_slot()
        sealed = header_file.seal(header_file.with_slots(self._header, (own, recovery)), key)
        rotation.rotate(
            self.store_path, unlocked.key, key, sealed,
            worker_id=unlocked.worker_id, device_id=device_id, now=now, watch=watch,
        )  # fmt: skip
        self._found = FoundHeader(sealed=sealed, main_is_whole=True, copies_agree=True)
        return Unlocked(key, unlocked.worker_id, own, notices_of(self._found, own)), code

    @property
    def sealed_header(self) -> SealedHeader:
        """The header as it was last read or written."""
        return self._found.sealed

    def put_back(self, newest: SealedHeader) -> None:
        """Put the newest header, as the store keeps it, in place of an older one. Raises HeaderNotWritten."""
        self._found = FoundHeader(sealed=newest, main_is_whole=True, copies_agree=True)
        header_file.write(self.folder, newest.data)

    @property
    def _header(self) -> Header:
        return self._found.sealed.header

    def _enrolment(
        self, unlocked: Unlocked, worker_id: UUID, now: datetime, kdf: KdfParameters | None
    ) -> Enrolment:
        return Enrolment(unlocked.key, self.vault_id, worker_id, now, kdf)

    def _opening(self) -> Opening:
        return Opening(self.folder, self.store_path, self._found, self._throttle)

    def _write(self, unlocked: Unlocked, *, slots: tuple[Slot, ...]) -> None:
        sealed = header_file.seal(header_file.with_slots(self._header, slots), unlocked.key)
        header_file.write(self.folder, sealed.data)
        self._found = FoundHeader(sealed=sealed, main_is_whole=True, copies_agree=True)

