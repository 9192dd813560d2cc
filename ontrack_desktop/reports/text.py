"""Typed text on paper: measured, broken into lines, split over pages, drawn. Nothing is ever read as markup."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ontrack_desktop.reports import bidi
from ontrack_desktop.reports.flow import Block
from ontrack_desktop.reports.fonts import ASCENT, DIGIT_EM, FaceName, Font, clean, face, shaped
from ontrack_desktop.reports.look import Colour, Style
from ontrack_desktop.reports.sheet import Run, Sheet


@dataclass(frozen=True)
class Span:
    """A stretch of typed text; what is None is taken from the paragraph's style."""

    text: str
    face: FaceName | None = None
    colour: Colour | None = None
    size: float | None = None


class Piece(NamedTuple):
    """A stretch of one word in one font."""

    font: Font
    size: float
    colour: Colour
    text: str
    width: float


class Word(NamedTuple):
    """What is never broken unless a line is too narrow for it; `space` is the gap after it."""

    pieces: tuple[Piece, ...]
    width: float
    space: Piece | None
    ends_line: bool = False


Line = list[Word]
_TOKENS = re.compile(r"\n|[ \u3000]+|[^ \u3000\n]+")
_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\\b"
# "8 Dec", "Mon 9", "07700 900 134", "80 %" stay on one line
_KEPT_TOGETHER = re.compile(rf"(?<=\d) (?=\d{{3}}\b|{_MONTH}|%)|(?<=Mon|Tue|Wed|Thu|Fri|Sat|Sun) (?=\d)")
_AFTER = "-/._@,;:&?=–—"  # a word too long for its line is rather broken after one of these


class Text(Block):
    """One paragraph (or several lines) of typed text."""

    def __init__(
        self, text: str | Sequence[Span], style: Style, *, before: float = 0, keep_with_next: bool = False
    ) -> None:
        super().__init__(before=before, keep_with_next=keep_with_next)
        self.spans = [Span(text)] if isinstance(text, str) else list(text)
        self.style = style
        self._words: list[Word] | None = None
        self._laid: tuple[float, list[Line]] | None = None
        self.element: object = None  # the structure element that its parts share

    def lines(self, width: float) -> list[Line]:
        """The lines at a width, computed once."""
        if self._laid is None or abs(self._laid[0] - width) > 0.01:
            if self._words is None:
                self._words = list(_words(self.spans, self.style))
            self._laid = (width, _broken(self._words, width, balanced=self.style.balanced))
        return self._laid[1]

    def height(self, width: float) -> float:
        return len(self.lines(width)) * self.style.leading

    def natural_width(self) -> float:
        """The width of the longest line if there were room for all of it."""
        return max((_width(line) for line in self.lines(1e9)), default=0.0)

    def least(self, width: float) -> float:
        return min(len(self.lines(width)), 2 if len(self.lines(width)) != 3 else 3) * self.style.leading

    def split(self, width: float, room: float) -> tuple[Text, Text] | None:
        lines = self.lines(width)
        fitting = int((room + 0.01) / self.style.leading)
        fitting = min(fitting, len(lines) - 2)  # no single line at the top of a page, nor at the foot
        if fitting < 2:
            return None
        return self._part(width, lines[:fitting]), self._part(width, lines[fitting:])

    def first_lines(self, width: float, count: int) -> Text:
        """The first lines of it, where there is no room for more."""
        return self._part(width, self.lines(width)[:count])

    def _part(self, width: float, lines: list[Line]) -> Text:
        part = Text([], self.style)
        part._laid = (width, lines)
        part.element = self
        return part

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        style = self.style
        with sheet.tagged(style.tag, same_as=self.element or self):
            y = top - first_baseline(style)
            for line in self.lines(width):
                if line:
                    _draw_line(sheet, line, style, x, y, width)
                y -= style.leading


def first_baseline(style: Style) -> float:
    """From the top of a line down to its baseline, in points."""
    return style.leading / 2 + ASCENT * style.size


def fits(text: str, style: Style, width: float) -> bool:
    """Whether a text stands on one line of this width."""
    return Text(text, style).natural_width() <= width


def _words(spans: Sequence[Span], style: Style) -> Iterator[Word]:
    """Cut spans into words; a word may reach over the border of two spans."""
    pieces: list[Piece] = []
    for span in spans:
        size, tint = span.size or style.size, span.colour or style.colour
        writing = face(span.face or style.face)
        space = Piece(writing.own, size, tint, " ", _advance(writing.own, " ", size, style))
        for token in _TOKENS.findall(_KEPT_TOGETHER.sub("\N{NO-BREAK SPACE}", clean(span.text))):
            if token[0] in " \u3000":
                if pieces:
                    yield _word(pieces, space)
                    pieces = []
            elif token == "\n":  # noqa: S105 - a line end
                yield Word(tuple(pieces), sum(p.width for p in pieces), None, ends_line=True)
                pieces = []
            else:
                for drawn_by, run in writing.runs(token if token.isascii() else shaped(token)):
                    pieces.append(Piece(drawn_by, size, tint, run, _advance(drawn_by, run, size, style)))
    if pieces:
        yield _word(pieces, None)


def _word(pieces: list[Piece], space: Piece | None) -> Word:
    return Word(tuple(pieces), sum(p.width for p in pieces), space)


def _advance(drawn_by: Font, run: str, size: float, style: Style) -> float:
    width = drawn_by.width(run)
    if style.tabular:
        width += sum(DIGIT_EM - drawn_by.advance[c] for c in run if c in "0123456789")
    return size * (width + style.tracking * len(run))


def _width(line: Line) -> float:
    gaps = sum(word.space.width for word in line[:-1] if word.space)
    return sum(word.width for word in line) + gaps


def _broken(words: list[Word], width: float, *, balanced: bool) -> list[Line]:
    """Break into lines, forced line ends first; no paragraph ends on a line of one word."""
    lines: list[Line] = []
    start = 0
    for i, word in enumerate(words):
        if word.ends_line:
            lines += _paragraph(words[start : i + 1], width, balanced=balanced)
            start = i + 1
    if start < len(words) or not lines:
        lines += _paragraph(words[start:], width, balanced=balanced)
    return lines


def _paragraph(words: list[Word], width: float, *, balanced: bool) -> list[Line]:
    lines = _greedy(words, width)
    if balanced and 1 < len(lines) <= 40:
        low, high = width / 2, width
        while high - low > 1:  # the narrowest measure that needs no more lines: they come out even
            middle = (low + high) / 2
            if len(_greedy(words, middle)) > len(lines):
                low = middle
            else:
                high = middle
        lines = _greedy(words, high)
    if len(lines) > 1 and len(lines[-1]) == 1 and len(lines[-2]) > 2:
        moved = lines[-2][-1]
        if moved.width + lines[-1][0].width + (moved.space.width if moved.space else 0) <= width:
            lines[-1].insert(0, lines[-2].pop())
    return lines


def _greedy(words: list[Word], width: float) -> list[Line]:
    lines: list[Line] = []
    line: Line = []
    used = 0.0
    limit = width + 0.01
    for word in words:
        if line and used + word.width > limit:
            lines.append(line)
            line, used = [], 0.0
        if word.width > limit:
            *full, word = _cut(word, width)
            lines += [[part] for part in full]
        line.append(word)
        used += word.width + (word.space.width if word.space else 0.0)
    if line or not lines:
        lines.append(line)
    return lines


def _cut(word: Word, width: float) -> list[Word]:
    """Cut a word that is wider than its line, after a hyphen, slash or the like where there is one."""
    parts: list[list[Piece]] = [[]]
    used = 0.0
    for piece in word.pieces:
        advance, size = piece.font.advance, piece.size
        extra = (piece.width - piece.font.width(piece.text) * size) / len(piece.text)  # tracking, tabular figures
        start = i = after = 0
        here = used
        while i < len(piece.text):
            step = advance[piece.text[i]] * size + extra
            if here + step > width and (i > start or parts[-1]):
                end = after if after > start else i
                if end > start:
                    parts[-1].append(_stretch(piece, start, end, extra))
                parts.append([])
                start = i = end
                here = 0.0
                continue
            here += step
            i += 1
            if piece.text[i - 1] in _AFTER:
                after = i
        if start < i:
            parts[-1].append(_stretch(piece, start, i, extra))
        used = here
    words = [_word(pieces, None) for pieces in parts if pieces]
    words[-1] = words[-1]._replace(space=word.space, ends_line=word.ends_line)
    return words


def _stretch(piece: Piece, start: int, end: int, extra: float) -> Piece:
    text = piece.text[start:end]
    return piece._replace(text=text, width=piece.font.width(text) * piece.size + extra * len(text))


def _draw_line(sheet: Sheet, line: Line, style: Style, x: float, y: float, width: float) -> None:
    pieces: list[Piece] = []
    for i, word in enumerate(line):
        pieces += word.pieces
        if word.space and i + 1 < len(line):
            pieces.append(word.space)
    text = "".join(piece.text for piece in pieces)
    align, spoken = style.align, text if style.tabular else ""
    if bidi.has_rtl(text):
        rtl = bidi.starts_rtl(text) and not style.ours
        align = "right" if rtl and align == "left" else align
        spoken = text
        pieces = _reordered(pieces, rtl=rtl)
    used = _width(line)
    x += {"left": 0.0, "right": width - used, "centre": (width - used) / 2}[align]
    sheet.text(x, y, _runs(pieces), tracking=style.tracking, tabular=style.tabular, spoken=spoken)


def _reordered(pieces: list[Piece], *, rtl: bool) -> list[Piece]:
    characters = [(character, piece) for piece in pieces for character in piece.text]
    return [piece._replace(text=drawn) for drawn, piece in bidi.visual_order(characters, rtl=rtl)]


def _runs(pieces: list[Piece]) -> list[Run]:
    """Neighbours in the same font, size and colour are drawn in one go."""
    runs: list[Run] = []
    texts: list[str] = []
    last: Piece | None = None
    for piece in pieces:
        if last is not None and (piece.font is not last.font or piece.size != last.size or piece.colour != last.colour):
            runs.append(Run(last.font, last.size, last.colour, "".join(texts)))
            texts = []
        texts.append(piece.text)
        last = piece
    if last is not None:
        runs.append(Run(last.font, last.size, last.colour, "".join(texts)))
    return runs
