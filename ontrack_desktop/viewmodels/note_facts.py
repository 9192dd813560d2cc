"""The facts of a note: what kind it is, when, how long, where, and which of them are asked for at all."""

from __future__ import annotations

from datetime import datetime
from weakref import proxy

from ontrack_desktop.domain.choices import Direction, NoteKind
from ontrack_desktop.domain.notes import IN_TOUCH, MET
from ontrack_desktop.domain.typed_notes import read_minutes
from ontrack_desktop.services.composing import Matter as Matter
from ontrack_desktop.services.notes import VISITS

from .form import FormModel
from .note_people import NotePeople
from .note_record import moment_of
from .typed_day import day_or_typed

HOME = "Home"
MUCH_LATER = 3600  # seconds from now on which a note lies in the future: clocks differ a little


class NoteFacts:
    """The facts of the note that `form` holds."""

    def __init__(self, form: FormModel, people: NotePeople) -> None:
        self._form: FormModel = proxy(form)  # the note holds its rooms, and they do not hold it
        self._people = people

    # what a person does

    def put_kind(self, kind: str) -> None:
        """Choose what kind of note this is; what was only prefilled follows."""
        self._form.show("note_kind", kind)
        if kind not in MET:
            self._form.show("seen_alone_ids", [])
            self._form.show("seen_ids", [])
        self._people.changed.emit()

    def put_nobody_in(self, nobody: bool) -> None:
        """A visit that met nobody is a note too, and needs no words."""
        self.put_kind((NoteKind.UNSUCCESSFUL if nobody else NoteKind.HOME_VISIT).value)

    def put_minutes(self, typed: str) -> None:
        minutes = read_minutes(typed)
        self._form.put("minutes", typed.strip() or None if minutes is None else minutes)

    def put_promised_by(self, typed: str) -> None:
        self._form.put("promised_by", day_or_typed(typed, self._form.desk.today()))

    def prefill(self) -> None:
        """Fill in what a person has not chosen themselves."""
        form, around = self._form, self._people.around
        usual = [str(known.id) for known in around.usual] if self.kind is NoteKind.HOME_VISIT else []
        is_home = form.values["pupil_ids"] and self.kind in VISITS
        filled = {
            "person_ids": usual,
            "place": around.place or HOME if is_home else "",
            "direction": Direction.OUT.value if self.kind in IN_TOUCH else None,
        }
        for name, value in filled.items():
            if name not in form.values["chosen"] and form.values[name] != value:
                form.values[name] = value
                form.value_changed.emit(name, value)

    # what is shown

    @property
    def kind(self) -> NoteKind:
        return NoteKind(self._form.values["note_kind"])

    def shows_seen(self) -> bool:
        return self.kind in MET or self.kind is NoteKind.UNSUCCESSFUL

    def shows_place(self) -> bool:
        return self.kind not in IN_TOUCH or bool(self._form.values["place"])

    def shows_contact(self) -> bool:
        """Whether the facts of a contact with an agency are asked for; never hidden while they hold something."""
        values = self._form.values
        return self.kind in IN_TOUCH or any(values[name] for name in ("outcome", "promise", "promised_by"))

    def wants_a_contact(self) -> bool:
        """A contact of which nobody has said yet with whom it was."""
        values = self._form.values
        return self.kind in IN_TOUCH and not (values["agency_id"] or values["professional_ids"] or values["person_ids"])

    def shows_advocacy(self) -> bool:
        is_about_it = self.kind in IN_TOUCH or self.kind in (NoteKind.ADVOCACY, NoteKind.MEDIATION)
        return bool(self._people.around.matters) and (is_about_it or self._form.values["advocacy_id"] is not None)

    def matter(self) -> Matter | None:
        """The advocacy issue that was chosen."""
        wanted = self._form.values["advocacy_id"]
        return next((matter for matter in self._people.around.matters if str(matter.id) == wanted), None)

    def at(self) -> datetime | None:
        """When it happened; None while what is typed is no time."""
        return moment_of(self._form.values["at"])

    def is_from_the_future(self) -> bool:
        """Kept, but worth a second look: most often a wrong day."""
        at = self.at()
        return at is not None and (at - self._form.desk.now()).total_seconds() > MUCH_LATER
