"""The card that checks the vault, by mouse; its buttons lead to the pages for printed pages and for the history."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ontrack_desktop.ui.navigator import Navigator
from ontrack_desktop.ui.screens.vault_check import VaultCheckScreen
from ontrack_desktop.viewmodels.vault_check import SOUND, VaultCheckModel
from tests.conftest import Clock
from tests.hands import click, said
from tests.services.vault_at_hand import a_vault, opened


@pytest.fixture
def screen(tmp_path: Path, clock: Clock, navigator: Navigator, qtbot: QtBot) -> Iterator[VaultCheckScreen]:
    with opened(a_vault(tmp_path, clock), clock) as vault:
        made = VaultCheckScreen(VaultCheckModel(vault), navigator)
        qtbot.addWidget(made)
        made.resize(800, 500)
        made.show()
        qtbot.waitExposed(made)
        yield made
        made.model.close()


def test_a_check_shows_what_was_looked_at_and_what_was_not(screen: VaultCheckScreen, qtbot: QtBot) -> None:
    click(screen.ui.check_button)
    assert not screen.ui.check_button.isEnabled()
    qtbot.waitUntil(screen.ui.check_button.isEnabled)
    qtbot.waitUntil(lambda: SOUND in said(screen))
    lines = [line.split(":")[0] for line in said(screen)]
    assert {"Header", "File", "Ledger", "Records", "Lists", "Not checked"} <= set(lines)


def test_the_buttons_lead_to_the_two_pages(screen: VaultCheckScreen, navigator: Navigator, qtbot: QtBot) -> None:
    for button, page in ((screen.ui.page_button, "printed_page"), (screen.ui.history_button, "vault_history")):
        with qtbot.waitSignal(navigator.page_wanted) as wanted:
            click(button)
        assert wanted.args == [page]
