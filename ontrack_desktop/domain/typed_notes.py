"""What people type into a note in a hurry: how long it took, what is to be done by when, a sentence that was said."""

from __future__ import annotations

import re
from datetime import date

from .typed_dates import read_due

LENGTH = re.compile(r"(?:(\d{1,2})\s*(?:hours?|hrs?|h))?\s*(?:and )?(?:(\d{1,4})\s*(?:m|mins?|minutes?)?)?")
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
