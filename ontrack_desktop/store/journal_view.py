"""Words and names looked up while a note is written or a journal is read: one query each."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from .reader import Reader
from .search import words_for_fts

# A note is found by its own words, by a quote in it, and by an action agreed in it.
_NOTES = """SELECT DISTINCT coalesce(quote.note_id, action.source_id, s.record_id) AS note_id, s.at
       FROM search JOIN searchable AS s ON s.row = search.rowid
       LEFT JOIN quote ON s.kind = 'quote' AND quote.id = s.record_id
       LEFT JOIN action ON s.kind = 'action' AND action.id = s.record_id
       WHERE search MATCH :words AND s.kind IN ('note', 'quote', 'action')
         AND (s.readers = '' OR instr(s.readers, :me))
         AND EXISTS (SELECT 1 FROM link WHERE link.target_id = :pupil AND link.kind = s.kind
                     AND link.role = 'pupil' AND link.at = s.at AND link.record_id = s.record_id)
       ORDER BY s.at DESC LIMIT :limit"""
_NAMES = """SELECT s.record_id, s.kind, s.label FROM search JOIN searchable AS s ON s.row = search.rowid
       WHERE search MATCH :words AND s.kind IN ('pupil', 'professional', 'agency')
       ORDER BY s.label LIMIT :limit"""


@dataclass(frozen=True)
class Named:
    """A record by its name; `kind` is pupil, professional or agency."""

    id: UUID
    kind: str
    label: str


def notes_with_words(read: Reader, *, pupil_id: UUID, typed: str, limit: int) -> list[UUID]:
    """The newest notes of a pupil that hold all the words, or in which a quote or an action does."""
    words = words_for_fts(typed)
    if not words:
        return []
    rows = read.rows(
        _NOTES, {"words": words, "me": str(read.worker_id), "pupil": str(pupil_id), "limit": limit}
    )
    return list(dict.fromkeys(UUID(note_id) for note_id, _at in rows))


def names_like(read: Reader, *, typed: str, limit: int) -> list[Named]:
    """Pupils, professionals and agencies whose name holds all the words, the last one as a beginning."""
    words = words_for_fts(typed)
    if not words:
        return []
    rows = read.rows(_NAMES, {"words": f"label : ({words})", "limit": limit})
    return [Named(UUID(record_id), kind, label) for record_id, kind, label in rows]
