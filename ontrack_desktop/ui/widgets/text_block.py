"""Plain text broken into lines for painting: what delegates and paragraphs draw with, never as markup."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QPainter, QTextLayout, QTextOption

LEADING = 1.45  # line height by font size
LINE_BREAK = "\u2028"  # what QTextLayout takes for a line end
THIN = "\u2009"  # the space before %, at which a line would be broken
STAYS_TOGETHER = "\u00a0"  # a space that no line ends at


class TextBlock:
    """`text` in `font`, broken at `width` px; after `most_lines` (0: never) it is cut with an ellipsis.

    No paragraph ends on a line of one word, where the word before it can come down to keep it company.
    """

    def __init__(
        self, text: str, font: QFont, width: float, *, most_lines: int = 0, centred: bool = False
    ) -> None:
        self.width = max(width, 1.0)
        self._centred = centred
        self.line_height = round(QFontInfo(font).pixelSize() * LEADING)
        self.is_cut = False
        self.natural_width = 0.0
        self._lines: list[QTextLayout] = []
        if most_lines:  # no line is longer than this: a note of a megabyte costs no more than its beginning
            text = text[: most_lines * 1000]
        text = text.replace("\r\n", "\n").replace("\n", LINE_BREAK).replace(THIN, STAYS_TOGETHER)
        lines = self._break(text, font, self.width, most_lines)
        if not self.is_cut and (together := _without_lone_words(text, lines, font, self.width)) != text:
            self._lines.clear()
            self._break(together, font, self.width, most_lines)

    @property
    def height(self) -> int:
        """Pixels from the top of the first line to the bottom of the last."""
        return self.line_height * self._count

    @property
    def is_one_line(self) -> bool:
        return self._count <= 1

    def draw(self, painter: QPainter, x: float, y: float, ink: QColor) -> None:
        """Draw with the upper left corner at (x, y)."""
        painter.setPen(ink)
        for layout in self._lines:
            layout.draw(painter, QPointF(x, y))

    def _break(self, text: str, font: QFont, width: float, most_lines: int) -> list[tuple[int, int]]:
        """Lay the text out; where each line begins and ends, in UTF-16 units."""
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        if self._centred:
            option.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        layout = QTextLayout(text, font)
        layout.setTextOption(option)
        layout.setCacheEnabled(True)
        layout.beginLayout()
        count = 0
        spans: list[tuple[int, int]] = []
        while (line := layout.createLine()).isValid():
            if most_lines and count == most_lines:
                self.is_cut = True
                break
            line.setLineWidth(width)
            line.setPosition(QPointF(0, count * self.line_height + (self.line_height - line.height()) / 2))
            self.natural_width = max(self.natural_width, line.naturalTextWidth())
            spans.append((line.textStart(), line.textStart() + line.textLength()))
            count += 1
        layout.endLayout()
        self._count = count
        self._lines.append(layout)
        if self.is_cut:
            self._cut(text, spans[-1][0], font, width, most_lines)
        return spans

    def _cut(self, text: str, start: int, font: QFont, width: float, most_lines: int) -> None:
        """Lay out again up to the last line, and end that one with an ellipsis."""
        units = text.encode("utf-16-le", "surrogatepass")
        head = units[: start * 2].decode("utf-16-le", "surrogatepass")
        rest = units[start * 2 : start * 2 + 2000].decode("utf-16-le", "ignore")
        metrics = QFontMetricsF(font)
        kept = rest.split(LINE_BREAK)[0]
        ending = metrics.elidedText(f"{kept} …", Qt.TextElideMode.ElideRight, width)
        self._lines.clear()
        if most_lines > 1:
            above = TextBlock(head.rstrip(LINE_BREAK), font, width)
            self._lines += above._lines
        last = QTextLayout(ending, font)
        last.beginLayout()
        line = last.createLine()
        line.setLineWidth(width * 2)
        top = (most_lines - 1) * self.line_height
        line.setPosition(QPointF(0, top + (self.line_height - line.height()) / 2))
        last.endLayout()
        self._lines.append(last)


def _without_lone_words(text: str, lines: list[tuple[int, int]], font: QFont, width: float) -> str:
    """The text with the last two words of a paragraph held together, where the last would stand in a line alone."""
    if len(lines) < 2:
        return text
    units = text.encode("utf-16-le", "surrogatepass")

    def words(line: int) -> str:
        begin, end = lines[line]
        return units[begin * 2 : end * 2].decode("utf-16-le", "surrogatepass")

    metrics = QFontMetricsF(font)
    held = bytearray(units)
    for line in range(1, len(lines)):
        above, last = words(line - 1), words(line)
        is_end = line == len(lines) - 1 or last.endswith(LINE_BREAK)
        if not is_end or " " in last.strip() or not above.endswith(" ") or len(above.split()) < 2:
            continue
        pair = f"{above.split()[-1]}{STAYS_TOGETHER}{last.rstrip(LINE_BREAK)}"
        if metrics.horizontalAdvance(pair) <= width:
            begin = lines[line][0] * 2
            held[begin - 2 : begin] = STAYS_TOGETHER.encode("utf-16-le")
    return held.decode("utf-16-le", "surrogatepass")
