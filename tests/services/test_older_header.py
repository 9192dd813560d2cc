"""An older header put back on the disk lets nobody in again who was taken off, and locks nobody out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ontrack_desktop.domain.ledger import Act
from ontrack_desktop.services import vaults
from ontrack_desktop.services.open_vault import HEADER_PUT_BACK, NotEntered, OpenVault
from ontrack_desktop.store import header, kept_header
from ontrack_desktop.store.faults import DiskFull
from ontrack_desktop.store.header import COPY, FILE
from ontrack_desktop.store.vault_errors import KeyReplaced, WrongPassphrase, WrongRecoveryCode
from tests.conftest import Clock
from tests.store.vaults import CHEAP, PASSPHRASE

NEW = "harbour pencil thistle winter oak"
InVault = Callable[..., Any]
THEIRS = "saddle orchard violet candle ford"


@pytest.fixture
def folder(tmp_path: Path, clock: Clock) -> Path:
    made = vaults.create_vault(
        tmp_path / "Hill.ontrack", name="Hill", passphrase=PASSPHRASE, worker_name="Dee Marlow", device=None,
        clock=clock, kdf=CHEAP,
    )  # fmt: skip
    made.open().workspace.close()
    return made.folder


@pytest.fixture
def in_vault(folder: Path, clock: Clock) -> InVault:
    """`in_vault(do, passphrase)` opens it, does something, and closes it."""

    def run(do: Callable[[OpenVault], Any], passphrase: str = PASSPHRASE) -> Any:
        workspace = vaults.open_workspace(folder, passphrase, None, clock).workspace
        try:
            return do(workspace)
        finally:
            workspace.close()

    return run


def generation(folder: Path) -> int:
    return header.read(folder).sealed.header.generation


def put_back(folder: Path, data: bytes) -> None:
    for name in (FILE, COPY):
        (folder / name).write_bytes(data)


def acts(workspace: OpenVault) -> list[tuple[Act, str]]:
    """What the ledger says of the ways in, oldest first, and whose name it has."""
    names = {worker.id: worker.name for worker in workspace.people()}
    entries = reversed(workspace.query(lambda read: read.entries()))
    quiet = (Act.SAVED, Act.REMOVED, Act.UNLOCKED)
    return [(e.act, names.get(e.worker_id, "somebody taken off")) for e in entries if e.act not in quiet]  # type: ignore[arg-type]


def test_somebody_taken_off_does_not_get_in_with_the_header_of_their_time(
    folder: Path, clock: Clock, in_vault: InVault
) -> None:
    colleague, code = in_vault(lambda vault: vault.add_person("Ama Boateng-Reid", "", THEIRS, kdf=CHEAP))
    kept = (folder / FILE).read_bytes()
    in_vault(lambda vault: vault.remove_person(colleague))
    newest = (folder / FILE).read_bytes()

    put_back(folder, kept)
    with pytest.raises(KeyReplaced):
        vaults.open_workspace(folder, THEIRS, None, clock)
    assert (folder / FILE).read_bytes() == (folder / COPY).read_bytes() == newest
    put_back(folder, kept)
    with pytest.raises(KeyReplaced):  # and the recovery sheet sets no new passphrase first
        vaults.recover(folder, code, NEW, None, clock, kdf=CHEAP)
    assert (folder / FILE).read_bytes() == newest
    for way in (THEIRS, NEW):
        with pytest.raises(WrongPassphrase):
            vaults.open_workspace(folder, way, None, clock)
    with pytest.raises(WrongRecoveryCode):
        vaults.recover(folder, code, NEW, None, clock, kdf=CHEAP)
    assert in_vault(acts) == [
        (Act.PERSON_ADDED, "Dee Marlow"), (Act.PERSON_REMOVED, "Dee Marlow"),
        (Act.KEYS_PUT_BACK, "somebody taken off"), (Act.KEYS_PUT_BACK, "somebody taken off"),
        (Act.FAILED_UNLOCK, "Dee Marlow"), (Act.FAILED_UNLOCK, "Dee Marlow"), (Act.FAILED_UNLOCK, "Dee Marlow"),
    ]  # fmt: skip


def test_an_older_passphrase_does_not_come_back_with_an_older_header(
    folder: Path, clock: Clock, in_vault: InVault
) -> None:
    kept = (folder / FILE).read_bytes()
    in_vault(lambda vault: vault.change_passphrase(PASSPHRASE, NEW, kdf=CHEAP))
    put_back(folder, kept)
    with pytest.raises(KeyReplaced):
        vaults.open_workspace(folder, PASSPHRASE, None, clock)
    in_vault(lambda vault: None, NEW)


def test_who_is_still_in_the_newest_header_gets_in_and_is_told(
    folder: Path, clock: Clock, in_vault: InVault
) -> None:
    kept = (folder / FILE).read_bytes()
    in_vault(lambda vault: vault.confirm_recovery())
    newest = (folder / FILE).read_bytes()
    put_back(folder, kept)
    opened = vaults.open_workspace(folder, PASSPHRASE, None, clock)
    opened.workspace.close()
    assert opened.notices[0] == HEADER_PUT_BACK
    assert (folder / FILE).read_bytes() == newest
    again = vaults.open_workspace(folder, PASSPHRASE, None, clock)
    again.workspace.close()
    assert HEADER_PUT_BACK not in again.notices


@pytest.mark.parametrize("older", [FILE, COPY])
def test_of_two_copies_the_newer_one_counts_and_the_other_is_mended(
    folder: Path, clock: Clock, in_vault: InVault, older: str
) -> None:
    kept = (folder / FILE).read_bytes()
    in_vault(lambda vault: vault.change_passphrase(PASSPHRASE, NEW, kdf=CHEAP))
    newest = (folder / FILE).read_bytes()
    (folder / older).write_bytes(kept)
    opened = vaults.open_workspace(folder, NEW, None, clock)
    opened.workspace.close()
    assert HEADER_PUT_BACK not in opened.notices
    assert (folder / older).read_bytes() == newest


def test_a_header_from_a_backup_is_replaced_by_the_newest_once_the_vault_is_open(
    folder: Path, clock: Clock, in_vault: InVault
) -> None:
    with_backup = (folder / FILE).read_bytes()
    in_vault(lambda vault: vault.add_person("Ama Boateng-Reid", "", THEIRS, kdf=CHEAP))
    put_back(folder, b"")
    header.restore(folder, with_backup)
    in_vault(lambda vault: None)
    in_vault(lambda vault: None, THEIRS)


def test_a_change_that_was_cut_off_before_its_entry_is_entered_at_the_next_opening(
    folder: Path, clock: Clock, in_vault: InVault
) -> None:
    def cut_off(workspace: OpenVault) -> None:
        workspace.vault.renew_recovery_code(workspace._unlocked, clock(), kdf=CHEAP)

    in_vault(cut_off)
    assert (Act.KEYS_CHANGED, "Dee Marlow") in in_vault(acts)
    kept = in_vault(lambda vault: vault.query(kept_header.kept))
    assert kept is not None
    assert kept.header.generation == generation(folder)


def test_a_change_that_holds_but_could_not_be_entered_is_told_as_that(
    folder: Path, clock: Clock, in_vault: InVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> None:
        raise DiskFull("This was not saved: the disk is full.", "Make room.")

    def change(workspace: OpenVault) -> None:
        with monkeypatch.context() as failing:
            failing.setattr(kept_header, "keep", full)
            with pytest.raises(NotEntered, match="holds from now on"):
                workspace.set_passphrase(NEW, kdf=CHEAP)

    in_vault(change)
    with pytest.raises(WrongPassphrase):
        vaults.open_workspace(folder, PASSPHRASE, None, clock)
    in_vault(lambda vault: None, NEW)
