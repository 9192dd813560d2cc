"""Put one store in the place of another, which is set aside; what is cut off half-way is put right at the next opening.

While files move, the present store lies in `set-aside.part`. That folder with a store beside it means that the new one
is in place; without one, that it is not.
"""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from .atomic_file import sync_folder

ASIDE: Final = "set-aside-%Y-%m-%dT%H%M%S"
MOVING: Final = "set-aside.part"
BESIDE: Final = ("", "-wal", "-shm")  # a log must never lie beside a store that is not its own


def swap(part: Path, store: Path, now: datetime) -> Path | None:
    """Give the folder that the present store went to (None: there was none). On OSError all is as it was, or will be.

    Only for the process that holds the vault's lock.
    """
    settle(store, now)
    moving = store.with_name(MOVING)
    try:
        for path in [path for end in BESIDE if (path := _beside(store, end)).exists()]:
            moving.mkdir(mode=0o700, exist_ok=True)
            path.rename(moving / path.name)
        if moving.exists():
            sync_folder(moving)
            sync_folder(store.parent)
        part.rename(store)
        sync_folder(store.parent)
    except BaseException:
        with contextlib.suppress(OSError):  # a disk that is gone: at the next opening, then
            if store.exists() and _beside(moving / store.name, "").exists():
                store.rename(part)
            settle(store, now)
        raise
    try:
        return settle(store, now)
    except OSError:  # it gets its name at the next opening
        return moving


def settle(store: Path, now: datetime) -> Path | None:
    """End a swap that was cut off: the folder of the store that was set aside, or None if nothing was or is."""
    moving = store.with_name(MOVING)
    if not moving.exists():
        return None
    if store.exists() and any(moving.iterdir()):
        return moving.rename(_free(store.with_name(now.astimezone(UTC).strftime(ASIDE))))
    for end in reversed(BESIDE):  # the store last: as long as it is missing, nothing is decided
        aside = _beside(moving / store.name, end)
        if aside.exists():
            aside.rename(_beside(store, end))
    sync_folder(store.parent)
    moving.rmdir()
    return None


def _beside(store: Path, end: str) -> Path:
    return store.with_name(store.name + end)


def _free(folder: Path) -> Path:
    places = (folder, *(folder.with_name(f"{folder.name}-{number}") for number in range(2, 1000)))
    return next(place for place in places if not place.exists())
