"""Which computer this is, for the ledger: a random number of its own that says nothing about it."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Final
from uuid import UUID, uuid4

FILE: Final = "device-id"

_log = logging.getLogger(__name__)


def device_id(folder: Path) -> UUID:
    """This computer's id, kept in `folder`. If it cannot be kept, one that holds until the program ends."""
    path = folder / FILE
    try:
        return UUID(path.read_text(encoding="ascii").strip())
    except (OSError, ValueError):
        made = uuid4()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.write_text(f"{made}\n", encoding="ascii")
    except OSError as error:
        _log.info("the device id could not be kept (%s)", type(error).__name__)
    return made
