"""A pupil on one page: their words, what has changed, what comes next, who is around, what is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from ontrack_desktop.domain.advocacy import AdvocacyIssue
from ontrack_desktop.domain.agencies import Agency, Involvement
from ontrack_desktop.domain.drafts import Draft
from ontrack_desktop.domain.meetings import Meeting
from ontrack_desktop.domain.notes import Action, Quote
from ontrack_desktop.domain.people import Person, Pupil, Worker
from ontrack_desktop.domain.when import LONDON, day_of
from ontrack_desktop.store.filters import at_least, equals, is_empty

from . import drafts, people, voice
from .people import Involved
from .progress import Progress, current_case, progress
from .workspace import Reader

ACTIONS = 8
MEETINGS = 3


@dataclass(frozen=True)
class Overview:
    """One pupil now. Meetings and actions go from the soonest; asked for are the issues still open."""

    pupil: Pupil
    quote: Quote | None
    figures: Progress
    meetings: tuple[Meeting, ...]
    actions: tuple[Action, ...]
    family: tuple[Person, ...]
    designated_worker: Worker | None
    involved: tuple[Involved, ...]
    asked_for: tuple[AdvocacyIssue, ...]
    agencies: dict[UUID, Agency]
    drafts: tuple[Draft, ...]


def overview(read: Reader, *, pupil_id: UUID, now: datetime) -> Overview:
    """What the first section of a pupil's page shows; raises `NotFound`."""
    today = day_of(now)
    case = current_case(read, pupil_id=pupil_id)
    here = [i for i in read.about(Involvement, pupil_id, is_empty("ended_on")) if i.may_be_read_by(read.worker_id)]
    issues = [i for i in read.about(AdvocacyIssue, pupil_id) if i.may_be_read_by(read.worker_id) and i.is_open]
    return Overview(
        read.get(Pupil, pupil_id), voice.newest_to_share(read, pupil_id=pupil_id),
        progress(read, pupil_id=pupil_id, today=today), _meetings(read, pupil_id, now), _actions(read, pupil_id),
        people.family(read, pupil_id=pupil_id), read.maybe(Worker, case.designated_worker_id) if case else None,
        tuple(sorted(people.involved(read, here), key=people.nearest_first)), tuple(issues),
        read.by_ids(Agency, [i.agency_id for i in issues if i.agency_id]),
        tuple(drafts.mine(read, pupil_id=pupil_id)),
    )


def _meetings(read: Reader, pupil_id: UUID, now: datetime) -> tuple[Meeting, ...]:
    midnight = datetime.combine(day_of(now), time(), LONDON)
    found = read.about(Meeting, pupil_id, at_least("at", midnight))
    readable = [meeting for meeting in found if meeting.may_be_read_by(read.worker_id)]
    return tuple(sorted(readable, key=lambda meeting: meeting.at)[:MEETINGS])


def _actions(read: Reader, pupil_id: UUID) -> tuple[Action, ...]:
    found = read.about(Action, pupil_id, is_empty("done_on"), equals("dropped_because", ""))
    readable = [action for action in found if action.may_be_read_by(read.worker_id)]
    return tuple(sorted(readable, key=lambda action: (action.due_on is None, action.due_on or date.max))[:ACTIONS])
