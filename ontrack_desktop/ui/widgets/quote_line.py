"""Words marked in a note: whose they are, and whether they may be repeated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ontrack_desktop.domain.choices import QuoteConsent
from ontrack_desktop.ui.icons import set_icon
from ontrack_desktop.ui.widgets.elided_label import ElidedLabel
from ontrack_desktop.ui.widgets.icon_label import IconLabel
from ontrack_desktop.ui.widgets.quote_card import in_quotation_marks

SOMEBODY_ELSE = "Someone else"


class QuoteLine(QWidget):
    """One quote. `speaker_chosen(id or "")`, `consent_chosen(value)`, `removed`: the words stay in the text."""

    speaker_chosen = Signal(str)
    consent_chosen = Signal(str)
    removed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = ElidedLabel()
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.words.setProperty("role", "attribution")
        self.speaker, self.consent = QComboBox(), QComboBox()
        self.speaker.setAccessibleName("Whose words")
        self.consent.setAccessibleName("May it be repeated")
        for value in QuoteConsent:
            self.consent.addItem(value.label, value.value)
        self.remove = QToolButton()
        self.remove.setAccessibleName("This is no quote")
        set_icon(self.remove, "x", "ink_2", 14)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(IconLabel(icon="quote", ink="voice", size=16))
        row.addWidget(self.words, 1)
        for combo, letters in ((self.speaker, 3), (self.consent, 8)):
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(letters)
            row.addWidget(combo)
        row.addWidget(self.remove)
        self.speaker.activated.connect(lambda _i: self.speaker_chosen.emit(self.speaker.currentData()))
        self.consent.activated.connect(lambda _i: self.consent_chosen.emit(self.consent.currentData()))
        self.remove.clicked.connect(self.removed)

    def show_quote(self, quote: Mapping[str, Any], speakers: Sequence[tuple[str, str]]) -> None:
        """Show a quote; `speakers` are (id, name) of whose words it may be."""
        self.words.setText(in_quotation_marks(quote["words"]).replace("\n", " "))
        wanted = [*speakers, ("", quote["name"] if not quote["speaker"] and quote["name"] else SOMEBODY_ELSE)]
        if [(self.speaker.itemData(i), self.speaker.itemText(i)) for i in range(self.speaker.count())] != wanted:
            self.speaker.clear()
            for speaker, name in wanted:
                self.speaker.addItem(name, speaker)
        self.speaker.setCurrentIndex(max(0, self.speaker.findData(quote["speaker"])))
        self.consent.setCurrentIndex(self.consent.findData(quote["consent"]))
        self.consent.setToolTip(self.consent.currentText())


class QuoteLines(QWidget):
    """The quotes of a note under one another; each signal tells of which one (its id) first."""

    speaker_chosen = Signal(str, str)
    consent_chosen = Signal(str, str)
    removed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: dict[str, QuoteLine] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.hide()

    def show_quotes(self, quotes: Sequence[Mapping[str, Any]], speakers: Sequence[tuple[str, str]]) -> None:
        """Show these; lines that stay keep the keyboard."""
        for quote_id in self.lines.keys() - {quote["id"] for quote in quotes}:
            line = self.lines.pop(quote_id)
            line.hide()
            line.deleteLater()
        for quote in quotes:
            if quote["id"] not in self.lines:
                self._add(quote["id"])
            self.lines[quote["id"]].show_quote(quote, speakers)
        self.setVisible(bool(quotes))

    def _add(self, quote_id: str) -> None:
        line = self.lines[quote_id] = QuoteLine()
        line.speaker_chosen.connect(lambda who: self.speaker_chosen.emit(quote_id, who))
        line.consent_chosen.connect(lambda may: self.consent_chosen.emit(quote_id, may))
        line.removed.connect(lambda: self.removed.emit(quote_id))
        self._column.addWidget(line)
