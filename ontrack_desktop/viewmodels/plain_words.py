"""How the sections of a pupil's page say days, sessions and counts, and the line that a record is in a list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from ontrack_desktop.domain.figures import one_decimal
from ontrack_desktop.domain.isolated import isolated
from ontrack_desktop.domain.when import MONTHS

MOST_DAYS = 90
DAYS_IN_MONTH = 30.4


@dataclass(frozen=True)
class RecordLine:
    """A record in a list: "Wed 29 Oct" in bold, "40 min, garden" beside it, and quieter words under them."""

    id: UUID
    lead: str
    text: str
    below: str
    is_withheld: bool = False


def short_day(day: date, today: date) -> str:
    """"3 Sep", with the year when it is not this one."""
    said = f"{day.day} {MONTHS[day.month - 1]}"
    return said if day.year == today.year else f"{said} {day.year}"


def count_of(number: int, one: str, many: str = "") -> str:
    """"1 session", "5 sessions"."""
    return f"{number} {one if number == 1 else many or f'{one}s'}"


def long_ago(days: int) -> str:
    """"today", "24 days" while that can be pictured, then "5 months"."""
    if not days:
        return "today"
    return count_of(days, "day") if days <= MOST_DAYS else f"{round(days / DAYS_IN_MONTH)} months"


def in_days(sessions: int) -> str:
    """Sessions are half days: "2.5 days", "2 days", "1 day", "half a day", as on paper."""
    if sessions == 1:
        return "half a day"
    return count_of(sessions // 2, "day") if sessions % 2 == 0 else f"{one_decimal(Fraction(sessions, 2))} days"


def restricted_line(author: str) -> str:
    """What stands in the place of a restricted record."""
    return f"Restricted. Only {isolated(author)} and named people can read this."
