"""The composer: one text box with the facts above it, beside whatever page is open. Its rooms are in ui/composer."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QWidget

from ontrack_desktop.domain.errors import NotValid, OnTrackError
from ontrack_desktop.domain.when import say_time
from ontrack_desktop.ui.composer.actions import Actions
from ontrack_desktop.ui.composer.facts import Facts
from ontrack_desktop.ui.composer.people import People
from ontrack_desktop.ui.composer.words import Words
from ontrack_desktop.ui.forms.note import Ui_NoteScreen
from ontrack_desktop.ui.icons import set_icon
from ontrack_desktop.ui.navigator import Navigator
from ontrack_desktop.ui.widgets.action_line import ActionLine
from ontrack_desktop.ui.widgets.form_problems import FormProblems
from ontrack_desktop.viewmodels.note import NoteModel

RIGHT_MARGIN = 20
LEAST_TEXT = 180  # px
BESIDE_TEXT = 386  # px that head, facts and buttons of a plain visit take, and a line to spare
QUOTE_LINE = 44  # px
PEOPLE_LINE = 40  # px of the people's field where they stand in one line


class NoteScreen(QWidget):
    """Shows a `NoteModel`. `closed` when it has been saved or kept for later; what was typed is safe either way."""

    closed = Signal()

    def __init__(self, model: NoteModel, navigator: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.navigator = navigator
        self.ui = Ui_NoteScreen()
        self.ui.setupUi(self)
        self.people, self.facts = People(self.ui, model), Facts(self.ui, model)
        self.words, self.agreed = Words(self.ui, model), Actions(self.ui, model)
        self.rooms = (self.facts, self.people, self.words, self.agreed)
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
        self._show_problems(self.model.problems)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_text()

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
        self.problems = FormProblems(ui.summary, ui.scroll, {
            "at": (ui.when_error, ui.when), "minutes": (ui.length_error, ui.length),
            "place": (ui.place_error, ui.place), "pupil_ids": (ui.people_error, ui.people),
            "agency_id": (ui.people_error, ui.people), "text": (ui.text_error, ui.text),
            "outcome": (ui.outcome_error, ui.outcome), "promise": (ui.promise_error, ui.promise),
            "promised_by": (ui.by_error, ui.promised_by), "advocacy_id": (ui.advocacy.error, ui.advocacy.matter),
        }, self.agreed.editor)  # fmt: skip
        set_icon(ui.restrict_button, "lock", "primary", 16)
        ui.save_button.set_keys("Ctrl ⏎")
        ui.later_button.setAccessibleDescription("Esc")

    def _connect(self) -> None:
        model, ui = self.model, self.ui
        model.value_changed.connect(self._show_value)
        model.people.changed.connect(self._show_around)
        model.problems_changed.connect(self._show_problems)
        model.state_changed.connect(self._show_state)
        model.saved.connect(self._saved)
        model.refused.connect(self._refused)
        ui.kinds.done.connect(self._go_on)
        ui.scroll.verticalScrollBar().rangeChanged.connect(self._make_room_for_bar)
        ui.save_button.clicked.connect(self._save)
        ui.later_button.clicked.connect(self._later)
        for keys, act in (
            ("Ctrl+Return", self._save), ("Ctrl+Enter", self._save), ("Ctrl+'", self.words.mark),
            ("Ctrl+T", self.agreed.add),
        ):  # fmt: skip
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_moved)

    # what a person does

    def _go_on(self) -> None:
        """After the kind: a contact wants to know with whom, everything else is written."""
        wanted = self.ui.people.edit if self.model.facts.wants_a_contact() else self.ui.text
        wanted.setFocus(Qt.FocusReason.ShortcutFocusReason)

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
        """Scroll so that all of what the keyboard is in can be seen; Qt by itself would look after the cursor only."""
        now = QApplication.focusWidget()
        if now is not None and self.ui.body.isAncestorOf(now):
            line = now.parentWidget()
            wanted = line if isinstance(line, ActionLine) else now
            middle = wanted.mapTo(self.ui.body, wanted.rect().center())
            self.ui.scroll.ensureVisible(0, middle.y(), 0, wanted.height() // 2 + 8)

    def _make_room_for_bar(self, _least: int, most: int) -> None:
        """The bar stands in the right margin, so that nothing is set anew when it comes; the keyboard stays in view."""
        margins = self.ui.body_layout.contentsMargins()
        bar = self.ui.scroll.verticalScrollBar().sizeHint().width()
        margins.setRight(RIGHT_MARGIN - (bar if most > 0 else 0))
        self.ui.body_layout.setContentsMargins(margins)
        QTimer.singleShot(0, self, self._keep_in_view)

    # what comes back

    def _saved(self, _note_id: object) -> None:
        self.navigator.told.emit("Note saved", "good")
        self.closed.emit()

    def _refused(self, error: OnTrackError) -> None:
        if isinstance(error, NotValid):
            self.problems.show_summary(self.model.problems)
        else:
            self.words.say(str(error), role="error")
            self._fit_text()

    # showing

    def _fit_text(self) -> None:
        """As high as for a plain visit, but for many people, whose words were marked, and what was said under it.

        Whatever else scrolls.
        """
        ui = self.ui
        beside = BESIDE_TEXT + max(0, ui.people.heightForWidth(ui.people.width()) - PEOPLE_LINE)
        beside += 0 if ui.quotes.isHidden() else QUOTE_LINE
        beside += 0 if ui.notice.isHidden() else ui.notice.minimumHeight()
        ui.text.setMinimumHeight(max(LEAST_TEXT, self.height() - beside))

    def _show_value(self, name: str, value: Any) -> None:
        for room in self.rooms:
            room.show_value(name, value)
        self._fit_text()

    def _show_around(self) -> None:
        """The names and choices around these pupils."""
        self.ui.title.setText("Amend note" if self.model.is_amending else "New note")
        self.setAccessibleName(self.ui.title.text())
        for room in self.rooms:
            room.show_around()
        self._fit_text()
        self._show_state(self.model.state)

    def _show_problems(self, problems: dict[str, str]) -> None:
        self.problems.show(problems)
        self.agreed.show_problems(problems)

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
        elif state == "saving":
            saved.show_saving()
        elif state == "not_saved":
            saved.show_failed("")
        else:
            saved.show_unsaved()


def is_escape(event: QEvent) -> bool:
    """Whether this is the Escape key."""
    return isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
