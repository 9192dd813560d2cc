"""What the ledger says: every version of every record, and who did what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from .choices import Choice


class Act(Choice):
    SAVED = "saved", "Saved"
    REMOVED = "removed", "Removed"
    UNLOCKED = "unlocked", "Unlocked the vault"
    FAILED_UNLOCK = "failed_unlock", "Tried to unlock"
    RECOVERY_USED = "recovery_used", "Used the recovery code"
    PASSPHRASE_CHANGED = "passphrase_changed", "Changed the passphrase"
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
        return self.mac.hex()[:8].upper() or "00000000"
