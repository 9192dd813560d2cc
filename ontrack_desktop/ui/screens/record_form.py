"""The form of any declared noun, in the panel beside the page."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any, cast

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFontMetrics, QHideEvent, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ontrack_desktop.domain.errors import NotValid, OnTrackError
from ontrack_desktop.ui.forms.record_form import Ui_RecordFormScreen
from ontrack_desktop.ui.navigator import Navigator
from ontrack_desktop.ui.theme import font
from ontrack_desktop.ui.widgets.answer_boxes import (
    Box,
    ChoiceBox,
    DayBox,
    LineBox,
    MomentBox,
    SeveralBox,
    TextBox,
    TickBox,
)
from ontrack_desktop.ui.widgets.field import Field
from ontrack_desktop.ui.widgets.plain_label import plain_label
from ontrack_desktop.ui.widgets.still import Still
from ontrack_desktop.ui.widgets.versions_view import VersionsDialog
from ontrack_desktop.viewmodels.record_form import Ask, Editor, RecordForm
from ontrack_desktop.viewmodels.versions import VersionsModel

KEYS = ("Ctrl+Return", "Ctrl+Enter")
LINK_WIDTH = 300  # px: the panel does not grow; the whole sentence stands beside its field
TAKEN = "kv"  # mnemonics of the other buttons


class RecordFormScreen(QWidget):
    """Shows a `RecordForm`. `closed` when it has been saved or kept for later; the draft is safe either way."""

    closed = Signal()

    def __init__(self, model: RecordForm, navigator: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.navigator = navigator
        self.ui = Ui_RecordFormScreen()
        self.ui.setupUi(self)
        self.fields: dict[str, Field] = {}
        self.boxes: dict[str, QWidget] = {}
        self._add_boxes()
        self._show_words()
        self._connect()
        self._show_state(model.state)

    def take_focus(self) -> None:
        """Put the keyboard into the first box."""
        next(iter(self.boxes.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.take_focus()

    def hideEvent(self, event: QHideEvent) -> None:
        self.model.keep_now()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._later()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.model.keep_now()
        return False

    def _add_boxes(self) -> None:
        asks = self.model.spec.asks
        before: QWidget = self.ui.scroll
        verb, *labels = with_mnemonics((self.model.spec.save_label, *(ask.label for ask in asks)), TAKEN)
        self.ui.save_button.setText(verb)
        for ask, label in zip(asks, labels, strict=True):
            box = self._box(ask, label)
            self.boxes[ask.name] = box
            talk = cast(Box, box)
            talk.show_value(self.model.values.get(ask.name))
            talk.typed.connect(partial(self.model.put, ask.name))
            self.ui.fields.addWidget(self._framed(ask, label, box))
            for each in box.ticks.values() if isinstance(box, SeveralBox) else (box,):
                each.installEventFilter(self)
                QWidget.setTabOrder(before, each)
                before = each
        for last in (self.ui.versions_button, self.ui.save_button, self.ui.later_button):
            QWidget.setTabOrder(before, last)
            before = last

    def _framed(self, ask: Ask, label: str, box: QWidget) -> QWidget:
        """The box with its label, help and the line that says what is not right yet."""
        if not isinstance(box, TickBox):
            field = Field(label, box, help=self._help(ask))
            box.setAccessibleName(ask.label)
            field.label.setBuddy(box.focusProxy() or box)
            self.fields[ask.name] = field
            return field
        box.setAccessibleName(ask.label)
        box.setAccessibleDescription(ask.help)
        if not ask.help:
            return box
        frame = QWidget()
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(box)
        column.addWidget(plain_label(ask.help, "help"))
        return frame

    def _box(self, ask: Ask, label: str) -> QWidget:
        match self.model.editor(ask.name):
            case Editor.TEXT:
                return TextBox()
            case Editor.LINES:
                return TextBox(by_line=True)
            case Editor.TICK:
                return TickBox(label)
            case Editor.DAY:
                return DayBox(self.model.desk.clock)
            case Editor.MOMENT:
                return MomentBox(self.model.desk.clock)
            case Editor.CHOICE | Editor.LINK:
                return ChoiceBox(self.model.options(ask), nothing=self._nothing(ask))
            case Editor.SEVERAL:
                return SeveralBox(self.model.options(ask))
            case _:
                return LineBox()

    def _nothing(self, ask: Ask) -> str:
        if self.model.may_be_empty(ask.name):
            return "None"
        return "Choose one" if self.model.values.get(ask.name) in (None, "") else ""

    def _help(self, ask: Ask) -> str:
        if self.model.editor(ask.name) is Editor.LINES:
            return f"{ask.help}. One on each line" if ask.help else "One on each line"
        return ask.help

    def _show_words(self) -> None:
        self.ui.title.setText(self.model.title)
        self.setAccessibleName(self.model.title)
        self.ui.save_button.setAccessibleName(self.model.spec.save_label)
        self.ui.save_button.set_keys("Ctrl ⏎")
        self.ui.later_button.setAccessibleDescription("Esc")
        self.ui.versions_button.setVisible(self.model.is_amending)

    def _connect(self) -> None:
        model, ui = self.model, self.ui
        model.value_changed.connect(self._show_value)
        model.problems_changed.connect(self._show_problems)
        model.state_changed.connect(self._show_state)
        Still(model, ui.scroll)
        model.saved.connect(self._saved)
        model.refused.connect(self._refused)
        ui.save_button.clicked.connect(self._save)
        ui.later_button.clicked.connect(self._later)
        ui.versions_button.clicked.connect(self._show_versions)
        for keys in KEYS:
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._save)

    def _save(self) -> None:
        if not self.model.save():
            self._show_summary()

    def _later(self) -> None:
        self.model.keep_now()
        self.closed.emit()

    def _show_versions(self) -> None:
        record = self.model.record
        if record is not None:
            versions = VersionsModel(self.model.desk, self)
            versions.show_record(record.kind, record.id)
            dialog = VersionsDialog(versions, self.model.title, self)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    def _saved(self, _record_id: object) -> None:
        self.navigator.told.emit(f"{self.model.spec.record_class.noun.capitalize()} saved", "good")
        self.closed.emit()

    def _refused(self, error: OnTrackError) -> None:
        if isinstance(error, NotValid):
            self._show_summary()
        self.ui.saved_label.show_failed(str(error))

    def _show_value(self, name: str, value: Any) -> None:
        if name in self.boxes:
            cast(Box, self.boxes[name]).show_value(value)

    def _show_problems(self, problems: dict[str, str]) -> None:
        for name, field in self.fields.items():
            field.show_error(problems.get(name, ""))
        if not problems:
            self.ui.errors.show_problems([])

    def _show_summary(self) -> None:
        """At the top, in the order of the questions; a rule over several fields leads to the first box."""
        problems, first = self.model.problems, next(iter(self.boxes.values()))
        named = {ask.name: f"{ask.label}: " for ask in self.model.spec.asks}
        lines, metrics = [], QFontMetrics(font("label", semibold=True))
        for name in dict.fromkeys([*named, *problems]):
            if name in problems:
                said = f"{named.get(name, '')}{problems[name]}"
                shown = metrics.elidedText(said, Qt.TextElideMode.ElideRight, LINK_WIDTH)
                lines.append((shown, self.boxes.get(name, first)))
        self.ui.errors.show_problems(lines)
        self.ui.errors.put_before(first)
        self.ui.scroll.verticalScrollBar().setValue(0)

    def _show_state(self, state: str) -> None:
        if state not in ("saved", "not_saved"):  # why it was not saved stands there already
            self.ui.saved_label.show_state(state, self.model.desk.now())


def with_mnemonics(labels: Iterable[str], taken: str = "") -> list[str]:
    """The labels, each with "&" before a letter that no other one has; none where no letter is left."""
    used = set(taken)
    made = []
    for label in labels:
        letters = [n for n, letter in enumerate(label) if letter.isascii() and letter.isalpha()]
        starts = sorted(letters, key=lambda n: n > 0 and label[n - 1].isalpha())
        place = next((n for n in starts if label[n].lower() not in used), len(label))
        used.add(label[place : place + 1].lower())
        before, after = label[:place].replace("&", "&&"), label[place:].replace("&", "&&")
        made.append(f"{before}&{after}" if after else before)
    return made
