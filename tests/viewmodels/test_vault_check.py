"""The vault is checked while it is used, and nothing more is claimed than was looked at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ontrack_desktop.services import backups, checking
from ontrack_desktop.services.backups import Watch
from ontrack_desktop.services.open_vault import OpenVault
from ontrack_desktop.viewmodels.vault_check import VaultCheckModel
from tests.conftest import Clock
from tests.services.vault_at_hand import a_vault, change_the_ledger, opened, the_pupil, write_notes


@pytest.fixture
def folder(tmp_path: Path, clock: Clock) -> Path:
    return a_vault(tmp_path, clock, written=40)


@pytest.fixture
def vault(folder: Path, clock: Clock) -> Iterator[OpenVault]:
    with opened(folder, clock) as made:
        yield made


@pytest.fixture
def model(vault: OpenVault) -> Iterator[VaultCheckModel]:
    made = VaultCheckModel(vault)
    yield made
    made.close()


def check(model: VaultCheckModel, qtbot: QtBot) -> None:
    model.check()
    qtbot.waitUntil(lambda: not model.is_busy)


def test_a_sound_vault_is_told_by_each_thing_that_was_looked_at(
    model: VaultCheckModel, vault: OpenVault, qtbot: QtBot
) -> None:
    backups.make(backups.source_of(vault))
    check(model, qtbot)
    assert [finding.what for finding in model.findings] == [
        "Header", "File", "Tables", "Ledger", "Records", "Lists", "Backup",
    ]
    assert model.said == ("Everything that was looked at is as it should be.", "good")
    assert model.not_checked == (checking.INDEX_NOT, checking.ANEW_NOT)


def test_the_first_thing_that_is_wrong_is_said_with_what_to_do(
    model: VaultCheckModel, vault: OpenVault, qtbot: QtBot
) -> None:
    change_the_ledger(vault, "UPDATE ledger SET at = '2020' WHERE seq = 3")
    check(model, qtbot)
    words, tone = model.said
    assert (words, tone) == (
        "Ledger: Entry 3 was changed, moved or taken out. Put the newest backup back.", "alert"
    )
    assert model.not_checked[0] == "the records, the lists: the check ends at the first fault."


def test_what_is_saved_while_the_vault_is_checked_is_no_fault_and_is_not_lost(vault: OpenVault) -> None:
    pupil, said = the_pupil(vault), []

    def write(what: str, _done: int, _of_all: int) -> None:
        said.append(what)
        write_notes(vault, pupil, 1)
        # bring it into the file, which must not be written over while its pages are looked at
        vault.store.connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()

    before = vault.store.head().seq
    verdict = checking.check_in_use(backups.source_of(vault), Watch(write))
    assert verdict.is_sound, verdict.fault
    assert len(set(said)) >= 4
    assert vault.store.head().seq == before + len(said)
    # 40 notes, a worker, a pupil and a case: the state at the beginning
    assert verdict.findings[4].found.startswith("43 are")


def test_a_check_that_was_stopped_says_nothing(model: VaultCheckModel, qtbot: QtBot) -> None:
    model.moved.connect(model.stop)
    check(model, qtbot)
    assert (model.findings, model.said[0], model.problem) == ((), "", None)
