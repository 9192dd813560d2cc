"""The part of a pack about what has changed: figures before and now, and what was asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from ontrack_desktop.domain.advocacy import AdvocacyIssue
from ontrack_desktop.domain.behaviour import Suspension
from ontrack_desktop.domain.choices import SuspensionCategory
from ontrack_desktop.domain.when import LONG_MONTHS, say_school_year
from ontrack_desktop.reports import content as paper

from .pack_source import PackSource
from .progress import is_before

MOST_PERIODS = 9
MOST_PROFILES = 6


def attendance(source: PackSource) -> paper.AttendanceContent | None:
    figures = source.progress
    shown = [period for period in figures.attendance_periods if source.may_see(period)]
    if not shown:
        return None
    return paper.AttendanceContent(
        now=paper.SessionCount(*figures.attendance_since),
        before=paper.SessionCount(*figures.attendance_before) if figures.attendance_before.possible else None,
        bars=tuple(
            paper.AttendanceBar(
                label=period.short_label(), long_label=period.label_text,
                attended=period.attended, possible=period.possible,
                is_before=is_before(period, figures.opened_on), year=say_school_year(period.started_on),
            )
            for period in shown[-MOST_PERIODS:]
        ),
    )


def suspensions(source: PackSource) -> paper.SuspensionContent:
    counted = source.progress.suspensions
    since = [
        suspension.started_on for suspension in source.read.about(Suspension, source.pupil.id)
        if suspension.category is not SuspensionCategory.PERMANENT
        and source.case.opened_on <= suspension.started_on <= source.today
    ]
    return paper.SuspensionContent(now=counted.since_case, before=counted.before_case, last=max(since, default=None))


def thrive(source: PackSource) -> paper.ThriveContent | None:
    scores = [score for score in source.progress.thrive if source.may_see(score)]
    if not scores:
        return None
    return paper.ThriveContent(
        strand=scores[-1].dimension, scored_by=scores[-1].assessor,
        points=tuple(paper.ThrivePoint(score.on, Decimal(score.value)) for score in scores[-MOST_PROFILES:]),
    )


def goals(source: PackSource) -> tuple[paper.GoalRow, ...]:
    rows = []
    for goal in source.progress.goals:
        if goal.latest is None or goal.first is None or not source.may_see(goal.goal):
            continue
        once = len(goal.ratings) == 1
        rows.append(paper.GoalRow(
            goal.goal.words, Decimal(goal.latest.value), None if once else Decimal(goal.first.value),
            None if once else goal.first.on, goal.latest.on,
        ))
    return tuple(rows)


def advocacy(source: PackSource) -> tuple[paper.AdvocacyRow, ...]:
    """What was asked for: open first, done last."""
    issues = source.all_of(AdvocacyIssue)
    issues.sort(key=lambda issue: (not issue.is_open, issue.status == "agreed", issue.raised_on))
    return tuple(
        paper.AdvocacyRow(
            issue.wanted, issue.raised_with, issue.raised_on, issue.status.value,  # type: ignore[arg-type]
            issue.outcome or (issue.steps[-1].text if issue.steps else ""), issue.times_asked_again(),
        )
        for issue in issues
    )


def lead(source: PackSource, asked_for: Sequence[paper.AdvocacyRow]) -> str:
    """Facts in a few sentences, good and bad, since the last meeting where the periods allow."""
    said = [_came(source)]
    lost = source.progress.suspensions.since_case
    said.append("No suspensions since we began." if not lost else f"{lost} sessions lost to suspension.")
    waiting = sum(1 for row in asked_for if row.state not in ("done", "agreed"))
    if waiting:
        said.append(
            "One thing that was asked for has not come yet." if waiting == 1
            else f"{waiting} things that were asked for have not come yet."
        )
    return " ".join(part for part in said if part)


def _came(source: PackSource) -> str:
    """Sessions of the periods that began since the last meeting; where none did, of the newest period."""
    periods = [p for p in source.progress.attendance_periods if p.possible and source.may_see(p)]
    if not periods:
        return ""
    since = [p for p in periods if source.last_met is not None and p.started_on >= source.last_met]
    counted, newest = since or periods[-1:], periods[-1]
    attended, possible = sum(p.attended for p in counted), sum(p.possible for p in counted)
    when = "since then"
    if not since:
        when = f"since {_day(newest.started_on)}"
        if newest.ended_on < source.today:
            when = f"from {_day(newest.started_on)} to {_day(newest.ended_on)}"
    return f"{source.pupil.name} came to {attended} of {possible} sessions {when}."


def _day(day: date) -> str:
    return f"{day.day} {LONG_MONTHS[day.month - 1]}"
