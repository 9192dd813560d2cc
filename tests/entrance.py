"""What the tests of lock screen, first run and settings share: cheap keys, no keyring, a real vault, quick threads."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from ontrack_desktop.services import vaults
from ontrack_desktop.store import keys
from tests.store.vaults import CHEAP, PASSPHRASE

OTHER_PASSPHRASE = "harbour pencil thistle winter oak"


def make_keys_cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stretching takes milliseconds, and this computer's keyring is not asked."""
    for name in ("WITH_DEVICE", "PASSPHRASE_ALONE", "LEAST"):
        monkeypatch.setattr(keys, name, CHEAP)
    monkeypatch.setattr(vaults, "trusted_keyring", lambda: None)


def a_vault(
    parent: Path, clock: Callable[[], datetime], *, name: str = "Moor Lane", worker: str = "Dee Marlow"
) -> Path:
    """A vault on the disk, closed, its recovery sheet checked."""
    made = vaults.create_vault(
        parent / f"{name}.ontrack", name=name, passphrase=PASSPHRASE, worker_name=worker, role="Mentor", device=None,
        clock=clock, kdf=CHEAP,
    )  # fmt: skip
    opened = made.open()
    opened.workspace.confirm_recovery()
    opened.workspace.close()
    return made.folder
