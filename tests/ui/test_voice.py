"""What was said, under real keys and clicks: consent, choosing for the meeting, writing down more."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ontrack_desktop.domain.choices import QuoteConsent
from ontrack_desktop.domain.notes import Quote
from ontrack_desktop.domain.people import Pupil
from ontrack_desktop.services.workspace import Workspace
from ontrack_desktop.ui.navigator import Navigator
from ontrack_desktop.ui.screens.voice import PAGE, VoiceScreen
from ontrack_desktop.viewmodels.desk import Desk
from ontrack_desktop.viewmodels.voice import VoiceModel
from tests import factories
from tests.rosie import Rosie
from tests.ui.named import unnamed_controls


@pytest.fixture
def screen(desk: Desk, show_section: Callable[[VoiceScreen], VoiceScreen]) -> VoiceScreen:
    return show_section(VoiceScreen(VoiceModel(desk), Navigator()))


def test_words_are_shown_as_they_were_typed_never_as_markup(
    screen: VoiceScreen, rosie: Rosie, keep: Callable[..., None]
) -> None:
    keep(factories.a_quote(rosie.pupil, words="<b>loud</b> <img src='file:///etc/passwd'>"))
    screen.model.reload()
    assert screen.cards[0].accessibleName().startswith("“<b>loud</b> <img")


def test_consent_is_changed_by_the_keyboard_which_stays_where_it_is(
    screen: VoiceScreen, workspace: Workspace, rosie: Rosie
) -> None:
    box = screen.cards[0].consent
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert workspace.query(lambda r: r.get(Quote, rosie.said.id)).consent is QuoteConsent.ANYWHERE
    assert QApplication.focusWidget() is screen.cards[0].consent


def test_one_click_chooses_words_for_the_next_meeting(
    screen: VoiceScreen, workspace: Workspace, rosie: Rosie
) -> None:
    QTest.mouseClick(screen.cards[0].choose, Qt.MouseButton.LeftButton)
    assert workspace.query(lambda r: r.get(Quote, rosie.said.id)).chosen
    assert screen.cards[0].choose.isChecked()
    assert screen.ui.chosen_line.text() == "1 quote chosen for the next meeting"


def test_what_is_kept_between_us_cannot_be_chosen(screen: VoiceScreen) -> None:
    assert [card.choose.isVisible() for card in screen.cards] == [True, False, True]


def test_a_filter_chip_shows_the_family_alone(screen: VoiceScreen) -> None:
    QTest.mouseClick(screen.ui.filters.chips["family"], Qt.MouseButton.LeftButton)
    assert len(screen.cards) == 1


def test_a_form_opens_for_new_words_and_for_amending(screen: VoiceScreen, rosie: Rosie, qtbot: QtBot) -> None:
    navigator_signal = screen.navigator.form_wanted
    with qtbot.waitSignal(navigator_signal) as asked:
        QTest.mouseClick(screen.ui.add_button, Qt.MouseButton.LeftButton)
    assert asked.args[0].values["speaker"] == "Rosie"
    with qtbot.waitSignal(navigator_signal) as asked:
        QTest.mouseClick(screen.cards[2].amend, Qt.MouseButton.LeftButton)
    assert asked.args[0].record_id == rosie.mums_words.id


def test_two_years_of_words_come_a_page_at_a_time(
    screen: VoiceScreen, rosie: Rosie, keep: Callable[..., None]
) -> None:
    keep(*(factories.a_quote(rosie.pupil) for _ in range(PAGE)))
    screen.model.reload()
    assert len(screen.cards) == PAGE
    QTest.mouseClick(screen.ui.more_button, Qt.MouseButton.LeftButton)
    assert len(screen.cards) == PAGE + 3


def test_every_control_has_a_name(screen: VoiceScreen) -> None:
    assert unnamed_controls(screen) == []


def test_an_empty_page_teaches_and_offers_the_first_step(screen: VoiceScreen, pupil: Pupil, qtbot: QtBot) -> None:
    screen.model.show_pupil(pupil.id)
    assert screen.ui.empty.isVisible()
    with qtbot.waitSignal(screen.navigator.form_wanted):
        QTest.mouseClick(screen.ui.empty.button, Qt.MouseButton.LeftButton)
