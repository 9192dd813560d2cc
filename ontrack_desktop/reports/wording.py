"""How figures, dates and counts are said on paper. Fractions stay exact until here; halves round up."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Literal

THIN = "\N{THIN SPACE}"
MINUS = "\N{MINUS SIGN}"
STAY = "\N{NO-BREAK SPACE}"  # inside a date: it never breaks across lines
NONE = "–"

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_LONG_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONG_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

Precision = Literal["day", "month", "year", "about"]


# -- dates -------------------------------------------------------------------------------------------------
def day(when: date, near: date | None = None) -> str:
    """ "Thu 3 Dec", with its year if it lies more than 330 days from `near` (or if `near` is not given)."""
    said = f"{_DAYS[when.weekday()]}{STAY}{short_day(when)}"
    return said if near is not None and abs((when - near).days) <= 330 else f"{said}{STAY}{when.year}"


def short_day(when: date) -> str:
    """ "3 Dec"."""
    return f"{when.day}{STAY}{_MONTHS[when.month - 1]}"


def long_day(when: date) -> str:
    """ "Thursday 3 December 2026"."""
    return f"{_LONG_DAYS[when.weekday()]} {when.day}{STAY}{_LONG_MONTHS[when.month - 1]}{STAY}{when.year}"


def month_name(when: date) -> str:
    """ "March"."""
    return _LONG_MONTHS[when.month - 1]


def imprecise_day(when: date, precision: Precision) -> str:
    """A date as exactly as it is known: "18 Nov 2025", "Nov 2025", "2025", "Oct 2024, about"."""
    month = f"{_MONTHS[when.month - 1]}{STAY}{when.year}"
    return {
        "day": f"{short_day(when)}{STAY}{when.year}",
        "month": month,
        "year": str(when.year),
        "about": f"{month}, about",
    }[precision]


def moment(when: datetime) -> str:
    """ "Fri 27 Nov 2026, 16:10"."""
    return f"{day(when.date())}, {when:%H:%M}"


def from_to(start: datetime, end: datetime | None) -> str:
    """ "Thu 3 Dec 2026, 14:00 to 15:00"."""
    return moment(start) + (f"{STAY}to{STAY}{end:%H:%M}" if end else "")


# -- figures -----------------------------------------------------------------------------------------------
def half_up(value: Fraction | Decimal | int, places: int = 1) -> Decimal:
    """Round half up, as people are taught; Python's own `round` takes halves to the even neighbour."""
    exact = Fraction(value)
    whole = int(abs(exact) * 10**places + Fraction(1, 2))  # int() cuts off, so halves go up
    return Decimal(whole if exact >= 0 or not whole else -whole).scaleb(-places)


def share(part: int, whole: int) -> Fraction | None:
    """`part` of `whole` in per cent, exactly; None if the whole is nothing."""
    return Fraction(100 * part, whole) if whole else None


def number(value: Fraction | Decimal | int, *, plain: bool = False) -> str:
    """One decimal ("80.0"); `plain` drops a ".0", as page 1 does ("80")."""
    said = str(half_up(value)).replace("-", MINUS)
    return said.removesuffix(".0") if plain else said


def percent(value: Fraction | Decimal | int | None, *, plain: bool = False) -> str:
    """ "80.0 %" with a thin space; "–" if it is not defined."""
    return NONE if value is None else f"{number(value, plain=plain)}{THIN}%"


def change(before: Fraction | Decimal | int, now: Fraction | Decimal | int, *, plain: bool = False) -> str:
    """The difference with its sign, from the exact values: "+77", "−3.5", "0"."""
    difference = Fraction(now) - Fraction(before)
    said = number(difference, plain=plain)
    return said if said.startswith(MINUS) or half_up(difference) == 0 else f"+{said}"


def points(before: Fraction | Decimal | int, now: Fraction | Decimal | int, *, plain: bool = False) -> str:
    """ "+77.0 percentage points": percentages are compared in points, never in per cent of each other."""
    said = change(before, now, plain=plain)
    return f"{said} percentage point{'' if said.lstrip('+' + MINUS) == '1' else 's'}"


def count(amount: int, one: str, many: str = "") -> str:
    """ "1 session", "4 sessions", "1,204 sessions"."""
    return f"{amount:,} {one if amount == 1 else many or one + 's'}"


def days_of(sessions: int) -> str:
    """Sessions are half days: "2 days", "1.5 days", "half a day"."""
    if sessions == 1:
        return "half a day"
    return "1 day" if sessions == 2 else f"{number(Fraction(sessions, 2), plain=True)} days"


def of(attended: int, possible: int) -> str:
    """ "232 of 290 sessions"."""
    return f"{attended:,}{STAY}of{STAY}{count(possible, 'session')}"


# -- words -------------------------------------------------------------------------------------------------
def late(due: date, on: date) -> str:
    """ "24 days late"."""
    return f"{count((on - due).days, 'day')} late"


def quoted(words: str) -> str:
    """The words in quotation marks, without those that were typed around them."""
    inner = words.strip()
    if len(inner) > 1 and inner[0] in "\"“'‘" and inner[-1] in "\"”'’":
        inner = inner[1:-1].strip()
    return f"“{inner}”"


def initials(name: str) -> str:
    """ "RH" of "Rosie Hale"; at most two letters."""
    words = [word for word in name.split() if word[:1].isalnum()]
    return "".join(word[0].upper() for word in (words[:1] + words[-1:] if len(words) > 1 else words))


def brings(known_as: str, pronouns: str) -> str:
    """ "What she brings": the pronoun that the pupil uses, or the name where none is known."""
    subject = pronouns.partition("/")[0].strip().lower()
    if subject == "they":
        return "What they bring"
    return f"What {subject} brings" if subject in ("she", "he") else f"What {known_as} brings"


def ledger_mark(head: str) -> str:
    """Eight characters of the ledger's head in two fours: "7F3A 92C4"."""
    mark = "".join(c for c in head if c.isalnum())[:8].upper()
    return f"{mark[:4]}{STAY}{mark[4:]}".strip(STAY)


def listed(names: list[str]) -> str:
    """ "Mum, Nan and Alfie"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def sentence(text: str) -> str:
    """The text with a full stop, unless it ends on a mark of its own."""
    text = text.strip()
    return text if not text or unicodedata.category(text[-1]).startswith("P") else f"{text}."
