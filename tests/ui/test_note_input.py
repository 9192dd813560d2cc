"""Whatever is typed or pasted into the composer and the journal: kept as words, or refused beside its field."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from ontrack_desktop.domain.people import Pupil
from ontrack_desktop.services import drafts, notes
from ontrack_desktop.services.workspace import Workspace
from ontrack_desktop.ui.navigator import Navigator
from ontrack_desktop.ui.screens.journal import JournalScreen
from ontrack_desktop.ui.screens.note import NoteScreen
from ontrack_desktop.viewmodels.desk import Desk
from ontrack_desktop.viewmodels.journal import JournalModel
from ontrack_desktop.viewmodels.note import NoteModel
from tests.hands import stand

CTRL = Qt.KeyboardModifier.ControlModifier
MARKER = "kaleidoscope"
BROKEN = {"nul": "Ro\0sie", "lone surrogate": "Ro\ud800sie"}
HARMLESS = {
    "override": "gpj\u202eexe", "zero width": "Ro\u200b\u2060sie", "emoji": "👩‍👧‍👦 🐑", "long word": "w" * 60,
    "bold": "<b>Rosie</b>", "image": "<img src=http://example.invalid/x.png>", "entity": "&lt;b&gt; &amp;",
    "search signs": '" OR NEAR( * AND ^',
}  # fmt: skip
LINES = ("outcome", "promise", "place", "text", "what")
Way = Callable[[str], None]


@pytest.fixture
def show(qtbot: QtBot, desk: Desk, pupil: Pupil) -> Callable[[], NoteScreen]:
    """A note in which every field is asked for."""

    def make() -> NoteScreen:
        model = NoteModel(desk)
        model.begin([pupil.id], "home_visit")
        model.put("outcome", "Heard")
        screen = NoteScreen(model, Navigator())
        stand(qtbot, screen, 424, 640)
        QTest.keyClick(screen, Qt.Key.Key_T, CTRL)
        return screen

    return make


@pytest.fixture
def journal(qtbot: QtBot, desk: Desk) -> JournalScreen:
    screen = JournalScreen(JournalModel(desk), Navigator())
    qtbot.addWidget(screen)
    screen.resize(640, 620)
    screen.show()
    return screen


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def pasted(text: str) -> None:
    QApplication.clipboard().setText(text)
    QTest.keyClick(focused(), Qt.Key.Key_V, CTRL)


def typed(text: str) -> None:
    """As a keyboard layout or an emoji panel gives it: QTest types ASCII only."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(focused(), event)


def fields(screen: NoteScreen) -> dict[str, QWidget]:
    """Every field by the name that its sentence stands under."""
    ui, line = screen.ui, next(iter(screen.ui.actions.lines.values()))
    return {
        "at": ui.when, "minutes": ui.length, "place": ui.place, "people": ui.people.edit, "text": ui.text,
        "outcome": ui.outcome, "promise": ui.promise, "promised_by": ui.promised_by, "what": line.what, "due": line.due,
        "readers": ui.readers.edit,
    }  # fmt: skip


def fill(screen: NoteScreen, names: Iterable[str], text: str, way: Way) -> None:
    for name in names:
        edit = fields(screen)[name]
        if name == "due":
            fields(screen)["what"].setFocus()  # the fields of an action come with the keyboard
        edit.setFocus()
        QTest.keyClick(edit, Qt.Key.Key_A, CTRL)
        way(text)
        QApplication.processEvents()


def everything_is_plain(screen: QWidget) -> bool:
    """Whether nothing that was typed can be taken for HTML, by a label or by a tooltip."""
    labels = [each for each in screen.findChildren(QLabel) if "<" in each.text()]
    tips = [each.toolTip() for each in screen.findChildren(QWidget)]
    return all(each.textFormat() == Qt.TextFormat.PlainText for each in labels) and not any(
        sign in tip for tip in tips for sign in ("<b>", "<img")
    )


@pytest.mark.parametrize("way", [pasted, typed])
@pytest.mark.parametrize("signs", HARMLESS.values(), ids=HARMLESS)
def test_signs_of_any_kind_are_saved_shown_and_found_as_they_are(
    qtbot: QtBot, show: Callable[[], NoteScreen], journal: JournalScreen, workspace: Workspace, pupil: Pupil,
    way: Way, signs: str,
) -> None:  # fmt: skip
    screen = show()
    given = f"{MARKER} {signs} end"
    fill(screen, LINES, given, way)
    assert everything_is_plain(screen)
    QTest.keyClick(focused(), Qt.Key.Key_Return, CTRL)
    assert screen.model.state == "saved", screen.model.problems
    entry = workspace.query(lambda read: notes.entry(read, note_id=screen.model.record_id))
    kept = [entry.note.outcome, entry.note.promise, entry.note.place, entry.text, entry.actions[0].what]
    assert kept == [given] * 5
    found = workspace.query(lambda read: {hit.kind for hit in read.search(MARKER)})
    assert found == {"note", "action"}

    journal.show_pupil(pupil.id)
    journal.grab()
    line = journal.ui.timeline.notes.items[0]
    assert line.text == given
    assert given in line.actions[0][1]
    journal.model.open(line.id)
    assert journal.ui.note_text.text() == given
    journal.grab()
    assert everything_is_plain(journal)
    journal.model.close()
    journal.activateWindow()
    qtbot.waitUntil(journal.isActiveWindow)
    QTest.keyClick(journal, Qt.Key.Key_F, CTRL)
    way(given)
    assert [each.id for each in journal.ui.timeline.notes.items] == [line.id]


@pytest.mark.parametrize("way", [pasted, typed])
@pytest.mark.parametrize("signs", BROKEN.values(), ids=BROKEN)
@pytest.mark.parametrize("name", LINES)
def test_what_no_file_can_hold_is_left_out_or_said_beside_its_field_and_nothing_else_is_lost(
    show: Callable[[], NoteScreen], workspace: Workspace, way: Way, signs: str, name: str
) -> None:
    screen = show()
    fill(screen, LINES, MARKER, pasted)
    fill(screen, [name], f"{MARKER} {signs}", way)
    QTest.keyClick(focused(), Qt.Key.Key_Return, CTRL)
    model = screen.model
    if model.state != "saved":
        [said] = model.problems.values()
        assert "broken" in said
        model.keep_now()
        [draft] = workspace.query(drafts.mine)
        assert MARKER in draft.state["text"]
        fill(screen, [name], MARKER, typed)
        QTest.keyClick(focused(), Qt.Key.Key_Return, CTRL)
    assert model.state == "saved", model.problems
    entry = workspace.query(lambda read: notes.entry(read, note_id=model.record_id))
    assert MARKER in entry.text
    assert MARKER in entry.actions[0].what


@pytest.mark.parametrize("way", [pasted, typed])
@pytest.mark.parametrize("signs", [*BROKEN.values(), *HARMLESS.values()], ids=[*BROKEN, *HARMLESS])
def test_what_is_no_day_no_length_and_nobody_is_said_beside_each(
    show: Callable[[], NoteScreen], way: Way, signs: str
) -> None:
    screen = show()
    fill(screen, ["text", "what"], MARKER, pasted)
    fill(screen, ["people", "readers", "at", "minutes", "promised_by", "due"], signs, way)
    QTest.keyClick(focused(), Qt.Key.Key_Return, CTRL)
    [action] = screen.model.values["actions"]
    assert set(screen.model.problems) == {"pupil_ids", "at", "minutes", "promised_by", f"actions/{action['id']}"}
    assert screen.ui.actions.lines[action["id"]].error.isVisible()
    assert everything_is_plain(screen)


@pytest.mark.parametrize("text", ["lamb " * 200_000, "lamb\n" * 100_000], ids=["one line", "100,000 lines"])
def test_a_megabyte_in_a_one_line_field_is_said_to_be_too_long(
    show: Callable[[], NoteScreen], text: str
) -> None:
    screen = show()
    fill(screen, ["text"], MARKER, pasted)
    fill(screen, ["people", "readers", "place", "outcome", "promise", "what"], text, pasted)
    QTest.keyClick(focused(), Qt.Key.Key_Return, CTRL)
    assert set(screen.model.problems) >= {"pupil_ids", "place", "outcome", "promise"}
    said_of_name = screen.model.problems.pop("pupil_ids")
    assert said_of_name.startswith("Choose “lamb lamb")
    assert len(said_of_name) < 200
    assert all(said.startswith("Make this shorter") for said in screen.model.problems.values())
    assert screen.width() == 424


def quickest(act: Callable[[], Any], times: int = 3) -> float:
    took = []
    for _ in range(times):
        began = time.process_time()
        act()
        QApplication.processEvents()
        took.append(time.process_time() - began)
    return min(took)


PROSE = "Dog shut in the kitchen. She came down and we had tea at the table, all of us.\n" * 11_000
HUGE = {
    "one line": "lamb and farm " * 65_000, "one word": "w" * 900_000, "100,000 lines": "lamb\n" * 100_000,
    "empty lines": "\n" * 100_000, "emoji": "🐑" * 200_000, "overrides": "\u202eabc \u202d" * 100_000,
    "zero width": "\u200b" * 400_000,
}  # fmt: skip
NOTE = "Dog shut in the kitchen. She came down and we had tea at the table, all of us.\n" * 6


class Measured(NamedTuple):
    """Seconds for pasting a text, for one more letter, and for reading the note in full."""

    paste: float
    letter: float
    reading: float


@pytest.fixture
def measure(show: Callable[[], NoteScreen], journal: JournalScreen, pupil: Pupil) -> Callable[[str], Measured]:
    def measured(given: str) -> Measured:
        screen = show()
        screen.ui.actions.lines[next(iter(screen.ui.actions.lines))].remove.click()
        edit = screen.ui.text
        edit.setFocus()

        def paste() -> None:
            QTest.keyClick(edit, Qt.Key.Key_A, CTRL)
            pasted(given)

        paste_time = quickest(paste)
        letter_time = quickest(lambda: QTest.keyClick(edit, Qt.Key.Key_A))
        QTest.keyClick(edit, Qt.Key.Key_Home, CTRL)
        QTest.keyClicks(edit, MARKER)
        QTest.keyClick(edit, Qt.Key.Key_Return, CTRL)
        assert screen.model.state == "saved", screen.model.problems
        journal.show_pupil(pupil.id)

        def read() -> None:
            journal.model.open(str(screen.model.record_id))
            journal.grab()

        return Measured(paste_time, letter_time, quickest(read))

    return measured


@pytest.mark.parametrize("text", HUGE.values(), ids=HUGE)
def test_a_huge_paste_does_not_hold_up_the_window(
    measure: Callable[[str], Measured], workspace: Workspace, text: str
) -> None:
    note, prose, huge = measure(NOTE), measure(PROSE), measure(text)
    # 100,000 lines are nine times as many as the same amount of prose has. One line of it all took a thousand times
    # as long, and reading the note in full three thousand times as long as a usual one.
    assert huge.paste < 100 * prose.paste
    assert huge.letter < 25 * prose.letter
    assert huge.reading < 300 * note.reading
    assert workspace.query(lambda read: len(read.search(MARKER))) == 3
