"""The ledger under real keys: arrow keys go through it, and what a record said stands beside it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ontrack_desktop.domain.people import Person
from ontrack_desktop.domain.validation import amended
from ontrack_desktop.services.workspace import Workspace
from ontrack_desktop.ui.navigator import Navigator
from ontrack_desktop.ui.screens.who_looked import WhoLookedScreen
from ontrack_desktop.viewmodels.desk import Desk
from ontrack_desktop.viewmodels.who_looked import WhoLookedModel
from tests.hands import said
from tests.rosie import Rosie
from tests.ui.named import unnamed_controls


@pytest.fixture
def screen(desk: Desk, show_section: Callable[[WhoLookedScreen], WhoLookedScreen]) -> WhoLookedScreen:
    return show_section(WhoLookedScreen(WhoLookedModel(desk), Navigator()))


def test_the_keyboard_goes_through_the_ledger_and_versions_stand_beside(
    screen: WhoLookedScreen, workspace: Workspace, rosie: Rosie, keep: Callable[..., None]
) -> None:
    mum = workspace.query(lambda r: r.get(Person, rosie.mum.id))
    keep(amended(mum, phone="01632 960099"))
    screen.model.reload()
    screen.lines.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(screen.lines, Qt.Key.Key_Home)
    assert said(screen.versions)[:6] == [
        "Version 2", "Wed 4 Nov, 10:00 · Dee Marlow", "Phone", "01632 960099", "was: 01632 960002", "First version",
    ]
    assert screen.ui.versions_card.heading.text() == "Person, 2 versions"
    QTest.keyClick(screen.lines, Qt.Key.Key_Down)
    assert screen.ui.versions_card.heading.text() == "Time-in plan, 1 version"


def test_a_chip_shows_only_who_looked(screen: WhoLookedScreen) -> None:
    QTest.mouseClick(screen.ui.filters.chips["looked"], Qt.MouseButton.LeftButton)
    assert not screen.lines.isVisible()
    QTest.mouseClick(screen.ui.filters.chips[""], Qt.MouseButton.LeftButton)
    assert screen.lines.isVisible()


def test_every_control_has_a_name(screen: WhoLookedScreen) -> None:
    assert unnamed_controls(screen) == []
