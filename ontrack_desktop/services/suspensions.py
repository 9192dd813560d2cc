"""Suspensions in sessions, and what the guidance asks of school and governors, by rules that carry their dates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from ontrack_desktop.domain.behaviour import Suspension
from ontrack_desktop.domain.choices import SuspensionCategory
from ontrack_desktop.domain.people import Pupil
from ontrack_desktop.domain.when import add_working_days, school_year
from ontrack_desktop.system.assets import codeset

from .restricted import withheld_by
from .workspace import Reader

SESSIONS_A_DAY = 2
SATURDAY = 5
RECENT = timedelta(days=42)
"""How long what is missing from a suspension's record is still asked for."""


@dataclass(frozen=True)
class Clock:
    """One statutory rule on one day. `school_days` and `meet_within` are None where it has no such number."""

    key: str
    says: str
    source: str
    effective_from: date
    school_days: int | None
    meet_within: int | None


@dataclass(frozen=True)
class Notice:
    """Something that the guidance asks for now. `due_on` is a weekday count: holidays are the school's own."""

    clock: Clock
    suspension_id: UUID | None = None
    due_on: date | None = None
    sessions: int | None = None
    """The sessions that it is about: of the school year, or of the term."""
    term: str = ""


@dataclass(frozen=True)
class SuspensionPage:
    """Suspensions of one pupil, the newest first. Permanent exclusions are listed and not in the sums."""

    pupil: Pupil
    suspensions: tuple[Suspension, ...]
    sessions_this_year: int
    limit: Clock
    notices: tuple[Notice, ...]
    sent_home: Clock
    reasons: tuple[tuple[str, str], ...]
    """(code, words) of the department's list."""
    withheld: dict[UUID, str]


def suspension_page(read: Reader, *, pupil_id: UUID, today: date) -> SuspensionPage:
    """The suspensions of one pupil, their sum in this school year, and what is asked for now."""
    suspensions = tuple(read.about(Suspension, pupil_id))
    first, last = school_year(today)
    counted = [s for s in suspensions if s.category is not SuspensionCategory.PERMANENT]
    return SuspensionPage(
        pupil=read.get(Pupil, pupil_id),
        suspensions=suspensions,
        sessions_this_year=sum(s.sessions for s in counted if first <= s.started_on <= last),
        limit=clock("days_in_year", today),
        notices=notices(suspensions, today),
        sent_home=clock("sent_home", today),
        reasons=reasons(),
        withheld=withheld_by(read, suspensions),
    )


def reasons() -> tuple[tuple[str, str], ...]:
    """(code, words) of the reasons for a suspension, from the department's code set."""
    found = codeset("codesets")["sets"]["ExclusionReasons"]
    return tuple((each["code"], " ".join(each["label"].split())) for each in found)


def clock(key: str, day: date) -> Clock:
    """The rule of this name that is in force on a day, else its earliest one; KeyError for an unknown name."""
    found = [each for each in codeset("statutory_clocks")["clocks"] if each["key"] == key]
    if not found:
        raise KeyError(key)
    found.sort(key=lambda each: str(each["effective_from"]))
    in_force = [each for each in found if date.fromisoformat(each["effective_from"]) <= day]
    rule: dict[str, Any] = (in_force or found)[-1 if in_force else 0]
    return Clock(
        key, rule["says"], rule["source"], date.fromisoformat(rule["effective_from"]),
        rule.get("school_days"), rule.get("meet_within_school_days"),
    )


def notices(suspensions: Sequence[Suspension], today: date) -> tuple[Notice, ...]:
    """What the guidance asks for now: the year's limit, the governors, the work to be set, what is not written down."""
    first, last = school_year(today)
    this_year = [s for s in suspensions if first <= s.started_on <= last]
    found = [*_year_notice(this_year, today), *_term_notices(this_year, today)]
    for suspension in this_year:
        found += _own_notices(suspension, today)
    return tuple(found)


def school_days(suspension: Suspension) -> Iterator[tuple[date, int]]:
    """(weekday, sessions) that a suspension lay on, two sessions a day from its first day on."""
    day, left = suspension.started_on, suspension.sessions
    while left > 0:
        if day.weekday() < SATURDAY:
            yield day, min(left, SESSIONS_A_DAY)
            left -= SESSIONS_A_DAY
        day += timedelta(days=1)


def term_of(day: date) -> tuple[str, date, date]:
    """(name, first day, last day) of the usual term that a day lies in."""
    for term in codeset("statutory_clocks")["terms"]["list"]:
        first = date.fromisoformat(f"{day.year}-{term['from']}")
        last = date.fromisoformat(f"{day.year}-{term['to']}")
        if first <= day <= last:
            return str(term["name"]), first, last
    raise ValueError(f"no term holds {day}")


def _year_notice(this_year: Sequence[Suspension], today: date) -> list[Notice]:
    limit = clock("days_in_year", today)
    sessions = sum(s.sessions for s in this_year if s.category is not SuspensionCategory.PERMANENT)
    # From two thirds of the limit on it is worth a word; before that the total under the list says enough.
    near = limit.school_days is not None and sessions * 3 >= limit.school_days * SESSIONS_A_DAY * 2
    return [Notice(limit, sessions=sessions)] if near else []


def _term_notices(this_year: Sequence[Suspension], today: date) -> list[Notice]:
    name, first, last = term_of(today)
    sessions = sum(
        count
        for suspension in this_year
        if suspension.category is not SuspensionCategory.PERMANENT
        for day, count in school_days(suspension)
        if first <= day <= last
    )
    if not sessions:
        return []
    for key in ("governors_up_to", "governors_if_asked"):
        rule = clock(key, today)
        if rule.school_days is not None and sessions <= rule.school_days * SESSIONS_A_DAY:
            return [Notice(rule, sessions=sessions, term=name)]
    return [Notice(clock("governors_must_meet", today), sessions=sessions, term=name)]


def _own_notices(suspension: Suspension, today: date) -> list[Notice]:
    """What one suspension asks for: work from the sixth day, a word to the family, a meeting to come back."""
    found = []
    on = suspension.started_on
    is_permanent = suspension.category is SuspensionCategory.PERMANENT
    if is_permanent:
        meeting = clock("governors_must_meet", on)
        due = add_working_days(on, meeting.meet_within) if meeting.meet_within else None
        found.append(Notice(meeting, suspension.id, due))
    work = clock("full_time_education_permanent" if is_permanent else "full_time_education", on)
    if work.school_days and (is_permanent or suspension.sessions > (work.school_days - 1) * SESSIONS_A_DAY):
        found.append(Notice(work, suspension.id, add_working_days(on, work.school_days - 1)))
    if today - on <= RECENT:
        if suspension.parent_told_on is None:
            found.append(Notice(clock("tell_family", on), suspension.id))
        if suspension.reintegration_on is None and suspension.category is SuspensionCategory.SUSPENSION:
            found.append(Notice(clock("reintegration", on), suspension.id))
    return found
