"""One pupil at a glance, beside the list: the best things first, their words, what is open."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ontrack_desktop.ui.widgets.avatar import Avatar
from ontrack_desktop.ui.widgets.plain_label import Paragraph, plain_label
from ontrack_desktop.ui.widgets.quote_card import QuoteCard
from ontrack_desktop.viewmodels.pupil_rows import PreviewWords


class PupilPreview(QWidget):
    """`opened` and `note_wanted` by its two buttons."""

    opened = Signal()
    note_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(self._head())
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(self._scroll, 1)
        column.addLayout(self._buttons())

    def show_words(self, words: PreviewWords) -> None:
        """Show another pupil."""
        self.avatar.set_person(words.initials)
        self.name.setText(words.name)
        self.line.setText(words.line)
        body = QWidget()
        body.setProperty("role", "page")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        if words.quote:
            column.addWidget(QuoteCard(words=words.quote, attribution=words.attribution))
            column.addSpacing(8)
        for title, text in words.parts:
            column.addWidget(plain_label(title, "caption"))
            part = Paragraph()
            part.setText(text)
            column.addWidget(part)
            column.addSpacing(8)
        column.addStretch()
        self._scroll.setWidget(body)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        self.avatar = Avatar(size="middle")
        self.name = plain_label("", "heading")
        self.line = plain_label("", "help")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.name)
        words.addWidget(self.line)
        row.addWidget(self.avatar)
        row.addLayout(words, 1)
        return row

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.open_button = QPushButton("&Open")
        self.note_button = QPushButton("&Write a note")
        self.open_button.clicked.connect(self.opened)
        self.note_button.clicked.connect(self.note_wanted)
        for button in (self.open_button, self.note_button):
            row.addWidget(button)
        row.addStretch()
        return row
