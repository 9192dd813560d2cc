"""Time in rather than time out: plans, sessions, and the suspensions they stand beside (DOMAIN 2 and 7)."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, ClassVar, Self
from uuid import UUID

from pydantic import Field, model_validator

from .choices import SuspensionCategory
from .fields import Code, Count, Day, FilledLine, Line, Lines, Link, Moment, Text
from .record import Casework
from .value import Value

MAX_REASONS = 3
Arousal = Annotated[int, Field(ge=1, le=10)]


class Stage(Value):
    """What people see at one level of arousal, and what they do."""

    see: Lines = ()
    do: Lines = ()


class Adult(Value):
    """Somebody to ring: name and how to reach them."""

    name: FilledLine
    reach: Line = ""


class Activity(Value):
    """Something that brings the child back, with what it needs (adults, consent, allergy)."""

    name: FilledLine
    needs: Line = ""


class Signature(Value):
    """Who agreed to the plan, in what role, and when."""

    name: FilledLine
    role: Line = ""
    on: Day | None = None


class TimeInPlan(Casework):
    """One pupil's plan: what we think they are telling us, and what we do at each stage."""

    kind: ClassVar[str] = "time_in_plan"
    noun: ClassVar[str] = "time-in plan"

    agreed_on: Day | None = None
    review_on: Day | None = None
    ended_on: Day | None = None
    unmet_need: Text = ""
    early_signs: Lines = ()
    triggers: Lines = ()
    calm: Stage = Stage()
    rising: Stage = Stage()
    crisis: Stage = Stage()
    recovery: Stage = Stage()
    makes_worse: Lines = ()
    adults: tuple[Adult, ...] = ()
    safe_place: Line = ""
    place_note: Line = ""
    activities: tuple[Activity, ...] = ()
    say: Lines = ()
    do_not_say: Lines = ()
    restorative_step: Lines = ()
    return_step: Line = ""
    pupil_words: Text = ""
    parent_agrees: bool = False
    parent_words: Text = ""
    signatures: tuple[Signature, ...] = ()

    @model_validator(mode="after")
    def _review_follows(self) -> Self:
        if self.agreed_on and self.review_on and self.review_on <= self.agreed_on:
            raise ValueError("review_on: The review comes after the day the plan was agreed.")
        return self

    @property
    def key_adult(self) -> str:
        return self.adults[0].name if self.adults else ""


class TimeInSession(Casework):
    """Time in, as it happened. Never a suspension, and never counted off one."""

    kind: ClassVar[str] = "time_in_session"
    noun: ClassVar[str] = "time-in session"

    at: Moment
    ended_at: Moment | None = None
    sessions_used: Count = 0
    plan_id: Annotated[UUID | None, Link("plan")] = None
    led_to_it: Line = ""
    place: Line = ""
    key_adult: Line = ""
    activities: Lines = ()
    arousal_before: Arousal | None = None
    arousal_after: Arousal | None = None
    repair: Line = ""
    back_in_class_at: Moment | None = None
    parent_told: Line = ""
    pupil_feedback: Text = ""
    would_have_been_sessions: Count = 0
    would_have_been_decided_by: Line = ""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.ended_at and self.ended_at < self.at:
            raise ValueError("ended_at: The end comes before the start. Check both times.")
        if self.would_have_been_sessions and not self.would_have_been_decided_by:
            raise ValueError("would_have_been_decided_by: Say who judged this at the time.")
        return self

    def back_same_day(self) -> bool:
        return self.back_in_class_at is not None and self.back_in_class_at.date() == self.at.date()

    def label(self) -> str:
        return self.led_to_it or "Time in"


class Suspension(Casework):
    """A suspension (older records say fixed-term exclusion), counted in sessions (half days)."""

    kind: ClassVar[str] = "suspension"
    noun: ClassVar[str] = "suspension"

    category: SuspensionCategory = SuspensionCategory.SUSPENSION
    started_on: Day
    sessions: Count
    reasons: tuple[Code, ...] = ()
    school_id: Annotated[UUID | None, Link("school")] = None
    account: Text = ""
    pupil_account: Text = ""
    time_in_tried: Text = ""
    reintegration_on: Day | None = None
    parent_told_on: Day | None = None

    @model_validator(mode="after")
    def _lawful_shape(self) -> Self:
        if len(self.reasons) > MAX_REASONS:
            raise ValueError("reasons: Choose three reasons at most.")
        if self.category is SuspensionCategory.LUNCHTIME and self.sessions != 1:
            raise ValueError("sessions: A lunchtime suspension counts as one session (half a day).")
        if self.category is SuspensionCategory.SUSPENSION and self.sessions < 1:
            raise ValueError("sessions: Enter how many sessions (half days) it lasted.")
        return self

    def days(self) -> Fraction:
        """Sessions as days: 5 sessions are 5/2."""
        return Fraction(self.sessions, 2)
