"""The window: its keys, its side panel, and the way back to where one was."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NoReturn

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ontrack_desktop.domain.drafts import Draft
from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.domain.people import Person, Pupil
from ontrack_desktop.services import drafts
from ontrack_desktop.services.workspace import Workspace
from ontrack_desktop.system.left_off import LeftOff
from ontrack_desktop.ui.frame import SMALLEST
from ontrack_desktop.ui.pages import PAGES, SECTIONS
from ontrack_desktop.ui.screens.note import NoteScreen
from ontrack_desktop.ui.screens.pupil import PupilScreen
from ontrack_desktop.ui.screens.record_form import RecordFormScreen
from ontrack_desktop.ui.shell import PAGES as RAIL
from ontrack_desktop.ui.theme import apply_theme, load_theme
from ontrack_desktop.ui.window import Window
from ontrack_desktop.viewmodels.desk import Desk
from ontrack_desktop.viewmodels.form_opening import open_form
from ontrack_desktop.viewmodels.record_form import RecordForm
from ontrack_desktop.viewmodels.record_forms import PERSON, PUPIL
from tests import factories

CTRL = Qt.KeyboardModifier.ControlModifier
TEXT = "Met at the door by Gran."


def no_settings() -> NoReturn:
    raise AssertionError("these tests do not look at the settings")


@pytest.fixture
def window(desk: Desk, qtbot: QtBot, qapp: QApplication) -> Window:
    apply_theme(qapp, load_theme("light"))
    return shown(Window(desk, no_settings), qtbot)


def shown(window: Window, qtbot: QtBot) -> Window:
    qtbot.addWidget(window)
    window.resize(1280, 720)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window


def press(window: Window, key: Qt.Key, modifier: Qt.KeyboardModifier = CTRL) -> None:
    """As the window system sends it: to whatever has the keyboard."""
    QTest.keyClick(window.windowHandle(), key, modifier)


def is_on(window: Window, page: str) -> bool:
    return window.shell.current_page() == page


def composer(window: Window) -> NoteScreen:
    panel = window._panel
    assert isinstance(panel, NoteScreen)
    return panel


def write_note(window: Window, pupil: Pupil, text: str = TEXT) -> NoteScreen:
    """Begin a note beside the pupil's page, from the keyboard."""
    window.show_pupil(pupil.id, "journal")
    press(window, Qt.Key.Key_N)
    panel = composer(window)
    QTest.keyClicks(panel.ui.text, text)
    return panel


def test_it_begins_with_today_and_numbers_lead_to_the_other_pages(
    window: Window, pupil: Pupil, qtbot: QtBot
) -> None:
    assert window.shell.current_page() == "today"
    numbered = [name for name in RAIL if name in PAGES]
    for page in ("pupils", "directory"):
        press(window, Qt.Key(Qt.Key.Key_1 + numbered.index(page)))
        qtbot.waitUntil(partial(is_on, window, page))


def test_every_section_of_a_pupil_can_be_opened(window: Window, pupil: Pupil) -> None:
    for name, _title, _maker in SECTIONS:
        window.show_pupil(pupil.id, name)
        page = window._made["pupil"]
        assert isinstance(page, PupilScreen)
        assert page.current_section() == name
    assert window.shell.current_page() == "pupil"


def test_ctrl_n_writes_about_the_pupil_whose_page_is_open(window: Window, pupil: Pupil, qtbot: QtBot) -> None:
    panel = write_note(window, pupil)
    assert panel.model.values["pupil_ids"] == [str(pupil.id)]
    assert panel.model.values["text"] == TEXT
    assert panel.isVisible()


def test_ctrl_n_again_uses_an_untouched_note_and_never_throws_a_begun_one_away(
    window: Window, pupil: Pupil, workspace: Workspace
) -> None:
    press(window, Qt.Key.Key_N)
    untouched = composer(window)
    press(window, Qt.Key.Key_N)
    assert composer(window) is untouched
    begun = write_note(window, pupil)
    press(window, Qt.Key.Key_N)
    assert composer(window) is not begun
    kept = workspace.query(drafts.mine)
    assert [draft.state["text"] for draft in kept] == [TEXT]


def test_escape_puts_the_panel_away_and_keeps_what_was_typed(
    window: Window, pupil: Pupil, workspace: Workspace, qtbot: QtBot
) -> None:
    panel = write_note(window, pupil)
    press(window, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    assert window._panel is None
    draft = workspace.query(drafts.mine)[0]
    assert (draft.id, draft.state["text"]) == (panel.model.record_id, TEXT)
    window.navigator.draft_wanted.emit(draft.id)
    assert composer(window).ui.text.toPlainText() == TEXT


def test_what_is_asked_to_be_changed_again_goes_on_where_it_was_left(
    window: Window, desk: Desk, pupil: Pupil, workspace: Workspace
) -> None:
    for typed in ("Kind to ", "the small ones."):
        open_form(desk, PUPIL, window.navigator.form_wanted.emit, owner=window, pupil_id=pupil.id, record=pupil)
        panel = window._panel
        assert isinstance(panel, RecordFormScreen)
        QTest.keyClicks(panel.boxes["strengths"], typed)
        press(window, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    kept = str(workspace.query(drafts.mine)[0].state["strengths"])
    assert "Kind to " in kept
    assert "the small ones." in kept


def test_a_declared_form_is_shown_beside_the_page_and_its_draft_opens_again(
    window: Window, desk: Desk, pupil: Pupil, workspace: Workspace
) -> None:
    form = RecordForm(desk, PERSON, given={"pupil_ids": (pupil.id,)}, pupil_id=pupil.id)
    window.navigator.form_wanted.emit(form)
    panel = window._panel
    assert isinstance(panel, RecordFormScreen)
    QTest.keyClicks(panel.boxes["name"], "Jo Zephyrhart")
    window.close_panel()
    window.navigator.draft_wanted.emit(workspace.query(drafts.mine)[0].id)
    again = window._panel
    assert isinstance(again, RecordFormScreen)
    assert again.model.values["name"] == "Jo Zephyrhart"
    again.model.put("relationship", "Mother")
    assert again.model.save()
    assert window._panel is None
    assert [person.name for person in workspace.query(lambda read: read.find(Person))] == ["Jo Zephyrhart"]


def test_a_draft_that_is_gone_is_said_and_nothing_else_happens(window: Window) -> None:
    window.navigator.draft_wanted.emit(factories.an_id())
    assert "not there any more" in window.told_bar.words.text()
    assert window.told_bar.isVisible()


def test_ctrl_k_opens_the_palette_and_escape_gives_the_keyboard_back(
    window: Window, pupil: Pupil, qtbot: QtBot
) -> None:
    panel = write_note(window, pupil)
    press(window, Qt.Key.Key_K)
    assert window.finder.isVisible()
    QTest.keyClick(window.finder.ui.query, Qt.Key.Key_Escape)
    assert not window.finder.isVisible()
    assert window._panel is panel
    qtbot.waitUntil(panel.ui.text.hasFocus)


def test_f9_covers_everything_while_typing_goes_on(window: Window, pupil: Pupil) -> None:
    panel = write_note(window, pupil)
    press(window, Qt.Key.Key_F9, Qt.KeyboardModifier.NoModifier)
    assert window.shell.is_blank()
    typed_into = window.focusWidget()
    assert typed_into is not None
    QTest.keyClicks(typed_into, " He is well.")
    assert panel.model.values["text"] == f"{TEXT} He is well."
    press(window, Qt.Key.Key_F9, Qt.KeyboardModifier.NoModifier)
    assert not window.shell.is_blank()


def test_ctrl_l_asks_to_be_locked_from_wherever_the_keyboard_is(window: Window, pupil: Pupil, qtbot: QtBot) -> None:
    write_note(window, pupil)
    with qtbot.waitSignal(window.lock_wanted):
        press(window, Qt.Key.Key_L)


def test_the_title_of_the_window_and_what_is_handed_over_hold_no_name(window: Window, pupil: Pupil) -> None:
    write_note(window, pupil)
    handed = repr(window.left_off("asked", ""))
    for secret in (pupil.name, pupil.legal_surname, TEXT):
        assert secret not in window.windowTitle() + handed


def test_the_same_screen_note_and_caret_come_back_in_a_new_window(
    window: Window, desk: Desk, pupil: Pupil, qtbot: QtBot
) -> None:
    panel = write_note(window, pupil)
    for _ in range(4):
        QTest.keyClick(panel.ui.text, Qt.Key.Key_Left)
    panel.model.keep_now()
    left_off = window.left_off("asked", "")
    assert (left_off.page, left_off.section, left_off.draft_noun) == ("pupil", "journal", "note")
    window.close()
    second = shown(Window(desk, no_settings), qtbot)
    second.go_back_to(left_off)
    page = second._made["pupil"]
    assert isinstance(page, PupilScreen)
    assert (page.model.pupil_id, page.current_section()) == (pupil.id, "journal")
    text = composer(second).ui.text
    assert (text.toPlainText(), text.textCursor().position()) == (TEXT, len(TEXT) - 4)
    qtbot.waitUntil(text.hasFocus)


def test_a_half_written_plan_is_told_of_by_its_noun(window: Window, pupil: Pupil) -> None:
    window.show_pupil(pupil.id, "plans")
    page = window._made["pupil"]
    assert isinstance(page, PupilScreen)
    plan = page.section("plans").model  # type: ignore[attr-defined]
    plan.start_from("")
    plan.form.put("safe_place", "The music room")
    found = window.left_off("idle", "")
    assert (found.draft_noun, found.draft_id, found.section) == ("time-in plan", "", "plans")
    assert any(form is plan.form for form in window.forms())


@pytest.mark.parametrize(
    ("form", "section"),
    [("time_in_plan", "plans"), ("advocacy_step", "advocacy"), ("attendance_marks", "school_life"),
     ("grouping", "measures")],
)  # fmt: skip
def test_a_draft_that_is_written_on_the_pupils_page_leads_to_its_section(
    window: Window, pupil: Pupil, workspace: Workspace, form: str, section: str
) -> None:
    draft = Draft(id=factories.an_id(), form=form, title="Half written", pupil_id=pupil.id, state={})
    workspace.change(lambda work: drafts.keep(work, draft=draft))
    window.navigator.draft_wanted.emit(draft.id)
    page = window._made["pupil"]
    assert isinstance(page, PupilScreen)
    assert (page.model.pupil_id, page.current_section()) == (pupil.id, section)
    assert window._panel is None


def test_half_written_marks_are_told_of_on_the_lock_screen_and_come_back(
    window: Window, desk: Desk, pupil: Pupil, qtbot: QtBot
) -> None:
    window.show_pupil(pupil.id, "school_life")
    page = window._made["pupil"]
    assert isinstance(page, PupilScreen)
    marks = page.section("school_life").model.marks  # type: ignore[attr-defined]
    marks.put("marks", "//I")
    left_off = window.left_off("idle", "")
    assert (left_off.draft_noun, left_off.section) == ("attendance", "school_life")
    marks.keep_now()
    window.close()
    second = shown(Window(desk, no_settings), qtbot)
    second.go_back_to(left_off)
    page = second._made["pupil"]
    assert isinstance(page, PupilScreen)
    assert page.section("school_life").model.marks.values["marks"] == "//I"  # type: ignore[attr-defined]


@pytest.mark.parametrize("left_off", [LeftOff(), LeftOff(page="nowhere"), LeftOff(page="pupil")])
def test_with_nothing_to_go_back_to_it_begins_with_today(window: Window, left_off: LeftOff) -> None:
    window.go_back_to(left_off)
    assert window.shell.current_page() == "today"


def test_a_note_that_was_saved_elsewhere_meanwhile_is_no_fault(window: Window) -> None:
    window.go_back_to(LeftOff(page="pupils", draft_id=str(factories.an_id())))
    assert window.shell.current_page() == "pupils"
    assert "not there any more" in window.told_bar.words.text()


def test_the_rail_counts_the_pupils(window: Window, pupil: Pupil, keep: Callable[..., None]) -> None:
    keep(factories.a_pupil())
    window.model.count()
    assert window.shell._buttons["pupils"].accessibleName() == "Pupils, 2"


def test_what_was_not_saved_is_said_where_no_button_is_covered(window: Window, pupil: Pupil, qtbot: QtBot) -> None:
    panel = write_note(window, pupil)
    panel.model.refused.emit(OnTrackError("This was not saved: the disk is full.", "Empty the bin, then try again."))
    bar = window.told_bar.geometry()
    assert bar.left() >= window.shell.rail.width()
    assert bar.right() < panel.mapTo(window, QPoint()).x()


def test_at_the_smallest_size_a_note_stands_alone_and_gives_way_to_a_page_that_is_asked_for(
    window: Window, pupil: Pupil
) -> None:
    window.resize(SMALLEST)
    QApplication.processEvents()
    assert window.size() == SMALLEST, "something in the window needs more room than there is"
    panel = write_note(window, pupil)
    panel_id = panel.model.record_id
    QApplication.processEvents()
    inside = window.rect()
    for button in (panel.ui.save_button, panel.ui.later_button, *window.shell._buttons.values()):
        assert button.isVisible()
        assert inside.contains(button.mapTo(window, button.rect().bottomRight()))
    assert not window.shell.stack.isVisible()
    QTest.mouseClick(window.shell._buttons["pupils"], Qt.MouseButton.LeftButton)
    assert is_on(window, "pupils")
    assert window.shell.stack.isVisible()
    press(window, Qt.Key.Key_1)
    window.model.carry_on(panel_id)
    assert composer(window).ui.text.toPlainText() == TEXT


def test_a_wider_window_shows_the_page_beside_the_note_again(window: Window, pupil: Pupil) -> None:
    window.resize(640, 360)
    panel = write_note(window, pupil)
    assert not window.shell.stack.isVisible()
    window.resize(1280, 720)
    QApplication.processEvents()
    assert window.shell.stack.isVisible()
    assert panel.width() == 424
    assert panel.ui.text.toPlainText() == TEXT
