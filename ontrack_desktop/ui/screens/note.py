"""The composer: one text box with the facts above it, beside whatever page is open."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QButtonGroup, QWidget

from ontrack_desktop.domain.choices import Direction, NoteKind
from ontrack_desktop.domain.errors import NotValid, OnTrackError
from ontrack_desktop.domain.when import local, say_day, say_minutes, say_time
from ontrack_desktop.ui.forms.note import Ui_NoteScreen
from ontrack_desktop.ui.icons import set_icon
from ontrack_desktop.ui.navigator import Navigator
from ontrack_desktop.ui.theme import restyle
from ontrack_desktop.ui.widgets.action_line import ActionLine
from ontrack_desktop.ui.widgets.form_problems import FormProblems
from ontrack_desktop.ui.widgets.known_people import chips, suggestions
from ontrack_desktop.viewmodels.note import NoteModel
from ontrack_desktop.viewmodels.note_parts import Known, is_day

THEIR_WORDS = {"she": "Her wo&rds", "he": "His wo&rds"}
NO_WORDS = "Put the cursor into the words that were said, or select them."
RIGHT_MARGIN = 20
LEAST_TEXT = 180  # px
BESIDE_TEXT = 384  # px that everything else takes for a plain visit


class NoteScreen(QWidget):
    """Shows a `NoteModel`. `closed` when it has been saved or kept for later; what was typed is safe either way."""

    closed = Signal()

    def __init__(self, model: NoteModel, navigator: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.navigator = navigator
        self.ui = Ui_NoteScreen()
        self.ui.setupUi(self)
        self._is_showing = False
        self._asked = ""
        self._dress()
        self._connect()
        self.show_model()

    def take_focus(self) -> None:
        """Put the keyboard into the text, or where somebody has to be named first."""
        wanted = self.ui.text if self.model.values.get("pupil_ids") else self.ui.people.edit
        wanted.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_model(self) -> None:
        """Show everything that the model holds."""
        for name, value in self.model.values.items():
            self._show_value(name, value)
        self._show_around()
        self._show_state(self.model.state)
        self._show_problems(self.model.problems)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Whatever else a note asks for scrolls: the text stays as high as for a plain visit.
        self.ui.text.setMinimumHeight(max(LEAST_TEXT, self.height() - BESIDE_TEXT))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.take_focus()

    def hideEvent(self, event: QHideEvent) -> None:
        self.model.keep_now()
        super().hideEvent(event)

    def event(self, event: QEvent) -> bool:
        # Escape means this panel while the keyboard is in it, whatever else the window does with it.
        if event.type() == QEvent.Type.ShortcutOverride and is_escape(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_escape(event):
            self._later()
        else:
            super().keyPressEvent(event)

    # building

    def _dress(self) -> None:
        ui = self.ui
        ui.when.set_clock(lambda: local(self.model.desk.now()))
        self.problems = FormProblems(ui.summary, ui.scroll, {
            "at": (ui.when_error, ui.when), "minutes": (ui.length_error, ui.length),
            "place": (ui.place_error, ui.place), "pupil_ids": (ui.people_error, ui.people),
            "agency_id": (ui.people_error, ui.people), "text": (ui.text_error, ui.text),
            "outcome": (ui.outcome_error, ui.outcome), "promise": (ui.promise_error, ui.promise),
            "promised_by": (ui.by_error, ui.promised_by), "advocacy_id": (ui.advocacy.error, ui.advocacy.matter),
        }, self._editor)  # fmt: skip
        ui.scroll.verticalScrollBar().rangeChanged.connect(self._make_room_for_bar)
        ui.notice.hide()
        ui.readers.edit.setPlaceholderText("add a colleague")
        self._direction = QButtonGroup(self)
        self._direction.addButton(ui.we_rang)
        self._direction.addButton(ui.they_rang)
        set_icon(ui.words_button, "quote", "voice", 16)
        set_icon(ui.action_button, "square-plus", "primary", 16)
        set_icon(ui.restrict_button, "lock", "primary", 16)
        ui.words_button.set_keys("Ctrl '")
        ui.action_button.set_keys("Ctrl T")
        ui.save_button.set_keys("Ctrl ⏎")
        ui.later_button.setAccessibleDescription("Esc")

    def _connect(self) -> None:
        model, ui = self.model, self.ui
        model.value_changed.connect(self._show_value)
        model.around_changed.connect(self._show_around)
        model.suggested.connect(self._show_candidates)
        model.problems_changed.connect(self._show_problems)
        model.state_changed.connect(self._show_state)
        model.saved.connect(self._saved)
        model.refused.connect(self._refused)
        ui.kinds.chosen.connect(model.put_kind)
        ui.kinds.done.connect(self._go_on)
        ui.when.textEdited.connect(self._put_when)
        ui.when.changed.connect(self._put_when)
        ui.length.textEdited.connect(model.put_minutes)
        ui.length.editingFinished.connect(lambda: self._show_value("minutes", model.values["minutes"]))
        for name in ("place", "outcome", "promise"):
            getattr(ui, name).textEdited.connect(lambda text, name=name: model.put(name, text))
        ui.promised_by.textEdited.connect(model.put_promised_by)
        ui.promised_by.editingFinished.connect(lambda: self._show_value("promised_by", model.values["promised_by"]))
        ui.people.picked_changed.connect(lambda: model.put_people([each.id for each in ui.people.picked()]))
        ui.people.typed.connect(self._ask_for_names)
        ui.people.edit.returnPressed.connect(self._leave_people)
        ui.seen.seen.connect(model.put_seen)
        ui.seen.alone.connect(model.put_seen_alone)
        ui.seen.nobody.connect(model.put_nobody_in)
        ui.we_rang.toggled.connect(lambda on: self._put_direction(Direction.OUT, on))
        ui.they_rang.toggled.connect(lambda on: self._put_direction(Direction.IN, on))
        ui.advocacy.chosen.connect(self._put_matter)
        ui.advocacy.status_chosen.connect(lambda status: model.put("step_status", status))
        ui.text.textChanged.connect(self._put_text)
        ui.text.cursorPositionChanged.connect(self._put_caret)
        ui.text.notice.connect(lambda sentence: self._say(sentence))
        ui.quotes.speaker_chosen.connect(lambda quote, who: model.put_quote(quote, speaker=who))
        ui.quotes.consent_chosen.connect(lambda quote, may: model.put_quote(quote, consent=may))
        ui.quotes.removed.connect(model.remove_quote)
        ui.actions.typed.connect(self._put_action)
        ui.actions.removed.connect(model.remove_action)
        ui.actions.left.connect(lambda: ui.text.setFocus(Qt.FocusReason.OtherFocusReason))
        ui.readers.picked_changed.connect(lambda: model.put("restricted_to", [p.id for p in ui.readers.picked()]))
        ui.words_button.clicked.connect(self._mark_words)
        ui.action_button.clicked.connect(self._add_action)
        ui.restrict_button.clicked.connect(lambda on: model.show("restricted", bool(on)))
        ui.save_button.clicked.connect(self._save)
        ui.later_button.clicked.connect(self._later)
        for keys, act in (
            ("Ctrl+Return", self._save), ("Ctrl+Enter", self._save), ("Ctrl+'", self._mark_words),
            ("Ctrl+T", self._add_action),
        ):  # fmt: skip
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_moved)

    # what a person does

    def _put_when(self, _value: object) -> None:
        moment = self.ui.when.value()
        self.model.put("at", moment.isoformat() if moment else self.ui.when.text())
        self._show_hint()

    def _put_text(self) -> None:
        if self._is_showing:
            return
        text = self.ui.text
        self.ui.notice.hide()
        self.model.put_text(text.toPlainText(), text.quote_ranges(), text.textCursor().position())
        self._show_quotes()

    def _put_caret(self) -> None:
        if not self._is_showing:
            self.model.caret = self.ui.text.textCursor().position()

    def _put_direction(self, direction: Direction, on: bool) -> None:
        if on and not self._is_showing:
            self.model.put("direction", direction.value)

    def _put_matter(self, matter_id: str) -> None:
        self.model.put("advocacy_id", matter_id or None)
        self.model.put("step_status", None)
        self._show_matter()

    def _mark_words(self) -> None:
        cursor, text = self.ui.text.textCursor(), self.ui.text.toPlainText()
        start, end = _characters(text, cursor.selectionStart()), _characters(text, cursor.selectionEnd())
        if not self.model.mark_words(start, end):
            self._say(NO_WORDS)
        self.ui.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _add_action(self) -> None:
        cursor = self.ui.text.textCursor()
        chosen = cursor.selectedText().replace("\u2029", " ").strip() if self.ui.text.hasFocus() else ""
        self.ui.actions.lines[self.model.add_action(chosen)].take_focus()

    def _put_action(self, action_id: str, name: str, value: str) -> None:
        self.model.put_action(action_id, **{name: value})
        self._show_actions()

    def _go_on(self) -> None:
        """After the kind: a contact wants to know with whom, everything else is written."""
        wanted = self.ui.people.edit if self.model.wants_a_contact() else self.ui.text
        wanted.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _leave_people(self) -> None:
        """Enter in the empty line: everybody is named."""
        if not self.ui.people.edit.text():
            self.ui.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _ask_for_names(self, typed: str) -> None:
        if typed.strip() and typed != self._asked:
            self._asked = typed
            self.model.suggest(typed)

    def _save(self) -> None:
        if not self.model.save():
            self.problems.show_summary(self.model.problems)

    def _later(self) -> None:
        self.model.keep_now()
        self.closed.emit()

    def _focus_moved(self, old: QWidget | None, now: QWidget | None) -> None:
        if old is not None and self.isAncestorOf(old):
            self.model.keep_now()
        if now is not None and self.ui.body.isAncestorOf(now):
            QTimer.singleShot(0, self, self._keep_in_view)  # once what has come with it has its place

    def _keep_in_view(self) -> None:
        now = QApplication.focusWidget()
        if now is not None and self.ui.body.isAncestorOf(now):
            line = now.parentWidget()
            self.ui.scroll.ensureWidgetVisible(line if isinstance(line, ActionLine) else now, 0, 8)

    # what comes back

    def _saved(self, _note_id: object) -> None:
        self.navigator.told.emit("Note saved", "good")
        self.closed.emit()

    def _refused(self, error: OnTrackError) -> None:
        if isinstance(error, NotValid):
            self.problems.show_summary(self.model.problems)
        else:
            self._say(str(error), role="error")

    # showing

    @contextmanager
    def _showing(self) -> Iterator[None]:
        """What is shown now was not typed by anybody."""
        before, self._is_showing = self._is_showing, True
        try:
            yield
        finally:
            self._is_showing = before

    def _show_value(self, name: str, value: Any) -> None:
        ui = self.ui
        with self._showing():
            match name:
                case "note_kind":
                    ui.kinds.show_kind(self.model.kind)
                    self._show_parts()
                case "at":
                    self._show_when(value)
                case "minutes":
                    ui.length.setText(say_minutes(value) if isinstance(value, int) else value or "")
                case "promised_by":
                    ui.promised_by.setText(self._day_words(value))
                case "place" | "outcome" | "promise":
                    edit = getattr(ui, name)
                    if edit.text() != value:
                        edit.setText(value)
                case "direction":
                    self._show_direction(value)
                case "text":
                    self._show_text(value)
                case "quotes":
                    marked = (q for q in value if q["start"] >= 0)
                    ui.text.set_quotes(tuple(sorted((q["start"], q["end"]) for q in marked)))
                    self._show_quotes()
                case "actions":
                    self._show_actions()
                case "seen_ids" | "seen_alone_ids":
                    self._show_seen()
                case "restricted":
                    ui.restrict_button.setChecked(value)
                    ui.restriction.setVisible(value)

    def _show_around(self) -> None:
        """The names and choices around these pupils."""
        model, ui = self.model, self.ui
        ui.title.setText("Amend note" if model.is_amending else "New note")
        self.setAccessibleName(ui.title.text())
        ui.people.set_picked(chips(model.people()))
        ui.people.set_offered(chips(model.offered()))
        ui.people.set_candidates(suggestions(model.candidates()))
        colleagues = [known for known in model.around.workers if known.id != model.desk.worker.id]
        readers = model.values.get("restricted_to", [])
        ui.readers.set_candidates(chips(colleagues))
        ui.readers.set_picked(chips(known for known in colleagues if str(known.id) in readers))
        pronoun = model.around.pronouns.split("/")[0].strip().lower()
        ui.words_button.setText(THEIR_WORDS.get(pronoun, "Their wo&rds"))
        ui.words_button.setAccessibleName(ui.words_button.text().replace("&", ""))
        self._show_seen()
        self._show_matter()
        self._show_parts()
        self._show_quotes()
        self._show_actions()
        self._show_state(model.state)

    def _show_candidates(self, found: tuple[Known, ...]) -> None:
        self.ui.people.set_candidates(suggestions((*self.model.candidates(), *found)))

    def _show_parts(self) -> None:
        model, ui = self.model, self.ui
        ui.seen.setVisible(model.shows_seen())
        ui.seen.nobody_in.setVisible(model.kind in (NoteKind.HOME_VISIT, NoteKind.UNSUCCESSFUL))
        ui.where.setVisible(model.shows_place())
        ui.contact.setVisible(model.shows_contact())
        ui.advocacy.setVisible(model.shows_advocacy())

    def _show_seen(self) -> None:
        model, seen = self.model, self.ui.seen
        seen.set_children([(str(known.id), known.name) for known in model.people() if known.kind == "pupil"])
        nobody = model.kind is NoteKind.UNSUCCESSFUL
        seen.show_seen(model.values["seen_ids"], model.values["seen_alone_ids"], nobody=nobody)

    def _show_matter(self) -> None:
        model = self.model
        self.ui.advocacy.show_matters(model.around.matters, model.matter(), model.values["step_status"])

    def _show_text(self, text: str) -> None:
        edit = self.ui.text
        if edit.toPlainText() != text:
            edit.setPlainText(text)
            cursor = edit.textCursor()
            cursor.setPosition(min(self.model.caret, edit.document().characterCount() - 1))
            edit.setTextCursor(cursor)

    def _show_direction(self, value: str | None) -> None:
        self._direction.setExclusive(value is not None)
        self.ui.we_rang.setChecked(value == Direction.OUT)
        self.ui.they_rang.setChecked(value == Direction.IN)

    def _show_quotes(self) -> None:
        speakers = [(str(known.id), known.name) for known in self.model.speakers()]
        self.ui.quotes.show_quotes(self.model.values["quotes"], speakers)

    def _show_actions(self) -> None:
        me, *others = self.model.owners()
        owners = [(str(me.id), "Me"), *((str(known.id), known.name) for known in others)]
        self.ui.actions.show_actions(self.model.values["actions"], owners, self._day_words)

    def _show_problems(self, problems: dict[str, str]) -> None:
        self.problems.show(problems)
        self.ui.actions.show_problems({name.removeprefix("actions/"): said for name, said in problems.items()})

    def _editor(self, name: str) -> QWidget:
        """Where to put right what has no place of its own: an action's day, or the text."""
        line = self.ui.actions.lines.get(name.removeprefix("actions/"))
        return line.due if line else self.ui.text

    def _show_state(self, state: str) -> None:
        saved, kept_at = self.ui.saved, self.model.kept_at
        # What is typed before the note has come from the disk, or while it goes there, would belong to no note.
        may_write, could_write = self.model.is_ready and state not in ("saving", "saved"), self.isEnabled()
        self.setEnabled(may_write)
        if may_write and not could_write:
            self.take_focus()
        if state == "kept" and kept_at is not None:
            saved.show_kept(say_time(kept_at))
        elif state == "":
            saved.show_nothing()
        else:
            saved.show_unsaved()

    def _show_when(self, value: str) -> None:
        self.ui.when.set_value(self.model.at())
        if self.model.at() is None:  # what was typed and could not be understood
            self.ui.when.setText(value)
            self.ui.when.setModified(True)
        self._show_hint()

    def _show_hint(self) -> None:
        self.ui.when_hint.setText("This is in the future. Check the day.")
        self.ui.when_hint.setVisible(self.model.is_from_the_future())

    def _make_room_for_bar(self, _least: int, most: int) -> None:
        """The bar stands in the right margin, so that nothing is set anew when it comes; the keyboard stays in view."""
        margins = self.ui.body_layout.contentsMargins()
        bar = self.ui.scroll.verticalScrollBar().sizeHint().width()
        margins.setRight(RIGHT_MARGIN - (bar if most > 0 else 0))
        self.ui.body_layout.setContentsMargins(margins)
        QTimer.singleShot(0, self, self._keep_in_view)

    def _say(self, sentence: str, role: str = "help") -> None:
        restyle(self.ui.notice, role=role)
        self.ui.notice.setText(sentence)
        self.ui.notice.show()

    def _day_words(self, value: str) -> str:
        return say_day(date.fromisoformat(value), self.model.desk.today()) if value and is_day(value) else value


def is_escape(event: QEvent) -> bool:
    """Whether this is the Escape key."""
    return isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape


def _characters(text: str, units: int) -> int:
    """Qt counts UTF-16 units, Python characters: an emoji is two of the one and one of the other."""
    return len(text.encode("utf-16-le", "surrogatepass")[: units * 2].decode("utf-16-le", "ignore"))
