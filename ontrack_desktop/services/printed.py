"""Whether a printed page is one of ours: what its eight characters say, and what was changed since."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from uuid import UUID

from ontrack_desktop.domain import mark as marks
from ontrack_desktop.domain.behaviour import TimeInPlan
from ontrack_desktop.domain.ledger import Act
from ontrack_desktop.domain.mark import Mistyped
from ontrack_desktop.domain.meetings import Disclosure, Meeting
from ontrack_desktop.domain.people import Pupil, Worker
from ontrack_desktop.store import printed_view
from ontrack_desktop.store.printed_view import PaperEntry
from ontrack_desktop.store.tables import KINDS

from .workspace import Reader

__all__ = ["Mistyped"]

LENGTH = marks.LENGTH
tidied = marks.tidied


class Verdict(Enum):
    MATCHES = "matches"
    NEVER_ENTERED = "never_entered"
    """The ledger stood there once, and no paper was entered: a preview, or a page that was not saved."""
    REWRITTEN = "rewritten"
    """A paper with these characters was entered, and the moment it was drawn from is not in the ledger any more."""
    NO_MATCH = "no_match"


@dataclass(frozen=True)
class PrintedPaper:
    """One paper that carries the characters. `changed` counts records by noun, written after it was drawn."""

    what: str
    pupil: str
    recipient: str
    pages: int
    act: Act
    at: datetime
    by: str
    meeting: Meeting | None
    plan: TimeInPlan | None
    subject_is_changed: bool
    changed: dict[str, int]


@dataclass(frozen=True)
class Answer:
    """`drawn_at` is when the last entry was written that the page was drawn after."""

    mark: str
    verdict: Verdict
    drawn_at: datetime | None
    papers: tuple[PrintedPaper, ...]


def check(read: Reader, *, typed: str) -> Answer:
    """What the eight characters belong to; raises `Mistyped`.

    Nothing is said about the words on the page: a copied page carries the right characters too.
    """
    mark = marks.read(typed)
    entries = printed_view.papers_with(read, mark)
    drawn = printed_view.drawn_from(read, mark, before=entries[0].seq if entries else None)
    if drawn is None:
        verdict = Verdict.REWRITTEN if entries else Verdict.NO_MATCH
    else:
        verdict = Verdict.MATCHES if entries else Verdict.NEVER_ENTERED
    papers = tuple(_paper(read, entry, drawn.seq if drawn else entry.seq) for entry in entries)
    return Answer(mark, verdict, drawn.at if drawn else None, papers)


def _paper(read: Reader, entry: PaperEntry, drawn: int) -> PrintedPaper:
    pupil, worker = read.maybe(Pupil, entry.pupil_id), read.maybe(Worker, entry.worker_id)
    meeting, plan = read.maybe(Meeting, entry.record_id), read.maybe(TimeInPlan, entry.record_id)
    given = entry.detail.get("disclosure")
    disclosure = read.maybe(Disclosure, UUID(given)) if given else None
    after = _changed(read, entry, drawn)
    return PrintedPaper(
        what=str(entry.detail.get("what", "")), pupil=pupil.name if pupil else "",
        recipient=disclosure.recipient if disclosure else "", pages=int(entry.detail.get("pages", 0)), act=entry.act,
        at=entry.at, by=worker.name if worker else "Somebody", meeting=meeting, plan=plan,
        subject_is_changed=after.pop(entry.record_id, None) is not None,
        changed=dict(Counter(KINDS[kind].noun for kind in after.values()).most_common()),
    )


def _changed(read: Reader, entry: PaperEntry, drawn: int) -> dict[UUID | None, str]:
    """Kinds by id. What was written when the paper was given is part of it: the register, and its meeting."""
    after = printed_view.changed_after(read, entry.pupil_id, drawn)
    return {
        record_id: kind for record_id, (kind, last) in after.items()
        if kind != Disclosure.kind and (record_id != entry.record_id or last > entry.seq)
    }
