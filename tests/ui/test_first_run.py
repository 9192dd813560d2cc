"""Making a vault with real keys: three steps, and what is not right yet is said where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from ontrack_desktop.services import vaults
from ontrack_desktop.ui.screens.first_run import FirstRunScreen
from ontrack_desktop.viewmodels.errands import Errands
from ontrack_desktop.viewmodels.first_run import SHEET, YOU, FirstRunModel, Setup
from ontrack_desktop.viewmodels.vault_doors import VaultDoors
from tests.conftest import Clock
from tests.entrance import make_keys_cheap
from tests.store.vaults import PASSPHRASE


class FirstRun:
    """The first-run screen before real threads and a real disk."""

    def __init__(self, documents: Path, clock: Clock, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.errands = Errands()
        self.doors = VaultDoors(self.errands, clock)
        self.wanted: list[Path] = []
        setup = Setup(
            find_place=lambda then: self.doors.find_place(documents, then),
            check_place=self.doors.check_place,
            create=lambda parent, name, passphrase, then, failed: self.doors.create(
                parent, name, passphrase, lambda _opened: then(self.doors.sheet(self.doors)), failed
            ),
            introduce=self.doors.introduce,
            open_vault=self.wanted.append,
        )
        self.model = FirstRunModel(setup)
        self.screen = FirstRunScreen(self.model)
        qtbot.addWidget(self.screen)
        self.screen.resize(1280, 720)
        self.screen.show()
        qtbot.waitExposed(self.screen)
        self.model.find_place()
        qtbot.waitUntil(lambda: self.model.place is not None)

    def type_passphrase(self, typed: str = PASSPHRASE, again: str = PASSPHRASE) -> None:
        new = self.screen.new_passphrase.ui
        for field, text in ((new.passphrase.line, typed), (new.again.line, again)):
            field.selectAll()
            QTest.keyClicks(field, text)

    def press(self, name: str) -> None:
        QTest.mouseClick(getattr(self.screen.ui, name), Qt.MouseButton.LeftButton)

    def close(self) -> None:
        self.doors.close()
        self.errands.close()


@pytest.fixture
def first_run(tmp_path: Path, clock: Clock, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[FirstRun]:
    make_keys_cheap(monkeypatch)
    made = FirstRun(tmp_path, clock, qtbot)
    yield made
    made.close()


def test_three_steps_make_a_vault_with_a_checked_sheet_and_a_name(
    first_run: FirstRun, tmp_path: Path, clock: Clock, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen, model = first_run.screen, first_run.model
    assert screen.ui.progress_words.text() == "Step 1 of 3"
    qtbot.waitUntil(screen.new_passphrase.ui.passphrase.line.hasFocus)
    first_run.type_passphrase()
    QTest.keyClick(screen.new_passphrase.ui.again.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: model.step == SHEET)
    assert (tmp_path / "My caseload.ontrack" / "vault.json").exists()
    assert screen.new_passphrase.ui.passphrase.text() == ""
    sheet = screen.sheet
    assert sheet is not None
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "sheet.pdf"), ""))
    QTest.mouseClick(sheet.ui.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: sheet.model.saved_to is not None)
    for field, number in zip((sheet.ui.group_1, sheet.ui.group_2), sheet.model.asked, strict=True):
        QTest.keyClicks(field, sheet.model._groups[number - 1])
    QTest.mouseClick(sheet.ui.done_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: model.step == YOU)
    first_run.press("finish_button")
    assert "Type your name" in screen.ui.your_name_error.text()
    qtbot.waitUntil(screen.ui.your_name.hasFocus)
    QTest.keyClicks(screen.ui.your_name, "Ola Finch")
    QTest.keyClick(screen.ui.your_name, Qt.Key.Key_Return)
    QTest.keyClicks(screen.ui.your_role, "Key worker")
    with qtbot.waitSignal(model.finished):
        QTest.keyClick(screen.ui.your_role, Qt.Key.Key_Return)
    first_run.doors.close()
    opened = vaults.open_workspace(tmp_path / "My caseload.ontrack", PASSPHRASE, None, clock)
    assert opened.worker is not None
    assert (opened.worker.name, opened.worker.role, opened.notices) == ("Ola Finch", "Key worker", ())
    opened.workspace.close()


def test_the_sheet_cannot_be_skipped(first_run: FirstRun, qtbot: QtBot) -> None:
    first_run.type_passphrase()
    first_run.press("create_button")
    qtbot.waitUntil(lambda: first_run.model.step == SHEET)
    assert not first_run.screen.ui.finish_button.isVisible()
    sheet = first_run.screen.sheet
    assert sheet is not None
    assert not sheet.ui.done_button.isVisible()


def test_a_weak_passphrase_makes_no_vault(first_run: FirstRun, tmp_path: Path) -> None:
    first_run.type_passphrase("my caseload 1", "my caseload 1")
    first_run.press("create_button")
    assert "too easy to guess" in first_run.screen.new_passphrase.ui.passphrase_error.text()
    assert list(tmp_path.glob("*.ontrack")) == []


def test_a_synced_folder_is_refused_beside_the_field_until_another_is_chosen(
    first_run: FirstRun, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    ui = first_run.screen.ui
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(tmp_path / "Dropbox"))
    first_run.press("place_button")
    qtbot.waitUntil(lambda: "sync program" in ui.place_error.text())
    first_run.type_passphrase()
    first_run.press("create_button")
    assert not first_run.model.is_busy
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(tmp_path / "Desk"))
    first_run.press("place_button")
    assert ui.place_error.text() == ""
    first_run.press("create_button")
    qtbot.waitUntil(lambda: first_run.model.step == SHEET)
    assert (tmp_path / "Desk" / "My caseload.ontrack").is_dir()


def test_a_name_that_is_taken_is_said_and_another_one_works(first_run: FirstRun, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "My caseload.ontrack").mkdir()
    (tmp_path / "My caseload.ontrack" / "something").touch()
    first_run.type_passphrase()
    first_run.press("create_button")
    ui = first_run.screen.ui
    qtbot.waitUntil(lambda: "already something in this folder" in ui.problem.text())
    ui.vault_name.selectAll()
    QTest.keyClicks(ui.vault_name, "Moor Lane")
    QTest.keyClick(ui.vault_name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: first_run.model.step == SHEET)
    assert (tmp_path / "Moor Lane.ontrack").is_dir()


def test_a_vault_that_exists_can_be_opened_instead(
    first_run: FirstRun, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(tmp_path / "Hill.ontrack"))
    first_run.press("open_button")
    assert first_run.wanted == [tmp_path / "Hill.ontrack"]


def test_there_is_no_button_for_a_demo_that_does_not_exist(first_run: FirstRun) -> None:
    assert first_run.screen.ui.demo_button.isHidden()
