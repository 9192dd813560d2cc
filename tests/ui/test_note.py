"""The composer with real keys and clicks: what is typed, marked, ticked and put right, by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ontrack_desktop.domain.agencies import Agency, Professional
from ontrack_desktop.domain.choices import AgencySector, NoteKind, QuoteConsent
from ontrack_desktop.domain.people import Household, Person, Pupil
from ontrack_desktop.services import drafts, notes
from ontrack_desktop.services.notes import JournalEntry
from ontrack_desktop.services.workspace import Workspace
from ontrack_desktop.ui.navigator import Navigator
from ontrack_desktop.ui.screens.note import NoteScreen
from ontrack_desktop.viewmodels.desk import Desk
from ontrack_desktop.viewmodels.note import NoteModel
from tests.conftest import Clock
from tests.factories import NOW, TODAY, a_note, a_person, a_pupil, an_id
from tests.hands import click, stand, write

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Show = Callable[..., NoteScreen]
Keep = Callable[..., None]


@pytest.fixture
def rosie(keep: Keep) -> Pupil:
    home = Household(id=an_id(), address="12 Example Lane")
    made = a_pupil(known_as="Rosie", household_id=home.id, pronouns="she/her")
    keep(home, made, a_pupil(known_as="Ben", household_id=home.id))
    return made


@pytest.fixture
def mum(keep: Keep, rosie: Pupil) -> Person:
    made = a_person(rosie)
    keep(made)
    return made


@pytest.fixture
def show(qtbot: QtBot, desk: Desk) -> Show:
    def make(*pupils: Pupil, kind: str = "", model: NoteModel | None = None) -> NoteScreen:
        if model is None:
            model = NoteModel(desk)
            model.begin([pupil.id for pupil in pupils], kind)
        screen = NoteScreen(model, Navigator())
        return stand(qtbot, screen, 424, 640)

    return make


def press(screen: NoteScreen, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or screen, key, modifier)


def paste(screen: NoteScreen, text: str) -> None:
    """Put text into the box by the clipboard: QTest cannot type an emoji."""
    QApplication.clipboard().setText(text)
    press(screen, Qt.Key.Key_V, CTRL)


def in_sight(widget: QWidget) -> bool:
    """Whether the whole of it can be seen."""
    return widget.visibleRegion().boundingRect() == widget.rect()


def saved(workspace: Workspace, screen: NoteScreen) -> JournalEntry:
    return workspace.query(lambda read: notes.entry(read, note_id=screen.model.record_id))


def test_the_keyboard_is_in_the_text_and_ctrl_enter_saves(
    show: Show, workspace: Workspace, rosie: Pupil, mum: Person
) -> None:
    screen = show(rosie)
    told: list[Any] = []
    screen.navigator.told.connect(lambda *said: told.append(said))
    closed: list[Any] = []
    screen.closed.connect(lambda: closed.append(True))
    assert screen.ui.text.hasFocus()
    write("She came down.\nWe had tea.")
    press(screen, Qt.Key.Key_Return, CTRL)
    entry = saved(workspace, screen)
    assert (entry.note.text, entry.note.place) == ("She came down.\nWe had tea.", "Home")
    assert entry.with_whom == ("Mum",)
    assert (told, closed) == ([("Note saved", "good")], [True])


def test_words_are_marked_by_one_key_and_what_is_typed_after_them_is_not_theirs(
    show: Show, workspace: Workspace, rosie: Pupil
) -> None:
    screen = show(rosie)
    assert screen.ui.words_button.text().replace("&", "") == "Her words"
    paste(screen, "We drew 🐑. ")
    write("I like sheep best.")
    press(screen, Qt.Key.Key_Apostrophe, CTRL)
    write(" Then home.")
    assert screen.ui.text.quotes() == ("I like sheep best.",)
    press(screen, Qt.Key.Key_Return, CTRL)
    entry = saved(workspace, screen)
    assert entry.note.text == "We drew 🐑. I like sheep best. Then home."
    assert [(quote.words, quote.speaker) for quote in entry.quotes] == [("I like sheep best.", "Rosie")]


def test_a_selection_is_marked_and_whose_words_they_are_can_be_chosen(
    show: Show, workspace: Workspace, rosie: Pupil, mum: Person
) -> None:
    screen = show(rosie)
    write("Mum said it is hard")
    for _ in "it is hard":
        press(screen, Qt.Key.Key_Left, SHIFT)
    press(screen, Qt.Key.Key_Apostrophe, CTRL)
    line = next(iter(screen.ui.quotes.lines.values()))
    assert line.words.text() == "“it is hard”"
    line.speaker.setFocus()
    QTest.keyClicks(line.speaker, "Mum")
    line.speaker.activated.emit(line.speaker.currentIndex())
    line.consent.setFocus()
    QTest.keyClick(line.consent, Qt.Key.Key_Down)
    press(screen, Qt.Key.Key_Return, CTRL)
    quote = saved(workspace, screen).quotes[0]
    assert (quote.words, quote.person_id, quote.consent) == ("it is hard", mum.id, QuoteConsent.MEETING)


def test_without_words_the_key_says_what_to_do(show: Show, rosie: Pupil) -> None:
    screen = show(rosie)
    press(screen, Qt.Key.Key_Apostrophe, CTRL)
    assert screen.ui.notice.isVisible()
    assert "select them" in screen.ui.notice.text()
    write("S")
    assert not screen.ui.notice.isVisible()


def test_an_action_is_one_key_and_its_words(
    show: Show, workspace: Workspace, rosie: Pupil, desk: Desk, clock: Clock
) -> None:
    screen = show(rosie)
    write("Talked.")
    press(screen, Qt.Key.Key_T, CTRL)
    write("Ring transport by Friday")
    line = next(iter(screen.ui.actions.lines.values()))
    assert line.due.text() == "Fri 6 Nov"
    press(screen, Qt.Key.Key_Return)
    assert screen.ui.text.hasFocus()
    clock.now += timedelta(seconds=3)
    press(screen, Qt.Key.Key_T, CTRL)
    write("Ask Mum")
    press(screen, Qt.Key.Key_Return, CTRL)
    first, second = saved(workspace, screen).actions
    assert (first.what, first.due_on, first.worker_id) == ("Ring transport", date(2026, 11, 6), desk.worker.id)
    assert (second.what, second.due_on) == ("Ask Mum", TODAY + timedelta(days=7))


@pytest.mark.parametrize(("panel", "least"), [(626, 196), (546, 180)], ids=["1280x800", "1280x720"])
def test_the_text_has_the_room_also_beside_a_quote_and_two_actions(
    qtbot: QtBot, show: Show, rosie: Pupil, mum: Person, panel: int, least: int
) -> None:
    screen = show(rosie)
    screen.resize(424, panel)  # what the window leaves beside the journal, under the pupil's head
    ui = screen.ui
    one_row = 44
    write("She came down. I like sheep best.")
    QApplication.processEvents()
    assert ui.scroll.verticalScrollBar().maximum() == 0, "a plain visit scrolls"
    assert ui.text.height() >= least
    assert ui.people.height() <= one_row
    press(screen, Qt.Key.Key_Apostrophe, CTRL)
    for what in ("Ring transport by Friday", "Ask Ms Oakden"):
        press(screen, Qt.Key.Key_T, CTRL)
        write(what)
        newest = list(ui.actions.lines.values())[-1]
        qtbot.waitUntil(lambda newest=newest: in_sight(newest.due))  # type: ignore[misc]
        press(screen, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: in_sight(ui.text))
    assert ui.text.height() >= least
    assert all(line.height() <= one_row for line in (*ui.quotes.lines.values(), *ui.actions.lines.values()))
    for each in (ui.text, *ui.actions.lines.values(), ui.words_button, ui.action_button, ui.restrict_button,
                 ui.save_button, ui.later_button):  # fmt: skip
        assert in_sight(each), f"{each.accessibleName()} is not in sight"


def test_who_is_offered_costs_no_row_of_its_own(show: Show, keep: Keep, rosie: Pupil, mum: Person) -> None:
    keep(*(a_person(rosie, known_as=f"Auntie {name}") for name in ("Philomena", "Wilhelmina", "Bernadette")))
    screen = show(rosie)
    chips = screen.ui.people.findChildren(QAbstractButton)
    offered = [chip.accessibleName() for chip in chips if chip.isVisible() and chip.accessibleName().startswith("Add")]
    assert offered[0] == "Add Ben"
    assert len(offered) < len(screen.model.people.offered())
    assert screen.ui.people.height() <= 44


def test_an_action_is_one_line_until_the_keyboard_is_in_it(show: Show, rosie: Pupil) -> None:
    screen = show(rosie)
    press(screen, Qt.Key.Key_T, CTRL)
    write("Ring transport by Friday")
    line = next(iter(screen.ui.actions.lines.values()))
    assert line.due.isVisible()
    press(screen, Qt.Key.Key_Return)
    assert not line.due.isVisible()
    assert line.who_and_when.text() == "Me · Fri 6 Nov"
    QTest.mouseClick(line, Qt.MouseButton.LeftButton, pos=line.who_and_when.geometry().center())
    assert line.what.hasFocus()
    line.due.setFocus()
    line.due.selectAll()
    write("some time")
    screen.ui.text.setFocus()
    assert not line.due.isVisible()
    write("Talked.")
    press(screen, Qt.Key.Key_Return, CTRL)
    assert line.error.isVisible(), "what is to be put right is out of sight"
    press(screen, Qt.Key.Key_Space)
    assert line.due.hasFocus()


def test_a_brother_is_offered_and_taken_in_by_a_click(show: Show, workspace: Workspace, rosie: Pupil) -> None:
    screen = show(rosie)
    offered = [each for each in screen.ui.people.findChildren(QAbstractButton) if each.accessibleName() == "Add Ben"]
    click(offered[0])
    ticks = screen.ui.seen.ticks.values()
    assert [seen.accessibleName() for seen, _alone in ticks] == ["Rosie seen", "Ben seen"]
    click(list(ticks)[1][1])
    screen.ui.text.setFocus()
    write("Both were in.")
    press(screen, Qt.Key.Key_Return, CTRL)
    note = saved(workspace, screen).note
    assert len(note.pupil_ids) == 2
    assert note.seen_ids == note.seen_alone_ids == (note.pupil_ids[1],)


def test_an_agency_is_found_by_typing_and_a_call_asks_for_its_facts(
    show: Show, workspace: Workspace, keep: Keep, rosie: Pupil
) -> None:
    clinic = Agency(id=an_id(), name="Quillet Clinic", sector=AgencySector.HEALTH)
    keep(clinic, Professional(id=an_id(), name="Mr Howe", role="Triage", agency_id=clinic.id))
    screen = show(rosie)
    assert not screen.ui.contact.isVisible()
    click(screen.ui.kinds.chips[NoteKind.PHONE])
    assert screen.ui.contact.isVisible()
    assert not screen.ui.seen.isVisible()
    screen.ui.people.edit.setFocus()
    write("howe")
    press(screen, Qt.Key.Key_Return)
    screen.ui.text.setFocus()
    write("Refused at triage.")
    press(screen, Qt.Key.Key_Return, CTRL)
    entry = saved(workspace, screen)
    assert (entry.note.note_kind, entry.agency, entry.with_whom) == (NoteKind.PHONE, "Quillet Clinic", ("Mr Howe",))


def test_what_is_not_right_stands_at_the_top_and_leads_to_its_field(show: Show, rosie: Pupil) -> None:
    screen = show(rosie)
    screen.ui.when.selectAll()
    QTest.keyClicks(screen.ui.when, "sometime soon")
    screen.ui.text.setFocus()
    press(screen, Qt.Key.Key_Return, CTRL)
    ui = screen.ui
    assert ui.summary.isVisible()
    assert ui.when_error.text() == "Write a day and a time, such as today 14:30."
    assert ui.text_error.text() == "Write what happened, in a few words."
    press(screen, Qt.Key.Key_Space)
    assert ui.when.hasFocus()
    ui.when.selectAll()
    write("yesterday 15:30")
    assert ui.when_error.text() == ""
    links = [each for each in ui.summary.findChildren(QPushButton) if each.text().startswith("Write what")]
    click(links[0])
    assert ui.text.hasFocus()
    write("Rang.")
    press(screen, Qt.Key.Key_Return, CTRL)
    assert screen.model.state == "saved"
    assert screen.model.facts.at() == NOW - timedelta(days=1) + timedelta(hours=5, minutes=30)


def test_a_day_in_the_future_is_pointed_out_beside_it_and_saved(
    show: Show, workspace: Workspace, rosie: Pupil
) -> None:
    screen = show(rosie)
    ui = screen.ui
    write("He came down.")
    ui.when.setFocus()
    ui.when.selectAll()
    write("tomorrow 10:00")
    assert ui.when_hint.isVisible()
    assert "in the future" in ui.when_hint_words.text()
    ui.when.selectAll()
    write("yesterday 10:00")
    assert not ui.when_hint.isVisible()
    ui.when.selectAll()
    write("tomorrow 10:00")
    press(screen, Qt.Key.Key_Return, CTRL)
    assert saved(workspace, screen).note.at == NOW + timedelta(days=1)


def test_leaving_a_field_keeps_what_was_typed_and_says_when(show: Show, workspace: Workspace, rosie: Pupil) -> None:
    screen = show(rosie)
    write("Half a sen")
    assert screen.ui.saved.text() == "Not saved yet"
    press(screen, Qt.Key.Key_Tab)
    assert screen.ui.saved.text() == "Kept as you type, 10:00"
    assert workspace.query(drafts.mine)[0].state["text"] == "Half a sen"


def test_keep_for_later_closes_and_carrying_on_brings_text_marks_actions_and_the_cursor_back(
    show: Show, workspace: Workspace, desk: Desk, rosie: Pupil
) -> None:
    screen = show(rosie)
    paste(screen, "We drew 🐑. I like sheep best.")
    press(screen, Qt.Key.Key_Apostrophe, CTRL)
    press(screen, Qt.Key.Key_T, CTRL)
    write("Bring paper")
    screen.ui.text.setFocus()
    for _ in range(3):
        press(screen, Qt.Key.Key_Left)
    write("!")
    closed: list[bool] = []
    screen.closed.connect(lambda: closed.append(True))
    press(screen, Qt.Key.Key_Escape)
    assert closed == [True]
    place = screen.ui.text.textCursor().position()
    draft = workspace.query(drafts.mine)[0]
    model = NoteModel(desk, note_id=draft.id)
    model.restore(draft)
    again = show(model=model)
    assert again.ui.text.toPlainText() == "We drew 🐑. I like sheep be!st."
    assert again.ui.text.quotes() == ("I like sheep be!st.",)
    assert again.ui.text.textCursor().position() == place
    assert [line.what.text() for line in again.ui.actions.lines.values()] == ["Bring paper"]
    assert again.ui.saved.text() == "Kept as you type, 10:00"


def test_a_time_that_was_not_understood_comes_back_as_it_was_typed(
    show: Show, workspace: Workspace, desk: Desk, rosie: Pupil
) -> None:
    screen = show(rosie)
    screen.ui.when.setFocus()
    screen.ui.when.selectAll()
    write("after lunch")
    press(screen, Qt.Key.Key_Escape)
    draft = workspace.query(drafts.mine)[0]
    model = NoteModel(desk, note_id=draft.id)
    model.restore(draft)
    again = show(model=model)
    assert again.ui.when.text() == "after lunch"
    press(again, Qt.Key.Key_Return, CTRL)
    assert again.ui.when_error.text() == "Write a day and a time, such as today 14:30."


def test_a_quick_note_from_anywhere_begins_with_a_name(
    show: Show, workspace: Workspace, rosie: Pupil, mum: Person
) -> None:
    screen = show()
    assert screen.ui.people.edit.hasFocus()
    write("ros")
    press(screen, Qt.Key.Key_Return)
    assert [chip.label for chip in screen.ui.people.picked()] == ["Rosie", "Mum"]
    screen.ui.text.setFocus()
    write("Rang to say thank you.")
    press(screen, Qt.Key.Key_Return, CTRL)
    assert saved(workspace, screen).note.pupil_ids == (rosie.id,)


def test_amending_shows_what_was_kept_and_makes_a_version(
    show: Show, workspace: Workspace, desk: Desk, keep: Keep, rosie: Pupil
) -> None:
    note = a_note(rosie, minutes=75, restricted=True)
    keep(note)
    model = NoteModel(desk, note_id=note.id)
    model.amend()
    screen = show(model=model)
    assert screen.ui.title.text() == "Amend note"
    assert (screen.ui.length.text(), screen.ui.restrict_button.isChecked()) == ("1 h 15", True)
    assert screen.ui.text.toPlainText() == note.text
    screen.ui.length.setFocus()
    screen.ui.length.selectAll()
    write("an hour")
    press(screen, Qt.Key.Key_Return, CTRL)
    assert (saved(workspace, screen).note.minutes, saved(workspace, screen).note.version) == (60, 2)


def test_markup_and_long_lines_are_only_words(show: Show, workspace: Workspace, rosie: Pupil) -> None:
    screen = show(rosie)
    paste(screen, "<img src='http://example.org/x'> " + "w" * 5000)
    press(screen, Qt.Key.Key_Return, CTRL)
    text = saved(workspace, screen).note.text
    assert text.startswith("<img src='http://example.org/x'>")
    assert max(len(line) for line in text.split("\n")) <= 2000


def test_a_kind_from_the_menu_takes_the_last_chips_place(show: Show, workspace: Workspace, rosie: Pupil) -> None:
    screen = show(rosie)
    menu = screen.ui.kinds.more.menu()
    next(action for action in menu.actions() if action.text() == "Appointment support").trigger()
    shown = [chip.text() for chip in screen.ui.kinds.findChildren(QAbstractButton) if chip.isVisible() and chip.text()]
    assert shown == ["Home visit", "Call", "Advocacy", "Appointment support"]
    write("Picked up.")
    press(screen, Qt.Key.Key_Return, CTRL)
    assert saved(workspace, screen).note.note_kind is NoteKind.APPOINTMENT


def test_arrow_keys_choose_among_chips(show: Show, rosie: Pupil) -> None:
    screen = show(rosie)
    screen.ui.kinds.chips[NoteKind.HOME_VISIT].setFocus()
    press(screen, Qt.Key.Key_Right)
    assert screen.model.facts.kind is NoteKind.PHONE
    screen.ui.we_rang.setFocus()
    press(screen, Qt.Key.Key_Right)
    assert screen.model.values["direction"] == "in"
    press(screen, Qt.Key.Key_Left)
    assert screen.model.values["direction"] == "out"


def test_a_visit_where_nobody_was_in_stays_one_when_it_is_shown_again(
    show: Show, workspace: Workspace, desk: Desk, rosie: Pupil
) -> None:
    screen = show(rosie)
    click(screen.ui.seen.nobody_in)
    press(screen, Qt.Key.Key_Return, CTRL)
    model = NoteModel(desk, note_id=screen.model.record_id)
    model.amend()
    again = show(model=model)
    assert again.ui.seen.nobody_in.isChecked()
    assert again.model.facts.kind is NoteKind.UNSUCCESSFUL
    assert again.model.state == ""


def test_two_who_amend_at_once_are_told_and_the_text_stays(show: Show, desk: Desk, keep: Keep, rosie: Pupil) -> None:
    note = a_note(rosie)
    keep(note)
    models = [NoteModel(desk, note_id=note.id) for _ in range(2)]
    for model in models:
        model.amend()
    for model in models:
        late = show(model=model)
        write(" More.")
        press(late, Qt.Key.Key_Return, CTRL)
    assert "changed in another window" in late.ui.notice.text()
    assert late.isEnabled()
    assert late.ui.text.toPlainText() == f"{note.text} More."


def test_every_control_is_named_and_reached_by_tab(show: Show, keep: Keep, rosie: Pupil) -> None:
    screen = show(rosie, kind="phone")
    write("We drew. I like it.")
    press(screen, Qt.Key.Key_Apostrophe, CTRL)
    press(screen, Qt.Key.Key_T, CTRL)
    click(screen.ui.restrict_button)
    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox)
    inputs = [
        each for kind in kinds for each in screen.findChildren(kind)
        if each.isVisible() and each.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]  # fmt: skip
    assert [each.objectName() or type(each).__name__ for each in inputs if not each.accessibleName()] == []
    screen.ui.when.setFocus()
    reached: set[QWidget] = set()
    for _ in range(3 * len(inputs)):
        focused = QApplication.focusWidget()
        assert focused is not None
        reached.add(focused)
        press(screen, Qt.Key.Key_Tab)
    ui = screen.ui
    # Of chips that exclude one another Tab reaches the chosen one, and the arrow keys the rest.
    chips = [each for each in inputs if each.parent() is ui.kinds or each in (ui.we_rang, ui.they_rang)]
    missed = [each.accessibleName() for each in inputs if each not in reached and each not in chips]
    assert missed == []
    assert any(each in reached for each in chips)


def test_no_two_controls_share_a_letter(show: Show, rosie: Pupil) -> None:
    screen = show(rosie, kind="phone")
    words = [each.text() for each in screen.findChildren(QAbstractButton) if each.isVisible()]
    words += [each.text() for each in screen.findChildren(QLabel) if each.isVisible() and each.buddy()]
    letters = [each[each.index("&") + 1].lower() for each in words if "&" in each.replace("&&", "")]
    assert sorted(letters) == sorted(set(letters))


def test_from_the_lines_of_what_is_to_be_put_right_tab_goes_into_the_form(show: Show, rosie: Pupil) -> None:
    screen = show(rosie)
    screen.ui.length.setFocus()
    QTest.keyClicks(screen.ui.length, "soon")
    press(screen, Qt.Key.Key_Return, CTRL)
    links = [link.text() for link in screen.ui.summary.links]
    assert len(links) == 2
    for text in links:
        here = QApplication.focusWidget()
        assert isinstance(here, QPushButton)
        assert here.text() == text
        QTest.keyClick(here, Qt.Key.Key_Tab)
    here = QApplication.focusWidget()
    assert here is not None
    assert here is screen.ui.when or screen.ui.when.isAncestorOf(here)


def test_the_letter_of_a_box_of_chips_leads_into_it(show: Show, rosie: Pupil) -> None:
    screen = show(rosie)
    screen.ui.place.setFocus()
    QTest.keyClick(screen.ui.place, Qt.Key.Key_A, Qt.KeyboardModifier.AltModifier)
    assert QApplication.focusWidget() is screen.ui.people.edit


def test_a_name_that_was_typed_and_not_chosen_is_not_lost_in_silence(
    show: Show, workspace: Workspace, rosie: Pupil
) -> None:
    screen = show(rosie)
    write("We had tea.")
    screen.ui.people.edit.setFocus()
    write("Priya")
    press(screen, Qt.Key.Key_Return, CTRL)
    assert "Choose “Priya” from the list" in screen.ui.people_error.text()
    press(screen, Qt.Key.Key_Return)  # the line of the summary leads to it
    assert QApplication.focusWidget() is screen.ui.people.edit
    screen.ui.people.edit.clear()
    press(screen, Qt.Key.Key_Return, CTRL)
    assert saved(workspace, screen).note.text == "We had tea."
