"""Fields for a moment and for a day: they show and understand people's words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ontrack_desktop.domain.typed_dates import read_day, read_moment, write_day, write_moment
from ontrack_desktop.domain.when import say_full_day
from ontrack_desktop.ui.icons import icon

Clock = Callable[[], datetime]
D = TypeVar("D", bound=date)


def wall_clock() -> datetime:
    """Now, in the time zone of this machine, as a field starts with; tests give it another clock."""
    return datetime.now().astimezone()


class _Words(QLineEdit, Generic[D]):
    """What both fields share: read when it is left, say again, one day up or down with the arrow keys."""

    changed = Signal(object)  # the value, or None
    refused = Signal(str)  # a sentence about what could not be understood
    example = ""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock: Clock = wall_clock
        self._value: D | None = None
        self._calendar = QAction(self)
        self._calendar.setIcon(icon("calendar-days", "ink_2", 16))
        self.addAction(self._calendar, QLineEdit.ActionPosition.LeadingPosition)
        self.editingFinished.connect(self._read)

    def set_clock(self, clock: Clock) -> None:
        """Where the present moment comes from."""
        self._clock = clock

    def value(self) -> D | None:
        """As last understood; what is being typed counts too."""
        return self._understood() if self.isModified() else self._value

    def set_value(self, value: D | None) -> None:
        """Show a value."""
        raise NotImplementedError

    def problem(self) -> str:
        """A sentence if what stands in the field means no date, else ""."""
        if not self.text().strip() or self._understood() is not None:
            return ""
        return f"Write a date such as {self.example}."

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._move(step)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._calendar.setIcon(icon("calendar-days", "ink_2", 16))

    def _understood(self) -> D | None:
        """What the words in the field mean."""
        raise NotImplementedError

    def _now(self) -> D:
        """Where a step up or down begins in an empty field."""
        raise NotImplementedError

    def _read(self) -> None:
        if not self.isModified():
            return
        if problem := self.problem():
            self.refused.emit(problem)
            return
        self.set_value(self._understood())
        self.changed.emit(self._value)

    def _move(self, days: int) -> None:
        self.set_value((self.value() or self._now()) + timedelta(days=days))
        self.changed.emit(self._value)


class DateField(_Words[datetime]):
    """A moment: "Today, 10:00". `value()` has the time zone of the clock."""

    example = "today 14:30, 4 Nov or 04/11/2026 10:00"

    def set_value(self, value: datetime | None) -> None:
        """Show a moment, in the time zone of the clock."""
        now = self._clock()
        self._value = value.astimezone(now.tzinfo) if value and value.tzinfo else value
        self.setText(write_moment(self._value, now) if self._value else "")
        self.setToolTip(f"{say_full_day(self._value)}, {self._value:%H:%M}" if self._value else "")

    def _understood(self) -> datetime | None:
        usual = self._value.time() if self._value else None
        return read_moment(self.text(), self._clock(), usual=usual)

    def _now(self) -> datetime:
        return self._clock()


class DayField(_Words[date]):
    """A day without a time: "Tue 4 Nov"."""

    example = "4 Nov or 04/11/2026"

    def set_value(self, value: date | None) -> None:
        """Show a day."""
        self._value = value
        self.setText(write_day(value, self._clock().date()) if value else "")
        self.setToolTip(say_full_day(value) if value else "")

    def _understood(self) -> date | None:
        return read_day(self.text(), self._clock().date())

    def _now(self) -> date:
        return self._clock().date()
