"""Dates and times as people type and say them. Pure: the present moment is an argument."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
NAMED = {"today": 0, "yesterday": -1, "tomorrow": 1}
FIRST_YEAR, LAST_YEAR = 1900, 2100
NEAR = 180  # days around now in which a date is said, and understood, without its year

_CLOCK = re.compile(r"\b(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)\b|\b(\d{1,2}):(\d{2})\b|\bnoon\b|\bmidday\b")
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
_NUMBERS = re.compile(r"^(\d{1,2})[/.\-](\d{1,2})(?:[/.\-](\d{4}|\d{2}))?$")
_WORDS = re.compile(r"^(?:([a-z]+) )?(\d{1,2})(?:st|nd|rd|th)? ([a-z]+)\.?(?: (\d{4}))?$")


def parse_when(text: str, now: datetime, *, usual: time | None = None) -> datetime | None:
    """The moment that `text` means, in the time zone of `now`, or None if it means none.

    Understands "now", "today 14:30", "yesterday", "Tue 4 Nov, 10:00", "4 Nov", "04/11/2026 10:00", "2pm", "fri".
    Without a day it is today; without a time it is `usual`, or the time of `now`. A date without a year is the
    nearest one; a weekday alone is the last one. Years outside 1900 to 2100 are refused.
    """
    words = _plain(text)
    if words == "now":
        return now
    found = _CLOCK.search(words)
    clock = _clock(found) if found else None
    if found and clock is None:
        return None
    rest = (words[: found.start()] + " " + words[found.end() :]).strip() if found else words
    rest = re.sub(r"\s+", " ", re.sub(r"\bat$|^at\b", "", rest.strip())).strip()
    if not rest and clock is None:
        return None
    day = parse_day(rest, now.date()) if rest else now.date()
    if day is None:
        return None
    return datetime.combine(day, clock or usual or now.time(), tzinfo=now.tzinfo).replace(second=0, microsecond=0)


def parse_day(text: str, today: date) -> date | None:
    """The day that `text` means, or None. See `parse_when`."""
    words = _plain(text)
    if words in NAMED:
        return today + timedelta(days=NAMED[words])
    weekday = _named(words.removeprefix("last "), DAYS)
    if weekday is not None:
        return today - timedelta(days=(today.weekday() - weekday) % 7 or 7)
    if found := _ISO.match(words):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMBERS.match(words):
        return _with_year(int(found[1]), int(found[2]), found[3], today)
    if found := _WORDS.match(words):
        if found[1] and _named(found[1], DAYS) is None:
            return None
        month = _named(found[3], MONTHS)
        return _with_year(int(found[2]), month + 1, found[4], today) if month is not None else None
    return None


def say_when(value: datetime, now: datetime) -> str:
    """A moment in people's words: "Today, 10:00", "Tue 4 Nov, 14:30", "4 Nov 2019, 09:05"."""
    return f"{say_day(value.date(), now.date())}, {value:%H:%M}"


def say_day(value: date, today: date) -> str:
    """A day in people's words; without its year where it is near."""
    for word, days in NAMED.items():
        if value - today == timedelta(days=days):
            return word.capitalize()
    month = MONTHS[value.month - 1][:3].capitalize()
    if abs((value - today).days) < NEAR:
        return f"{DAYS[value.weekday()][:3].capitalize()} {value.day} {month}"
    return f"{value.day} {month} {value.year}"


def say_in_full(value: date) -> str:
    """A day with nothing left out: "Tuesday 4 November 2026"."""
    return f"{DAYS[value.weekday()].capitalize()} {value.day} {MONTHS[value.month - 1].capitalize()} {value.year}"


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.lower().replace(",", " ")).strip()


def _named(word: str, names: tuple[str, ...]) -> int | None:
    """The place of a name that `word` begins, with three letters at least ("tues", "sept")."""
    if len(word) < 3:
        return None
    return next((n for n, name in enumerate(names) if name.startswith(word)), None)


def _clock(found: re.Match[str]) -> time | None:
    if found[0] in ("noon", "midday"):
        return time(12)
    hour, minute = int(found[1] or found[4]), int(found[2] or found[5] or 0)
    if found[3]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found[3] == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _with_year(day: int, month: int, year: str | None, today: date) -> date | None:
    if year is None:
        near = [d for y in (-1, 0, 1) if (d := _day(today.year + y, month, day))]
        return min(near, key=lambda d: abs((d - today).days), default=None)
    full = int(year)
    if len(year) == 2:  # two figures: at most twenty years ahead
        full += 2000 if full <= today.year % 100 + 20 else 1900
    return _day(full, month, day)


def _day(year: int, month: int, day: int) -> date | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
