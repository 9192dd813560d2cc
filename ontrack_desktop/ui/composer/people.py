"""Whom the note is about and with, who was seen, and who may read it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt

from ontrack_desktop.domain.choices import NoteKind
from ontrack_desktop.ui.forms.note import Ui_NoteScreen
from ontrack_desktop.ui.widgets.known_people import chips, suggestions
from ontrack_desktop.viewmodels.note import NoteModel
from ontrack_desktop.viewmodels.note_people import Known


class People:
    """Chips, ticks and readers."""

    def __init__(self, ui: Ui_NoteScreen, model: NoteModel) -> None:
        self._ui, self._model = ui, model
        self._asked = ""
        ui.readers.edit.setPlaceholderText("add a colleague")
        model.people.found.connect(self._show_found)
        ui.people.picked_changed.connect(lambda: model.people.put([each.id for each in ui.people.picked()]))
        ui.people.typed.connect(self._ask_for_names)
        ui.people.edit.textChanged.connect(lambda text: setattr(model, "unchosen", text.strip()))
        ui.people.edit.returnPressed.connect(self._leave)
        ui.seen.seen.connect(model.people.put_seen)
        ui.seen.alone.connect(model.people.put_seen_alone)
        ui.seen.nobody.connect(model.facts.put_nobody_in)
        ui.readers.picked_changed.connect(lambda: model.put("restricted_to", [p.id for p in ui.readers.picked()]))
        ui.restrict_button.clicked.connect(lambda on: model.show("restricted", bool(on)))

    def show_value(self, name: str, value: Any) -> None:
        """Show what the model holds, if it stands in this room."""
        if name in ("seen_ids", "seen_alone_ids"):
            self._show_seen()
        elif name == "restricted":
            self._ui.restrict_button.setChecked(value)
            self._ui.restriction.setVisible(value)

    def show_around(self) -> None:
        """Show everybody around these pupils."""
        people, ui = self._model.people, self._ui
        ui.people.set_picked(chips(people.named()))
        ui.people.set_offered(chips(people.offered()))
        ui.people.set_candidates(suggestions(people.candidates()))
        readers = self._model.values.get("restricted_to", [])
        ui.readers.set_candidates(chips(people.colleagues()))
        ui.readers.set_picked(chips(known for known in people.colleagues() if str(known.id) in readers))
        self._show_seen()

    def _show_found(self, found: tuple[Known, ...]) -> None:
        self._ui.people.set_candidates(suggestions((*self._model.people.candidates(), *found)))

    def _show_seen(self) -> None:
        model, seen = self._model, self._ui.seen
        seen.set_children([(str(known.id), known.name) for known in model.people.named() if known.kind == "pupil"])
        nobody = model.facts.kind is NoteKind.UNSUCCESSFUL
        seen.show_seen(model.values["seen_ids"], model.values["seen_alone_ids"], nobody=nobody)

    def _ask_for_names(self, typed: str) -> None:
        if typed.strip() and typed != self._asked:
            self._asked = typed
            self._model.people.find(typed)

    def _leave(self) -> None:
        """Enter in the empty line: everybody is named."""
        if not self._ui.people.edit.text():
            self._ui.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
