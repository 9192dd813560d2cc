"""Try what a person typed on the slots of a closed vault, and bring its header in order once one opens."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from . import header as header_file
from . import recovery_code, rotation, swap
from .device import DeviceSecrets
from .header import FoundHeader, SealedHeader
from .keys import DataKey
from .slots import Slot, SlotKind, open_slot
from .throttle import Throttle, Way
from .unlocked import Notice, Unlocked
from .vault_errors import DeviceKeyMissing, HeaderNotWritten, KeyChangeCutOff, WrongPassphrase, WrongRecoveryCode


@dataclass
class Opening:
    """One try, for the process that holds the vault's lock. `found` is the header that holds afterwards."""

    folder: Path
    store_path: Path
    found: FoundHeader
    throttle: Throttle

    def by_passphrase(self, passphrase: str, device: DeviceSecrets | None, now: datetime) -> Unlocked:
        """Raises WrongPassphrase, DeviceKeyMissing, and what `_open` raises."""
        vault_id = self.found.sealed.header.vault_id
        secret = device.get(vault_id) if device is not None else None
        ways = [(sealed, slot) for sealed in self._headers() for slot in sealed.header.passphrase_slots(secret)]
        if not ways:
            raise DeviceKeyMissing
        opened = self._open(ways, passphrase, secret, Way.PASSPHRASE, now)
        if opened is None:
            raise WrongPassphrase
        return opened

    def by_recovery_code(self, code: str, now: datetime) -> Unlocked:
        """Raises RecoveryCodeMistyped, WrongRecoveryCode, and what `_open` raises."""
        typed = recovery_code.secret_of(code)
        ways = [(sealed, slot) for sealed in self._headers() for slot in sealed.header.slots_of(SlotKind.RECOVERY)]
        opened = self._open(ways, typed, None, Way.RECOVERY, now)
        if opened is None:
            raise WrongRecoveryCode
        return opened

    def _headers(self) -> list[SealedHeader]:
        """The header, and the one of a change of the key that was cut off, if there is one."""
        waiting = self._waiting()
        return [self.found.sealed, waiting] if waiting is not None else [self.found.sealed]

    def _open(
        self, ways: list[tuple[SealedHeader, Slot]], typed: str, device_secret: bytes | None, way: Way, now: datetime
    ) -> Unlocked | None:
        """Raises TooManyTries, HeaderTampered, KeyChangeCutOff, DiskGone."""
        counting = self.throttle.begin(way, now)
        with contextlib.suppress(OSError):  # then the store is said to be missing
            swap.settle(self.store_path, now)
        next_step = ""
        for sealed, slot in ways:
            try:
                key = open_slot(slot, typed, vault_id=sealed.header.vault_id, device_secret=device_secret)
            finally:
                counting.join()
            if key is None:
                continue
            sealed.check(key)
            if not self._settle(sealed, key):
                was_old = sealed is self.found.sealed
                next_step = KeyChangeCutOff.FINISHED if was_old else KeyChangeCutOff.NEXT_STEP
                continue
            failed = self.throttle.succeed(now)
            notices = notices_of(self.found, slot)
            self._mend()
            return Unlocked(key, slot.worker_id, slot, notices, failed)
        if next_step:
            raise KeyChangeCutOff(next_step=next_step)
        return None

    def _settle(self, sealed: SealedHeader, key: DataKey) -> bool:
        """End a change of the key that was cut off; False if the store has not the key of this header."""
        holds = rotation.is_under(key, self.store_path) if self._waiting() is not None else True
        if holds and sealed is self.found.sealed:
            rotation.take_back(self.folder)
        elif holds:
            rotation.finish(self.folder, sealed)
            self.found = FoundHeader(sealed=sealed, main_is_whole=True, copies_agree=True)
        return holds is not False

    def _waiting(self) -> SealedHeader | None:
        return rotation.waiting(self.folder, self.found.sealed.header.vault_id)

    def _mend(self) -> None:
        """Make both copies of the header whole and equal again, if this disk can be written to."""
        if not self.found.copies_agree:
            with contextlib.suppress(HeaderNotWritten):
                header_file.write(self.folder, self.found.sealed.data)
                self.found = header_file.read(self.folder)


def notices_of(found: FoundHeader, opened: Slot) -> tuple[Notice, ...]:
    """What is to be said to the person whose slot opened the vault."""
    notices = []
    if not found.main_is_whole:
        notices.append(Notice.HEADER_COPY_USED)
    if not any(slot.confirmed for slot in found.sealed.header.recovery_slots_of(opened.worker_id)):
        notices.append(Notice.RECOVERY_NOT_CONFIRMED)
    if opened.kind is SlotKind.PASSPHRASE:
        notices.append(Notice.NO_DEVICE_KEY)
    return tuple(notices)
