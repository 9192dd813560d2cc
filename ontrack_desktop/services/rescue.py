"""When a vault does not open as it should: what would help, and which backups are at hand."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from uuid import UUID

from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.store import backup, header
from ontrack_desktop.store.backup import Backup
from ontrack_desktop.store.engine import StoreDamaged, StoreMissing
from ontrack_desktop.store.restore import NotRestored
from ontrack_desktop.store.vault import BACKUPS
from ontrack_desktop.store.vault_errors import HeaderDamaged, HeaderTampered, OtherVault, VaultError


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


class VaultAway(OnTrackError):  # noqa: N818 - reads as a claim
    """The folder of a vault that was opened here before is not there."""

    def __init__(self) -> None:
        super().__init__(
            "This vault is not where it was when it was last open.",
            "If it lies on a USB stick or another disk, plug that in and look again.",
        )


@dataclass(frozen=True)
class Choice:
    """A backup that could be put back, its size in bytes, and where it lies, in words."""

    made: Backup
    size: int
    place: str


def help_for(error: OnTrackError) -> Help | None:
    """What would mend this; None where only another try, or somebody else, can help."""
    if isinstance(error, VaultAway):
        return Help.PLUG_IN
    if isinstance(error, HeaderDamaged | HeaderTampered):
        return Help.HEADER
    if isinstance(error, StoreDamaged):
        return Help.BACKUPS_OR_SALVAGE
    if isinstance(error, StoreMissing | OtherVault):
        return Help.BACKUPS
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
