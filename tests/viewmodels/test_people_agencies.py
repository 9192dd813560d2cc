"""Who is around a pupil in words: what to know before ringing, and what leaves the list with a reason."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ontrack_desktop.domain.people import Person, Pupil
from ontrack_desktop.domain.validation import amended
from ontrack_desktop.services.workspace import Workspace
from ontrack_desktop.viewmodels.desk import Desk
from ontrack_desktop.viewmodels.people_agencies import PeopleAgenciesModel
from ontrack_desktop.viewmodels.record_form import RecordForm
from ontrack_desktop.viewmodels.removal import RemovalForm
from tests.rosie import Rosie, sibling_of


@pytest.fixture
def model(desk: Desk, rosie: Rosie) -> PeopleAgenciesModel:
    made = PeopleAgenciesModel(desk)
    made.show_pupil(rosie.pupil.id)
    return made


def test_who_must_not_be_contacted_has_no_number_beside_the_name(
    model: PeopleAgenciesModel, workspace: Workspace, rosie: Rosie, keep: Callable[..., None]
) -> None:
    dad = workspace.query(lambda r: r.get(Person, rosie.dad.id))
    keep(amended(dad, phone="01632 960009"))
    model.reload()
    line = model.family()[-1]
    assert (line.name, line.contact) == ("Dad", "")
    assert [chip[2] for chip in line.chips] == ["Do not contact", "Parental responsibility"]


def test_family_is_said_with_name_relationship_and_safe_contact(model: PeopleAgenciesModel) -> None:
    assert [(line.name, line.words, line.contact) for line in model.family()][:2] == [
        ("Mum", "Karen Storey, mother", "01632 960002 · Text first"),
        ("Gran", "Joan Storey, grandmother, Tuesdays", "01632 960003"),
    ]


def test_those_who_work_with_her_stand_with_how_often_or_since_when_they_are_waited_for(
    model: PeopleAgenciesModel,
) -> None:
    assert [(line.name, line.chips[-1][2]) for line in model.involved()] == [
        ("Dee Marlow", "Designated worker"), ("Ms Bright", "Every week"), ("Tom King", "Every week"),
        ("Dr Rao", "This half-term"), ("CAMHS", "Waiting since 2 Jun"),
    ]
    assert [(line.name, line.chips[0][2]) for line in model.ended()] == [("SEN team", "Until 10 Jul")]


def test_the_home_says_what_to_know_before_the_bell_is_rung(
    model: PeopleAgenciesModel, rosie: Rosie, keep: Callable[..., None]
) -> None:
    keep(sibling_of(rosie))
    model.reload()
    home = model.home()
    assert home is not None
    assert home.address == "12 Example Lane\nThirlby\nZZ7 1AB"
    assert (home.checked, home.siblings, home.is_hidden) == ("Safety checked 21 Oct", "Ben", False)
    assert [words for _, _, words in home.notes] == ["Dog at home"]


def test_a_safe_address_is_hidden(
    model: PeopleAgenciesModel, workspace: Workspace, rosie: Rosie, keep: Callable[..., None]
) -> None:
    keep(amended(workspace.query(lambda r: r.get(Pupil, rosie.pupil.id)), safe_address=True))
    model.reload()
    home = model.home()
    assert home is not None
    assert home.is_hidden


def test_ending_moves_somebody_to_who_was_there_before(model: PeopleAgenciesModel) -> None:
    waiting = model.involved()[-1]
    assert model.may_be_ended(waiting)
    model.end_involvement(waiting.id)
    assert "CAMHS" not in [line.name for line in model.involved()]
    assert [line.name for line in model.ended()] == ["CAMHS", "SEN team"]


def test_somebody_leaves_the_family_list_only_with_a_reason(model: PeopleAgenciesModel, rosie: Rosie) -> None:
    opened: list[RemovalForm] = []
    model.removal_ready.connect(opened.append)
    model.ask_to_remove(rosie.gran.id)
    opened[0].put("reason", " ")
    assert not opened[0].save()
    assert len(model.family()) == 3
    opened[0].put("reason", "Written down twice")
    assert opened[0].save()
    assert [line.name for line in model.family()] == ["Mum", "Dad"]


def test_a_new_person_appears_as_soon_as_it_is_saved(model: PeopleAgenciesModel) -> None:
    opened: list[RecordForm] = []
    model.form_ready.connect(opened.append)
    model.add_person()
    opened[0].put("name", "Ray Storey")
    opened[0].put("relationship", "Uncle")
    assert opened[0].save()
    assert "Ray Storey" in [line.name for line in model.family()]
