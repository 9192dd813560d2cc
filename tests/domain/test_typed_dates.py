"""Dates and times as people type them, looking back at what happened and ahead to what is due."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontrack_desktop.domain.typed_dates import read_day, read_due, read_moment, write_day, write_moment

NOW = datetime(2026, 11, 3, 10, 42, tzinfo=UTC)  # a Tuesday


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("now", "2026-11-03 10:42"),
        ("today 14:30", "2026-11-03 14:30"),
        ("Today, 9:05", "2026-11-03 09:05"),
        ("yesterday at 2pm", "2026-11-02 14:00"),
        ("tomorrow noon", "2026-11-04 12:00"),
        ("16:00", "2026-11-03 16:00"),
        ("4 Nov 08:15", "2026-11-04 08:15"),
        ("Wed 4 Nov, 08:15", "2026-11-04 08:15"),
        ("04/11/2026 10:00", "2026-11-04 10:00"),
        ("10:00 04/11/2026", "2026-11-04 10:00"),
        ("2026-11-04 10:00", "2026-11-04 10:00"),
        ("fri 12.30 pm", "2026-10-30 12:30"),
        ("12 am today", "2026-11-03 00:00"),
    ],
)
def test_what_people_type_is_understood(typed: str, meant: str) -> None:
    understood = read_moment(typed, NOW)
    assert understood is not None
    assert f"{understood:%Y-%m-%d %H:%M}" == meant
    assert understood.tzinfo is UTC


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("4 Nov", date(2026, 11, 4)),
        ("4th november", date(2026, 11, 4)),
        ("31 Dec", date(2026, 12, 31)),
        ("2 Jan", date(2027, 1, 2)),  # nearer than last January
        ("1 Aug", date(2026, 8, 1)),
        ("4/11", date(2026, 11, 4)),
        ("4.11.26", date(2026, 11, 4)),
        ("12/03/11", date(2011, 3, 12)),
        ("12/03/98", date(1998, 3, 12)),  # two figures are at most twenty years ahead
        ("tuesday", date(2026, 10, 27)),  # the last one, not today
        ("last fri", date(2026, 10, 30)),
        ("29 Feb 2028", date(2028, 2, 29)),
    ],
)
def test_days_are_understood(typed: str, meant: date) -> None:
    assert read_day(typed, NOW.date()) == meant


@pytest.mark.parametrize(("typed", "meant"), [
    ("Friday", date(2026, 11, 6)), ("tue", date(2026, 11, 10)), ("next Wed", date(2026, 11, 4)),
    ("tomorrow", date(2026, 11, 4)), ("in 2 weeks", date(2026, 11, 17)), ("a week", date(2026, 11, 10)),
    ("next week", date(2026, 11, 10)), ("3 days from now", date(2026, 11, 6)),
    ("14 Nov", date(2026, 11, 14)), ("Sat 14 November", date(2026, 11, 14)), ("3/11", NOW.date()),
    ("2/11", date(2027, 11, 2)),  # the next one, although the last one is nearer
    ("2/11/26", date(2026, 11, 2)), ("3/2/27", date(2027, 2, 3)), ("29/2/2028", date(2028, 2, 29)),
    ("29 Feb", None), ("31/11", None), ("soon", None), ("in the end", None),
])  # fmt: skip
def test_what_is_due_lies_ahead(typed: str, meant: date | None) -> None:
    assert read_due(typed, NOW.date()) == meant


def test_a_leap_day_that_is_past_is_not_due_again_at_once() -> None:
    assert read_due("29 Feb", date(2025, 1, 10)) is None
    assert read_day("29 Feb", date(2025, 1, 10)) == date(2024, 2, 29)


def test_a_page_of_text_is_no_date() -> None:
    assert read_moment("4 Nov " * 200_000, NOW) is None


@pytest.mark.parametrize(
    "typed",
    ["", "   ", "soon", "31 Feb", "29/02/2027", "4 Nowember", "25:00", "today 14:75", "13pm", "4 Nov 1899", "1/1/9999",
     "0/5", "blue 4 Nov", "99999999999999", "4 Nov 4 Nov", "²/³"],
)  # fmt: skip
def test_what_means_no_date_is_refused(typed: str) -> None:
    assert read_moment(typed, NOW) is None


def test_a_day_without_a_time_keeps_the_time_that_was_there() -> None:
    assert read_moment("yesterday", NOW, usual=time(14, 30)) == datetime(2026, 11, 2, 14, 30, tzinfo=UTC)
    assert read_moment("yesterday", NOW) == NOW - timedelta(days=1)


def test_near_days_are_said_without_a_year_and_far_ones_with_it() -> None:
    assert write_moment(NOW, NOW) == "Today, 10:42"
    assert write_moment(NOW - timedelta(days=1), NOW) == "Yesterday, 10:42"
    assert write_moment(datetime(2026, 10, 31, 9, 5, tzinfo=UTC), NOW) == "Sat 31 Oct, 09:05"
    assert write_day(date(2019, 11, 4), NOW.date()) == "4 Nov 2019"


@given(
    value=st.tuples(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.times()),
    now=st.tuples(st.dates(date(1920, 1, 1), date(2099, 12, 31)), st.times()),
)
def test_what_is_said_is_understood_again(value: tuple[date, time], now: tuple[date, time]) -> None:
    moment, present = (
        datetime.combine(day, clock.replace(second=0, microsecond=0), tzinfo=UTC) for day, clock in (value, now)
    )
    assert read_moment(write_moment(moment, present), present) == moment


@given(day=st.dates(date(1900, 1, 1), date(2100, 12, 31)), today=st.dates(date(1920, 1, 1), date(2099, 12, 31)))
def test_a_date_written_with_its_year_is_that_day_both_ways(day: date, today: date) -> None:
    typed = f"{day:%d/%m/%Y}"
    assert read_due(typed, today) == read_day(typed, today) == day


@given(typed=st.text())
def test_no_text_breaks_it(typed: str) -> None:
    understood = read_moment(typed, NOW)
    assert understood is None or 1900 <= understood.year <= 2100
    due = read_due(typed, NOW.date())
    assert due is None or 1900 <= due.year <= 2100
