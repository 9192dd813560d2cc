"""A card with a chart, and the same numbers as a table one key away."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ontrack_desktop.ui.icons import set_icon
from ontrack_desktop.ui.widgets.card import Card
from ontrack_desktop.ui.widgets.chart_columns import ColumnChart, ColumnsModel
from ontrack_desktop.ui.widgets.chart_line import LineChart, LineModel
from ontrack_desktop.ui.widgets.table_model import Cell, Heading
from ontrack_desktop.ui.widgets.table_view import TableView

HEADER, ROW = 34, 36  # px


class ChartCard(Card):
    """Shows a `ColumnsModel` or a `LineModel`; the button "Table" changes between chart and numbers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.toggle = self.add_action("&Table", "table")
        self.toggle.clicked.connect(self._change)
        self._columns, self._line, self._table = ColumnChart(), LineChart(), TableView()
        self._chart: QWidget = self._columns
        for widget in (self._columns, self._line, self._table):
            self.add(widget)
            widget.hide()
        self._table.verticalHeader().setDefaultSectionSize(ROW)
        self._table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def set_model(self, model: ColumnsModel | LineModel, value_heading: str = "Per cent") -> None:
        """Show another chart; `value_heading` heads the numbers in the table."""
        self.set_title(model.title)
        if isinstance(model, ColumnsModel):
            self._columns.set_model(model)
            self._chart = self._columns
        else:
            self._line.set_model(model)
            self._chart = self._line
        self._table.setAccessibleName(model.title)
        self._table.set_rows(
            [Heading("When", sortable=False), Heading(value_heading, 160, right=True, sortable=False)],
            model.table(),
            lambda row: (Cell(row[0]), Cell(row[1])),
        )
        self._table.setFixedHeight(HEADER + ROW * len(model.table()))  # the page scrolls, not a table in it
        self._show(self._chart)

    def is_table(self) -> bool:
        """Are the numbers shown, not the chart?"""
        return not self._table.isHidden()

    def _change(self) -> None:
        self._show(self._chart if self.is_table() else self._table)

    def _show(self, widget: QWidget) -> None:
        for each in (self._columns, self._line, self._table):
            each.setVisible(each is widget)
        as_table = widget is self._table
        self.toggle.setText("Char&t" if as_table else "&Table")
        set_icon(self.toggle, "chart-no-axes-column" if as_table else "table", "primary")
