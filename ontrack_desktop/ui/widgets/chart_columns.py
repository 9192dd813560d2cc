"""A chart of columns: one idea, each column with its number, no grid, a band for what was before."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ontrack_desktop.ui.theme import current_theme, font

FOOT = 24  # px for the names under the columns
GROUP = 16  # px for the line under them, such as the school year
HEAD = 20  # px for the number over the highest column
WIDEST = 34


@dataclass(frozen=True)
class Column:
    """One column. `value` None is a gap that says "no data"; `shown` is the number in people's figures.

    `name` is what a short `label` stands for; `group` is said once, under the first column that belongs to it.
    """

    label: str
    value: float | None
    shown: str
    name: str = ""
    group: str = ""


@dataclass(frozen=True)
class ColumnsModel:
    """`before` is how many of the first columns lie before `before_label`; `top` is the scale's end, 0: the data's."""

    title: str
    columns: tuple[Column, ...]
    before: int = 0
    before_label: str = "before we began"
    top: float = 0

    def table(self) -> list[tuple[str, str]]:
        """The same as rows: (label, shown), for the table beside the chart."""
        return [
            (f"{c.name or c.label} ({self.before_label})" if n < self.before else c.name or c.label, c.shown)
            for n, c in enumerate(self.columns)
        ]


class ColumnChart(QWidget):
    """Paints a `ColumnsModel`; a screen reader hears the table."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = ColumnsModel("", ())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_model(self, model: ColumnsModel) -> None:
        """Show another one."""
        self._model = model
        self.setAccessibleName(model.title)
        self.setAccessibleDescription("; ".join(f"{label}: {shown}" for label, shown in model.table()))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(480, 180)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 120)

    def paintEvent(self, _event: QPaintEvent) -> None:
        count = len(self._model.columns)
        if not count:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pace = min(self.width() / count, 64.0)
        left = (self.width() - pace * count) / 2
        base = self._base()
        if self._model.before:
            self._paint_band(painter, QRectF(left, 0, pace * self._model.before, base))
        painter.fillRect(QRectF(left, base, pace * count, 1), current_theme().colour("line"))
        groups = ["", *(column.group for column in self._model.columns)]
        for place, column in enumerate(self._model.columns):
            self._paint_column(painter, column, place, left + pace * place, pace)
            if column.group != groups[place]:
                under = QRectF(left + pace * place + 4, base + FOOT - 4, pace * 3, GROUP)
                painter.drawText(under, Qt.AlignmentFlag.AlignLeft, column.group)

    def _base(self) -> int:
        """Where the columns stand, px from above."""
        return self.height() - FOOT - (GROUP if any(column.group for column in self._model.columns) else 0)

    def _paint_band(self, painter: QPainter, band: QRectF) -> None:
        theme = current_theme()
        painter.fillRect(band, theme.colour("surface_2"))
        if theme.name == "contrast":  # where the band is as black as the card
            painter.setPen(theme.colour("line"))
            painter.drawLine(band.topRight(), band.bottomRight())
        painter.setFont(font("caption"))
        painter.setPen(theme.colour("ink_2"))
        painter.drawText(band.adjusted(8, 4, -4, 0), Qt.AlignmentFlag.AlignLeft, self._model.before_label)

    def _paint_column(self, painter: QPainter, column: Column, place: int, x: float, pace: float) -> None:
        theme = current_theme()
        base = self._base()
        values = [c.value for c in self._model.columns if c.value is not None]
        top = self._model.top or max([*values, 1e-9])
        space = base - HEAD - (12 if self._model.before else 0)
        high = max(2.0, (column.value or 0) / top * space) if column.value is not None else 0.0
        width = min(pace * 0.64, WIDEST)
        bar = QRectF(x + (pace - width) / 2, base - high, width, high)
        painter.setFont(font("caption"))
        painter.setPen(theme.colour("ink_2" if column.value is None else "ink"))
        number = QRectF(x, bar.top() - HEAD, pace, HEAD - 2)
        painter.drawText(number, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, column.shown)
        if high:
            painter.fillPath(_rounded_above(bar), theme.colour("ink_3" if place < self._model.before else "primary"))
        painter.setPen(theme.colour("ink_2"))
        label = painter.fontMetrics().elidedText(column.label, Qt.TextElideMode.ElideRight, int(pace))
        painter.drawText(QRectF(x, base + 4, pace, FOOT - 4), Qt.AlignmentFlag.AlignHCenter, label)


def _rounded_above(bar: QRectF) -> QPainterPath:
    """A bar with round corners at its upper end only."""
    radius = min(3.0, bar.height())
    path = QPainterPath()
    path.addRoundedRect(bar, radius, radius)
    foot = QPainterPath()
    foot.addRect(bar.adjusted(0, radius, 0, 0))
    return path.united(foot)
