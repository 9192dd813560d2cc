"""The page of plans: a plan from a template, versions, agreement, sessions in words, counts beside the claim."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from ontrack_desktop.domain.behaviour import Activity, Adult, Stage, TimeInPlan, TimeInSession
from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.domain.people import Pupil
from ontrack_desktop.services import drafts
from ontrack_desktop.services.workspace import Workspace
from ontrack_desktop.store.store import Store
from ontrack_desktop.store.unit_of_work import UnitOfWork
from ontrack_desktop.viewmodels.background import Inline
from ontrack_desktop.viewmodels.desk import Desk
from ontrack_desktop.viewmodels.plan_form import PlanForm
from ontrack_desktop.viewmodels.time_in_plan import TimeInPlanModel
from tests.casework import a_plan, a_session, a_suspension
from tests.conftest import Clock
from tests.factories import TODAY, a_person, a_pupil, a_worker, an_id

Keep = Callable[..., None]


@pytest.fixture
def model(desk: Desk, pupil: Pupil, keep: Keep) -> TimeInPlanModel:
    keep(a_person(pupil))
    made = TimeInPlanModel(desk)
    made.show_pupil(pupil.id)
    return made


def form_of(model: TimeInPlanModel) -> PlanForm:
    assert model.form is not None
    return model.form


def saved(model: TimeInPlanModel) -> TimeInPlan:
    assert model.page is not None
    assert model.page.plan is not None
    return model.page.plan


def test_a_plan_from_a_template_is_saved_and_printed_in_one_go(model: TimeInPlanModel) -> None:
    printed: list[object] = []
    model.print_wanted.connect(printed.append)
    assert model.form is None
    model.start_from("loud")
    form_of(model).put("adults", ["Ms Bright, ext. 214", "Mr Ode"])
    model.print_plan()
    plan = saved(model)
    assert printed == [plan.id]
    assert plan.adults == (Adult(name="Ms Bright", reach="ext. 214"), Adult(name="Mr Ode"))
    assert plan.crisis.do[0] == "One adult follows, far back"
    assert plan.activities[0] == Activity(name="Kick boxing pads", needs="trained adult")
    assert not form_of(model).is_changed


def test_a_new_plan_that_never_reached_a_full_disk_is_there_again(
    model: TimeInPlanModel, pupil: Pupil, keep: Keep, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        raise OnTrackError("This was not saved: the disk is full.", "Empty the bin.")

    other = a_pupil(id=an_id())
    keep(other)
    with monkeypatch.context() as disk:
        disk.setattr(UnitOfWork, "keep_draft", full)
        model.start_from("")
        left = form_of(model)
        left.put("unmet_need", "Quiet before a lesson.")
        model.show_pupil(other.id)
        assert model.form is None
        model.show_pupil(pupil.id)
        form = form_of(model)
        assert (form.values["unmet_need"], form.state) == ("Quiet before a lesson.", "not_saved")
    assert not left._again_timer.isActive()  # or it would write over what is typed from now on
    form._again_timer.timeout.emit()  # five seconds later
    (draft,) = workspace.query(drafts.mine)
    assert (draft.id, draft.state["unmet_need"]) == (form.record_id, "Quiet before a lesson.")


def test_a_plan_that_is_not_right_yet_is_not_printed(model: TimeInPlanModel) -> None:
    printed: list[object] = []
    model.print_wanted.connect(printed.append)
    model.start_from()
    form_of(model).put("calm_see", "x" * 201)
    model.print_plan()
    assert printed == []
    assert form_of(model).problems == {"calm": "Make this shorter: 200 characters at most, it has 201."}


def test_words_typed_into_a_plan_survive_a_closed_window(
    model: TimeInPlanModel, desk: Desk, pupil: Pupil, workspace: Workspace
) -> None:
    model.start_from("quiet")
    form_of(model).put("pupil_words", "Walk behind me, not in front.")
    model.leave()
    again = TimeInPlanModel(desk)
    again.show_pupil(pupil.id)
    assert form_of(again).values["pupil_words"] == "Walk behind me, not in front."
    assert form_of(again).values["rising_do"].startswith("Say less\n")
    assert form_of(again).is_changed
    assert again.save()
    assert workspace.query(drafts.mine) == []


def test_the_draft_of_a_saved_plan_comes_back_over_it(
    model: TimeInPlanModel, desk: Desk, pupil: Pupil, keep: Keep
) -> None:
    keep(a_plan(pupil))
    model.reload()
    form_of(model).put("unmet_need", "Half a thought")
    model.leave()
    again = TimeInPlanModel(desk)
    again.show_pupil(pupil.id)
    assert form_of(again).values["unmet_need"] == "Half a thought"
    again.discard()
    assert form_of(again).values["unmet_need"] == saved(again).unmet_need
    assert not form_of(again).is_changed


def test_agreeing_signs_the_plan_and_proposes_the_review(model: TimeInPlanModel, pupil: Pupil, keep: Keep) -> None:
    keep(a_plan(pupil))
    model.reload()
    assert ("warn", "signature", "Not agreed yet") in model.chips()
    model.propose_review()
    assert form_of(model).values["review_on"] == "2026-12-16"  # 4 November and six weeks
    assert model.sign([0, 1], "Karen Lee")
    assert model.signed_line() == f"Agreed Wed 4 Nov by {pupil.name} (pupil), Mum (mother), Karen Lee"
    assert model.chips() == (("good", "", "In use since 4 Nov"), ("neutral", "", "Version 2 · review 16 Dec"))


def test_nobody_and_no_day_cannot_agree(model: TimeInPlanModel, pupil: Pupil, keep: Keep) -> None:
    keep(a_plan(pupil))
    model.reload()
    form_of(model).put("review_on", TODAY.isoformat())
    assert not model.sign([])
    assert form_of(model).problems == {"signatures": "Tick who agrees to this plan."}
    model.sign([0])
    assert form_of(model).problems == {"review_on": "The review comes after the day the plan was agreed."}
    assert saved(model).version == 1


def test_a_late_review_is_said(model: TimeInPlanModel, pupil: Pupil, keep: Keep) -> None:
    keep(a_plan(pupil, agreed_on=date(2026, 9, 3), review_on=date(2026, 11, 1)))
    model.reload()
    assert model.chips()[-1] == ("warn", "clock-alert", "Version 1 · review 3 days late")


def test_two_versions_are_compared_in_plain_words(model: TimeInPlanModel, pupil: Pupil, keep: Keep) -> None:
    keep(a_plan(pupil))
    model.reload()
    assert model.comparison() == ()
    form_of(model).put("triggers", ["Reading aloud", "The bell"])
    assert model.save()
    assert model.comparison() == (("What sets it off", "Added: The bell\nTaken out: Supply teachers"),)
    form_of(model).put("triggers", ["The bell", "Reading aloud"])
    assert model.save()
    assert model.comparison() == (("What sets it off", "The order changed."),)


def test_sessions_are_told_as_people_tell_them(model: TimeInPlanModel, pupil: Pupil, keep: Keep) -> None:
    at = datetime(2026, 10, 28, 11, 5, tzinfo=UTC)
    keep(
        a_session(
            pupil, at, ended_at=datetime(2026, 10, 28, 11, 45, tzinfo=UTC), place="garden", arousal_before=8,
            arousal_after=3, back_in_class_at=datetime(2026, 10, 28, 11, 45, tzinfo=UTC),
        ),
        a_session(
            pupil, datetime(2026, 10, 12, 8, tzinfo=UTC), sessions_used=1, key_adult="Mr Ode",
            would_have_been_sessions=2, would_have_been_decided_by="Mrs Cole",
        ),
    )
    model.reload()
    first, second = model.session_lines()
    assert (first.lead, first.text) == ("Wed 28 Oct", "40 min, garden")
    assert first.below == "arousal 8 → 3 · back in class 11:45"
    assert (second.lead, second.text) == ("Mon 12 Oct", "half a day, with Mr Ode")
    assert second.below == "stood in for a suspension (2 sessions), decided by Mrs Cole on the day"


def test_the_claim_is_shown_beside_the_counts(model: TimeInPlanModel, pupil: Pupil, keep: Keep) -> None:
    at = datetime(2026, 10, 12, 9, tzinfo=UTC)
    keep(
        a_session(pupil, at, would_have_been_sessions=4, would_have_been_decided_by="Mrs Cole"),
        a_suspension(pupil, date(2026, 9, 30), 3),
    )
    model.reload()
    assert dict(model.counts()) == {
        "Time-in sessions": "1", "Back in class the same day": "0 of 1", "Suspension sessions": "3",
        "claimed as stood in for": "4",
    }


def test_a_session_begins_with_what_is_usual(
    model: TimeInPlanModel, pupil: Pupil, keep: Keep, workspace: Workspace
) -> None:
    plan = a_plan(pupil)
    keep(plan)
    model.reload()
    form = model.session_form()
    assert (form.values["place"], form.values["key_adult"]) == ("The garden room", "Ms Bright")
    form.put("led_to_it", "A test with no warning")
    assert form.save()
    kept = workspace.query(lambda read: read.get(TimeInSession, form.record_id))
    assert (kept.plan_id, kept.pupil_ids) == (plan.id, (pupil.id,))
    assert model.session_lines()[0].id == form.record_id  # the page heard of it
    assert model.session_form(form.record_id).is_amending


def test_somebody_elses_session_does_not_touch_what_is_being_typed(
    model: TimeInPlanModel, pupil: Pupil, keep: Keep, desk: Desk
) -> None:
    keep(a_plan(pupil))
    model.reload()
    form_of(model).put("safe_place", "The sh")
    typing = model.form
    other = model.session_form()
    other.save()
    assert len(model.session_lines()) == 1
    assert model.form is typing
    assert form_of(model).values["safe_place"] == "The sh"


def test_an_ended_plan_leaves_room_for_a_new_one(model: TimeInPlanModel, pupil: Pupil, keep: Keep) -> None:
    keep(a_plan(pupil))
    model.reload()
    model.end_plan()
    assert model.form is None
    assert model.page is not None
    assert model.page.ended is not None
    model.take_up_again()
    assert form_of(model).values["safe_place"] == "The garden room"


def test_a_restricted_plan_is_a_sentence_to_others(
    store: Store, clock: Clock, pupil: Pupil, keep: Keep, workspace: Workspace
) -> None:
    other = a_worker(name="Kim Otter")
    keep(other, a_plan(pupil, restricted=True))
    background = Inline(Workspace(store, other.id, clock))
    model = TimeInPlanModel(Desk(background, clock, other))
    model.show_pupil(pupil.id)
    assert model.withheld() == "Restricted. Only Dee Marlow and named people can read this."
    assert model.form is None
    assert "The garden room" not in repr(model.page)


def test_what_the_form_does_not_ask_for_is_kept(model: TimeInPlanModel, pupil: Pupil, keep: Keep) -> None:
    keep(a_plan(pupil, id=an_id(), early_signs=("Looks at the clock",), recovery=Stage(see=("Tired",))))
    model.reload()
    form_of(model).put("say", "I am here.\n\nKey, or a walk?")
    assert model.save()
    plan = saved(model)
    assert plan.early_signs == ("Looks at the clock",)
    assert plan.recovery.see == ("Tired",)
    assert plan.say == ("I am here.", "Key, or a walk?")
