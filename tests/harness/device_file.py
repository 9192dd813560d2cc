"""A keyring that outlives the process that is killed: a file, each value whole or as it was."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from ontrack_desktop.domain.ledger import Head
from ontrack_desktop.store.atomic_file import write_atomically


@dataclass(frozen=True)
class DeviceFile:
    """What `store/device.py` asks for, in a JSON file."""

    path: Path

    def get(self, vault_id: UUID) -> bytes | None:
        kept = self._read().get(f"secret {vault_id}")
        return bytes.fromhex(kept) if kept else None

    def put(self, vault_id: UUID, secret: bytes) -> bool:
        return self._write(f"secret {vault_id}", secret.hex())

    def high_water(self, place_id: UUID) -> Head | None:
        seq, _, mac = self._read().get(f"head {place_id}", "").partition(":")
        return Head(int(seq), bytes.fromhex(mac)) if seq else None

    def put_high_water(self, place_id: UUID, head: Head) -> bool:
        return self._write(f"head {place_id}", f"{head.seq}:{head.mac.hex()}")

    def _read(self) -> dict[str, str]:
        return json.loads(self.path.read_text(encoding="utf-8")) if self.path.exists() else {}

    def _write(self, name: str, value: str) -> bool:
        write_atomically(self.path, json.dumps(self._read() | {name: value}).encode())
        return True
