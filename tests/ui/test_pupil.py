"""A pupil's page under real keys and clicks: head, sections made when they are looked at, and its menu."""

from __future__ import annotations

from uuid import UUID

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ontrack_desktop.domain.people import Pupil
from ontrack_desktop.domain.validation import amended
from ontrack_desktop.services.workspace import Workspace
from ontrack_desktop.ui.navigator import Navigator
from ontrack_desktop.ui.screens.pupil import PupilScreen
from ontrack_desktop.ui.widgets.chip import Chip, ChipButton
from ontrack_desktop.ui.widgets.reason_dialog import ReasonDialog
from ontrack_desktop.viewmodels.desk import Desk
from ontrack_desktop.viewmodels.pupil import PupilModel
from tests.caseload import Keep
from tests.hands import stand
from tests.rosie import Rosie
from tests.ui.named import unnamed_controls

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
)

class SectionModel(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.shown: list[UUID] = []

    def show_pupil(self, pupil_id: UUID) -> None:
        self.shown.append(pupil_id)


class Section(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.model = SectionModel()
        self.line = QLineEdit()
        QVBoxLayout(self).addWidget(self.line)


@pytest.fixture
def screen(desk: Desk, qtbot: QtBot) -> PupilScreen:
    made = PupilScreen(PupilModel(desk), Navigator())
    for name, title in (("overview", "Overview"), ("journal", "Journal"), ("people", "People")):
        made.add_section(name, title, Section)
    return stand(qtbot, made, 1040, 700)


def asked_for(screen: PupilScreen, name: str) -> list[UUID]:
    section = screen.section(name)
    assert isinstance(section, Section)
    return section.model.shown


def press_in_menu(screen: PupilScreen, words: str) -> None:
    """Open the menu with the mouse and press the entry that begins so."""
    menu = screen.ui.more_button.menu()
    entry = next(action for action in menu.actions() if action.text().replace("&", "").startswith(words))
    menu.popup(screen.mapToGlobal(screen.rect().center()))
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(entry).center())


def test_the_head_shows_name_facts_and_alerts(screen: PupilScreen, rosie: Rosie) -> None:
    screen.show_pupil(rosie.pupil.id)
    said = [chip.accessibleName() for chip in screen.findChildren(Chip) if chip.isVisible()]
    assert said == ["Quiet rooms help"]
    assert screen.ui.strengths.text().startswith("Patient with animals")
    assert screen.ui.sections.accessibleTabName(1) == "Journal, 12"


def test_worker_safety_is_one_chip_that_leads_to_the_home(
    screen: PupilScreen, rosie: Rosie
) -> None:
    screen.show_pupil(rosie.pupil.id)
    (chip,) = [each for each in screen.findChildren(ChipButton) if each.accessibleName() == "Worker safety"]
    assert chip.accessibleDescription() == "Dog at home"
    chip.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(chip, Qt.Key.Key_Tab)
    assert screen.ui.pack_button.hasFocus(), "Tab goes along the head, then to the sections"
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert screen.current_section() == "people"


def test_alerts_without_room_stand_behind_a_number_and_the_head_stays_one_line(
    screen: PupilScreen, rosie: Rosie, keep: Keep, qtbot: QtBot
) -> None:
    screen.show_pupil(rosie.pupil.id)
    high = screen.ui.sections.y()
    alerts = ("Quiet rooms help", "Asthma: the blue inhaler is in the front pocket of the bag", "Swims", "No lifts")
    keep(amended(screen.model.head.pupil, alerts=alerts))  # type: ignore[union-attr]
    screen.model.reload()
    for width in (1040, 620):
        screen.resize(width, 700)
        QTest.qWait(0)
        line = screen.ui.chips
        chips = [chip for chip in line.children() if isinstance(chip, Chip | ChipButton) and chip is not line.more]
        shown = [chip for chip in chips if chip.isVisible()]
        hidden = ("Worker safety", *alerts)[len(shown):]
        assert line.more.words[2] == f"+{len(hidden)}"
        assert all(words in line.more.accessibleDescription() for words in hidden)
        assert all(chip.geometry().right() < line.more.x() < line.width() for chip in shown)
        assert screen.ui.sections.y() == high
    with qtbot.waitSignal(screen.navigator.form_wanted):
        QTest.mouseClick(screen.ui.chips.more, Qt.MouseButton.LeftButton)


def test_a_section_is_made_when_it_is_first_looked_at(screen: PupilScreen, rosie: Rosie) -> None:
    screen.show_pupil(rosie.pupil.id)
    assert screen.ui.stack.count() == 1
    place = screen.ui.sections.tabRect(1).center()
    QTest.mouseClick(screen.ui.sections, Qt.MouseButton.LeftButton, pos=place)
    assert (screen.current_section(), screen.ui.stack.count()) == ("journal", 2)
    assert asked_for(screen, "journal") == [rosie.pupil.id]


def test_keys_go_from_section_to_section_also_out_of_a_field(screen: PupilScreen, rosie: Rosie) -> None:
    screen.show_pupil(rosie.pupil.id, "journal")
    journal = screen.section("journal")
    assert isinstance(journal, Section)
    journal.line.setFocus()
    QTest.keyClick(journal.line, Qt.Key.Key_Tab, CTRL)
    assert screen.current_section() == "people"
    QTest.keyClick(screen, Qt.Key.Key_Tab, CTRL)
    assert screen.current_section() == "overview"
    QTest.keyClick(screen, Qt.Key.Key_Backtab, CTRL | SHIFT)
    assert screen.current_section() == "people"
    QTest.keyClick(screen, Qt.Key.Key_2, ALT)
    assert screen.current_section() == "journal"
    QTest.keyClick(screen, Qt.Key.Key_9, ALT)
    assert screen.current_section() == "journal"


def test_another_pupil_is_shown_in_each_section_when_it_is_looked_at(
    screen: PupilScreen, rosie: Rosie, pupil: Pupil
) -> None:
    screen.show_pupil(rosie.pupil.id, "journal")
    screen.show_pupil(pupil.id, "overview")
    assert asked_for(screen, "journal") == [rosie.pupil.id]
    QTest.keyClick(screen, Qt.Key.Key_2, ALT)
    assert asked_for(screen, "journal") == [rosie.pupil.id, pupil.id]


def test_the_same_pupil_again_stays_at_the_same_section(screen: PupilScreen, rosie: Rosie) -> None:
    screen.show_pupil(rosie.pupil.id, "journal")
    screen.show_pupil(rosie.pupil.id)
    assert screen.current_section() == "journal"


def test_every_control_of_the_head_has_a_name(screen: PupilScreen, rosie: Rosie) -> None:
    screen.show_pupil(rosie.pupil.id)
    screen.section("overview").hide()
    assert unnamed_controls(screen) == []


def test_the_pack_is_that_of_the_next_meeting_or_of_a_new_one(
    screen: PupilScreen, rosie: Rosie, pupil: Pupil, qtbot: QtBot
) -> None:
    screen.show_pupil(rosie.pupil.id)
    with qtbot.waitSignal(screen.navigator.meeting_wanted) as asked:
        QTest.mouseClick(screen.ui.pack_button, Qt.MouseButton.LeftButton)
    assert asked.args == [rosie.meeting.id]
    screen.show_pupil(pupil.id)
    with qtbot.waitSignal(screen.navigator.new_meeting_wanted) as asked:
        QTest.keyClick(screen, Qt.Key.Key_P, ALT)
    assert asked.args == [pupil.id]


def test_the_menu_asks_for_the_visit_card(screen: PupilScreen, rosie: Rosie, qtbot: QtBot) -> None:
    screen.show_pupil(rosie.pupil.id)
    with qtbot.waitSignal(screen.visit_card_wanted) as asked:
        press_in_menu(screen, "Home-visit card")
    assert asked.args == [rosie.pupil.id]


def test_editing_opens_the_form_in_the_side_panel(screen: PupilScreen, rosie: Rosie, qtbot: QtBot) -> None:
    screen.show_pupil(rosie.pupil.id)
    with qtbot.waitSignal(screen.navigator.form_wanted) as asked:
        press_in_menu(screen, "Edit pupil")
    assert asked.args[0].values["known_as"] == "Rosie"


def test_removing_asks_why_and_goes_back_to_the_list(
    screen: PupilScreen, workspace: Workspace, pupil: Pupil, qtbot: QtBot
) -> None:
    screen.show_pupil(pupil.id)
    press_in_menu(screen, "Remove")
    dialog = screen.findChild(ReasonDialog)
    assert dialog is not None
    QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    assert dialog.field.error.text() == "Say why in a few words."
    assert workspace.query(lambda r: r.maybe(Pupil, pupil.id)) is not None
    QTest.keyClicks(dialog.edit, "Added twice")
    with qtbot.waitSignal(screen.navigator.page_wanted) as asked:
        QTest.keyClick(dialog.edit, Qt.Key.Key_Return)
    assert asked.args == ["pupils"]
    assert workspace.query(lambda r: r.maybe(Pupil, pupil.id)) is None
