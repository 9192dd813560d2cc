"""Family, home, agencies and professionals around one pupil."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

import pytest

from ontrack_desktop.domain.agencies import Involvement
from ontrack_desktop.domain.errors import NotValid
from ontrack_desktop.domain.people import Household, Person, Pupil, Worker
from ontrack_desktop.services import people
from ontrack_desktop.services.workspace import Workspace
from tests import factories
from tests.rosie import Rosie, sibling_of


def test_who_lives_with_her_stands_first_and_who_must_not_be_contacted_last(workspace: Workspace, rosie: Rosie) -> None:
    found = workspace.query(partial(people.family, pupil_id=rosie.pupil.id))
    assert [person.called for person in found] == ["Mum", "Gran", "Dad"]


def test_everybody_involved_has_a_name_a_role_and_a_number(workspace: Workspace, rosie: Rosie) -> None:
    page = workspace.query(partial(people.people_page, pupil_id=rosie.pupil.id))
    assert [(each.name, each.role, each.organisation, each.phone) for each in page.involved] == [
        ("Ms Bright", "school, key adult", "Moorside School", "01632 960011"),
        ("Tom King", "Farm tutor", "", ""),
        ("Dr Rao", "Community paediatrician", "", ""),
        ("CAMHS", "", "", "01632 960020"),
    ]
    assert [each.name for each in page.ended] == ["SEN team"]
    assert page.designated_worker == workspace.query(lambda r: r.get(Worker, rosie.worker.id))


def test_brothers_and_sisters_of_the_same_home_are_named(
    workspace: Workspace, rosie: Rosie, keep: Callable[..., None]
) -> None:
    keep(sibling_of(rosie))
    page = workspace.query(partial(people.people_page, pupil_id=rosie.pupil.id))
    assert [pupil.name for pupil in page.siblings] == ["Ben"]


def test_a_new_home_takes_in_the_pupil_and_those_who_live_with_them(
    workspace: Workspace, rosie: Rosie
) -> None:
    home = Household(id=factories.an_id(), address="3 Sample Row", postcode="ZZ7 2AD")
    workspace.change(partial(people.save_household, household=home, pupil_id=rosie.pupil.id))
    assert workspace.query(lambda r: r.get(Pupil, rosie.pupil.id)).household_id == home.id
    assert workspace.query(lambda r: r.get(Person, rosie.mum.id)).household_id == home.id
    assert workspace.query(lambda r: r.get(Person, rosie.gran.id)).household_id is None


def test_an_involvement_needs_a_name(workspace: Workspace, pupil: Pupil) -> None:
    nobody = Involvement(id=factories.an_id(), pupil_ids=(pupil.id,), role="tutor")
    with pytest.raises(NotValid) as caught:
        workspace.change(partial(people.save_involvement, involvement=nobody))
    assert caught.value.problems == {"professional_id": "Choose who it is, or the agency below."}


def test_ending_an_involvement_keeps_it_with_its_last_day(workspace: Workspace, rosie: Rosie) -> None:
    waiting = next(
        each.involvement for each in workspace.query(partial(people.people_page, pupil_id=rosie.pupil.id)).involved
        if each.name == "CAMHS"
    )
    workspace.change(partial(people.end_involvement, involvement_id=waiting.id, on=date(2026, 11, 4)))
    page = workspace.query(partial(people.people_page, pupil_id=rosie.pupil.id))
    assert [each.name for each in page.ended] == ["CAMHS", "SEN team"]


def test_who_lives_with_the_pupil_lives_at_the_pupils_home(workspace: Workspace, rosie: Rosie) -> None:
    uncle = factories.a_person(rosie.pupil, name="Ray Storey", known_as="Ray", relationship="Uncle")
    workspace.change(partial(people.save_person, person=uncle, pupil_id=rosie.pupil.id))
    kept = workspace.query(lambda r: r.get(Person, uncle.id))
    assert kept.household_id == rosie.home.id
    moved = kept.model_copy(update={"lives_with": False})
    workspace.change(partial(people.save_person, person=moved, pupil_id=rosie.pupil.id))
    assert workspace.query(lambda r: r.get(Person, uncle.id)).household_id is None


def test_a_brothers_mother_is_offered_and_taken_over_without_typing_her_again(
    workspace: Workspace, rosie: Rosie, keep: Callable[..., None]
) -> None:
    ben = sibling_of(rosie)
    keep(ben)
    page = workspace.query(partial(people.people_page, pupil_id=ben.id))
    assert {person.called for person in page.siblings_family} == {"Mum", "Gran", "Dad"}
    workspace.change(partial(people.share_person, person_id=rosie.mum.id, pupil_id=ben.id))
    assert [person.called for person in workspace.query(partial(people.family, pupil_id=ben.id))] == ["Mum"]
    assert workspace.query(lambda r: r.get(Person, rosie.mum.id)).pupil_ids == (rosie.pupil.id, ben.id)
