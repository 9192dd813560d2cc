"""Putting a backup back: nothing is changed before it was seen what would be missing, and nothing is deleted."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ontrack_desktop.domain.notes import Note
from ontrack_desktop.services import backups, vaults
from ontrack_desktop.services.backups import Backup
from ontrack_desktop.store.vault_errors import VaultInUse
from ontrack_desktop.viewmodels.restore import CHOOSE, DECIDE, DONE, RestoreModel
from tests.conftest import Clock
from tests.services.vault_at_hand import a_vault, opened, the_pupil, write_notes
from tests.store.vaults import PASSPHRASE


class Desk:
    """A locked vault with two backups, and somebody before it."""

    def __init__(self, folder: Path, clock: Clock, qtbot: QtBot, stick: Path) -> None:
        self.folder, self.clock, self.qtbot = folder, clock, qtbot
        self.model = RestoreModel(folder, clock, second_place=stick)

    def look(self) -> None:
        self.model.look()
        self.qtbot.waitUntil(lambda: self.model.choices is not None)

    def check(self, passphrase: str = PASSPHRASE) -> None:
        self.model.check(passphrase)
        self.rest()

    def rest(self) -> None:
        self.qtbot.waitUntil(lambda: not self.model.doing)

    def said(self) -> str:
        return str(self.model.problem or "")

    def notes(self) -> int:
        with opened(self.folder, self.clock) as workspace:
            return workspace.query(lambda read: read.count(Note))

    def files(self) -> list[str]:
        """All but what SQLite puts beside a file that it reads, and the lock."""
        return sorted(path.name for path in self.folder.iterdir() if path.suffix not in (".lock", ".db-wal", ".db-shm"))


@pytest.fixture
def made() -> list[Backup]:
    """The backups of the vault, the oldest first: with 3, 4 and 6 notes."""
    return []


@pytest.fixture
def desk(
    tmp_path: Path, clock: Clock, qtbot: QtBot, made: list[Backup], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Desk]:
    monkeypatch.setattr(vaults, "this_device", lambda: None)
    folder, stick = a_vault(tmp_path, clock), tmp_path / "STICK"
    stick.mkdir()
    with opened(folder, clock) as workspace:
        for count in (1, 2, 1):
            made.append(backups.make(backups.source_of(workspace), into=stick if count == 2 else None))
            write_notes(workspace, the_pupil(workspace), count)
            clock.now += timedelta(hours=3)
    found = Desk(folder, clock, qtbot, stick)
    yield found
    found.model.close()


def test_the_newest_is_chosen_and_all_that_are_at_hand_are_offered(desk: Desk, made: list[Backup]) -> None:
    desk.look()
    assert [(line.when, line.place) for line in desk.model.lines] == [
        ("Today 16:00", "beside the vault"), ("Today 13:00", "in the second place"),
        ("Today 10:00", "beside the vault"),
    ]  # fmt: skip
    assert desk.model.chosen is not None
    assert desk.model.chosen.made == made[2]


def test_what_would_be_missing_is_counted_and_then_it_is_put_back(desk: Desk, made: list[Backup]) -> None:
    desk.look()
    desk.model.choose(made[1].path)
    desk.check()
    assert desk.model.step == DECIDE
    assert desk.model.chosen_words == "The backup of today 13:00"
    # 4 notes in the backup; 2 and 1 were written after it
    assert desk.model.loss_words == "Written after this backup, and missing if you put it back: 3 notes."
    desk.model.put_back()
    desk.rest()
    assert desk.model.step == DONE
    assert desk.model.restored is not None
    assert desk.model.restored.aside is not None
    assert (desk.model.restored.aside / "store.db").exists()
    assert desk.notes() == 4


def test_it_is_said_of_what_moment_a_backup_is(desk: Desk, made: list[Backup]) -> None:
    desk.look()
    desk.model.choose(made[1].path)
    desk.check()
    # made at 13:00; the last note in it was written at 10:00
    assert desk.model.holds_words == "It holds everything that was written up to Wednesday 4 November 2026, 10:00."
    desk.model.go_back()
    made[1].seal_path.unlink()
    desk.check()
    assert desk.model.holds_words.endswith("nothing tells whether the end of its ledger was cut off.")
    assert desk.model.loses_something


def test_an_older_backup_under_a_newer_name_is_not_put_back(desk: Desk, made: list[Backup]) -> None:
    shutil.copy(made[0].path, made[2].path)
    desk.look()
    desk.check()
    assert desk.model.step == CHOOSE
    assert "This backup is not as it was when it was made" in desk.said()


def test_when_nothing_would_be_missing_it_says_so(desk: Desk) -> None:
    with opened(desk.folder, desk.clock) as workspace:
        backups.make(backups.source_of(workspace))
    desk.look()
    desk.check()
    assert desk.model.loss_words.startswith("Nothing would be missing")
    assert not desk.model.loses_something


def test_a_vault_that_somebody_has_open_is_left_alone_and_that_is_said_in_words(desk: Desk) -> None:
    desk.look()
    with opened(desk.folder, desk.clock):
        desk.check()
    assert desk.model.step == CHOOSE
    assert desk.model.problem is not None
    assert desk.model.problem.sentence.startswith("This vault is open in another window of OnTrack on this computer")
    assert "process" not in str(desk.model.problem)


def test_going_back_changes_nothing_and_gives_the_vault_back(desk: Desk) -> None:
    before = desk.files()
    desk.look()
    desk.check()
    with pytest.raises(VaultInUse):
        vaults.open_workspace(desk.folder, PASSPHRASE, None, desk.clock)
    desk.model.go_back()
    assert desk.model.step == CHOOSE
    assert desk.files() == before
    assert desk.notes() == 6 + 1


def test_stopping_half_way_leaves_the_vault_as_it_was(desk: Desk) -> None:
    before = desk.files()
    desk.look()
    desk.check()
    # on the thread that copies: with the first piece that was copied comes the wish to stop
    desk.model._work.moved.connect(lambda *_how_far: desk.model.stop(), Qt.ConnectionType.DirectConnection)
    desk.model.put_back()
    desk.rest()
    assert desk.model.step == DECIDE
    assert desk.model.problem is None
    desk.model.close()
    assert desk.files() == before
    assert desk.notes() == 6 + 1


def test_a_damaged_backup_is_refused_and_another_can_be_chosen(desk: Desk, made: list[Backup]) -> None:
    data = bytearray(made[2].path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    made[2].path.write_bytes(data)
    desk.look()
    desk.check()
    desk.model.put_back()
    desk.rest()
    assert "Choose another backup" in desk.said()
    desk.model.go_back()
    desk.model.choose(made[0].path)
    assert desk.said() == ""


def test_a_file_from_anywhere_can_be_chosen_if_it_is_a_backup_of_this_vault(
    desk: Desk, made: list[Backup], tmp_path: Path, clock: Clock
) -> None:
    desk.look()
    desk.model.choose_file(desk.folder / "store.db")
    assert "not a backup" in desk.said()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    moved = Path(shutil.copy(made[0].path, elsewhere))
    shutil.copy(made[0].header_path, elsewhere)
    desk.model.choose_file(moved)
    assert desk.said() == ""
    assert desk.model.lines[0].place == f"in {elsewhere}"
    other = a_vault(elsewhere, clock)
    with opened(other, clock) as workspace:
        foreign = backups.make(backups.source_of(workspace))
    desk.model.choose_file(foreign.path)
    desk.check()
    assert "another vault" in desk.said()


def test_with_the_store_and_both_headers_gone_the_backups_are_still_found(desk: Desk) -> None:
    for name in ("vault.json", "vault.json.bak", "store.db"):
        (desk.folder / name).unlink()
    desk.look()
    assert len(desk.model.lines) == 3
    desk.check()
    assert desk.model.loss_words.startswith("What was written after this backup cannot be told")
    desk.model.put_back()
    desk.rest()
    assert desk.notes() == 6


def test_a_passphrase_is_asked_for_before_anything_is_tried(desk: Desk) -> None:
    desk.look()
    desk.check("")
    assert "Type the passphrase" in str(desk.model.problem)
    desk.check("otter")
    assert "does not open this vault" in str(desk.model.problem)
    assert desk.model.step == CHOOSE
