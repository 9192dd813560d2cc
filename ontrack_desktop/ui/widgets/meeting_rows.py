"""Rows of a meeting that are typed into: what is asked of whom, what was decided, and who came."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QCompleter,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from ontrack_desktop.ui.icons import set_icon
from ontrack_desktop.ui.widgets.answer_boxes import DayBox
from ontrack_desktop.ui.widgets.avatar import Avatar
from ontrack_desktop.ui.widgets.chip import FilterChip
from ontrack_desktop.ui.widgets.elided_label import ElidedLabel
from ontrack_desktop.ui.widgets.field import ErrorLine
from ontrack_desktop.ui.widgets.growing_edit import GrowingEdit
from ontrack_desktop.ui.widgets.plain_label import plain_label
from ontrack_desktop.ui.widgets.suggesting import suggesting

LONGEST = 200


class AskRow(QWidget):
    """What is asked, why, of whom, by when. `typed(name, value)`, `removed`, `left` by Enter in its last box."""

    typed = Signal(str, object)
    removed = Signal()
    left = Signal()

    def __init__(
        self, number: int, names: Sequence[str], clock: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.what = _line("What is asked", "Begin with a verb, such as: name the adult at the gate")
        self.why = _line("Why", "Why it matters")
        self.of_whom = _line("Of whom", "Of whom")
        self.of_whom.setCompleter(_completer(names, self))
        self.by = DayBox(clock)
        self.by.setAccessibleName("By when")
        self.by.setPlaceholderText("By when")
        self.remove = _cross("Take this out")
        self.error = ErrorLine()
        self.error.set_editor(self.by)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.setColumnMinimumWidth(0, 14)
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(2, 2)
        grid.addWidget(plain_label(f"{number}", "heading"), 0, 0)
        grid.addWidget(self.what, 0, 1, 1, 2)
        grid.addWidget(self.remove, 0, 3)
        grid.addWidget(self.why, 1, 1, 1, 2)
        grid.addWidget(self.of_whom, 2, 1)
        grid.addWidget(self.by, 2, 2)
        grid.addWidget(self.error, 3, 1, 1, 2)
        self.setFocusProxy(self.what)
        for name, box in (("what", self.what), ("why", self.why), ("of_whom", self.of_whom)):
            box.textEdited.connect(partial(self.typed.emit, name))
            box.setMinimumWidth(64)
        self.by.setMinimumWidth(64)
        self.of_whom.completer().activated.connect(lambda text: self.typed.emit("of_whom", text))
        self.by.typed.connect(self._tell_day)
        self.what.returnPressed.connect(self.why.setFocus)
        self.why.returnPressed.connect(self.of_whom.setFocus)
        self.by.returnPressed.connect(self.left)
        self.remove.clicked.connect(self.removed)

    def _tell_day(self, value: object) -> None:
        self.typed.emit("by", value or None)

    def show_row(self, row: Mapping[str, Any]) -> None:
        """Show what the form holds, but never under the hands."""
        for name, box in (("what", self.what), ("why", self.why), ("of_whom", self.of_whom)):
            _show(box, row[name])
        if not self.by.hasFocus():
            self.by.show_value(row["by"])


class DecisionRow(QWidget):
    """What was decided, by whom, and who saw it differently. `typed(name, value)`, `removed`."""

    typed = Signal(str, object)
    removed = Signal()

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = GrowingEdit()
        self.text.setAccessibleName(f"Decision {number}")
        self.text.setPlaceholderText("What was decided")
        self.by_whom = _line("Decided by", "By whom")
        self.dissent = _line("Who saw it differently", "Who saw it differently, and how")
        self.remove = _cross("Take this decision out")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        grid.addWidget(self.text, 0, 0, 1, 2)
        grid.addWidget(self.remove, 0, 2)
        grid.addWidget(self.by_whom, 1, 0)
        grid.addWidget(self.dissent, 1, 1)
        self.setFocusProxy(self.text)
        self.text.typed.connect(partial(self.typed.emit, "text"))
        self.by_whom.textEdited.connect(partial(self.typed.emit, "by_whom"))
        self.dissent.textEdited.connect(partial(self.typed.emit, "dissent"))
        self.remove.clicked.connect(self.removed)

    def show_row(self, row: Mapping[str, Any]) -> None:
        show_text(self.text, row["text"])
        for name, box in (("by_whom", self.by_whom), ("dissent", self.dissent)):
            _show(box, row[name])


class AttendanceRow(QWidget):
    """Whether somebody came, and whether they sent a report. `answered(value)`, `report_ticked(on)`."""

    answered = Signal(str)
    report_ticked = Signal(bool)

    def __init__(
        self, initials: str, kind: str, name: str, detail: str, answers: Sequence[tuple[str, str]],
        parent: QWidget | None = None,
    ) -> None:
        """`answers` are (value, words); pressing the one that holds takes it back."""
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(8)
        row.addWidget(Avatar(initials=initials, kind=kind))
        words = ElidedLabel()
        words.setProperty("role", "label")
        words.setText(name)
        words.setAccessibleDescription(detail)
        words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        words.setMinimumWidth(80)
        row.addWidget(words, 1)
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self.chips: dict[str, FilterChip] = {}
        for value, said in answers:
            chip = FilterChip(text=said)
            chip.setAccessibleName(f"{name}: {said}")
            chip.clicked.connect(lambda on, value=value: self.answered.emit(value if on else ""))
            self.chips[value] = chip
            row.addWidget(chip)
        self.report = QCheckBox("Report")
        self.report.setAccessibleName(f"{name} sent a report")
        self.report.clicked.connect(self.report_ticked)
        row.addWidget(self.report)

    def show_row(self, attendance: str, report: bool) -> None:
        for value, chip in self.chips.items():
            chip.setChecked(value == attendance)
        self.report.setChecked(report)


def show_text(edit: GrowingEdit, text: str) -> None:
    """Show a text, unless somebody types just there and only blanks at its ends differ."""
    if not (edit.hasFocus() and edit.toPlainText().strip() == text.strip()):
        edit.show_value(text)


def _show(box: QLineEdit, text: str) -> None:
    """Show a line, but never under the hands."""
    if box.text() != text and not box.hasFocus():
        box.setText(text)
        box.setCursorPosition(0)


def _line(name: str, placeholder: str) -> QLineEdit:
    box = QLineEdit()
    box.setAccessibleName(name)
    box.setPlaceholderText(placeholder)
    box.setMaxLength(LONGEST)
    return box


def _cross(name: str) -> QToolButton:
    button = QToolButton()
    button.setAccessibleName(name)
    button.setToolTip(name)
    set_icon(button, "x", "ink_2", 14)
    return button


def _completer(names: Sequence[str], parent: QWidget) -> QCompleter:
    return suggesting(QCompleter(list(dict.fromkeys(names)), parent))
