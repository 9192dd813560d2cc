"""Small sentences of a meeting being built: its head, and what was agreed in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ontrack_desktop.domain.meetings import Meeting
from ontrack_desktop.domain.notes import Action
from ontrack_desktop.domain.typed_actions import TypedAction
from ontrack_desktop.domain.when import day_of, say_day, say_time


def facts(meeting: Meeting, today: date) -> str:
    """"Team around the family, review · Thu 6 Nov, 14:00, the hub"."""
    day = say_day(day_of(meeting.at), today)
    where = f", {meeting.place}" if meeting.place else ""
    return f"{meeting.meeting_type.label} · {day}, {say_time(meeting.at)}{where}"


def action_lines(
    saved: Sequence[Action], typed: Sequence[TypedAction], today: date
) -> list[tuple[bool, str]]:
    """(is a task already, "Send the rota · Mr Patel · Fri 6 Nov"): those saved before, then those being typed."""
    return [(True, _line(each, today)) for each in saved] + [(False, _line(each, today)) for each in typed]


def _line(action: Action | TypedAction, today: date) -> str:
    day = say_day(action.due_on, today) if action.due_on else "no day yet"
    return " · ".join((action.what, action.owner or "nobody named yet", day))
