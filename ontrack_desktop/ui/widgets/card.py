"""A card: a heading, perhaps a thing to do about it, and what belongs under it."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ontrack_desktop.ui.icons import set_icon
from ontrack_desktop.ui.widgets.elided_label import elided_label

PAD = 16


class Card(QFrame):
    """Heading above, body below. Lists are added `flush`, so that their lines reach the card's edges."""

    def __init__(self, parent: QWidget | None = None, *, title: str = "") -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(1, PAD, 1, PAD)
        self._outer.setSpacing(8)
        self._top = QWidget()
        self._head = QHBoxLayout(self._top)
        self._head.setContentsMargins(PAD - 1, 0, PAD - 1, 0)
        self._head.setSpacing(12)
        self.heading = elided_label(title, "heading")
        self._head.addWidget(self.heading)
        self._head.addStretch()
        self._outer.addWidget(self._top)
        self._top.setVisible(bool(title))

    def set_title(self, title: str) -> None:
        """The heading's words; none hides it."""
        self.heading.setText(title)
        self._top.setVisible(bool(title) or self._head.count() > 2)
        self.setAccessibleName(title)

    def add_action(self, text: str, icon: str = "") -> QPushButton:
        """A text button beside the heading; connect its `clicked`."""
        button = QPushButton(text)
        button.setProperty("role", "text")
        if icon:
            set_icon(button, icon, "primary")
        self.add_beside(button)
        return button

    def add_beside(self, widget: QWidget) -> None:
        """Put a chip or a button at the right of the heading."""
        self._head.addWidget(widget)
        self._top.show()
        if widget.property("role") == "text":  # its words, not its frame, end where the card's words end
            self._head.setContentsMargins(PAD - 1, 0, 0, 0)
        if widget.sizeHint().height() > 28:  # a button: the heading stays where it would be without it
            margins = self._outer.contentsMargins()
            margins.setTop(PAD - 6)
            self._outer.setContentsMargins(margins)

    def add(self, widget: QWidget, *, flush: bool = False) -> None:
        """Put a widget under what is there."""
        margins = self._outer.contentsMargins()
        if flush and self._top.isHidden():
            margins.setTop(1)
        margins.setBottom(1 if flush else PAD)
        self._outer.setContentsMargins(margins)
        if flush:
            self._outer.addWidget(widget)
            return
        row = QHBoxLayout()
        row.setContentsMargins(PAD - 1, 0, PAD - 1, 0)
        row.addWidget(widget)
        self._outer.addLayout(row)

    def add_column(self, spacing: int) -> QVBoxLayout:
        """A column under what is there, to put rows into; `spacing` px apart."""
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(spacing)
        self.add(holder)
        return column
