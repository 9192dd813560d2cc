"""Types of fields: what may be typed into them, and what the store makes of them.

Text is normalised to NFC when it enters a record. NUL and lone surrogates are refused: neither survives
a file or a page. Bidirectional controls and zero-width characters are kept (a name may need them) and
isolated where they are shown.
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


def _clean(value: str) -> str:
    if "\x00" in value or re.search("[\ud800-\udfff]", value):
        raise ValueError("This holds characters that cannot be kept. Delete them and type them again.")
    return unicodedata.normalize("NFC", value)


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
Day = Annotated[date, AfterValidator(_day)]
Moment = Annotated[datetime, AfterValidator(_moment)]
"""A point in time: aware, kept as UTC."""
Percent = Annotated[int, AfterValidator(_percent)]
Count = Annotated[int, AfterValidator(_count)]
Minutes = Annotated[int, Field(ge=0, le=24 * 60)]

PupilIds = Annotated[tuple[UUID, ...], Link("pupil")]
WorkerIds = Annotated[tuple[UUID, ...], Link("reader")]
