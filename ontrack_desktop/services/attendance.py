"""Attendance: periods in sessions, counted from typed marks, and what the school year comes to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from ontrack_desktop.domain.attendance import (
    AttendancePeriod,
    count_marks,
    is_persistently_absent,
    is_severely_absent,
    marks,
)
from ontrack_desktop.domain.drafts import Draft
from ontrack_desktop.domain.errors import NotValid
from ontrack_desktop.domain.people import Pupil
from ontrack_desktop.domain.when import school_year
from ontrack_desktop.system.assets import codeset

from . import drafts
from .progress import Attended, is_before, progress
from .restricted import withheld_by
from .workspace import Reader

LATE = "L"
MARKS_FORM = "attendance_marks"
ATTENDING, AUTHORISED, UNAUTHORISED = ("P", "A"), ("AA",), ("UA",)


@dataclass(frozen=True)
class MarkCounts:
    """What a string of marks comes to, in sessions. Not-possible marks and blanks are in none of the counts."""

    possible: int
    attended: int
    authorised: int
    unauthorised: int
    late: int
    not_counted: int
    unknown: tuple[str, ...]
    """Marks that are in no list: kept as typed, counted nowhere, said."""


@dataclass(frozen=True)
class AttendancePage:
    """Attendance of one pupil. Periods go from the oldest to the newest."""

    pupil: Pupil
    opened_on: date | None
    periods: tuple[AttendancePeriod, ...]
    before_ids: frozenset[UUID]
    before: Attended
    since: Attended
    latest: AttendancePeriod | None
    this_year: Attended
    is_persistently_absent: bool
    is_severely_absent: bool
    marks_draft: Draft | None
    withheld: dict[UUID, str]


def attendance_page(read: Reader, *, pupil_id: UUID, today: date) -> AttendancePage:
    """Everything recorded about one pupil's attendance, and what this school year comes to."""
    figures = progress(read, pupil_id=pupil_id, today=today)
    first, last = school_year(today)
    this_year = [p for p in figures.attendance_periods if first <= p.started_on <= last]
    attended, possible = sum(p.attended for p in this_year), sum(p.possible for p in this_year)
    return AttendancePage(
        pupil=read.get(Pupil, pupil_id),
        opened_on=figures.opened_on,
        periods=figures.attendance_periods,
        before_ids=frozenset(p.id for p in figures.attendance_periods if is_before(p, figures.opened_on)),
        before=figures.attendance_before,
        since=figures.attendance_since,
        latest=figures.attendance_latest,
        this_year=Attended(attended, possible),
        is_persistently_absent=is_persistently_absent(possible - attended, possible),
        is_severely_absent=is_severely_absent(possible - attended, possible),
        marks_draft=drafts.one(read, draft_id=marks_draft_id(pupil_id)),
        withheld=withheld_by(read, figures.attendance_periods),
    )


def marks_draft_id(pupil_id: UUID) -> UUID:
    """Where the marks that are being typed for a pupil are kept until they are counted."""
    return uuid5(pupil_id, MARKS_FORM)


def counted(text: str, on: date) -> MarkCounts:
    r"""What marks such as `//I\C2` come to by the classes of a day; raises `NotValid` at a sign that is no code."""
    text = "".join(text.split())
    classes = classes_on(on)
    try:
        classed, found = count_marks(text, classes), list(marks(text))
    except ValueError as error:
        raise NotValid({"marks": f"{error} Codes are capital letters, / and \\."}) from None
    attended = sum(classed.get(name, 0) for name in ATTENDING)
    authorised = sum(classed.get(name, 0) for name in AUTHORISED)
    unauthorised = sum(classed.get(name, 0) for name in UNAUTHORISED)
    return MarkCounts(
        possible=attended + authorised + unauthorised,
        attended=attended,
        authorised=authorised,
        unauthorised=unauthorised,
        late=found.count(LATE),
        not_counted=classed.get("NP", 0) + classed.get("NC", 0),
        unknown=tuple(dict.fromkeys(mark for mark in found if mark not in classes and mark != "-")),
    )


def classes_on(day: date) -> dict[str, str]:
    """Code to statistical class on a day: the class of a code depends on the date (DOMAIN 1.1)."""
    table = codeset("attendance_codes_2024")
    column = "before" if day < date.fromisoformat(table["effective_from"]) else "since"
    withdrawn = {each["code"]: each[column] for each in table["withdrawn"]}
    return {**{code: class_ for code, _, class_ in table["codes"]}, **withdrawn}
