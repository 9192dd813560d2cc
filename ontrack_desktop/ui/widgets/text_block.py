"""Plain text broken into lines for painting: what delegates and paragraphs draw with, never as markup."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QPainter, QTextLayout, QTextOption

LEADING = 1.45  # line height by font size
LINE_BREAK = "\u2028"  # what QTextLayout takes for a line end


class TextBlock:
    """`text` in `font`, broken at `width` px; after `most_lines` (0: never) it is cut with an ellipsis."""

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
        self._break(text.replace("\r\n", "\n").replace("\n", LINE_BREAK), font, self.width, most_lines)

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

    def _break(self, text: str, font: QFont, width: float, most_lines: int) -> None:
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
        last_start = 0
        while (line := layout.createLine()).isValid():
            if most_lines and count == most_lines:
                self.is_cut = True
                break
            line.setLineWidth(width)
            line.setPosition(QPointF(0, count * self.line_height + (self.line_height - line.height()) / 2))
            self.natural_width = max(self.natural_width, line.naturalTextWidth())
            last_start = line.textStart()
            count += 1
        layout.endLayout()
        self._count = count
        self._lines.append(layout)
        if self.is_cut:
            self._cut(text, last_start, font, width, most_lines)

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
