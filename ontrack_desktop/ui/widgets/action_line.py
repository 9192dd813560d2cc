"""Something that was agreed, being written: what, who, and by when."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from ontrack_desktop.ui.icons import set_icon
from ontrack_desktop.ui.widgets.field import ErrorLine
from ontrack_desktop.ui.widgets.icon_label import IconLabel


class ActionLine(QWidget):
    """One action. `what_typed`, `due_typed`, `owner_chosen(id)`, `removed`; `left` by Enter in what is to be done."""

    what_typed = Signal(str)
    due_typed = Signal(str)
    owner_chosen = Signal(str)
    removed = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.what, self.due, self.owner = QLineEdit(), QLineEdit(), QComboBox()
        self.what.setAccessibleName("What is to be done")
        self.what.setPlaceholderText("Such as: ring transport by Friday")
        self.due.setAccessibleName("By when")
        self.owner.setAccessibleName("Who does it")
        self.owner.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.owner.setMinimumContentsLength(6)
        self.remove = QToolButton()
        self.remove.setAccessibleName("Take this action out")
        set_icon(self.remove, "x", "ink_2", 14)
        self.error = ErrorLine()
        self.error.set_editor(self.due)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(2, 2)
        grid.addWidget(IconLabel(icon="square", ink="primary", size=16), 0, 0)
        grid.addWidget(self.what, 0, 1, 1, 2)
        grid.addWidget(self.remove, 0, 3)
        grid.addWidget(self.owner, 1, 1)
        grid.addWidget(self.due, 1, 2)
        grid.addWidget(self.error, 2, 1, 1, 3)
        self.setFocusProxy(self.what)
        self.what.textEdited.connect(self.what_typed)
        self.what.returnPressed.connect(self.left)
        self.due.textEdited.connect(self.due_typed)
        self.due.editingFinished.connect(lambda: self.due.setText(self._due_words))
        self.owner.activated.connect(lambda _i: self.owner_chosen.emit(self.owner.currentData()))
        self.remove.clicked.connect(self.removed)
        self._due_words = ""

    def show_action(self, action: Mapping[str, Any], due_words: str, owners: Sequence[tuple[str, str]]) -> None:
        """Show an action; `due_words` say its day, `owners` are (id, name) of who may do it."""
        if self.what.text() != action["what"]:
            self.what.setText(action["what"])
        self._due_words = due_words
        if not self.due.hasFocus():
            self.due.setText(due_words)
        wanted = list(owners)
        if action["owner"] not in dict(wanted):
            wanted.append((action["owner"], action["name"] or "Nobody yet"))
        if [(self.owner.itemData(i), self.owner.itemText(i)) for i in range(self.owner.count())] != wanted:
            self.owner.clear()
            for owner, name in wanted:
                self.owner.addItem(name, owner)
        self.owner.setCurrentIndex(self.owner.findData(action["owner"]))

    def take_focus(self) -> None:
        """Put the keyboard where the action is written."""
        self.what.setFocus(Qt.FocusReason.ShortcutFocusReason)


class ActionLines(QWidget):
    """The actions of a note under one another. `typed(id, what|due|owner, value)`, `removed(id)`, `left`."""

    typed = Signal(str, str, str)
    removed = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: dict[str, ActionLine] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self.hide()

    def show_actions(
        self, actions: Sequence[Mapping[str, Any]], owners: Sequence[tuple[str, str]], say_due: Callable[[str], str]
    ) -> None:
        """Show these; lines that stay keep the keyboard. `say_due` says a due day in words."""
        for action_id in self.lines.keys() - {action["id"] for action in actions}:
            line = self.lines.pop(action_id)
            line.hide()
            line.deleteLater()
        for action in actions:
            if action["id"] not in self.lines:
                self._add(action["id"])
            self.lines[action["id"]].show_action(action, say_due(action["due"]), owners)
        self.setVisible(bool(actions))

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Say beside each action (by its id) what to put right."""
        for action_id, line in self.lines.items():
            line.error.show_error(problems.get(action_id, ""))

    def _add(self, action_id: str) -> None:
        line = self.lines[action_id] = ActionLine()
        line.what_typed.connect(lambda what: self.typed.emit(action_id, "what", what))
        line.due_typed.connect(lambda due: self.typed.emit(action_id, "due", due))
        line.owner_chosen.connect(lambda owner: self.typed.emit(action_id, "owner", owner))
        line.removed.connect(lambda: self.removed.emit(action_id))
        line.left.connect(self.left)
        self._column.addWidget(line)
