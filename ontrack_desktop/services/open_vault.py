"""The workspace of an open vault: besides the store its lock, its keys, and the people who may open it."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from typing import Final
from uuid import UUID

from ontrack_desktop.domain.changes import Changes
from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.domain.ledger import Act
from ontrack_desktop.domain.people import Worker
from ontrack_desktop.domain.validation import fill
from ontrack_desktop.store.device import DeviceSecrets
from ontrack_desktop.store.keys import DataKey, KdfParameters
from ontrack_desktop.store.slots import SlotKind
from ontrack_desktop.store.store import Store
from ontrack_desktop.store.vault import Unlocked, Vault
from ontrack_desktop.store.vault_lock import VaultLock

from . import records
from .workspace import Clock, Command, Workspace, fresh_id

OLDER_COPY: Final = (
    "This vault is an older copy than the one last used on this computer. You can read it; nothing can be changed. "
    "Close it and restore the newest backup."
)


class OlderCopy(OnTrackError):  # noqa: N818 - reads as a claim
    """Something was to be written into a store that is behind what this computer has seen."""


class OpenVault(Workspace):
    """Used by one thread, as every workspace is. Closing it gives the vault back to other processes."""

    def __init__(
        self,
        vault: Vault,
        unlocked: Unlocked,
        store: Store,
        lock: VaultLock,
        device: DeviceSecrets | None,
        clock: Clock,
        *,
        is_older_copy: bool = False,
    ) -> None:
        super().__init__(store, unlocked.worker_id, clock)
        self.vault = vault
        self.is_older_copy = is_older_copy
        self._unlocked = unlocked
        self._lock = lock
        self._device = device

    @property
    def key(self) -> DataKey:
        """The vault's data key, for copies and checks of its file."""
        return self._unlocked.key

    @property
    def is_bound_to_device(self) -> bool:
        """Whether this computer's keyring held a part of the key that opened the vault."""
        return self._unlocked.slot_kind is SlotKind.PASSPHRASE_AND_DEVICE

    def change(self, command: Command) -> Changes:
        if self.is_older_copy:
            raise OlderCopy(
                "This was not saved: the vault is an older copy.", "Close it and restore the newest backup."
            )
        return super().change(command)

    def change_passphrase(self, old: str, new: str, *, kdf: KdfParameters | None = None) -> None:
        """Raises what `Vault.unlock` raises for the old one, and HeaderNotWritten."""
        self.vault.change_passphrase(old, new, self._device, self.clock(), kdf=kdf)
        self.change(lambda work: work.note_act(Act.PASSPHRASE_CHANGED))

    def new_recovery_code(self, *, kdf: KdfParameters | None = None) -> str:
        """A new code for this person's recovery sheet; the old sheet opens nothing from now on."""
        return self.vault.renew_recovery_code(self._unlocked, self.clock(), kdf=kdf)

    def confirm_recovery(self, worker_id: UUID | None = None) -> None:
        """Two groups of this person's sheet (or a colleague's) were typed back."""
        of_whom = replace(self._unlocked, worker_id=worker_id or self.worker_id)
        self.vault.confirm_recovery(of_whom, self.clock())

    def people(self) -> list[Worker]:
        """The workers who can open this vault, by name."""
        with self.store.reading(self.worker_id) as read:
            found = read.by_ids(Worker, sorted(self.vault.worker_ids))
        return sorted(found.values(), key=lambda worker: worker.name.casefold())

    def add_person(
        self, name: str, role: str, passphrase: str, *, kdf: KdfParameters | None = None
    ) -> tuple[Worker, str]:
        """Let a colleague open this vault; gives the code for a recovery sheet of their own. Raises NotValid."""
        now = self.clock()
        worker = fill(Worker, id=fresh_id(now), name=name, role=role)
        code = self.vault.add_person(
            self._unlocked, worker_id=worker.id, passphrase=passphrase, device=self._device, now=now, kdf=kdf
        )
        self.change(partial(records.save, record=worker))
        return worker, code

    def remove_person(self, worker: Worker) -> None:
        """Take away a colleague's ways in. What they wrote stays theirs. Raises LastPerson."""
        self.vault.remove_person(self._unlocked, worker.id)

    def mark_head(self) -> None:
        """Remember on this computer how far the ledger has come."""
        if self._device is not None and not self.is_older_copy:
            self._device.put_high_water(self.vault.vault_id, self.store.head())

    def close(self) -> None:
        with ExitStack() as steps:
            steps.callback(self._lock.release)
            steps.callback(super().close)
            self.mark_head()
