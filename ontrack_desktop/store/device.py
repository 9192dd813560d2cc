"""What the vault asks of this computer's keyring; `system/device_secret.py` answers."""

from __future__ import annotations

from typing import Protocol
from uuid import UUID

from ontrack_desktop.domain.ledger import Head

DEVICE_SECRET_BYTES = 32


class DeviceSecrets(Protocol):
    """A second factor and a memory outside the vault folder, never the only copy of anything.

    None and False mean that the keyring has no such value, is locked, or cannot be trusted.
    """

    def get(self, vault_id: UUID) -> bytes | None:
        """The device secret of this vault: 32 bytes, or None."""
        ...

    def put(self, vault_id: UUID, secret: bytes) -> bool:
        """Keep the device secret; True only if it was read back equal."""
        ...

    def high_water(self, place_id: UUID) -> Head | None:
        """The ledger's head as last seen at this place on this computer (`Vault.place_id`), or None."""
        ...

    def put_high_water(self, place_id: UUID, head: Head) -> bool:
        """Keep the ledger's head; True only if it was read back equal."""
        ...
