"""The people: pupils, their family and carers, the homes they live in, and the workers."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, ClassVar, Self
from uuid import UUID

from pydantic import model_validator

from .choices import YesNoUnknown
from .fields import Code, Day, FilledLine, FilledText, Line, Lines, Link, PupilIds, SchoolYear, Text
from .identifiers import nhs_number_is_valid, uln_is_valid, upn_is_well_formed
from .record import Record
from .value import Value

AVATAR_LETTERS = 2


class Need(Value):
    """A special educational need, in rank order; `known_by` is diagnosed, suspected or self_described."""

    code: Code
    known_by: Code = "diagnosed"


class Pupil(Record):
    """A child or young person, with what they want others to know first."""

    kind: ClassVar[str] = "pupil"
    noun: ClassVar[str] = "pupil"

    legal_forename: FilledLine
    legal_surname: FilledLine
    known_as: Line = ""
    pronouns: Line = ""
    born_on: Day
    upn: Code = ""
    uln: Code = ""
    nhs_number: Code = ""
    school_id: Annotated[UUID | None, Link("school")] = None
    household_id: Annotated[UUID | None, Link("household")] = None
    nc_year: SchoolYear | None = None
    sen_provision: Code = "N"
    needs: tuple[Need, ...] = ()
    pupil_premium: bool = False
    free_school_meals: bool = False
    looked_after_since: Day | None = None
    young_carer: bool = False
    languages: Lines = ()
    strengths: Text = ""
    what_matters: Text = ""
    how_to_help: Text = ""
    alerts: Lines = ()
    safe_address: bool = False

    @model_validator(mode="after")
    def _numbers(self) -> Self:
        if self.upn and not upn_is_well_formed(self.upn):
            raise ValueError("upn: A UPN is a letter and 12 more characters, such as H801200001001.")
        if self.uln and not uln_is_valid(self.uln):
            raise ValueError("uln: Check the ULN: it has 10 digits and the last one does not fit.")
        if self.nhs_number and not nhs_number_is_valid(self.nhs_number):
            raise ValueError("nhs_number: Check the NHS number: it has 10 digits and the last one does not fit.")
        return self

    @property
    def name(self) -> str:
        """The name used everywhere but on statutory output."""
        return self.known_as or self.legal_forename

    @property
    def initials(self) -> str:
        return initials(f"{self.name} {self.legal_surname}")

    def label(self) -> str:
        return f"{self.name} {self.legal_surname}"

    def age_on(self, day: date) -> int:
        """Whole years; a child born on 29 February has a birthday on 1 March in other years."""
        return day.year - self.born_on.year - ((day.month, day.day) < (self.born_on.month, self.born_on.day))

    def year_on(self, day: date) -> int:
        """National curriculum year: the school's own where given, else computed (DOMAIN 5.7)."""
        return self.nc_year if self.nc_year is not None else nc_year(self.born_on, day)


class Person(Record):
    """Family or carer of one or more pupils."""

    kind: ClassVar[str] = "person"
    noun: ClassVar[str] = "person"

    pupil_ids: PupilIds
    household_id: Annotated[UUID | None, Link("household")] = None
    name: FilledLine
    known_as: Line = ""
    relationship: FilledLine
    parental_responsibility: YesNoUnknown = YesNoUnknown.UNKNOWN
    lives_with: bool = False
    phone: Line = ""
    safe_contact: Line = ""
    interpreter: Line = ""
    do_not_contact: bool = False
    presence: Line = ""

    @property
    def called(self) -> str:
        """How the family says it: "Mum", "Nan", or the name."""
        return self.known_as or self.name

    def label(self) -> str:
        return f"{self.called} ({self.relationship})" if self.called != self.relationship else self.called


class Household(Record):
    """A home: where it is, who to be careful of, when it was last checked."""

    kind: ClassVar[str] = "household"
    noun: ClassVar[str] = "household"

    address: FilledText
    postcode: Line = ""
    directions: Line = ""
    safety_notes: Lines = ()
    two_workers: bool = False
    safety_checked_on: Day | None = None
    safety_review_on: Day | None = None

    @model_validator(mode="after")
    def _postcode(self) -> Self:
        if self.postcode and not POSTCODE.match(self.postcode.upper()):
            raise ValueError("postcode: Enter a postcode, such as YO7 1AB.")
        return self

    def label(self) -> str:
        return self.address.replace("\n", ", ")


class Worker(Record):
    """Somebody who uses this vault."""

    kind: ClassVar[str] = "worker"
    noun: ClassVar[str] = "worker"

    name: FilledLine
    role: Line = ""
    phone: Line = ""
    email: Line = ""
    left_on: Day | None = None

    def label(self) -> str:
        return self.name


# The postcode pattern of DOMAIN 5.7, plus ZZ, which is never issued and serves for examples.
POSTCODE = re.compile(
    r"^(GIR ?0AA|(ZZ|[A-PR-UWYZ])([0-9]{1,2}|[A-HK-Y][0-9]([0-9]|[ABEHMNPRV-Y])?|[0-9][A-HJKPS-UW])"
    r" ?[0-9][ABD-HJLNP-UW-Z]{2})$"
)


def initials(name: str) -> str:
    """Up to two capitals: "Rosie Hart" gives "RH"."""
    words = [word for word in re.split(r"[\s'’-]+", name) if word and word[0].isalpha()]
    picked = [words[0], words[-1]] if len(words) >= AVATAR_LETTERS else words
    return "".join(word[0] for word in picked).upper() or "?"


def nc_year(born_on: date, day: date) -> int:
    """National curriculum year on a day (DOMAIN 5.7): 0 is Reception, negative is nursery."""
    start = day.year if day.month >= 9 else day.year - 1
    return start - born_on.year - ((born_on.month, born_on.day) > (8, 31)) - 4
