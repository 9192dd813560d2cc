"""What has changed since the case opened: every figure with its arithmetic."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from ontrack_desktop.domain.choices import SuspensionCategory
from ontrack_desktop.domain.figures import percent, points
from ontrack_desktop.domain.people import Pupil
from ontrack_desktop.services.progress import Progress, progress
from ontrack_desktop.services.workspace import Workspace
from tests.casework import (
    OPENED,
    a_case,
    a_goal,
    a_period,
    a_rating,
    a_score,
    a_session,
    a_suspension,
)
from tests.factories import TODAY

Keep = Callable[..., None]


@pytest.fixture
def pupil(pupil: Pupil, keep: Keep) -> Pupil:
    keep(a_case(pupil))
    return pupil


def ask(workspace: Workspace, pupil: Pupil) -> Progress:
    return workspace.query(lambda read: progress(read, pupil_id=pupil.id, today=TODAY))


def test_attendance_before_and_since_is_counted_in_sessions(workspace: Workspace, pupil: Pupil, keep: Keep) -> None:
    keep(
        a_period(pupil, "Sum 1", date(2026, 4, 20), date(2026, 5, 22), 56, 70),
        a_period(pupil, "Aut 1", date(2025, 9, 3), date(2025, 10, 24), 2, 70),
        a_period(pupil, "Spr 1", date(2026, 1, 5), date(2026, 2, 13), 30, 60),
        # marked as before by hand, though it ran on after the case opened: 1 of 30
        a_period(pupil, "Aut 2", date(2025, 10, 27), date(2025, 11, 14), 1, 30, before_case=True),
    )
    found = ask(workspace, pupil)
    assert [p.label_text for p in found.attendance_periods] == ["Aut 1", "Aut 2", "Spr 1", "Sum 1"]
    assert found.attendance_before == (2 + 1, 70 + 30)  # 3 of 100 = 3 %
    assert found.attendance_since == (30 + 56, 60 + 70)
    assert found.attendance_latest is not None
    assert found.attendance_latest.label_text == "Sum 1"  # 56 of 70 = 80 %
    before, latest = found.attendance_before.share, Fraction(56 * 100, 70)
    assert before == 3
    assert (percent(before, drop_zero=True), percent(latest, drop_zero=True)) == ("3\u2009%", "80\u2009%")
    assert points(before, latest) == "+77"


def test_only_scores_of_the_strand_scored_last_are_compared(workspace: Workspace, pupil: Pupil, keep: Keep) -> None:
    keep(
        a_score(pupil, date(2026, 10, 1), 42),
        a_score(pupil, date(2026, 3, 1), 61, "Doing"),
        a_score(pupil, date(2026, 1, 12), 27),
    )
    thrive = ask(workspace, pupil).thrive
    assert [(score.dimension, score.value) for score in thrive] == [("Being", 27), ("Being", 42)]
    assert points(Fraction(thrive[0].value), Fraction(thrive[-1].value)) == "+15"  # 42 − 27


def test_suspensions_are_summed_by_school_year_and_by_case(workspace: Workspace, pupil: Pupil, keep: Keep) -> None:
    keep(
        a_suspension(pupil, date(2025, 8, 31), 10),  # the school year before last
        a_suspension(pupil, date(2025, 9, 1), 4),  # last school year, before the case opened on 3 Nov 2025
        a_suspension(pupil, OPENED, 2),  # last school year, since the case
        a_suspension(pupil, date(2026, 9, 1), 1, category=SuspensionCategory.LUNCHTIME),  # this school year
        a_suspension(pupil, date(2026, 10, 1), 0, category=SuspensionCategory.PERMANENT),  # not in the count
    )
    counts = ask(workspace, pupil).suspensions
    assert (counts.this_school_year, counts.last_school_year) == (1, 4 + 2)
    assert (counts.before_case, counts.since_case) == (10 + 4, 2 + 1)


def test_a_goal_carries_its_first_and_latest_rating(workspace: Workspace, pupil: Pupil, keep: Keep) -> None:
    goal = a_goal(pupil, "Walk in by the front door.", date(2026, 1, 9))
    keep(
        a_goal(pupil, "Finish the bike.", date(2026, 9, 9)), goal,
        a_rating(pupil, goal.id, date(2026, 10, 28), 7), a_rating(pupil, goal.id, date(2026, 1, 9), 2),
        a_rating(pupil, goal.id, date(2026, 5, 1), 9),
    )
    first, second = ask(workspace, pupil).goals
    assert first.first is not None
    assert first.latest is not None
    assert (first.first.value, first.latest.value, first.change) == (2, 7, 5)
    assert (second.goal.words, second.first, second.change) == ("Finish the bike.", None, None)


def test_a_claim_stands_beside_the_counts_and_is_never_taken_off(
    workspace: Workspace, pupil: Pupil, keep: Keep
) -> None:
    keep(
        a_session(
            pupil, datetime(2026, 10, 13, 9, tzinfo=UTC), would_have_been_sessions=2,
            would_have_been_decided_by="Mrs Cole",
        ),
        a_session(
            pupil, datetime(2026, 10, 29, 10, tzinfo=UTC),
            back_in_class_at=datetime(2026, 10, 29, 11, tzinfo=UTC),
        ),
        a_session(pupil, datetime(2026, 6, 1, 10, tzinfo=UTC)),  # last school year
        a_suspension(pupil, date(2026, 9, 30), 3),
    )
    found = ask(workspace, pupil)
    assert (found.time_in.sessions, found.time_in.back_same_day, found.time_in.claimed_sessions) == (2, 1, 2)
    assert found.suspensions.this_school_year == 3


def test_a_pupil_with_nothing_recorded_has_no_percentage(workspace: Workspace, pupil: Pupil) -> None:
    found = ask(workspace, pupil)
    assert found.opened_on == OPENED
    assert found.attendance_before.share is None
    assert (found.attendance_latest, found.thrive, found.goals) == (None, (), ())
