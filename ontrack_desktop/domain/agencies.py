"""Around the child: schools, agencies, professionals, and who is involved with whom."""

from __future__ import annotations

from typing import Annotated, ClassVar
from uuid import UUID

from .choices import AgencySector, Frequency
from .fields import Code, Day, FilledLine, Line, Link
from .record import Casework, Record


class School(Record):
    """Where a pupil is on roll or learns."""

    kind: ClassVar[str] = "school"
    noun: ClassVar[str] = "school"

    name: FilledLine
    urn: Code = ""
    dfe_number: Code = ""
    phone: Line = ""
    town: Line = ""

    def label(self) -> str:
        return self.name


class Agency(Record):
    """An organisation or team that a family meets."""

    kind: ClassVar[str] = "agency"
    noun: ClassVar[str] = "agency"

    name: FilledLine
    sector: AgencySector
    phone: Line = ""
    email: Line = ""
    opening: Line = ""

    def label(self) -> str:
        return self.name


class Professional(Record):
    """Somebody who works with a child at a school or agency."""

    kind: ClassVar[str] = "professional"
    noun: ClassVar[str] = "professional"

    name: FilledLine
    role: Line = ""
    agency_id: Annotated[UUID | None, Link("agency")] = None
    school_id: Annotated[UUID | None, Link("school")] = None
    phone: Line = ""
    email: Line = ""
    left_on: Day | None = None

    def label(self) -> str:
        return f"{self.name} ({self.role})" if self.role else self.name


class Involvement(Casework):
    """A professional or agency in a pupil's life, from and to when, and how often."""

    kind: ClassVar[str] = "involvement"
    noun: ClassVar[str] = "involvement"

    professional_id: Annotated[UUID | None, Link("professional")] = None
    agency_id: Annotated[UUID | None, Link("agency")] = None
    role: Line = ""
    started_on: Day | None = None
    ended_on: Day | None = None
    frequency: Frequency = Frequency.HALF_TERMLY
    waiting_since: Day | None = None
    key_adult: bool = False
