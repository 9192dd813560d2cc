"""A backup that was shortened, swapped or renamed by hand is found, by its seal and by the vault it is of."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from ontrack_desktop.services import backups, checking, rotation
from ontrack_desktop.services.backups import Backup, NotRestored, Watch
from ontrack_desktop.services.open_vault import OpenVault
from ontrack_desktop.store import seal
from ontrack_desktop.store.engine import connect
from tests.conftest import Clock
from tests.store.vaults import CHEAP, PASSPHRASE

from .vault_at_hand import a_vault, opened, the_pupil, write_notes


@pytest.fixture
def folder(tmp_path: Path, clock: Clock) -> Path:
    return a_vault(tmp_path, clock)


@pytest.fixture
def workspace(folder: Path, clock: Clock) -> Iterator[OpenVault]:
    with opened(folder, clock) as made:
        yield made


def make(workspace: OpenVault) -> Backup:
    made = backups.make(backups.source_of(workspace))
    workspace.change(lambda work: backups.enter(work, made=made))
    return made


def by_hand(made: Backup, key_hex: str, *statements: str) -> None:
    """Change a backup as somebody with the key could."""
    with closing(connect(made.path, key_hex)) as raw:
        for statement in ("PRAGMA journal_mode = DELETE", *statements):
            raw.execute(statement).fetchall()


def cut_off(made: Backup, key_hex: str, entries: int) -> None:
    """Take the newest entries out of a backup's ledger: what is left is a chain without a fault."""
    by_hand(
        made, key_hex, "DROP TRIGGER ledger_is_not_shortened",
        f"DELETE FROM ledger WHERE seq > {made.seq - entries}",
    )


def verdict(workspace: OpenVault) -> checking.Verdict:
    source = backups.source_of(workspace)
    return checking.check_backups(source, source.vault.backups_path, Watch())


def fault_of(folder: Path, made: Backup, clock: Clock) -> str:
    """Why it is not put back; the preview says it, and putting it in place unasked does too."""
    before = (folder / "store.db").read_bytes()
    with backups.restoring(folder, made.path, PASSPHRASE, None, clock) as restoration:
        with pytest.raises(NotRestored) as unseen:
            restoration.put_in_place()
        with pytest.raises(NotRestored) as said:
            restoration.loss()
    assert (folder / "store.db").read_bytes() == before
    assert said.value.sentence == unseen.value.sentence
    return said.value.sentence


def test_a_backup_says_of_what_moment_it_is_and_how_far_the_vault_went_on(
    workspace: OpenVault, folder: Path, clock: Clock
) -> None:
    made = make(workspace)
    clock.now += timedelta(hours=3)
    write_notes(workspace, the_pupil(workspace), 2)
    (finding,) = verdict(workspace).findings
    # the backup's own entry and two notes
    assert finding.found == (
        f"{made.path.name}: whole and sealed; everything up to Wednesday 4 November 2026, 10:00; "
        "the vault has 3 entries after it"
    )
    workspace.close()
    with backups.restoring(folder, made.path, PASSPHRASE, None, clock) as restoration:
        loss = restoration.loss()
    assert (loss.entries, loss.until, loss.is_sealed) == (3, clock.now - timedelta(hours=3), True)


def test_a_backup_whose_newest_entries_were_cut_off_is_found(workspace: OpenVault, folder: Path, clock: Clock) -> None:
    made = make(workspace)
    cut_off(made, workspace.key.hex, 2)
    said = f"it was made with {made.seq} entries in its ledger and holds {made.seq - 2}"
    assert verdict(workspace).fault == f"{made.path.name}: {said}"
    assert backups.drill(backups.source_of(workspace)).fault == said
    workspace.close()
    assert said in fault_of(folder, made, clock)


def test_an_older_backup_under_the_name_of_a_newer_one_is_found(
    workspace: OpenVault, folder: Path, clock: Clock
) -> None:
    """No key is needed to rename files."""
    older = make(workspace)
    clock.now += timedelta(days=1)
    write_notes(workspace, the_pupil(workspace), 1)
    newer = make(workspace)
    shutil.copy(older.path, newer.path)
    assert f"{newer.path.name}: it was made with {newer.seq} entries" in verdict(workspace).fault
    shutil.copy(older.seal_path, newer.seal_path)
    assert verdict(workspace).fault == (
        f"{newer.path.name}: it was made at 2026-11-04T1000 (UTC), and its name says another moment"
    )
    workspace.close()
    assert "its name says another moment" in fault_of(folder, newer, clock)


@pytest.mark.parametrize("name", ["vault_id", "made_at", "seq", "mac", "seal"])
def test_a_seal_in_which_anything_was_changed_is_found(workspace: OpenVault, name: str) -> None:
    made = make(workspace)
    values = json.loads(made.seal_path.read_bytes())
    was = values[name]
    values[name] = was + 1 if name == "seq" else was[:-1] + ("0" if was[-1] != "0" else "1")
    made.seal_path.write_text(json.dumps(values), encoding="utf-8")
    assert verdict(workspace).fault == f"{made.path.name}: its seal was changed, or is of another vault"


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b'{"seal": 1}', b"\xff", b"9" * 10_000])
def test_a_seal_that_is_none_is_said_to_be_unreadable(workspace: OpenVault, content: bytes) -> None:
    made = make(workspace)
    made.seal_path.write_bytes(content)
    assert verdict(workspace).fault == f"{made.path.name}: its seal cannot be read"


def test_a_backup_without_its_seal_can_be_put_back_and_it_is_said(
    workspace: OpenVault, folder: Path, clock: Clock
) -> None:
    made = make(workspace)
    made.seal_path.unlink()
    assert seal.MISSING in verdict(workspace).findings[0].found
    workspace.close()
    with backups.restoring(folder, made.path, PASSPHRASE, None, clock) as restoration:
        assert not restoration.loss().is_sealed
        restoration.put_in_place()


def test_a_backup_from_before_another_was_put_back_is_whole_and_said_to_be_of_another_way(
    workspace: OpenVault, clock: Clock, folder: Path
) -> None:
    earlier = make(workspace)
    write_notes(workspace, the_pupil(workspace), 1)
    clock.now += timedelta(days=1)
    make(workspace)
    workspace.close()
    with backups.restoring(folder, earlier.path, PASSPHRASE, None, clock) as restoration:
        restoration.put_in_place()
    with opened(folder, clock) as again:
        write_notes(again, the_pupil(again), 5)
        found = verdict(again)
    assert found.is_sound
    assert found.findings[0].found.endswith("the vault went another way when another was put back")
    assert found.findings[1].found.endswith("entries after it")


def test_a_vault_whose_ledger_was_made_anew_is_found_by_its_backup(workspace: OpenVault) -> None:
    """Somebody with the key sealed other entries: the chain has no fault, and is not the one that was backed up."""
    made = make(workspace)
    with workspace.store.connection.writing():
        workspace.store.connection.execute("DROP TRIGGER ledger_is_not_changed")
        workspace.store.connection.execute("UPDATE ledger SET mac = randomblob(32)")
    assert verdict(workspace).fault == f"{made.path.name}: the vault does not go on from where this backup ends"


def test_a_backup_under_an_older_key_is_said_not_to_have_been_checked(workspace: OpenVault, clock: Clock) -> None:
    old = make(workspace)
    clock.now += timedelta(days=1)
    rotation.change_key(workspace, PASSPHRASE, "harbour pencil thistle winter oak", kdf=CHEAP)
    found = verdict(workspace)
    assert found.is_sound
    said = {finding.found.split(": ")[0]: finding.found for finding in found.findings}
    assert said[old.path.name].endswith(": not checked, it was made under the key before this one")
    # one was made at once under the new key
    assert "whole and sealed" in said[found.findings[0].found.split(": ")[0]]
