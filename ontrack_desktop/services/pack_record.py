"""The part of a pack about what happened: agencies, time in, significant events, and what was agreed."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from ontrack_desktop.domain.agencies import Agency, Professional, School
from ontrack_desktop.domain.behaviour import Stage, TimeInPlan, TimeInSession
from ontrack_desktop.domain.choices import Audience, Impact, Precision
from ontrack_desktop.domain.meetings import ChronologyEntry
from ontrack_desktop.domain.notes import IN_TOUCH, Action, Note, Quote
from ontrack_desktop.domain.people import Pupil
from ontrack_desktop.domain.when import day_of, say_time
from ontrack_desktop.reports import content as paper
from ontrack_desktop.store.filters import among

from .pack_source import PackSource

LONGEST_SAID = 320
MOST_CONTACTS = 200
MOST_SESSIONS = 30
EFFECT: dict[Impact, Any] = {
    Impact.HELPED: "helped", Impact.SET_BACK: "set back", Impact.NEUTRAL: "neither",
}
PRECISION: dict[Precision, Any] = {
    Precision.DAY: "day", Precision.MONTH: "month", Precision.YEAR: "year", Precision.ABOUT: "about",
}


def contacts(source: PackSource) -> tuple[paper.AgencyContactRow, ...]:
    """Contacts with agencies since the last meeting, the oldest first."""
    found = source.all_of(Note, among("note_kind", IN_TOUCH), limit=MOST_CONTACTS)
    notes = [n for n in found if (n.agency_id or n.professional_ids) and day_of(n.at) >= source.since]
    people = source.read.by_ids(Professional, [i for note in notes for i in note.professional_ids])
    schools = source.read.by_ids(School, [p.school_id for p in people.values() if p.school_id])
    agencies = source.read.by_ids(Agency, [
        *(note.agency_id for note in notes if note.agency_id),
        *(p.agency_id for p in people.values() if p.agency_id),
    ])
    places = {**{i: a.name for i, a in agencies.items()}, **{i: s.name for i, s in schools.items()}}
    return tuple(
        paper.AgencyContactRow(
            day_of(note.at), _organisation(note, people, places),
            ", ".join(people[i].name for i in note.professional_ids if i in people),
            _shortened(_said(source, note)), note.outcome, note.promised_by,
        )
        for note in reversed(notes)
    )


def _organisation(note: Note, people: dict[UUID, Professional], places: dict[UUID, str]) -> str:
    """The agency of a contact, else where the first person in it works."""
    workplaces = [p.school_id or p.agency_id for i in note.professional_ids if (p := people.get(i))]
    return next((places[i] for i in (note.agency_id, *workplaces) if i in places), "")


def plan(source: PackSource) -> TimeInPlan | None:
    """The time-in plan in use."""
    return next((each for each in source.all_of(TimeInPlan) if each.ended_on is None), None)


def sessions_lead(plan: TimeInPlan | None) -> str:
    if plan is None:
        return ""
    place = f" Safe place: {plan.safe_place}." if plan.safe_place else ""
    return f"Plan version {plan.version}. Key adult: {plan.key_adult or 'not named yet'}.{place}"


def sessions(source: PackSource) -> tuple[paper.SessionRow, ...]:
    return tuple(
        paper.SessionRow(
            day_of(session.at), session.led_to_it,
            ", ".join(part for part in (session.key_adult, session.place) if part),
            session.arousal_before, session.arousal_after, _back(session),
            session.would_have_been_sessions, session.would_have_been_decided_by,
        )
        for session in source.all_of(TimeInSession, limit=MOST_SESSIONS)
    )


def events(source: PackSource) -> tuple[paper.EventRow, ...]:
    """The chronology, from the oldest to the newest."""
    return tuple(
        paper.EventRow(
            entry.on, entry.event, entry.source, entry.impact_text, entry.response,
            EFFECT[entry.impact], PRECISION[entry.precision],
        )
        for entry in reversed(source.all_of(ChronologyEntry))
    )


def actions(source: PackSource) -> tuple[paper.ActionRow, ...]:
    """What is open or was done since the last meeting: late first, then by date."""
    shown = [
        action for action in source.all_of(Action)
        if not action.dropped_because
        and (action.done_on is None or action.done_on >= source.since)
    ]
    shown.sort(key=lambda a: (-a.days_late(source.today), not a.is_open, a.due_on or date.max))
    return tuple(paper.ActionRow(a.what, a.owner, a.due_on, a.done_on) for a in shown)


def plan_content(
    plan: TimeInPlan, pupil: Pupil, frame: paper.PageFrame, audience: Audience
) -> paper.TimeInPlanContent:
    """A time-in plan as its page shows it."""
    adults = [f"{a.name}, {a.reach}" if a.reach else a.name for a in plan.adults]
    agreed = plan.agreed_on or frame.printed_at.date()
    return paper.TimeInPlanContent(
        frame=frame, known_as=pupil.name, pronouns=pupil.pronouns, version=plan.version, agreed_on=agreed,
        review_by=plan.review_on, key_adult=adults[0] if adults else "", backups=tuple(adults[1:3]),
        safe_place=plan.safe_place, safe_place_notes=(plan.place_note,) if plan.place_note else (),
        triggers=plan.triggers, unmet_need=plan.unmet_need, calm=_stage(plan.calm), rising=_stage(plan.rising),
        crisis=_stage(plan.crisis), recovery=_stage(plan.recovery), makes_it_worse=plan.makes_worse, say=plan.say,
        do_not_say=plan.do_not_say, activities=tuple(paper.Activity(a.name, a.needs) for a in plan.activities),
        repair=plan.restorative_step,
        quote=paper.Quotation(plan.pupil_words, pupil.name, agreed) if plan.pupil_words else None,
        signatures=tuple(paper.SignatureLine(s.name, s.role) for s in plan.signatures),
        family_copy=audience is Audience.FAMILY,
    )


def _said(source: PackSource, note: Note) -> str:
    """A note's text without the words of the other children in it."""
    if note.pupil_ids == (source.pupil.id,):
        return note.text
    return note.text_about(source.pupil.id, source.read.about(Quote, note.id, role="note"))


def _stage(stage: Stage) -> paper.Stage:
    return paper.Stage(stage.see, stage.do)


def _shortened(text: str) -> str:
    if len(text) <= LONGEST_SAID:
        return text
    return text[:LONGEST_SAID].rsplit(" ", 1)[0] + " …"


def _back(session: TimeInSession) -> str:
    if session.back_in_class_at is None:
        return ""
    day = "same day" if session.back_same_day() else "next day"
    return f"{day}, {say_time(session.back_in_class_at)}"
