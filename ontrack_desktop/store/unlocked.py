"""What opening a vault gives: its key, whose slot it was, and what the person should hear."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from .keys import DataKey
from .slots import Slot, SlotKind
from .throttle import FailedTry


class Notice(StrEnum):
    """What a person should hear after opening, as a sentence."""

    HEADER_COPY_USED = "The vault’s header was damaged, so it was opened from its second copy. Nothing is lost."
    RECOVERY_NOT_CONFIRMED = "No recovery sheet was checked for this vault yet. Make one now."
    NO_DEVICE_KEY = "This vault is protected by the passphrase alone, because no keyring holds a second part."


@dataclass(frozen=True)
class Unlocked:
    """An open vault's key, who opened it and how, and the failed tries since it was last opened."""

    key: DataKey
    worker_id: UUID
    slot: Slot
    notices: tuple[Notice, ...] = ()
    failed_tries: tuple[FailedTry, ...] = ()

    @property
    def slot_kind(self) -> SlotKind:
        return self.slot.kind
