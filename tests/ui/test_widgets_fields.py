"""Fields: named, explained, and kind about what is to be put right."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPixmap, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QButtonGroup, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ontrack_desktop.ui.widgets.answer_boxes import ChoiceBox
from ontrack_desktop.ui.widgets.chip import Chip, FilterChip
from ontrack_desktop.ui.widgets.date_field import DateField, DayField
from ontrack_desktop.ui.widgets.empty_state import EmptyState
from ontrack_desktop.ui.widgets.error_summary import ErrorSummary
from ontrack_desktop.ui.widgets.field import Field
from ontrack_desktop.ui.widgets.flow_layout import FlowLayout
from ontrack_desktop.ui.widgets.people_field import PeopleField, PersonItem
from ontrack_desktop.ui.widgets.progress_line import ProgressLine
from ontrack_desktop.ui.widgets.saved_label import SavedLabel
from ontrack_desktop.ui.widgets.section_bar import SectionBar
from tests.hands import stand

NOW = datetime(2026, 11, 3, 10, 42, tzinfo=UTC)
ROSIE, MUM = PersonItem("1", "Rosie", "primary"), PersonItem("2", "Mum", "voice")
OTHERS = [PersonItem("3", "Ms Bright"), PersonItem("4", "Mum of Leo", "voice"), PersonItem("5", "SEN team")]
W = TypeVar("W", bound=QWidget)


def shown(qtbot: QtBot, widget: W) -> W:
    stand(qtbot, widget, 420, 300)
    widget.setFocus()
    return widget


def test_a_field_names_its_editor_and_tells_its_error_to_a_screen_reader(qtbot: QtBot) -> None:
    field = shown(qtbot, Field("Known &as", QLineEdit(), help="The name that the pupil uses."))
    assert field.editor.accessibleName() == "Known as"
    assert field.label.buddy() is field.editor
    field.show_error("Write a name.")
    assert field.error.isVisible()
    assert field.editor.accessibleDescription() == "Write a name. The name that the pupil uses."
    field.clear_error()
    assert not field.error.isVisible()
    assert field.editor.accessibleDescription() == "The name that the pupil uses."


def test_the_labels_mnemonic_leads_to_the_field(qtbot: QtBot) -> None:
    window = QWidget()
    column = QVBoxLayout(window)
    first, second = Field("&First", QLineEdit()), Field("Known &as", QLineEdit())
    column.addWidget(first)
    column.addWidget(second)
    shown(qtbot, window)
    first.editor.setFocus()
    qtbot.waitUntil(first.editor.hasFocus)
    QTest.keyClick(window, Qt.Key.Key_A, Qt.KeyboardModifier.AltModifier)
    assert second.editor.hasFocus()


def test_the_summary_leads_to_the_field_with_enter(qtbot: QtBot) -> None:
    window = QWidget()
    column = QVBoxLayout(window)
    summary, name, upn = ErrorSummary(), QLineEdit(), QLineEdit()
    for widget in (summary, name, upn):
        column.addWidget(widget)
    shown(qtbot, window)
    assert not summary.isVisible()
    summary.show_problems([("Write a name.", name), ("The UPN is two figures short.", upn)])
    assert summary.accessibleName() == "There are 2 things to put right"
    link = QApplication.focusWidget()
    assert link is not None
    assert summary.isAncestorOf(link), "the keyboard goes to what is to be put right"
    QTest.keyClick(link, Qt.Key.Key_Tab)
    second = QApplication.focusWidget()
    assert second is not None
    QTest.keyClick(second, Qt.Key.Key_Space)
    assert upn.hasFocus()
    summary.show_problems([])
    assert not summary.isVisible()


@pytest.fixture
def when(qtbot: QtBot) -> DateField:
    field = DateField()
    field.set_clock(lambda: NOW)
    shown(qtbot, field)
    qtbot.waitUntil(field.hasFocus)
    return field


def test_a_typed_moment_is_said_back_in_words(when: DateField, qtbot: QtBot) -> None:
    QTest.keyClicks(when, "yesterday 2pm")
    with qtbot.waitSignal(when.changed) as told:
        QTest.keyClick(when, Qt.Key.Key_Return)
    assert told.args == [datetime(2026, 11, 2, 14, 0, tzinfo=UTC)]
    assert when.text() == "Yesterday, 14:00"
    assert when.toolTip() == "Monday 2 November 2026, 14:00"


def test_what_is_being_typed_already_counts(when: DateField) -> None:
    QTest.keyClicks(when, "4 Nov 9:00")
    assert when.value() == datetime(2026, 11, 4, 9, 0, tzinfo=UTC)


def test_what_means_no_date_stays_as_it_was_typed_with_an_example(when: DateField, qtbot: QtBot) -> None:
    QTest.keyClicks(when, "soonish")
    with qtbot.waitSignal(when.refused) as told:
        QTest.keyClick(when, Qt.Key.Key_Return)
    assert told.args[0].startswith("Write a date such as today 14:30")
    assert when.text() == "soonish"
    assert when.value() is None


def test_arrow_keys_move_by_a_day_and_keep_the_time(when: DateField) -> None:
    when.set_value(datetime(2026, 11, 3, 9, 0, tzinfo=UTC))
    QTest.keyClick(when, Qt.Key.Key_Down)
    assert when.text() == "Yesterday, 09:00"
    QTest.keyClick(when, Qt.Key.Key_Up)
    QTest.keyClick(when, Qt.Key.Key_Up)
    assert when.text() == "Tomorrow, 09:00"


def test_a_day_field_takes_a_day_alone(qtbot: QtBot) -> None:
    field = DayField()
    field.set_clock(lambda: NOW)
    shown(qtbot, field)
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClicks(field, "4/11")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.value() == date(2026, 11, 4)
    assert field.text() == "Tomorrow"


@pytest.fixture
def people(qtbot: QtBot) -> PeopleField:
    field = PeopleField()
    field.setAccessibleName("About and with")
    field.set_candidates([ROSIE, MUM, *OTHERS])
    shown(qtbot, field)
    qtbot.waitUntil(field.edit.hasFocus)
    return field


def test_a_person_is_found_by_typing_and_taken_with_enter(people: PeopleField, qtbot: QtBot) -> None:
    QTest.keyClicks(people.edit, "bri")
    with qtbot.waitSignal(people.picked_changed):
        QTest.keyClick(people.edit, Qt.Key.Key_Return)
    assert people.picked() == (PersonItem("3", "Ms Bright"),)
    assert people.edit.text() == ""


def test_a_suggestion_further_down_is_taken_with_the_arrow_keys(people: PeopleField, qtbot: QtBot) -> None:
    QTest.keyClicks(people.edit, "mum")
    popup = QApplication.activePopupWidget()
    assert popup is not None
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert [item.label for item in people.picked()] == ["Mum of Leo"]
    assert people.edit.text() == ""


def test_nobody_is_taken_twice(people: PeopleField) -> None:
    people.set_picked([ROSIE])
    QTest.keyClicks(people.edit, "rosie")
    QTest.keyClick(people.edit, Qt.Key.Key_Return)
    assert people.picked() == (ROSIE,)


def test_backspace_in_the_empty_line_takes_the_last_one_away(people: PeopleField, qtbot: QtBot) -> None:
    people.set_picked([ROSIE, MUM])
    with qtbot.waitSignal(people.picked_changed):
        QTest.keyClick(people.edit, Qt.Key.Key_Backspace)
    assert people.picked() == (ROSIE,)


def test_left_goes_to_the_chip_and_delete_takes_it_away(people: PeopleField) -> None:
    people.set_picked([ROSIE, MUM])
    QTest.keyClick(people.edit, Qt.Key.Key_Left)
    chip = QApplication.focusWidget()
    assert chip is not None
    assert chip.accessibleName() == "Remove Mum"
    QTest.keyClick(chip, Qt.Key.Key_Delete)
    assert people.picked() == (ROSIE,)
    assert people.edit.hasFocus()


def test_an_offered_person_is_taken_with_one_click(people: PeopleField) -> None:
    people.set_picked([ROSIE])
    people.set_offered([ROSIE, MUM])
    offered = [c for c in people.findChildren(QWidget) if c.accessibleName() == "Add Mum" and c.isVisible()]
    assert len(offered) == 1, "who is in the box is not offered"
    QTest.mouseClick(offered[0], Qt.MouseButton.LeftButton)
    assert people.picked() == (ROSIE, MUM)


def test_many_people_wrap_and_the_box_grows(people: PeopleField) -> None:
    one_line = people.heightForWidth(420)
    people.set_picked([PersonItem(str(n), f"Person {n}") for n in range(20)])
    assert people.heightForWidth(420) > one_line * 3


def test_of_several_kinds_one_holds_and_space_chooses(qtbot: QtBot) -> None:
    window = QWidget()
    flow = FlowLayout(window)
    group = QButtonGroup(window)
    chips = [FilterChip(text=words, icon="house") for words in ("Home visit", "Call", "Advocacy")]
    for chip in chips:
        group.addButton(chip)
        flow.addWidget(chip)
    shown(qtbot, window)
    chips[0].setChecked(True)
    chips[1].setFocus()
    QTest.keyClick(chips[1], Qt.Key.Key_Space)
    assert [chip.isChecked() for chip in chips] == [False, True, False]
    assert all(chip.height() >= 32 for chip in chips), "smaller than a finger"


def test_a_flow_wraps_at_the_width_it_has(qtbot: QtBot) -> None:
    window = QWidget()
    flow = FlowLayout(window, spacing=8)
    for words in ("Mine", "Meeting in 10 days", "Not seen for 3 weeks", "Something late"):
        flow.addWidget(Chip(text=words))
    qtbot.addWidget(window)
    assert flow.heightForWidth(2000) == 24
    assert flow.heightForWidth(150) == 24 * 4 + 8 * 3


def test_saving_says_what_is_kept_and_what_is_not(qtbot: QtBot) -> None:
    label = SavedLabel()
    qtbot.addWidget(label)
    label.show_kept("10:42")
    assert label.accessibleName() == "Kept as you type, 10:42"
    label.show_unsaved()
    assert label.text() == "Not saved yet"
    label.show_failed("The disk is full. Free some space and press Save again.")
    assert label.text() == "Not saved. The disk is full. Free some space and press Save again."


def test_progress_is_shown_only_for_work_that_lasts_and_can_be_stopped(qtbot: QtBot) -> None:
    window = QWidget()
    column = QHBoxLayout(window)
    line = ProgressLine()
    column.addWidget(line)
    shown(qtbot, window)
    line.begin("Making 5 copies")
    line.end()
    line.begin("Making 5 copies")
    assert not line.isVisible()
    qtbot.waitUntil(line.isVisible, timeout=2_000)
    with qtbot.waitSignal(line.cancelled):
        QTest.mouseClick(line.cancel, Qt.MouseButton.LeftButton)
    line.end()
    assert not line.isVisible()


def test_an_empty_place_offers_the_first_step(qtbot: QtBot) -> None:
    empty = shown(qtbot, EmptyState(sentence="Visits and calls stand here.", action="Write the first note"))
    with qtbot.waitSignal(empty.pressed):
        QTest.mouseClick(empty.button, Qt.MouseButton.LeftButton)
    empty.set_words("Nothing is late.")
    assert not empty.button.isVisible()


def test_sections_are_changed_with_arrow_keys_and_their_counts_are_said(qtbot: QtBot) -> None:
    bar = SectionBar()
    bar.set_sections([("overview", "Overview"), ("journal", "Journal"), ("people", "People & agencies")])
    bar.set_count("journal", 84)
    shown(qtbot, bar)
    with qtbot.waitSignal(bar.section_wanted) as told:
        QTest.keyClick(bar, Qt.Key.Key_Right)
    assert told.args == ["journal"]
    assert bar.current_section() == "journal"
    assert bar.accessibleTabName(1) == "Journal, 84"


def test_what_is_typed_into_a_long_list_takes_the_place_of_what_was_chosen(qtbot: QtBot) -> None:
    holder = QWidget()
    column = QVBoxLayout(holder)
    box = ChoiceBox([(f"id{n}", f"Person {n:02}") for n in range(40)], nothing="None")
    column.addWidget(QLineEdit())
    column.addWidget(box)
    qtbot.addWidget(holder)
    with qtbot.waitActive(holder):
        holder.show()
        holder.activateWindow()
    edit = box.lineEdit()
    assert edit is not None
    QTest.mouseClick(edit, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    with qtbot.waitSignal(box.typed, check_params_cb=lambda value: value == "id7"):
        QTest.keyClicks(edit, "Person 07")


def test_a_word_that_no_suggestion_holds_any_more_is_typed_to_its_end(qtbot: QtBot) -> None:
    box = shown(qtbot, ChoiceBox([(f"id{n}", f"Person {n:02}") for n in range(40)], nothing="None"))
    QApplication.processEvents()
    for letter in "Pernilla":
        QTest.keyClicks(QApplication.activePopupWidget() or box, letter)
        QApplication.processEvents()
    assert box.currentText() == "Pernilla"


def test_suggestions_can_be_read_where_nothing_lies_behind_them(qtbot: QtBot) -> None:
    box = shown(qtbot, ChoiceBox([(f"id{n}", f"Person {n:02}") for n in range(40)], nothing="None"))
    QApplication.processEvents()
    QTest.keyClicks(box, "P")
    popup = QApplication.activePopupWidget()
    assert popup is not None
    seen = QPixmap(popup.size())
    seen.fill(Qt.GlobalColor.black)
    popup.render(seen, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
    assert seen.toImage().pixelColor(seen.width() // 2, 3).lightness() > 200
    popup.close()
