"""The directory under real keys and clicks."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ontrack_desktop.domain.agencies import Agency, Involvement, Professional, School
from ontrack_desktop.domain.choices import AgencySector
from ontrack_desktop.domain.people import Pupil, Worker
from ontrack_desktop.ui.navigator import Navigator
from ontrack_desktop.ui.screens.directory import DirectoryScreen
from ontrack_desktop.viewmodels.desk import Desk
from ontrack_desktop.viewmodels.directory import DirectoryModel
from ontrack_desktop.viewmodels.record_forms import PROFESSIONAL
from tests import factories
from tests.caseload import Keep, a_held_pupil
from tests.hands import stand


@pytest.fixture
def rosie(keep: Keep, worker: Worker) -> Pupil:
    """A pupil for whom somebody at an agency is there."""
    pupil = a_held_pupil(keep, worker, "Rosie")
    camhs = Agency(id=factories.an_id(), name="CAMHS", sector=AgencySector.HEALTH)
    nair = Professional(id=factories.an_id(), name="Dr Nair", agency_id=camhs.id)
    keep(
        camhs, nair, School(id=factories.an_id(), name="Moor <b>Lane</b>"),
        Involvement(id=factories.an_id(), pupil_ids=(pupil.id,), agency_id=camhs.id, professional_id=nair.id),
    )
    return pupil


def shown(qtbot: QtBot, desk: Desk, navigator: Navigator) -> DirectoryScreen:
    screen = DirectoryScreen(DirectoryModel(desk), navigator)
    return stand(qtbot, screen, 1072, 660)


def test_typing_and_the_arrows_lead_from_an_agency_to_a_pupil(
    qtbot: QtBot, desk: Desk, navigator: Navigator, rosie: Pupil
) -> None:
    screen = shown(qtbot, desk, navigator)
    assert screen.ui.name.text() == "Moor <b>Lane</b>"
    QTest.keyClicks(screen.ui.filter, "camhs")
    assert screen.ui.name.text() == "CAMHS"
    QTest.keyClick(screen.ui.filter, Qt.Key.Key_Down)
    assert screen.ui.name.text() == "Dr Nair"
    screen.pupils.setFocus(Qt.FocusReason.TabFocusReason)
    with qtbot.waitSignal(navigator.pupil_wanted) as wanted:
        QTest.keyClick(screen.pupils, Qt.Key.Key_Return)
    assert wanted.args == [rosie.id, "people"]


def test_who_works_somewhere_is_one_click_away(
    qtbot: QtBot, desk: Desk, navigator: Navigator, rosie: Pupil
) -> None:
    screen = shown(qtbot, desk, navigator)
    QTest.keyClicks(screen.ui.filter, "health")
    QTest.mouseClick(screen.people.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(80, 20))
    assert screen.ui.name.text() == "Dr Nair"
    assert screen.ui.filter.text() == ""


def test_somebody_is_added_and_then_shown(
    qtbot: QtBot, desk: Desk, navigator: Navigator, rosie: Pupil
) -> None:
    screen = shown(qtbot, desk, navigator)
    QTest.keyClicks(screen.ui.filter, "camhs")
    with qtbot.waitSignal(navigator.form_wanted) as wanted:
        QTest.mouseClick(screen.ui.add_here, Qt.MouseButton.LeftButton)
    form = wanted.args[0]
    assert form.spec is PROFESSIONAL
    form.put("name", "Ms Quill")
    form.save()
    assert screen.ui.name.text() == "Ms Quill"


def test_an_empty_directory_offers_the_usual_agencies(qtbot: QtBot, desk: Desk, navigator: Navigator) -> None:
    screen = shown(qtbot, desk, navigator)
    assert screen.ui.list_card.isHidden()
    QTest.mouseClick(screen.ui.empty.button, Qt.MouseButton.LeftButton)
    assert screen.ui.list_card.isVisible()
    assert screen.ui.name.text() == "Alternative provision"


def test_what_nobody_is_called_says_so(qtbot: QtBot, desk: Desk, navigator: Navigator, rosie: Pupil) -> None:
    screen = shown(qtbot, desk, navigator)
    QTest.keyClicks(screen.ui.filter, "zzz")
    assert screen.ui.nobody.isVisible()
    assert screen.ui.entries.isHidden()
