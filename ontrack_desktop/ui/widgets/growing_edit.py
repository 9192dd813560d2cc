"""A box for a few lines that is as high as what stands in it: plain text, safe against any paste."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ontrack_desktop.ui.theme import current_theme
from ontrack_desktop.ui.widgets.plain_text_edit import NoteEdit

MOST_LINES = 12  # more than this scrolls inside the box
BARE_PAD = 2
FRAME = 18  # px that border and padding of the style sheet take


class GrowingEdit(NoteEdit):
    """`typed(text)` at each key, `left` when the keyboard goes on.

    `show_bare` takes frame and ground away, for words that are edited in place; `show_as_voice` gives them the
    colours of somebody's own words.
    """

    typed = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bare = self._voice = False
        self._least_lines = 1
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._changed)

    def set_least_lines(self, count: int) -> None:
        """How many lines high the box is while it is empty."""
        self._least_lines = count
        self._fit()

    def show_bare(self) -> None:
        self._bare = True
        self._dress()

    def show_as_voice(self) -> None:
        self._voice = self._bare = True
        self._dress()

    def value(self) -> object:
        """What stands here, as a form keeps it."""
        return self.toPlainText()

    def show_value(self, value: object) -> None:
        """Show a text, unless it stands there already: the cursor stays where it is."""
        text = str(value or "")
        if text != self.toPlainText():
            with QSignalBlocker(self):
                self.setPlainText(text)
            self._fit()

    def sizeHint(self) -> QSize:
        return QSize(160, self.minimumHeight())

    def minimumSizeHint(self) -> QSize:
        return QSize(64, self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._bare:
            self._dress()
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _changed(self) -> None:
        self._fit()
        self.typed.emit(self.value())

    def _dress(self) -> None:
        size = "18px" if self._voice else "14px"
        ink = f"color: {current_theme().colours['voice']};" if self._voice else ""
        sheet = (
            "QPlainTextEdit { border: none; background: transparent; "
            f"padding: {BARE_PAD}px 0; font-size: {size}; {ink} }}"
        )
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)
            self.document().setDocumentMargin(0)
            self._fit()

    def _fit(self) -> None:
        """Take the height of the lines that stand here, or of the words that say what goes here."""
        self.ensurePolished()
        line = self.fontMetrics().lineSpacing()
        most, least = MOST_LINES * line, self._least_lines * line
        high = self._placeholder_height() if self.document().isEmpty() else self._text_height(most)
        is_full = high > most + line / 2
        self.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAsNeeded if is_full else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        around = 2 * BARE_PAD if self._bare else FRAME
        shown = most if is_full else max(high, least)
        wanted = ceil(shown + 2 * self.document().documentMargin()) + around + 1  # Qt wants a pixel, or it scrolls
        if wanted != self.minimumHeight():
            self.setFixedHeight(wanted)

    def _text_height(self, most: float) -> float:
        """Pixels that the text takes as it is wrapped, counted until it is more than `most`."""
        high, block = 0.0, self.document().begin()
        while block.isValid() and high <= 2 * most:
            high += self.blockBoundingRect(block).height()
            block = block.next()
        return high - self.document().documentMargin()  # Qt counts the margin under the last block to the block

    def _placeholder_height(self) -> float:
        room = self.viewport().rect().adjusted(0, 0, 0, 10_000)
        return self.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, self.placeholderText() or "x").height()
