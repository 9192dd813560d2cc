"""Time-in plans: versions, agreement, templates, what changed, and what others may not read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

import pytest

from ontrack_desktop.domain.behaviour import Adult, Signature, Stage, TimeInPlan
from ontrack_desktop.domain.drafts import Draft
from ontrack_desktop.domain.errors import NotValid
from ontrack_desktop.domain.people import Pupil
from ontrack_desktop.domain.validation import amended, fill
from ontrack_desktop.services import behaviour, drafts, records
from ontrack_desktop.services.behaviour import PlanPage, changes_between
from ontrack_desktop.services.workspace import Workspace
from ontrack_desktop.store.store import Store
from tests.casework import a_plan
from tests.conftest import Clock
from tests.factories import TODAY, a_person, a_worker, an_id

Keep = Callable[..., None]


def page(workspace: Workspace, pupil: Pupil) -> PlanPage:
    return workspace.query(partial(behaviour.plan_page, pupil_id=pupil.id, today=TODAY))


def agree(workspace: Workspace, plan: TimeInPlan, on: date) -> None:
    workspace.change(partial(
        behaviour.agree, plan=plan, signatures=[Signature(name="Mum", role="mother")], on=on,
        review_on=on + timedelta(weeks=6),
    ))


def test_a_plan_is_in_use_since_it_was_first_agreed(workspace: Workspace, pupil: Pupil) -> None:
    plan = a_plan(pupil)
    agree(workspace, plan, date(2026, 9, 3))
    first = page(workspace, pupil).plan
    assert first is not None
    agree(workspace, first, date(2026, 10, 15))
    found = page(workspace, pupil)
    assert found.plan is not None
    assert (found.plan.version, found.in_use_since) == (2, date(2026, 9, 3))
    assert found.plan.signatures == (Signature(name="Mum", role="mother", on=date(2026, 10, 15)),)
    assert [version.version for version in found.versions] == [2, 1]


def test_changed_words_have_to_be_agreed_to_again(workspace: Workspace, pupil: Pupil) -> None:
    agree(workspace, a_plan(pupil), date(2026, 9, 3))
    plan = page(workspace, pupil).plan
    assert plan is not None
    workspace.change(partial(behaviour.save_plan, plan=amended(plan, say=("I am here.",))))
    changed = page(workspace, pupil).plan
    assert changed is not None
    assert (changed.version, changed.agreed_on, changed.signatures) == (2, None, ())
    assert page(workspace, pupil).in_use_since == date(2026, 9, 3)


def test_a_review_before_the_agreement_is_refused_and_nothing_is_written(workspace: Workspace, pupil: Pupil) -> None:
    command = partial(behaviour.agree, plan=a_plan(pupil), signatures=(), on=TODAY, review_on=TODAY)
    with pytest.raises(NotValid) as refused:
        workspace.change(command)
    assert refused.value.problems == {"review_on": "The review comes after the day the plan was agreed."}
    assert page(workspace, pupil).plan is None


def test_what_changed_is_said_part_by_part(pupil: Pupil) -> None:
    older = a_plan(pupil)
    newer = amended(
        older, rising=Stage(see=older.rising.see, do=("Offer the exit card", "Stay quiet")),
        adults=(*older.adults, Adult(name="Karen Lee")), unmet_need="Needs time.",
    )
    found = {change.part: (change.added, change.removed) for change in changes_between(older, newer)}
    assert found == {
        "Rising, what helps": (("Stay quiet",), ("Two minutes outside",)),
        "What this is telling us": (("Needs time.",), (older.unmet_need,)),
        "Adults": (("Karen Lee",), ()),
    }


def test_every_template_fills_a_plan(pupil: Pupil) -> None:
    found = behaviour.templates()
    assert [template.name for template in found][:2] == ["Goes quiet", "Loud and running"]
    for template in found:
        fields = dict(template.fields)
        names = [{"name": line.partition(":")[0]} for line in fields.pop("activities")]
        plan = fill(TimeInPlan, id=an_id(), pupil_ids=(pupil.id,), activities=names, **fields)
        assert all((stage.see and stage.do) for stage in (plan.calm, plan.rising, plan.crisis, plan.recovery))
        assert plan.say
        assert plan.do_not_say
        assert plan.restorative_step


def test_an_ended_plan_makes_room_and_can_be_taken_up_again(workspace: Workspace, pupil: Pupil, keep: Keep) -> None:
    plan = a_plan(pupil)
    keep(plan)
    workspace.change(partial(behaviour.end_plan, plan_id=plan.id, on=TODAY))
    after = page(workspace, pupil)
    assert after.plan is None
    assert after.ended is not None
    workspace.change(partial(behaviour.take_up_again, plan_id=plan.id))
    again = page(workspace, pupil)
    assert again.plan is not None
    assert (again.plan.id, again.ended) == (plan.id, None)


def test_the_draft_of_a_plan_that_was_never_saved_is_found(workspace: Workspace, pupil: Pupil, keep: Keep) -> None:
    state = {"safe_place": "Shed"}
    draft = Draft(id=an_id(), form="time_in_plan", title="Time-in plan", pupil_id=pupil.id, state=state)
    workspace.change(partial(drafts.keep, draft=draft))
    found = page(workspace, pupil).draft
    assert found is not None
    assert found.state == state
    keep(a_plan(pupil))
    assert page(workspace, pupil).draft is None  # it belongs to another plan than the one in use


def test_those_who_would_sign_are_offered(workspace: Workspace, pupil: Pupil, keep: Keep) -> None:
    keep(a_plan(pupil), a_person(pupil), a_person(pupil, name="Kit Zephyrhart", known_as="Gran", lives_with=False))
    signers = page(workspace, pupil).signers
    assert [(signer.name, signer.role) for signer in signers] == [
        (pupil.name, "pupil"), ("Mum", "mother"), ("Ms Bright", "key adult"), ("Dee Marlow", "designated worker"),
    ]


def test_a_restricted_plan_shows_whose_it_is_and_none_of_its_words(
    workspace: Workspace, store: Store, clock: Clock, pupil: Pupil, keep: Keep
) -> None:
    keep(a_plan(pupil, restricted=True))
    other = a_worker(name="Kim Otter")
    workspace.change(partial(records.save, record=other))
    found = page(Workspace(store, other.id, clock), pupil)
    assert found.plan is not None
    assert found.withheld == {found.plan.id: "Dee Marlow"}
    assert (found.plan.unmet_need, found.plan.triggers, found.plan.calm) == ("", (), Stage())
    assert [version.unmet_need for version in found.versions] == [""]
