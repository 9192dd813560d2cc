"""Find anything: names from lists that are held in memory, words from the search index."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ontrack_desktop.domain.ledger import Act
from ontrack_desktop.domain.names import folded
from ontrack_desktop.domain.people import Pupil, nc_year
from ontrack_desktop.store import caseload_view, names_view, pupil_list_view
from ontrack_desktop.store.search import FOUND_FROM, FOUND_TO

from .workspace import Reader, UnitOfWork

__all__ = ["FOUND_FROM", "FOUND_TO"]

MOST_HITS = 50
# What is found by name and not by its words.
NAMED = frozenset({"pupil", "person", "professional", "agency", "school", "worker", "household"})
SHORTEST = 2


@dataclass(frozen=True)
class Name:
    """Somebody by name. `padded` is their folded name with a blank before each word."""

    kind: str
    id: UUID
    name: str
    line: str
    padded: str
    pupil_id: UUID | None
    is_mine: bool = False


@dataclass(frozen=True)
class FoundWords:
    """A record that holds the words, and which pupil it is about."""

    record_id: UUID
    kind: str
    pupil_id: UUID
    pupil: str
    at: datetime
    label: str
    snippet: str


def names(read: Reader, *, today: date) -> list[Name]:
    """Everybody by name: one's own pupils first, then the other pupils, then everybody else."""
    mine = caseload_view.pupil_ids(read)
    listed = pupil_list_view.names(read)
    pupils = [
        Name(
            "pupil", who.id, f"{who.name} {who.surname}",
            " · ".join(part for part in (_year(who.born_on, who.nc_year, today), who.school) if part),
            f" {folded(f'{who.name} {who.surname} {who.forename} {who.upn}')}", who.id, who.id in mine,
        )
        for who in listed
    ]
    whose = {who.id: who.name for who in listed}
    others = [
        Name(
            who.kind, who.id, who.name, f"{who.line} of {whose[who.pupil_id]}" if who.pupil_id in whose else who.line,
            f" {folded(f'{who.name} {who.line}')}", who.pupil_id,
        )
        for who in names_view.people(read)
    ]
    pupils.sort(key=lambda name: (not name.is_mine, name.padded))
    others.sort(key=lambda name: name.padded)
    return [*pupils, *others]


def words(read: Reader, *, typed: str) -> list[FoundWords]:
    """Casework that holds all the words, the newest first; the last word may be a beginning.

    A beginning of one letter is left out: nearly everything holds it, and looking would take long.
    """
    asked = typed.rstrip()
    *before, last = asked.split() or [""]
    if len(last) < SHORTEST:
        asked = " ".join([*before, ""])
    elif typed.endswith(" "):
        asked += " "
    hits = [hit for hit in read.search(asked, limit=MOST_HITS) if hit.kind not in NAMED]
    pupils = read.by_ids(Pupil, [hit.pupil_id for hit in hits if hit.pupil_id])
    return [
        FoundWords(
            hit.record_id, hit.kind, hit.pupil_id, pupils[hit.pupil_id].name, hit.at, hit.label, hit.snippet
        )
        for hit in hits if hit.pupil_id in pupils
    ]


def note_search(work: UnitOfWork, *, hits: int) -> None:
    """Enter in the ledger that somebody searched: how much was found, never the words."""
    work.note_act(Act.SEARCHED, detail=json.dumps({"hits": hits}))


def by_name(listed: Sequence[Name], typed: str) -> list[Name]:
    """Those whose name holds a word that begins like each of the typed ones, in the order of the list."""
    found = list(listed)
    for word in folded(typed).split():
        start = f" {word}"
        found = [name for name in found if start in name.padded]
    return found


def _year(born_on: date, given: int | None, today: date) -> str:
    return f"Year {given if given is not None else nc_year(born_on, today)}"
