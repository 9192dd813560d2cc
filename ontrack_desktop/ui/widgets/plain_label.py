"""Labels for words that people typed: plain text always, whatever it looks like."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ontrack_desktop.ui.widgets.text_block import TextBlock

WRAPPING = {"body", "lead", "muted", "help", "error", "quote", "attribution"}
LONG = 10_000  # characters: setting a paragraph takes half a minute for a megabyte, 50 ms for this
COLUMN = 72  # characters at most in a line of text
GRACE = 1.25  # what fits in one line of this many columns is not broken


def plain_label(text: str = "", role: str = "", parent: QWidget | None = None) -> QLabel:
    """A label whose text is never taken for HTML.

    `role` is one of the style sheet's: title, section, heading, label, body, lead, muted, caption, help, error,
    greeting, quote, attribution, number. Those that hold sentences wrap.
    """
    label = Paragraph(parent) if role in WRAPPING else QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    label.setText(text)
    return label


def plain_tip(text: str) -> str:
    """A tooltip that shows `text` as it is: Qt guesses whether a tooltip is HTML, so its signs are escaped."""
    from html import escape  # its table of entities is not needed to start

    return f"<span>{escape(text)}</span>".replace("\n", "<br>") if text else ""


class Paragraph(QLabel):
    """A label that wraps at any width, with the look's line height and at most 72 characters in a line.

    Of a longer text than can be set while somebody waits it shows the beginning; `long_text.text_to_read` gives the
    whole a box of its own.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._block(width).height

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        block = self._block(10_000)
        return QSize(int(block.natural_width) + 1, block.height)

    def minimumSizeHint(self) -> QSize:
        self.ensurePolished()
        return QSize(min(64, self.sizeHint().width()), TextBlock("x", self.font(), 64).height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        block = self._block(self.width())
        left = top = 0.0
        if self.alignment() & Qt.AlignmentFlag.AlignVCenter:
            top = max(0, (self.height() - block.height) // 2)
        if self._is_centred():
            left = max(0.0, (self.width() - block.width) / 2)
        block.draw(QPainter(self), left, top, self.palette().color(self.foregroundRole()))

    def _block(self, width: float) -> TextBlock:
        text = self.text()
        if len(text) > LONG:
            text = f"{text[:LONG]} …"
        column = QFontMetricsF(self.font()).averageCharWidth() * COLUMN
        block = TextBlock(text, self.font(), min(width, column * GRACE), centred=self._is_centred())
        if block.is_one_line or width <= column:  # a last word alone is worse than a line a little longer
            return block
        return TextBlock(text, self.font(), column, centred=self._is_centred())

    def _is_centred(self) -> bool:
        return bool(self.alignment() & Qt.AlignmentFlag.AlignHCenter)
