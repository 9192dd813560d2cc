"""Charts: columns as high as their numbers, the same as a table one key away, heard by a screen reader."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ontrack_desktop.ui.theme import load_theme
from ontrack_desktop.ui.widgets.chart_card import ChartCard
from ontrack_desktop.ui.widgets.chart_columns import Column, ColumnChart, ColumnsModel
from ontrack_desktop.ui.widgets.chart_line import LineChart, LineModel, Point
from ontrack_desktop.ui.widgets.table_view import TableView

ATTENDANCE = ColumnsModel(
    "Attendance by half-term, per cent",
    (
        Column("Spr 1", 20, "20"),
        Column("Spr 2", 40, "40"),
        Column("Sum 1", 80, "80"),
        Column("Sum 2", None, "no data"),
    ),
    before=1,
    top=100,
)


def drawn(qtbot: QtBot, widget: QWidget) -> QImage:
    qtbot.addWidget(widget)
    widget.resize(240, 150)
    return widget.grab().toImage()


def height_of(picture: QImage, x: int, ink: QColor) -> int:
    return sum(picture.pixelColor(x, y) == ink for y in range(picture.height()))


def test_columns_are_as_high_as_their_numbers(qtbot: QtBot) -> None:
    chart = ColumnChart()
    chart.set_model(ATTENDANCE)
    picture = drawn(qtbot, chart)
    theme = load_theme("light")
    middles = [30, 90, 150, 210]  # four columns of 60 px
    before = height_of(picture, middles[0], theme.colour("ink_3"))
    low, high = (height_of(picture, x, theme.colour("primary")) for x in middles[1:3])
    assert high == pytest.approx(low * 2, abs=2)
    assert low == pytest.approx(before * 2, abs=2)
    assert height_of(picture, middles[3], theme.colour("primary")) == 0, "no data is no column"


def test_what_was_before_stands_on_a_band(qtbot: QtBot) -> None:
    chart = ColumnChart()
    chart.set_model(ATTENDANCE)
    picture = drawn(qtbot, chart)
    band = load_theme("light").colour("surface_2")
    assert picture.pixelColor(5, 60) == band
    assert picture.pixelColor(65, 60) != band


def test_a_chart_is_heard_as_its_numbers(qtbot: QtBot) -> None:
    chart = ColumnChart()
    qtbot.addWidget(chart)
    chart.set_model(ATTENDANCE)
    assert chart.accessibleName() == "Attendance by half-term, per cent"
    assert chart.accessibleDescription() == "Spr 1 (before we began): 20; Spr 2: 40; Sum 1: 80; Sum 2: no data"


def test_nothing_and_only_zeros_are_drawn_without_a_fault(qtbot: QtBot) -> None:
    for columns in ((), (Column("now", 0, "0"),), (Column("now", None, "no data"),)):
        chart = ColumnChart()
        chart.set_model(ColumnsModel("Suspensions", columns))
        assert not drawn(qtbot, chart).isNull()
    for points in ((), (Point(0, 27, "Jan", "27 %"),)):
        line = LineChart()
        line.set_model(LineModel("Thrive", points, 100))
        assert not drawn(qtbot, line).isNull()


def test_a_rising_line_rises(qtbot: QtBot) -> None:
    chart = LineChart()
    chart.set_model(LineModel("Thrive", (Point(0, 10, "Jan", "10 %"), Point(300, 90, "Oct", "90 %")), 100, before=1))
    picture = drawn(qtbot, chart)
    ink = load_theme("light").colour("primary")
    highest = [min((y for y in range(150) if picture.pixelColor(x, y) == ink), default=150) for x in (60, 120, 180)]
    assert highest == sorted(highest, reverse=True)
    assert highest[0] > highest[2]


def test_the_table_is_one_key_away_and_the_chart_comes_back(qtbot: QtBot) -> None:
    card = ChartCard()
    card.set_model(ATTENDANCE)
    qtbot.addWidget(card)
    card.show()
    card.activateWindow()
    qtbot.waitUntil(card.isActiveWindow)
    QTest.keyClick(card, Qt.Key.Key_T, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(card.is_table)
    table = card.findChild(TableView)
    assert table is not None
    cells = [[table.model().index(r, c).data() for c in range(2)] for r in range(table.model().rowCount())]
    assert cells == [["Spr 1 (before we began)", "20"], ["Spr 2", "40"], ["Sum 1", "80"], ["Sum 2", "no data"]]
    QTest.keyClick(card, Qt.Key.Key_T, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: not card.is_table())
