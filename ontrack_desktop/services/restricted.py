"""Who wrote the restricted records that this worker does not see, so that a tombstone can name them."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from ontrack_desktop.domain.people import Worker
from ontrack_desktop.domain.record import Casework

from .workspace import Reader


def withheld_by(read: Reader, records: Iterable[Casework]) -> dict[UUID, str]:
    """The author's name by the id of each record whose content is withheld from this worker."""
    hidden = [record for record in records if not record.may_be_read_by(read.worker_id)]
    authors = read.by_ids(Worker, [record.created_by for record in hidden if record.created_by])
    return {
        record.id: authors[record.created_by].name if record.created_by in authors else "the author"
        for record in hidden
    }
