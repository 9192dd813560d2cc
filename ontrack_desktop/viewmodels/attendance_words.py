"""Attendance in words and figures: in sessions, before and since, without blame."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ontrack_desktop.domain.attendance import AttendancePeriod
from ontrack_desktop.domain.figures import one_decimal, percent, points, share
from ontrack_desktop.services.attendance import AttendancePage, MarkCounts

from .plain_words import RecordLine, count_of, restricted_line, short_day

ASKS = "It says that coming is hard, and asks what would make it easier."


@dataclass(frozen=True)
class Bar:
    """A time in the chart. `share` is None where no session was possible."""

    label: str
    share: Fraction | None
    shown: str


def number(page: AttendancePage) -> tuple[str, str, str]:
    """(label, number, what it was before) of the last time on record."""
    latest, began = page.latest, page.last_before
    if latest is None:
        return ("Attendance", "–", "Nothing on record yet")
    label, now = f"Attendance, {latest.label_text}", _share(latest)
    before = _share(began) if began is not None and began is not latest else None
    if before is None or now is None:
        return (label, percent(now, drop_zero=True), _of(latest))
    return (
        label, percent(now, drop_zero=True),
        f"{percent(before, drop_zero=True)} when we began · {points(before, now)} points",
    )


def bars(page: AttendancePage) -> tuple[Bar, ...]:
    """Attendance by time, the oldest first."""
    return tuple(_bar(period) for period in page.periods)


def bars_before(page: AttendancePage) -> int:
    """How many of the first bars lie before the case."""
    flags = [period.id in page.before_ids for period in page.periods]
    return flags.index(False) if False in flags else len(flags)


def absence(page: AttendancePage) -> str:
    """This school year in words. The thresholds are those that schools are told of (DOMAIN 1.2)."""
    attended, possible = page.this_year
    if not possible:
        return ""
    away = possible - attended
    counted_words = f"{away} of {count_of(possible, 'session')} this school year ({percent(share(away, possible))})"
    said = f"{page.pupil.name} missed {counted_words}."
    if page.is_severely_absent:
        return f"{said} At half or more, schools speak of severe absence. {ASKS}"
    if page.is_persistently_absent:
        return f"{said} From 10\u2009% on, schools speak of persistent absence. {ASKS}"
    return said


def lines(page: AttendancePage, today: date) -> tuple[RecordLine, ...]:
    """The times on record, the newest first."""
    return tuple(_line(page, period, today) for period in reversed(page.periods))


def counted(found: MarkCounts) -> str:
    """What typed marks come to."""
    parts = [
        f"{found.attended} attended of {count_of(found.possible, 'possible session')}"
        f" ({percent(share(found.attended, found.possible))})",
        f"{found.authorised} authorised" if found.authorised else "",
        f"{found.unauthorised} not authorised" if found.unauthorised else "",
        f"{found.late} late" if found.late else "",
        f"{found.not_counted} not possible, left out" if found.not_counted else "",
        f"not in the list, left out: {', '.join(found.unknown)}" if found.unknown else "",
    ]
    return " · ".join(part for part in parts if part)


def _line(page: AttendancePage, period: AttendancePeriod, today: date) -> RecordLine:
    days = f"{short_day(period.started_on, today)} to {short_day(period.ended_on, today)}"
    author = page.withheld.get(period.id)
    if author:
        return RecordLine(period.id, days, "", restricted_line(author), is_withheld=True)
    parts = [
        days,
        f"{period.authorised} authorised" if period.authorised else "",
        f"{period.unauthorised} not authorised" if period.unauthorised else "",
        f"{period.late} late" if period.late else "",
        "before we began" if period.id in page.before_ids else "",
        period.source,
    ]
    below = " · ".join(part for part in parts if part)
    return RecordLine(period.id, period.label_text, f"{_of(period)}, {percent(_share(period))}", below)


def _of(period: AttendancePeriod) -> str:
    return f"{period.attended} of {count_of(period.possible, 'session')}"


def _share(period: AttendancePeriod) -> Fraction | None:
    return share(period.attended, period.possible)


def _bar(period: AttendancePeriod) -> Bar:
    value = _share(period)
    return Bar(period.label_text, value, one_decimal(value).removesuffix(".0") if value is not None else "–")
