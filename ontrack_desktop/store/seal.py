"""The seal beside a backup: how far its ledger went when it was made, under a MAC that only the vault's key makes.

A ledger whose end was cut off is a chain without a fault, and a file can be given the name of a later one. The seal
tells. It is JSON: vault, moment, last sequence and its MAC in hex, and the HMAC-SHA256 of these four.
"""

from __future__ import annotations

import hmac
import json
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from ontrack_desktop.domain.ledger import Head

from .atomic_file import write_atomically
from .store import Key

ENDING: Final = ".seal"
PURPOSE: Final = "backup-seal"
LARGEST: Final = 4_096
SEALED: Final = ("vault_id", "made_at", "seq", "mac")
MISSING: Final = "no seal lies beside it, so nothing tells whether all of it is there"


def write(made: Path, key: Key, *, vault_id: UUID, head: Head) -> None:
    """Seal a backup that lies, or will lie, at `made`; its name says when it was made."""
    values: dict[str, Any] = {
        "vault_id": str(vault_id), "made_at": _moment(made), "seq": head.seq, "mac": head.mac.hex()
    }
    text = json.dumps(values | {"seal": _mac(values, key)}, indent=1)
    write_atomically(made.with_suffix(ENDING), text.encode())


def fault(made: Path, key: Key, head: Head) -> str:
    """What the seal says against a backup whose ledger ends at `head`: "" for nothing, `MISSING` without a seal."""
    try:
        with made.with_suffix(ENDING).open("rb") as file:
            values = json.loads(file.read(LARGEST))
        sealed = {name: values[name] for name in SEALED}
        is_ours = hmac.compare_digest(str(values["seal"]).encode(), _mac(sealed, key).encode())
    except FileNotFoundError:
        return MISSING
    except (OSError, ValueError, KeyError, TypeError):
        return "its seal cannot be read"
    if not is_ours:
        return "its seal was changed, or is of another vault"
    if sealed["seq"] != head.seq:
        return f"it was made with {sealed['seq']:,} entries in its ledger and holds {head.seq:,}"
    if sealed["mac"] != head.mac.hex():
        return "its ledger is not the one that it was made with"
    # somebody may give a backup any name of their own, but not that of another backup
    if _is_dated(made.stem) and sealed["made_at"] != _moment(made):
        return f"it was made at {sealed['made_at']} (UTC), and its name says another moment"
    return ""


def _moment(made: Path) -> str:
    """"2026-11-21T1405" of "2026-11-21T1405-00000123.db"."""
    return made.stem.rpartition("-")[0]


def _is_dated(stem: str) -> bool:
    return len(stem) > len("2026-11-21T1405-") and stem[4] == stem[7] == "-" and stem[10] == "T"


def _mac(values: dict[str, Any], key: Key) -> str:
    line = json.dumps([values[name] for name in SEALED], separators=(",", ":"))
    return hmac.digest(key.subkey(PURPOSE), line.encode(), "sha256").hex()
