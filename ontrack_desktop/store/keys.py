"""Keys: the vault's data key and its sub-keys, passphrase stretching, and wrapping one key with another."""

from __future__ import annotations

import hmac
import json
import os
import time
import unicodedata
from collections.abc import Callable
from typing import Annotated, Any, Final, NoReturn

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pydantic import BaseModel, ConfigDict, Field

from .vault_errors import NotEnoughMemory, PassphraseNotUsable

KEY_BYTES: Final = 32
SALT_BYTES: Final = 16
NONCE_BYTES: Final = 12
TAG_BYTES: Final = 16
LONGEST_PASSPHRASE: Final = 1_000


def canonical_json(value: Any) -> bytes:
    """The one byte form of a JSON value: sorted keys, no spaces, UTF-8. ValueError on lone surrogates."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    ).encode("utf-8")


def derive(secret: bytes, purpose: str) -> bytes:
    """A 32-byte key for one purpose by HKDF-SHA256 (RFC 5869, no salt, info `ontrack/1/PURPOSE`)."""
    info = f"ontrack/1/{purpose}".encode()
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=info).derive(secret)


def prepare() -> None:
    """Load and settle what the ciphers do at their first use in a process, before there is a key."""
    wrapped = AESGCM(derive(b"nothing", "nothing")).encrypt(bytes(NONCE_BYTES), bytes(KEY_BYTES), None)
    unwrap(bytes(NONCE_BYTES), wrapped, derive(b"nothing", "nothing"), b"")


class DataKey:
    """The 256-bit key that encrypts the store. Never shown, logged, compared in variable time or pickled."""

    __slots__ = ("_value",)

    def __init__(self, value: bytes) -> None:
        if len(value) != KEY_BYTES:
            raise ValueError("a data key has 32 bytes")
        self._value = value

    @classmethod
    def new(cls) -> DataKey:
        """A fresh random key."""
        return cls(os.urandom(KEY_BYTES))

    @property
    def hex(self) -> str:
        """64 hexadecimal digits, for SQLCipher's raw key: `PRAGMA key = "x'…'"`."""
        return self._value.hex()

    @property
    def value(self) -> bytes:
        """The 32 bytes themselves, to be wrapped in a slot."""
        return self._value

    def subkey(self, purpose: str) -> bytes:
        """A 32-byte key for one purpose (`ledger-mac`, `header-mac` …) that tells nothing about this key."""
        return derive(self._value, purpose)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DataKey) and hmac.compare_digest(self._value, other._value)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return "DataKey(…)"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a data key is not written anywhere")


class KdfParameters(BaseModel):
    """How hard a passphrase is stretched (Argon2id, version 1.3).

    Out of bounds is refused here, before any memory is taken: a hostile header cannot ask for 64 GiB.
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    memory_kib: Annotated[int, Field(ge=8 * 1024, le=1024 * 1024)]
    time_cost: Annotated[int, Field(ge=1, le=16)]
    parallelism: Annotated[int, Field(ge=1, le=16)]


# A guess costs about half a second. Without a keyring the passphrase stands alone: twice the memory.
# The recovery code has 160 random bits of its own and must also open on a small machine.
WITH_DEVICE: Final = KdfParameters(memory_kib=256 * 1024, time_cost=3, parallelism=4)
PASSPHRASE_ALONE: Final = KdfParameters(memory_kib=512 * 1024, time_cost=3, parallelism=4)
LEAST: Final = KdfParameters(memory_kib=64 * 1024, time_cost=3, parallelism=4)


def calibrated(wanted: KdfParameters, *, timer: Callable[[], float] = time.perf_counter) -> KdfParameters:
    """`wanted`, with the memory halved until one run takes at most a second here; never below 64 MiB."""
    while wanted.memory_kib > LEAST.memory_kib:
        began = timer()
        try:
            stretch("calibration", os.urandom(SALT_BYTES), wanted)
        except NotEnoughMemory:
            pass
        else:
            if timer() - began <= 1.0:
                break
        wanted = wanted.model_copy(update={"memory_kib": max(wanted.memory_kib // 2, LEAST.memory_kib)})
    return wanted


def stretch(secret: str, salt: bytes, kdf: KdfParameters) -> bytes:
    """32 bytes by Argon2id from the NFC form of `secret`, as UTF-8.

    Raises PassphraseNotUsable for an empty or overlong secret or lone surrogates, NotEnoughMemory.
    """
    if not 0 < len(secret) <= LONGEST_PASSPHRASE:
        raise PassphraseNotUsable
    try:
        text = unicodedata.normalize("NFC", secret).encode("utf-8")
    except UnicodeEncodeError:
        # without a cause: the cause's text holds the passphrase
        raise PassphraseNotUsable from None
    try:
        return hash_secret_raw(
            text, salt, kdf.time_cost, kdf.memory_kib, kdf.parallelism, hash_len=KEY_BYTES, type=Type.ID
        )
    except (HashingError, MemoryError):
        raise NotEnoughMemory from None


def wrap(key: DataKey, wrapping_key: bytes, associated: bytes) -> tuple[bytes, bytes]:
    """(nonce, wrapped key): AES-256-GCM with a random 96-bit nonce; 12 and 48 bytes."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce, AESGCM(wrapping_key).encrypt(nonce, key.value, associated)


def unwrap(nonce: bytes, wrapped: bytes, wrapping_key: bytes, associated: bytes) -> DataKey | None:
    """The key, or None if the wrapping key or the associated data are not those it was wrapped with."""
    try:
        return DataKey(AESGCM(wrapping_key).decrypt(nonce, wrapped, associated))
    except InvalidTag:
        return None
