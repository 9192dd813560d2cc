"""The builder without its window: drafts, recipients, what is missing and mended, minutes that become tasks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication

from ontrack_desktop.domain.choices import Attendance, Audience, SharingBasis, Voice
from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.domain.ledger import Act
from ontrack_desktop.domain.meetings import Consent, Invitee, Meeting
from ontrack_desktop.domain.notes import Action
from ontrack_desktop.domain.people import Worker
from ontrack_desktop.services import drafts
from ontrack_desktop.services.workspace import Workspace
from ontrack_desktop.store.unit_of_work import UnitOfWork
from ontrack_desktop.viewmodels.desk import Desk
from ontrack_desktop.viewmodels.meeting import MeetingModel
from ontrack_desktop.viewmodels.meeting_form import EMPTY_ASK
from ontrack_desktop.viewmodels.record_form import RecordForm
from tests.conftest import Clock
from tests.rosie import Rosie

Keep = Callable[..., None]


@pytest.fixture
def rosie(keep: Keep, worker: Worker) -> Rosie:
    """Rosie's whole record, with a meeting on Friday to which Mum, the school and the farm tutor are asked."""
    made = Rosie(worker)
    made.meeting = made.meeting.model_copy(update={"invitees": (
        Invitee(name="Mum", role="Mother", audience=Audience.FAMILY, person_id=made.mum.id),
        Invitee(name="Ms Bright", role="Pastoral lead", organisation="Moorside School", audience=Audience.SCHOOL,
                professional_id=made.bright.id),
        Invitee(name="Tom King", role="Farm tutor", audience=Audience.PROVIDER, professional_id=made.king.id),
    )})
    keep(*made.records(), Consent(
        id=made.meeting.id.__class__(int=7), pupil_ids=(made.pupil.id,), given_by="Mum", purpose="Meetings",
        recipient="Moorside School", given_on=date(2026, 9, 1),
    ))
    return made


@pytest.fixture
def model(desk: Desk, rosie: Rosie, qapp: QCoreApplication) -> Iterator[MeetingModel]:  # its timer wants one
    made = MeetingModel(desk)
    made.open(rosie.meeting.id)
    yield made
    made.leave()


def form(model: MeetingModel) -> Any:
    assert model.form is not None
    return model.form


def settled(model: MeetingModel) -> MeetingModel:
    """What happens a moment after the last key, or when the box is left."""
    model.leave()
    return model


def kept(workspace: Workspace, model: MeetingModel) -> Meeting:
    return workspace.query(lambda r: r.get(Meeting, form(model).record_id))


def test_the_page_says_whose_meeting_it_is_and_who_gets_which_copy(model: MeetingModel) -> None:
    assert model.title() == "Rosie’s meeting"
    assert model.facts() == "Team around the family, review · Fri 6 Nov, 14:00, the hub"
    assert [(r.name, r.audience, r.state) for r in model.recipients()] == [
        ("Mum", "Family", "ready"), ("Ms Bright", "School", "ready"), ("Tom King", "Provider", "limited"),
    ]
    assert model.copies() == 3


def test_opening_a_meeting_is_entered_as_opening_the_pupils_record(
    workspace: Workspace, model: MeetingModel, rosie: Rosie
) -> None:
    assert len(workspace.query(lambda r: r.entries(pupil_id=rosie.pupil.id, act=Act.OPENED))) == 1


def test_everything_typed_is_a_draft_that_comes_back_whole(
    workspace: Workspace, desk: Desk, model: MeetingModel, rosie: Rosie
) -> None:
    model.put("agenda", "Her words first.")
    model.put("actions", "Ring the farm — me")
    form(model).add_row("asks", EMPTY_ASK | {"what": "Name the adult at the gate."})
    model.change(2, gets_copy=False)
    model.leave()
    draft = workspace.query(lambda r: drafts.one(r, draft_id=rosie.meeting.id))
    assert draft is not None
    again = MeetingModel(desk)
    again.carry_on(draft)
    assert form(again).values == form(model).values
    assert kept(workspace, model).agenda == ""


def test_a_new_meeting_asks_everybody_around_and_is_saved_when_a_person_says_so(
    workspace: Workspace, desk: Desk, rosie: Rosie
) -> None:
    model = MeetingModel(desk)
    model.begin(rosie.pupil.id)
    # Dad is not to be contacted; CAMHS has nobody with a name yet
    assert {r.name for r in model.recipients()} == {"Mum", "Ms Bright", "Dr Rao", "Tom King"}
    assert workspace.query(lambda r: r.maybe(Meeting, form(model).record_id)) is None
    assert form(model).save()
    assert kept(workspace, model).at == datetime(2026, 11, 11, 14, tzinfo=UTC)  # in a week, at two


def test_a_meeting_that_was_begun_and_left_can_be_carried_on(workspace: Workspace, desk: Desk, rosie: Rosie) -> None:
    model = MeetingModel(desk)
    model.begin(rosie.pupil.id)
    model.put("place", "the library")
    model.leave()
    draft = workspace.query(lambda r: drafts.one(r, draft_id=form(model).record_id))
    assert draft is not None
    again = MeetingModel(desk)
    again.carry_on(draft)
    assert form(again).save()
    assert kept(workspace, again).place == "the library"


def test_saving_twice_in_a_row_is_two_versions_and_no_conflict(workspace: Workspace, model: MeetingModel) -> None:
    model.put("agenda", "First")
    assert form(model).save()
    model.put("agenda", "Second")
    assert form(model).save()
    meeting = kept(workspace, model)
    assert (meeting.version, meeting.agenda) == (3, "Second")
    assert meeting.created_by is not None


def test_a_date_that_was_not_understood_is_said_beside_its_row(model: MeetingModel) -> None:
    form(model).add_row("asks", EMPTY_ASK | {"what": "Ring.", "by": "2026-11-06"})
    form(model).add_row("asks", EMPTY_ASK | {"what": "Write.", "by": "some day"})
    assert not form(model).save()
    assert list(form(model).problems) == ["asks.1.by"]
    assert form(model).values["asks"][1]["by"] == "some day"


def test_empty_rows_are_left_out(workspace: Workspace, model: MeetingModel) -> None:
    form(model).add_row("asks", dict(EMPTY_ASK))
    assert form(model).save()
    assert kept(workspace, model).asks == ()


def test_somebody_of_the_directory_is_asked_with_the_copy_that_is_right(model: MeetingModel) -> None:
    assert model.add("Dr Rao, Community paediatrician", "health")
    added = form(model).invitees()[-1]
    assert (added.name, added.role, added.audience) == ("Dr Rao", "Community paediatrician", Audience.HEALTH)
    assert added.professional_id is not None
    assert "Dr Rao" not in [each.name for each in model.candidates()]


def test_anybody_can_be_asked_by_typing_a_name(model: MeetingModel) -> None:
    assert model.add("Pat Dunn, grandmother", "family")
    assert (form(model).invitees()[-1].name, form(model).invitees()[-1].role) == ("Pat Dunn", "grandmother")
    assert not model.add("  ", "family")


def test_a_reason_makes_the_copy_whole_and_stays_with_the_meeting(
    workspace: Workspace, model: MeetingModel
) -> None:
    assert model.give_reason(2, SharingBasis.SAFEGUARDING, "  ") != ""
    assert model.give_reason(2, SharingBasis.SAFEGUARDING, "He drives her on Thursdays.") == ""
    assert settled(model).recipients()[2].state == "ready"
    assert form(model).save()
    invitee = kept(workspace, model).invitees[2]
    assert (invitee.basis, invitee.reason) == (SharingBasis.SAFEGUARDING, "He drives her on Thursdays.")


def test_an_agreement_written_down_makes_the_copy_whole(model: MeetingModel) -> None:
    forms: list[RecordForm] = []
    model.form_ready.connect(forms.append)
    model.ask_for_consent(2)
    (consent,) = forms
    consent.put("given_by", "Mum")
    assert consent.save()
    assert model.recipients()[2].state == "ready"


def test_missing_words_are_mended_with_a_form_that_knows_whose_they_are(model: MeetingModel) -> None:
    check = next(each for each in model.checks if each.mend == "quote")
    assert check.voice is Voice.SCHOOL
    forms: list[RecordForm] = []
    model.form_ready.connect(forms.append)
    model.ask_for_words(check.voice)
    words = forms[0]
    for name, value in (("words", "She waited for me at the door."), ("speaker", "Ms Bright"), ("consent", "meeting")):
        words.put(name, value)
    assert words.save()
    assert "The school’s view is from today" in [each.sentence for each in model.checks]


def test_six_actions_become_tasks_and_the_next_meeting_is_planned_once(
    workspace: Workspace, clock: Clock, model: MeetingModel, rosie: Rosie
) -> None:
    clock.now = datetime(2026, 11, 6, 15, 30, tzinfo=UTC)
    model.everybody_came()
    model.change(2, attendance=Attendance.APOLOGIES.value, report_received=True)
    model.put("minutes", "Rosie read her words out herself.")
    model.put("decisions", [{"text": "Two mornings.", "by_whom": "All", "dissent": "Ms Bright: three"}])
    model.put("actions", "\n".join((
        "Ring transport — me — by Friday", "Send the rota — Ms Bright — 20 Nov", "Ask the farm, Tom King",
        "Tell Gran — Mum", "Book the hub by 1 Dec", "Write it up - me - tomorrow",
    )))
    model.meet_again()
    assert form(model).save()

    saved = kept(workspace, model)
    assert [invitee.attendance for invitee in saved.invitees] == [
        Attendance.ATTENDED, Attendance.ATTENDED, Attendance.APOLOGIES
    ]
    assert saved.decisions[0].dissent == "Ms Bright: three"
    tasks = workspace.query(lambda r: r.about(Action, saved.id, role="source"))
    by_what = {task.what: (task.owner, task.worker_id, task.due_on) for task in tasks}
    me = ("Dee Marlow", rosie.worker.id)
    assert by_what == {
        "Ring transport": (*me, date(2026, 11, 13)),  # the Friday after the meeting, which was on a Friday
        "Send the rota": ("Ms Bright", None, date(2026, 11, 20)),
        "Ask the farm": ("Tom King", None, None),
        "Tell Gran": ("Mum", None, None),
        "Book the hub": ("", None, date(2026, 12, 1)),
        "Write it up": (*me, date(2026, 11, 7)),
    }
    assert form(model).values["actions"] == ""

    model.put("minutes", "Rosie read her words out herself. Ms Bright cried.")
    assert form(model).save()
    assert len(workspace.query(lambda r: r.about(Action, saved.id, role="source"))) == 6
    later = [m for m in workspace.query(lambda r: r.about(Meeting, rosie.pupil.id)) if m.at > clock.now]
    assert [m.at for m in later] == [datetime(2026, 12, 18, 14, tzinfo=UTC)]  # six weeks on
    assert {invitee.attendance for invitee in later[0].invitees} == {Attendance.INVITED}


def test_six_weeks_on_keeps_the_time_on_the_clock_over_a_change_of_the_clocks(
    desk: Desk, model: MeetingModel
) -> None:
    model.put("at", datetime(2026, 10, 1, 13, tzinfo=UTC).isoformat())  # 14:00 in summer time
    assert form(model).proposed_next().astimezone(UTC) == datetime(2026, 11, 12, 14, tzinfo=UTC)


def test_minutes_can_be_written_from_the_day_of_the_meeting_on(model: MeetingModel, clock: Clock) -> None:
    assert (model.has_come, model.is_over) == (False, False)
    clock.now += timedelta(days=2)
    assert (model.has_come, model.is_over) == (True, False)


def test_a_meeting_that_is_opened_again_while_the_disk_is_full_has_what_was_typed(
    model: MeetingModel, rosie: Rosie, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        raise OnTrackError("This was not saved: the disk is full.", "Empty the bin.")

    with monkeypatch.context() as disk:
        disk.setattr(UnitOfWork, "keep_draft", full)
        model.put("agenda", "Rosie first")
        model.begin(rosie.pupil.id)
        model.open(rosie.meeting.id)
        assert (form(model).values["agenda"], form(model).state) == ("Rosie first", "not_saved")
    form(model)._again_timer.timeout.emit()  # five seconds later
    (draft,) = workspace.query(drafts.mine)
    assert draft.state["agenda"] == "Rosie first"
