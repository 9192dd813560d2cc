"""From blocks to a finished document: margins, running head and foot, page numbers, bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ontrack_desktop.reports import wording
from ontrack_desktop.reports.content import PageFrame
from ontrack_desktop.reports.flow import Block, compose
from ontrack_desktop.reports.fonts import face
from ontrack_desktop.reports.look import A4, A5, HEAD, INK_2, MARKING, MM
from ontrack_desktop.reports.sheet import Sheet
from ontrack_desktop.reports.text import Text, first_baseline


@dataclass(frozen=True)
class PageShape:
    """A page and its text column, in points; baselines of head and foot are measured from the top."""

    size: tuple[float, float]
    margin: float
    top: float
    bottom: float  # from the upper edge down to the end of the text
    head: float
    foot: float

    @property
    def width(self) -> float:
        return self.size[0] - 2 * self.margin

    @property
    def height(self) -> float:
        return self.bottom - self.top


PAGE_A4 = PageShape(A4, 18 * MM, 20 * MM, 279 * MM, 12 * MM, 286 * MM)
PAGE_A5 = PageShape(A5, 10 * MM, 13 * MM, 196 * MM, 8.5 * MM, 203.5 * MM)


@dataclass(frozen=True)
class Running:
    """The words at the head and foot; the page number stands in the middle unless `middle` says otherwise."""

    marking: str
    head: str
    left: str
    right: str
    middle: str = ""


def running(frame: PageFrame, *, reference: str = "", middle: str = "") -> Running:
    """Head and foot of a document about a child."""
    what = [reference] if reference else [frame.case_reference, frame.initials]
    copy = [f"copy for {frame.recipient}"] if frame.recipient else []
    return Running(
        marking=frame.marking,
        head=" · ".join(part for part in [*what, *copy] if part),
        left=f"Printed {wording.moment(frame.printed_at)}",
        right=f"Ledger {wording.ledger_mark(frame.ledger_head)}" if frame.ledger_head else "",
        middle=middle,
    )


def paper(sheet: Sheet, blocks: Sequence[Block], shape: PageShape, words: Running) -> bytes:
    """Compose the blocks, draw every page with its head and foot, and finish the document."""
    pages = compose(blocks, shape.width, shape.height)
    for number, page in enumerate(pages, start=1):
        draw_running(sheet, shape, words, number, len(pages))
        for block, offset in page:
            block.draw(sheet, shape.margin, shape.size[1] - shape.top - offset, shape.width)
        sheet.end_page()
    return sheet.finish()


def draw_running(sheet: Sheet, shape: PageShape, words: Running, number: int, total: int) -> None:
    """The running head and foot of one page; screen readers pass over them."""
    left, right, height = shape.margin, shape.size[0] - shape.margin, shape.size[1]
    with sheet.artifact():
        marking = words.marking.upper()
        used = _line(sheet, left, height - shape.head, marking, bold=True)
        head = Text(words.head, HEAD.but(align="right"))
        room = right - left - used - 8 * MM
        shown = head.first_lines(room, 2)  # the whole of it stands on the cover
        shown.draw(sheet, right - room, height - shape.head + first_baseline(HEAD), room)
        y = height - shape.foot
        _line(sheet, left, y, words.left)
        middle = words.middle or f"Page {number} of {total}"
        _line(sheet, (left + right - face("regular").width(middle, HEAD.size)) / 2, y, middle)
        _line(sheet, right - face("regular").width(words.right, HEAD.size), y, words.right)


def _line(sheet: Sheet, x: float, y: float, text: str, *, bold: bool = False) -> float:
    style = MARKING if bold else HEAD.but(colour=INK_2)
    line = Text(text, style)
    line.draw(sheet, x, y + first_baseline(style), 1000)
    return line.natural_width()
