"""Dates and times as people type them, and as a field writes them so that they can be read again.

A day without its year or week is meant one of two ways: when something happened (`read_day`, `read_moment`) or by
when it is due (`read_due`). Years outside 1900 to 2100 are refused: most often a slip of the finger.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from .when import LONG_DAYS, LONG_MONTHS

FIRST_YEAR, LAST_YEAR = 1900, 2100
NEAR = 180  # days around today in which a day is written, and read, without its year
NAMED = {"today": 0, "yesterday": -1, "tomorrow": 1}
LONGEST = 60  # letters of a date with its time; a paste of more is none

CLOCK = re.compile(r"\b(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)\b|\b(\d{1,2}):(\d{2})\b|\bnoon\b|\bmidday\b")
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
NUMBERS = re.compile(r"(\d{1,2})[/.\-](\d{1,2})(?:[/.\-](\d{4}|\d{2}))?")
WORDS = re.compile(r"(?:([a-z]+) )?(\d{1,2})(?:st|nd|rd|th)? ([a-z]+)\.?(?: (\d{4}))?")
IN_SOME_TIME = re.compile(r"(?:in )?(a|\d{1,2}) (day|week)s?(?: from now)?")


def read_moment(typed: str, now: datetime, *, usual: time | None = None) -> datetime | None:
    """The moment that is meant, in the time zone of `now`; None if it is none.

    "now", "today 14:30", "yesterday", "Tue 4 Nov, 10:00", "04/11/2026 10:00", "2pm", "fri". Without a day it is
    today; without a time it is `usual`, or the time of `now`.
    """
    words = _plain(typed)
    if words == "now":
        return now
    found = CLOCK.search(words)
    clock = _clock(found) if found else None
    if found and clock is None:
        return None
    rest = _plain(words[: found.start()] + " " + words[found.end() :]) if found else words
    rest = re.sub(r"\bat$|^at\b", "", rest).strip()
    if not rest and clock is None:
        return None
    day = read_day(rest, now.date()) if rest else now.date()
    if day is None:
        return None
    return datetime.combine(day, clock or usual or now.time(), tzinfo=now.tzinfo).replace(second=0, microsecond=0)


def read_day(typed: str, today: date) -> date | None:
    """The day that something happened: a weekday is the last one, a day without its year the nearest one."""
    words = _plain(typed)
    if words in NAMED:
        return today + timedelta(days=NAMED[words])
    weekday = _place(words.removeprefix("last "), LONG_DAYS)
    if weekday is not None:
        return today - timedelta(days=(today.weekday() - weekday) % 7 or 7)
    parts = _parts(words, today)
    if parts is None or parts[0] is not None:
        return _day(*parts) if parts else None
    near = [day for more in (-1, 0, 1) if (day := _day(today.year + more, *parts[1:]))]
    return min(near, key=lambda day: abs((day - today).days), default=None)


def read_due(typed: str, today: date) -> date | None:
    """The day that something is due: "Friday" is the next one, "4/11" the first that is not past, "in 2 weeks"."""
    words = _plain(typed)
    if words == "next week":
        return today + timedelta(days=7)
    words = words.removeprefix("next ")
    if words in NAMED:
        return today + timedelta(days=NAMED[words])
    weekday = _place(words, LONG_DAYS)
    if weekday is not None:
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    if found := IN_SOME_TIME.fullmatch(words):
        count = 1 if found[1] == "a" else int(found[1])
        return today + timedelta(days=count * (7 if found[2] == "week" else 1))
    parts = _parts(words, today)
    if parts is None or parts[0] is not None:
        return _day(*parts) if parts else None
    ahead = [_day(today.year + more, *parts[1:]) for more in (0, 1)]
    return next((day for day in ahead if day and day >= today), None)


def write_moment(moment: datetime, now: datetime) -> str:
    """"Today, 10:00", "Tue 4 Nov, 14:30", "4 Nov 2019, 09:05"."""
    return f"{write_day(moment.date(), now.date())}, {moment:%H:%M}"


def write_day(day: date, today: date) -> str:
    """"Yesterday", "Tue 4 Nov", "4 Nov 2019"; without its year only where it is near."""
    for word, apart in NAMED.items():
        if (day - today).days == apart:
            return word.capitalize()
    month = LONG_MONTHS[day.month - 1][:3]
    if abs((day - today).days) < NEAR:
        return f"{LONG_DAYS[day.weekday()][:3]} {day.day} {month}"
    return f"{day.day} {month} {day.year}"


def _plain(typed: str) -> str:
    """Small letters with one blank between the words; "" for what is too long to be a date."""
    return " ".join(typed.lower().replace(",", " ").split()) if len(typed) <= LONGEST else ""


def _place(word: str, names: tuple[str, ...]) -> int | None:
    """The place of a name that `word` begins, with three letters at least ("tues", "sept")."""
    if len(word) < 3:
        return None
    return next((place for place, name in enumerate(names) if name.lower().startswith(word)), None)


def _clock(found: re.Match[str]) -> time | None:
    if found[0] in ("noon", "midday"):
        return time(12)
    hour, minute = int(found[1] or found[4]), int(found[2] or found[5] or 0)
    if found[3]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found[3] == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _parts(words: str, today: date) -> tuple[int | None, int, int] | None:
    """Year (None where it is not said), month and day of a date; None if it is none."""
    if found := ISO.fullmatch(words):
        return int(found[1]), int(found[2]), int(found[3])
    if found := NUMBERS.fullmatch(words):
        return _year(found[3], today), int(found[2]), int(found[1])
    if found := WORDS.fullmatch(words):
        month = _place(found[3], LONG_MONTHS)
        if month is not None and (not found[1] or _place(found[1], LONG_DAYS) is not None):
            return _year(found[4], today), month + 1, int(found[2])
    return None


def _year(figures: str | None, today: date) -> int | None:
    """The year that four or two figures mean: two are at most twenty years ahead."""
    if figures is None or len(figures) == 4:
        return int(figures) if figures else None
    year = int(figures)
    return year + (2000 if year <= today.year % 100 + 20 else 1900)


def _day(year: int | None, month: int, day: int) -> date | None:
    """The day, if it is in the calendar and in a year that can be meant."""
    if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
