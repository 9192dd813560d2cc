"""A day in a form that is being filled in: an ISO day once it was understood, what was typed until then."""

from __future__ import annotations

from datetime import date

from ontrack_desktop.domain.typed_dates import read_due
from ontrack_desktop.domain.when import say_day

DAY_WANTED = "Write a day, such as Friday or 14 Nov."


def day_or_typed(typed: str, today: date) -> str:
    """The ISO day by which something is due, or what was typed if that is no day."""
    day = read_due(typed, today)
    return day.isoformat() if day else typed.strip()


def is_day(value: str) -> bool:
    """Whether this is an ISO day, and not still what was typed."""
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def day_words(value: str, today: date) -> str:
    """The day as people say it, or what was typed."""
    return say_day(date.fromisoformat(value), today) if is_day(value) else value
