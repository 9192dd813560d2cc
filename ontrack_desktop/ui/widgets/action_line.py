"""Something that was agreed, being written: what, who, and by when. One line, until the keyboard is in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ontrack_desktop.ui.icons import set_icon
from ontrack_desktop.ui.widgets.elided_label import ElidedLabel
from ontrack_desktop.ui.widgets.field import ErrorLine
from ontrack_desktop.ui.widgets.icon_label import IconLabel

BARE = "QLineEdit { border: none; background: transparent; padding: 0; min-height: 28px; }"
WIDEST_WORDS = 160  # px: what is to be done comes first


class ActionLine(QWidget):
    """One action. `what_typed`, `due_typed`, `owner_chosen(id)`, `removed`; `left` by Enter in what is to be done.

    Who and when are said in words beside it, and become fields while the keyboard is in the line.
    """

    what_typed = Signal(str)
    due_typed = Signal(str)
    owner_chosen = Signal(str)
    removed = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._due_words = ""
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
        self.who_and_when = ElidedLabel()
        self.who_and_when.setProperty("role", "caption")
        self.who_and_when.setMaximumWidth(WIDEST_WORDS)
        self._arrange()
        self.setFocusProxy(self.what)
        self.what.textEdited.connect(self.what_typed)
        self.what.returnPressed.connect(self.left)
        self.due.textEdited.connect(self.due_typed)
        self.due.editingFinished.connect(lambda: self.due.setText(self._due_words))
        self.owner.activated.connect(lambda _i: self.owner_chosen.emit(self.owner.currentData()))
        self.remove.clicked.connect(self.removed)
        self.set_open(False)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(IconLabel(icon="square", ink="primary", size=16))
        line.addWidget(self.what, 1)
        line.addWidget(self.who_and_when)
        line.addWidget(self.remove)
        column.addLayout(line)
        self._fields = QWidget()
        fields = QHBoxLayout(self._fields)
        fields.setContentsMargins(22, 0, 36, 0)  # under what is to be done
        fields.setSpacing(6)
        fields.addWidget(self.owner, 3)
        fields.addWidget(self.due, 2)
        column.addWidget(self._fields)
        column.addWidget(self.error)

    def set_open(self, is_open: bool) -> None:
        """Show the fields, or one line that says what stands in them; what is to be put right stays in sight."""
        is_open = is_open or bool(self.error.text())
        self._fields.setVisible(is_open)
        self.who_and_when.setVisible(not is_open)
        self.what.setStyleSheet("" if is_open else BARE)
        if not is_open:
            self.what.home(False)

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
        self.who_and_when.setText(" · ".join(each for each in (self.owner.currentText(), due_words) if each))

    def show_error(self, sentence: str) -> None:
        """Say what to put right, beside the day; "" when all is right."""
        self.error.show_error(sentence)
        self.set_open(self.isAncestorOf(QApplication.focusWidget() or self))

    def take_focus(self) -> None:
        """Put the keyboard where the action is written."""
        self.what.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.take_focus()


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
        self._column.setSpacing(4)
        self.hide()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._open_at)

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
            line.show_error(problems.get(action_id, ""))

    def _open_at(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Open the line that the keyboard is in; a list that pops up from it leaves it open."""
        if now is not None and now.window() is self.window():
            for line in self.lines.values():
                line.set_open(line.isAncestorOf(now))

    def _add(self, action_id: str) -> None:
        line = self.lines[action_id] = ActionLine()
        line.what_typed.connect(lambda what: self.typed.emit(action_id, "what", what))
        line.due_typed.connect(lambda due: self.typed.emit(action_id, "due", due))
        line.owner_chosen.connect(lambda owner: self.typed.emit(action_id, "owner", owner))
        line.removed.connect(lambda: self.removed.emit(action_id))
        line.left.connect(self.left)
        self._column.addWidget(line)
