"""Attendance: marks, their classes by date, and periods counted in sessions (DOMAIN 1)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, ClassVar, Self
from uuid import UUID

from pydantic import model_validator

from .fields import Count, Day, FilledLine, Line, Link
from .record import Casework

TERMS = ("Autumn", "Spring", "Summer")
# Two-character codes first: the longest match wins (DOMAIN 1.1).
MARK = re.compile(r"C1|C2|J1|Y[1-7]|[A-Z/\\#-]| ")


class AttendancePeriod(Casework):
    """Sessions of one pupil over a stretch of time, such as a half-term."""

    kind: ClassVar[str] = "attendance"
    noun: ClassVar[str] = "attendance"

    label_text: FilledLine
    started_on: Day
    ended_on: Day
    possible: Count
    attended: Count
    authorised: Count = 0
    unauthorised: Count = 0
    late: Count = 0
    school_id: Annotated[UUID | None, Link("school")] = None
    source: Line = ""
    before_case: bool = False

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if self.ended_on < self.started_on:
            raise ValueError("ended_on: The end comes before the start. Check both dates.")
        if self.attended + self.authorised + self.unauthorised != self.possible:
            raise ValueError(
                "possible: Attended, authorised and unauthorised must add up to the possible sessions."
            )
        return self

    def label(self) -> str:
        return self.label_text

    def short_label(self) -> str:
        """"Autumn 1 2025/26" as "Aut 1", for a chart; what does not begin with a term is said whole."""
        term, *rest = self.label_text.split()
        return f"{term[:3]} {rest[0]}" if term in TERMS and rest else self.label_text


def marks(text: str) -> Iterator[str]:
    """Split a mark string such as `//I\\C2` into its codes; raises ValueError at an unknown character."""
    position = 0
    while position < len(text):
        found = MARK.match(text, position)
        if found is None:
            raise ValueError(f"“{text[position]}” is not an attendance code.")
        yield found.group()
        position = found.end()


def count_marks(text: str, classes: Mapping[str, str]) -> dict[str, int]:
    """How many marks of each class; `classes` maps a code to its class on that date. Blanks are left out."""
    counted: dict[str, int] = {}
    for mark in marks(text):
        if mark in " -":
            continue
        name = classes.get(mark, "unknown")
        counted[name] = counted.get(name, 0) + 1
    return counted


def is_persistently_absent(absent: int, possible: int) -> bool:
    """Absent for 10 % or more of possible sessions, on integers (DOMAIN 1.2)."""
    return possible > 0 and absent * 10 >= possible


def is_severely_absent(absent: int, possible: int) -> bool:
    """Absent for half or more of possible sessions."""
    return possible > 0 and absent * 2 >= possible
