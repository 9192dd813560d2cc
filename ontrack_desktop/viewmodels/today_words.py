"""Small sentences of Today: when, how many, how a draft begins."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from ontrack_desktop.domain.drafts import Draft
from ontrack_desktop.domain.when import LONG_DAYS, day_of, say_day, say_near, say_time
from ontrack_desktop.services.readiness import Check

NEARBY = 7  # days in which a weekday alone says which day is meant
CHECKS = 5
EXCERPT = 140  # characters


def ready_lines(checks: Sequence[Check]) -> list[tuple[bool, str]]:
    """The first few checks as (is there, sentence)."""
    shown = checks if len(checks) <= CHECKS + 1 else checks[:CHECKS]
    said = [(check.is_ready, check.sentence) for check in shown]
    more = len(checks) - len(said)
    return [*said, (False, f"and {counted(more, 'more thing', 'more things')}")] if more else said


def meeting_title(day: date, apart: int) -> str:
    """ "Today’s meeting", "Thursday’s meeting", "The next meeting"."""
    if apart == 0:
        return "Today’s meeting"
    if apart == 1:
        return "Tomorrow’s meeting"
    return f"{LONG_DAYS[day.weekday()]}’s meeting" if apart < NEARBY else "The next meeting"


def on_day(day: date, today_: date) -> str:
    """ "tomorrow", "on Thursday", "on Tue 8 Dec"."""
    apart = (day - today_).days
    if apart == 1:
        return "tomorrow"
    return f"on {LONG_DAYS[day.weekday()]}" if apart < NEARBY else f"on {say_day(day, today_)}"


def coming_on(day: date, today_: date) -> str:
    """A day to come, as a row says it."""
    return say_near(day, today_) if (day - today_).days <= 1 else say_day(day, today_)


def counted(count: int, one: str, many: str) -> str:
    """ "2 meetings today"; nothing for none."""
    return "" if not count else f"{count} {one if count == 1 else many}"


def ago(moment: datetime | None, now: datetime) -> str:
    """"9 minutes ago", "at 14:30", "yesterday"."""
    if moment is None:
        return ""
    minutes = int((now - moment).total_seconds() // 60)
    if minutes < 1:
        return "just now"
    if minutes < 60:
        return f"{minutes} minutes ago" if minutes > 1 else "a minute ago"
    day, today = day_of(moment), day_of(now)
    return f"at {say_time(moment)}" if day == today else say_near(day, today)


def excerpt(draft: Draft) -> str:
    """The beginning of the longest thing that was written in a form."""
    written: list[str] = [value for value in draft.state.values() if _is_prose(value)]
    text = " ".join(max(written, key=len, default="").split())
    return text if len(text) <= EXCERPT else text[:EXCERPT].rsplit(" ", 1)[0] + "…"


def _is_prose(value: Any) -> bool:
    return isinstance(value, str) and " " in value.strip()
