"""Advocacy as its cards tell it: facts, chase dates, steps, and the one line for the next step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from ontrack_desktop.domain.advocacy import AdvocacyIssue
from ontrack_desktop.domain.agencies import Agency
from ontrack_desktop.domain.choices import AdvocacyStatus, AgencySector, Voice
from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.domain.people import Pupil
from ontrack_desktop.services import drafts
from ontrack_desktop.services.workspace import Workspace
from ontrack_desktop.store.store import Store
from ontrack_desktop.store.unit_of_work import UnitOfWork
from ontrack_desktop.viewmodels.advocacy import AdvocacyModel, StepForm
from ontrack_desktop.viewmodels.advocacy_words import STATUS_CHIPS
from ontrack_desktop.viewmodels.background import Inline
from ontrack_desktop.viewmodels.desk import Desk
from ontrack_desktop.viewmodels.record_form import Editor
from tests.casework import a_step, an_issue
from tests.conftest import Clock
from tests.factories import TODAY, a_pupil, a_worker, an_id

Keep = Callable[..., None]
ASKED, HEARD, REFUSED, HIGHER, DONE = (
    AdvocacyStatus.RAISED, AdvocacyStatus.HEARD, AdvocacyStatus.REFUSED, AdvocacyStatus.ESCALATED,
    AdvocacyStatus.DONE,
)


@pytest.fixture
def model(desk: Desk, pupil: Pupil) -> AdvocacyModel:
    made = AdvocacyModel(desk)
    made.show_pupil(pupil.id)
    return made


def step_form(model: AdvocacyModel, issue: AdvocacyIssue) -> StepForm:
    return model.steps[issue.id]


def test_a_card_says_who_asks_whom_since_when_and_how_often(model: AdvocacyModel, pupil: Pupil, keep: Keep) -> None:
    team = Agency(id=an_id(), name="SEN team", sector=AgencySector.LOCAL_AUTHORITY)
    keep(team, an_issue(
        pupil, "Transport on Thursdays", wanted_by=Voice.PARENT, raised_with="", agency_id=team.id,
        chase_on=date(2026, 11, 1), steps=tuple(a_step(date(2026, 10, n), "Rang.", ASKED) for n in (1, 8, 20)),
    ))
    model.reload()
    (card,) = model.cards()
    assert card.chip == ("warn", "clock", "Waiting")
    assert card.facts == "Parent or carer asks SEN team · first on 12 Sep · asked again 3 times"
    assert card.chase == ("warn", "clock-alert", "Ask again, 3 days late")
    assert (card.steps[0].day, card.steps[0].status) == ("Thu 1 Oct", "Asked again")
    assert model.lead() == f"1 thing being asked for, for {pupil.name}."


def test_every_status_has_an_icon_and_a_word() -> None:
    assert set(STATUS_CHIPS) == set(AdvocacyStatus)
    assert all(icon and words for _tone, icon, words in STATUS_CHIPS.values())


def test_a_step_is_added_in_one_line_with_allowed_statuses_only(
    model: AdvocacyModel, pupil: Pupil, keep: Keep, workspace: Workspace
) -> None:
    issue = an_issue(pupil, steps=(a_step(date(2026, 10, 1), "He will ask.", HEARD),))
    keep(issue)
    model.reload()
    (card,) = model.cards()
    assert [words for _value, words in card.next_statuses] == [
        "Still heard", "Agreed", "Done", "Refused", "Taken higher",
    ]
    form = step_form(model, issue)
    form.put("text", "The small room is hers.")
    form.put("status", "agreed")
    assert form.save()
    kept = workspace.query(lambda read: read.get(AdvocacyIssue, issue.id))
    assert (kept.steps[-1].on, kept.status) == (TODAY, AdvocacyStatus.AGREED)
    assert model.cards()[0].chip == ("good", "check", "Agreed")
    assert step_form(model, issue).values == {"text": "", "on": "2026-11-04", "status": "agreed"}


def test_a_refusal_offers_to_take_it_higher(model: AdvocacyModel, pupil: Pupil, keep: Keep) -> None:
    issue = an_issue(pupil, steps=(a_step(date(2026, 10, 1), "“Does not meet threshold.”", REFUSED),))
    keep(issue)
    model.reload()
    assert model.cards()[0].is_refused
    form = step_form(model, issue)
    form.take_higher()
    assert not form.save()
    assert form.problems == {"text": "Write what happened, in a few words."}
    form.put("text", "Appeal sent to the head of service.")
    assert form.save()
    assert model.cards()[0].chip == STATUS_CHIPS[HIGHER]
    assert not model.cards()[0].is_refused


def test_a_step_before_the_last_one_is_refused_and_stays_written(
    model: AdvocacyModel, pupil: Pupil, keep: Keep
) -> None:
    issue = an_issue(pupil, steps=(a_step(date(2026, 10, 20), "Rang.", ASKED),))
    keep(issue)
    model.reload()
    form = step_form(model, issue)
    form.put("text", "An older letter.")
    form.put("on", "2026-10-02")
    assert not form.save()
    assert form.problems == {"text": "Steps go from the oldest to the newest. Check the dates."}
    form.put("on", "the other day")
    assert not form.save()
    assert form.problems == {"on": "Enter a date, such as 4/11/2026."}
    assert form.values["text"] == "An older letter."


def test_a_half_written_step_comes_back(
    model: AdvocacyModel, pupil: Pupil, keep: Keep, desk: Desk, workspace: Workspace
) -> None:
    issue = an_issue(pupil)
    keep(issue)
    model.reload()
    step_form(model, issue).put("text", "Rang, was put thr")
    model.leave()
    again = AdvocacyModel(desk)
    again.show_pupil(pupil.id)
    assert step_form(again, issue).values["text"] == "Rang, was put thr"
    assert step_form(again, issue).save()
    assert workspace.query(drafts.mine) == []


def test_a_change_of_another_issue_does_not_touch_the_line_being_typed(
    model: AdvocacyModel, pupil: Pupil, keep: Keep
) -> None:
    one, other = an_issue(pupil, "A locker"), an_issue(pupil, "A reader in exams")
    keep(one, other)
    model.reload()
    typing = step_form(model, one)
    typing.put("text", "Half a sent")
    step_form(model, other).put("text", "Asked the office.")
    assert step_form(model, other).save()
    assert step_form(model, one) is typing
    assert typing.values["text"] == "Half a sent"


def test_what_came_of_it_and_finished_issues_stand_last(model: AdvocacyModel, pupil: Pupil, keep: Keep) -> None:
    keep(
        an_issue(pupil, "A locker", raised_on=date(2026, 10, 1), outcome="Locker 14",
                 steps=(a_step(date(2026, 10, 3), "Has one.", DONE),)),
        an_issue(pupil, "A reader in exams"),
    )  # fmt: skip
    model.reload()
    found = [(card.wanted, card.outcome) for card in model.cards()]
    assert found == [("A reader in exams", ""), ("A locker", "Locker 14")]


def test_the_form_of_an_issue_offers_the_agencies(model: AdvocacyModel, pupil: Pupil, keep: Keep) -> None:
    keep(Agency(id=an_id(), name="CAMHS", sector=AgencySector.HEALTH))
    model.reload()
    form = model.issue_form()
    assert form.editor("agency_id") is Editor.LINK
    assert [name for _id, name in form.options(next(a for a in form.spec.asks if a.name == "agency_id"))] == ["CAMHS"]
    form.put("wanted", "A place at the farm")
    assert form.save()
    assert model.cards()[0].facts == f"{pupil.name} asks · first on 4 Nov"


def test_a_restricted_issue_is_a_sentence_to_others(
    store: Store, clock: Clock, pupil: Pupil, keep: Keep
) -> None:
    other = a_worker(name="Kim Otter")
    keep(other, an_issue(pupil, "Something private", restricted=True))
    model = AdvocacyModel(Desk(Inline(Workspace(store, other.id, clock)), clock, other))
    model.show_pupil(pupil.id)
    (card,) = model.cards()
    assert card.withheld == "Restricted. Only Dee Marlow and named people can read this."
    assert (card.wanted, card.next_statuses, model.steps) == ("", (), {})


def test_a_step_that_could_not_be_kept_waits_for_the_disk_while_another_pupil_is_looked_at(
    model: AdvocacyModel, pupil: Pupil, keep: Keep, workspace: Workspace, monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    issue, other = an_issue(pupil), a_pupil(id=an_id())
    keep(issue, other)
    model.reload()
    form = step_form(model, issue)

    def gone(*_given: object) -> None:
        raise OnTrackError("This was not saved: the disk with this vault does not answer.", "Plug it in.")

    with monkeypatch.context() as away:
        away.setattr(UnitOfWork, "keep_draft", gone)
        form.put("text", "She rang back.")
        model.show_pupil(other.id)
        assert form.state == "not_saved"
        assert form in model.findChildren(StepForm)  # so that locking waits for it as well
    with qtbot.waitSignal(form.destroyed):
        form._again_timer.timeout.emit()  # five seconds later
    (draft,) = workspace.query(drafts.mine)
    assert draft.state["text"] == "She rang back."


def test_who_comes_back_while_the_disk_is_full_goes_on_with_what_they_typed(
    model: AdvocacyModel, pupil: Pupil, keep: Keep, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    issue, other = an_issue(pupil), a_pupil(id=an_id())
    keep(issue, other)
    model.reload()
    left = step_form(model, issue)

    def full(*_given: object) -> None:
        raise OnTrackError("This was not saved: the disk is full.", "Empty the bin.")

    with monkeypatch.context() as disk:
        disk.setattr(UnitOfWork, "keep_draft", full)
        left.put("text", "She rang back.")
        model.show_pupil(other.id)
        model.show_pupil(pupil.id)
        form = step_form(model, issue)
        assert (form.values["text"], form.state) == ("She rang back.", "not_saved")
        form.put("text", "She rang back, and will come.")
    assert not left._again_timer.isActive()  # or it would write over what was typed since
    form._again_timer.timeout.emit()  # five seconds later
    form.keep_now()
    (draft,) = workspace.query(drafts.mine)
    assert draft.state["text"] == "She rang back, and will come."
