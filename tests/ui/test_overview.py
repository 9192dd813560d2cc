"""A pupil on one page under real keys and clicks: everything leads to where it is looked after."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QBoxLayout
from pytestqt.qtbot import QtBot

from ontrack_desktop.domain.notes import Action
from ontrack_desktop.domain.people import Pupil
from ontrack_desktop.services.workspace import Workspace
from ontrack_desktop.ui.navigator import Navigator
from ontrack_desktop.ui.screens.overview import OverviewScreen
from ontrack_desktop.ui.widgets.around_row import AroundRow
from ontrack_desktop.viewmodels.desk import Desk
from ontrack_desktop.viewmodels.overview import OverviewModel
from tests import factories
from tests.rosie import Rosie
from tests.ui.named import unnamed_controls


@pytest.fixture
def screen(desk: Desk, show_section: Callable[[OverviewScreen], OverviewScreen]) -> OverviewScreen:
    return show_section(OverviewScreen(OverviewModel(desk), Navigator()))


def test_the_page_shows_words_numbers_and_people(screen: OverviewScreen) -> None:
    assert screen.ui.quote_card.words.text() == "“I can say I don’t get it now, and nobody minds.”"
    assert [card.value.text().replace("\u2009", " ") for card in screen.number_cards] == ["55 %", "42 %", "0", "3 of 4"]
    around = [row.accessibleName() for row in screen.findChildren(AroundRow) if row.isVisible()]
    assert around[0] == "Mum, lives with · parental responsibility"
    assert len(around) == 7


def test_every_control_has_a_name(screen: OverviewScreen) -> None:
    assert unnamed_controls(screen) == []


def test_the_box_of_an_action_ticks_it_and_space_takes_it_back(
    screen: OverviewScreen, workspace: Workspace, rosie: Rosie
) -> None:
    second = screen.next_list.visualRect(screen.next_list.model().index(1, 0))
    QTest.mouseClick(screen.next_list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(24, second.center().y()))
    assert workspace.query(lambda r: r.get(Action, rosie.late_action.id)).done_on == factories.TODAY
    screen.next_list.setFocus()
    screen.next_list.select(str(rosie.late_action.id))
    QTest.keyClick(screen.next_list, Qt.Key.Key_Space)
    assert workspace.query(lambda r: r.get(Action, rosie.late_action.id)).done_on is None


def test_lines_and_buttons_lead_to_their_section(screen: OverviewScreen, rosie: Rosie, qtbot: QtBot) -> None:
    with qtbot.waitSignal(screen.navigator.meeting_wanted) as asked:
        screen.next_list.setFocus()
        screen.next_list.select(str(rosie.meeting.id))
        QTest.keyClick(screen.next_list, Qt.Key.Key_Return)
    assert asked.args == [rosie.meeting.id]
    for button, section in (
        (screen.ui.quote_card.action, "voice"), (screen.all_around, "people"), (screen.all_asks, "advocacy"),
    ):
        with qtbot.waitSignal(screen.navigator.pupil_wanted) as wanted:
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert wanted.args == [rosie.pupil.id, section]


def test_the_chart_becomes_a_table_by_one_key(screen: OverviewScreen) -> None:
    screen.chart_card.toggle.setFocus()
    QTest.keyClick(screen.chart_card.toggle, Qt.Key.Key_Space)
    assert screen.chart_card.is_table()


def test_an_empty_page_says_what_goes_where(screen: OverviewScreen, pupil: Pupil) -> None:
    screen.model.show_pupil(pupil.id)
    assert not screen.ui.quote_card.isVisible()
    assert screen.ui.no_quote_card.isVisible()
    assert not screen.chart_card.isVisible()
    assert screen.all_around.text() == "Add somebody"


def test_a_narrow_window_has_one_column(screen: OverviewScreen) -> None:
    screen.resize(640, 700)
    QApplication.processEvents()
    assert screen.ui.columns.direction() is QBoxLayout.Direction.TopToBottom
    assert screen.ui.body.minimumSizeHint().width() <= 640


def test_a_meeting_is_planned_from_where_the_next_one_would_stand(
    screen: OverviewScreen, rosie: Rosie, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(screen.navigator.new_meeting_wanted) as asked:
        QTest.mouseClick(screen.plan_meeting, Qt.MouseButton.LeftButton)
    assert asked.args == [rosie.pupil.id]
