"""A chart of one line over time: dots at their dates, each with its number, the scale's end said."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ontrack_desktop.ui.theme import current_theme, font

FOOT = 24
HEAD = 28
SIDE = 32


@dataclass(frozen=True)
class Point:
    """One score: `day` counts days from any start, `value` the height, the rest is said."""

    day: int
    value: float
    label: str
    shown: str


@dataclass(frozen=True)
class LineModel:
    """Points in order of day. `top` is the end of the scale, `before` how many points lie before we began."""

    title: str
    points: tuple[Point, ...]
    top: float
    before: int = 0

    def table(self) -> list[tuple[str, str]]:
        """The same as rows: (label, shown)."""
        return [(p.label, p.shown) for p in self.points]


class LineChart(QWidget):
    """Paints a `LineModel`; a screen reader hears the table. Before is hollow, now is solid."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = LineModel("", (), 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_model(self, model: LineModel) -> None:
        """Show another one."""
        self._model = model
        self.setAccessibleName(model.title)
        self.setAccessibleDescription("; ".join(f"{label}: {shown}" for label, shown in model.table()))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(480, 150)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 120)

    def paintEvent(self, _event: QPaintEvent) -> None:
        points = self._model.points
        if not points:
            return
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        base = self.height() - FOOT
        painter.fillRect(QRectF(0, base, self.width(), 1), theme.colour("line"))
        places = [self._place(point) for point in points]
        painter.setPen(QPen(theme.colour("primary"), 2))
        painter.drawPolyline(QPolygonF(places))
        painter.setFont(font("caption"))
        shown_until = -1.0
        for number, (point, place) in enumerate(zip(points, places, strict=True)):
            hollow = number < self._model.before
            painter.setPen(QPen(theme.colour("primary"), 2))
            painter.setBrush(theme.colour("surface" if hollow else "primary"))
            painter.drawEllipse(place, 4, 4)
            painter.setPen(theme.colour("ink"))
            number_box = QRectF(place.x() - 40, place.y() - 26, 80, 18)
            painter.drawText(number_box, Qt.AlignmentFlag.AlignHCenter, point.shown)
            half = painter.fontMetrics().horizontalAdvance(point.label) / 2
            if place.x() - half > shown_until:  # names that would run into each other are left to the table
                painter.setPen(theme.colour("ink_2"))
                name = QRectF(place.x() - half - 2, base + 4, half * 2 + 4, FOOT - 4)
                painter.drawText(name, Qt.AlignmentFlag.AlignHCenter, point.label)
                shown_until = place.x() + half + 6

    def _place(self, point: Point) -> QPointF:
        first, last = self._model.points[0].day, self._model.points[-1].day
        along = (point.day - first) / (last - first) if last > first else 0.5
        base = self.height() - FOOT
        return QPointF(
            SIDE + along * (self.width() - 2 * SIDE), base - point.value / self._model.top * (base - HEAD) - 4
        )
