"""Widgets take the room that their words need, no more and no less, and keep to their own window."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ontrack_desktop.ui.widgets.answer_boxes import SeveralBox
from ontrack_desktop.ui.widgets.card import Card
from ontrack_desktop.ui.widgets.chart_card import ChartCard
from ontrack_desktop.ui.widgets.chart_columns import Column, ColumnsModel
from ontrack_desktop.ui.widgets.empty_state import EmptyState
from ontrack_desktop.ui.widgets.growing_edit import GrowingEdit
from ontrack_desktop.ui.widgets.never_squeezed import NeverSqueezed
from ontrack_desktop.ui.widgets.plain_label import Paragraph, plain_label
from ontrack_desktop.ui.widgets.section_bar import SectionBar
from ontrack_desktop.ui.widgets.table_view import TableView

W = TypeVar("W", bound=QWidget)


def shown(qtbot: QtBot, widget: W) -> W:
    qtbot.addWidget(widget)
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)
    return widget


def test_sections_can_be_changed_again_and_again(qtbot: QtBot) -> None:
    bar = SectionBar()
    bar.set_sections([("today", "Today")])
    shown(qtbot, bar)
    for names in ("abc", "de", "fghi", "a"):
        bar.set_sections([(name, name.upper()) for name in names])
        bar.set_count(names[0], 3)
        QApplication.processEvents()
    assert (bar.count(), bar.current_section()) == (1, "a")


def test_a_long_sentence_in_an_empty_place_is_shown_whole(qtbot: QtBot) -> None:
    empty = EmptyState(sentence="Visits and calls stand here, the newest first. " * 4, action="Write the first note")
    page = QWidget()
    QVBoxLayout(page).addWidget(empty)
    page.resize(400, 500)
    shown(qtbot, page)
    QApplication.processEvents()
    sentence = empty.findChild(Paragraph)
    assert sentence is not None
    assert sentence.height() >= sentence.heightForWidth(sentence.width()) > 60
    assert sentence.geometry().bottom() < empty.button.y()


def test_a_growing_box_shows_every_line_and_does_not_scroll(qtbot: QtBot) -> None:
    for bare in (False, True):
        edit = GrowingEdit()
        if bare:
            edit.show_bare()
        edit.resize(150, 40)
        shown(qtbot, edit)
        for text in ("", "Say less.", "One adult, three metres away.\nRing 214.\nHands off unless she is in danger."):
            edit.show_value(text)
            QApplication.processEvents()
            last = edit.blockBoundingGeometry(edit.document().lastBlock()).translated(edit.contentOffset())
            assert last.bottom() <= edit.viewport().height()
            assert edit.verticalScrollBar().maximum() == 0
        edit.setFocus()
        QTest.keyClicks(edit, "!")
        assert edit.verticalScrollBar().maximum() == 0


def test_making_cards_shows_no_window_of_its_own(qtbot: QtBot) -> None:
    shown_as_windows: list[QWidget] = []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                shown_as_windows.append(watched)
            return False

    watch = Watch()
    QApplication.instance().installEventFilter(watch)  # type: ignore[union-attr]
    for card in (Card(title="Today"), ChartCard(), EmptyState(sentence="Nothing yet.", action="Begin")):
        qtbot.addWidget(card)
    QApplication.instance().removeEventFilter(watch)  # type: ignore[union-attr]
    assert shown_as_windows == []


def test_long_words_beside_a_tick_wrap_and_all_of_them_tick_it(qtbot: QtBot) -> None:
    reason = "Found to have brought a weapon or prohibited item into school (WP)"
    box = SeveralBox([("wp", reason), ("bu", "Bullying")])
    page = QWidget()
    column = QVBoxLayout(page)
    column.addWidget(box)
    column.addStretch()
    page.resize(300, 200)
    shown(qtbot, page)
    tick = box.ticks["wp"]
    assert page.width() == 300, "a panel is not wider than its place"
    assert tick.height() >= tick.heightForWidth(tick.width()) > box.ticks["bu"].height()
    with qtbot.waitSignal(box.typed) as told:
        QTest.mouseClick(tick, Qt.MouseButton.LeftButton, pos=QPoint(tick.width() - 60, tick.height() - 8))
    assert told.args == [["wp"]]


def test_the_table_behind_a_chart_shows_every_row_and_does_not_scroll(qtbot: QtBot) -> None:
    card = ChartCard()
    columns = tuple(Column(f"Aut {n}", float(n), str(n), f"Autumn {n} 2025/26", "2025/26") for n in range(12))
    card.set_model(ColumnsModel("Attendance", columns, before=2))
    page = QWidget()
    QVBoxLayout(page).addWidget(card)
    shown(qtbot, page)
    QTest.mouseClick(card.toggle, Qt.MouseButton.LeftButton)
    table = card.findChild(TableView)
    assert table is not None
    qtbot.waitUntil(table.isVisible)
    assert table.model().rowCount() == 12
    assert table.model().index(0, 0).data() == "Autumn 0 2025/26 (before we began)"
    assert table.verticalScrollBar().maximum() == 0


def test_a_page_scrolls_only_where_there_is_less_room_than_the_least_it_needs(qtbot: QtBot) -> None:
    page, inner = QWidget(), QWidget()
    column = QVBoxLayout(page)
    column.addWidget(plain_label("Every look, change and print is written down. " * 2, "body"))
    inner.setMinimumHeight(200)
    column.addWidget(inner)
    area = NeverSqueezed(page)
    area.resize(400, 300)
    shown(qtbot, area)
    bar = area.verticalScrollBar()
    assert bar.maximum() == 0
    assert page.size() == area.viewport().size()
    area.resize(400, 150)
    assert bar.maximum() > 0
    assert inner.geometry().bottom() < page.height()
    area.resize(400, 300)
    inner.setMinimumHeight(500)
    qtbot.waitUntil(lambda: bar.maximum() > 0)
