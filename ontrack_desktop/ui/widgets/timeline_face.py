"""How one note of the journal is set and painted at one width."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from ontrack_desktop.ui.icons import pixmap
from ontrack_desktop.ui.theme import current_theme, font
from ontrack_desktop.ui.widgets.chip import HEIGHT as CHIP_HEIGHT
from ontrack_desktop.ui.widgets.chip import ChipWords, chip_size, paint_chip
from ontrack_desktop.ui.widgets.text_block import TextBlock

CIRCLE = 36
LEFT = CIRCLE + 14  # where words begin
PAD = 16
MONTH = 32
TITLE = 22
SMALL = 24  # a line with a small icon
ACTION = 32  # an action: it can be clicked
BOX = 22  # the icon before such a line, and the gap after it
MOST_LINES = 6
COLUMN = 600  # px: about 72 characters of the body size
MORE = "Read the whole note"


@dataclass(frozen=True)
class TimelineItem:
    """One note as the journal shows it. Words are plain text.

    `month_heading` is set on the first note of a month ("October"); `facts` is the line beside the title
    ("Fri 31 Oct, 14:10 · 50 min · with Rosie"); `actions` are (done, words), and `action_ids` say which of them can
    be ticked ("": not this one); `chips` are (tone, icon, words).
    """

    id: str
    month_heading: str = ""
    icon: str = "file-text"
    title: str = ""
    facts: str = ""
    text: str = ""
    quotes: tuple[str, ...] = ()
    actions: tuple[tuple[bool, str], ...] = ()
    chips: tuple[ChipWords, ...] = ()
    footnote: str = ""
    restricted: bool = False
    icon_ink: str = "primary"
    action_ids: tuple[str, ...] = ()

    def tickable(self) -> tuple[str, ...]:
        """The ids of the actions that can be ticked, in the order in which they stand."""
        return tuple(filter(None, self.action_ids))

    def is_done(self, action_id: str) -> bool:
        return self.actions[self.action_ids.index(action_id)][0]

    def spoken(self) -> str:
        """The note as a screen reader says it."""
        actions = [f"{'done' if done else 'to do'}: {words}" for done, words in self.actions]
        chips = [chip[2] for chip in self.chips]
        parts = [self.title, self.facts, self.text, *self.quotes, *actions, *chips, self.footnote]
        return ". ".join(part for part in parts if part)


def guess_height(item: TimelineItem, width: int) -> int:
    """About how high a note will be, without setting it: cheap enough for thousands at once."""
    letters = max(20, min(width - LEFT, COLUMN) // 7)
    lines = min(MOST_LINES, len(item.text) // letters + 1 + item.text.count("\n")) if item.text else 0
    quotes = sum(len(words) // (letters * 5 // 6) + 1 for words in item.quotes)
    small = ACTION * len(item.actions) + SMALL * bool(item.footnote)
    month = MONTH if item.month_heading else 0
    return month + PAD + TITLE + lines * 22 + quotes * 38 + small + (32 if item.chips else 0) + PAD


class TimelineFace:
    """A note set at `width` px. `height` includes its month heading and the hairline under it."""

    def __init__(self, item: TimelineItem, width: int) -> None:
        self.item = item
        column = max(80, min(width - LEFT, COLUMN))
        y = (MONTH if item.month_heading else 0) + PAD
        self._title_y = y
        self._title_lines(width - LEFT)
        y += TITLE if self._facts_below is None else TITLE * 2
        self._texts: list[tuple[int, int, TextBlock, str, bool]] = []
        self.is_cut = False
        if item.text:
            block = TextBlock(item.text, font("body"), column, most_lines=MOST_LINES)
            self._texts.append((LEFT, y, block, "ink_2" if item.restricted else "ink", False))
            y += block.height
            self.is_cut = block.is_cut
        if self.is_cut:
            self._more_y = y
            y += SMALL
        for words in item.quotes:
            block = TextBlock(words, font("section"), column - 16, most_lines=4)
            y += 8
            self._texts.append((LEFT + 15, y, block, "voice", True))
            y += block.height
        if item.quotes:
            y += 4
        self._small: list[tuple[int, str, str]] = []
        self._rows: dict[str, QRect] = {}
        metrics = QFontMetrics(font("caption"))
        for place, (done, words) in enumerate(item.actions):
            top = y + (ACTION - SMALL) // 2
            self._small.append((top, "square-check" if done else "square", words))
            if place < len(item.action_ids) and item.action_ids[place]:
                wide = min(BOX + metrics.horizontalAdvance(words), width - LEFT)
                self._rows[item.action_ids[place]] = QRect(LEFT - 6, y, wide + 12, ACTION)
            y += ACTION
        self._chips: list[tuple[QRect, ChipWords]] = []
        y = self._set_chips(y, width)
        if item.footnote:
            self._small.append((y + 2, "history", item.footnote))
            y += SMALL
        self.height = y + PAD

    def action_at(self, point: QPoint) -> str:
        """The id of the action that can be ticked at a point, or ""."""
        return next((action_id for action_id, row in self._rows.items() if row.contains(point)), "")

    def action_place(self, action_id: str) -> QRect:
        """Where an action stands; px from the upper left corner."""
        return self._rows.get(action_id, QRect())

    def paint(self, painter: QPainter, top: int, width: int, *, lit: str = "") -> None:
        """Paint with the upper edge at `top`, `width` px wide; the action `lit` is under the pointer."""
        painter.save()
        painter.translate(0, top)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = current_theme()
        if self.item.month_heading:
            painter.setFont(font("caption"))
            painter.setPen(theme.colour("ink_2"))
            place = QRect(0, 8, width, MONTH - 8)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self.item.month_heading)
        self._paint_icon(painter)
        self._paint_title(painter, width)
        for x, y, block, ink, barred in self._texts:
            block.draw(painter, x, y, theme.colour(ink))
            if barred:
                painter.fillRect(QRectF(LEFT, y - 1, 3, block.height + 2), theme.colour("voice"))
        if self.is_cut:
            painter.setFont(font("label", semibold=True))
            painter.setPen(theme.colour("primary"))
            painter.drawText(QRect(LEFT, self._more_y, 240, SMALL), Qt.AlignmentFlag.AlignVCenter, MORE)
        if lit in self._rows:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("surface_2"))
            painter.drawRoundedRect(self._rows[lit].adjusted(0, 2, 0, -2), 6, 6)
        self._paint_small(painter, width)
        for place, words in self._chips:
            paint_chip(painter, place, words)
        painter.fillRect(QRectF(0, self.height - 1, width, 1), theme.colour("line"))
        painter.restore()

    def _title_lines(self, room: int) -> None:
        """Facts stand beside the title if both fit, else under it."""
        bold, plain = QFontMetrics(font("label", semibold=True)), QFontMetrics(font("label"))
        self._title_width = min(bold.horizontalAdvance(self.item.title), room)
        beside = self._title_width + 8 + plain.horizontalAdvance(self.item.facts) <= room
        self._facts_below = None if beside or not self.item.facts else self._title_y + TITLE

    def _set_chips(self, y: int, width: int) -> int:
        if not self.item.chips:
            return y
        x, y = LEFT, y + 6
        for words in self.item.chips:
            size = chip_size(words)
            size.setWidth(min(size.width(), width - LEFT))
            if x > LEFT and x + size.width() > width:
                x, y = LEFT, y + CHIP_HEIGHT + 6
            self._chips.append((QRect(QPoint(x, y), size), words))
            x += size.width() + 8
        return y + CHIP_HEIGHT + 2

    def _paint_icon(self, painter: QPainter) -> None:
        theme = current_theme()
        top = self._title_y - 7
        painter.setPen(theme.colour("line") if theme.name == "contrast" else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("surface_2"))
        painter.drawEllipse(QRect(0, top, CIRCLE, CIRCLE))
        name, ink = ("lock", "ink_3") if self.item.restricted else (self.item.icon, self.item.icon_ink)
        painter.drawPixmap(QPointF((CIRCLE - 18) / 2, top + (CIRCLE - 18) / 2), pixmap(name, ink))

    def _paint_title(self, painter: QPainter, width: int) -> None:
        theme = current_theme()
        room = width - LEFT
        line = QRect(LEFT, self._title_y, room, TITLE)
        painter.setFont(font("label", semibold=True))
        painter.setPen(theme.colour("ink"))
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, _fit(painter, self.item.title, room))
        if not self.item.facts:
            return
        painter.setFont(font("label"))
        painter.setPen(theme.colour("ink_2"))
        if self._facts_below is not None:
            line.moveTop(self._facts_below)
        else:
            line.setLeft(LEFT + self._title_width + 8)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, _fit(painter, self.item.facts, line.width()))

    def _paint_small(self, painter: QPainter, width: int) -> None:
        painter.setFont(font("caption"))
        painter.setPen(current_theme().colour("ink_2"))
        for y, icon, words in self._small:
            painter.drawPixmap(QPoint(LEFT, y + 4), pixmap(icon, "ink_2", 16))
            place = QRect(LEFT + BOX, y, width - LEFT - BOX, SMALL)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, _fit(painter, words, place.width()))


def _fit(painter: QPainter, words: str, width: int) -> str:
    return painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, width)
