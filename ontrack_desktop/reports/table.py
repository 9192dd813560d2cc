"""Tables without boxes: a head that is repeated on each page, hairlines between rows, rows that stay whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ontrack_desktop.reports.flow import Block
from ontrack_desktop.reports.look import INK, INK_3, MM, Style
from ontrack_desktop.reports.sheet import Sheet
from ontrack_desktop.reports.text import Text

PADDING = 4.2  # above and below the text of a row
HEAD_GAP = 5.0  # between the head's words and its line
FEW = 2  # rows that a page is not left with
SPLIT_ABOVE = 220.0  # a row higher than this may be split over two pages


@dataclass(frozen=True)
class Column:
    """A column: where it starts and how wide it is, in mm from the left edge of the text."""

    title: str
    start: float
    width: float
    align: Literal["left", "right", "centre"] = "left"


class Row:
    """The cells of one row, and its height once measured."""

    def __init__(self, cells: Sequence[Block]) -> None:
        self.cells = list(cells)
        self._height = 0.0

    def height(self, columns: Sequence[Column]) -> float:
        if not self._height:
            cells = zip(self.cells, columns, strict=True)
            self._height = max(cell.height(c.width * MM) for cell, c in cells) + 2 * PADDING
        return self._height


class Table(Block):
    """Rows of cells under a head. Cells are blocks; the columns' titles are set in capitals."""

    def __init__(
        self,
        columns: Sequence[Column],
        rows: Sequence[Row],
        head: Style,
        *,
        before: float = 0,
        part_of: Table | None = None,
    ) -> None:
        super().__init__(before=before)
        self.columns = list(columns)
        self.rows = rows
        self.head_style = head
        self.heads = [Text(c.title.upper(), head.but(align=c.align)) for c in columns]
        self.key: Block = part_of.key if part_of else self
        self.continues = part_of is not None

    def _head_height(self) -> float:
        texts = zip(self.heads, self.columns, strict=True)
        return max((t.height(c.width * MM) for t, c in texts if c.title), default=0.0) + HEAD_GAP

    def height(self, width: float) -> float:
        del width
        return self._head_height() + sum(row.height(self.columns) for row in self.rows)

    def least(self, width: float) -> float:
        del width
        first = sum(row.height(self.columns) for row in self.rows[:2])
        return self._head_height() + min(first, SPLIT_ABOVE)

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        del width
        room -= self._head_height()
        for i, row in enumerate(self.rows):
            height = row.height(self.columns)
            if height <= room + 0.01:
                room -= height
                continue
            halves = self._split_row(row, room) if height > SPLIT_ABOVE else None
            if halves:
                return self._part([*self.rows[:i], halves[0]]), self._part([halves[1], *self.rows[i + 1 :]], rest=True)
            if i > FEW and i == len(self.rows) - 1:  # the last row is not left alone on the next page
                i -= 1
            return (self._part(self.rows[:i]), self._part(self.rows[i:], rest=True)) if i else None
        return None

    def _part(self, rows: Sequence[Row], *, rest: bool = False) -> Table:
        part = Table(self.columns, rows, self.head_style, part_of=self)
        part.continues = rest or self.continues
        return part

    def _split_row(self, row: Row, room: float) -> tuple[Row, Row] | None:
        """A row's first lines, and the rest of each cell; None if not even two lines fit."""
        first: list[Block] = []
        rest: list[Block] = []
        for cell, c in zip(row.cells, self.columns, strict=True):
            width, inner = c.width * MM, room - 2 * PADDING
            if cell.height(width) <= inner + 0.01:
                first.append(cell)
                rest.append(Text("", self.head_style))
                continue
            parts = cell.split(width, inner)
            if parts is None:
                return None
            first.append(parts[0])
            rest.append(parts[1])
        return Row(first), Row(rest)

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        with sheet.group("Table", same_as=self.key):
            y = self._draw_head(sheet, x, top, width)
            for i, row in enumerate(self.rows):
                if i:
                    sheet.line(x, y, x + width, y, 0.3, INK_3)
                with sheet.group("TR"):
                    for cell, c in zip(row.cells, self.columns, strict=True):
                        with sheet.group("TD"):
                            cell.draw(sheet, x + c.start * MM, y - PADDING, c.width * MM)
                y -= row.height(self.columns)

    def _draw_head(self, sheet: Sheet, x: float, top: float, width: float) -> float:
        deepest = self._head_height() - HEAD_GAP
        if self.continues:  # the repeated head is not read again
            with sheet.artifact():
                self._head_words(sheet, x, top, deepest)
        else:
            with sheet.group("TR"):
                self._head_words(sheet, x, top, deepest)
        line = top - deepest - HEAD_GAP
        sheet.line(x, line, x + width, line, 0.75, INK)
        return line

    def _head_words(self, sheet: Sheet, x: float, top: float, deepest: float) -> None:
        for text, c in zip(self.heads, self.columns, strict=True):
            if c.title:
                drop = deepest - text.height(c.width * MM)
                with sheet.group("TH"):
                    text.draw(sheet, x + c.start * MM, top - drop, c.width * MM)
