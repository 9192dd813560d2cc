"""Types of fields: what may be typed into them, and what the store makes of them.

Text is normalised to NFC when it enters a record. NUL and lone surrogates are refused: neither survives
a file or a page. Other control characters mean nothing in a text and are left out. Bidirectional controls
and zero-width characters are kept (a name may need them) and isolated where they are shown; a text of
nothing but such characters is empty.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator, Field

LINE_LENGTH = 200
TEXT_LENGTH = 1_000_000
EARLIEST = date(1900, 1, 1)
LATEST = date(2200, 12, 31)


@dataclass(frozen=True)
class Link:
    """A field that points at another record, in a role that lists are made by."""

    role: str


@dataclass(frozen=True)
class Long:
    """A field that takes paragraphs rather than a line."""


@dataclass(frozen=True)
class Searched:
    """A field whose words can be found."""


BROKEN = re.compile("[\0\ud800-\udfff]")
CONTROLS = re.compile("[\x01-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
NUMBER = re.compile(r"[+-]?\d*[.,]?\d*")
BROKEN_TEXT = "Part of this text is broken and cannot be kept. Delete what you pasted, and type it instead."


def mended(value: Any) -> Any:
    """What was typed into a form, without what no file takes: a draft is kept also where the text is broken."""
    match value:
        case str():
            return BROKEN.sub("\N{REPLACEMENT CHARACTER}", value)
        case dict():
            return {mended(name): mended(part) for name, part in value.items()}
        case list() | tuple():
            return [mended(part) for part in value]
    return value


def _clean(value: str) -> str:
    if BROKEN.search(value):
        raise ValueError(BROKEN_TEXT)
    value = CONTROLS.sub("", value)
    return unicodedata.normalize("NFC", value) if _shows(value) else ""


def _shows(value: str) -> bool:
    """Whether anything of a text can be seen."""
    return any(unicodedata.category(character)[0] not in "ZC" for character in value)


def _line(value: str) -> str:
    line = re.sub(r"\s+", " ", _clean(value)).strip()
    if len(line) > LINE_LENGTH:
        raise ValueError(f"Make this shorter: {LINE_LENGTH} characters at most, it has {len(line)}.")
    return line


def _text(value: str) -> str:
    text = _clean(value).replace("\r\n", "\n").replace("\r", "\n").strip("\n ")
    if len(text) > TEXT_LENGTH:
        raise ValueError("This is longer than a note can be (a million characters). Save it as two notes.")
    return text


def _filled(value: str) -> str:
    if not value:
        raise ValueError("Write something here.")
    return value


def _no_number(value: Any) -> Any:
    """A bare number is no date; pydantic would count it as seconds since 1970."""
    if isinstance(value, int | float) or (isinstance(value, str) and NUMBER.fullmatch(value.strip())):
        raise ValueError("Enter a date, such as 4/11/2026.")
    return value


def _day(value: date) -> date:
    if not EARLIEST <= value <= LATEST:
        raise ValueError("Check the year: it must be between 1900 and 2200.")
    return value


def _moment(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("A time needs its time zone.")
    _day(value.date())
    return value.astimezone(UTC)


def _percent(value: int) -> int:
    if not 0 <= value <= 100:
        raise ValueError("Enter a percentage from 0 to 100.")
    return value


def _count(value: int) -> int:
    if not 0 <= value <= 100_000:
        raise ValueError("Enter a whole number, 0 or more.")
    return value


def _school_year(value: int) -> int:
    if not -1 <= value <= 14:
        raise ValueError("Enter a school year from 0 (Reception) to 14.")
    return value


def _tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list | set | frozenset) else value


Line = Annotated[str, AfterValidator(_line), Searched()]
"""One line, at most 200 characters, white space evened out."""
Text = Annotated[str, AfterValidator(_text), Searched(), Long()]
"""Many lines, at most a million characters."""
Code = Annotated[str, AfterValidator(_line)]
"""A code of a code list, or a number that is not searched by its words."""
FilledLine = Annotated[Line, AfterValidator(_filled)]
FilledText = Annotated[Text, AfterValidator(_filled)]
Lines = Annotated[tuple[Line, ...], BeforeValidator(_tuple), Searched()]
Day = Annotated[date, BeforeValidator(_no_number), AfterValidator(_day)]
Moment = Annotated[datetime, BeforeValidator(_no_number), AfterValidator(_moment)]
"""A point in time: aware, kept as UTC."""
Percent = Annotated[int, AfterValidator(_percent)]
Count = Annotated[int, AfterValidator(_count)]
SchoolYear = Annotated[int, AfterValidator(_school_year)]
"""National curriculum year: 0 is Reception, -1 nursery."""
Minutes = Annotated[int, Field(ge=0, le=24 * 60)]

PupilIds = Annotated[tuple[UUID, ...], Link("pupil")]
WorkerIds = Annotated[tuple[UUID, ...], Link("reader")]
