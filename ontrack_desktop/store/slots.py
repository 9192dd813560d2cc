"""Key slots: each wraps the vault's one data key with something that one person knows, holds or has on paper.

The wrapping key is HKDF(Argon2id(NFC(what was typed), salt) ‖ device secret), with the slot's kind as
purpose; the device secret is empty for the kinds that have none.
"""

from __future__ import annotations

import hmac
import os
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Final
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from .keys import (
    KEY_BYTES,
    NONCE_BYTES,
    SALT_BYTES,
    TAG_BYTES,
    DataKey,
    KdfParameters,
    canonical_json,
    derive,
    stretch,
    unwrap,
    wrap,
)

MAGIC: Final = "OnTrack vault"
MARK_BYTES: Final = 8
WRAPPED_BYTES: Final = KEY_BYTES + TAG_BYTES

Salt = Annotated[bytes, Field(min_length=SALT_BYTES, max_length=SALT_BYTES)]
Nonce = Annotated[bytes, Field(min_length=NONCE_BYTES, max_length=NONCE_BYTES)]
WrappedKey = Annotated[bytes, Field(min_length=WRAPPED_BYTES, max_length=WRAPPED_BYTES)]
Mark = Annotated[bytes, Field(min_length=MARK_BYTES, max_length=MARK_BYTES)]


class SlotKind(StrEnum):
    """What opens a slot."""

    PASSPHRASE_AND_DEVICE = "passphrase+device"  # noqa: S105 - a kind
    PASSPHRASE = "passphrase"  # noqa: S105 - a kind
    RECOVERY = "recovery"


class Slot(BaseModel):
    """One slot of the header; bytes are written as hexadecimal digits.

    `worker_id` is who acts when this slot opened the vault. `device_mark` tells, before the passphrase is
    tried, whether the keyring still holds the secret that this slot was made with; it reveals nothing of it.
    `confirmed` is when two groups of a recovery sheet were typed back.
    """

    model_config = ConfigDict(
        frozen=True, strict=True, extra="forbid", ser_json_bytes="hex", val_json_bytes="hex"
    )

    kind: SlotKind
    worker_id: UUID
    created: AwareDatetime
    kdf: KdfParameters
    salt: Salt
    nonce: Nonce
    wrapped_key: WrappedKey
    device_mark: Mark | None = None
    confirmed: AwareDatetime | None = None

    @model_validator(mode="after")
    def _mark_belongs_to_kind(self) -> Slot:
        if (self.device_mark is not None) != (self.kind is SlotKind.PASSPHRASE_AND_DEVICE):
            raise ValueError("a device mark belongs to the passphrase+device slot, and only to it")
        return self

    def is_of_device(self, device_secret: bytes | None) -> bool:
        """Whether this slot was made with that device secret."""
        return (
            self.device_mark is not None
            and device_secret is not None
            and hmac.compare_digest(self.device_mark, mark_of(device_secret))
        )


def mark_of(device_secret: bytes) -> bytes:
    """Eight bytes that recognise a device secret without telling it."""
    return derive(device_secret, "device-mark")[:MARK_BYTES]


def make_slot(
    kind: SlotKind,
    key: DataKey,
    typed: str,
    *,
    vault_id: UUID,
    worker_id: UUID,
    kdf: KdfParameters,
    now: datetime,
    device_secret: bytes | None = None,
) -> Slot:
    """A slot for `typed` (a passphrase, or a recovery code's 32 characters) and the device secret."""
    salt = os.urandom(SALT_BYTES)
    wrapping_key = _wrapping_key(kind, typed, salt, kdf, device_secret)
    nonce, wrapped = wrap(key, wrapping_key, _associated(vault_id, kind, worker_id, kdf))
    return Slot(
        kind=kind,
        worker_id=worker_id,
        created=now,
        kdf=kdf,
        salt=salt,
        nonce=nonce,
        wrapped_key=wrapped,
        device_mark=mark_of(device_secret) if device_secret is not None else None,
    )


def open_slot(
    slot: Slot, typed: str, *, vault_id: UUID, device_secret: bytes | None = None
) -> DataKey | None:
    """The data key, or None if this slot does not open with that. Takes the slot's cost in memory and time."""
    secret = device_secret if slot.kind is SlotKind.PASSPHRASE_AND_DEVICE else None
    wrapping_key = _wrapping_key(slot.kind, typed, slot.salt, slot.kdf, secret)
    associated = _associated(vault_id, slot.kind, slot.worker_id, slot.kdf)
    return unwrap(slot.nonce, slot.wrapped_key, wrapping_key, associated)


def _wrapping_key(
    kind: SlotKind, typed: str, salt: bytes, kdf: KdfParameters, device_secret: bytes | None
) -> bytes:
    if (device_secret is not None) != (kind is SlotKind.PASSPHRASE_AND_DEVICE):
        raise ValueError("the passphrase+device slot needs a device secret, and only that one")
    return derive(stretch(typed, salt, kdf) + (device_secret or b""), kind)


def _associated(vault_id: UUID, kind: SlotKind, worker_id: UUID, kdf: KdfParameters) -> bytes:
    """What a wrapped key is bound to: a slot does not open in another vault, as another kind or person."""
    return canonical_json(
        {
            "kdf": kdf.model_dump(),
            "kind": kind,
            "magic": MAGIC,
            "vault_id": str(vault_id),
            "worker_id": str(worker_id),
        }
    )
