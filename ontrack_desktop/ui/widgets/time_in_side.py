"""What stands beside a time-in plan: its sessions, and what this school year comes to."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Protocol
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from ontrack_desktop.ui.icons import set_icon
from ontrack_desktop.ui.widgets.card import Card
from ontrack_desktop.ui.widgets.line_button import SIDE, LineButton
from ontrack_desktop.ui.widgets.placing import emptied, in_line
from ontrack_desktop.ui.widgets.plain_label import plain_label

FEW = 5  # sessions shown before "All"
EMPTY = "Each time in stands here: what led to it, what helped, and the way back."


class Line(Protocol):
    """What a session's line is made of."""

    @property
    def id(self) -> UUID: ...
    @property
    def lead(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def below(self) -> str: ...
    @property
    def is_withheld(self) -> bool: ...


class TimeInSide(QWidget):
    """`session_wanted(id)` opens one, `session_wanted(None)` asks for a new one."""

    session_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: Sequence[Line] = ()
        self._shows_all = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        sessions, counts = Card(title="Sessions"), Card(title="This school year")
        column.addWidget(sessions)
        column.addWidget(counts)
        column.addStretch()
        self._sessions, self._counts = QVBoxLayout(), QGridLayout()
        edge = 15 - SIDE  # the rows reach beyond their words when the pointer is on them
        self._sessions.setContentsMargins(edge, 0, edge, 0)
        self._sessions.setSpacing(0)
        self._counts.setContentsMargins(0, 0, 0, 0)
        self._counts.setVerticalSpacing(6)
        self._counts.setColumnStretch(0, 1)
        sessions.add(_holding(self._sessions), flush=True)
        self.record_button = QPushButton("&Record a session")
        self.record_button.setAccessibleName("Record a session")
        self.record_button.clicked.connect(lambda: self.session_wanted.emit(None))
        set_icon(self.record_button, "plus", "ink")
        sessions.add(in_line(self.record_button))
        counts.add(_holding(self._counts))
        self._claim = plain_label("", "help")
        counts.add(self._claim)

    def show_sessions(self, lines: Sequence[Line]) -> None:
        """Sessions from the newest to the oldest."""
        self._lines = lines
        emptied(self._sessions)
        for line in lines if self._shows_all else lines[:FEW]:
            button = LineButton(line.lead, line.text, line.below, icon="lock" if line.is_withheld else "")
            button.setEnabled(not line.is_withheld)
            button.clicked.connect(partial(self._open, line.id))
            self._sessions.addWidget(button)
        if len(lines) > FEW and not self._shows_all:
            more = QPushButton(f"All {len(lines)} sessions")
            more.setProperty("role", "text")
            more.clicked.connect(self._show_all)
            self._sessions.addWidget(in_line(more))
        if not lines:
            self._sessions.addWidget(in_line(plain_label(EMPTY, "muted"), margins=(SIDE, 0, SIDE, 4)))

    def show_counts(self, counts: Sequence[tuple[str, str]], claim: str) -> None:
        """(words, number) in their order; the last one is the claim, which is set apart."""
        emptied(self._counts)
        for row, (words, number) in enumerate(counts):
            is_claim = row == len(counts) - 1
            self._counts.addWidget(plain_label(words, "muted" if is_claim else "body"), row, 0)
            self._counts.addWidget(plain_label(number, "lead" if is_claim else "heading"), row, 1)
        self._claim.setText(claim)

    def _open(self, session_id: UUID, _checked: bool = False) -> None:
        self.session_wanted.emit(session_id)

    def _show_all(self) -> None:
        self._shows_all = True
        self.show_sessions(self._lines)


def _holding(layout: QVBoxLayout | QGridLayout) -> QWidget:
    holder = QWidget()
    holder.setLayout(layout)
    return holder
