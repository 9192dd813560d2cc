"""The numbers at the top of a pupil's page and its attendance chart: each large, with what it was before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ontrack_desktop.domain.choices import Respondent
from ontrack_desktop.domain.figures import one_decimal, percent, points, share
from ontrack_desktop.domain.when import LONG_MONTHS
from ontrack_desktop.services.progress import Progress, is_before

from .plain_words import short_day


@dataclass(frozen=True)
class Number:
    """A number that matters, with what it was before. `tone` is good, warn or ""."""

    label: str
    value: str
    before: str
    tone: str = ""


@dataclass(frozen=True)
class Bar:
    """One half-term of the attendance chart; `value` None where no session was possible."""

    label: str
    value: float | None
    shown: str


def numbers(figures: Progress, *, name: str, today: date) -> list[Number]:
    """Attendance, Thrive, suspension sessions, goals; a dash where nothing is recorded yet."""
    return [_attendance(figures, today), _thrive(figures, today), _suspensions(figures), _goals(figures, name, today)]


def bars(figures: Progress) -> tuple[list[Bar], int]:
    """Attendance by period, and how many of the first ones were before the case."""
    made = []
    for period in figures.attendance_periods:
        value = share(period.attended, period.possible)
        shown = one_decimal(value).removesuffix(".0") if value is not None else "–"
        made.append(Bar(period.label_text, float(value) if value is not None else None, shown))
    return made, sum(is_before(period, figures.opened_on) for period in figures.attendance_periods)


def _attendance(figures: Progress, today: date) -> Number:
    latest, before = figures.attendance_latest, figures.attendance_last_before
    if latest is None:
        return Number("Attendance", "–", "Nothing recorded yet")
    here = latest.started_on <= today <= latest.ended_on
    label = "Attendance this half-term" if here else f"Attendance, {latest.label_text}"
    now = share(latest.attended, latest.possible)
    was = share(before.attended, before.possible) if before else None
    if now is None or was is None or before is latest:
        return Number(label, percent(now, drop_zero=True), f"{latest.attended} of {latest.possible} sessions")
    words = f"{percent(was, drop_zero=True)} when we began · {points(was, now)} points"
    return Number(label, percent(now, drop_zero=True), words, "good" if now > was else "warn" if now < was else "")


def _thrive(figures: Progress, today: date) -> Number:
    scores = figures.thrive
    if not scores:
        return Number("Thrive Approach", "–", "No profile yet")
    first, last = scores[0], scores[-1]
    label = f"Thrive Approach, {last.dimension}" if last.dimension else "Thrive Approach"
    if first is last:
        return Number(label, f"{last.value}\u2009%", f"in {_month(today, last.on)}, the first profile")
    change = last.value - first.value
    sign = f"+{change}" if change > 0 else f"−{-change}" if change else "0"
    words = f"{first.value}\u2009% in {_month(today, first.on)} · {sign} points"
    return Number(label, f"{last.value}\u2009%", words)


def _suspensions(figures: Progress) -> Number:
    counted = figures.suspensions
    words = f"{counted.last_school_year or 'none'} last year"
    return Number("Suspension sessions this year", str(counted.this_school_year), words)


def _goals(figures: Progress, name: str, today: date) -> Number:
    goals = [each for each in figures.goals if each.goal.ended_on is None]
    if not goals:
        return Number("Goals", "–", "No goals yet")
    moving = sum((each.change or 0) > 0 for each in goals)
    latest = [each.latest for each in goals if each.latest]
    rated = max((score.on for score in latest), default=None)
    by = f" by {name}" if all(score.respondent is Respondent.PUPIL for score in latest) else ""
    words = f"rated{by} {short_day(rated, today)}" if rated else "not rated yet"
    return Number(f"Goals moving {name}’s way", f"{moving} of {len(goals)}", words)


def _month(today: date, day: date) -> str:
    month = LONG_MONTHS[day.month - 1]
    return month if day.year == today.year else f"{month} {day.year}"
