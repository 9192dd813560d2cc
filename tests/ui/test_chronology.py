"""The chronology under real clicks: suggestions are promoted by hand, events amended."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from ontrack_desktop.domain.people import Pupil
from ontrack_desktop.ui.navigator import Navigator
from ontrack_desktop.ui.screens.chronology import FEW, ChronologyScreen
from ontrack_desktop.ui.widgets.event_row import EventRow
from ontrack_desktop.viewmodels.chronology import ChronologyModel
from ontrack_desktop.viewmodels.desk import Desk
from tests.ui.named import unnamed_controls


@pytest.fixture
def screen(desk: Desk, show_section: Callable[[ChronologyScreen], ChronologyScreen]) -> ChronologyScreen:
    return show_section(ChronologyScreen(ChronologyModel(desk), Navigator()))


def buttons(screen: ChronologyScreen, name: str) -> list[QPushButton]:
    QApplication.processEvents()
    return [b for b in screen.findChildren(QPushButton) if b.isVisible() and b.accessibleName().startswith(name)]


def test_events_are_read_out_whole(screen: ChronologyScreen) -> None:
    said = [row.accessibleName() for row in screen.findChildren(EventRow) if row.isVisible()]
    assert said[1] == (
        "Fri 10 Jul: Finished a level 2 award in animal care. Helped. First thing finished since Year 6 "
        "Certificate · Shared with school; on the fridge at home recorded 117 days after"
    )
    assert unnamed_controls(screen) == []


def test_one_click_opens_a_suggestion_as_a_form_filled_in(screen: ChronologyScreen, qtbot: QtBot) -> None:
    with qtbot.waitSignal(screen.navigator.form_wanted) as asked:
        QTest.mouseClick(buttons(screen, "Add to the chronology")[0], Qt.MouseButton.LeftButton)
    assert asked.args[0].values["event"] == "Finished the unit 2 certificate and put it on the fridge."
    assert asked.args[0].values["source"] == "Home visit"


def test_few_suggestions_are_shown_until_all_are_wanted(screen: ChronologyScreen) -> None:
    assert len(buttons(screen, "Add to the chronology")) == FEW
    more = next(b for b in screen.findChildren(QPushButton) if b.text() == "Show all 11")
    QTest.mouseClick(more, Qt.MouseButton.LeftButton)
    assert len(buttons(screen, "Add to the chronology")) == 11


def test_the_pencil_opens_an_event(screen: ChronologyScreen, qtbot: QtBot) -> None:
    first = screen.findChildren(EventRow)[0]
    with qtbot.waitSignal(screen.navigator.form_wanted) as asked:
        QTest.mouseClick(first.amend, Qt.MouseButton.LeftButton)
    assert asked.args[0].values["event"] == "Stayed for a whole day at college."


def test_an_empty_chronology_teaches_and_offers_the_first_step(
    screen: ChronologyScreen, pupil: Pupil, qtbot: QtBot
) -> None:
    screen.model.show_pupil(pupil.id)
    assert screen.ui.empty.isVisible()
    assert not screen.ui.suggestions_card.isVisible()
    with qtbot.waitSignal(screen.navigator.form_wanted):
        QTest.mouseClick(screen.ui.empty.button, Qt.MouseButton.LeftButton)


def test_one_click_puts_a_suggestion_aside(screen: ChronologyScreen, qtbot: QtBot) -> None:
    first = screen.model.suggestions()[0]
    name = f"Not significant: {first.event[:60]}"
    aside = next(button for button in screen.findChildren(QToolButton) if button.accessibleName() == name)
    with qtbot.waitSignal(screen.navigator.told) as told:
        QTest.mouseClick(aside, Qt.MouseButton.LeftButton)
    assert told.args[0] == "It is not suggested any more"
    assert first.source_id not in {each.source_id for each in screen.model.suggestions()}
