"""Opening a declared form with the lists that it offers: for a new record, for amending one, from a draft."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject

from ontrack_desktop.domain.agencies import Involvement
from ontrack_desktop.domain.cases import Case
from ontrack_desktop.domain.drafts import Draft
from ontrack_desktop.domain.people import Household, Person
from ontrack_desktop.domain.record import Record
from ontrack_desktop.domain.validation import amended
from ontrack_desktop.services import people, records
from ontrack_desktop.services.offered import Options, offered
from ontrack_desktop.services.pupils import NewPupil
from ontrack_desktop.services.workspace import Command, Reader

from . import record_forms
from .desk import Desk
from .new_pupil import open_new_pupil
from .record_form import FormSpec, RecordForm

Ready = Callable[[RecordForm], None]


class HouseholdForm(RecordForm):
    """A home, in which the pupil lives from now on."""

    def command(self) -> Command:
        home = self.record_from_values()
        assert isinstance(home, Household)
        if self.pupil_id is None:
            return super().command()
        return partial(people.save_household, household=home, pupil_id=self.pupil_id)


class PersonForm(RecordForm):
    """Somebody of the family, who lives at the pupil's home or not."""

    def command(self) -> Command:
        person = self.record_from_values()
        assert isinstance(person, Person)
        return partial(people.save_person, person=person, pupil_id=self.pupil_id or person.pupil_ids[0])


class InvolvementForm(RecordForm):
    """Somebody of the directory, or an agency: one of the two is needed."""

    def command(self) -> Command:
        made = self.record_from_values()
        assert isinstance(made, Involvement)
        return partial(people.save_involvement, involvement=made)


class ReadersForm(RecordForm):
    """Who may read a case: never without the one who decides it."""

    def command(self) -> Command:
        case = self.record_from_values()
        assert isinstance(case, Case)
        me = self.desk.worker.id
        if case.restricted and not case.may_be_read_by(me):
            case = amended(case, restricted_to=(*case.restricted_to, me))
        return partial(records.save, record=case)


FORMS: dict[str, type[RecordForm]] = {
    Household.kind: HouseholdForm, Person.kind: PersonForm, Involvement.kind: InvolvementForm,
    Case.kind: ReadersForm,
}


def open_form(
    desk: Desk, spec: FormSpec, then: Ready, *, owner: QObject, pupil_id: UUID | None = None,
    given: dict[str, Any] | None = None, record: Record | None = None,
) -> None:
    """Make the form once its lists are known."""

    def make(options: dict[str, Options]) -> None:
        form = FORMS.get(spec.record_class.kind, RecordForm)
        then(form(desk, spec, given=given, record=record, options=options.__getitem__, pupil_id=pupil_id))

    desk.background.query(offered, make, owner=owner)


def reopen(desk: Desk, draft: Draft, then: Ready, *, owner: QObject) -> bool:
    """Carry on with the draft of a declared form; False when its form is not a declared one."""
    if draft.form == NewPupil.kind:
        open_new_pupil(desk, then, owner=owner, draft=draft)
        return True
    spec = _spec_of(draft)
    if spec is None:
        return False

    def read(reader: Reader) -> tuple[dict[str, Options], Record | None]:
        return offered(reader), reader.maybe(spec.record_class, draft.id)

    def make(found: tuple[dict[str, Options], Record | None]) -> None:
        options, record = found
        form = FORMS.get(spec.record_class.kind, RecordForm)(
            desk, spec, record=record, options=options.__getitem__, pupil_id=draft.pupil_id
        )
        form.record_id = draft.id
        form.restore(draft)
        then(form)

    desk.background.query(read, make, owner=owner)
    return True


def _spec_of(draft: Draft) -> FormSpec | None:
    """The form by the kind of its record, and by its title where one kind has several."""
    of_kind = [
        each for each in vars(record_forms).values()
        if isinstance(each, FormSpec) and each.record_class.kind == draft.form
    ]
    return next((each for each in of_kind if each.title == draft.title), of_kind[0] if of_kind else None)
