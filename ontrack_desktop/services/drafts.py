"""Half-written forms: kept from the first key, listed until they become a record or are thrown away."""

from __future__ import annotations

from uuid import UUID

from ontrack_desktop.domain.drafts import Draft, id_for
from ontrack_desktop.store.filters import equals

from .workspace import Reader, UnitOfWork


def keep(work: UnitOfWork, *, draft: Draft) -> None:
    """Keep the whole state of a form."""
    work.keep_draft(draft)


def discard(work: UnitOfWork, *, draft_id: UUID) -> None:
    work.discard_draft(draft_id)


def mine(read: Reader, *, pupil_id: UUID | None = None) -> list[Draft]:
    """This worker's drafts, the newest first; of one pupil if given."""
    tests = [equals("changed_by", read.worker_id)]
    if pupil_id is not None:
        tests.append(equals("pupil_id", pupil_id))
    return [_of_record(draft) for draft in read.find(Draft, *tests, order="-changed_at")]


def one(read: Reader, *, draft_id: UUID) -> Draft | None:
    """This worker's draft of a record, if there is one."""
    kept = read.maybe(Draft, id_for(draft_id, read.worker_id))
    return _of_record(kept) if kept is not None else None


def _of_record(kept: Draft) -> Draft:
    return kept.model_copy(update={"id": id_for(kept.id, kept.changed_by)})
