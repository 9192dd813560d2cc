"""What the ledger says: every version of every record, and who did what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from . import mark
from .choices import Choice


class Act(Choice):
    SAVED = "saved", "Saved"
    REMOVED = "removed", "Removed"
    UNLOCKED = "unlocked", "Unlocked the vault"
    FAILED_UNLOCK = "failed_unlock", "Tried to unlock"
    RECOVERY_USED = "recovery_used", "Used the recovery code"
    PASSPHRASE_CHANGED = "passphrase_changed", "Changed the passphrase"
    PERSON_ADDED = "person_added", "Let a colleague open the vault"
    PERSON_REMOVED = "person_removed", "Took a colleague off the vault"
    KEYS_CHANGED = "keys_changed", "Changed the ways into the vault"
    KEYS_PUT_BACK = "keys_put_back", "Found older ways into the vault and put the newest back"
    OPENED = "opened", "Opened the record"
    SEARCHED = "searched", "Searched"
    PRINTED = "printed", "Printed"
    EXPORTED = "exported", "Exported"
    BACKED_UP = "backed_up", "Backed up"
    RESTORED = "restored", "Restored from a backup"
    ROTATED = "rotated", "Changed the key"


@dataclass(frozen=True)
class Entry:
    """One line of the ledger, without its content."""

    seq: int
    at: datetime
    worker_id: UUID | None
    act: Act
    kind: str | None
    record_id: UUID | None
    version: int | None


@dataclass(frozen=True)
class Head:
    """Where the ledger stands: its last sequence and that entry's MAC (empty before the first)."""

    seq: int
    mac: bytes

    def mark(self) -> str:
        """Eight characters of it, as printed on each page."""
        return mark.of(self.mac)
