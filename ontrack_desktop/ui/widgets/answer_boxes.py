"""The boxes that the answers of a declared form are typed into, one for each kind of answer.

All speak the same two words: `typed` tells what a person entered, as a form's values keep it (text, ISO days
and times, ids, lists); `show_value` shows such a value. What was not understood stays as it was typed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any, Protocol

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QCompleter, QLineEdit, QVBoxLayout, QWidget

from ontrack_desktop.domain.when import LONDON
from ontrack_desktop.ui.widgets.date_field import DateField, DayField
from ontrack_desktop.ui.widgets.growing_edit import GrowingEdit
from ontrack_desktop.ui.widgets.suggesting import suggesting
from ontrack_desktop.ui.widgets.wrapped_tick import WrappedTick

Options = Sequence[tuple[str, str]]
MANY = 12  # more options than this can be searched by typing


class Box(Protocol):
    """What the boxes have in common."""

    typed: Any
    """Signal(object)"""

    def show_value(self, value: Any) -> None: ...


class LineBox(QLineEdit):
    """One line, also for whole numbers: what is not a number gets its sentence from the record."""

    typed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.textEdited.connect(lambda text: self.typed.emit(text))

    def show_value(self, value: Any) -> None:
        self.setText("" if value is None else str(value))
        self.setCursorPosition(0)


class TextBox(GrowingEdit):
    """Many lines of text, or a list with one thing on each line. It grows with what is written."""

    def __init__(self, parent: QWidget | None = None, *, by_line: bool = False) -> None:
        super().__init__(parent)
        self._by_line = by_line
        self.set_least_lines(2 if by_line else 4)

    def show_value(self, value: Any) -> None:
        super().show_value("\n".join(value or ()) if self._by_line else value)

    def value(self) -> object:
        text = self.toPlainText()
        return [line for line in text.split("\n") if line.strip()] if self._by_line else text


class TickBox(QCheckBox):
    """Yes or no, with its question beside the box."""

    typed = Signal(object)

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.clicked.connect(lambda on: self.typed.emit(bool(on)))

    def show_value(self, value: Any) -> None:
        self.setChecked(bool(value))


class ChoiceBox(QComboBox):
    """One of a list; a long list is searched by typing any part of what is wanted."""

    typed = Signal(object)

    def __init__(self, options: Options, *, nothing: str = "", parent: QWidget | None = None) -> None:
        """`nothing` is the first entry, for no answer; without it one of the options always holds."""
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(16)
        self.setMaxVisibleItems(MANY)
        if nothing:
            self.addItem(nothing, "")
        for value, label in options:
            self.addItem(label, value)
        if len(options) > MANY:
            self._make_searchable()
        self.activated.connect(lambda _index: self.typed.emit(self.currentData()))

    def show_value(self, value: Any) -> None:
        place = self.findData("" if value is None else value)
        self.setCurrentIndex(place)
        if place < 0 and self.isEditable():
            self.setEditText(str(value or ""))

    def _make_searchable(self) -> None:
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = suggesting(QCompleter(self.model(), self))
        self.setCompleter(completer)
        edit = self.lineEdit()
        assert edit is not None
        edit.textEdited.connect(self._written)
        completer.activated.connect(lambda text: self._written(str(text)))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        edit, comes_back = self.lineEdit(), event.reason() == Qt.FocusReason.PopupFocusReason
        if edit is not None and not comes_back:  # from its own suggestions, in the middle of a word
            QTimer.singleShot(0, edit, edit.selectAll)  # what is typed takes the place of what was chosen

    def _written(self, text: str) -> None:
        """The option of that name, or what was typed, which the form refuses with a sentence."""
        place = self.findText(text, Qt.MatchFlag.MatchFixedString)
        self.typed.emit(self.itemData(place) if place >= 0 else text)


class SeveralBox(QWidget):
    """Any of a list, as boxes to tick."""

    typed = Signal(object)

    def __init__(self, options: Options, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.ticks: dict[str, WrappedTick] = {}
        for value, label in options:
            tick = WrappedTick(label, self)
            tick.clicked.connect(self._tell)
            column.addWidget(tick)
            self.ticks[value] = tick
        if self.ticks:
            self.setFocusProxy(next(iter(self.ticks.values())))

    def show_value(self, value: Any) -> None:
        for each, tick in self.ticks.items():
            tick.setChecked(each in (value or ()))

    def _tell(self) -> None:
        self.typed.emit([value for value, tick in self.ticks.items() if tick.isChecked()])


class DayBox(DayField):
    """A day, in people's words."""

    typed = Signal(object)

    def __init__(self, clock: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_clock(_local(clock))
        self.setPlaceholderText("Such as 4 Nov, 4/11/2026 or yesterday")
        self.textEdited.connect(self._tell)
        self.changed.connect(self._tell)

    def show_value(self, value: Any) -> None:
        try:
            self.set_value(date.fromisoformat(value) if value else None)
        except ValueError:
            self.setText(value)
            self.setModified(True)

    def _tell(self, _said: object) -> None:
        day = self.value()
        self.typed.emit(day.isoformat() if day else self.text())


class MomentBox(DateField):
    """A day and a time of day, in people's words."""

    typed = Signal(object)

    def __init__(self, clock: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_clock(_local(clock))
        self.setPlaceholderText("Such as today 14:30 or 4 Nov, 10:00")
        self.textEdited.connect(self._tell)
        self.changed.connect(self._tell)

    def show_value(self, value: Any) -> None:
        try:
            self.set_value(datetime.fromisoformat(value) if value else None)
        except ValueError:
            self.setText(value)
            self.setModified(True)

    def _tell(self, _said: object) -> None:
        moment = self.value()
        self.typed.emit(moment.isoformat() if moment else self.text())


def _local(clock: Callable[[], datetime]) -> Callable[[], datetime]:
    return lambda: clock().astimezone(LONDON)
