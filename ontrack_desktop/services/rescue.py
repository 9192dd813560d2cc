"""When a vault does not open as it should: what would help, and which backups are at hand."""

from __future__ import annotations

import contextlib
import logging
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from uuid import UUID

from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.domain.when import day_of, say_day, say_near, say_time
from ontrack_desktop.store import backup, header
from ontrack_desktop.store.backup import Backup
from ontrack_desktop.store.engine import StoreDamaged, StoreMissing
from ontrack_desktop.store.migrations import StoreTooNew
from ontrack_desktop.store.restore import NotRestored
from ontrack_desktop.store.vault import BACKUPS
from ontrack_desktop.store.vault_errors import (
    DeviceKeyMissing,
    HeaderDamaged,
    HeaderTampered,
    OtherVault,
    UnsafePlace,
    VaultError,
    VaultInUse,
    VaultTooNew,
)
from ontrack_desktop.store.vault_lock import Holder, VaultLock

_log = logging.getLogger(__name__)


class Help(StrEnum):
    """What would mend a vault that does not open."""

    BACKUPS = "backups"
    """A backup takes the place of the file with the casework."""
    BACKUPS_OR_SALVAGE = "backups or salvage"
    """A backup, or else what can be read of the damaged file."""
    HEADER = "header"
    """The header that was kept with a backup; the casework itself stays as it is."""
    PLUG_IN = "plug in"
    """The disk that it lies on."""
    CLOSE_IT = "close it"
    """Whoever has it open closes it."""
    MOVE_IT = "move it"
    """A place that nobody else reaches."""
    NEWER_PROGRAM = "newer program"
    """The version of the program that it was last used with."""
    KEYRING = "keyring"
    """This computer's part of the key, or the recovery code."""


class VaultAway(OnTrackError):  # noqa: N818 - reads as a claim
    """The folder of a vault that was opened here before is not there."""

    def __init__(self) -> None:
        super().__init__(
            "This vault is not where it was when it was last open.",
            "If it lies on a USB stick or another disk, plug that in and look again.",
        )


class OpenElsewhere(OnTrackError):  # noqa: N818 - reads as a claim
    """Another window or computer has the vault open: which and since when, in words for whoever wants to come in.

    The number of its process, which helps IT staff only, stands in the log and in what the command line says.
    """

    def __init__(self, holder: Holder | None, now: datetime) -> None:
        there = "Close it there, then try again. If nobody is using it there, restart that computer."
        here = "Close it, then try again. If you cannot find it, restart this computer: what was saved is safe."
        if holder is None:
            super().__init__("This vault is open in another window of OnTrack.", here)
            return
        _log.info("the vault is held by process %d", holder.process_id)
        day, today = day_of(holder.since), day_of(now)
        near = say_near(day, today) if (today - day).days in (0, 1) else f"on {say_day(day, today)}"
        since = f"since {say_time(holder.since)} {near}"
        if holder.computer == socket.gethostname():
            super().__init__(f"This vault is open in another window of OnTrack on this computer, {since}.", here)
        else:
            super().__init__(f"This vault is open on the computer “{holder.computer}”, {since}.", there)


@contextlib.contextmanager
def told_in_words(folder: Path, clock: Callable[[], datetime]) -> Iterator[None]:
    """Who has a vault open is said as `OpenElsewhere`."""
    try:
        yield
    except VaultInUse:
        raise OpenElsewhere(VaultLock(folder).holder(), clock()) from None


@dataclass(frozen=True)
class Choice:
    """A backup that could be put back, its size in bytes, and where it lies, in words."""

    made: Backup
    size: int
    place: str


HELP: tuple[tuple[tuple[type[OnTrackError], ...], Help], ...] = (
    ((VaultAway,), Help.PLUG_IN),
    ((HeaderDamaged, HeaderTampered), Help.HEADER),
    ((StoreDamaged,), Help.BACKUPS_OR_SALVAGE),
    ((StoreMissing, OtherVault), Help.BACKUPS),
    ((OpenElsewhere,), Help.CLOSE_IT),
    ((UnsafePlace,), Help.MOVE_IT),
    ((VaultTooNew, StoreTooNew), Help.NEWER_PROGRAM),
    ((DeviceKeyMissing,), Help.KEYRING),
)


def help_for(error: OnTrackError) -> Help | None:
    """What would mend this; None where only another try, or somebody else, can help."""
    for kinds, help in HELP:
        if isinstance(error, kinds):
            return help
    return None


def at_hand(folder: Path, second_place: Path | None) -> list[Choice]:
    """The backups of a vault, the newest first, also where its own header cannot be read."""
    here = folder / BACKUPS
    own = _ids(folder, here)
    places = [("beside the vault", here)] + ([("in the second place", second_place)] if second_place else [])
    found = [Choice(made, _size(made), place) for place, where in places for made in _found(where, own)]
    # of two that were made at the same time, the one on this computer comes first
    return sorted(found, key=lambda choice: choice.made.made_at, reverse=True)


def choice_at(path: Path) -> Choice:
    """A backup that a person pointed to. Raises `NotRestored` where the file's name is not that of one."""
    made = Backup.at(path)
    if made is None:
        raise NotRestored(
            "This file is not a backup of a vault.", "Choose one whose name begins with a date and ends in .db."
        )
    return Choice(made, _size(made), f"in {path.parent}")


def mend_header(folder: Path) -> None:
    """Put the header that was kept with the newest backup in place of the damaged one; the casework stays.

    Raises `NotRestored` where there is none, and what `header.restore` raises.
    """
    here = folder / BACKUPS
    for made in _found(here, _ids(folder, here)):
        with contextlib.suppress(OSError):
            header.restore(folder, made.header_path.read_bytes())
            return
    raise NotRestored(
        "There is no backup beside this vault to mend it from.", "Plug in the disk with your backups and choose one."
    )


def _found(folder: Path, vault_ids: set[UUID]) -> list[Backup]:
    found = [made for vault_id in vault_ids for made in backup.found_in(folder, vault_id)]
    return sorted(found, key=lambda made: made.made_at, reverse=True)


def _ids(folder: Path, backups: Path) -> set[UUID]:
    """Whose vault it is, as its header says, or else the headers beside its backups."""
    with contextlib.suppress(VaultError):
        return {header.read(folder).sealed.header.vault_id}
    found: set[UUID] = set()
    for path in backups.glob("*.json"):
        with contextlib.suppress(OSError, VaultError):
            found.add(header.parse(path.read_bytes()).header.vault_id)
    return found


def _size(made: Backup) -> int:
    try:
        return made.path.stat().st_size
    except OSError:
        return 0
