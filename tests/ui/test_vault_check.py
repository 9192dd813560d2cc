"""The card that checks the vault, by mouse; its buttons lead to the pages for printed pages and for the history."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from ontrack_desktop.ui.navigator import Navigator
from ontrack_desktop.ui.screens.vault_check import VaultCheckScreen
from ontrack_desktop.viewmodels.vault_check import SOUND, VaultCheckModel
from tests.conftest import Clock
from tests.services.vault_at_hand import a_vault, opened


@pytest.fixture
def screen(tmp_path: Path, clock: Clock, qtbot: QtBot) -> Iterator[VaultCheckScreen]:
    with opened(a_vault(tmp_path, clock), clock) as vault:
        made = VaultCheckScreen(VaultCheckModel(vault), Navigator())
        qtbot.addWidget(made)
        made.resize(800, 500)
        made.show()
        qtbot.waitExposed(made)
        yield made
        made.model.close()


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def test_a_check_shows_what_was_looked_at_and_what_was_not(screen: VaultCheckScreen, qtbot: QtBot) -> None:
    click(screen.ui.check_button)
    assert not screen.ui.check_button.isEnabled()
    qtbot.waitUntil(screen.ui.check_button.isEnabled)

    def shown() -> list[str]:
        return [label.text() for label in screen.findChildren(QLabel) if label.isVisible()]

    qtbot.waitUntil(lambda: SOUND in shown())
    lines = [line.split(":")[0] for line in shown()]
    assert {"Header", "File", "Ledger", "Records", "Lists", "Not checked"} <= set(lines)


def test_the_buttons_lead_to_the_two_pages(screen: VaultCheckScreen, qtbot: QtBot) -> None:
    navigator = Navigator()
    other = VaultCheckScreen(screen.model, navigator)
    qtbot.addWidget(other)
    for button, page in ((other.ui.page_button, "printed_page"), (other.ui.history_button, "vault_history")):
        with qtbot.waitSignal(navigator.page_wanted) as wanted:
            click(button)
        assert wanted.args == [page]
