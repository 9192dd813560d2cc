"""The morning's page under real keys and clicks: everything on it leads somewhere."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QBoxLayout
from pytestqt.qtbot import QtBot

from ontrack_desktop.domain.choices import MeetingType
from ontrack_desktop.domain.drafts import Draft
from ontrack_desktop.domain.meetings import Meeting
from ontrack_desktop.domain.people import Pupil, Worker
from ontrack_desktop.services import drafts
from ontrack_desktop.services.workspace import Workspace
from ontrack_desktop.ui.navigator import Navigator
from ontrack_desktop.ui.screens.today import TodayScreen
from ontrack_desktop.ui.widgets.pupil_tile import PupilTile
from ontrack_desktop.viewmodels.desk import Desk
from ontrack_desktop.viewmodels.new_pupil import NewPupilForm
from ontrack_desktop.viewmodels.today import TodayModel
from tests import factories
from tests.caseload import Keep, a_held_pupil, an_action, at, on
from tests.hands import stand

WORDS = "I held the <b>lamb</b>."


@pytest.fixture
def rosie(keep: Keep, worker: Worker) -> Pupil:
    """A pupil with an errand today, one that is late, and a meeting."""
    pupil = a_held_pupil(keep, worker, "Rosie")
    keep(
        an_action(pupil, "Home visit", on(0)), an_action(pupil, "Ring the college", on(-3)),
        factories.a_quote(pupil, words=WORDS, at=at(-1)),
        Meeting(
            id=factories.an_id(), pupil_ids=(pupil.id,), meeting_type=MeetingType.TEAM_AROUND_FAMILY,
            at=at(0) + timedelta(hours=4),
        ),
    )
    return pupil


def shown(qtbot: QtBot, desk: Desk, navigator: Navigator) -> TodayScreen:
    screen = TodayScreen(TodayModel(desk), navigator)
    return stand(qtbot, screen, 1040, 700)


def test_rows_open_where_the_thing_is_done(
    qtbot: QtBot, desk: Desk, navigator: Navigator, rosie: Pupil
) -> None:
    screen = shown(qtbot, desk, navigator)
    with qtbot.waitSignal(navigator.meeting_wanted) as meeting:
        QTest.mouseClick(screen.today_rows.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(200, 22))
    assert meeting.args == [screen.model.on_today()[0].id]
    screen.today_rows.list.setFocus(Qt.FocusReason.TabFocusReason)
    with qtbot.waitSignal(navigator.pupil_wanted) as errand:
        QTest.keyClick(screen.today_rows.list, Qt.Key.Key_Down)
        QTest.keyClick(screen.today_rows.list, Qt.Key.Key_Return)
    assert errand.args == [rosie.id, "overview"]


def test_the_pack_is_prepared_from_the_meetings_card(
    qtbot: QtBot, desk: Desk, navigator: Navigator, rosie: Pupil
) -> None:
    screen = shown(qtbot, desk, navigator)
    assert screen.ui.meeting_card.heading.text() == "Today’s meeting"
    with qtbot.waitSignal(navigator.meeting_wanted):
        QTest.mouseClick(screen.prepare, Qt.MouseButton.LeftButton)


def test_a_pupil_who_was_not_seen_is_opened_by_the_keyboard(
    qtbot: QtBot, desk: Desk, navigator: Navigator, rosie: Pupil
) -> None:
    screen = shown(qtbot, desk, navigator)
    tile = screen.findChildren(PupilTile)[0]
    assert tile.accessibleName() == "Rosie, not seen yet, voice 1 day"
    tile.setFocus()
    with qtbot.waitSignal(navigator.pupil_wanted) as wanted:
        QTest.keyClick(tile, Qt.Key.Key_Space)
    assert wanted.args == [rosie.id, "overview"]


def test_writing_is_carried_on(
    qtbot: QtBot, desk: Desk, navigator: Navigator, rosie: Pupil, workspace: Workspace
) -> None:
    screen = shown(qtbot, desk, navigator)
    assert screen.ui.drafts_card.isHidden()
    draft = Draft(id=factories.an_id(), form="note", title="Phone call, Rosie", state={"text": "She rang."})
    workspace.change(lambda work: drafts.keep(work, draft=draft))
    screen.hide()
    screen.show()
    assert screen.draft_title.text() == "Phone call, Rosie"
    with qtbot.waitSignal(navigator.draft_wanted) as wanted:
        QTest.mouseClick(screen.carry_on, Qt.MouseButton.LeftButton)
    assert wanted.args == [draft.id]


def test_a_childs_words_are_shown_as_they_are_and_never_as_markup(
    qtbot: QtBot, desk: Desk, navigator: Navigator, rosie: Pupil
) -> None:
    card = shown(qtbot, desk, navigator).ui.quote_card
    assert card.words.text() == f"“{WORDS}”"
    assert card.words.textFormat() == Qt.TextFormat.PlainText
    assert card.property("role") == "voice"


def test_an_empty_vault_begins_with_the_form_of_a_pupil(qtbot: QtBot, desk: Desk, navigator: Navigator) -> None:
    screen = shown(qtbot, desk, navigator)
    assert screen.ui.today_card.isHidden()
    with qtbot.waitSignal(navigator.form_wanted) as wanted:
        QTest.mouseClick(screen.ui.empty.button, Qt.MouseButton.LeftButton)
    assert isinstance(wanted.args[0], NewPupilForm)


def test_who_has_no_pupils_of_their_own_is_led_to_the_list(
    qtbot: QtBot, desk: Desk, navigator: Navigator, keep: Keep
) -> None:
    keep(factories.a_pupil())
    screen = shown(qtbot, desk, navigator)
    with qtbot.waitSignal(navigator.page_wanted) as wanted:
        QTest.mouseClick(screen.ui.empty.button, Qt.MouseButton.LeftButton)
    assert wanted.args == ["pupils"]


def test_a_narrow_window_has_one_column(qtbot: QtBot, desk: Desk, navigator: Navigator, rosie: Pupil) -> None:
    screen = shown(qtbot, desk, navigator)
    assert screen.ui.columns.direction() == QBoxLayout.Direction.LeftToRight
    screen.resize(580, 600)
    qtbot.waitUntil(lambda: screen.ui.columns.direction() == QBoxLayout.Direction.TopToBottom)
    assert screen.ui.body.minimumSizeHint().width() <= 580


def test_the_most_pressing_stand_first_and_all_of_it_is_one_press_away(
    qtbot: QtBot, desk: Desk, navigator: Navigator, rosie: Pupil, keep: Keep
) -> None:
    keep(*(an_action(rosie, f"Errand {number}", on(-number)) for number in range(4, 24)))  # 20 and the one from before
    screen = shown(qtbot, desk, navigator)
    rows = screen.due_rows.list
    assert rows.model().rowCount() == 8 - len(screen.model.on_today())
    assert rows.verticalScrollBar().maximum() == 0
    QTest.mouseClick(screen.all_due, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert rows.model().rowCount() == 21
    qtbot.waitUntil(lambda: rows.verticalScrollBar().maximum() == 0)  # the page scrolls, no list in it
    assert screen.all_due.text() == "Show the most pressing"
    QTest.keyClick(screen.all_due, Qt.Key.Key_Space)
    assert screen.all_due.text() == "Show all 21"
