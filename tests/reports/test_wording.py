"""Figures, dates and counts as they are said; every number with its arithmetic."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from ontrack_desktop.reports import wording
from tests.reports.examples import at

NEAR = date(2026, 11, 27)


def plain(text: str) -> str:
    """With ordinary blanks, to be compared in a test."""
    return text.replace(wording.STAY, " ").replace(wording.THIN, " ")


def test_percentages_are_exact_fractions_until_they_are_printed() -> None:
    assert plain(wording.percent(wording.share(232, 290))) == "80.0 %"  # 23200 / 290 = 80
    assert plain(wording.percent(wording.share(6, 202))) == "3.0 %"  # 600 / 202 = 2.970…
    assert plain(wording.percent(wording.share(16, 43))) == "37.2 %"  # 1600 / 43 = 37.209…


def test_the_first_page_drops_a_decimal_of_nothing() -> None:
    assert plain(wording.percent(wording.share(232, 290), plain=True)) == "80 %"
    assert plain(wording.percent(wording.share(1, 8), plain=True)) == "12.5 %"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (Fraction(1, 20), "0.1"),  # 0.05: Python's round() would say 0.0
        (Fraction(1, 4), "0.3"),  # 0.25: round() would say 0.2
        (Fraction(-1, 4), "−0.3"),
        (Fraction(-1, 100), "0.0"),  # never "−0.0"
        (Decimal("99.95"), "100.0"),
        (0, "0.0"),
    ],
)
def test_halves_are_rounded_up(value: Fraction | Decimal | int, said: str) -> None:
    assert wording.number(value) == said


def test_percentages_are_compared_in_points_from_their_exact_values() -> None:
    before, now = wording.share(6, 202), wording.share(232, 290)
    assert before is not None
    assert now is not None
    assert wording.points(before, now) == "+77.0 percentage points"  # 80 - 2.970… = 77.029…
    assert wording.points(before, now, plain=True) == "+77 percentage points"
    assert wording.points(27, 42, plain=True) == "+15 percentage points"
    assert wording.points(42, 27, plain=True) == "−15 percentage points"
    assert wording.points(3, 4, plain=True) == "+1 percentage point"
    assert wording.points(42, 42, plain=True) == "0 percentage points"


def test_a_share_of_nothing_is_not_a_number() -> None:
    assert wording.percent(wording.share(0, 0)) == "–"


def test_sessions_are_half_days() -> None:
    assert [wording.days_of(n) for n in (1, 2, 3, 4)] == ["half a day", "1 day", "1.5 days", "2 days"]
    assert wording.count(1204, "session") == "1,204 sessions"
    assert plain(wording.of(232, 290)) == "232 of 290 sessions"


def test_a_date_carries_its_year_where_it_could_be_mistaken() -> None:
    assert plain(wording.day(date(2026, 12, 3), NEAR)) == "Thu 3 Dec"
    assert plain(wording.day(date(2027, 1, 5), NEAR)) == "Tue 5 Jan"
    assert plain(wording.day(date(2025, 11, 19), NEAR)) == "Wed 19 Nov 2025"
    assert plain(wording.day(date(2026, 12, 3))) == "Thu 3 Dec 2026"


def test_a_date_is_said_only_as_exactly_as_it_is_known() -> None:
    when = date(2024, 10, 1)
    said = [plain(wording.imprecise_day(when, precision)) for precision in ("day", "month", "year", "about")]
    assert said == ["1 Oct 2024", "Oct 2024", "2024", "Oct 2024, about"]


def test_late_is_counted_to_the_day_of_the_meeting() -> None:
    meeting = date(2026, 12, 3)
    assert wording.late(date(2026, 11, 9), meeting) == "24 days late"  # 21 days of November and 3 of December
    assert wording.late(date(2026, 12, 2), meeting) == "1 day late"


def test_a_quote_gets_quotation_marks_once() -> None:
    assert wording.quoted('"I can do it."') == wording.quoted("I can do it.") == "“I can do it.”"
    assert wording.quoted("‘Fine’ is what I say") == "“‘Fine’ is what I say”"


def test_what_the_pupil_brings_follows_the_pronouns_that_the_pupil_uses() -> None:
    assert wording.brings("Sam", "they/them") == "What they bring"
    assert wording.brings("Sam", "he/him") == "What he brings"
    assert wording.brings("Sam", "") == "What Sam brings"


def test_the_ledger_mark_is_eight_characters_in_two_fours() -> None:
    assert plain(wording.ledger_mark("7f3a92c4d0e1")) == "7F3A 92C4"


def test_a_meeting_is_said_with_its_end() -> None:
    assert plain(wording.from_to(at(12, 3, 14), at(12, 3, 15))) == "Thu 3 Dec 2026, 14:00 to 15:00"
