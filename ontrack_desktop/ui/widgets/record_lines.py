"""A card that lists records of one kind, each opened by pressing it, with a button to add another."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Protocol
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ontrack_desktop.ui.widgets.card import Card
from ontrack_desktop.ui.widgets.line_button import SIDE, LineButton
from ontrack_desktop.ui.widgets.placing import emptied, in_line
from ontrack_desktop.ui.widgets.plain_label import plain_label


class Line(Protocol):
    """What a record's line is made of."""

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


class RecordLines(Card):
    """`opened(id)` opens one. `few` are shown before "All"; `empty` says what goes here."""

    opened = Signal(object)

    def __init__(self, title: str, *, few: int, empty: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, title=title)
        self._few, self._empty, self._noun = few, empty, title.lower()
        self._shows_all = False
        self._lines: Sequence[Line] = ()
        self._last_action: QWidget | None = None
        holder = QWidget()
        self._list = QVBoxLayout(holder)
        edge = 15 - SIDE  # the rows reach beyond their words when the pointer is on them
        self._list.setContentsMargins(edge, 0, edge, 8)
        self._list.setSpacing(0)
        self.add(holder, flush=True)

    def add_action(self, text: str, icon: str = "") -> QPushButton:
        self._last_action = super().add_action(text, icon)
        return self._last_action

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these, in their order."""
        self._lines = lines
        emptied(self._list)
        before = self._last_action
        for line in lines if self._shows_all else lines[: self._few]:
            button = LineButton(line.lead, line.text, line.below, icon="lock" if line.is_withheld else "")
            button.setEnabled(not line.is_withheld)
            button.clicked.connect(partial(self._open, line.id))
            self._list.addWidget(button)
            if before is not None:
                QWidget.setTabOrder(before, button)
            before = button
        if len(lines) > self._few and not self._shows_all:
            more = QPushButton(f"All {len(lines)}")
            more.setAccessibleName(f"All {len(lines)}, {self._noun}")
            more.setProperty("role", "text")
            more.clicked.connect(self._show_all)
            self._list.addWidget(in_line(more))
            if before is not None:
                QWidget.setTabOrder(before, more)
        if not lines:
            self._list.addWidget(in_line(plain_label(self._empty, "muted"), margins=(SIDE, 0, SIDE, 4)))

    def _open(self, record_id: UUID, _checked: bool = False) -> None:
        self.opened.emit(record_id)

    def _show_all(self) -> None:
        self._shows_all = True
        self.show_lines(self._lines)
