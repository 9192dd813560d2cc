"""The chronology: events by year, and beside them what in the record might be one more."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from ontrack_desktop.ui.forms.chronology import Ui_ChronologyScreen
from ontrack_desktop.ui.icons import set_icon
from ontrack_desktop.ui.navigator import Navigator
from ontrack_desktop.ui.widgets.event_row import EventRow
from ontrack_desktop.ui.widgets.icon_label import IconLabel
from ontrack_desktop.ui.widgets.person_row import rule
from ontrack_desktop.ui.widgets.placing import emptied, in_line, stack
from ontrack_desktop.ui.widgets.plain_label import plain_label
from ontrack_desktop.viewmodels.chronology import ChronologyModel, EventLine, SuggestionLine

NARROW_BELOW = 760
GAP = 16  # px between two years
FEW = 5  # suggestions shown at first


class ChronologyScreen(QWidget):
    """Shows `ChronologyModel`. Nothing gets into the chronology but by a person's hand."""

    def __init__(self, model: ChronologyModel, navigator: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.navigator = navigator
        self._shows_all = False
        self.ui = Ui_ChronologyScreen()
        self.ui.setupUi(self)
        set_icon(self.ui.add_button, "plus", "ink")
        self.ui.add_button.clicked.connect(model.add)
        self.ui.empty.pressed.connect(model.add)
        self.ui.suggestions_card.set_title("From the record")
        self._suggestions = self.ui.suggestions_card.add_column(4)
        model.changed.connect(self.show_model)
        model.form_ready.connect(navigator.form_wanted)
        model.told.connect(navigator.told)
        self.ui.body.hide()

    def show_model(self) -> None:
        """Show what the model holds."""
        ui, model = self.ui, self.model
        ui.body.setVisible(model.page is not None)
        ui.intro.setText("Events that changed something, good ones as much as hard ones. Facts, and who says so.")
        ui.empty.set_words(
            f"What changed things for {model.name}, day by day.", "Add an event", "calendar-clock"
        )
        ui.empty.setVisible(model.is_empty)
        ui.columns.setStretch(1, 1 if model.suggestions() else 0)
        ui.top_line.setVisible(not model.is_empty)
        self._show_events(model.events())
        self._show_suggestions(model.suggestions())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        stack(self.ui.columns, when=self.width() < NARROW_BELOW)

    def _show_events(self, events: list[EventLine]) -> None:
        emptied(self.ui.events)
        year = ""
        for line in events:
            if line.year != year:
                if year:
                    self.ui.events.addSpacing(GAP)
                year = line.year
                self.ui.events.addWidget(plain_label(year, "caption"))
            row = EventRow(
                when=line.when, when_tip=line.when_tip, event=line.event, impact=line.impact, meant=line.meant,
                source=line.source, response=line.response, late=line.late, restricted=line.restricted,
            )
            row.amend_pressed.connect(partial(self.model.amend, line.id))
            self.ui.events.addWidget(row)
            self.ui.events.addWidget(rule())

    def _show_suggestions(self, lines: list[SuggestionLine]) -> None:
        emptied(self._suggestions)
        self.ui.suggestions_card.setVisible(bool(lines))
        self._suggestions.addWidget(
            plain_label("These may be significant. You choose, and put them into words.", "muted")
        )
        for line in lines if self._shows_all else lines[:FEW]:
            self._suggestions.addWidget(self._suggestion(line))
        if len(lines) > FEW:
            more = QPushButton("Show fewer" if self._shows_all else f"Show all {len(lines)}")
            more.setProperty("role", "text")
            more.setProperty("flush", True)
            more.clicked.connect(self._change_how_many)
            self._suggestions.addWidget(in_line(more))

    def _suggestion(self, line: SuggestionLine) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 6, 0, 6)
        row.setSpacing(10)
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(IconLabel(icon=line.icon), 0, top)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(plain_label(line.event, "muted"))
        column.addWidget(plain_label(line.when, "help"))
        row.addLayout(column, 1)
        add = QPushButton("Add")
        add.setProperty("role", "text")
        add.setProperty("flush", True)
        add.setAccessibleName(f"Add to the chronology: {line.event[:60]}")
        set_icon(add, "plus", "primary", 16)
        add.clicked.connect(partial(self.model.promote, line.source_id))
        row.addWidget(add, 0, top)
        aside = QToolButton()
        set_icon(aside, "x", "ink_2", 16)
        aside.setToolTip("Not significant: do not suggest it again")
        aside.setAccessibleName(f"Not significant: {line.event[:60]}")
        aside.clicked.connect(partial(self.model.put_aside, line.source_id))
        row.addWidget(aside, 0, top)
        return holder

    def _change_how_many(self) -> None:
        self._shows_all = not self._shows_all
        self._show_suggestions(self.model.suggestions())
