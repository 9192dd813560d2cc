"""The numbers at the top of a pupil's page and its attendance chart: each large, with what it was before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ontrack_desktop.domain.choices import Respondent
from ontrack_desktop.domain.when import LONG_MONTHS
from ontrack_desktop.services.progress import Progress, is_before

from . import attendance_words
from .attendance_words import Bar
from .plain_words import short_day


@dataclass(frozen=True)
class Number:
    """A number that matters, with what it was before. `tone` is good, warn or ""."""

    label: str
    value: str
    before: str
    tone: str = ""


def numbers(figures: Progress, *, name: str, today: date) -> list[Number]:
    """Attendance, Thrive, suspension sessions, goals; a dash where nothing is recorded yet."""
    return [_attendance(figures, today), _thrive(figures, today), _suspensions(figures), _goals(figures, name, today)]


def bars(figures: Progress) -> tuple[tuple[Bar, ...], int]:
    """Attendance by period, and how many of the first ones were before the case."""
    before = sum(is_before(period, figures.opened_on) for period in figures.attendance_periods)
    return attendance_words.bars(figures.attendance_periods), before


def _attendance(figures: Progress, today: date) -> Number:
    return Number(*attendance_words.number(
        figures.attendance_since, figures.attendance_before, figures.attendance_latest, today
    ))


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
