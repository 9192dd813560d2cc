"""What this computer's keyring keeps for a vault: its half of the key, and how far the ledger had come."""

from __future__ import annotations

import base64
import logging
from collections.abc import Callable
from typing import Final
from uuid import UUID

from ontrack_desktop.domain.ledger import Head

from .keyring_choice import Keyring

SECRET_BYTES: Final = 32
MAC_BYTES: Final = 32
LONGEST: Final = 256  # characters; the Windows Credential Locker holds 1,280
USER: Final = "vault"

_log = logging.getLogger(__name__)


class KeyringSecrets:
    """Reads and writes one keyring. Whatever a keyring does wrong counts as having nothing to tell.

    The log says that it happened and the kind of error, never a value. May wait for the person to unlock the
    keyring: call it from a worker thread.
    """

    def __init__(self, keyring: Keyring) -> None:
        self._keyring = keyring

    def get(self, vault_id: UUID) -> bytes | None:
        """The device secret of a vault (32 bytes), or None."""
        return _secret_of(self._read("device", vault_id))

    def put(self, vault_id: UUID, secret: bytes) -> bool:
        """Keep the device secret; True only if it was read back equal."""
        return self._write("device", vault_id, base64.b64encode(secret).decode("ascii"))

    def high_water(self, place_id: UUID) -> Head | None:
        """The ledger's head as last put here, or None."""
        return _head_of(self._read("ledger", place_id))

    def put_high_water(self, place_id: UUID, head: Head) -> bool:
        """Keep the ledger's head; True only if it was read back equal."""
        return self._write("ledger", place_id, f"{head.seq}:{head.mac.hex()}")

    def _read(self, what: str, of: UUID) -> str | None:
        return self._ask("read", lambda: self._keyring.get_password(_service(what, of), USER))

    def _write(self, what: str, of: UUID, value: str) -> bool:
        self._ask("write", lambda: self._keyring.set_password(_service(what, of), USER, value))
        return self._read(what, of) == value

    def _ask(self, doing: str, question: Callable[[], str | None]) -> str | None:
        try:
            answer = question()
        except Exception as error:
            # back ends raise errors of their own, of D-Bus and of the system; none may keep a person out
            _log.info("the keyring did not %s (%s)", doing, type(error).__name__)
            return None
        if not isinstance(answer, str) or len(answer) > LONGEST:
            return None
        return answer


def _service(what: str, of: UUID) -> str:
    # one service a value: the Windows back end moves values about when two users share a service
    return f"OnTrack Desktop {what} {of}"


def _secret_of(text: str | None) -> bytes | None:
    try:
        secret = base64.b64decode(text or "", validate=True)
    except ValueError:
        return None
    return secret if len(secret) == SECRET_BYTES else None


def _head_of(text: str | None) -> Head | None:
    sequence, _, mac = (text or "").partition(":")
    if not (sequence.isascii() and sequence.isdigit()):
        return None
    try:
        head = Head(int(sequence), bytes.fromhex(mac))
    except ValueError:
        return None
    return head if len(head.mac) == MAC_BYTES else None
