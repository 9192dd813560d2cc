"""Give one person their slots: passphrase, bound to this device where that can be, and recovery."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from . import keys, recovery_code
from .device import DEVICE_SECRET_BYTES, DeviceSecrets
from .header import Header
from .keys import DataKey, KdfParameters
from .slots import Slot, SlotKind, make_slot, open_slot
from .vault_errors import PassphraseTaken


@dataclass(frozen=True)
class Enrolment:
    """One person's way into one vault, as it is being made.

    `kdf` is the cost of every slot; None measures what this computer does in a second.
    """

    key: DataKey
    vault_id: UUID
    worker_id: UUID
    now: datetime
    kdf: KdfParameters | None

    def passphrase_slot(
        self, passphrase: str, device: DeviceSecrets | None, beside: Header | None = None
    ) -> Slot:
        """A slot for the passphrase and this device; without a keyring, for the passphrase alone.

        Raises PassphraseTaken if it opens a slot of somebody else `beside` whom this one will stand: the one would
        act under the other's name.
        """
        secret = self._device_secret(device)
        for slot in beside.passphrase_slots(secret) if beside is not None else ():
            if slot.worker_id != self.worker_id and open_slot(
                slot, passphrase, vault_id=self.vault_id, device_secret=secret
            ):
                raise PassphraseTaken
        if secret is None:
            return self._slot(SlotKind.PASSPHRASE, passphrase, keys.PASSPHRASE_ALONE)
        return self._slot(SlotKind.PASSPHRASE_AND_DEVICE, passphrase, keys.WITH_DEVICE, secret)

    def recovery_slot(self) -> tuple[Slot, str]:
        """A slot for a fresh recovery code, and that code as it is printed."""
        code = recovery_code.new_code()
        return self._slot(SlotKind.RECOVERY, recovery_code.secret_of(code), keys.LEAST), code

    def _slot(
        self, kind: SlotKind, typed: str, usual: KdfParameters, device_secret: bytes | None = None
    ) -> Slot:
        return make_slot(
            kind,
            self.key,
            typed,
            vault_id=self.vault_id,
            worker_id=self.worker_id,
            kdf=self.kdf or keys.calibrated(usual),
            now=self.now,
            device_secret=device_secret,
        )

    def _device_secret(self, device: DeviceSecrets | None) -> bytes | None:
        """The secret that this device holds for the vault, or a new one, kept and read back.

        One that is there is never replaced: slots of colleagues, of backups and of copies may need it.
        """
        if device is None:
            return None
        held = device.get(self.vault_id)
        if held is not None:
            return held
        fresh = os.urandom(DEVICE_SECRET_BYTES)
        return fresh if device.put(self.vault_id, fresh) else None
