"""Invented casework for tests of plans, advocacy, school life and measures."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ontrack_desktop.domain.advocacy import AdvocacyIssue, Step
from ontrack_desktop.domain.attendance import AttendancePeriod
from ontrack_desktop.domain.behaviour import Activity, Adult, Stage, Suspension, TimeInPlan, TimeInSession
from ontrack_desktop.domain.cases import Case
from ontrack_desktop.domain.choices import AdvocacyStatus, Instrument
from ontrack_desktop.domain.measures import Goal, Score
from ontrack_desktop.domain.people import Pupil

from .factories import an_id

OPENED = date(2025, 11, 3)


def a_case(pupil: Pupil, **values: Any) -> Case:
    return Case(**{
        "id": an_id(), "pupil_ids": (pupil.id,), "reference": "BOT-2025-007", "opened_on": OPENED, **values,
    })


def a_period(
    pupil: Pupil, name: str, start: date, end: date, attended: int, possible: int, **values: Any
) -> AttendancePeriod:
    return AttendancePeriod(**{
        "id": an_id(), "pupil_ids": (pupil.id,), "label_text": name, "started_on": start, "ended_on": end,
        "attended": attended, "possible": possible, "unauthorised": possible - attended, **values,
    })


def a_score(pupil: Pupil, on: date, value: int, strand: str = "Being", **values: Any) -> Score:
    return Score(**{
        "id": an_id(), "pupil_ids": (pupil.id,), "instrument": Instrument.THRIVE_APPROACH,
        "dimension": strand, "value": value, "on": on, **values,
    })


def a_goal(pupil: Pupil, words: str, set_on: date, **values: Any) -> Goal:
    return Goal(**{"id": an_id(), "pupil_ids": (pupil.id,), "words": words, "set_on": set_on, **values})


def a_rating(pupil: Pupil, goal_id: UUID, on: date, value: int) -> Score:
    return a_score(pupil, on, value, "", instrument=Instrument.GOAL, goal_id=goal_id)


def a_suspension(pupil: Pupil, on: date, sessions: int, **values: Any) -> Suspension:
    return Suspension(**{
        "id": an_id(), "pupil_ids": (pupil.id,), "started_on": on, "sessions": sessions, **values,
    })


def a_session(pupil: Pupil, at: datetime, **values: Any) -> TimeInSession:
    return TimeInSession(**{"id": an_id(), "pupil_ids": (pupil.id,), "at": at, **values})


def a_plan(pupil: Pupil, **values: Any) -> TimeInPlan:
    return TimeInPlan(**{
        "id": an_id(), "pupil_ids": (pupil.id,), "unmet_need": "Being watched while writing feels like a test.",
        "calm": Stage(see=("Hums a tune",), do=("Give a small job",)),
        "rising": Stage(see=("Sleeves over hands",), do=("Offer the exit card", "Two minutes outside")),
        "triggers": ("Reading aloud", "Supply teachers"),
        "adults": (Adult(name="Ms Bright", reach="ext. 214"), Adult(name="Mr Ode")),
        "safe_place": "The garden room",
        "activities": (Activity(name="Walk the dog"), Activity(name="Swimming", needs="two adults")),
        "pupil_words": "Ask me if I want the dog.", **values,
    })


def an_issue(pupil: Pupil, wanted: str = "Exams in the small room", **values: Any) -> AdvocacyIssue:
    return AdvocacyIssue(**{
        "id": an_id(), "pupil_ids": (pupil.id,), "wanted": wanted, "raised_with": "Mr Okoro, SENCO",
        "raised_on": date(2026, 9, 12), **values,
    })


def a_step(on: date, text: str, status: AdvocacyStatus) -> Step:
    return Step(on=on, text=text, status=status)
