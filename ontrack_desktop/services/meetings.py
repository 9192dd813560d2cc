"""Meetings: who is asked, what stands around one, then its minutes, actions and next date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from ontrack_desktop.domain.agencies import Agency, Involvement, Professional, School
from ontrack_desktop.domain.choices import AgencySector, Audience, MeetingType, Voice
from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.domain.meetings import Disclosure, Invitee, Meeting
from ontrack_desktop.domain.notes import Action, Quote
from ontrack_desktop.domain.people import Person, Pupil
from ontrack_desktop.domain.validation import amended
from ontrack_desktop.domain.when import LONDON, day_of, local
from ontrack_desktop.store import pupil_list_view
from ontrack_desktop.store.filters import at_least, at_most, is_empty

from . import people
from .workspace import Reader, UnitOfWork

AUDIENCE_OF = {
    AgencySector.SCHOOL: Audience.SCHOOL,
    AgencySector.HEALTH: Audience.HEALTH,
    AgencySector.SOCIAL_CARE: Audience.SOCIAL_CARE,
    AgencySector.PROVIDER: Audience.PROVIDER,
    AgencySector.LOCAL_AUTHORITY: Audience.PANEL,
    AgencySector.COMMUNITY: Audience.PROVIDER,
}
A_WEEK = timedelta(weeks=1)
MEET_AGAIN = timedelta(weeks=6)
LOOK_BACK = timedelta(days=60)
MOST = 200


@dataclass(frozen=True)
class MeetingLine:
    """A meeting in the list of meetings."""

    meeting: Meeting
    pupil_id: UUID
    pupil_name: str
    initials: str


@dataclass(frozen=True)
class MeetingList:
    """The meetings to come, the next one first; those that were, the newest first; (id, name) of all pupils."""

    coming: tuple[MeetingLine, ...]
    past: tuple[MeetingLine, ...]
    pupils: tuple[tuple[UUID, str], ...]


@dataclass(frozen=True)
class MeetingPage:
    """What the builder of one meeting shows beside the meeting itself."""

    meeting: Meeting
    pupil: Pupil
    candidates: tuple[Invitee, ...]
    """Everybody who could be asked and is around the pupil or in the directory."""
    opening: tuple[Quote, ...]
    """The pupil's words that may be shared, the newest first."""
    actions: tuple[Action, ...]
    """What this meeting agreed."""
    given: tuple[Disclosure, ...]
    """Who got what of this meeting, the newest first."""


def all_near(read: Reader, *, now: datetime) -> MeetingList:
    """Meetings from today on, those of the last two months, and the pupils that one can be planned for."""
    start = local(now).replace(hour=0, minute=0, second=0, microsecond=0)
    coming = read.find(Meeting, at_least("at", start), order="at", limit=MOST)
    past = read.find(Meeting, at_least("at", start - LOOK_BACK), at_most("at", start), order="-at", limit=MOST)
    shown = [m for m in past if m.at < start and m.may_be_read_by(read.worker_id)]
    names = sorted((f"{pupil.name} {pupil.surname}", pupil.id) for pupil in pupil_list_view.names(read))
    return MeetingList(
        tuple(_lines(read, coming)), tuple(_lines(read, shown)), tuple((i, name) for name, i in names)
    )


def in_a_week(now: datetime) -> datetime:
    """In a week at two in the afternoon, on the local clock: what a new meeting begins with."""
    two = local(now).replace(tzinfo=None, hour=14, minute=0, second=0, microsecond=0)
    return (two + A_WEEK).replace(tzinfo=LONDON)


def page(read: Reader, *, meeting: Meeting) -> MeetingPage:
    """What stands around a meeting, saved or not."""
    pupil_id = meeting.pupil_ids[0]
    quotes = read.about(Quote, pupil_id)
    return MeetingPage(
        meeting, read.get(Pupil, pupil_id), tuple(candidates(read, pupil_id=pupil_id)),
        tuple(q for q in quotes if q.voice is Voice.PUPIL and q.may_be_shared() and not q.restricted),
        tuple(reversed(read.about(Action, meeting.id, role="source"))),
        tuple(read.about(Disclosure, meeting.id, role="meeting")),
    )


def kept(read: Reader, *, meeting_id: UUID) -> Meeting:
    """A meeting to open; raises `NotFound`, or `OnTrackError` when it is restricted."""
    meeting = read.get(Meeting, meeting_id)
    if not meeting.may_be_read_by(read.worker_id):
        raise OnTrackError("This meeting is restricted.", "Ask the person who wrote it.")
    return meeting


def usual_invitees(read: Reader, *, pupil_id: UUID) -> list[Invitee]:
    """The family first, then everybody who is involved now, the nearest first: who should have a copy."""
    family = [p for p in read.about(Person, pupil_id) if not p.do_not_contact and p.parental_responsibility == "yes"]
    current = [i for i in read.about(Involvement, pupil_id) if i.ended_on is None and i.professional_id]
    roles = {i.professional_id: i.role for i in current}
    ordered = sorted(people.involved(read, current), key=people.nearest_first)
    nearest = [each.involvement.professional_id for each in ordered]
    found = read.by_ids(Professional, [each for each in nearest if each])
    asked = _professionals(read, [found[each] for each in nearest if each in found])
    return [
        *(_family(person) for person in family),
        *(invitee.model_copy(update={"role": roles.get(invitee.professional_id) or invitee.role}) for invitee in asked),
    ]


def candidates(read: Reader, *, pupil_id: UUID) -> list[Invitee]:
    """The usual ones, the rest of the family, then the whole directory."""
    usual = usual_invitees(read, pupil_id=pupil_id)
    family = [_family(person) for person in read.about(Person, pupil_id) if not person.do_not_contact]
    directory = _professionals(read, read.find(Professional, is_empty("left_on"), order="name"))
    seen = {invitee.person_id or invitee.professional_id for invitee in usual}
    return [*usual, *(i for i in (*family, *directory) if (i.person_id or i.professional_id) not in seen)]


def new_meeting(
    read: Reader, *, meeting_id: UUID, pupil_id: UUID, at: datetime, meeting_type: MeetingType | None = None
) -> Meeting:
    """A meeting filled in as far as it can be: who is usually there, and the place of the last one."""
    last = last_meeting(read, pupil_id=pupil_id, before=at)
    usual = last.meeting_type if last else MeetingType.TEAM_AROUND_FAMILY
    return Meeting(
        id=meeting_id, pupil_ids=(pupil_id,), meeting_type=meeting_type or usual,
        at=at, place=last.place if last else "", chair=last.chair if last else "",
        invitees=tuple(usual_invitees(read, pupil_id=pupil_id)),
    )


def plan(work: UnitOfWork, *, meeting_id: UUID, pupil_id: UUID, at: datetime, meeting_type: MeetingType) -> None:
    """Keep a new meeting with everybody who is usually there."""
    work.save(new_meeting(
        work.read, meeting_id=meeting_id, pupil_id=pupil_id, at=at, meeting_type=meeting_type
    ))


def last_meeting(read: Reader, *, pupil_id: UUID, before: datetime) -> Meeting | None:
    """The meeting before a moment."""
    return next((m for m in read.about(Meeting, pupil_id) if m.at < before), None)


def next_meeting(read: Reader, *, pupil_id: UUID, now: datetime) -> Meeting | None:
    """The first meeting that is still to come."""
    later = [m for m in read.about(Meeting, pupil_id) if m.at >= now]
    return later[-1] if later else None


def record_minutes(
    work: UnitOfWork, *, meeting: Meeting, actions: Sequence[Action], next_meeting: Meeting | None = None
) -> None:
    """Keep the minutes, make every action of the meeting a task, and enter the next date."""
    saved = work.save(meeting)
    for action in actions:
        work.save(amended(
            action, pupil_ids=saved.pupil_ids, source_id=saved.id, agreed_on=day_of(saved.at),
            restricted=saved.restricted, restricted_to=saved.restricted_to,
        ))
    if next_meeting is not None and not _is_planned(work.read, next_meeting):
        work.save(next_meeting)


def _is_planned(read: Reader, wanted: Meeting) -> bool:
    """Whether the pupil has a meeting on that day already."""
    there = read.about(Meeting, wanted.pupil_ids[0])
    return any(day_of(meeting.at) == day_of(wanted.at) for meeting in there)


def _family(person: Person) -> Invitee:
    return Invitee(name=person.called, role=person.relationship, audience=Audience.FAMILY, person_id=person.id)


def _professionals(read: Reader, professionals: Sequence[Professional]) -> list[Invitee]:
    agencies = read.by_ids(Agency, [p.agency_id for p in professionals if p.agency_id])
    schools = read.by_ids(School, [p.school_id for p in professionals if p.school_id])
    made = []
    for each in professionals:
        agency = agencies.get(each.agency_id) if each.agency_id else None
        school = schools.get(each.school_id) if each.school_id else None
        made.append(Invitee(
            name=each.name, role=each.role, organisation=school.name if school else agency.name if agency else "",
            audience=AUDIENCE_OF[agency.sector] if agency and not school else Audience.SCHOOL,
            professional_id=each.id,
        ))
    return made


def _lines(read: Reader, meetings: Sequence[Meeting]) -> list[MeetingLine]:
    pupils = read.by_ids(Pupil, [meeting.pupil_ids[0] for meeting in meetings if meeting.pupil_ids])
    return [
        MeetingLine(meeting, pupil.id, pupil.name, pupil.initials)
        for meeting in meetings
        if meeting.pupil_ids and (pupil := pupils.get(meeting.pupil_ids[0]))
    ]
