"""Small charts as vectors, each with its numbers beside it. Before is hollow, now is solid, in every chart."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from ontrack_desktop.reports import wording
from ontrack_desktop.reports.flow import Block
from ontrack_desktop.reports.look import (
    INK_2,
    INK_3,
    MM,
    PRIMARY,
    WHITE,
    Look,
    Style,
)
from ontrack_desktop.reports.parts import Figure
from ontrack_desktop.reports.sheet import Sheet
from ontrack_desktop.reports.text import Span, Text, first_baseline

RADIUS = 1.65 * MM
LABEL = Style(8.5, 12, "semibold", align="centre")
SMALL = Style(8.5, 12, colour=INK_2)


def put(sheet: Sheet, text: str | Sequence[Span], style: Style, x: float, baseline: float, width: float = 0) -> None:
    """One text with its first baseline at a height; centred or right-aligned texts need a width."""
    Text(text, style).draw(sheet, x, baseline + first_baseline(style), width or 1e4)


def centred(sheet: Sheet, text: str, style: Style, middle: float, baseline: float) -> None:
    """One line around a middle."""
    put(sheet, text, style.but(align="centre"), middle - 200, baseline, 400)


def hollow(sheet: Sheet, x: float, y: float, radius: float = RADIUS) -> None:
    """The mark for before."""
    sheet.circle(x, y, radius, fill=WHITE, stroke=PRIMARY, weight=1.5)


def solid(sheet: Sheet, x: float, y: float, radius: float = RADIUS) -> None:
    """The mark for now."""
    sheet.circle(x, y, radius + 0.6, fill=PRIMARY)


def ring(diameter: float = 7.5) -> Figure:
    """A small hollow mark to stand before words about the time before."""
    return Figure(
        diameter,
        lambda s, x, top, _: s.circle(
            x + diameter / 2, top - diameter / 2 - 2.6, diameter / 2 - 0.8, fill=WHITE, stroke=PRIMARY, weight=1.5
        ),
    )


# -- before and now on one line ----------------------------------------------------------------------------
def scale_line(
    now: Fraction | Decimal | int, before: Fraction | Decimal | int | None, end: Fraction | int, said: str
) -> Figure:
    """A line from 0 to `end` with the mark for before, the mark for now, and the way between them."""

    def draw(sheet: Sheet, x: float, top: float, width: float) -> None:
        y = top - 3 * MM
        inset = RADIUS + 0.6

        def at(value: Fraction | Decimal | int) -> float:
            part = min(max(float(value) / float(end), 0.0), 1.0) if end else 0.0
            return x + inset + part * (width - 2 * inset)

        sheet.line(x, y, x + width, y, 0.75, INK_3)
        if before is not None:
            sheet.line(at(before), y, at(now), y, 2.2, PRIMARY)
            hollow(sheet, at(before), y)
        solid(sheet, at(now), y)

    return Figure(6 * MM, draw, said)


def alarm_line(start: int | None, end: int | None, look: Look) -> Block:
    """The pupil's own alarm number from 1 to 10: hollow at the start of a session, solid at its end."""
    if start is None or end is None:
        known = start if start is not None else end
        return Text(wording.NONE if known is None else str(known), look.table.but(align="centre"))

    def draw(sheet: Sheet, x: float, top: float, width: float) -> None:
        label = 9.0
        step = (width - 2 * label) / 9
        y = top - look.table.leading / 2
        first, last = x + label + (start - 1) * step, x + label + (end - 1) * step
        baseline = top - first_baseline(look.table)
        sheet.line(first, y, last, y, 1.6, PRIMARY)
        hollow(sheet, first, y, 2.7)
        solid(sheet, last, y, 2.5)
        size = look.table.size
        bold, quiet = Style(size, size * 1.3, "semibold"), Style(size, size * 1.3, colour=INK_2)
        way = -1 if end <= start else 1  # the numbers stand outside the line
        _beside(sheet, str(end), bold, last, baseline, way)
        if end != start:
            _beside(sheet, str(start), quiet, first, baseline, -way)

    return Figure(look.table.leading, draw, f"Alarm {start} at the start, {end} at the end.")


def _beside(sheet: Sheet, text: str, style: Style, x: float, baseline: float, way: int) -> None:
    width = Text(text, style).natural_width()
    put(sheet, text, style, x + 5.5 if way > 0 else x - 5.5 - width, baseline)
