"""Put a backup in the place of a store, which is set aside and never deleted."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.domain.ledger import Head

from . import backup, checks, header, ledger, seal, swap, vault_lock
from .atomic_file import sync_file
from .store import Key
from .vault import BACKUPS, STORE
from .vault_errors import FolderTaken
from .watch import Watch

PIECE: Final = 4 * 1024 * 1024
A_VAULTS_OWN: Final = {STORE, header.FILE, header.COPY, vault_lock.FILE, swap.MOVING}
"""Whatever a vault has lost, one of these is left of it."""


class NotRestored(OnTrackError):  # noqa: N818 - reads as a claim
    """The backup was not put in place; the vault is as it was."""


@dataclass(frozen=True)
class Loss:
    """What a store holds that a backup does not: records by kind that were written after it.

    `is_known` is False where the store cannot be read, or does not go on from where the backup ends.
    """

    entries: int
    kinds: dict[str, int]
    is_known: bool = True
    until: datetime | None = None
    """When the last entry was written that the backup holds."""
    is_sealed: bool = True
    """Whether its seal lies beside it and is right about where it ends."""


def loss(store: Path, made: Path, key: Key) -> Loss:
    """What would be set aside with the present store. Raises what opening the backup raises, and `NotRestored`."""
    with checks.looking_into(made, key) as connection:
        head = ledger.read_head(connection)
        until = ledger.time_at(connection, head.seq)
    said = seal.fault(made, key, head)
    if said not in ("", seal.MISSING):
        raise _not_as_it_was_made(said)
    known = Loss(0, {}, is_known=False, until=until, is_sealed=not said)
    try:
        with checks.looking_into(store, key) as connection:
            if ledger.mac_at(connection, head.seq) != head.mac:
                return known
            entries = ledger.read_head(connection).seq - head.seq
            return replace(known, entries=entries, kinds=backup.written_after(connection, head.seq), is_known=True)
    except OnTrackError:
        return known


def put_in_place(made: Path, store: Path, key: Key, now: datetime, watch: Watch) -> tuple[Head, Path | None]:
    """Copy a backup beside the store, check that copy, set the store aside, and let the copy take its place.

    Gives the restored head, and the folder that the present store went to (None: there was none). Raises
    `NotRestored`, `Stopped`.
    """
    part = store.with_name(f"{store.name}.part")
    try:
        _copy(made, part, watch)
        head, fault = checks.sound_head(part, key, watch)
        if fault:
            raise NotRestored(f"This backup is damaged: {fault}.", "Nothing was changed. Choose another backup.")
        said = seal.fault(made, key, head)
        if said not in ("", seal.MISSING):
            raise _not_as_it_was_made(said)
        sync_file(part)
        watch.at("Putting it in place")
        aside = swap.swap(part, store, now)
    except BaseException as error:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise NotRestored(
                "The backup could not be put in place: it cannot be read, or the disk is full.",
                "The vault is as it was. Make room or plug the disk in, and try again.",
            ) from error
        raise
    return head, aside


@contextmanager
def folder_there(folder: Path) -> Iterator[None]:
    """The folder of a vault, or one that is new or empty, closed to other users. If the body puts no store into a new
    folder, that is taken away again.

    Raises `FolderTaken` where something else lies in it, `NotRestored` where it cannot be written to.
    """
    is_new = False
    try:
        is_new = not folder.exists()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lying = {path.name for path in folder.iterdir()}
        if lying - {BACKUPS} and not lying & A_VAULTS_OWN:
            raise FolderTaken(
                "There is already something in this folder, and it is no vault, so nothing was put there.",
                "Choose an empty folder, or give a new name.",
            )
        if not lying:
            with contextlib.suppress(OSError):  # some disks have no modes
                folder.chmod(0o700)
        (folder / BACKUPS).mkdir(mode=0o700, exist_ok=True)
        yield
    except BaseException as error:
        if is_new and not (folder / STORE).exists():
            shutil.rmtree(folder, ignore_errors=True)
        if isinstance(error, OSError):
            raise NotRestored("This folder cannot be written to.", "Choose another place.") from error
        raise


def _not_as_it_was_made(said: str) -> NotRestored:
    return NotRestored(
        f"This backup is not as it was when it was made: {said}.", "Nothing was changed. Choose another backup."
    )


def _copy(made: Path, part: Path, watch: Watch) -> None:
    size = made.stat().st_size
    if shutil.disk_usage(part.parent).free < size:
        raise OSError("no room")
    part.unlink(missing_ok=True)
    part.touch(mode=0o600)
    with made.open("rb") as source, part.open("wb") as target:
        while piece := source.read(PIECE):
            target.write(piece)
            watch.at("Copying", target.tell(), size)
