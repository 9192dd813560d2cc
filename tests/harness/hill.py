"""The vault that is killed, starved and damaged, cheap to open, and the clock on the wall."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from ontrack_desktop.services import vaults
from tests.store.vaults import CHEAP, PASSPHRASE

from .device_file import DeviceFile


def clock() -> datetime:
    return datetime.now(UTC)


def new_vault(
    place: Path, *, name: str = "Hill", passphrase: str = PASSPHRASE, device: DeviceFile | None = None
) -> vaults.Created:
    """A new vault of Dee Marlow's in a folder of its own, not open yet."""
    return vaults.create_vault(
        place, name=name, passphrase=passphrase, worker_name="Dee Marlow", device=device, clock=clock, kdf=CHEAP
    )
