"""What the tests of the vault share: a cheap key stretching, a clock, people, and a keyring in memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from ontrack_desktop.domain.ledger import Head
from ontrack_desktop.store.keys import KdfParameters
from ontrack_desktop.store.vault import Created, Vault

CHEAP = KdfParameters(memory_kib=8 * 1024, time_cost=1, parallelism=1)
MONDAY = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
AMINA = UUID("0195f3a0-0000-7000-8000-00000000000a")
BEN = UUID("0195f3a0-0000-7000-8000-00000000000b")
PASSPHRASE = "otter lantern copper meadow tide"


@dataclass
class MemoryDevice:
    """A keyring that keeps what it is given; `refuses` is one that cannot be written to."""

    secrets: dict[UUID, bytes] = field(default_factory=dict)
    heads: dict[UUID, Head] = field(default_factory=dict)
    refuses: bool = False

    def get(self, vault_id: UUID) -> bytes | None:
        return self.secrets.get(vault_id)

    def put(self, vault_id: UUID, secret: bytes) -> bool:
        if not self.refuses:
            self.secrets[vault_id] = secret
        return not self.refuses

    def high_water(self, place_id: UUID) -> Head | None:
        return self.heads.get(place_id)

    def put_high_water(self, place_id: UUID, head: Head) -> bool:
        if not self.refuses:
            self.heads[place_id] = head
        return not self.refuses


def new_vault(folder: Path, device: MemoryDevice | None = None, *, name: str = "Hill") -> Created:
    """A vault of Amina's at `folder`/`name`.ontrack."""
    return Vault.create(
        folder / f"{name}.ontrack",
        name=name,
        passphrase=PASSPHRASE,
        worker_id=AMINA,
        device=device,
        now=MONDAY,
        kdf=CHEAP,
    )
