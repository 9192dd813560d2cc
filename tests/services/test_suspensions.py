"""Suspensions: sessions and days, the guidance's numbers as dated data, and what is asked for now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

import pytest

from ontrack_desktop.domain.choices import SuspensionCategory
from ontrack_desktop.domain.people import Pupil
from ontrack_desktop.services import suspensions
from ontrack_desktop.services.suspensions import SuspensionPage, clock, notices, school_days
from ontrack_desktop.services.workspace import Workspace
from tests.casework import a_suspension
from tests.factories import TODAY, a_pupil

Keep = Callable[..., None]


def page(workspace: Workspace, pupil: Pupil) -> SuspensionPage:
    return workspace.query(partial(suspensions.suspension_page, pupil_id=pupil.id, today=TODAY))


def test_the_year_is_summed_in_sessions_against_the_limit(workspace: Workspace, pupil: Pupil, keep: Keep) -> None:
    keep(
        a_suspension(pupil, date(2026, 7, 1), 6),  # last school year
        a_suspension(pupil, date(2026, 9, 8), 5),
        a_suspension(pupil, date(2026, 10, 5), 1, category=SuspensionCategory.LUNCHTIME),
        a_suspension(pupil, date(2026, 10, 20), 0, category=SuspensionCategory.PERMANENT),
    )
    found = page(workspace, pupil)
    assert found.sessions_this_year == 5 + 1  # 3 days of 45
    assert found.limit.school_days == 45
    assert [s.started_on.isoformat() for s in found.suspensions] == [
        "2026-10-20", "2026-10-05", "2026-09-08", "2026-07-01",
    ]


def test_a_suspension_lies_on_school_days_two_sessions_each() -> None:
    friday = date(2026, 10, 9)
    lain = list(school_days(a_suspension(a_pupil(), friday, 5)))
    assert [(day.isoformat(), count) for day, count in lain] == [
        ("2026-10-09", 2), ("2026-10-12", 2), ("2026-10-13", 1),
    ]


@pytest.mark.parametrize(
    ("sessions", "rule"),
    [(10, "governors_up_to"), (11, "governors_if_asked"), (30, "governors_if_asked"), (31, "governors_must_meet")],
    ids=["5 days", "5.5 days", "15 days", "15.5 days"],
)
def test_the_days_of_a_term_decide_what_governors_do(sessions: int, rule: str) -> None:
    found = notices([a_suspension(a_pupil(), date(2026, 9, 7), sessions)], TODAY)
    about_the_term = [notice for notice in found if notice.term]
    assert [(n.clock.key, n.sessions, n.term) for n in about_the_term] == [(rule, sessions, "autumn term")]


def test_only_the_days_inside_the_term_count_for_it() -> None:
    # Thursday 31 Dec, then from Fri 1 Jan: 2 sessions in autumn, 6 in spring
    spanning = a_suspension(a_pupil(), date(2026, 12, 31), 8)
    autumn = [n.sessions for n in notices([spanning], date(2026, 12, 31)) if n.term]
    spring = [n.sessions for n in notices([spanning], date(2027, 1, 8)) if n.term]
    assert (autumn, spring) == ([2], [6])


def test_education_is_due_from_the_sixth_school_day() -> None:
    five_days = a_suspension(a_pupil(), date(2026, 9, 7), 10)
    longer = a_suspension(a_pupil(), date(2026, 9, 7), 11)
    due = [n for n in notices([five_days, longer], TODAY) if n.clock.key == "full_time_education"]
    # Monday 7 September is the first school day, Monday 14 September the sixth
    assert [(n.suspension_id, n.due_on) for n in due] == [(longer.id, date(2026, 9, 14))]


def test_what_is_not_written_down_of_a_recent_suspension_is_asked_for() -> None:
    bare = a_suspension(a_pupil(), date(2026, 10, 28), 2)
    asked = {n.clock.key for n in notices([bare], TODAY) if n.suspension_id == bare.id}
    assert asked == {"tell_family", "reintegration"}
    told = bare.model_copy(update={"parent_told_on": bare.started_on, "reintegration_on": date(2026, 10, 30)})
    assert [n for n in notices([told], TODAY) if n.suspension_id] == []


def test_a_permanent_exclusion_asks_for_governors_within_fifteen_school_days() -> None:
    out = a_suspension(
        a_pupil(), date(2026, 10, 12), 0, category=SuspensionCategory.PERMANENT, parent_told_on=date(2026, 10, 12)
    )
    found = {n.clock.key: n.due_on for n in notices([out], TODAY)}
    # 15 weekdays after Monday 12 October is Monday 2 November; the sixth school day is Monday 19 October
    assert found == {
        "governors_must_meet": date(2026, 11, 2), "full_time_education_permanent": date(2026, 10, 19),
    }


def test_the_limit_is_mentioned_only_when_it_comes_near() -> None:
    def says(sessions: int) -> bool:
        found = notices([a_suspension(a_pupil(), date(2026, 9, 7), sessions)], TODAY)
        return any(notice.clock.key == "days_in_year" for notice in found)

    assert (says(59), says(60)) == (False, True)  # 30 of 45 days is two thirds


def test_rules_are_data_with_dates_and_sources() -> None:
    rule = clock("days_in_year", TODAY)
    assert rule.effective_from <= TODAY
    assert "2023" in rule.source
    with pytest.raises(KeyError):
        clock("no such rule", TODAY)


def test_the_departments_reasons_are_offered() -> None:
    found = dict(suspensions.reasons())
    assert len(found) == 29
    assert found["DB"] == "Persistent or general disruptive behaviour"
    assert "OT" not in found  # there is no "other" (DOMAIN 2.2)
