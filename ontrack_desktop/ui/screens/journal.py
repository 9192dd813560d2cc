"""The journal of one pupil: a line of time with chips above it, and one note of it read in full."""

from __future__ import annotations

from dataclasses import asdict
from uuid import UUID

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QLayout, QWidget

from ontrack_desktop.domain.choices import QuoteConsent
from ontrack_desktop.domain.isolated import isolated, side_by_side
from ontrack_desktop.ui.forms.journal import Ui_JournalScreen
from ontrack_desktop.ui.icons import set_icon
from ontrack_desktop.ui.navigator import Navigator
from ontrack_desktop.ui.widgets.chip import Chip, FilterChip
from ontrack_desktop.ui.widgets.flow_layout import FlowLayout
from ontrack_desktop.ui.widgets.long_text import is_long, text_to_read
from ontrack_desktop.ui.widgets.plain_label import plain_label
from ontrack_desktop.ui.widgets.quote_card import QuoteCard
from ontrack_desktop.ui.widgets.timeline import TimelineItem
from ontrack_desktop.viewmodels.journal import FILTERS, JournalModel
from ontrack_desktop.viewmodels.journal_lines import (
    LONGEST_QUOTE,
    JournalLine,
    action_words,
    chips_of,
    facts_of,
    title_of,
    until_words,
    version_words,
    without_own_lines,
)

MAY_BE_REPEATED = {
    QuoteConsent.NOT_ASKED: "not asked yet whether this may be repeated",
    QuoteConsent.MEETING: "happy for meetings to hear this",
    QuoteConsent.ANYWHERE: "happy for anyone to read this",
    QuoteConsent.NO: "keep this between us",
}
CHIPS = {"visits": "Visits", "calls": "Calls", "advocacy": "Advocacy", "time_in": "Time in"}


class JournalScreen(QWidget):
    """A section of the pupil page. Shows a `JournalModel`."""

    def __init__(self, model: JournalModel, navigator: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.navigator = navigator
        self.ui = Ui_JournalScreen()
        self.ui.setupUi(self)
        self.chips: dict[str, FilterChip] = {}
        self._dress()
        self._connect()
        self._show_lines(keep=False)
        self._show_opened()

    def show_pupil(self, pupil_id: UUID) -> None:
        """Show this pupil's journal."""
        self._end_search()
        self.model.show_pupil(pupil_id)

    def _dress(self) -> None:
        ui = self.ui
        flow = FlowLayout(ui.filters)
        self.this_year = self._chip("This school year")
        self.this_year.setChecked(self.model.only_this_year)
        self.this_year.toggled.connect(self.model.set_this_year)
        flow.addWidget(self.this_year)
        for name in FILTERS:
            chip = self.chips[name] = self._chip(CHIPS[name])
            chip.toggled.connect(lambda on, each=name: self.model.set_filter(each, on))
            flow.addWidget(chip)
        self._note_chips = FlowLayout(ui.note_chips)
        set_icon(ui.search_button, "search", "primary", 16)
        set_icon(ui.back_button, "chevron-left", "primary", 16)
        set_icon(ui.amend_button, "pencil", "ink", 16)
        ui.search.hide()

    def _chip(self, words: str) -> FilterChip:
        chip = FilterChip(self.ui.filters, text=words)
        chip.setAccessibleName(words)
        return chip

    def _connect(self) -> None:
        model, ui = self.model, self.ui
        model.lines_changed.connect(self._show_lines)
        model.lines_added.connect(self._add_lines)
        model.opened_changed.connect(self._show_opened)
        model.told.connect(lambda said: self.navigator.told.emit(said, "good"))
        ui.timeline.notes.more_wanted.connect(model.more)
        ui.timeline.opened.connect(self._open)
        ui.timeline.ticked.connect(lambda action, done: model.tick_action(UUID(action), done))
        ui.search_button.clicked.connect(self._begin_search)
        ui.search.textChanged.connect(model.search)
        ui.empty.pressed.connect(self._first_step)
        ui.back_button.clicked.connect(model.close)
        ui.amend_button.clicked.connect(self._amend)
        for keys, act in (("Ctrl+F", self._begin_search), ("Ctrl+Z", model.undo_tick)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def event(self, event: QEvent) -> bool:
        # Escape goes back to the journal first, whatever else the window does with it.
        if event.type() == QEvent.Type.ShortcutOverride and self._can_go_back() and is_escape(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not is_escape(event) or not self._can_go_back():
            super().keyPressEvent(event)
        elif self.model.opened is not None:
            self.model.close()
        else:
            self._end_search()

    def _can_go_back(self) -> bool:
        return self.model.opened is not None or self.ui.search.isVisible()

    # the line of time

    def _show_lines(self, keep: bool) -> None:
        ui, model = self.ui, self.model
        bar, place, here = ui.timeline.verticalScrollBar(), 0, ui.timeline.current_id()
        if keep:
            place = bar.value()
        ui.timeline.notes.reset([_item(line) for line in model.lines], more=model.has_more)
        if keep:
            if here:
                ui.timeline.select(here)
            bar.setValue(place)
        is_empty = model.is_loaded and not model.lines
        ui.content.setCurrentWidget(ui.empty_page if is_empty else ui.notes_page)
        if is_empty:
            self._show_empty()

    def _add_lines(self, lines: list[JournalLine]) -> None:
        self.ui.timeline.notes.append([_item(line) for line in lines], more=self.model.has_more)

    def _show_empty(self) -> None:
        empty, model = self.ui.empty, self.model
        if model.typed:
            empty.set_words(f"No note holds “{model.typed}”.", "", "search")
        elif model.chosen:
            empty.set_words("No notes of this kind yet.", "Write a note", "notebook-pen")
        elif model.only_this_year:
            empty.set_words(
                "Visits, calls and everything else that happens stand here, newest first. "
                "Nothing was written this school year yet.", "Write the first note", "notebook-pen",
            )
        else:
            empty.set_words(
                "Visits, calls and everything else that happens stand here, newest first.",
                "Write the first note", "notebook-pen",
            )

    def _first_step(self) -> None:
        self.navigator.note_wanted.emit((self.model.pupil_id,), "")

    def _open(self, entry_id: str) -> None:
        line = next((each for each in self.model.lines if each.id == entry_id), None)
        if line is None or line.restricted:
            return
        if not self.model.open(entry_id):
            self.navigator.pupil_wanted.emit(self.model.pupil_id, "plans")

    def _begin_search(self) -> None:
        self.ui.search_button.hide()
        self.ui.search.show()
        self.ui.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _end_search(self) -> None:
        self.ui.search.clear()
        self.ui.search.hide()
        self.ui.search_button.show()

    # one note

    def _amend(self) -> None:
        if self.model.opened is not None:
            self.navigator.note_amend_wanted.emit(self.model.opened.note.id)

    def _show_opened(self) -> None:
        ui, entry = self.ui, self.model.opened
        was_reading = ui.pages.currentWidget() is ui.note_page
        if entry is None or self.model.pupil_id is None:
            ui.pages.setCurrentWidget(ui.list_page)
            if was_reading:
                ui.timeline.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        today = self.model.desk.today()
        ui.note_title.setText(title_of(entry))
        facts = (facts_of(entry, self.model.pupil_id, today), entry.note.place, f"by {isolated(entry.author)}")
        ui.note_facts.setText(side_by_side(facts))
        self._show_text(without_own_lines(entry.text, [quote.words for quote in entry.quotes]))
        _clear(self._note_chips)
        for words in chips_of(entry, today):
            chip = Chip(ui.note_chips)
            chip.set_words(words)
            self._note_chips.addWidget(chip)
        ui.note_chips.setVisible(self._note_chips.count() > 0)
        self._show_quotes()
        self._show_actions()
        self._show_versions()
        ui.pages.setCurrentWidget(ui.note_page)
        if not was_reading:
            ui.scroll.verticalScrollBar().setValue(0)
            ui.back_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_text(self, text: str) -> None:
        whole = is_long(text)
        self.ui.note_text.setText("" if whole else text)
        self.ui.note_long_text.setPlainText(text if whole else "")
        self.ui.note_text.setVisible(bool(text) and not whole)
        self.ui.note_long_text.setVisible(whole)

    def _show_quotes(self) -> None:
        _clear(self.ui.note_quotes)
        for quote in self.model.opened.quotes if self.model.opened else ():
            attribution = side_by_side((quote.speaker or quote.voice.label, MAY_BE_REPEATED[quote.consent]))
            words = f"{quote.words[:LONGEST_QUOTE]} …" if len(quote.words) > LONGEST_QUOTE else quote.words
            self.ui.note_quotes.addWidget(QuoteCard(words=words, attribution=attribution))

    def _show_actions(self) -> None:
        layout, today = self.ui.note_actions, self.model.desk.today()
        focused = self.focusWidget()
        had_focus = focused.property("action") if focused is not None else None
        _clear(layout)
        for action in self.model.opened.actions if self.model.opened else ():
            tick = QCheckBox(action_words(action, today).replace("&", "&&"))
            tick.setAccessibleName(f"Done: {action.what}")
            tick.setChecked(action.done_on is not None)
            tick.setProperty("action", str(action.id))
            tick.clicked.connect(lambda on, each=action.id: self.model.tick_action(each, bool(on)))
            layout.addWidget(tick)
            tick.show()
            if had_focus == str(action.id):
                tick.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_versions(self) -> None:
        ui, versions, today = self.ui, self.model.opened_versions, self.model.desk.today()
        _clear(ui.note_versions)
        for part in (ui.versions_rule, ui.versions_heading):
            part.setVisible(len(versions) > 1)
        for (note, by), (newer, _by) in zip(versions[1:], versions, strict=False):
            ui.note_versions.addWidget(plain_label(until_words(note, newer, by, today), "caption"))
            ui.note_versions.addWidget(text_to_read(version_words(note, today), "muted"))


def is_escape(event: QEvent) -> bool:
    """Whether this is the Escape key."""
    return isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape


def _item(line: JournalLine) -> TimelineItem:
    return TimelineItem(**asdict(line))


def _clear(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
