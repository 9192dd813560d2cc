"""The demo's dates: everything is told from the day it is built, so that the school is always open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from ontrack_desktop.domain.when import LONDON, school_year

PERIODS_KEPT = 8
DAY_FIELDS = frozenset({"on", "started_on", "ended_on", "agreed_on", "review_on", "given_on", "raised_on", "chase_on",
                        "waiting_since", "safety_checked_on", "safety_review_on", "reintegration_on", "promised_by"})


@dataclass(frozen=True)
class HalfTerm:
    """Half of a term: "Autumn 1 2025/26", from and to."""

    label: str
    start: date
    end: date


def half_terms(today: date) -> list[HalfTerm]:
    """The last eight half-terms that have begun by today, the oldest first. Invented term dates."""
    year = school_year(today)[0].year
    found = []
    for start in (year - 2, year - 1, year):
        said = f"{start}/{(start + 1) % 100:02}"
        found += [
            HalfTerm(f"Autumn 1 {said}", date(start, 9, 2), date(start, 10, 23)),
            HalfTerm(f"Autumn 2 {said}", date(start, 11, 2), date(start, 12, 18)),
            HalfTerm(f"Spring 1 {said}", date(start + 1, 1, 5), date(start + 1, 2, 13)),
            HalfTerm(f"Spring 2 {said}", date(start + 1, 2, 23), date(start + 1, 3, 27)),
            HalfTerm(f"Summer 1 {said}", date(start + 1, 4, 13), date(start + 1, 5, 22)),
            HalfTerm(f"Summer 2 {said}", date(start + 1, 6, 1), date(start + 1, 7, 21)),
        ]
    begun = [term for term in found if term.start <= today]
    return begun[-PERIODS_KEPT:]


@dataclass(frozen=True)
class Telling:
    """Reads the dates of a story: "d-3" is three days before today, "o+7" a week after the case opened."""

    today: date
    opened: date

    def day(self, said: str) -> date:
        word = said.split()[0]
        start = {"d": self.today, "o": self.opened}[word[0]]
        day = start + timedelta(days=int(word[1:] or 0))
        # Nobody works at the weekend: what falls there was done on the Friday before.
        return day - timedelta(days=max(0, day.weekday() - 4))

    def moment(self, said: str) -> datetime:
        """A day and a time on the clock of the house: "d-3 10:20"."""
        clock = said.split()[1] if " " in said else "09:00"
        return at(self.day(said), clock)

    def dated(self, entry: dict[str, Any]) -> dict[str, Any]:
        """The entry, its days read."""
        return {key: self.day(value) if key in DAY_FIELDS and value else value for key, value in entry.items()}


def at(day: date, clock: str) -> datetime:
    """A local time as UTC."""
    hours, minutes = clock.split(":")
    return datetime.combine(day, time(int(hours), int(minutes)), LONDON).astimezone(UTC)
