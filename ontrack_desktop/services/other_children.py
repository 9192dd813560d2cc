"""Other children's names: they may stand in no copy, and the finished PDF is searched for them (DOMAIN 4.2)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from ontrack_desktop.domain.agencies import Professional
from ontrack_desktop.domain.names import folded
from ontrack_desktop.domain.notes import Note
from ontrack_desktop.domain.people import Person, Pupil
from ontrack_desktop.domain.when import LONG_MONTHS
from ontrack_desktop.store import pupil_list_view
from ontrack_desktop.store.filters import equals

from .workspace import Reader

MOST_NOTES = 500
SHORTEST_FIRST_NAME = 3


@dataclass(frozen=True)
class KeptOut:
    """Names to keep out of one pupil's papers: of every other pupil in full, first names of those in the notes."""

    full: Mapping[str, str] = field(default_factory=dict)
    """As they are compared, to as they are said."""
    first: tuple[str, ...] = ()
    in_notes: int = 0
    """How many other children share a note with this one."""

    def found_in(self, text: str) -> list[str]:
        """Which of the names stand in a text. Full names in any spelling, first names with their capital only."""
        words = f" {folded(text)} "
        there = set(words.split())
        full = [
            name for key, name in self.full.items() if key.partition(" ")[0] in there and f" {key} " in words
        ]
        first = [name for name in self.first if re.search(rf"\b{re.escape(name)}\b", text)]
        return full + [name for name in first if not any(name in found.split() for found in full)]

    def found_in_document(self, document: bytes) -> list[str]:
        """Which of the names a finished PDF holds: on its pages, in metadata, bookmarks or attachments."""
        from ontrack_desktop.reports import pdf  # pikepdf loads when paper is first wanted

        return self.found_in(pdf.words_in(document))


def kept_out(read: Reader, *, pupil_id: UUID) -> KeptOut:
    """The names to keep out of this pupil's papers.

    Children under one roof are around each other. A first name that somebody around the pupil has too, or that is
    a month's, would be found everywhere and is left out.
    """
    pupil = read.get(Pupil, pupil_id)
    home = pupil.household_id
    under_one_roof = read.find(Pupil, equals("household_id", home)) if home else []
    own = {pupil_id, *(other.id for other in under_one_roof)}
    in_notes = {i for note in read.about(Note, pupil_id, limit=MOST_NOTES) for i in note.pupil_ids} - own
    others = [other for other in pupil_list_view.names(read) if other.id not in own]
    named = [(other.id, {other.name, other.forename}, other.surname) for other in others]
    around = {word for name in _names_around(read, pupil) for word in folded(name).split()}
    first = {
        name for child, names, _ in named if child in in_notes for name in names
        if len(name) >= SHORTEST_FIRST_NAME and folded(name) not in around
    }
    full = sorted({f"{name} {surname}" for _, names, surname in named for name in names})
    return KeptOut({folded(name): name for name in full}, tuple(sorted(first)), len(in_notes))


def _names_around(read: Reader, pupil: Pupil) -> list[str]:
    family = [person.name for person in read.about(Person, pupil.id)]
    professionals = [each.name for each in read.find(Professional)]
    return [*family, *professionals, pupil.name, pupil.legal_forename, *LONG_MONTHS]
