"""Rows, tables and the journal: reached with keys and mouse, quick however long, heard by a screen reader."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QToolTip, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ontrack_desktop.ui.widgets import timeline_rows
from ontrack_desktop.ui.widgets.row_list import HEIGHT, Row, RowList
from ontrack_desktop.ui.widgets.table_model import Cell, Heading
from ontrack_desktop.ui.widgets.table_view import TableView
from ontrack_desktop.ui.widgets.timeline import Timeline, TimelineItem
from ontrack_desktop.ui.widgets.timeline_face import TimelineFace

W = TypeVar("W", bound=QWidget)
ROWS = [
    Row("a", "Rosie", "Home visit", "house", trailing="10:00"),
    Row("b", "Callum", "Ring the farm", checked=False, trailing="today"),
    Row("c", "Aaliyah", "Chase", "phone", chip=("alert", "", "Late"), trailing="3 days late"),
]


def shown(qtbot: QtBot, widget: W, width: int = 700, height: int = 400) -> W:
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.show()
    widget.activateWindow()
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(widget.hasFocus)
    return widget


@pytest.fixture
def rows(qtbot: QtBot) -> RowList:
    view = RowList()
    view.set_rows(ROWS)
    return shown(qtbot, view)


def click(view: RowList, row: int, x: int) -> None:
    QTest.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(x, row * HEIGHT + 20)
    )


def test_tab_into_a_list_shows_where_the_keyboard_is(qtbot: QtBot) -> None:
    page = QWidget()
    button, view = QPushButton("Before"), RowList()
    view.set_rows(ROWS)
    column = QVBoxLayout(page)
    column.addWidget(button)
    column.addWidget(view)
    shown(qtbot, page)
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Tab)
    assert view.hasFocus()
    assert [index.row() for index in view.selectedIndexes()] == [0]


def test_the_keyboard_starts_on_the_first_row_and_enter_opens_it(rows: RowList, qtbot: QtBot) -> None:
    with qtbot.waitSignal(rows.opened) as told:
        QTest.keyClick(rows, Qt.Key.Key_Return)
    assert told.args == ["a"]


def test_arrow_keys_move_and_space_opens(rows: RowList, qtbot: QtBot) -> None:
    QTest.keyClick(rows, Qt.Key.Key_Down)
    QTest.keyClick(rows, Qt.Key.Key_Down)
    with qtbot.waitSignal(rows.opened) as told:
        QTest.keyClick(rows, Qt.Key.Key_Space)
    assert told.args == ["c"]


@pytest.mark.parametrize("x", [60, 350, 690])
def test_the_whole_row_is_the_target(rows: RowList, qtbot: QtBot, x: int) -> None:
    with qtbot.waitSignal(rows.opened) as told:
        click(rows, 2, x)
    assert told.args == ["c"]


def test_a_box_is_ticked_with_space_or_the_mouse_and_does_not_open_the_row(rows: RowList, qtbot: QtBot) -> None:
    opened: list[str] = []
    rows.opened.connect(opened.append)
    QTest.keyClick(rows, Qt.Key.Key_Down)
    with qtbot.waitSignal(rows.ticked) as told:
        QTest.keyClick(rows, Qt.Key.Key_Space)
    assert told.args == ["b", True]
    with qtbot.waitSignal(rows.ticked) as told:
        click(rows, 1, 24)
    assert told.args == ["b", True]
    assert opened == []


def test_new_rows_keep_the_keyboard_on_the_row_it_was_on(rows: RowList) -> None:
    QTest.keyClick(rows, Qt.Key.Key_Down)
    rows.set_rows([Row("new", "Leo"), *ROWS])
    assert rows.current_id() == "b"


def test_a_screen_reader_hears_the_row(rows: RowList) -> None:
    heard = QAccessible.queryAccessibleInterface(rows)
    assert heard is not None
    assert rows.model().index(2, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Aaliyah, Chase, Late, 3 days late"
    assert rows.model().index(1, 0).data() == "Callum, Ring the farm, today, not done"


def test_a_list_in_a_card_is_as_high_as_its_rows_up_to_a_limit(qtbot: QtBot) -> None:
    view = RowList(most_rows=8)
    qtbot.addWidget(view)
    view.set_rows(ROWS)
    assert view.sizeHint().height() == 3 * HEIGHT
    view.set_rows([Row(str(n), "Leo") for n in range(500)])
    assert view.sizeHint().height() == 8 * HEIGHT


@pytest.fixture
def table(qtbot: QtBot) -> TableView:
    view = TableView()
    needs = Heading("Needs you", 160, right=True, sortable=False)
    headings = [Heading("Known as", 200), Heading("Where they learn"), needs]
    view.set_rows(headings, [f"Pupil {n}" for n in range(10_000)], cells_of)
    return shown(qtbot, view)


def cells_of(name: str) -> Sequence[Cell]:
    known_as = Cell(name, bold=True, avatar=("P", "pupil"))
    return known_as, Cell("Moor Lane", trend="up"), Cell(chip=("warn", "", "Time in"))


def test_a_table_of_ten_thousand_makes_only_the_rows_in_view(qtbot: QtBot) -> None:
    made: list[int] = []

    def counted(number: int) -> Sequence[Cell]:
        made.append(number)
        return (Cell(str(number)),)

    view = TableView()
    view.set_rows([Heading("Number")], range(10_000), counted)
    shown(qtbot, view)
    view.grab()
    assert 0 < len(made) < 50
    QTest.keyClick(view, Qt.Key.Key_End)
    view.grab()
    assert made.count(9_999) == 1
    assert len(made) < 100


def test_enter_and_click_open_a_row_of_the_table(table: TableView, qtbot: QtBot) -> None:
    QTest.keyClick(table, Qt.Key.Key_Down)
    with qtbot.waitSignal(table.opened) as told:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert told.args == [1]
    with qtbot.waitSignal(table.opened) as told:
        QTest.mouseClick(
            table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(500, 3 * 48 + 10)
        )
    assert told.args == [3]


def test_tab_leaves_the_table(table: TableView) -> None:
    before = table.currentIndex()
    QTest.keyClick(table, Qt.Key.Key_Tab)
    assert table.currentIndex() == before


def test_a_heading_asks_for_sorting_and_for_the_other_way_when_pressed_again(table: TableView, qtbot: QtBot) -> None:
    header = table.horizontalHeader()
    with qtbot.waitSignal(table.sort_wanted) as told:
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(300, 15))
    assert told.args == [1, False]
    table.show_sorting(1, descending=False)
    assert table.model().headerData(1, Qt.Orientation.Horizontal) == "Where they learn ↑"
    with qtbot.waitSignal(table.sort_wanted) as told:
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(300, 15))
    assert told.args == [1, True]


def test_a_trend_is_also_said(table: TableView) -> None:
    assert table.model().index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole) == "Moor Lane, rising"


def note(number: int, words: int = 30) -> TimelineItem:
    heading = "October" if number % 20 == 0 else ""
    quotes = ("“I can say it now.”",) if number % 3 == 0 else ()
    return TimelineItem(
        str(number), heading, "house", "Home visit", f"Tue {number}", "lamb farm " * (words + number % 40), quotes,
        actions=((False, "Ring SEN"),), chips=(("alert", "", "Refused"),) if number % 5 == 0 else (),
    )  # fmt: skip


@pytest.fixture
def journal(qtbot: QtBot) -> Timeline:
    view = Timeline()
    view.notes.reset([note(n) for n in range(200)])
    return shown(qtbot, view, 640, 500)


def test_a_journal_of_five_thousand_sets_only_the_notes_in_view(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []

    class Counted(TimelineFace):
        def __init__(self, item: TimelineItem, width: int) -> None:
            made.append(item.id)
            super().__init__(item, width)

    monkeypatch.setattr(timeline_rows, "TimelineFace", Counted)
    view = Timeline()
    view.notes.reset([note(n) for n in range(5_000)])
    shown(qtbot, view, 640, 700)
    view.grab()
    assert 0 < len(made) < 40
    QTest.keyClick(view, Qt.Key.Key_End)
    view.grab()
    assert "4999" in made
    assert len(made) < 80


def test_every_note_can_be_reached_with_the_down_key(journal: Timeline) -> None:
    seen = [journal.current_id()]
    for _ in range(199):
        QTest.keyClick(journal, Qt.Key.Key_Down)
        seen.append(journal.current_id())
        place = journal.visualRect(journal.currentIndex())
        assert place.bottom() <= journal.viewport().height() + 1 or place.top() <= 1, "the note is not in view"
    assert seen == [str(n) for n in range(200)]


def test_home_end_and_page_keys_move_through_the_journal(journal: Timeline) -> None:
    QTest.keyClick(journal, Qt.Key.Key_End)
    assert journal.current_id() == "199"
    QTest.keyClick(journal, Qt.Key.Key_PageUp)
    assert 150 < int(journal.current_id()) < 199
    QTest.keyClick(journal, Qt.Key.Key_Home)
    assert journal.current_id() == "0"
    QTest.keyClick(journal, Qt.Key.Key_PageDown)
    assert int(journal.current_id()) > 0


def test_a_click_opens_the_note_under_it(journal: Timeline, qtbot: QtBot) -> None:
    place = journal.visualRect(journal.model().index(1, 0)).center()
    with qtbot.waitSignal(journal.opened) as told:
        QTest.mouseClick(journal.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told.args == ["1"]


def test_enter_opens_the_note_the_keyboard_is_on(journal: Timeline, qtbot: QtBot) -> None:
    journal.select("150")
    with qtbot.waitSignal(journal.opened) as told:
        QTest.keyClick(journal, Qt.Key.Key_Return)
    assert told.args == ["150"]


def test_older_notes_are_asked_for_once_before_the_end_is_reached(journal: Timeline) -> None:
    asked: list[bool] = []
    journal.notes.more_wanted.connect(lambda: asked.append(True))
    journal.notes.reset([note(n) for n in range(40)], more=True)
    journal.grab()
    assert asked == []
    QTest.keyClick(journal, Qt.Key.Key_End)
    journal.grab()
    journal.grab()
    assert asked == [True]
    before = journal.visualRect(journal.currentIndex())
    journal.notes.append([note(n) for n in range(40, 80)])
    assert journal.visualRect(journal.currentIndex()) == before, "the page jumped under the reader"
    assert journal.model().rowCount() == 80


def test_what_is_read_stays_in_its_place_while_scrolling_up(journal: Timeline) -> None:
    journal.select("120")
    journal.grab()
    for _ in range(40):
        first = journal.indexAt(QPoint(20, 60))
        before = journal.visualRect(first).top()
        journal.verticalScrollBar().setValue(journal.verticalScrollBar().value() - 48)
        journal.grab()
        assert journal.visualRect(first).top() == before + 48


def test_another_width_keeps_the_note_at_the_top(journal: Timeline) -> None:
    journal.select("120")
    journal.verticalScrollBar().setValue(journal.verticalScrollBar().maximum() // 2)
    journal.grab()
    top = journal.indexAt(QPoint(20, 1)).row()
    journal.resize(420, 500)
    journal.grab()
    assert abs(journal.indexAt(QPoint(20, 1)).row() - top) <= 1


def test_a_long_note_is_cut_and_says_that_there_is_more(qapp: QApplication) -> None:
    long = TimelineFace(note(1, words=900), 600)
    short = TimelineFace(note(1, words=2), 600)
    assert long.is_cut
    assert not short.is_cut
    assert long.height < 400


def test_a_screen_reader_hears_the_whole_note(journal: Timeline) -> None:
    heard = journal.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    for part in ("Home visit", "“I can say it now.”", "to do: Ring SEN", "Refused"):
        assert part in heard


def test_a_cell_that_was_cut_says_the_whole_when_the_pointer_rests_on_it(qtbot: QtBot) -> None:
    table = TableView()
    table.set_rows(
        [Heading("Known as", 120), Heading("Needs you", 150, right=True, tip="The most pressing reason.")],
        ["Callum"], lambda name: (Cell(name), Cell(chip=("alert", "", "Chase Speech and language therapy"))),
    )
    shown(qtbot, table, 300)
    model = table.model()
    place = table.visualRect(model.index(0, 1)).center()
    resting = QHelpEvent(QEvent.Type.ToolTip, place, table.viewport().mapToGlobal(place))
    QApplication.sendEvent(table.viewport(), resting)
    assert "Chase Speech and language therapy" in QToolTip.text()
    tip = model.headerData(1, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert "The most pressing reason." in tip
