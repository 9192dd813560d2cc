"""The lists of meetings, and planning one: whom about, what kind, when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from ontrack_desktop.domain.choices import MeetingType
from ontrack_desktop.domain.meetings import Meeting
from ontrack_desktop.domain.people import Pupil
from ontrack_desktop.services import records
from ontrack_desktop.services.workspace import Workspace
from ontrack_desktop.viewmodels.desk import Desk
from ontrack_desktop.viewmodels.meetings import MeetingsModel
from tests.factories import NOW, a_person, an_id

Keep = Callable[..., None]


def a_meeting(pupil: Pupil, at: datetime, **values: Any) -> Meeting:
    return Meeting(**{
        "id": an_id(), "pupil_ids": (pupil.id,), "meeting_type": MeetingType.TEAM_AROUND_FAMILY, "at": at, **values,
    })


@pytest.fixture
def model(desk: Desk) -> MeetingsModel:
    made = MeetingsModel(desk)
    made.load()
    return made


def test_meetings_stand_where_they_are_looked_for(model: MeetingsModel, keep: Keep, pupil: Pupil) -> None:
    this_morning = NOW - timedelta(hours=1)
    keep(
        a_meeting(pupil, NOW + timedelta(days=9), place="later"), a_meeting(pupil, this_morning, place="today"),
        a_meeting(pupil, NOW - timedelta(days=8), place="no minutes"),
        a_meeting(pupil, NOW - timedelta(days=20), place="minuted", minutes="We met."),
        a_meeting(pupil, NOW - timedelta(days=90), place="long ago"),
    )
    model.load()
    assert [line.text.split(", ")[-1] for line in model.coming()] == ["today", "later"]
    assert [line.text.split(", ")[-1] for line in model.to_minute()] == ["no minutes"]
    assert [line.text.split(", ")[-1] for line in model.minuted()] == ["minuted"]
    assert (model.coming()[0].lead, model.coming()[0].chip) == (pupil.name, ("primary", "", "today"))


def test_a_restricted_meeting_of_somebody_else_asks_nobody_for_its_minutes(
    model: MeetingsModel, workspace: Workspace, store: Any, clock: Any, pupil: Pupil
) -> None:
    other = Workspace(store, an_id(), clock)
    other.change(partial(records.save, record=a_meeting(pupil, NOW - timedelta(days=3), restricted=True)))
    model.load()
    assert (model.to_minute(), model.minuted()) == ([], [])


def test_an_empty_vault_has_no_meetings_yet(model: MeetingsModel) -> None:
    assert model.is_empty


def test_a_meeting_is_planned_with_everybody_asked_and_then_opened(
    model: MeetingsModel, workspace: Workspace, keep: Keep, pupil: Pupil
) -> None:
    keep(a_person(pupil, parental_responsibility="yes"))
    model.load()
    planned: list[UUID] = []
    model.planned.connect(planned.append)
    assert model.plan(str(pupil.id), "eha", "2026-11-20T14:00:00+00:00")
    meeting = workspace.query(lambda r: r.get(Meeting, planned[0]))
    assert (meeting.meeting_type, meeting.at) == (MeetingType.EARLY_HELP, datetime(2026, 11, 20, 14, tzinfo=UTC))
    assert [invitee.name for invitee in meeting.invitees] == ["Mum"]
    assert [line.id for line in model.coming()] == planned


@pytest.mark.parametrize(
    ("who", "at", "fields"), [("", "", ["at", "pupil"]), ("nobody", "2026-11-20T14:00:00+00:00", ["pupil"])]
)
def test_what_is_missing_is_said_beside_its_field(
    model: MeetingsModel, workspace: Workspace, who: str, at: str, fields: list[str]
) -> None:
    problems: list[dict[str, str]] = []
    model.problems_changed.connect(problems.append)
    assert not model.plan(who, "taf", at)
    assert sorted(problems[-1]) == fields
    assert workspace.query(lambda r: r.find(Meeting)) == []
