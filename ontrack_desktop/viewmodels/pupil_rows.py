"""How one pupil of the list is said, sorted and filtered."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from ontrack_desktop.domain.figures import percent
from ontrack_desktop.domain.isolated import isolated
from ontrack_desktop.domain.names import folded
from ontrack_desktop.domain.when import day_of, say_day, say_near
from ontrack_desktop.services.pupils import (
    MEETING_SOON,
    REVIEW_SOON,
    UNSEEN_AFTER,
    VOICE_OLD_AFTER,
    Preview,
    PupilLine,
)

from .plain_words import long_ago, short_day

FILTERS = {
    "mine": "Mine",
    "meeting": "Meeting in 10 days",
    "unseen": "Not seen for 3 weeks",
    "late": "Something late",
    "time_in": "Time in",
}
NOTHING_PRESSING = 9
Chip = tuple[str, str, str]
Need = tuple[int, Chip | None]
"""How pressing it is (0 first), and the chip that says why."""

_NEVER = datetime.fromisoformat("1900-01-01T00:00:00+00:00")
# How each column is sorted; who has None stands last. `needs` is sorted by how pressing it is.
KEYS: dict[str, Callable[[PupilLine], Any]] = {
    "name": lambda line: line.haystack,
    "age": lambda line: (line.year, line.age),
    "where": lambda line: folded(line.who.school) or None,
    "seen": lambda line: (line.facts.seen_at or _NEVER) if line.facts else None,
    "meeting": lambda line: line.facts.meeting_at if line.facts else None,
    "attendance": lambda line: line.attendance,
}


@dataclass(frozen=True)
class PupilRow:
    """One row in words. `trend` is up, down, same or ""; `chip` is tone, icon, words."""

    id: UUID
    initials: str
    name: str
    age: str
    where: str
    seen: str
    meeting: str
    attendance: str
    trend: str
    chip: Chip | None


@dataclass(frozen=True)
class PreviewWords:
    """A pupil at a glance. `parts` are (heading, text), the best things first."""

    initials: str
    name: str
    line: str
    quote: str
    attribution: str
    parts: tuple[tuple[str, str], ...]


def preview_words(preview: Preview, today: date) -> PreviewWords:
    """What the preview says; what is empty is left out."""
    pupil = preview.pupil
    line = [f"{pupil.age_on(today)} · Year {pupil.year_on(today)}", preview.school]
    attribution = f"{isolated(pupil.name)}, {say_near(preview.words_on, today)}" if preview.words_on else ""
    note = f"{preview.last_note}, {say_near(preview.last_note_on, today)}" if preview.last_note_on else ""
    parts = [
        ("What they are good at", pupil.strengths),
        ("What matters to them", pupil.what_matters),
        ("How to help", pupil.how_to_help),
        ("To be careful of", "\n".join(pupil.alerts)),
        ("Open actions", "\n".join(preview.open_actions)),
        ("Last note", note),
    ]
    return PreviewWords(
        pupil.initials, pupil.label(), " · ".join(part for part in line if part), preview.words, attribution,
        tuple((title, text) for title, text in parts if text),
    )


def row_of(line: PupilLine, chip: Chip | None, today: date, *, whole: bool) -> PupilRow:
    """A pupil in words, with the `whole` name where two are known as the same; what is not known is a dash."""
    facts = line.facts
    where = [line.who.school, *(facts.learns_also_at.split(",") if facts else ())]
    return PupilRow(
        line.id, line.initials, f"{line.who.name} {line.who.surname}" if whole else line.who.name,
        f"{line.age} · Year {line.year}",
        " · ".join(part for part in where if part) or "–",
        _said(facts.seen_at if facts else None, today), _said(facts.meeting_at if facts else None, today),
        percent(line.attendance, drop_zero=True), _trend(line), chip,
    )


def passes(line: PupilLine, filters: Collection[str], now: datetime) -> bool:
    """Whether a pupil is in every one of these lists (keys of `FILTERS`)."""
    return all(_is_in(line, name, now) for name in filters)


def need_of(line: PupilLine, now: datetime) -> Need:
    """Why this pupil needs somebody: the most pressing reason."""
    facts = line.facts
    if line.to_chase:
        return 0, ("alert", "", f"Chase {line.to_chase}")
    if facts is None:
        return NOTHING_PRESSING, None
    if facts.late_actions:
        return 1, ("alert", "", _counted(facts.late_actions, "thing late", "things late"))
    if facts.review_on and facts.review_on <= day_of(now) + REVIEW_SOON:
        return 2, ("warn", "", "Time-in review")
    if facts.suspended_sessions:
        return 3, ("warn", "", f"Suspended {_counted(facts.suspended_sessions, 'session', 'sessions')}")
    age = now - facts.voice_at if facts.voice_at else None
    if line.is_mine and (age is None or age > VOICE_OLD_AFTER):
        return 4, ("warn", "", f"Voice {long_ago(age.days)}" if age else "No words yet")
    if line.is_mine and age and facts.meeting_at and facts.meeting_at - now <= MEETING_SOON:
        return 5, ("good", "", f"Voice {_counted(age.days, 'day', 'days')}")
    return (6, ("primary", "", "Time in")) if facts.has_plan else (NOTHING_PRESSING, None)


def _is_in(line: PupilLine, name: str, now: datetime) -> bool:
    facts = line.facts
    if name == "mine" or facts is None:
        return name == "mine" and line.is_mine
    match name:
        case "meeting":
            return facts.meeting_at is not None and facts.meeting_at - now <= MEETING_SOON
        case "unseen":
            return facts.seen_at is None or now - facts.seen_at >= UNSEEN_AFTER
        case "late":
            return bool(facts.late_actions or line.to_chase)
        case _:
            return facts.has_plan


def _trend(line: PupilLine) -> str:
    now, before = line.attendance, line.attendance_before
    if now is None or before is None:
        return ""
    return "same" if now == before else "up" if now > before else "down"


def _said(moment: datetime | None, today: date) -> str:
    """The weekday while it helps: in another year the year is said in its place."""
    if moment is None:
        return "–"
    day = day_of(moment)
    return say_day(day, today) if day.year == today.year else short_day(day, today)


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"
