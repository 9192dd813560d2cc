"""Meetings: prepare one with its recipients first, see what is still missing, then its minutes and actions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from ontrack_desktop.domain.agencies import Agency, Involvement, Professional, School
from ontrack_desktop.domain.choices import AgencySector, Audience, MeetingType, Voice
from ontrack_desktop.domain.meetings import Invitee, Meeting
from ontrack_desktop.domain.notes import Action, Quote
from ontrack_desktop.domain.people import Person, Pupil
from ontrack_desktop.domain.validation import amended
from ontrack_desktop.domain.when import day_of
from ontrack_desktop.store.filters import at_least

from . import sharing
from .workspace import Reader, UnitOfWork

AUDIENCE_OF = {
    AgencySector.SCHOOL: Audience.SCHOOL,
    AgencySector.HEALTH: Audience.HEALTH,
    AgencySector.SOCIAL_CARE: Audience.SOCIAL_CARE,
    AgencySector.PROVIDER: Audience.PROVIDER,
    AgencySector.LOCAL_AUTHORITY: Audience.PANEL,
    AgencySector.COMMUNITY: Audience.PROVIDER,
}
# How old a view may be before the reader is told so; a habit of good meetings, not a rule of law.
FRESH_WORDS = timedelta(days=28)
FRESH_VIEW = timedelta(days=42)


@dataclass(frozen=True)
class Check:
    """One line of the readiness list; `mend` names what would put it right, "" when it is right."""

    is_ready: bool
    sentence: str
    mend: str = ""
    invitee: int | None = None


@dataclass(frozen=True)
class MeetingLine:
    """A meeting in the list of meetings."""

    meeting: Meeting
    pupil_id: UUID
    pupil_name: str
    initials: str


def upcoming(read: Reader, *, now: datetime, limit: int = 100) -> list[MeetingLine]:
    """Meetings from today on, the next one first."""
    start = now.replace(hour=0, minute=0, second=0, microsecond=0)
    meetings = read.find(Meeting, at_least("at", start), order="at", limit=limit)
    return _lines(read, meetings)


def recent(read: Reader, *, now: datetime, limit: int = 20) -> list[MeetingLine]:
    """Meetings of the last weeks whose minutes may still be wanted, the newest first."""
    meetings = read.find(Meeting, at_least("at", now - timedelta(days=60)), order="-at", limit=limit)
    return _lines(read, [meeting for meeting in meetings if meeting.at < now])


def usual_invitees(read: Reader, *, pupil_id: UUID) -> list[Invitee]:
    """The family first, then everybody who is involved now: who should have a copy."""
    people = [p for p in read.about(Person, pupil_id) if not p.do_not_contact and p.parental_responsibility == "yes"]
    invited = [
        Invitee(name=p.called, role=p.relationship, audience=Audience.FAMILY, person_id=p.id) for p in people
    ]
    involved = [i for i in read.about(Involvement, pupil_id) if i.ended_on is None]
    professionals = read.by_ids(Professional, [i.professional_id for i in involved if i.professional_id])
    agencies = read.by_ids(Agency, [p.agency_id for p in professionals.values() if p.agency_id])
    schools = read.by_ids(School, [p.school_id for p in professionals.values() if p.school_id])
    for involvement in involved:
        professional = professionals.get(involvement.professional_id) if involvement.professional_id else None
        if professional is None:
            continue
        agency = agencies.get(professional.agency_id) if professional.agency_id else None
        school = schools.get(professional.school_id) if professional.school_id else None
        invited.append(Invitee(
            name=professional.name, role=involvement.role or professional.role,
            organisation=school.name if school else agency.name if agency else "",
            audience=AUDIENCE_OF[agency.sector] if agency and not school else Audience.SCHOOL,
            professional_id=professional.id,
        ))
    return invited


def new_meeting(read: Reader, *, meeting_id: UUID, pupil_id: UUID, at: datetime) -> Meeting:
    """A meeting filled in as far as it can be: who is usually there, and the place of the last one."""
    last = last_meeting(read, pupil_id=pupil_id, before=at)
    return Meeting(
        id=meeting_id, pupil_ids=(pupil_id,),
        meeting_type=last.meeting_type if last else MeetingType.TEAM_AROUND_FAMILY,
        at=at, place=last.place if last else "", chair=last.chair if last else "",
        invitees=tuple(usual_invitees(read, pupil_id=pupil_id)),
    )


def last_meeting(read: Reader, *, pupil_id: UUID, before: datetime) -> Meeting | None:
    """The meeting before a moment."""
    return next((m for m in read.about(Meeting, pupil_id) if m.at < before), None)


def next_meeting(read: Reader, *, pupil_id: UUID, now: datetime) -> Meeting | None:
    """The first meeting that is still to come."""
    coming = [m for m in read.about(Meeting, pupil_id) if m.at >= now]
    return coming[-1] if coming else None


def readiness(read: Reader, *, meeting: Meeting, today: date) -> list[Check]:
    """What a good pack needs, and which of it is there."""
    pupil_id = meeting.pupil_ids[0]
    pupil = read.get(Pupil, pupil_id)
    quotes = read.about(Quote, pupil_id, limit=200)
    checks = [
        _words(quotes, (Voice.PUPIL,), f"{pupil.name}’s words", today, FRESH_WORDS),
        _words(quotes, (Voice.PARENT,), "The family’s view", today, FRESH_VIEW),
        _words(quotes, (Voice.SCHOOL, Voice.TUTOR), "The school’s view", today, FRESH_VIEW),
    ]
    for number, invitee in enumerate(meeting.invitees):
        basis = sharing.default_basis(read, pupil_id=pupil_id, invitee=invitee, day=today)
        if invitee.gets_copy and basis is None:
            checks.append(Check(
                False, f"No consent yet to share with {invitee.name}. That copy leaves out health and home",
                "consent", number,
            ))
    late = [a for a in read.about(Action, pupil_id) if a.days_late(today)]
    if late:
        checks.append(Check(False, _count(len(late), "action is late", "actions are late"), "actions"))
    if not meeting.asks:
        checks.append(Check(False, "Nothing is asked of anybody yet", "asks"))
    return checks


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
    if next_meeting is not None:
        work.save(next_meeting)


def _words(
    quotes: Sequence[Quote], voices: Sequence[Voice], whose: str, today: date, fresh: timedelta
) -> Check:
    shared = [quote for quote in quotes if quote.voice in voices and quote.may_be_shared()]
    verb = "are" if whose.endswith("words") else "is"
    if not shared:
        missing = "have not been asked for yet" if verb == "are" else "is missing"
        return Check(False, f"{whose} {missing}", "quote")
    age = (today - day_of(shared[0].at)).days
    said = "from today" if age <= 0 else _count(age, "day old", "days old") if age < 28 else (
        _count(age // 7, "week old", "weeks old"))
    return Check(age <= fresh.days, f"{whose} {verb} {said}", "" if age <= fresh.days else "quote")


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _lines(read: Reader, meetings: Sequence[Meeting]) -> list[MeetingLine]:
    pupils = read.by_ids(Pupil, [meeting.pupil_ids[0] for meeting in meetings if meeting.pupil_ids])
    return [
        MeetingLine(meeting, pupil.id, pupil.name, pupil.initials)
        for meeting in meetings
        if meeting.pupil_ids and (pupil := pupils.get(meeting.pupil_ids[0]))
    ]
