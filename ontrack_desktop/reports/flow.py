"""Places blocks on pages: what stays together, where a page ends. Nothing is drawn before every page is known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ontrack_desktop.reports.sheet import Sheet


HARDLY_BEGUN = 0.42  # of a page
WHOLE = 150.0  # what is side by side and no higher than this is not split


class Block:
    """Something that stands in the column: measured first, perhaps split, then drawn. All lengths in points.

    `before` is the white above it, dropped at the top of a page; `new_page` starts a page, unless the page before
    has hardly begun.
    """

    def __init__(self, *, before: float = 0, keep_with_next: bool = False, new_page: bool = False) -> None:
        self.before = before
        self.keep_with_next = keep_with_next
        self.new_page = new_page

    def height(self, width: float) -> float:
        """The height of all of it at this width."""
        raise NotImplementedError

    def least(self, width: float) -> float:
        """The height of the smallest first part that may stand at the foot of a page."""
        return self.height(width)

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        """The part that fits into the room and the rest, or None if it cannot be split there."""
        del width, room
        return None

    def with_room(self, width: float, room: float) -> Block:
        """What stands in its place where it is the last of its page and this much of the page is left below it."""
        del width, room
        return self

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        """Draw it with its upper left corner at (x, top)."""
        raise NotImplementedError


class Placed(NamedTuple):
    """A block and the white above it on its page."""

    block: Block
    offset: float  # from the top of the text column down to the block


def compose(blocks: Iterable[Block], width: float, height: float) -> list[list[Placed]]:
    """Fill pages of a text column of this size; the result is the pages in order, never empty."""
    pages: list[list[Placed]] = [[]]
    used = 0.0
    waiting = list(blocks)[::-1]
    while waiting:
        block = waiting.pop()
        page = pages[-1]
        if block.new_page and used > height * HARDLY_BEGUN:
            page = []
            pages.append(page)
            used = 0.0
        gap = block.before if page else 0.0
        needed = _needed(block, waiting, width)
        whole = block.height(width)
        if used + gap + needed <= height + 0.01 and used + gap + whole <= height + 0.01:
            page.append(Placed(block, used + gap))
            used += gap + whole
            continue
        parts = None
        if used + gap + needed <= height + 0.01 or not page:
            parts = block.split(width, height - used - gap)
        if parts:
            page.append(Placed(parts[0], used + gap))
            used = height  # the rest goes to the next page
            pages.append([])
            used = 0.0
            waiting.append(parts[1])
        elif page:
            pages.append([])
            used = 0.0
            block.new_page = False
            waiting.append(block)
        else:  # taller than a page and cannot be split: drawn as it is rather than lost
            page.append(Placed(block, used))
            used = height
    pages = [page for page in pages if page] or [[]]
    for page in pages:
        if page:
            block, offset = page[-1]
            page[-1] = Placed(block.with_room(width, height - offset - block.height(width)), offset)
    return pages


def _needed(block: Block, waiting: Sequence[Block], width: float) -> float:
    """What must fit for this block to begin here: with what it is kept with, as far as that must stand."""
    if not block.keep_with_next:
        return block.least(width)
    total = block.height(width)
    for following in reversed(waiting):
        if following.new_page:
            break
        total += following.before
        if not following.keep_with_next:
            return total + following.least(width)
        total += following.height(width)
    return total


class Stack(Block):
    """Blocks under one another, as the content of a cell or a column."""

    def __init__(self, blocks: Sequence[Block], *, before: float = 0, keep_with_next: bool = False) -> None:
        super().__init__(before=before, keep_with_next=keep_with_next)
        self.blocks = list(blocks)

    def height(self, width: float) -> float:
        return sum(b.height(width) + (b.before if i else 0.0) for i, b in enumerate(self.blocks))

    def least(self, width: float) -> float:
        return self.blocks[0].least(width) if self.blocks else 0.0

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        used = 0.0
        for i, block in enumerate(self.blocks):
            gap = block.before if i else 0.0
            whole = block.height(width)
            if used + gap + whole <= room + 0.01:
                used += gap + whole
                continue
            parts = block.split(width, room - used - gap)
            if parts:
                return Stack([*self.blocks[:i], parts[0]]), Stack([parts[1], *self.blocks[i + 1 :]])
            return (Stack(self.blocks[:i]), Stack(self.blocks[i:])) if i else None
        return None

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        for i, block in enumerate(self.blocks):
            top -= block.before if i else 0.0
            block.draw(sheet, x, top, width)
            top -= block.height(width)


Placement = tuple[float, float, Block]  # from the left, width, what stands there


class Columns(Block):
    """Blocks side by side: each with its offset from the left and its width. Splits where each of them does."""

    def __init__(self, columns: Sequence[Placement], *, before: float = 0, keep_with_next: bool = False) -> None:
        super().__init__(before=before, keep_with_next=keep_with_next)
        self.columns = list(columns)

    def height(self, width: float) -> float:
        del width
        return max((block.height(own) for _, own, block in self.columns), default=0.0)

    def least(self, width: float) -> float:
        whole = self.height(width)
        return whole if whole <= WHOLE else max(block.least(own) for _, own, block in self.columns)

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        if self.height(width) <= WHOLE:
            return None
        first: list[Placement] = []
        rest: list[Placement] = []
        for x, own, block in self.columns:
            if block.height(own) <= room + 0.01:
                first.append((x, own, block))
                continue
            parts = block.split(own, room)
            if parts:
                first.append((x, own, parts[0]))
            rest.append((x, own, parts[1] if parts else block))
        return (Columns(first), Columns(rest)) if first and rest else None

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        del width
        for offset, own, block in self.columns:
            block.draw(sheet, x + offset, top, own)
