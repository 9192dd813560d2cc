"""Attendance: marks counted by the classes of their day, and what the school year comes to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

import pytest

from ontrack_desktop.domain.errors import NotValid
from ontrack_desktop.domain.people import Pupil
from ontrack_desktop.services import attendance
from ontrack_desktop.services.attendance import AttendancePage, MarkCounts, counted
from ontrack_desktop.services.workspace import Workspace
from tests.casework import a_case, a_period
from tests.factories import TODAY

Keep = Callable[..., None]
NOW = date(2026, 9, 7)


def page(workspace: Workspace, pupil: Pupil) -> AttendancePage:
    return workspace.query(partial(attendance.attendance_page, pupil_id=pupil.id, today=TODAY))


def test_marks_are_counted_by_class() -> None:
    # Mon / \ present · Tue I illness, C2 part-time timetable · Wed L late, B off site · Thu O, U · Fri Y4 #, blank
    found = counted(r"/\ IC2 LB OU Y4# --", NOW)
    assert found == MarkCounts(
        possible=8, attended=4, authorised=2, unauthorised=2, late=1, not_counted=2, unknown=()
    )


def test_sessions_at_another_school_or_not_required_are_not_possible_attendances() -> None:
    # D, X, Q and Y1 to Y7 leave the denominator; a register that files them as absence is wrong (DOMAIN 1.1)
    found = counted("/DXQY1Y2Y3Y4Y5Y6Y7", NOW)
    assert (found.possible, found.attended, found.authorised, found.not_counted) == (1, 1, 0, 10)


def test_the_class_of_an_interview_depends_on_its_date() -> None:
    last_day = date(2024, 8, 18)
    assert counted("J", last_day).attended == 1
    assert counted("J", date(2024, 8, 19)).attended == 0
    assert counted("J", date(2024, 8, 19)).authorised == 1
    assert counted("H", last_day).authorised == 1


def test_a_code_in_no_list_is_said_and_counted_nowhere() -> None:
    found = counted("//A/A", NOW)
    assert (found.possible, found.unknown) == (3, ("A",))


def test_a_sign_that_is_no_code_is_refused_with_a_sentence() -> None:
    with pytest.raises(NotValid) as refused:
        counted("//i", NOW)
    assert refused.value.problems == {"marks": "“i” is not an attendance code. Codes are capital letters, / and \\."}


def test_ten_per_cent_away_is_persistent_and_one_session_less_is_not(
    workspace: Workspace, pupil: Pupil, keep: Keep
) -> None:
    keep(a_case(pupil), a_period(pupil, "Aut 1", date(2026, 9, 3), date(2026, 10, 23), 343, 380))
    assert not page(workspace, pupil).is_persistently_absent  # 37 of 380 = 9.74 %
    keep(a_period(pupil, "Aut 2", date(2026, 11, 2), date(2026, 11, 3), 0, 1))
    found = page(workspace, pupil)
    assert found.is_persistently_absent is False  # 38 of 381 = 9.97 %
    keep(a_period(pupil, "Aut 2b", date(2026, 11, 4), date(2026, 11, 4), 0, 1))
    found = page(workspace, pupil)
    assert found.this_year == (343, 382)
    assert (found.is_persistently_absent, found.is_severely_absent) == (True, False)  # 39 of 382 = 10.2 %


def test_last_school_year_says_nothing_about_this_one(workspace: Workspace, pupil: Pupil, keep: Keep) -> None:
    keep(a_case(pupil), a_period(pupil, "Sum 2", date(2026, 6, 1), date(2026, 7, 17), 1, 70))
    found = page(workspace, pupil)
    assert found.this_year.share is None
    assert not found.is_severely_absent
