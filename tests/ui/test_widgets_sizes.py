"""Widgets take the room that their words need, no more and no less, and keep to their own window."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QEvent, QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ontrack_desktop.ui.widgets.card import Card
from ontrack_desktop.ui.widgets.chart_card import ChartCard
from ontrack_desktop.ui.widgets.empty_state import EmptyState
from ontrack_desktop.ui.widgets.growing_edit import GrowingEdit
from ontrack_desktop.ui.widgets.plain_label import Paragraph
from ontrack_desktop.ui.widgets.section_bar import SectionBar

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
