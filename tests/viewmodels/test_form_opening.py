"""Opening declared forms with their lists, and carrying on with what was left half written."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject

from ontrack_desktop.domain.agencies import Agency, Involvement
from ontrack_desktop.domain.cases import Case
from ontrack_desktop.domain.choices import AgencySector
from ontrack_desktop.domain.drafts import Draft
from ontrack_desktop.domain.meetings import ChronologyEntry
from ontrack_desktop.domain.people import Household, Person, Pupil
from ontrack_desktop.services import drafts
from ontrack_desktop.services.workspace import Workspace
from ontrack_desktop.store.store import Store
from ontrack_desktop.viewmodels.background import Inline
from ontrack_desktop.viewmodels.desk import Desk
from ontrack_desktop.viewmodels.form_opening import open_form, reopen
from ontrack_desktop.viewmodels.record_form import FormSpec, RecordForm
from ontrack_desktop.viewmodels.record_forms import CASE_READERS, CHRONOLOGY, GOAL, HOUSEHOLD, INVOLVEMENT, PERSON
from tests import factories
from tests.conftest import Clock

from .every_form import SPECS

Opened = list[RecordForm]


@pytest.fixture
def owner() -> QObject:
    return QObject()


def left_half_written(workspace: Workspace) -> Draft:
    return workspace.query(drafts.mine)[0]


@pytest.mark.parametrize("spec", [s for name, s in SPECS.items() if name != "NEW_PUPIL"], ids=lambda s: s.title)
def test_every_list_that_a_form_asks_for_is_offered(desk: Desk, pupil: Pupil, owner: QObject, spec: FormSpec) -> None:
    opened: Opened = []
    open_form(desk, spec, opened.append, owner=owner, pupil_id=pupil.id, given={"pupil_ids": (pupil.id,)})
    for ask in spec.asks:
        if ask.options:
            assert isinstance(opened[0].options(ask), list)


def test_a_draft_carries_on_with_what_was_given_to_its_form(
    desk: Desk, workspace: Workspace, pupil: Pupil, owner: QObject
) -> None:
    source = factories.an_id()
    given = {"pupil_ids": (pupil.id,), "promoted_from_id": source, "event": "Suspended.", "restricted": True}
    first = RecordForm(desk, CHRONOLOGY, given=given, pupil_id=pupil.id)
    first.put("on", "2026-11-02")
    first.keep_now()
    opened: Opened = []
    assert reopen(desk, left_half_written(workspace), opened.append, owner=owner)
    opened[0].put("source", "The school’s record")
    assert opened[0].save()
    entry = workspace.query(lambda r: r.get(ChronologyEntry, first.record_id))
    assert (entry.pupil_ids, entry.promoted_from_id, entry.restricted) == ((pupil.id,), source, True)


def test_a_half_written_amendment_amends_the_record(
    desk: Desk, workspace: Workspace, pupil: Pupil, keep: Callable[..., None], owner: QObject
) -> None:
    keep(factories.a_person(pupil))
    mum = workspace.query(lambda r: r.about(Person, pupil.id))[0]
    first = RecordForm(desk, PERSON, record=mum, pupil_id=pupil.id)
    first.put("phone", "01632 960001")
    first.keep_now()
    opened: Opened = []
    assert reopen(desk, left_half_written(workspace), opened.append, owner=owner)
    assert opened[0].is_amending
    assert opened[0].save()
    kept = workspace.query(lambda r: r.get(Person, mum.id))
    assert (kept.version, kept.phone, kept.name) == (2, "01632 960001", mum.name)


def test_the_form_of_two_that_a_kind_has_is_found_by_its_title(
    desk: Desk, workspace: Workspace, pupil: Pupil, owner: QObject
) -> None:
    form = RecordForm(desk, GOAL, given={"pupil_ids": (pupil.id,)}, pupil_id=pupil.id)
    form.put("words", "Eat lunch with Ellie")
    form.keep_now()
    opened: Opened = []
    assert reopen(desk, left_half_written(workspace), opened.append, owner=owner)
    assert opened[0].spec is GOAL


def test_a_note_is_not_reopened_as_a_declared_form(desk: Desk, pupil: Pupil, owner: QObject) -> None:
    draft = Draft(id=factories.an_id(), form="note", title="Home visit", pupil_id=pupil.id)
    assert not reopen(desk, draft, lambda _form: None, owner=owner)


def test_a_new_home_becomes_the_pupils_home(desk: Desk, workspace: Workspace, pupil: Pupil, owner: QObject) -> None:
    opened: Opened = []
    open_form(desk, HOUSEHOLD, opened.append, owner=owner, pupil_id=pupil.id)
    opened[0].put("address", "3 Sample Row")
    assert opened[0].save()
    home = workspace.query(lambda r: r.find(Household))[0]
    assert workspace.query(lambda r: r.get(Pupil, pupil.id)).household_id == home.id


def test_an_involvement_of_nobody_is_said_beside_its_field(
    desk: Desk, workspace: Workspace, pupil: Pupil, keep: Callable[..., None], owner: QObject
) -> None:
    agency = Agency(id=factories.an_id(), name="CAMHS", sector=AgencySector.HEALTH)
    keep(agency)
    opened: Opened = []
    given = {"pupil_ids": (pupil.id,)}
    open_form(desk, INVOLVEMENT, opened.append, owner=owner, pupil_id=pupil.id, given=given)
    form = opened[0]
    form.save()
    assert form.problems == {"professional_id": "Choose who it is, or the agency below."}
    form.put("agency_id", str(agency.id))
    assert form.save()
    assert workspace.query(lambda r: r.about(Involvement, pupil.id))[0].agency_id == agency.id


def test_who_restricts_a_colleagues_case_can_still_read_it(
    store: Store, workspace: Workspace, pupil: Pupil, keep: Callable[..., None], clock: Clock, owner: QObject
) -> None:
    colleague = factories.a_worker(name="Kit Ames")
    keep(colleague, Case(id=factories.an_id(), pupil_ids=(pupil.id,), reference="BT-1", opened_on=factories.TODAY))
    theirs = Workspace(store, colleague.id, clock)
    case = theirs.query(lambda r: r.about(Case, pupil.id))[0]
    opened: Opened = []
    open_form(
        Desk(Inline(theirs), clock, colleague), CASE_READERS, opened.append, owner=owner, pupil_id=pupil.id, record=case
    )
    opened[0].put("restricted", True)
    assert opened[0].save()
    assert theirs.query(lambda r: r.get(Case, case.id)).reference == "BT-1"
    assert workspace.query(lambda r: r.get(Case, case.id)).restricted_to == (colleague.id,)
