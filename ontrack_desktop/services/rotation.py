"""What a person does who fears that somebody has the key to the vault: give it another one."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import Final

from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.store.keys import KdfParameters
from ontrack_desktop.store.watch import Watch

from . import backups
from .open_vault import OpenVault

WHAT_IT_MEANS: Final = (
    "The vault gets a new key and you a new passphrase. Whoever knows the old ones cannot open it any more.",
    "Everybody else is taken off the vault. Add them again afterwards, each with a passphrase of their own.",
    "Every recovery sheet printed so far stops opening it. You get a new one at the end; keep the old one only as long "
    "as you keep old backups.",
    "Backups made before stay under the old key and open with the passphrase of that time. Whoever has one of them and "
    "the old key can still read it: destroy the ones that you do not need.",
    "Nothing can be done about a copy that somebody has already taken: it stays readable to them.",
)
"""To be read before it begins, sentence by sentence."""


@dataclass(frozen=True)
class Rotated:
    """The new recovery code, kept nowhere, and why no backup under the new key was made, or None."""

    recovery_code: str = field(repr=False)
    backup_problem: OnTrackError | None = None


def change_key(
    workspace: OpenVault, passphrase: str, new_passphrase: str, *,
    kdf: KdfParameters | None = None, watch: Watch | None = None,
) -> Rotated:
    """Give the open vault a new key, and make a first backup under it. Runs on the thread that owns the store.

    Raises what `OpenVault.rotate_key` raises; then the vault is as it was.
    """
    code = workspace.rotate_key(passphrase, new_passphrase, kdf=kdf, watch=watch)
    try:
        made = backups.make(backups.source_of(workspace), watch=watch)
        workspace.change(partial(backups.enter, made=made))
    except OnTrackError as problem:
        return Rotated(code, problem)
    return Rotated(code)
