"""Somebody in a list of people: initials, name, who they are, how to reach them, and what to know first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from ontrack_desktop.ui.icons import set_icon
from ontrack_desktop.ui.widgets.avatar import Avatar
from ontrack_desktop.ui.widgets.chip import Chip, ChipWords
from ontrack_desktop.ui.widgets.elided_label import elided_label
from ontrack_desktop.ui.widgets.flow_layout import FlowLayout
from ontrack_desktop.ui.widgets.plain_label import plain_label


class PersonRow(QWidget):
    """`amend_pressed`, and `act_pressed` where `act` names one more thing to do ("End today")."""

    amend_pressed = Signal()
    act_pressed = Signal()

    def __init__(
        self, name: str, words: str, contact: str, initials: str, kind: str, chips: Sequence[ChipWords],
        *, may_be_amended: bool = True, act: str = "", parent: QWidget | None = None,
    ) -> None:
        """`kind` is a kind of `Avatar`."""
        super().__init__(parent)
        self.setAccessibleName(", ".join(part for part in (name, words, contact, *(c[2] for c in chips)) if part))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 8, 0, 8)
        row.setSpacing(8)
        row.addWidget(Avatar(initials=initials, kind=kind, size="middle"), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(1)
        column.addWidget(elided_label(name, "heading"))
        for text, role in ((words, "muted"), (contact, "muted")):
            if text:
                column.addWidget(plain_label(text, role))
        if chips:
            holder = QWidget()
            flow = FlowLayout(holder, spacing=6)
            flow.setContentsMargins(0, 4, 0, 0)
            for tone, icon, said in chips:
                flow.addWidget(Chip(text=said, tone=tone, icon=icon))
            column.addWidget(holder)
        row.addLayout(column, 1)
        if may_be_amended:
            row.addWidget(self._amend_button(name), 0, Qt.AlignmentFlag.AlignTop)
        if act:
            row.addWidget(self._more_button(name, act), 0, Qt.AlignmentFlag.AlignTop)

    def _amend_button(self, name: str) -> QToolButton:
        self.amend = QToolButton()
        set_icon(self.amend, "pencil", "ink_2", 16)
        self.amend.setAccessibleName(f"Amend {name}")
        self.amend.setToolTip("Amend")
        self.amend.clicked.connect(self.amend_pressed)
        return self.amend

    def _more_button(self, name: str, act: str) -> QToolButton:
        self.more = QToolButton()
        set_icon(self.more, "ellipsis", "ink_2", 16)
        self.more.setAccessibleName(f"More about {name}")
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.more)
        menu.addAction(act).triggered.connect(self.act_pressed)
        self.more.setMenu(menu)
        return self.more


def rule() -> QFrame:
    """The hairline between two of them."""
    line = QFrame()
    line.setProperty("role", "rule")
    return line
