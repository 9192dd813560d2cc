"""Somebody around a child, on one line: initials, name, and who they are to them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ontrack_desktop.ui.widgets.avatar import Avatar
from ontrack_desktop.ui.widgets.elided_label import elided_label
from ontrack_desktop.ui.widgets.plain_label import plain_label


class AroundRow(QWidget):
    """`kind` is a kind of `Avatar`: pupil, family or professional."""

    def __init__(self, name: str, words: str, initials: str, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(6)
        row.addWidget(Avatar(initials=initials, kind=kind), 0, Qt.AlignmentFlag.AlignTop)
        row.addSpacing(4)
        called = elided_label(name, "label")
        called.setMinimumHeight(28)
        said = plain_label(words, "muted")
        said.setMinimumHeight(28)
        said.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(called, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(said, 1)
        self.setAccessibleName(f"{name}, {words}" if words else name)
