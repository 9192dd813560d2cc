"""What a person does with a vault: make it, open it, recover it, share it with a colleague, close it.

All of this runs on the one thread that will own the store; stretching a passphrase takes about half a second.
`device` is what `this_device` gives: the part of the key that this computer's keyring holds, or None.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.domain.ledger import Act
from ontrack_desktop.domain.people import Worker
from ontrack_desktop.domain.validation import amended, fill
from ontrack_desktop.domain.when import day_of
from ontrack_desktop.store import build, engine, recovery_code, vault_lock
from ontrack_desktop.store.atomic_file import write_atomically
from ontrack_desktop.store.device import DeviceSecrets
from ontrack_desktop.store.keys import KdfParameters
from ontrack_desktop.store.safe_place import require_safe_place
from ontrack_desktop.store.store import Store
from ontrack_desktop.store.throttle import Way
from ontrack_desktop.store.vault import SUFFIX, Notice, Unlocked, Vault
from ontrack_desktop.store.vault_errors import VaultError
from ontrack_desktop.store.watch import Watch as Watch
from ontrack_desktop.system.device_identity import device_id
from ontrack_desktop.system.device_secret import KeyringSecrets
from ontrack_desktop.system.keyring_choice import trusted_keyring
from ontrack_desktop.system.paths import config_folder, vaults_folder

from . import backups, rescue
from .open_vault import HEADER_PUT_BACK, OLDER_COPY, OpenVault, enter_failed_tries
from .workspace import Clock, UnitOfWork, fresh_id


@dataclass(frozen=True)
class Opened:
    """An open vault, whose it is (None: they have not said their name yet), and what they should hear."""

    workspace: OpenVault
    worker: Worker | None
    notices: tuple[str, ...] = ()
    new_recovery_code: str = field(default="", repr=False)


@dataclass(frozen=True)
class Created:
    """A new vault. `open` makes the workspace, on the thread that will own it; the code is kept nowhere."""

    folder: Path
    open: Callable[[], Opened]
    recovery_code: str = field(repr=False)


@dataclass(frozen=True)
class VaultCard:
    """What can be said of a vault before it is opened. `problem` is why it cannot be."""

    name: str
    last_open: datetime | None = None
    backed_up: datetime | None = None
    seconds_to_wait: int = 0
    has_keyring: bool = True
    problem: OnTrackError | None = None


def get_ready() -> None:
    """Make what every opened vault needs, while a passphrase is being typed."""
    build.prepare()
    engine.prepare()


def this_device() -> DeviceSecrets | None:
    """This computer's keyring, or None if it has none that can be trusted."""
    keyring = trusted_keyring()
    return KeyringSecrets(keyring) if keyring is not None else None


def good_place(documents: Path) -> Path:
    """Where a new vault is offered a place: among the documents, unless these are synced or on a share."""
    return vaults_folder() if place_problem(documents) else documents


def place_problem(folder: Path) -> OnTrackError | None:
    """Why no vault should lie in this folder, or None."""
    try:
        require_safe_place(folder)
    except VaultError as error:
        return error
    return None


def folder_for(parent: Path, name: str) -> Path:
    """The folder of a vault of this name. Raises OnTrackError for a name that no folder can have."""
    plain = " ".join(name.split())
    if not plain or len(plain) > 60 or set(plain) & set('/\\:*?"<>|') or not plain.isprintable() or plain[0] == ".":
        raise OnTrackError("This name cannot be used.", "Use letters, numbers and spaces, up to 60.")
    return parent / f"{plain}{SUFFIX}"


def look_at(folder: Path, clock: Clock) -> VaultCard:
    """The card of a vault on the lock screen."""
    has_keyring = trusted_keyring() is not None
    try:
        vault = Vault.at(folder)
        seconds = vault.seconds_to_wait(Way.PASSPHRASE, clock())
    except OnTrackError as error:
        problem = error if folder.exists() else rescue.VaultAway()
        return VaultCard(folder.stem, backed_up=_backed_up(folder), has_keyring=has_keyring, problem=problem)
    return VaultCard(
        vault.name,
        last_open=_changed(folder / vault_lock.FILE),
        backed_up=_backed_up(folder),
        seconds_to_wait=seconds,
        has_keyring=has_keyring,
    )


def create_vault(
    folder: Path,
    *,
    name: str,
    passphrase: str,
    worker_name: str = "",
    role: str = "",
    device: DeviceSecrets | None,
    clock: Clock,
    kdf: KdfParameters | None = None,
) -> Created:
    """Make a vault in a new folder. Without `worker_name` the person is asked for it when it is open.

    Raises what `Vault.create` raises, and NotValid for a name that cannot be kept; then nothing is left behind.
    """
    now = clock()
    worker_id = fresh_id(now)
    worker = fill(Worker, id=worker_id, name=worker_name, role=role) if worker_name else None
    made = Vault.create(
        folder, name=name, passphrase=passphrase, worker_id=worker_id, device=device, now=now, kdf=kdf
    )
    vault = made.vault
    try:
        store = Store.create(
            vault.store_path, made.key, vault_id=vault.vault_id, device_id=device_id(config_folder()), now=now
        )
        try:
            if worker is not None:
                with store.work(worker_id, now) as work:
                    work.save(worker)
                    work.commit()
        finally:
            store.close()
    except BaseException:
        shutil.rmtree(vault.folder, ignore_errors=True)
        raise
    make = partial(_open, vault, lambda _vault: made.unlocked, device, clock, Act.UNLOCKED)
    return Created(vault.folder, make, made.recovery_code)


def open_workspace(
    folder: Path, passphrase: str, device: DeviceSecrets | None, clock: Clock, *, watch: Watch | None = None
) -> Opened:
    """Open a vault with a passphrase. Raises what `Vault.unlock`, `VaultLock.take` and `Store.open` raise.

    `watch` is told of what takes long: a vault of an earlier version is backed up and made ready for this one.
    """
    return _open(
        Vault.at(folder), lambda vault: vault.unlock(passphrase, device, clock()), device, clock, Act.UNLOCKED, watch
    )


def recover(
    folder: Path,
    code: str,
    new_passphrase: str,
    device: DeviceSecrets | None,
    clock: Clock,
    *,
    kdf: KdfParameters | None = None,
    watch: Watch | None = None,
) -> Opened:
    """Open a vault with the printed code, set a new passphrase, and make a new code in place of the used one."""
    opened = _open(
        Vault.at(folder), lambda vault: vault.unlock_with_recovery(code, clock()), device, clock, Act.RECOVERY_USED,
        watch,
    )  # fmt: skip
    workspace = opened.workspace
    if workspace.is_older_copy:  # it opens for reading, as it is
        return opened
    with ExitStack() as undo:
        undo.callback(workspace.close)
        workspace.set_passphrase(new_passphrase, kdf=kdf)
        renewed = workspace.new_recovery_code(kdf=kdf)
        undo.pop_all()
    return replace(opened, new_recovery_code=renewed)


def introduce(work: UnitOfWork, *, name: str, role: str) -> None:
    """The person who has the vault open says who they are, for the first time or anew. Raises NotValid."""
    known = work.read.maybe(Worker, work.worker_id)
    work.save(amended(known, name=name, role=role) if known else fill(Worker, id=work.worker_id, name=name, role=role))


def recovery_sheet(vault_name: str, code: str, clock: Clock) -> bytes:
    """The recovery sheet as a PDF of one A4 page."""
    from ontrack_desktop.reports import recovery_sheet as paper
    from ontrack_desktop.reports.content import RecoverySheetContent

    return paper.render(RecoverySheetContent(vault_name, code, day_of(clock())))


def save_recovery_sheet(path: Path, vault_name: str, code: str, clock: Clock) -> None:
    """Write the sheet where the person says; raises OnTrackError if that cannot be written to."""
    sheet = recovery_sheet(vault_name, code, clock)
    try:
        write_atomically(path, sheet)  # half a sheet would show half a code
    except OSError:
        raise OnTrackError(
            "The sheet was not saved: there is no room, or this place cannot be written to.", "Choose another place."
        ) from None


def code_groups(code: str) -> list[str]:
    """The printed groups of a recovery code."""
    return recovery_code.groups(code)


def is_group(typed: str, group: str) -> bool:
    """Whether a group was typed back as printed; case, blanks, O for 0 and I for 1 do not matter."""
    return recovery_code.plain(typed) == group


def _open(
    vault: Vault, unlock: Callable[[Vault], Unlocked], device: DeviceSecrets | None, clock: Clock, act: Act,
    watch: Watch | None = None,
) -> Opened:
    watch = watch or Watch()
    with ExitStack() as undo:
        lock = undo.enter_context(vault.lock().take(clock()))
        unlocked = unlock(vault)
        store = Store.open(
            vault.store_path, unlocked.key, vault_id=vault.vault_id, device_id=device_id(config_folder()),
            before_migration=partial(
                backups.make, backups.Source(vault, unlocked.key, clock), watch=_of_first_backup(watch)
            ),
            watch=watch,
        )
        undo.callback(store.close)
        is_older = device is not None and store.is_behind(device.high_water(vault.place_id))
        workspace = OpenVault(vault, unlocked, store, lock, device, clock, is_older_copy=is_older)
        was_put_back = not is_older and workspace.settle_header()
        if not is_older:
            workspace.change(partial(_enter, unlocked=unlocked, act=act))
            workspace.mark_head()
        worker = workspace.query(lambda read: read.maybe(Worker, unlocked.worker_id))
        undo.pop_all()
    # that there is no keyring stands on the lock screen and in Settings: said at each opening, nobody reads it
    said = [notice.value for notice in unlocked.notices if notice is not Notice.NO_DEVICE_KEY]
    first = (OLDER_COPY,) if is_older else (HEADER_PUT_BACK,) if was_put_back else ()
    return Opened(workspace, worker, (*first, *said))


def _of_first_backup(watch: Watch) -> Watch:
    """Says on the lock screen, where nobody asked for a backup, that there is one."""
    return Watch(lambda what, done, of_all: watch.show(f"A backup first: {what.lower()}", done, of_all),
                 watch.is_stopped)


def _enter(work: UnitOfWork, *, unlocked: Unlocked, act: Act) -> None:
    """The failed tries since the vault was last opened, and that it is open now."""
    enter_failed_tries(work, unlocked=unlocked)
    work.note_act(act, detail=json.dumps({"slot": unlocked.slot_kind.value}))


def _backed_up(folder: Path) -> datetime | None:
    """When the newest backup beside the vault was made; its header need not be whole."""
    return next((choice.made.made_at for choice in rescue.at_hand(folder, None)), None)


def _changed(path: Path) -> datetime | None:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError:
        return None
