"""The whole vault's history on the screen, by mouse and keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ontrack_desktop.domain.ledger import Act
from ontrack_desktop.domain.people import Pupil
from ontrack_desktop.services.workspace import Workspace
from ontrack_desktop.ui.navigator import Navigator
from ontrack_desktop.ui.screens.vault_history import VaultHistoryScreen
from ontrack_desktop.ui.widgets.chip import FilterChip
from ontrack_desktop.viewmodels.desk import Desk
from ontrack_desktop.viewmodels.vault_history import VaultHistoryModel
from tests.hands import stand


@pytest.fixture
def screen(desk: Desk, workspace: Workspace, pupil: Pupil, qtbot: QtBot) -> VaultHistoryScreen:
    for _ in range(120):
        workspace.change(lambda work: work.note_act(Act.SEARCHED, detail='{"hits": 3}'))
    made = VaultHistoryScreen(VaultHistoryModel(desk), Navigator())
    return stand(qtbot, made, 1040, 700)


def choose(screen: VaultHistoryScreen, words: str) -> None:
    chip = next(chip for chip in screen.findChildren(FilterChip) if chip.text() == words)
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)


def test_a_filter_is_chosen_and_older_lines_are_shown(screen: VaultHistoryScreen, qtbot: QtBot) -> None:
    assert screen.lines.model().rowCount() == 100
    choose(screen, "Searched")
    screen.ui.more_button.setFocus()
    QTest.keyClick(screen.ui.more_button, Qt.Key.Key_Space)
    assert screen.lines.model().rowCount() == 120
    assert screen.ui.more_button.isHidden()
    choose(screen, "Backups")
    assert screen.lines.isHidden()
    qtbot.waitUntil(screen._nothing.isVisible)
