"""The workspace of an open vault: besides the store its lock, its keys, and the people who may open it."""

from __future__ import annotations

import json
from contextlib import ExitStack, suppress
from dataclasses import replace
from functools import partial
from typing import Final, TypeVar
from uuid import UUID

from ontrack_desktop.domain.changes import Changes
from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.domain.ledger import Act
from ontrack_desktop.domain.people import Worker
from ontrack_desktop.domain.validation import fill
from ontrack_desktop.store import faults, kept_header
from ontrack_desktop.store.device import DeviceSecrets
from ontrack_desktop.store.keys import DataKey, KdfParameters
from ontrack_desktop.store.slots import SlotKind
from ontrack_desktop.store.store import Store
from ontrack_desktop.store.vault import Unlocked, Vault
from ontrack_desktop.store.vault_errors import KeyReplaced, WrongPassphrase
from ontrack_desktop.store.vault_lock import VaultLock
from ontrack_desktop.store.watch import Watch

from . import records
from .reading_only import ReadingOnly
from .workspace import Clock, Command, Query, UnitOfWork, Workspace, fresh_id

T = TypeVar("T")

HEADER_PUT_BACK: Final = (
    "Somebody had put back an old list of who can open this vault. The newest list is in place again. "
    "If it was not you, tell the person who looks after your computers."
)


class NotEntered(OnTrackError):  # noqa: N818 - reads as a claim
    """A change of who can open the vault holds, and could not be entered in the ledger."""


class OpenVault(Workspace):
    """Used by one thread, as every workspace is. Closing it gives the vault back to other processes.

    `reading_only` is why nothing can be changed in it; None as a rule.
    """

    def __init__(
        self,
        vault: Vault,
        unlocked: Unlocked,
        store: Store,
        lock: VaultLock,
        device: DeviceSecrets | None,
        clock: Clock,
        *,
        reading_only: ReadingOnly | None = None,
    ) -> None:
        super().__init__(store, unlocked.worker_id, clock)
        self.vault = vault
        self.reading_only = reading_only
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

    def query(self, ask: Query[T]) -> T:
        self._reopen()
        return super().query(ask)

    def change(self, command: Command) -> Changes:
        self.require_writable()
        self._require_in_place()
        self._reopen()
        return super().change(command)

    def _require_in_place(self) -> None:
        """A file whose folder was taken away still takes what is written, and nobody finds it. Raises `DiskGone`."""
        if not self.vault.store_path.exists():
            raise faults.told(faults.GONE, faults.SAVING)

    def settle_header(self) -> bool:
        """Compare the header with the one that the store keeps; put that back if it is newer, and tell so.

        Raises KeyReplaced if what opened the vault is not in the newest header any more.
        """
        kept, found = self.query(kept_header.kept), self.vault.sealed_header
        if kept is None or found.header.generation > kept.header.generation:
            # a new vault; or the header was written and the entry was not, by a kill between them
            if self.reading_only is None:
                self._keep_header(Act.KEYS_CHANGED if kept is not None else None)
        elif found != kept:
            kept.check(self.key)
            if self.reading_only is None:
                self.vault.put_back(kept)
                self._keep_header(Act.KEYS_PUT_BACK)
            if not kept.header.has(self._unlocked.slot):
                raise KeyReplaced if self.reading_only is None else KeyReplaced(next_step=KeyReplaced.READING)
            return self.reading_only is None
        return False

    def change_passphrase(self, old: str, new: str, *, kdf: KdfParameters | None = None) -> None:
        """Raises what `Vault.unlock` raises for the old one, and HeaderNotWritten."""
        self.require_writable()
        self._require_own(old)
        self.set_passphrase(new, kdf=kdf)

    def set_passphrase(self, passphrase: str, *, kdf: KdfParameters | None = None) -> None:
        """A new passphrase for this person, bound to this computer where that can be. Raises HeaderNotWritten."""
        self.require_writable()
        slot = self.vault.set_passphrase(self._unlocked, passphrase, self._device, self.clock(), kdf=kdf)
        self._unlocked = replace(self._unlocked, slot=slot)
        self._keep_header(Act.PASSPHRASE_CHANGED)

    def new_recovery_code(self, *, kdf: KdfParameters | None = None) -> str:
        """A new code for this person's recovery sheet; the old sheet opens nothing from now on."""
        self.require_writable()
        code = self.vault.renew_recovery_code(self._unlocked, self.clock(), kdf=kdf)
        self._keep_header(Act.KEYS_CHANGED)
        return code

    def confirm_recovery(self, worker_id: UUID | None = None) -> None:
        """Two groups of this person's sheet (or a colleague's) were typed back."""
        self.require_writable()
        of_whom = replace(self._unlocked, worker_id=worker_id or self.worker_id)
        self.vault.confirm_recovery(of_whom, self.clock())
        self._keep_header()

    def rotate_key(
        self, passphrase: str, new_passphrase: str, *, kdf: KdfParameters | None = None, watch: Watch | None = None
    ) -> str:
        """Another data key for this vault, because the one it has may be known; gives the new recovery code.

        Everybody else is taken off, and every recovery sheet made so far opens nothing any more. Raises what
        `Vault.unlock` raises for the present passphrase, and what `Vault.rotate_key` raises: nothing has changed.
        """
        self.require_writable()
        self._require_own(passphrase)
        self.store.close()
        try:
            self._unlocked, code = self.vault.rotate_key(
                self._unlocked, new_passphrase, self._device, self.clock(), device_id=self.store.device_id,
                watch=watch or Watch(), kdf=kdf,
            )
        finally:
            with suppress(OnTrackError):  # a disk that does not answer now may answer when it is asked next
                self._reopen()
        self.mark_head()
        return code

    def people(self) -> list[Worker]:
        """The workers who can open this vault, by name."""
        found = self.query(lambda read: read.by_ids(Worker, sorted(self.vault.worker_ids)))
        return sorted(found.values(), key=lambda worker: worker.name.casefold())

    def add_person(
        self, name: str, role: str, passphrase: str, *, kdf: KdfParameters | None = None
    ) -> tuple[Worker, str]:
        """Let a colleague open this vault; gives the code for a recovery sheet of their own. Raises NotValid."""
        self.require_writable()
        now = self.clock()
        worker = fill(Worker, id=fresh_id(now), name=name, role=role)
        # their record first: nobody may be able to open the vault who stands on no list
        self.change(partial(records.save, record=worker))
        try:
            code = self.vault.add_person(
                self._unlocked, worker_id=worker.id, passphrase=passphrase, device=self._device, now=now, kdf=kdf
            )
        except OnTrackError:
            self.change(lambda work: records.remove(work, work.read.get(Worker, worker.id), reason="Not added"))
            raise
        self._keep_header(Act.PERSON_ADDED, worker.id)
        return worker, code

    def remove_person(self, worker: Worker) -> None:
        """Take away a colleague's ways in. What they wrote stays theirs. Raises LastPerson."""
        self.require_writable()
        self.vault.remove_person(self._unlocked, worker.id)
        self._keep_header(Act.PERSON_REMOVED, worker.id)

    def mark_head(self) -> None:
        """Remember on this computer how far the ledger has come."""
        if self._device is not None and self.reading_only is None and not self.store.connection.is_closed:
            self._device.put_high_water(self.vault.place_id, self.store.head())

    def close(self) -> None:
        with ExitStack() as steps:
            steps.callback(self._lock.release)
            steps.callback(super().close)
            self.mark_head()

    def _reopen(self) -> None:
        """Open the store again where a change of the key closed it."""
        if self.store.connection.is_closed:
            self.store = Store.open(
                self.vault.store_path, self.key, vault_id=self.vault.vault_id, device_id=self.store.device_id
            )

    def require_writable(self) -> None:
        """Raise `NothingSaved` where the vault is open for reading only."""
        if self.reading_only is not None:
            raise self.reading_only.refusal

    def _require_own(self, passphrase: str) -> None:
        """Raise what `Vault.unlock` raises, and WrongPassphrase for that of a colleague."""
        proved = self.vault.unlock(passphrase, self._device, self.clock())
        self.change(partial(enter_failed_tries, unlocked=proved))
        if proved.worker_id != self.worker_id:
            raise WrongPassphrase

    def _keep_header(self, act: Act | None = None, worker_id: UUID | None = None) -> None:
        """Keep the header as the newest, and enter what was changed in it, and for whom."""

        def command(work: UnitOfWork) -> None:
            kept_header.keep(work, self.vault.sealed_header)
            if act is not None:
                work.note_act(act, kind=Worker.kind if worker_id else None, record_id=worker_id)

        try:
            self.change(command)
        except OnTrackError as error:
            raise NotEntered(
                "This was done and holds from now on, but it could not be written down under “Who did what”.",
                error.next_step,
            ) from error
        self.mark_head()


def enter_failed_tries(work: UnitOfWork, *, unlocked: Unlocked) -> None:
    """Enter the tries that failed before this one opened the vault."""
    for failed in unlocked.failed_tries:
        detail = json.dumps({"way": failed.way.value, "tried_at": failed.at.isoformat()})
        work.note_act(Act.FAILED_UNLOCK, detail=detail)
