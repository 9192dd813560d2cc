"""What has changed for one pupil since their case opened, in whole numbers: the one source for screens and paper.

A claim that time in stood in for a suspension is given beside the real counts and never taken off them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple
from uuid import UUID

from ontrack_desktop.domain.attendance import AttendancePeriod
from ontrack_desktop.domain.behaviour import Suspension, TimeInSession
from ontrack_desktop.domain.cases import Case
from ontrack_desktop.domain.choices import Instrument, SuspensionCategory
from ontrack_desktop.domain.figures import share
from ontrack_desktop.domain.measures import Goal, Score
from ontrack_desktop.domain.when import day_of, school_year

from .workspace import Reader


class Attended(NamedTuple):
    """Sessions (half days) attended, of those that were possible."""

    attended: int
    possible: int

    @property
    def share(self) -> Fraction | None:
        """Per cent, exact; None where no session was possible."""
        return share(self.attended, self.possible)


@dataclass(frozen=True)
class SuspensionSessions:
    """Sessions lost to suspensions, lunchtime ones as one session each. Permanent exclusions are not in it."""

    this_school_year: int
    last_school_year: int
    before_case: int
    since_case: int


@dataclass(frozen=True)
class GoalProgress:
    """A goal with its first and its latest rating (the same one when it was rated once)."""

    goal: Goal
    ratings: tuple[Score, ...]

    @property
    def first(self) -> Score | None:
        return self.ratings[0] if self.ratings else None

    @property
    def latest(self) -> Score | None:
        return self.ratings[-1] if self.ratings else None

    @property
    def change(self) -> int | None:
        """Latest less first (DOMAIN 3.5); None until it was rated twice."""
        return self.ratings[-1].value - self.ratings[0].value if len(self.ratings) > 1 else None


@dataclass(frozen=True)
class TimeIn:
    """Time-in sessions of this school year. `claimed_sessions` is a claim: shown beside, never subtracted."""

    sessions: int
    back_same_day: int
    claimed_sessions: int


@dataclass(frozen=True)
class Progress:
    """One pupil's figures on one day. Lists go from the oldest to the newest."""

    opened_on: date | None
    attendance_periods: tuple[AttendancePeriod, ...]
    attendance_before: Attended
    attendance_since: Attended
    attendance_latest: AttendancePeriod | None
    thrive: tuple[Score, ...]
    """Thrive Approach scores of the strand that was scored last, and of that strand only."""
    suspensions: SuspensionSessions
    goals: tuple[GoalProgress, ...]
    time_in: TimeIn


def progress(read: Reader, *, pupil_id: UUID, today: date) -> Progress:
    """The figures of one pupil. Without a case, what is not marked as before it counts as since."""
    case = current_case(read, pupil_id=pupil_id)
    opened_on = case.opened_on if case else None
    periods = sorted(read.about(AttendancePeriod, pupil_id), key=lambda period: period.started_on)
    before = [period for period in periods if is_before(period, opened_on)]
    since = [period for period in periods if not is_before(period, opened_on)]
    readable = [score for score in read.about(Score, pupil_id) if score.may_be_read_by(read.worker_id)]
    scores = sorted(readable, key=lambda score: (score.on, score.id))
    return Progress(
        opened_on=opened_on,
        attendance_periods=tuple(periods),
        attendance_before=_attended(before),
        attendance_since=_attended(since),
        attendance_latest=periods[-1] if periods else None,
        thrive=_last_strand([score for score in scores if score.instrument is Instrument.THRIVE_APPROACH]),
        suspensions=_suspension_sessions(read.about(Suspension, pupil_id), opened_on, today),
        goals=_goals(read.about(Goal, pupil_id), scores),
        time_in=_time_in(read.about(TimeInSession, pupil_id), today),
    )


def current_case(read: Reader, *, pupil_id: UUID) -> Case | None:
    """The pupil's open case, else the one opened last, else None."""
    cases = read.about(Case, pupil_id)
    return next((case for case in cases if case.closed_on is None), cases[0] if cases else None)


def is_before(period: AttendancePeriod, opened_on: date | None) -> bool:
    """Whether a period belongs to the time before the case: marked so, or over before it opened."""
    return period.before_case or (opened_on is not None and period.ended_on < opened_on)


def _attended(periods: Sequence[AttendancePeriod]) -> Attended:
    return Attended(sum(p.attended for p in periods), sum(p.possible for p in periods))


def _last_strand(scores: Sequence[Score]) -> tuple[Score, ...]:
    return tuple(score for score in scores if score.dimension == scores[-1].dimension)


def _suspension_sessions(
    suspensions: Sequence[Suspension], opened_on: date | None, today: date
) -> SuspensionSessions:
    counted = [s for s in suspensions if s.category is not SuspensionCategory.PERMANENT]
    first, last = school_year(today)
    first_before = first.replace(year=first.year - 1)
    before_case = sum(s.sessions for s in counted if opened_on is not None and s.started_on < opened_on)
    return SuspensionSessions(
        this_school_year=sum(s.sessions for s in counted if first <= s.started_on <= last),
        last_school_year=sum(s.sessions for s in counted if first_before <= s.started_on < first),
        before_case=before_case,
        since_case=sum(s.sessions for s in counted) - before_case,
    )


def _goals(goals: Sequence[Goal], scores: Sequence[Score]) -> tuple[GoalProgress, ...]:
    return tuple(
        GoalProgress(goal, tuple(score for score in scores if score.goal_id == goal.id))
        for goal in sorted(goals, key=lambda goal: (goal.set_on, goal.id))
    )


def _time_in(sessions: Sequence[TimeInSession], today: date) -> TimeIn:
    first, last = school_year(today)
    this_year = [session for session in sessions if first <= day_of(session.at) <= last]
    return TimeIn(
        sessions=len(this_year),
        back_same_day=sum(session.back_same_day() for session in this_year),
        claimed_sessions=sum(session.would_have_been_sessions for session in this_year),
    )
