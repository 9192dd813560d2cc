"""What a person does with a vault: make it, open it, recover it, share it with a colleague, close it.

All of this runs on the one thread that will own the store; stretching a passphrase takes about half a second.
`device` is what `this_device` gives: the part of the key that this computer's keyring holds, or None.
"""

from __future__ import annotations

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
from ontrack_desktop.store import build, keys, recovery_code, vault_lock
from ontrack_desktop.store.atomic_file import write_atomically
from ontrack_desktop.store.device import DeviceSecrets
from ontrack_desktop.store.keys import KdfParameters
from ontrack_desktop.store.safe_place import require_safe_place
from ontrack_desktop.store.store import Store
from ontrack_desktop.store.throttle import Way
from ontrack_desktop.store.vault import SUFFIX, Vault
from ontrack_desktop.store.vault_errors import VaultError
from ontrack_desktop.store.vault_folder import made_whole
from ontrack_desktop.store.watch import Watch as Watch
from ontrack_desktop.system.device_identity import device_id
from ontrack_desktop.system.device_secret import KeyringSecrets
from ontrack_desktop.system.keyring_choice import trusted_keyring
from ontrack_desktop.system.paths import config_folder, vaults_folder

from . import rescue
from .opening import Opened as Opened
from .opening import open_with
from .workspace import Clock, UnitOfWork, fresh_id


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
    keys.prepare()


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

    Raises what `Vault.create` raises, DiskGone, and NotValid for a name that cannot be kept; then nothing is left
    behind. Killed half-way, it leaves no folder of this name.
    """
    now = clock()
    worker_id = fresh_id(now)
    worker = fill(Worker, id=worker_id, name=worker_name, role=role) if worker_name else None
    folder = folder.resolve()
    with made_whole(folder) as part:
        made = Vault.create(
            part, name=name, passphrase=passphrase, worker_id=worker_id, device=device, now=now, kdf=kdf
        )
        store = Store.create(
            made.vault.store_path, made.key, vault_id=made.vault.vault_id, device_id=device_id(config_folder()),
            now=now,
        )  # fmt: skip
        try:
            if worker is not None:
                with store.work(worker_id, now) as work:
                    work.save(worker)
                    work.commit()
        finally:
            store.close()
    vault = Vault.at(folder)
    make = partial(open_with, vault, lambda _vault: made.unlocked, device, clock, Act.UNLOCKED)
    return Created(vault.folder, make, made.recovery_code)


def open_workspace(
    folder: Path, passphrase: str, device: DeviceSecrets | None, clock: Clock, *, watch: Watch | None = None
) -> Opened:
    """Open a vault with a passphrase, for reading only where it cannot be written to.

    Raises what `Vault.unlock`, `VaultLock.take_to_read` and `Store.open` raise.

    `watch` is told of what takes long: a vault of an earlier version is backed up and made ready for this one.
    """
    return open_with(
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
    opened = open_with(
        Vault.at(folder), lambda vault: vault.unlock_with_recovery(code, clock()), device, clock, Act.RECOVERY_USED,
        watch,
    )  # fmt: skip
    workspace = opened.workspace
    if workspace.reading_only is not None:  # it opens as it is
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


def code_problem(typed: str) -> OnTrackError | None:
    """Why a recovery code cannot be right as it was typed; None if it may be."""
    try:
        recovery_code.secret_of(typed)
    except OnTrackError as error:
        return error
    return None


def code_groups(code: str) -> list[str]:
    """The printed groups of a recovery code."""
    return recovery_code.groups(code)


def is_group(typed: str, group: str) -> bool:
    """Whether a group was typed back as printed; case, blanks, O for 0 and I for 1 do not matter."""
    return recovery_code.plain(typed) == group


def _backed_up(folder: Path) -> datetime | None:
    """When the newest backup beside the vault was made; its header need not be whole."""
    return next((choice.made.made_at for choice in rescue.at_hand(folder, None)), None)


def _changed(path: Path) -> datetime | None:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError:
        return None
