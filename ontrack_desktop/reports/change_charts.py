"""The two charts of page 2: attendance by period, and one strand of the Thrive Approach over time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ontrack_desktop.reports import wording
from ontrack_desktop.reports.charts import LABEL, SMALL, centred, hollow, put, solid
from ontrack_desktop.reports.content import AttendanceBar, AttendanceContent, SessionCount, ThriveContent
from ontrack_desktop.reports.flow import Block, Stack
from ontrack_desktop.reports.look import BAND, INK, INK_2, INK_3, MM, PRIMARY, WHITE, Style
from ontrack_desktop.reports.sheet import Sheet
from ontrack_desktop.reports.text import Span, Text

TOP = 19 * MM  # the words over a chart
BARS = 31 * MM  # 100 per cent
SIDE = 16 * MM  # the titles of the rows under the columns
NOTE = 30 * MM  # the width of a note over a column
MOST_BARS = 9
GAP = 5.0  # between two date labels
FIGURE = Style(16, 21, "semibold")


# -- attendance --------------------------------------------------------------------------------------------
class AttendanceChart(Block):
    """Columns by period on a band for before; the counts hang under the columns that they explain."""

    def __init__(self, content: AttendanceContent, began: date, near: date, *, family: bool) -> None:
        super().__init__()
        self.content, self.began, self.near = content, began, near
        self.bars = content.bars[-MOST_BARS:]
        style = LABEL.but(size=8, leading=11) if family else LABEL
        self.step = min((114 * MM - SIDE) / max(len(self.bars), 1), 14 * MM)
        self.labels = [Text(words, style) for words in _side_by_side(self.bars, style, self.step - 2, family=family)]
        self.before = sum(bar.is_before for bar in self.bars)
        self.border = SIDE + self.before * self.step if self.before else 0.0
        narrow = bool(self.before and content.before) and self.border < 50 * MM
        self.top = TOP + (4 * MM if narrow else 0)
        self.noted = next((i for i in range(len(self.bars)) if self._has_room_for_note(i)), None)

    def _has_room_for_note(self, i: int) -> bool:
        around = self.bars[max(i - 1, 0) : i + 2]
        low = all(bar.attended * 100 <= bar.possible * 35 for bar in around)
        return low and bool(self.bars[i].note) and len(self._note(self.bars[i]).lines(NOTE)) <= 3

    def _note(self, bar: AttendanceBar) -> Text:
        return Text(bar.note, SMALL.but(align="centre", colour=INK, balanced=True))

    def notes_below(self) -> str:
        """The notes for which the picture has no room."""
        left = [f"{bar.label}: {bar.note}" for i, bar in enumerate(self.bars) if bar.note and i != self.noted]
        return wording.sentence("; ".join(left))

    def _labels_height(self) -> float:
        return max((label.height(self.step - 1) for label in self.labels), default=0.0)

    def height(self, width: float) -> float:
        del width
        return self.top + BARS + 4 + self._labels_height() + 12 + 6 + 2 * 17

    def _alt(self) -> str:
        parts = [
            f"{bar.long_label or bar.label} {bar.year}: {wording.percent(wording.share(bar.attended, bar.possible))}"
            for bar in self.bars
        ]
        return f"Attendance in per cent of sessions. {'; '.join(parts)}."

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        axis = top - self.top - BARS
        with sheet.tagged("Figure", alt=self._alt()):
            if self.before:
                sheet.rounded(x, axis, self.border, self.top + BARS, 0.01, fill=BAND)
            for i, bar in enumerate(self.bars):
                self._draw_bar(sheet, bar, x + SIDE + (i + 0.5) * self.step, axis, with_note=i == self.noted)
            sheet.line(x, axis, x + width, axis, 0.75, INK)
        if self.before and self.content.before:
            _share_words(sheet, "Before", self.content.before, x + 3 * MM, top, self.border - 4 * MM)
        left = x + self.border + (2.2 * MM if self.before else 0)
        said = f"Since we began, {wording.day(self.began, self.near)}"
        _share_words(sheet, said, self.content.now, left, top, x + width - left)
        self._table(sheet, x, axis, width)

    def _draw_bar(self, sheet: Sheet, bar: AttendanceBar, middle: float, axis: float, *, with_note: bool) -> None:
        share = wording.share(bar.attended, bar.possible)
        height = min(float(share or 0), 100) / 100 * BARS
        half = self.step * 0.315
        if height:
            stroke = INK if bar.is_before else None
            sheet.rounded(
                middle - half,
                axis,
                2 * half,
                height,
                0.01,
                fill=WHITE if bar.is_before else PRIMARY,
                stroke=stroke,
                weight=0.9,
            )
        said = wording.number(share) if share is not None else wording.NONE
        centred(sheet, said, LABEL, middle, axis + height + 3.2)
        if with_note:
            foot = axis + height + 15
            note = self._note(bar)
            sheet.line(middle, foot, middle, foot + 5 * MM, 0.5, INK)
            note.draw(sheet, middle - NOTE / 2, foot + 5 * MM + note.height(NOTE) + 2, NOTE)

    def _table(self, sheet: Sheet, x: float, axis: float, width: float) -> None:
        """Labels, years and the two rows of counts, read as a table."""
        y = axis - 4
        middles = [x + SIDE + (i + 0.5) * self.step for i in range(len(self.bars))]
        with sheet.group("Table"):
            with sheet.group("TR"):
                for label, middle in zip(self.labels, middles, strict=True):
                    with sheet.group("TH"):
                        label.draw(sheet, middle - self.step / 2 + 0.5, y, self.step - 1)
            y -= self._labels_height() + 12
            self._years(sheet, x + SIDE, y + 3.5)
            y -= 6
            for title, counts in (
                ("attended", [bar.attended for bar in self.bars]),
                ("possible", [bar.possible for bar in self.bars]),
            ):
                sheet.line(x, y, x + width, y, 0.3, INK_3)
                with sheet.group("TR"):
                    with sheet.group("TD"):
                        put(sheet, title, SMALL, x, y - 11.5)
                    for count, middle in zip(counts, middles, strict=True):
                        with sheet.group("TD"):
                            centred(sheet, f"{count:,}", Style(9, 12, tabular=True), middle, y - 11.5)
                y -= 17

    def _years(self, sheet: Sheet, x: float, baseline: float) -> None:
        start = 0
        for i in range(1, len(self.bars) + 1):
            if i < len(self.bars) and self.bars[i].year == self.bars[start].year:
                continue
            if self.bars[start].year:
                centred(sheet, self.bars[start].year, SMALL, x + (start + i) / 2 * self.step, baseline)
            if i < len(self.bars):
                sheet.line(x + i * self.step, baseline + 20, x + i * self.step, baseline - 3, 0.3, INK_3)
            start = i


def _side_by_side(bars: Sequence[AttendanceBar], style: Style, width: float, *, family: bool) -> list[str]:
    """The names of the periods; the year stands below. Where one is too wide, all have their last word under it."""
    names = [(bar.long_label.removesuffix(bar.year).strip() if family else "") or bar.label for bar in bars]
    if all(Text(name, style).natural_width() <= width for name in names):
        return names
    return ["\n".join(name.rsplit(" ", 1)) for name in names]


def _share_words(sheet: Sheet, said: str, count: SessionCount, x: float, top: float, width: float) -> None:
    """A period's name, its average in large figures, and its n: beside it, or under it where it is narrow."""
    share = wording.percent(wording.share(count.attended, count.possible))
    n = wording.of(count.attended, count.possible)
    spans = [Span(share), Span(wording.STAY * 3 + n, "regular", INK_2, SMALL.size)]
    words: list[Block] = [Text(said, LABEL.but(align="left"))]
    if Text(spans, FIGURE).natural_width() <= width:
        words.append(Text(spans, FIGURE))
    else:
        words += [Text(share, FIGURE), Text(n, SMALL)]
    Stack(words).draw(sheet, x, top - 2 * MM, max(width, 24 * MM))


# -- Thrive Approach ---------------------------------------------------------------------------------------
class ThriveChart(Block):
    """One strand over time: dates to scale, each point with its value; the scale's end is said."""

    def __init__(self, content: ThriveContent, near: date, top: float = TOP) -> None:
        super().__init__()
        self.content, self.near, self.top = content, near, top
        self.points = content.points
        self.end = 50 if max(p.percent for p in self.points) <= 50 else 100
        scored = f", scored by {content.scored_by}" if content.scored_by else ""
        self.caption = Text(f"Same strand each time{scored}. Scale drawn to {self.end}.", SMALL)

    def needs_table(self, width: float) -> bool:
        """Whether some dates stand too close together to be read here."""
        return None in _spread([p.on for p in self.points], self._places(0, width), 0, width)

    def _places(self, x: float, width: float) -> list[float]:
        inset = 5 * MM
        first = self.points[0].on
        days = max((self.points[-1].on - first).days, 1)
        return [x + inset + (p.on - first).days / days * (width - 2 * inset) for p in self.points]

    def height(self, width: float) -> float:
        return self.top + BARS + 36 + self.caption.height(width)

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        first, last = self.points[0], self.points[-1]
        if len(self.points) > 1:
            said = [Span(wording.change(first.percent, last.percent, plain=True))]
            said.append(Span(wording.STAY * 2 + "percentage points", "regular", INK_2, SMALL.size))
            over = f"Since {wording.month_name(first.on)}"
            if first.on.year != self.near.year:
                over += f" {first.on.year}"
            words: list[Block] = [Text(over, LABEL.but(align="left")), Text(said, FIGURE)]
            Stack(words).draw(sheet, x, top - 2 * MM, width)
        axis = top - self.top - BARS
        points = [f"{wording.day(p.on)} {wording.percent(p.percent, plain=True)}" for p in self.points]
        with sheet.tagged("Figure", alt=f"Thrive Approach, {self.content.strand}: {'; '.join(points)}."):
            self._draw_points(sheet, x, axis, width)
        sheet.line(x, axis - 34, x + width, axis - 34, 0.3, INK_3)
        self.caption.draw(sheet, x, axis - 36, width)

    def _draw_points(self, sheet: Sheet, x: float, axis: float, width: float) -> None:
        places = self._places(x, width)
        heights = [axis + float(p.percent) / self.end * BARS for p in self.points]
        for i in range(1, len(places)):
            sheet.line(places[i - 1], heights[i - 1], places[i], heights[i], 1.5, PRIMARY)
        dates = _spread([p.on for p in self.points], places, x, x + width)
        for i, (place, height, point) in enumerate(zip(places, heights, self.points, strict=True)):
            sheet.line(place, axis, place, height - 4, 0.4, INK_3, "2 2")
            (solid if i else hollow)(sheet, place, height)
            middle = dates[i]
            if middle is not None:
                centred(sheet, wording.percent(point.percent, plain=True), LABEL, place, height + 9)
                centred(sheet, wording.short_day(point.on), LABEL, middle, axis - 13)
        sheet.line(x, axis, x + width, axis, 0.75, INK)


def _spread(days: Sequence[date], places: Sequence[float], left: float, right: float) -> list[float | None]:
    """Middles for the date labels, kept apart; None where there is no room (the table has them all)."""
    found: list[float | None] = []
    half = [Text(wording.short_day(d), LABEL).natural_width() / 2 for d in days]
    last_middle = min(places[-1], right - half[-1])
    edge = left
    for i, place in enumerate(places):
        if i == len(places) - 1 and i:
            found.append(last_middle)
            continue
        middle = max(place, edge + half[i])
        limit = last_middle - half[-1] - GAP if len(places) > 1 else right
        if middle + half[i] > limit or middle - place > 6 * MM:
            found.append(None)
            continue
        found.append(middle)
        edge = middle + half[i] + GAP
    return found
