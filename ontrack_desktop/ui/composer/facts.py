"""What kind of note it is, when, how long, where; and for a contact what came of it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QButtonGroup

from ontrack_desktop.domain.choices import Direction, NoteKind
from ontrack_desktop.domain.when import local, say_minutes
from ontrack_desktop.ui.forms.note import Ui_NoteScreen
from ontrack_desktop.viewmodels.note import NoteModel
from ontrack_desktop.viewmodels.typed_day import day_words

LINES = ("place", "outcome", "promise")


class Facts:
    """Kind, when, how long, where, the contact, the advocacy."""

    def __init__(self, ui: Ui_NoteScreen, model: NoteModel) -> None:
        self._ui, self._model = ui, model
        ui.when.set_clock(lambda: local(model.desk.now()))
        ui.when_hint_icon.set_icon("triangle-alert", "warn", 16)
        self._direction = QButtonGroup(ui.contact)
        self._direction.addButton(ui.we_rang)
        self._direction.addButton(ui.they_rang)
        ui.kinds.chosen.connect(model.facts.put_kind)
        ui.when.textEdited.connect(self._put_when)
        ui.when.changed.connect(self._put_when)
        ui.length.textEdited.connect(model.facts.put_minutes)
        ui.length.editingFinished.connect(lambda: self._show_minutes(model.values["minutes"]))
        for name in LINES:
            getattr(ui, name).textEdited.connect(lambda text, name=name: model.put(name, text))
        ui.promised_by.textEdited.connect(model.facts.put_promised_by)
        ui.promised_by.editingFinished.connect(lambda: self._show_promised_by(model.values["promised_by"]))
        ui.we_rang.toggled.connect(lambda on: self._put_direction(Direction.OUT, on))
        ui.they_rang.toggled.connect(lambda on: self._put_direction(Direction.IN, on))
        ui.advocacy.chosen.connect(self._put_matter)
        ui.advocacy.status_chosen.connect(lambda status: model.put("step_status", status))

    def show_value(self, name: str, value: Any) -> None:
        """Show what the model holds, if it stands in this room."""
        match name:
            case "note_kind":
                self._ui.kinds.show_kind(self._model.facts.kind)
                self._show_parts()
            case "at":
                self._show_when(value)
            case "minutes":
                self._show_minutes(value)
            case "promised_by":
                self._show_promised_by(value)
            case "direction":
                self._show_direction(value)
            case "place" | "outcome" | "promise":
                edit = getattr(self._ui, name)
                if edit.text() != value:
                    edit.setText(value)

    def show_around(self) -> None:
        """Show what hangs on whom the note is about."""
        self._show_matter()
        self._show_parts()

    # what a person does

    def _put_when(self, _value: object) -> None:
        moment = self._ui.when.value()
        self._model.put("at", moment.isoformat() if moment else self._ui.when.text())
        self._show_hint()

    def _put_direction(self, direction: Direction, on: bool) -> None:
        if on:
            self._model.put("direction", direction.value)

    def _put_matter(self, matter_id: str) -> None:
        self._model.put("advocacy_id", matter_id or None)
        self._model.put("step_status", None)
        self._show_matter()

    # showing

    def _show_parts(self) -> None:
        facts, ui = self._model.facts, self._ui
        ui.seen.setVisible(facts.shows_seen())
        ui.seen.nobody_in.setVisible(facts.kind in (NoteKind.HOME_VISIT, NoteKind.UNSUCCESSFUL))
        ui.where.setVisible(facts.shows_place())
        ui.contact.setVisible(facts.shows_contact())
        ui.advocacy.setVisible(facts.shows_advocacy())

    def _show_when(self, value: str) -> None:
        at, when = self._model.facts.at(), self._ui.when
        when.set_value(at)
        if at is None:  # what was typed and could not be understood
            when.setText(value)
            when.setModified(True)
        self._show_hint()

    def _show_hint(self) -> None:
        self._ui.when_hint.setVisible(self._model.facts.is_from_the_future())

    def _show_minutes(self, value: int | str | None) -> None:
        self._ui.length.setText(say_minutes(value) if isinstance(value, int) else value or "")

    def _show_promised_by(self, value: str) -> None:
        self._ui.promised_by.setText(day_words(value, self._model.desk.today()))

    def _show_direction(self, value: str | None) -> None:
        self._direction.setExclusive(value is not None)
        for chip, direction in ((self._ui.we_rang, Direction.OUT), (self._ui.they_rang, Direction.IN)):
            with QSignalBlocker(chip):
                chip.setChecked(value == direction)

    def _show_matter(self) -> None:
        model = self._model
        self._ui.advocacy.show_matters(model.people.around.matters, model.facts.matter(), model.values["step_status"])
