"""What was agreed in the note: who does what, by when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ontrack_desktop.ui.forms.note import Ui_NoteScreen
from ontrack_desktop.ui.icons import set_icon
from ontrack_desktop.viewmodels.note import NoteModel
from ontrack_desktop.viewmodels.typed_day import day_words

PROBLEM = "actions/"  # and its id: how a problem names an action


class Actions:
    """The lines under the text, one for each action."""

    def __init__(self, ui: Ui_NoteScreen, model: NoteModel) -> None:
        self._ui, self._model = ui, model
        set_icon(ui.action_button, "square-plus", "primary", 16)
        ui.action_button.set_keys("Ctrl T")
        ui.action_button.clicked.connect(self.add)
        ui.actions.typed.connect(self._put)
        ui.actions.removed.connect(model.actions.remove)
        ui.actions.left.connect(lambda: ui.text.setFocus(Qt.FocusReason.OtherFocusReason))

    def show_value(self, name: str, _value: Any) -> None:
        """Show what the model holds, if it stands in this room."""
        if name == "actions":
            self.show_around()

    def show_around(self) -> None:
        """Show the actions, and who may do them."""
        me, *others = self._model.people.owners()
        owners = [(str(me.id), "Me"), *((str(known.id), known.name) for known in others)]
        today = self._model.desk.today()
        self._ui.actions.show_actions(self._model.values["actions"], owners, lambda due: day_words(due, today))

    def add(self) -> None:
        """A new line, with the words that are selected in the text."""
        cursor = self._ui.text.textCursor()
        chosen = cursor.selectedText().replace("\u2029", " ").strip() if self._ui.text.hasFocus() else ""
        self._ui.actions.lines[self._model.actions.add(chosen)].take_focus()

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Say beside each what to put right."""
        self._ui.actions.show_problems({name.removeprefix(PROBLEM): said for name, said in problems.items()})

    def editor(self, name: str) -> QWidget:
        """Where to put right what has no place of its own: an action's day, or the text."""
        line = self._ui.actions.lines.get(name.removeprefix(PROBLEM))
        return line.due if line else self._ui.text

    def _put(self, action_id: str, name: str, value: str) -> None:
        self._model.actions.put(action_id, **{name: value})
        self.show_around()
