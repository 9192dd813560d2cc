"""The heart of the time-in plan: one curve over four columns, from calm through crisis to recovery."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ontrack_desktop.reports.content import Stage, TimeInPlanContent
from ontrack_desktop.reports.flow import Block, Stack
from ontrack_desktop.reports.look import (
    ALERT,
    ALERT_SOFT,
    GOOD,
    GOOD_SOFT,
    MM,
    PRIMARY,
    PRIMARY_SOFT,
    WARN,
    WARN_SOFT,
    Colour,
    Look,
    Style,
)
from ontrack_desktop.reports.parts import WithIcon
from ontrack_desktop.reports.sheet import Sheet
from ontrack_desktop.reports.text import Text

GAP = 3 * MM
INSIDE = 3.2 * MM
CURVE = 16 * MM  # the height that the curve needs above the words
CORNER = 1.6 * MM


@dataclass(frozen=True)
class Shape:
    """How one stage looks; the curve is a Bézier with its four heights in mm above the words."""

    title: str
    icon: str
    strong: Colour
    soft: Colour
    curve: tuple[float, float, float, float]


SHAPES = (
    Shape("Calm", "sun", GOOD, GOOD_SOFT, (2.5, 4.5, 0.5, 4.0)),
    Shape("Rising", "wind", WARN, WARN_SOFT, (4.5, 7.5, 11.0, 14.0)),
    Shape("Crisis", "cloud-lightning", ALERT, ALERT_SOFT, (13.5, 18.0, 18.0, 12.5)),
    Shape("Recovery", "sunrise", PRIMARY, PRIMARY_SOFT, (12.0, 6.0, 3.4, 3.0)),
)


def scaled(style: Style, scale: float) -> Style:
    """The style in smaller type."""
    return style.but(size=style.size * scale, leading=style.leading * scale)


class Stages(Block):
    """Four columns: what you see, in short; what you do, in bold. Crisis alone is outlined."""

    def __init__(self, content: TimeInPlanContent, look: Look, scale: float, *, before: float) -> None:
        super().__init__(before=before)
        stages = (content.calm, content.rising, content.crisis, content.recovery)
        self.columns = [_words(s, shape, look, scale) for s, shape in zip(stages, SHAPES, strict=True)]
        self.scale = scale

    def _inner(self, width: float) -> float:
        return (width - 3 * GAP) / 4 - 2 * INSIDE

    def height(self, width: float) -> float:
        inner = self._inner(width)
        return CURVE * self.scale + max(c.height(inner) for c in self.columns) + 5 * MM

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        one = (width - 3 * GAP) / 4
        bottom = top - self.height(width)
        words = top - CURVE * self.scale
        for i, (shape, block) in enumerate(zip(SHAPES, self.columns, strict=True)):
            left = x + i * (one + GAP)
            self._area(sheet, shape, left, bottom, one, words)
            block.draw(sheet, left + INSIDE, words - 2 * MM, one - 2 * INSIDE)

    def _area(self, sheet: Sheet, shape: Shape, left: float, bottom: float, one: float, words: float) -> None:
        heights = [words + h * MM * self.scale - 1.5 * MM for h in shape.curve]
        across = (left + one / 3, left + one * 2 / 3, left + one)
        handle = CORNER * 0.45
        area = sheet.canvas.beginPath()
        area.moveTo(left, heights[0])
        area.curveTo(across[0], heights[1], across[1], heights[2], across[2], heights[3])
        area.lineTo(left + one, bottom + CORNER)
        area.curveTo(left + one, bottom + handle, left + one - handle, bottom, left + one - CORNER, bottom)
        area.lineTo(left + CORNER, bottom)
        area.curveTo(left + handle, bottom, left, bottom + handle, left, bottom + CORNER)
        area.close()
        outlined = shape.title == "Crisis"
        sheet.path(area, fill=shape.soft, stroke=shape.strong if outlined else None, weight=2)
        curve = sheet.canvas.beginPath()
        curve.moveTo(left, heights[0])
        curve.curveTo(across[0], heights[1], across[1], heights[2], across[2], heights[3])
        sheet.path(curve, stroke=shape.strong, weight=3.6 if outlined else 2.6)


def _words(stage: Stage, shape: Shape, look: Look, scale: float) -> Stack:
    title = scaled(Style(15.5, 20, "semibold", shape.strong, tag="H2"), scale)
    caps = look.table_head
    see = scaled(Style(10, 15), scale)
    do = scaled(Style(11, 14.5, "semibold"), scale)
    head = WithIcon(shape.icon, shape.strong, Text(shape.title, title), size=title.size + 1, indent=title.size + 7)
    return Stack(
        [
            head,
            Text("YOU SEE", caps, before=2),
            *_lines(stage.you_see, see, 0),
            Text("YOU DO", caps.but(colour=shape.strong), before=7 * scale),
            *_lines(stage.you_do, do, 3.5 * scale),
        ]
    )


def _lines(items: Sequence[str], style: Style, before: float) -> list[Block]:
    if not items:
        return [Text("Not agreed yet.", style.but(face="regular"), before=before)]
    return [Text(item, style, before=before if i else 1.5) for i, item in enumerate(items)]
