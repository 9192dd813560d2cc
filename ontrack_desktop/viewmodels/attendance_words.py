"""Attendance in words and figures: in sessions, before and since, without blame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ontrack_desktop.domain.attendance import AttendancePeriod
from ontrack_desktop.domain.figures import one_decimal, percent, points, share
from ontrack_desktop.domain.isolated import isolated
from ontrack_desktop.domain.when import say_school_year
from ontrack_desktop.services.attendance import AttendancePage, MarkCounts
from ontrack_desktop.services.progress import Attended

from .plain_words import RecordLine, count_of, restricted_line, short_day

ASKS = "It says that coming is hard, and asks what would make it easier."


@dataclass(frozen=True)
class Bar:
    """A time in the chart. `value` is None where no session was possible; `name` says the whole label."""

    label: str
    value: float | None
    shown: str
    name: str
    year: str


def number(
    since: Attended, before: Attended, latest: AttendancePeriod | None, today: date
) -> tuple[str, str, str, str]:
    """(label, number, what it was before and what it is of late, tone): since we began, as the paper has it."""
    now, was = since.share, before.share
    if latest is None:
        return ("Attendance", "–", "Nothing recorded yet", "")
    if now is None:
        return ("Attendance before we began", percent(was, drop_zero=True), _of(before), "")
    said = [_of(since)]
    if was is not None:
        said = [f"{percent(was, drop_zero=True)} when we began · {points(was, now)} points"]
    if (latest.attended, latest.possible) != since:
        said.append(_newest(latest, today))
    tone = "" if was is None or was == now else "good" if now > was else "warn"
    label = "Attendance" if was is None else "Attendance since we began"
    return (label, percent(now, drop_zero=True), "\n".join(said), tone)


def bars(periods: Sequence[AttendancePeriod]) -> tuple[Bar, ...]:
    """Attendance by time, the oldest first."""
    return tuple(_bar(period) for period in periods)


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
    said = f"{isolated(page.pupil.name)} missed {counted_words}."
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


def _newest(latest: AttendancePeriod, today: date) -> str:
    when = "this half-term" if latest.started_on <= today <= latest.ended_on else f"in {latest.label_text}"
    return f"{percent(_share(latest), drop_zero=True)} {when}"


def _of(counted: Attended | AttendancePeriod) -> str:
    return f"{counted.attended} of {count_of(counted.possible, 'session')}"


def _share(period: AttendancePeriod) -> Fraction | None:
    return share(period.attended, period.possible)


def _bar(period: AttendancePeriod) -> Bar:
    value = _share(period)
    shown = one_decimal(value).removesuffix(".0") if value is not None else "–"
    return Bar(
        period.short_label(), float(value) if value is not None else None, shown, period.label_text,
        say_school_year(period.started_on),
    )
