"""The head of a pupil's page: who this is, what to know at the door, and how much there is of each thing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ontrack_desktop.domain.agencies import School
from ontrack_desktop.domain.cases import Case
from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.domain.meetings import Meeting
from ontrack_desktop.domain.people import Household, Pupil
from ontrack_desktop.store.filters import at_least

from .progress import current_case
from .workspace import Reader, UnitOfWork

# section -> the kinds of records that its number counts
COUNTED = {
    "journal": ("note",), "voice": ("quote",), "plans": ("time_in_plan",), "people": ("person", "involvement"),
    "advocacy": ("advocacy",), "measures": ("goal",), "chronology": ("chronology",),
}  # fmt: skip
# kinds that come with every pupil and do not keep a mistaken entry from being taken away again
OF_EVERY_PUPIL = frozenset({Case.kind, "person", "draft"})


@dataclass(frozen=True)
class PupilHead:
    """`counts` by section; `safety` are the notes about the home."""

    pupil: Pupil
    reference: str
    case: Case | None
    school: str
    safety: tuple[str, ...]
    two_workers: bool
    next_meeting_id: UUID | None
    counts: dict[str, int]


def head(read: Reader, *, pupil_id: UUID, now: datetime) -> PupilHead:
    """The head of one pupil's page, in six short questions; raises `NotFound`."""
    pupil = read.get(Pupil, pupil_id)
    case = current_case(read, pupil_id=pupil_id)
    school = read.maybe(School, pupil.school_id)
    home = read.maybe(Household, pupil.household_id)
    coming = read.about(Meeting, pupil_id, at_least("at", now))
    counts = read.counts_about(pupil_id)
    shown = {section: sum(counts.get(kind, 0) for kind in kinds) for section, kinds in COUNTED.items()}
    shown["people"] += case is not None and case.designated_worker_id is not None
    return PupilHead(
        pupil, case.reference if case else "", case, school.name if school else "",
        home.safety_notes if home else (), home.two_workers if home else False,
        min(coming, key=lambda meeting: meeting.at).id if coming else None,
        shown,
    )


def remove(work: UnitOfWork, *, pupil_id: UUID, reason: str) -> None:
    """Take a pupil who was added by mistake off every list, with their case and family.

    Raises `OnTrackError` without a reason, or where there is casework: that is closed and kept, not removed.
    """
    pupil = work.read.get(Pupil, pupil_id)
    if not reason.strip():
        raise OnTrackError("Say why this is being removed.", "The reason is kept with the record’s history.")
    counts = work.read.counts_about(pupil_id)
    if sum(count for kind, count in counts.items() if kind not in OF_EVERY_PUPIL):
        raise OnTrackError(
            f"{pupil.name} has casework, so the record is not removed.",
            "Close the case instead: the record is kept as long as it has to be.",
        )
    for case in work.read.about(Case, pupil_id):
        if case.pupil_ids == (pupil_id,):
            work.remove(case, reason.strip())
    work.remove(pupil, reason.strip())
