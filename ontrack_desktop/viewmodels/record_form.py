"""A form for any noun: what it asks for is declared, how each answer is typed follows from the record's types.

A new noun's form is one `FormSpec` in `record_forms.py`. The screens that need a look of their own (note,
time-in plan, meeting) have a view-model and a form of their own instead.
"""

from __future__ import annotations

import re
import types
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, auto
from functools import partial
from typing import Annotated, Any, Union, get_args, get_origin
from uuid import UUID

from PySide6.QtCore import QObject

from ontrack_desktop.domain.choices import Choice
from ontrack_desktop.domain.errors import NotValid
from ontrack_desktop.domain.fields import Long
from ontrack_desktop.domain.record import Record, marks_of
from ontrack_desktop.domain.validation import fill
from ontrack_desktop.services import records
from ontrack_desktop.services.workspace import Command

from .desk import Desk
from .form import FormModel


class Editor(Enum):
    """How an answer is typed."""

    LINE = auto()
    TEXT = auto()
    LINES = auto()
    DAY = auto()
    MOMENT = auto()
    NUMBER = auto()
    TICK = auto()
    CHOICE = auto()
    LINK = auto()
    SEVERAL = auto()


@dataclass(frozen=True)
class Ask:
    """One question of a form. `options` gives the choices of a `Code` or of a link, as (value, label)."""

    name: str
    label: str
    help: str = ""
    options: str = ""


@dataclass(frozen=True)
class FormSpec:
    """A noun's form: its title for a new record, its questions in order, and the verb on its button."""

    record_class: type[Record]
    title: str
    asks: tuple[Ask, ...]
    save_label: str


def editor_for(record_class: type[Record], name: str, *, has_options: bool = False) -> Editor:
    """The editor that a field's type asks for."""
    annotation = _bare(record_class.model_fields[name].rebuild_annotation())
    if get_origin(annotation) is tuple:
        part = _bare(get_args(annotation)[0])
        is_choice = isinstance(part, type) and issubclass(part, Choice)
        return Editor.SEVERAL if has_options or is_choice else Editor.LINES
    if has_options:
        return Editor.LINK
    if annotation in EDITORS:
        return EDITORS[annotation]
    if isinstance(annotation, type) and issubclass(annotation, Choice):
        return Editor.CHOICE
    is_long = any(isinstance(mark, Long) for mark in marks_of(record_class.model_fields[name]))
    return Editor.TEXT if is_long else Editor.LINE


def choices_for(record_class: type[Record], name: str) -> list[tuple[str, str]]:
    """(value, label) of a choice field."""
    choice = _bare(record_class.model_fields[name].rebuild_annotation())
    if get_origin(choice) is tuple:
        choice = _bare(get_args(choice)[0])
    return [(member.value, member.label) for member in choice]


# what a day or a moment looks like when it was understood; anything else is what a person typed
UNDERSTOOD = re.compile(r"\d{4}-\d\d-\d\d(T.+)?")
EDITORS: dict[Any, Editor] = {
    bool: Editor.TICK, int: Editor.NUMBER, date: Editor.DAY, datetime: Editor.MOMENT, UUID: Editor.LINK,
}


class RecordForm(FormModel):
    """A form of a declared noun, for a new record or for amending one."""

    def __init__(
        self, desk: Desk, spec: FormSpec, *, given: dict[str, Any] | None = None,
        record: Record | None = None, options: Callable[[str], list[tuple[str, str]]] | None = None,
        pupil_id: UUID | None = None, parent: QObject | None = None,
    ) -> None:
        super().__init__(
            desk, form=spec.record_class.kind, record_id=record.id if record else desk.fresh_id(),
            title=spec.title, pupil_id=pupil_id, parent=parent,
        )
        self.spec = spec
        self.record = record
        self.given = given or {}
        self._options = options
        self.start(self._values_of(record))

    def editor(self, name: str) -> Editor:
        ask = next(ask for ask in self.spec.asks if ask.name == name)
        return editor_for(self.spec.record_class, name, has_options=bool(ask.options))

    def options(self, ask: Ask) -> list[tuple[str, str]]:
        """What can be chosen: the field's own choices, or a list given by name."""
        if ask.options and self._options is not None:
            found = self._options(ask.options)
            value = _plain(getattr(self.record, ask.name)) if self.record else None
            if isinstance(value, str) and value and value not in {each for each, _ in found}:
                return [*found, (value, "As it was")]
            return found
        return choices_for(self.spec.record_class, ask.name)

    def may_be_empty(self, name: str) -> bool:
        """Whether "nothing" is an answer: the field takes None."""
        annotation = self.spec.record_class.model_fields[name].rebuild_annotation()
        return type(None) in get_args(annotation) or any(
            type(None) in get_args(part) for part in get_args(annotation)
        )

    @property
    def is_amending(self) -> bool:
        return self.record is not None

    def command(self) -> Command:
        return partial(records.save, record=self.record_from_values())

    def record_from_values(self) -> Record:
        """The record that the answers make; raises `NotValid` with a sentence for each that is not right."""
        asked = {ask.name for ask in self.spec.asks}
        # What was given and not asked stands among the values, so that a draft carries it.
        given = {name: value for name, value in self.values.items() if name not in asked}
        values = {"id": self.record_id, **given} if self.record is None else dict(self.record)
        for ask in self.spec.asks:
            # An empty answer is left out: the field's own default, or its sentence if it has none.
            values.pop(ask.name, None)
            if (typed := self._typed(ask)) not in ("", None):
                values[ask.name] = typed
        return self._filled(values)

    def _filled(self, values: dict[str, Any]) -> Record:
        unknown = {ask.name: "Choose one of the list." for ask in self.spec.asks if self._is_unknown(ask)}
        try:
            record = fill(self.spec.record_class, **values)
        except NotValid as error:
            raise NotValid(unknown | error.problems) from None
        if unknown:
            raise NotValid(unknown)
        return record

    def _is_unknown(self, ask: Ask) -> bool:
        """Whether something stands there that the list does not offer."""
        typed = self.values.get(ask.name)
        if not typed or self.editor(ask.name) not in (Editor.LINK, Editor.SEVERAL):
            return False
        offered = {value for value, _ in self.options(ask)}
        return not offered.issuperset(typed if isinstance(typed, list) else [typed])

    def _typed(self, ask: Ask) -> Any:
        """An answer as the record should read it; what was not understood stays something it refuses."""
        typed = self.values.get(ask.name)
        editor = self.editor(ask.name)
        if typed in ("", None):
            return typed
        if editor in (Editor.DAY, Editor.MOMENT):
            # pydantic would take bare digits for seconds since 1970
            return typed if UNDERSTOOD.fullmatch(str(typed)) else "?"
        return typed

    def _values_of(self, record: Record | None) -> dict[str, Any]:
        if record is None:
            given = {name: _plain(value) for name, value in self.given.items() if value is not None}
            return {ask.name: _plain(self._default(ask.name)) for ask in self.spec.asks} | given
        return {ask.name: _plain(getattr(record, ask.name)) for ask in self.spec.asks}

    def _default(self, name: str) -> Any:
        field = self.spec.record_class.model_fields[name]
        return None if field.is_required() else field.get_default(call_default_factory=True)


def _plain(value: Any) -> Any:
    """A value as JSON keeps it."""
    match value:
        case Choice():
            return value.value
        case date():
            return value.isoformat()
        case UUID():
            return str(value)
        case tuple():
            return [_plain(part) for part in value]
    return value


def _bare(annotation: Any) -> Any:
    """An annotation without its marks and without None."""
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation = get_args(annotation)[0]
        elif origin in (Union, types.UnionType):
            annotation = next(part for part in get_args(annotation) if part is not type(None))
        else:
            return annotation
