"""Dates and times as people type them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontrack_desktop.ui.widgets.when import parse_day, parse_when, say_day, say_in_full, say_when

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
    understood = parse_when(typed, NOW)
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
    assert parse_day(typed, NOW.date()) == meant


@pytest.mark.parametrize(
    "typed",
    ["", "   ", "soon", "31 Feb", "29/02/2027", "4 Nowember", "25:00", "today 14:75", "13pm", "4 Nov 1899", "1/1/9999",
     "0/5", "blue 4 Nov", "99999999999999", "4 Nov 4 Nov", "²/³"],
)  # fmt: skip
def test_what_means_no_date_is_refused(typed: str) -> None:
    assert parse_when(typed, NOW) is None


def test_a_day_without_a_time_keeps_the_time_that_was_there() -> None:
    assert parse_when("yesterday", NOW, usual=time(14, 30)) == datetime(2026, 11, 2, 14, 30, tzinfo=UTC)
    assert parse_when("yesterday", NOW) == NOW - timedelta(days=1)


def test_near_days_are_said_without_a_year_and_far_ones_with_it() -> None:
    assert say_when(NOW, NOW) == "Today, 10:42"
    assert say_when(NOW - timedelta(days=1), NOW) == "Yesterday, 10:42"
    assert say_when(datetime(2026, 10, 31, 9, 5, tzinfo=UTC), NOW) == "Sat 31 Oct, 09:05"
    assert say_day(date(2019, 11, 4), NOW.date()) == "4 Nov 2019"
    assert say_in_full(date(2026, 11, 3)) == "Tuesday 3 November 2026"


@given(
    value=st.tuples(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.times()),
    now=st.tuples(st.dates(date(1920, 1, 1), date(2099, 12, 31)), st.times()),
)
def test_what_is_said_is_understood_again(value: tuple[date, time], now: tuple[date, time]) -> None:
    moment, present = (
        datetime.combine(day, clock.replace(second=0, microsecond=0), tzinfo=UTC) for day, clock in (value, now)
    )
    assert parse_when(say_when(moment, present), present) == moment


@given(typed=st.text())
def test_no_text_breaks_it(typed: str) -> None:
    understood = parse_when(typed, NOW)
    assert understood is None or 1900 <= understood.year <= 2100
