"""Who is around a pupil, under real clicks: a safe address stays hidden, people are amended and leave with a reason."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.domain.people import Pupil
from ontrack_desktop.domain.validation import amended
from ontrack_desktop.services import drafts
from ontrack_desktop.services.workspace import Workspace
from ontrack_desktop.store.unit_of_work import UnitOfWork
from ontrack_desktop.ui.navigator import Navigator
from ontrack_desktop.ui.screens.people_agencies import PeopleAgenciesScreen
from ontrack_desktop.ui.widgets.person_row import PersonRow
from ontrack_desktop.ui.widgets.reason_dialog import ReasonDialog
from ontrack_desktop.viewmodels.desk import Desk
from ontrack_desktop.viewmodels.people_agencies import PeopleAgenciesModel
from tests.hands import said
from tests.rosie import Rosie, sibling_of
from tests.ui.named import unnamed_controls


@pytest.fixture
def screen(desk: Desk, show_section: Callable[[PeopleAgenciesScreen], PeopleAgenciesScreen]) -> PeopleAgenciesScreen:
    return show_section(PeopleAgenciesScreen(PeopleAgenciesModel(desk), Navigator()))


def rows(screen: PeopleAgenciesScreen) -> dict[str, PersonRow]:
    """The people on the screen by the beginning of what a screen reader says of them."""
    QApplication.processEvents()
    found = [row for row in screen.findChildren(PersonRow) if row.isVisible()]
    return {row.accessibleName().split(",")[0]: row for row in found}


def press_act(row: PersonRow) -> None:
    menu = row.more.menu()
    menu.popup(row.mapToGlobal(row.rect().center()))
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(menu.actions()[0]).center())


def test_everybody_is_on_the_page(screen: PeopleAgenciesScreen) -> None:
    assert list(rows(screen)) == [
        "Mum", "Gran", "Dad", "Dee Marlow", "Ms Bright", "Tom King", "Dr Rao", "CAMHS", "SEN team",
    ]
    assert unnamed_controls(screen) == []


def test_a_safe_address_shows_only_when_asked_for_and_hides_again(
    screen: PeopleAgenciesScreen, workspace: Workspace, rosie: Rosie, keep: Callable[..., None]
) -> None:
    keep(amended(workspace.query(lambda r: r.get(Pupil, rosie.pupil.id)), safe_address=True))
    screen.model.reload()
    assert "Example Lane" not in "\n".join(said(screen))
    assert "blue gate" not in "\n".join(said(screen))
    button = next(b for b in screen.findChildren(QPushButton) if b.text() == "&Show the address")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert "Example Lane" in "\n".join(said(screen))
    screen.hide()
    screen.show()
    assert "Example Lane" not in "\n".join(said(screen))


def test_the_pencil_opens_the_form_of_that_person(screen: PeopleAgenciesScreen, rosie: Rosie, qtbot: QtBot) -> None:
    with qtbot.waitSignal(screen.navigator.form_wanted) as asked:
        QTest.mouseClick(rows(screen)["Gran"].amend, Qt.MouseButton.LeftButton)
    assert asked.args[0].record_id == rosie.gran.id
    with qtbot.waitSignal(screen.navigator.form_wanted) as asked:
        QTest.mouseClick(screen.home_button, Qt.MouseButton.LeftButton)
    assert asked.args[0].record_id == rosie.home.id


def test_ending_moves_an_agency_down_to_those_who_were_there_before(screen: PeopleAgenciesScreen) -> None:
    press_act(rows(screen)["CAMHS"])
    assert [line.name for line in screen.model.ended()] == ["CAMHS", "SEN team"]
    assert list(rows(screen))[-2:] == ["CAMHS", "SEN team"]


def test_somebody_leaves_the_family_with_a_reason(screen: PeopleAgenciesScreen) -> None:
    press_act(rows(screen)["Gran"])
    dialog = screen.findChild(ReasonDialog)
    assert dialog is not None
    QTest.keyClicks(dialog.edit, "Written down twice")
    QTest.keyClick(dialog.edit, Qt.Key.Key_Return)
    assert "Gran" not in rows(screen)


def ask_why(screen: PeopleAgenciesScreen) -> ReasonDialog:
    """The dialog that asks why Gran is removed."""
    press_act(rows(screen)["Gran"])
    return next(dialog for dialog in screen.findChildren(ReasonDialog) if dialog.isVisible())


def test_a_reason_half_typed_when_the_program_locks_is_there_the_next_time(
    screen: PeopleAgenciesScreen, workspace: Workspace
) -> None:
    dialog = ask_why(screen)
    QTest.keyClicks(dialog.edit, "Written down")
    dialog.close()  # as before a lock
    (draft,) = workspace.query(drafts.mine)
    assert (draft.title, draft.state) == ("Remove Gran?", {"reason": "Written down"})
    dialog = ask_why(screen)
    QTest.keyClick(dialog.edit, Qt.Key.Key_End)
    QTest.keyClicks(dialog.edit, " twice")
    QTest.keyClick(dialog.edit, Qt.Key.Key_Return)
    assert "Gran" not in rows(screen)
    assert workspace.query(drafts.mine) == []


def test_who_thinks_again_throws_the_reason_away(screen: PeopleAgenciesScreen, workspace: Workspace) -> None:
    dialog = ask_why(screen)
    QTest.keyClicks(dialog.edit, "Written down")
    dialog.form.keep_now()
    assert len(workspace.query(drafts.mine)) == 1
    QTest.keyClick(dialog.edit, Qt.Key.Key_Escape)
    assert workspace.query(drafts.mine) == []
    assert ask_why(screen).edit.text() == ""


def test_a_removal_that_the_disk_refuses_stays_open_with_its_reason(
    screen: PeopleAgenciesScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        raise OnTrackError("This was not saved: the disk is full.", "Empty the bin.")

    dialog = ask_why(screen)
    QTest.keyClicks(dialog.edit, "Written down twice")
    with monkeypatch.context() as disk:
        disk.setattr(UnitOfWork, "remove", full)
        QTest.keyClick(dialog.edit, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert (dialog.edit.text(), dialog.edit.isEnabled()) == ("Written down twice", True)
    assert dialog.field.error.text().startswith("This was not saved")


def test_an_empty_page_says_what_goes_here(screen: PeopleAgenciesScreen, pupil: Pupil) -> None:
    screen.model.show_pupil(pupil.id)
    assert rows(screen) == {}
    assert "Where visits go" in "\n".join(said(screen))
    assert screen.home_button.accessibleName() == "Write down the home"


def test_one_click_takes_over_a_sisters_mother(
    screen: PeopleAgenciesScreen, rosie: Rosie, keep: Callable[..., None]
) -> None:
    ben = sibling_of(rosie)
    keep(ben)
    screen.model.show_pupil(ben.id)
    name = "Add Mum to the family of Ben"
    add = next(b for b in screen.findChildren(QPushButton) if b.accessibleName() == name)
    QTest.mouseClick(add, Qt.MouseButton.LeftButton)
    assert list(rows(screen)) == ["Mum"]
