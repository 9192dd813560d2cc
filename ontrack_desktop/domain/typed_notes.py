"""What people type into a note in a hurry: how long it took, by when something is due, a sentence that was said."""

from __future__ import annotations

import re
from datetime import date, timedelta

from .when import DAYS, LONG_DAYS, MONTHS

LENGTH = re.compile(r"(?:(\d{1,2})\s*(?:hours?|hrs?|h))?\s*(?:and )?(?:(\d{1,4})\s*(?:m|mins?|minutes?)?)?")
IN_SOME_TIME = re.compile(r"(?:in )?(a|\d{1,2}) (day|week)s?(?: from now)?")
NUMBERS = re.compile(r"(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d{2}))?")
DAY_AND_MONTH = re.compile(r"(?:[a-z]{3,9},? )?(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3,9})\.?,?(?: (\d{4}))?")
NEAR = {"today": 0, "tomorrow": 1, "week": 7}
BY = re.compile(r"[,\s]+(?:by|before) (?P<day>[^,.]{3,24})[\s.]*$", re.IGNORECASE)
SAID = re.compile(r"“[^“”]+”|\"[^\"]+\"")
SENTENCE = re.compile(r"[^.!?…]*[^.!?…\s][^.!?…]*(?:[.!?…]+[\"”’)]*|$)|[.!?…]+")


def read_minutes(typed: str) -> int | None:
    """Minutes of "45", "45 min", "1 h", "1 h 15", "1:15", "half an hour"; None if it is none of these."""
    words = typed.strip().lower().replace("half an hour", "30").replace("an hour", "1 h")
    if found := re.fullmatch(r"(\d{1,2}):(\d{2})", words):
        return int(found[1]) * 60 + int(found[2])
    found = LENGTH.fullmatch(words)
    if not words or found is None:
        return None
    return int(found[1] or 0) * 60 + int(found[2] or 0)


def read_due(typed: str, today: date) -> date | None:
    """The day that something is due: "Friday", "4 Nov", "4/11", "in 2 weeks"; None if it is none.

    A weekday is the next one, never today; a date without its year is the next such day.
    """
    words = re.sub(r"\s+", " ", typed.lower()).strip().removeprefix("next ")
    if words in NEAR:
        return today + timedelta(days=NEAR[words])
    for number, names in enumerate(zip(DAYS, LONG_DAYS, strict=True)):
        if words in [name.lower() for name in names]:
            return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)
    if found := IN_SOME_TIME.fullmatch(words):
        count = 1 if found[1] == "a" else int(found[1])
        return today + timedelta(days=count * (7 if found[2] == "week" else 1))
    if found := NUMBERS.fullmatch(words):
        return _next(int(found[1]), int(found[2]), found[3], today)
    months = [month.lower() for month in MONTHS]
    if (found := DAY_AND_MONTH.fullmatch(words)) and found[2][:3] in months:
        return _next(int(found[1]), months.index(found[2][:3]) + 1, found[3], today)
    return None


def split_due(what: str, today: date) -> tuple[str, date | None]:
    """"Ring transport by Friday" as what is to be done and its day; the day is None where none is named."""
    found = BY.search(what)
    day = read_due(found["day"], today) if found else None
    if found is None or day is None:
        return what, None
    return what[: found.start()].strip(), day


def words_said_at(text: str, place: int) -> tuple[int, int]:
    """From where to where the words at a place were said: what stands in quotation marks, or the sentence.

    A place after a sentence, on the same line, means that sentence. (place, place) where there are no words.
    """
    first = text.rfind("\n", 0, place) + 1
    end = text.find("\n", place)
    line = text[first : end if end >= 0 else len(text)]
    here = place - first
    for quoted in SAID.finditer(line):
        if quoted.start() <= here <= quoted.end():
            return first + quoted.start(), first + quoted.end()
    best = (place, place)
    for sentence in SENTENCE.finditer(line):
        words = sentence[0].strip()
        if words and sentence.start() <= here:
            start = first + sentence.start() + len(sentence[0]) - len(sentence[0].lstrip())
            best = start, start + len(words)
    return best


def _next(day: int, month: int, year: str | None, today: date) -> date | None:
    """The day of that year (20xx if two digits), without one the first such day that is not past."""
    years = [int(year) + (2000 if len(year) == 2 else 0)] if year else [today.year, today.year + 1]
    for each in years:
        try:
            found = date(each, month, day)
        except ValueError:
            continue
        if year or found >= today:
            return found
    return None
