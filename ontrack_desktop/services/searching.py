"""A search in everything as lines of text, entered in the ledger by how much it found, never by its words."""

from __future__ import annotations

from contextlib import suppress
from functools import partial

from ontrack_desktop.domain.people import Pupil
from ontrack_desktop.domain.when import day_of
from ontrack_desktop.store.search import FOUND_FROM, FOUND_TO, Hit
from ontrack_desktop.store.tables import KINDS

from .find import note_search
from .reading_only import NothingSaved
from .workspace import Reader, Workspace


def lines(workspace: Workspace, typed: str, *, limit: int) -> list[str]:
    """The newest records that hold all the words: day, kind, pupil, and the words around what was found, by tabs."""
    found = workspace.query(lambda read: _lines(read, read.search(typed, limit)))
    with suppress(NothingSaved):  # a vault that is open for reading only takes no entry
        workspace.change(partial(note_search, hits=len(found)))
    return found


def _lines(read: Reader, hits: list[Hit]) -> list[str]:
    pupils = read.by_ids(Pupil, [hit.pupil_id for hit in hits if hit.pupil_id])
    return [
        "\t".join((
            day_of(hit.at).isoformat(), KINDS[hit.kind].noun,
            pupils[hit.pupil_id].label() if hit.pupil_id in pupils else hit.label,
            hit.snippet.replace(FOUND_FROM, "").replace(FOUND_TO, ""),
        ))
        for hit in hits
    ]
