"""The encrypted file page by page, without SQLite: for a file that SQLite does not open any more.

SQLCipher 4 with a raw key: a page of 4,096 bytes ends with 16 bytes of IV and an HMAC-SHA512 over all before it
and the page's number; the HMAC's key is PBKDF2-HMAC-SHA512(key, salt XOR 0x3A, 2 rounds); the file's first page
begins with the salt instead of SQLite's magic. A write-ahead log has a header of 32 bytes, then frames: 24 bytes
(page, size of the file after a commit or 0, two salts, two checksums) and the page.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE: Final = 4096
USABLE: Final = PAGE - 80
MAC_AT: Final = USABLE + 16
SALT: Final = 16
LOCK_PAGE: Final = 0x4000_0000 // PAGE + 1  # where SQLite locks bytes of a file larger than 1 GB; it is never written
LOG_HEADER: Final = 32
FRAME: Final = struct.Struct(">IIIIII")
COUNT_AT: Final = 28  # in the first page
SAMPLE: Final = 64  # pages that are tried with a salt
A_LOOK: Final = 500  # pages between two looks whether to stop: some hundredths of a second


class Pages:
    """The pages of a store that can be decrypted, the newest state of each. Raises OSError where the disk fails."""

    def __init__(self, path: Path, key: bytes, known_salt: bytes) -> None:
        log = path.with_name(f"{path.name}-wal")
        self._key = key
        self._file = path.open("rb")
        self._log = log.open("rb") if log.exists() else None
        self._frames = self._newest_frames()
        self.count = max(-(-path.stat().st_size // PAGE), *self._frames, 0)
        # the file's own salt may be what is damaged
        salts = (self._file.read(SALT).ljust(SALT, b"\0"), known_salt)
        self._mac_key = max((self._mac_key_of(salt) for salt in salts), key=self._readable_with)
        first = self.read(1)
        if first is not None:  # it says how many there were, also where the file was cut off
            self.count = max(self.count, int.from_bytes(first[COUNT_AT : COUNT_AT + 4], "big"))

    @property
    def are_of_this_key(self) -> bool:
        """Whether any page can be read: else the file is of another vault, or nothing of it is left."""
        return self._readable_with(self._mac_key) > 0

    def close(self) -> None:
        self._file.close()
        if self._log is not None:
            self._log.close()

    def first_unsealed(self, told: Callable[[int, int], None]) -> int | None:
        """The first page of the file itself that does not carry its seal; `told` how many were looked at, of all.

        What `PRAGMA cipher_integrity_check` does, as fast, but that it can be stopped.
        """
        of_all = -(-self._size() // PAGE)
        self._file.seek(0)
        for number in range(1, of_all + 1):
            if number % A_LOOK == 1:
                told(number, of_all)
            if not self._is_sealed(number, self._file.read(PAGE), self._mac_key) and number != LOCK_PAGE:
                return number
        return None

    def read(self, number: int) -> bytes | None:
        """The usable bytes of a page, counted from 1; None where neither the log nor the file has it whole."""
        if number == LOCK_PAGE:
            return bytes(USABLE)
        return self._read(number, self._mac_key)

    def _read(self, number: int, mac_key: bytes) -> bytes | None:
        states = (self._decrypted(number, raw, mac_key) for raw in self._states(number))
        return next((content for content in states if content is not None), None)

    def _states(self, number: int) -> Iterator[bytes]:
        """The newest state of a page first, as it is encrypted."""
        if self._log is not None and number in self._frames:
            self._log.seek(self._frames[number])
            yield self._log.read(PAGE)
        self._file.seek((number - 1) * PAGE)
        yield self._file.read(PAGE)

    def _decrypted(self, number: int, raw: bytes, mac_key: bytes) -> bytes | None:
        if not self._is_sealed(number, raw, mac_key):
            return None
        start = SALT if number == 1 else 0
        cipher = Cipher(algorithms.AES(self._key), modes.CBC(raw[USABLE:MAC_AT])).decryptor()
        return bytes(start) + cipher.update(raw[start:USABLE]) + cipher.finalize()

    def _is_sealed(self, number: int, raw: bytes, mac_key: bytes) -> bool:
        sealed = raw[SALT if number == 1 else 0 : MAC_AT] + number.to_bytes(4, "little")
        return len(raw) == PAGE and hmac.compare_digest(hmac.digest(mac_key, sealed, "sha512"), raw[MAC_AT:])

    def _size(self) -> int:
        return self._file.seek(0, os.SEEK_END)

    def _mac_key_of(self, salt: bytes) -> bytes:
        return hashlib.pbkdf2_hmac("sha512", self._key, bytes(byte ^ 0x3A for byte in salt), 2, 32)

    def _readable_with(self, mac_key: bytes) -> int:
        step = max(1, self.count // SAMPLE)
        return sum(self._read(number, mac_key) is not None for number in range(1, self.count + 1, step))

    def _newest_frames(self) -> dict[int, int]:
        """Where in the log the newest committed state of each page begins."""
        committed: dict[int, int] = {}
        running: dict[int, int] = {}
        salts, at = None, LOG_HEADER
        while self._log is not None:
            self._log.seek(at)
            head = self._log.read(FRAME.size)
            if len(head) < FRAME.size:
                break
            number, size_after_commit, *rest = FRAME.unpack(head)
            salts = salts or rest[:2]
            if rest[:2] != salts:  # from before the log was begun anew
                break
            running[number] = at + FRAME.size
            if size_after_commit:
                committed |= running
                running = {}
            at += FRAME.size + PAGE
        return committed
