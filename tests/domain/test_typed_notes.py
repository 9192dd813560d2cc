"""What people type in a hurry is understood as they meant it."""

from __future__ import annotations

from datetime import date

import pytest

from ontrack_desktop.domain.typed_notes import read_minutes, split_due, words_said_at

TODAY = date(2026, 11, 4)  # a Wednesday


@pytest.mark.parametrize(("typed", "minutes"), [
    ("45", 45), ("45 min", 45), ("45 minutes", 45), ("1 h", 60), ("1h15", 75), ("1 hour 15 minutes", 75),
    ("1:15", 75), ("an hour", 60), ("half an hour", 30), ("a while", None), ("", None), ("-5", None),
])  # fmt: skip
def test_how_long_it_took(typed: str, minutes: int | None) -> None:
    assert read_minutes(typed) == minutes


@pytest.mark.parametrize(("typed", "what", "day"), [
    ("Ring transport by Friday", "Ring transport", date(2026, 11, 6)),
    ("Send the sheet to Ms Oakden by 14 Nov.", "Send the sheet to Ms Oakden", date(2026, 11, 14)),
    ("Ask who is coming by bus", "Ask who is coming by bus", None),
    ("Stand by, then ring by Monday", "Stand by, then ring", date(2026, 11, 9)),
])  # fmt: skip
def test_an_action_that_names_its_day(typed: str, what: str, day: date | None) -> None:
    assert split_due(typed, TODAY) == (what, day)


@pytest.mark.parametrize(("text", "here", "words"), [
    ("He came down. I hate maths. Mum laughed.", "maths", "I hate maths."),
    ("He came down. I hate maths.", "", "I hate maths."),
    ("He said “Not today. Tomorrow.” and left.", "Tomorrow", "“Not today. Tomorrow.”"),
    ("Door shut.\nI like it here", "like", "I like it here"),
    ("One.\n", "", ""),
    ("Is it 👋 ok? I can do it!", "can", "I can do it!"),
])  # fmt: skip
def test_the_words_at_a_place(text: str, here: str, words: str) -> None:
    start, end = words_said_at(text, text.index(here) if here else len(text))
    assert text[start:end] == words
