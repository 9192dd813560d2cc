"""A significant event in a list: when, what happened, what it meant, who says so and what was done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from ontrack_desktop.ui.icons import set_icon
from ontrack_desktop.ui.widgets.chip import HEIGHT as CHIP
from ontrack_desktop.ui.widgets.chip import Chip, ChipWords
from ontrack_desktop.ui.widgets.flow_layout import FlowLayout
from ontrack_desktop.ui.widgets.icon_label import IconLabel
from ontrack_desktop.ui.widgets.long_text import text_to_read
from ontrack_desktop.ui.widgets.plain_label import plain_label, plain_tip

WHEN = 112  # px


class EventRow(QWidget):
    """`amend_pressed` by its pencil."""

    amend_pressed = Signal()

    def __init__(
        self, *, when: str, when_tip: str, event: str, impact: ChipWords, meant: str, source: str, response: str,
        late: str, restricted: str = "", parent: QWidget | None = None,
    ) -> None:
        """`late` says how long after it was written down; `restricted` stands in the place of the words."""
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 12, 0, 12)
        row.setSpacing(16)
        row.addLayout(self._when(when, when_tip, late), 0)
        column = QVBoxLayout()
        column.setSpacing(4)
        row.addLayout(column, 1)
        if restricted:
            column.addLayout(_locked(restricted))
            self.setAccessibleName(f"{when}: {restricted}")
            return
        column.addWidget(text_to_read(event, "body"))
        column.addWidget(_impact(impact, meant))
        said = " · ".join(part for part in (source, response) if part)
        column.addWidget(plain_label(said, "help"))
        self.setAccessibleName(f"{when}: {event} {impact[2]}. {meant} {said} {late}".strip())
        self.amend = QToolButton()
        set_icon(self.amend, "pencil", "ink_2", 16)
        self.amend.setAccessibleName(f"Amend: {event[:60]}")
        self.amend.setToolTip("Amend")
        self.amend.clicked.connect(self.amend_pressed)
        row.addWidget(self.amend, 0, Qt.AlignmentFlag.AlignTop)

    def _when(self, when: str, tip: str, late: str) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(2)
        label = plain_label(when, "label")
        label.setFixedWidth(WHEN)
        label.setToolTip(plain_tip(tip))
        column.addWidget(label)
        if late:
            said = plain_label(late, "help")
            said.setFixedWidth(WHEN)
            column.addWidget(said)
        column.addStretch()
        return column


def _impact(impact: ChipWords, meant: str) -> QWidget:
    holder = QWidget()
    flow = FlowLayout(holder, spacing=6)
    flow.addWidget(Chip(text=impact[2], tone=impact[0], icon=impact[1]))
    if meant:
        label = plain_label(meant, "muted")
        label.setMinimumHeight(CHIP)
        label.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        flow.addWidget(label)
    return holder


def _locked(sentence: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(IconLabel(icon="lock"), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(plain_label(sentence, "muted"), 1)
    return row
