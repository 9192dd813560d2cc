"""The recovery sheet on a real vault: saved as a PDF, read back, two groups typed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from ontrack_desktop.services import vaults
from ontrack_desktop.services.vaults import Opened
from ontrack_desktop.ui.screens.recovery_sheet import RecoverySheetScreen
from ontrack_desktop.viewmodels.background import Inline
from ontrack_desktop.viewmodels.vault_sheet import sheet_for
from tests.conftest import Clock
from tests.entrance import make_keys_cheap
from tests.store.vaults import CHEAP, PASSPHRASE


@pytest.fixture
def opened(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opened]:
    make_keys_cheap(monkeypatch)
    made = vaults.create_vault(
        tmp_path / "Hill.ontrack", name="Hill", passphrase=PASSPHRASE, worker_name="Dee Marlow", device=None,
        clock=clock, kdf=CHEAP,
    )  # fmt: skip
    found = made.open()
    yield found
    found.workspace.close()


@pytest.fixture
def screen(opened: Opened, clock: Clock, qtbot: QtBot) -> RecoverySheetScreen:
    vault = opened.workspace
    background = Inline(vault)
    made = RecoverySheetScreen(sheet_for(background, vault, vault.new_recovery_code(), clock, background))
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def save_to(screen: RecoverySheetScreen, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(path), "PDF (*.pdf)"))
    QTest.mouseClick(screen.ui.save_button, Qt.MouseButton.LeftButton)



def test_the_sheet_read_back_gives_the_groups_that_are_asked_for(
    screen: RecoverySheetScreen, opened: Opened, tmp_path: Path, clock: Clock, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    assert screen.ui.check.isHidden()
    save_to(screen, tmp_path / "sheet", monkeypatch)
    groups = screen.model._groups
    text = "".join(PdfReader(tmp_path / "sheet.pdf").pages[0].extract_text().split())
    assert all(group in text for group in groups)
    assert "sheet.pdf" in screen.ui.saved_words.text()
    qtbot.waitUntil(screen.ui.group_1.hasFocus)
    for field, number in zip((screen.ui.group_1, screen.ui.group_2), screen.model.asked, strict=True):
        assert field.accessibleName() == f"Group {number} of the sheet"
        QTest.keyClicks(field, groups[number - 1].lower())
    with qtbot.waitSignal(screen.model.confirmed):
        QTest.keyClick(screen.ui.group_2, Qt.Key.Key_Return)
    opened.workspace.close()
    again = vaults.open_workspace(tmp_path / "Hill.ontrack", PASSPHRASE, None, clock)
    assert again.notices == ()
    again.workspace.close()


def test_a_wrong_group_leads_back_to_its_field(
    screen: RecoverySheetScreen, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_to(screen, tmp_path / "sheet.pdf", monkeypatch)
    first, second = screen.model.asked
    QTest.keyClicks(screen.ui.group_1, screen.model._groups[first - 1])
    QTest.keyClicks(screen.ui.group_2, screen.model._groups[first - 1][::-1])
    QTest.mouseClick(screen.ui.done_button, Qt.MouseButton.LeftButton)
    assert screen.ui.group_1_error.text() == ""
    assert f"group {second}" in screen.ui.group_2_error.text()
    qtbot.waitUntil(screen.ui.group_2.hasFocus)


def test_a_place_that_cannot_be_written_to_is_said_and_nothing_goes_on(
    screen: RecoverySheetScreen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_to(screen, tmp_path / "nowhere" / "sheet.pdf", monkeypatch)
    assert screen.ui.save_error.text().startswith("The sheet was not saved")
    assert screen.ui.check.isHidden()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: ("", ""))
    QTest.mouseClick(screen.ui.save_button, Qt.MouseButton.LeftButton)
    assert screen.ui.check.isHidden()
