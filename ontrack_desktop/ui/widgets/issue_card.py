"""A thing that was asked for, with its steps, and one line to write down the next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ontrack_desktop.ui.icons import set_icon
from ontrack_desktop.ui.widgets.answer_boxes import ChoiceBox, DayBox
from ontrack_desktop.ui.widgets.chip import HEIGHT as CHIP
from ontrack_desktop.ui.widgets.chip import Chip, ChipWords
from ontrack_desktop.ui.widgets.field import ErrorLine
from ontrack_desktop.ui.widgets.flow_layout import FlowLayout
from ontrack_desktop.ui.widgets.long_text import text_to_read
from ontrack_desktop.ui.widgets.placing import emptied
from ontrack_desktop.ui.widgets.plain_label import plain_label

FEW = 4  # steps shown before "Earlier steps"
DAY_WIDTH = 96


class Step(Protocol):
    """What a step's line is made of."""

    @property
    def day(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def status(self) -> str: ...


class Issue(Protocol):
    """What a card is made of."""

    @property
    def wanted(self) -> str: ...
    @property
    def chip(self) -> ChipWords: ...
    @property
    def facts(self) -> str: ...
    @property
    def chase(self) -> ChipWords | None: ...
    @property
    def barrier(self) -> str: ...
    @property
    def outcome(self) -> str: ...
    @property
    def steps(self) -> Sequence[Step]: ...
    @property
    def is_refused(self) -> bool: ...
    @property
    def next_statuses(self) -> Sequence[tuple[str, str]]: ...
    @property
    def withheld(self) -> str: ...


class IssueCard(QFrame):
    """`change_wanted` opens the whole issue; `step` is the line for the next step."""

    change_wanted = Signal()
    higher_wanted = Signal()

    def __init__(self, clock: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 14)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(8)
        words = QWidget()
        self._head = FlowLayout(words, spacing=8)
        self._head.setContentsMargins(0, 5, 0, 0)
        head.addWidget(words, 1)
        self.change_button = QPushButton("Change")
        self.change_button.setProperty("role", "text")
        self.change_button.setProperty("flush", True)
        self.change_button.clicked.connect(self.change_wanted)
        head.addWidget(self.change_button, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        self._facts, self._barrier = plain_label("", "help"), plain_label("", "muted")
        self._outcome = plain_label("", "body")
        for label in (self._facts, self._barrier):
            column.addWidget(label)
        holder = QWidget()
        self._steps = QGridLayout(holder)
        self._steps.setContentsMargins(0, 4, 0, 4)
        self._steps.setHorizontalSpacing(12)
        self._steps.setVerticalSpacing(4)
        self._steps.setColumnMinimumWidth(0, DAY_WIDTH)
        self._steps.setColumnStretch(1, 1)
        column.addWidget(holder)
        column.addWidget(self._outcome)
        self.step = StepLine(clock)
        column.addWidget(self.step)
        self.step.higher_button.clicked.connect(self.higher_wanted)
        self._shows_all = False
        self._shown: Sequence[Step] = ()

    def show_issue(self, issue: Issue) -> None:
        """Show it as it stands now; what is being typed into the line stays."""
        emptied(self._head)
        tone, icon, text = issue.chip
        self._head.addWidget(Chip(text=text, tone=tone, icon=icon))
        wanted = plain_label(issue.withheld or issue.wanted, "heading" if not issue.withheld else "muted")
        wanted.setMinimumHeight(CHIP)
        wanted.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self._head.addWidget(wanted)
        if issue.chase:
            tone, icon, text = issue.chase
            self._head.addWidget(Chip(text=text, tone=tone, icon=icon))
        self.setAccessibleName(issue.withheld or f"{issue.wanted}, {issue.chip[2]}")
        self.change_button.setAccessibleName(f"Change {issue.wanted}")
        self.change_button.setVisible(not issue.withheld)
        for label, said in (
            (self._facts, issue.facts),
            (self._barrier, f"In the way: {issue.barrier}" if issue.barrier else ""),
            (self._outcome, f"What came of it: {issue.outcome}" if issue.outcome else ""),
        ):
            label.setText(said)
            label.setVisible(bool(said))
        self._shown = issue.steps
        self._show_steps()
        self.step.setVisible(not issue.withheld)
        self.step.show_choices(issue.next_statuses, offer_higher=issue.is_refused, about=issue.wanted)

    def _show_steps(self) -> None:
        emptied(self._steps)
        hidden = 0 if self._shows_all else max(0, len(self._shown) - FEW)
        if hidden:
            more = QPushButton("1 earlier step" if hidden == 1 else f"{hidden} earlier steps")
            more.setProperty("role", "link")
            more.clicked.connect(self._show_all)
            self._steps.addWidget(more, 0, 1)
        for row, step in enumerate(self._shown[hidden:], start=1):
            top = Qt.AlignmentFlag.AlignTop
            self._steps.addWidget(plain_label(step.day, "lead"), row, 0, top)
            self._steps.addWidget(text_to_read(step.text, "body"), row, 1, top)
            if step.status:
                self._steps.addWidget(Chip(text=step.status), row, 2, top | Qt.AlignmentFlag.AlignRight)

    def _show_all(self) -> None:
        self._shows_all = True
        self._show_steps()


class StepLine(QWidget):
    """One line of words; day, status and the button come out as soon as something is typed."""

    typed = Signal(str, object)
    """(name of the value, what was typed)."""
    add_wanted = Signal()
    left = Signal()

    def __init__(self, clock: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.text = QLineEdit()
        self.text.setPlaceholderText("What happened next")
        self.text.textEdited.connect(lambda text: self.typed.emit("text", text))
        self.text.returnPressed.connect(self.add_wanted)
        self.text.editingFinished.connect(self.left)
        self.higher_button = QPushButton("Take it higher")
        set_icon(self.higher_button, "corner-right-up", "ink")
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.text, 1)
        line.addWidget(self.higher_button)
        column.addLayout(line)
        self.more = QWidget()
        self._flow = FlowLayout(self.more, spacing=8)
        self.on = DayBox(clock)
        self.on.setFixedWidth(170)
        self.on.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.on.typed.connect(lambda value: self.typed.emit("on", value))
        self.status = ChoiceBox([("", "")])
        self.status.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.status.typed.connect(lambda value: self.typed.emit("status", value))
        self.add_button = QPushButton("Add step")
        self.add_button.clicked.connect(self.add_wanted)
        set_icon(self.add_button, "plus", "ink")
        for widget in (self.on, self.status, self.add_button):
            self._flow.addWidget(widget)
        column.addWidget(self.more)
        self.error = ErrorLine()
        self.error.set_editor(self.text)
        column.addWidget(self.error)
        self.more.hide()

    def show_choices(self, choices: Sequence[tuple[str, str]], *, offer_higher: bool, about: str) -> None:
        """Where a step may leave the matter, and whether to offer the way up."""
        here = self.status.currentData()
        self.status.clear()
        for value, label in choices:
            self.status.addItem(label, value)
        self.status.show_value(here)
        self.higher_button.setVisible(offer_higher)
        for widget, name in (
            (self.text, "Next step"), (self.on, "Day of the step"), (self.status, "Where that leaves it"),
            (self.higher_button, "Take it higher"), (self.add_button, "Add step"),
        ):  # fmt: skip
            widget.setAccessibleName(f"{name}: {about}")

    def show_value(self, name: str, value: Any) -> None:
        if name == "text" and value != self.text.text():
            self.text.setText(str(value))
        elif name == "on":
            self.on.show_value(value)
        elif name == "status":
            self.status.show_value(value)

    def show_more(self, *, on: bool) -> None:
        """Day, status and button: shown while there is a step to add."""
        self.more.setVisible(on)

    def show_problems(self, problems: dict[str, str]) -> None:
        self.error.show_error(" ".join(problems.values()))
