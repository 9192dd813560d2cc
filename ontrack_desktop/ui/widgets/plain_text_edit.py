"""Where a note is written: plain text only, safe against any paste, with the words of others marked as quotes."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from ontrack_desktop.ui.theme import current_theme

MOST = 1_000_000  # characters of one note
LONGEST_LINE = 2_000  # one line of a megabyte kept Qt busy for over a minute
FULL = "This note is full: one note holds a million characters. Save it and write on in a new one."
TOO_LONG = "That is too long for one note, so nothing was pasted. Keep it as a document, or paste it in parts."
LEFT_OUT = "Some signs that cannot be kept were left out of what you pasted."
_UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")


def fit_to_keep(text: str) -> str:
    """`text` without NUL and lone surrogates, with one kind of line end and no line over 2,000 characters."""
    text = _UNKEEPABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n"))
    return "\n".join(_broken(line) for line in text.replace("\u2029", "\n").split("\n"))


def _broken(line: str) -> str:
    parts = []
    while len(line) > LONGEST_LINE:
        space = line.rfind(" ", LONGEST_LINE // 2, LONGEST_LINE + 1)
        end = space if space > 0 else LONGEST_LINE
        parts.append(line[:end])
        line = line[end:].removeprefix(" ")
    return "\n".join([*parts, line])


class NoteEdit(QPlainTextEdit):
    """Tab leaves it. `notice(sentence)` says kindly what was not taken."""

    notice = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self._marks: list[tuple[QTextCursor, QTextCursor]] = []
        self.textChanged.connect(self._paint_marks)

    def setPlainText(self, text: str) -> None:
        """Show a text; its marks are forgotten (see `set_quotes`)."""
        self._marks = []
        super().setPlainText(fit_to_keep(text[:MOST]))
        self._paint_marks()

    # quotes

    def quotes(self) -> tuple[str, ...]:
        """The marked words, in the order of the text."""
        return tuple(self._between(a.position(), b.position()) for a, b in self._marks)

    def quote_ranges(self) -> tuple[tuple[int, int], ...]:
        """Where the marks begin and end, in characters of `toPlainText()`."""
        text = self.toPlainText()
        return tuple((_characters(text, a.position()), _characters(text, b.position())) for a, b in self._marks)

    def selected_range(self) -> tuple[int, int]:
        """Where the selection begins and ends, in characters of `toPlainText()`; twice the cursor if there is none."""
        cursor, text = self.textCursor(), self.toPlainText()
        return _characters(text, cursor.selectionStart()), _characters(text, cursor.selectionEnd())

    def set_quotes(self, ranges: tuple[tuple[int, int], ...]) -> None:
        """Mark these ranges of characters, as `quote_ranges` gave them."""
        text = self.toPlainText()
        self._marks = [self._mark(_units(text, a), _units(text, b)) for a, b in ranges if 0 <= a < b <= len(text)]
        self._paint_marks()

    # what may come in

    def insertFromMimeData(self, source: QMimeData) -> None:
        if not source.hasText():
            return
        text = source.text()
        kept = fit_to_keep(text)
        if self.document().characterCount() + len(kept) > MOST:
            self.notice.emit(TOO_LONG)
            return
        if _UNKEEPABLE.search(text):
            self.notice.emit(LEFT_OUT)
        self.textCursor().insertText(kept)
        self.ensureCursorVisible()

    def createMimeDataFromSelection(self) -> QMimeData:
        """What is copied is plain text too."""
        data = QMimeData()
        data.setText(self.textCursor().selection().toPlainText())
        return data

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        types = (bool(event.text()) and event.text().isprintable()) or event.key() == Qt.Key.Key_Return
        if types and self.document().characterCount() >= MOST and not self.textCursor().hasSelection():
            self.notice.emit(FULL)
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._paint_marks()

    # marks

    def _mark(self, start: int, end: int) -> tuple[QTextCursor, QTextCursor]:
        """Two cursors that move with the text; what is typed just after the end stays outside."""
        first, last = QTextCursor(self.document()), QTextCursor(self.document())
        first.setPosition(start)
        last.setPosition(end)
        last.setKeepPositionOnInsert(True)
        return first, last

    def _between(self, start: int, end: int) -> str:
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor.selectedText().replace("\u2029", "\n")

    def _paint_marks(self) -> None:
        self._marks = [mark for mark in self._marks if mark[0].position() < mark[1].position()]
        theme = current_theme()
        look = QTextCharFormat()
        look.setForeground(theme.colour("voice"))
        look.setBackground(theme.colour("voice_soft"))
        if theme.name == "contrast":
            look.setFontUnderline(True)
        shown = []
        for first, last in self._marks:
            each = QTextEdit.ExtraSelection()
            cursor = QTextCursor(first)
            cursor.setPosition(last.position(), QTextCursor.MoveMode.KeepAnchor)
            each.cursor, each.format = cursor, look
            shown.append(each)
        self.setExtraSelections(shown)


def _units(text: str, characters: int) -> int:
    """Qt counts UTF-16 units, Python characters: an emoji is two of the one and one of the other."""
    return len(text[:characters].encode("utf-16-le", "surrogatepass")) // 2


def _characters(text: str, units: int) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")[: units * 2].decode("utf-16-le", "ignore"))
