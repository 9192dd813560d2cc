"""Words that may be repeated or not: large in the colours of voices, with the person's agreement under them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ontrack_desktop.ui.icons import set_icon
from ontrack_desktop.ui.widgets.chip import FilterChip
from ontrack_desktop.ui.widgets.flow_layout import FlowLayout
from ontrack_desktop.ui.widgets.long_text import text_to_read
from ontrack_desktop.ui.widgets.plain_label import plain_label
from ontrack_desktop.ui.widgets.quote_card import in_quotation_marks


class SaidCard(QFrame):
    """One quote. `consent_chosen(value)`, `chosen(on)` for the next meeting, `amend_pressed`."""

    consent_chosen = Signal(str)
    chosen = Signal(bool)
    amend_pressed = Signal()

    def __init__(
        self, words: str, attribution: str, consents: Sequence[tuple[str, str]], consent: str,
        *, is_chosen: bool, may_be_chosen: bool, parent: QWidget | None = None,
    ) -> None:
        """`consents` are (value, words) to choose from."""
        super().__init__(parent)
        self.setProperty("role", "voice")
        said = in_quotation_marks(words)
        self.setAccessibleName(f"{said} {attribution}")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(4)
        column.addWidget(text_to_read(said, "quote"))
        column.addWidget(plain_label(attribution, "attribution"))
        short = said if len(said) <= 40 else f"{said[:40]}…”"
        self.consent = QComboBox()
        self.consent.setAccessibleName(f"May this be repeated? {short}")
        for value, label in consents:
            self.consent.addItem(label, value)
        self.consent.setCurrentIndex(self.consent.findData(consent))
        self.consent.activated.connect(lambda _index: self.consent_chosen.emit(self.consent.currentData()))
        self.choose = FilterChip(text="For the next meeting", icon="star")
        self.choose.setAccessibleName(f"Choose for the next meeting: {short}")
        self.choose.setChecked(is_chosen)
        self.choose.clicked.connect(lambda on: self.chosen.emit(bool(on)))
        self.amend = QPushButton("Amend")
        self.amend.setProperty("role", "text")
        self.amend.setProperty("flush", True)
        self.amend.setProperty("tone", "voice")
        self.amend.setAccessibleName(f"Amend {short}")
        set_icon(self.amend, "pencil", "voice", 16)
        self.amend.clicked.connect(self.amend_pressed)
        row = QHBoxLayout()
        row.setContentsMargins(0, 6, 0, 0)
        row.setSpacing(12)
        holder = QWidget()
        flow = FlowLayout(holder, spacing=12)
        for widget in (self.consent, self.choose):
            flow.addWidget(widget)
        self.choose.setVisible(may_be_chosen)  # not before it has a parent: it would be a window of its own
        row.addWidget(holder, 1)
        row.addWidget(self.amend)
        column.addLayout(row)
