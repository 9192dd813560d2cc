"""The page of meetings by keyboard: planned from the empty page, opened from a row."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ontrack_desktop.domain.choices import MeetingType
from ontrack_desktop.domain.meetings import Meeting
from ontrack_desktop.domain.people import Pupil
from ontrack_desktop.services.workspace import Workspace
from ontrack_desktop.ui.navigator import Navigator
from ontrack_desktop.ui.screens.meetings import MeetingsScreen
from ontrack_desktop.viewmodels.desk import Desk
from ontrack_desktop.viewmodels.meetings import MeetingsModel
from tests.factories import NOW, an_id
from tests.hands import click

Keep = Callable[..., None]


@pytest.fixture
def screen(desk: Desk, qtbot: QtBot) -> MeetingsScreen:
    made = MeetingsScreen(MeetingsModel(desk), Navigator())
    qtbot.addWidget(made)
    made.resize(1000, 700)
    return made


def show(screen: MeetingsScreen, qtbot: QtBot) -> MeetingsScreen:
    screen.show()
    screen.activateWindow()
    qtbot.waitUntil(screen.isActiveWindow)
    return screen


def press(key: Qt.Key) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key)


def test_an_empty_page_teaches_and_plans_the_first_meeting(
    screen: MeetingsScreen, qtbot: QtBot, pupil: Pupil, workspace: Workspace
) -> None:
    show(screen, qtbot)
    opened: list[UUID] = []
    screen.navigator.meeting_wanted.connect(opened.append)
    assert screen.ui.empty.isVisible()
    click(screen.ui.empty.button)
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, pupil.label())
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Return)  # the day that is proposed will do
    meeting = workspace.query(lambda r: r.find(Meeting))[0]
    assert (meeting.pupil_ids, meeting.meeting_type) == ((pupil.id,), MeetingType.TEAM_AROUND_FAMILY)
    assert opened == [meeting.id]


def test_a_name_that_nobody_has_is_said_beside_its_field(
    screen: MeetingsScreen, qtbot: QtBot, pupil: Pupil, workspace: Workspace
) -> None:
    show(screen, qtbot)
    screen.open_plan()
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, "Nobody of that name")
    click(screen.begin_button)
    assert screen.fields["pupil"].error.text() == "Choose a pupil of the list."
    assert workspace.query(lambda r: r.find(Meeting)) == []
    press(Qt.Key.Key_Escape)
    assert screen.ui.plan_card.isHidden()


def test_a_row_opens_its_meeting_with_enter(
    screen: MeetingsScreen, qtbot: QtBot, keep: Keep, pupil: Pupil
) -> None:
    meeting = Meeting(
        id=an_id(), pupil_ids=(pupil.id,), meeting_type=MeetingType.REINTEGRATION, at=NOW + timedelta(days=1)
    )
    keep(meeting)
    show(screen, qtbot)
    opened: list[UUID] = []
    screen.navigator.meeting_wanted.connect(opened.append)
    screen.coming.setFocus()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert opened == [meeting.id]
