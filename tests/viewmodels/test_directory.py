"""The directory: found by name, role or place, and showing whom each entry is there for."""

from __future__ import annotations

import pytest

from ontrack_desktop.domain.agencies import Agency, Involvement, Professional, School
from ontrack_desktop.domain.choices import AgencySector, Frequency
from ontrack_desktop.domain.people import Worker
from ontrack_desktop.services.directory import USUAL
from ontrack_desktop.services.workspace import Workspace
from ontrack_desktop.viewmodels.desk import Desk
from ontrack_desktop.viewmodels.directory import DirectoryModel
from ontrack_desktop.viewmodels.record_form import RecordForm
from tests import factories
from tests.caseload import Keep, a_held_pupil, on

CAMHS = Agency(id=factories.an_id(), name="CAMHS", sector=AgencySector.HEALTH, phone="01632 960 300")
MOOR = School(id=factories.an_id(), name="Moor Lane", town="Netherby")
NAIR = Professional(id=factories.an_id(), name="Dr Nair", role="Psychiatrist", agency_id=CAMHS.id)
PATEL = Professional(id=factories.an_id(), name="Mr Patel", role="SENCO", school_id=MOOR.id)


@pytest.fixture
def model(desk: Desk, keep: Keep) -> DirectoryModel:
    keep(CAMHS, MOOR, NAIR, PATEL)
    made = DirectoryModel(desk)
    made.load()
    return made


def found(model: DirectoryModel) -> list[tuple[str, list[str]]]:
    return [(title, [entry.record.name for entry in entries]) for title, entries in model.groups()]


def test_everybody_stands_in_a_group(model: DirectoryModel) -> None:
    assert found(model) == [
        ("Schools", ["Moor Lane"]), ("Agencies", ["CAMHS"]),
        ("Professionals", ["Dr Nair", "Mr Patel"]), ("Our team", ["Dee Marlow"]),
    ]


@pytest.mark.parametrize(
    ("typed", "name"),
    [("psych", "Dr Nair"), ("patel moor", "Mr Patel"), ("designated", "Dee Marlow"), ("netherby", "Moor Lane")],
)
def test_somebody_is_found_by_name_role_or_place(model: DirectoryModel, typed: str, name: str) -> None:
    model.type(typed)
    assert [names for _title, names in found(model)] == [[name]]


def test_an_agency_shows_who_works_there_and_which_pupils_it_is_there_for(
    model: DirectoryModel, keep: Keep, worker: Worker
) -> None:
    aaliyah, kit, josh = (a_held_pupil(keep, worker, name) for name in ("Aaliyah", "Kit", "Josh"))
    left = Professional(id=factories.an_id(), name="Ann Gone", agency_id=CAMHS.id, left_on=on(-9))
    keep(
        left,
        Involvement(
            id=factories.an_id(), pupil_ids=(aaliyah.id,), agency_id=CAMHS.id, role="Assessment",
            frequency=Frequency.WAITING,
        ),
        Involvement(id=factories.an_id(), pupil_ids=(kit.id,), agency_id=CAMHS.id, ended_on=on(-2)),
        Involvement(id=factories.an_id(), pupil_ids=(josh.id,), agency_id=CAMHS.id, professional_id=NAIR.id),
    )
    model.open(CAMHS.id)
    sheet = model.sheet()
    assert sheet is not None
    assert (sheet.name, sheet.line, [fact.words for fact in sheet.facts]) == ("CAMHS", "Health", ["01632 960 300"])
    assert [name for _id, name, _role in sheet.people] == ["Dr Nair"]
    assert [(p.name, p.role, p.is_waiting) for p in sheet.pupils] == [
        ("Aaliyah Vane", "Assessment", True), ("Josh Vane", "", False),
    ]
    assert sheet.pupils_heading == "There for 2 pupils"
    model.open(NAIR.id)
    assert (sheet := model.sheet()) is not None
    assert (sheet.line, [p.name for p in sheet.pupils]) == ("Psychiatrist · CAMHS", ["Josh Vane"])


def test_a_school_shows_its_pupils_and_a_worker_the_cases_they_hold(
    model: DirectoryModel, keep: Keep, worker: Worker
) -> None:
    a_held_pupil(keep, worker, "Rosie", school_id=MOOR.id)
    a_held_pupil(keep, None, "Kit", school_id=MOOR.id)
    model.open(MOOR.id)
    assert (sheet := model.sheet()) is not None
    assert ([p.name for p in sheet.pupils], sheet.pupils_heading) == (["Kit Vane", "Rosie Vane"], "2 pupils here")
    model.open(worker.id)
    assert (sheet := model.sheet()) is not None
    assert ([p.name for p in sheet.pupils], sheet.can_edit) == (["Rosie Vane"], False)


def test_a_professional_is_added_to_the_place_that_is_shown(
    model: DirectoryModel, workspace: Workspace
) -> None:
    model.open(CAMHS.id)
    forms: list[RecordForm] = []
    model.form_ready.connect(forms.append)
    model.add("professional")
    form = forms[0]
    form.saved.connect(model.open)
    form.put("name", "Ms Quill")
    assert form.save()
    assert workspace.query(lambda r: r.get(Professional, form.record_id)).agency_id == CAMHS.id
    assert (sheet := model.sheet()) is not None
    assert (sheet.name, sheet.line) == ("Ms Quill", "CAMHS")


def test_a_changed_entry_shows_its_new_words(model: DirectoryModel) -> None:
    model.open(MOOR.id)
    forms: list[RecordForm] = []
    model.form_ready.connect(forms.append)
    model.edit()
    forms[0].put("town", "Hawthorn")
    assert forms[0].save()
    assert (sheet := model.sheet()) is not None
    assert sheet.line == "Hawthorn"
    assert model.groups()[0][1][0].where == "Hawthorn"


def test_the_usual_agencies_are_added_once_beside_those_that_are_there(
    desk: Desk, keep: Keep, workspace: Workspace
) -> None:
    model = DirectoryModel(desk)
    model.load()
    assert model.is_bare
    keep(Agency(id=factories.an_id(), name="camhs", sector=AgencySector.HEALTH))
    model.add_usual()
    model.add_usual()
    assert workspace.query(lambda r: r.count(Agency)) == len(USUAL)
    assert not model.is_bare
