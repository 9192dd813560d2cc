"""What stands beside a time-in plan: its sessions, and what this school year comes to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from ontrack_desktop.ui.icons import set_icon
from ontrack_desktop.ui.widgets.card import Card
from ontrack_desktop.ui.widgets.placing import emptied, in_line
from ontrack_desktop.ui.widgets.plain_label import plain_label
from ontrack_desktop.ui.widgets.record_lines import Line, RecordLines

FEW = 5  # sessions shown before "All"
EMPTY = "Each time in stands here: what led to it, what helped, and the way back."


class TimeInSide(QWidget):
    """`session_wanted(id)` opens one, `session_wanted(None)` asks for a new one."""

    session_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._sessions = RecordLines("Sessions", few=FEW, empty=EMPTY)
        self._sessions.opened.connect(self.session_wanted)
        self.record_button = QPushButton("&Record a session")
        self.record_button.setAccessibleName("Record a session")
        self.record_button.clicked.connect(lambda: self.session_wanted.emit(None))
        set_icon(self.record_button, "plus", "ink")
        self._sessions.add(in_line(self.record_button))
        counts = Card(title="This school year")
        for card in (self._sessions, counts):
            column.addWidget(card)
        column.addStretch()
        holder = QWidget()
        self._counts = QGridLayout(holder)
        self._counts.setContentsMargins(0, 0, 0, 0)
        self._counts.setVerticalSpacing(6)
        self._counts.setColumnStretch(0, 1)
        counts.add(holder)
        self._claim = plain_label("", "help")
        counts.add(self._claim)

    def show_sessions(self, lines: Sequence[Line]) -> None:
        """Sessions from the newest to the oldest."""
        self._sessions.show_lines(lines)

    def show_counts(self, counts: Sequence[tuple[str, str]], claim: str) -> None:
        """(words, number) in their order; the last one is the claim, which is set apart."""
        emptied(self._counts)
        for row, (words, number) in enumerate(counts):
            is_claim = row == len(counts) - 1
            self._counts.addWidget(plain_label(words, "muted" if is_claim else "body"), row, 0)
            self._counts.addWidget(plain_label(number, "lead" if is_claim else "heading"), row, 1)
        self._claim.setText(claim)
