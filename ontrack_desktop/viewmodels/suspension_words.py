"""Suspensions in words: in sessions and days, and what the guidance asks for now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ontrack_desktop.domain.behaviour import Suspension
from ontrack_desktop.domain.choices import SuspensionCategory
from ontrack_desktop.domain.figures import one_decimal
from ontrack_desktop.domain.when import say_day
from ontrack_desktop.services.suspensions import Notice, SuspensionPage

from .plain_words import RecordLine, count_of, in_days, restricted_line, short_day

# what is missing from a record, by the rule that asks for it
MISSING = {
    "tell_family": "nobody has written down when the family was told.",
    "reintegration": "no meeting to come back is written down.",
}


@dataclass(frozen=True)
class NoticeLine:
    """What the guidance asks for, where that stands, and where it is written."""

    icon: str
    ink: str
    text: str
    source: str


def number(page: SuspensionPage) -> tuple[str, str, str]:
    """(label, sessions, days of the limit) of this school year."""
    sessions = page.sessions_this_year
    days, most = one_decimal(Fraction(sessions, 2)).removesuffix(".0"), page.limit.school_days
    below = f"{days} of {most} days this school year" if most else in_days(sessions)
    return ("Suspension sessions this school year", str(sessions), below)


def lines(page: SuspensionPage, today: date) -> tuple[RecordLine, ...]:
    """Suspensions, the newest first."""
    return tuple(_line(page, each, today) for each in page.suspensions)


def notices(page: SuspensionPage, today: date) -> tuple[NoticeLine, ...]:
    """What the guidance asks for now, and that sending a pupil home is a suspension."""
    sent_home = NoticeLine("shield-alert", "ink_2", page.sent_home.says, page.sent_home.source)
    return (*(_notice(page, each, today) for each in page.notices), sent_home)


def _line(page: SuspensionPage, suspension: Suspension, today: date) -> RecordLine:
    lead = say_day(suspension.started_on, today)
    author = page.withheld.get(suspension.id)
    if author:
        return RecordLine(suspension.id, lead, "", restricted_line(author), is_withheld=True)
    words = dict(page.reasons)
    length = f"{count_of(suspension.sessions, 'session')} ({in_days(suspension.sessions)})"
    if suspension.category is SuspensionCategory.PERMANENT:
        length = suspension.category.label
    elif suspension.category is SuspensionCategory.LUNCHTIME:
        length = f"lunchtime, {length}"
    back = suspension.reintegration_on
    parts = [
        *(words.get(code, code) for code in suspension.reasons),
        f"meeting to come back {short_day(back, today)}" if back else "",
    ]
    return RecordLine(suspension.id, lead, length, " · ".join(part for part in parts if part))


def _notice(page: SuspensionPage, notice: Notice, today: date) -> NoticeLine:
    rule = notice.clock
    about = next((each for each in page.suspensions if each.id == notice.suspension_id), None)
    day = say_day(about.started_on, today) if about else ""
    if rule.key in MISSING:
        return NoticeLine("circle-dashed", "warn", f"{day}: {MISSING[rule.key]} {rule.says}", rule.source)
    text = rule.says
    if notice.sessions is not None:
        where = f"in the {notice.term}" if notice.term else "this school year"
        text = f"{count_of(notice.sessions, 'session')} ({in_days(notice.sessions)}) {where}. {text}"
    if notice.due_on:
        text = f"{day}: {text} Counting weekdays, that is {say_day(notice.due_on, today)}."
    return NoticeLine("scale", "ink_2", text, rule.source)
