"""The journal with real keys and clicks: pages on scrolling, chips, words, one note in full, actions ticked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from ontrack_desktop.domain.behaviour import TimeInSession
from ontrack_desktop.domain.choices import NoteKind
from ontrack_desktop.domain.notes import Action, Note
from ontrack_desktop.domain.people import Pupil
from ontrack_desktop.domain.validation import amended
from ontrack_desktop.services import records
from ontrack_desktop.services.workspace import Workspace
from ontrack_desktop.ui.navigator import Navigator
from ontrack_desktop.ui.screens.journal import JournalScreen
from ontrack_desktop.ui.widgets.quote_card import QuoteCard
from ontrack_desktop.viewmodels.desk import Desk
from ontrack_desktop.viewmodels.journal import JournalModel
from tests.factories import NOW, TODAY, a_note, a_quote, an_id
from tests.hands import click, stand

Keep = Callable[..., None]
Show = Callable[[Pupil], JournalScreen]


@pytest.fixture
def show(qtbot: QtBot, desk: Desk) -> Show:
    def make(pupil: Pupil) -> JournalScreen:
        screen = JournalScreen(JournalModel(desk), Navigator())
        screen.show_pupil(pupil.id)
        return stand(qtbot, screen, 640, 620)

    return make


def titles(screen: JournalScreen) -> list[str]:
    return [item.title for item in screen.ui.timeline.notes.items]


def open_first(screen: JournalScreen) -> None:
    screen.ui.timeline.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(screen.ui.timeline, Qt.Key.Key_Home)
    QTest.keyClick(screen.ui.timeline, Qt.Key.Key_Return)


def test_scrolling_down_brings_the_next_page_and_never_all(show: Show, keep: Keep, pupil: Pupil) -> None:
    keep(*(a_note(pupil, at=NOW - timedelta(hours=hour), text=f"Note {hour}.") for hour in range(260)))
    screen = show(pupil)
    timeline = screen.ui.timeline
    timeline.grab()
    assert len(timeline.notes.items) == 50
    timeline.verticalScrollBar().setValue(timeline.verticalScrollBar().maximum())
    timeline.grab()
    assert len(timeline.notes.items) == 100
    for _ in range(12):
        timeline.verticalScrollBar().setValue(timeline.verticalScrollBar().maximum())
        timeline.grab()
    assert len(timeline.notes.items) == 260
    assert timeline.notes.items[-1].text == "Note 259."


def test_chips_and_words_narrow_the_journal_and_escape_ends_the_search(show: Show, keep: Keep, pupil: Pupil) -> None:
    keep(a_note(pupil), a_note(pupil, note_kind=NoteKind.PHONE, text="Rang about the lamb."))
    screen = show(pupil)
    click(screen.chips["calls"])
    assert titles(screen) == ["Phone call"]
    click(screen.chips["calls"])
    QTest.keyClick(screen, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    search = QApplication.focusWidget()
    assert isinstance(search, QLineEdit)
    QTest.keyClicks(search, "lam")
    assert titles(screen) == ["Phone call"]
    QTest.keyClicks(search, "zzz")
    assert screen.ui.empty.isVisible()
    QTest.keyClick(search, Qt.Key.Key_Escape)
    assert not search.isVisible()
    assert len(titles(screen)) == 2


def test_an_empty_journal_says_what_goes_there_and_begins_a_note(show: Show, pupil: Pupil) -> None:
    screen = show(pupil)
    asked: list[Any] = []
    screen.navigator.note_wanted.connect(lambda *wish: asked.append(wish))
    assert screen.ui.empty.isVisible()
    click(screen.ui.empty.button)
    assert asked == [((pupil.id,), "")]


def test_a_note_is_read_in_full_its_action_ticked_and_amended_by_keyboard(
    show: Show, workspace: Workspace, keep: Keep, pupil: Pupil
) -> None:
    note = a_note(pupil, text="\n".join(f"Line {number}." for number in range(20)))
    action = Action(id=an_id(), pupil_ids=(pupil.id,), what="Ring the farm", source_id=note.id)
    keep(note, action, a_quote(pupil, note_id=note.id))
    kept = workspace.query(lambda read: read.get(Note, note.id))
    workspace.change(lambda work: records.save(work, amended(kept, minutes=30)))
    screen = show(pupil)
    wished: list[Any] = []
    screen.navigator.note_amend_wanted.connect(wished.append)
    open_first(screen)
    assert "Line 19." in screen.ui.note_text.text()
    assert screen.findChildren(QuoteCard)[0].words.text() == "“I can play the whole tune now.”"
    assert any(label.text().startswith("Until Wed 4 Nov, 10:00") for label in screen.findChildren(QLabel))
    tick = next(each for each in screen.findChildren(QCheckBox) if each.isVisible())
    tick.setFocus()
    QTest.keyClick(tick, Qt.Key.Key_Space)
    assert workspace.query(lambda read: read.get(Action, action.id)).done_on == TODAY
    ticked = QApplication.focusWidget()
    assert isinstance(ticked, QCheckBox)
    assert ticked.isChecked()
    click(screen.ui.amend_button)
    assert wished == [note.id]
    QTest.keyClick(screen.ui.back_button, Qt.Key.Key_Escape)
    assert screen.ui.timeline.hasFocus()
    assert screen.ui.timeline.current_id() == str(note.id)


def test_an_action_is_ticked_by_a_click_where_it_stands_and_the_tick_is_undone(
    show: Show, workspace: Workspace, keep: Keep, pupil: Pupil
) -> None:
    note = a_note(pupil)
    action = Action(id=an_id(), pupil_ids=(pupil.id,), what="Ring the farm", source_id=note.id)
    keep(note, action, *(a_note(pupil, at=NOW - timedelta(hours=hour)) for hour in range(1, 9)))
    screen = show(pupil)
    told: list[Any] = []
    screen.navigator.told.connect(lambda *said: told.append(said))
    timeline = screen.ui.timeline

    def done_on() -> object:
        return workspace.query(lambda read: read.get(Action, action.id)).done_on

    box = timeline.action_place(str(action.id)).topLeft() + QPoint(12, 12)
    QTest.mouseClick(timeline.viewport(), Qt.MouseButton.LeftButton, pos=box)
    assert done_on() == TODAY
    assert timeline.isVisible(), "the note was opened"
    assert told == [("Done: Ring the farm (Ctrl+Z undoes it)", "good")]
    QTest.keyClick(timeline, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert done_on() is None
    beside = timeline.action_place(str(action.id)).topRight() + QPoint(40, 12)
    QTest.mouseClick(timeline.viewport(), Qt.MouseButton.LeftButton, pos=beside)
    assert not timeline.isVisible(), "a click beside the words opens the note"
    assert done_on() is None


def test_a_press_that_slips_off_an_action_ticks_and_opens_nothing(
    show: Show, workspace: Workspace, keep: Keep, pupil: Pupil
) -> None:
    note = a_note(pupil)
    action = Action(id=an_id(), pupil_ids=(pupil.id,), what="Ring the farm", source_id=note.id)
    keep(note, action)
    screen = show(pupil)
    viewport, box = screen.ui.timeline.viewport(), screen.ui.timeline.action_place(str(action.id))
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=box.center())
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=QPoint(box.left() + 10, box.top() - 30))
    assert screen.ui.timeline.isVisible()
    assert workspace.query(lambda read: read.get(Action, action.id)).is_open


def test_right_goes_to_the_actions_of_a_note_and_space_ticks(
    show: Show, workspace: Workspace, keep: Keep, pupil: Pupil
) -> None:
    note = a_note(pupil)
    actions = [
        Action(id=made, pupil_ids=(pupil.id,), what=what, source_id=note.id)
        for made, what in zip(sorted(an_id() for _ in range(3)), ("Ring", "Write", "Ask"), strict=True)
    ]
    keep(note, *actions, a_note(pupil, at=NOW - timedelta(hours=1)))
    screen = show(pupil)
    timeline = screen.ui.timeline

    def done() -> list[str]:
        kept = workspace.query(lambda read: [read.get(Action, action.id) for action in actions])
        return [action.what for action in kept if not action.is_open]

    def press(*keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(timeline, key)

    timeline.setFocus(Qt.FocusReason.TabFocusReason)
    press(Qt.Key.Key_Home, Qt.Key.Key_Space)
    assert done() == [], "the first press only shows which one"
    press(Qt.Key.Key_Space)
    assert done() == ["Ring"]
    press(Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Space)
    assert done() == ["Ring", "Ask"]
    press(Qt.Key.Key_Space)
    assert done() == ["Ring"]
    press(Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Return)
    assert screen.model.opened is not None
    assert screen.model.opened.note.id == note.id


def test_a_session_leads_to_the_plans_and_a_restricted_line_nowhere(
    show: Show, workspace: Workspace, keep: Keep, pupil: Pupil
) -> None:
    keep(TimeInSession(id=an_id(), pupil_ids=(pupil.id,), at=NOW))
    with workspace.store.work(an_id(), NOW) as work:
        work.save(a_note(pupil, at=NOW - timedelta(hours=1), restricted=True))
        work.commit()
    screen = show(pupil)
    wished: list[Any] = []
    screen.navigator.pupil_wanted.connect(lambda *wish: wished.append(wish))
    open_first(screen)
    assert wished == [(pupil.id, "plans")]
    QTest.keyClick(screen.ui.timeline, Qt.Key.Key_Down)
    QTest.keyClick(screen.ui.timeline, Qt.Key.Key_Return)
    assert screen.ui.timeline.isVisible()
    assert len(wished) == 1


def test_a_change_elsewhere_keeps_the_place_that_is_read(
    show: Show, workspace: Workspace, desk: Desk, keep: Keep, pupil: Pupil
) -> None:
    old = [a_note(pupil, at=NOW - timedelta(hours=hour), text=f"Note {hour}.") for hour in range(60)]
    keep(*old)
    screen = show(pupil)
    bar = screen.ui.timeline.verticalScrollBar()
    screen.ui.timeline.grab()
    bar.setValue(1500)
    screen.ui.timeline.grab()
    place = bar.value()
    kept = workspace.query(lambda read: read.get(Note, old[5].id))
    desk.background.change(lambda work: records.save(work, amended(kept, minutes=5)), owner=screen)
    screen.ui.timeline.grab()
    assert abs(bar.value() - place) < 120
    assert "5 min" in screen.ui.timeline.notes.items[5].facts


def test_every_control_is_named(show: Show, keep: Keep, pupil: Pupil) -> None:
    note = a_note(pupil)
    keep(note, Action(id=an_id(), pupil_ids=(pupil.id,), what="Ring the farm", source_id=note.id))
    screen = show(pupil)
    open_first(screen)
    screen.model.close()
    controls = [*screen.findChildren(QAbstractButton), *screen.findChildren(QLineEdit), screen.ui.timeline]
    unnamed = [each.objectName() for each in controls if not each.accessibleName()]
    assert [name for name in unnamed if name] == []
