"""The card of backups with real clicks, on a real vault."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from ontrack_desktop.ui.screens.backups import BackupsScreen
from tests.conftest import Clock
from tests.hands import click
from tests.services.vault_at_hand import a_vault, opened
from tests.viewmodels.test_backups import Office


class Card(Office):
    """The card on the screen."""

    def show(self) -> BackupsScreen:
        screen = BackupsScreen(self.model)
        self.qtbot.addWidget(screen)
        screen.resize(620, 700)
        screen.show()
        self.qtbot.waitExposed(screen)
        self.screen, self.ui = screen, screen.ui
        return screen


@pytest.fixture
def card(tmp_path: Path, clock: Clock, qtbot: QtBot) -> Iterator[Card]:
    with opened(a_vault(tmp_path, clock), clock) as vault:
        made = Card(vault, tmp_path / "config", clock, qtbot)
        made.show()
        yield made
        made.close()


def test_one_click_makes_a_backup_and_it_stands_in_the_list(card: Card) -> None:
    card.model.look()
    card.wait()
    assert card.ui.list_none.isVisible()
    assert card.ui.state_words.text() == "There is no backup yet."
    click(card.ui.make_button)
    card.wait()
    assert not card.ui.list_none.isVisible()
    assert card.ui.state_words.text() == "Backed up today 10:00 and checked, beside the vault."
    row = card.ui.list.model().index(0, 0).data()
    assert row.startswith("Today 10:00")
    assert row.endswith("beside the vault, Checked")


def test_a_second_place_is_chosen_filled_and_given_up(card: Card, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(card.stick))
    click(card.ui.second_choose)
    card.wait()
    assert card.ui.second_place.text() == str(card.stick)
    assert card.ui.second_line.text() == "Last backup there today 10:00, checked."
    assert len(card.files(card.stick)) == 1
    click(card.ui.second_forget)
    card.wait()
    assert not card.ui.second_place.isVisible()
    assert len(card.files(card.stick)) == 1  # what is there stays there


def test_a_stick_that_was_pulled_out_is_said_beside_the_button(card: Card) -> None:
    card.model.choose_second_place(card.stick)
    card.wait()
    card.stick.rename(card.stick.with_name("AWAY"))
    click(card.ui.second_make)
    card.wait()
    assert "is not there. Plug in the disk" in card.ui.problem.text()
    assert card.ui.make_button.isEnabled()


def test_putting_one_back_says_what_will_happen_before_it_asks_for_the_lock(card: Card, qtbot: QtBot) -> None:
    click(card.ui.restore_button)
    assert "Nothing is changed before you say so" in card.ui.restore_words.text()
    qtbot.waitUntil(card.ui.restore_go.hasFocus)
    click(card.ui.restore_cancel)
    assert not card.ui.restore_ask.isVisible()
    click(card.ui.restore_button)
    with qtbot.waitSignal(card.model.restore_wanted):
        click(card.ui.restore_go)
