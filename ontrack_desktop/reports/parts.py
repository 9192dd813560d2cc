"""The small parts that pages are made of: headings, bands for quotes, icons with words, lines to write on."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ontrack_desktop.reports import wording
from ontrack_desktop.reports.content import Quotation, SignatureLine
from ontrack_desktop.reports.flow import Block, Columns, Stack
from ontrack_desktop.reports.icons import draw_icon
from ontrack_desktop.reports.look import INK, INK_2, INK_3, MM, VOICE, VOICE_SOFT, Colour, Look, Style
from ontrack_desktop.reports.sheet import Sheet
from ontrack_desktop.reports.text import Span, Text

COLUMN = 30 * MM  # six columns of 24 mm and gutters of 6 mm


def column(start: int, span: int, block: Block) -> tuple[float, float, Block]:
    """A block on the page's six columns, for `Columns`."""
    return start * COLUMN, span * COLUMN - 6 * MM, block


class Heading(Text):
    """A heading that takes the next block along, and an entry of the outline (whose words hold no names)."""

    def __init__(
        self, text: str, style: Style, outline: str, *, level: int = 0, before: float = 0, new_page: bool = False
    ) -> None:
        super().__init__(text, style.but(ours=True), before=before, keep_with_next=True)
        self.new_page = new_page
        self.outline, self.level = outline, level

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        sheet.bookmark(self.outline, self.level, top)
        super().draw(sheet, x, top, width)


class Figure(Block):
    """A drawing of a fixed height, with words for those who cannot see it."""

    def __init__(
        self, height: float, draw: Callable[[Sheet, float, float, float], None], alt: str = "", *, before: float = 0
    ) -> None:
        super().__init__(before=before)
        self._height, self._draw, self._alt = height, draw, alt

    def height(self, width: float) -> float:
        del width
        return self._height

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        if not self._alt:  # decoration: its lines are left out of the reading order, its text is not
            self._draw(sheet, x, top, width)
            return
        with sheet.tagged("Figure", alt=self._alt):
            self._draw(sheet, x, top, width)


class Band(Block):
    """A soft band behind a quote; it reaches beyond the text, so that the words keep the text's left edge."""

    def __init__(self, inner: Block, *, reach: float = 6 * MM, padding: float = 12, before: float = 0) -> None:
        super().__init__(before=before)
        self.inner, self.reach, self.padding = inner, reach, padding

    def height(self, width: float) -> float:
        return self.inner.height(width) + 2 * self.padding

    def least(self, width: float) -> float:
        return self.inner.least(width) + 2 * self.padding

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        parts = self.inner.split(width, room - 2 * self.padding)
        if parts is None:
            return None
        first, rest = (Band(part, reach=self.reach, padding=self.padding) for part in parts)
        return first, rest

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        height = self.height(width)
        sheet.rounded(x - self.reach, top - height, width + 2 * self.reach, height, 3 * MM, fill=VOICE_SOFT)
        self.inner.draw(sheet, x, top - self.padding, width)


class Rule(Block):
    """A line across the column."""

    def __init__(self, weight: float = 0.3, colour: Colour = INK_3, *, before: float = 0, after: float = 0) -> None:
        super().__init__(before=before)
        self.weight, self.colour, self.after = weight, colour, after

    def height(self, width: float) -> float:
        del width
        return self.weight + self.after

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        sheet.line(x, top, x + width, top, self.weight, self.colour)


class WithIcon(Block):
    """An icon at the left of the first line, words beside it; the words carry the meaning alone."""

    def __init__(
        self, icon: str, colour: Colour, words: Text, *, size: float = 12, indent: float = 17, before: float = 0
    ) -> None:
        super().__init__(before=before)
        self.icon, self.colour, self.words = icon, colour, words
        self.size, self.indent = size, indent

    def height(self, width: float) -> float:
        return self.words.height(width - self.indent)

    def least(self, width: float) -> float:
        return self.words.least(width - self.indent)

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        parts = self.words.split(width - self.indent, room)
        if parts is None:
            return None
        first = WithIcon(self.icon, self.colour, parts[0], size=self.size, indent=self.indent)
        return first, Columns([(self.indent, width - self.indent, parts[1])])

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        y = top - (self.words.style.leading + self.size) / 2
        draw_icon(sheet, self.icon, x, y, self.size, self.colour)
        self.words.draw(sheet, x + self.indent, top, width - self.indent)


class TickBox(Figure):
    """A box to tick by hand."""

    def __init__(self, size: float = 9) -> None:
        super().__init__(size, lambda s, x, top, _: s.rounded(x, top - size, size, size, 1.5, stroke=INK, weight=1))


def fitted(text: str, style: Style, width: float, least: float) -> Text:
    """The text as large as it fits on one line, down to `least` points; smaller than that it may break.

    A word longer than the line is set smaller still, down to half of `least`, rather than broken.
    """
    size = style.size
    natural = Text(text, style).natural_width()
    if natural > width:
        size = max(least, size * width / natural * 0.999)
        longest = max((Text(word, style).natural_width() for word in text.replace("-", "- ").split()), default=0.0)
        if longest > width:
            size = min(size, max(least / 2, style.size * width / longest * 0.999))
    return Text(text, style.but(size=size, leading=style.leading * size / style.size))


# -- quotes ------------------------------------------------------------------------------------------------
def attribution(quote: Quotation, near: object, look: Look, *, note: str = "") -> list[Span]:
    """**Rosie**, to Dee Marlow, Thu 26 Nov."""
    when = wording.day(quote.said_on, near) if quote.said_on else ""  # type: ignore[arg-type]
    rest = ", ".join(part for part in (quote.context.strip(), when) if part)
    tail = (f", {rest}" if rest else "") + (f". {note}" if note else "")
    size = look.caption.size
    return [Span(quote.voice, "semibold", VOICE, size), Span(tail, None, INK_2, size)]


def quote_line(quote: Quotation, near: object, look: Look, style: Style, *, before: float = 0) -> Text:
    """A quote with who and when behind it on the same line, for the top of a page."""
    who = attribution(quote, near, look)
    # the name stays with the comma behind it; a wider gap before the name than a blank
    spans = [Span(wording.quoted(quote.words)), Span("\N{NO-BREAK SPACE}" * 2 + " ", size=look.caption.size), *who]
    balanced = len(quote.words) > 90
    return Text(spans, style.but(balanced=balanced), before=before)


def quote_block(quote: Quotation, near: object, look: Look, style: Style, *, before: float = 0) -> Stack:
    """A quote, and under it who and when."""
    words = Text(wording.quoted(quote.words), style, keep_with_next=True)
    return Stack([words, Text(attribution(quote, near, look), look.caption, before=4)], before=before)


def quotes_in_threes(quotes: Sequence[Quotation], near: object, look: Look) -> list[Block]:
    """Quotes side by side; a long one takes the whole width."""
    blocks: list[Block] = []
    row: list[Quotation] = []

    def close() -> None:
        if not row:
            return
        span = 6 // len(row) if len(row) < 3 else 2
        blocks.append(
            Columns(
                [column(i * span, span, quote_block(q, near, look, look.quote_others)) for i, q in enumerate(row)],
                before=14 if blocks else 0,
            )
        )
        row.clear()

    for quote in quotes:
        if len(quote.words) > 260:
            close()
            blocks.append(quote_block(quote, near, look, look.quote_others, before=14 if blocks else 0))
            continue
        row.append(quote)
        if len(row) == 3:
            close()
    close()
    return blocks


# -- lines to write on -------------------------------------------------------------------------------------
def lines_to_write(columns: Sequence[tuple[float, float]], rows: int, *, apart: float = 7.4 * MM) -> Figure:
    """Empty lines for a pen, each row cut into columns of (left, width)."""

    def draw(sheet: Sheet, x: float, top: float, width: float) -> None:
        del width
        for row in range(1, rows + 1):
            for left, long in columns:
                sheet.line(x + left, top - row * apart, x + left + long, top - row * apart, 0.5, INK_2)

    return Figure(rows * apart, draw)


def signature_lines(signatures: Sequence[SignatureLine], look: Look, *, before: float = 0) -> list[Block]:
    """Four to a row: a pen, a line, the name and what the person is."""
    style = Style(look.caption.size, look.caption.leading, colour=INK_2)
    width, step = 39 * MM, 45 * MM
    blocks: list[Block] = []
    for start in range(0, len(signatures), 4):
        cells: list[tuple[float, float, Block]] = []
        for i, line in enumerate(signatures[start : start + 4]):
            name = Text(", ".join(part for part in (line.name, line.role) if part), style, before=2)
            cells.append((i * step, width, Stack([Figure(9 * MM, _sign_here), name])))
        blocks.append(Columns(cells, before=before if not blocks else 6))
    return blocks


def _sign_here(sheet: Sheet, x: float, top: float, width: float) -> None:
    draw_icon(sheet, "pen-line", x, top - 8.3 * MM, 10, INK_3, stroke=1.5)
    sheet.line(x, top - 9 * MM, x + width, top - 9 * MM, 0.75, INK)
