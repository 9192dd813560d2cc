"""The meeting pack of one recipient: what this reader may see, drawn, saved and entered.

Without consent and without a reason, a copy leaves out health and home: the family, agency contacts, the
chronology, and what was asked of others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from ontrack_desktop.domain.choices import SharingBasis
from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.domain.meetings import Invitee, Meeting
from ontrack_desktop.domain.when import day_of
from ontrack_desktop.reports import content as paper

from . import papers, sharing
from .pack_content import gather
from .pack_source import recipient_line
from .papers import Paper
from .progress import current_case
from .workspace import Reader, UnitOfWork

WHAT = "Meeting pack"
LIMITED = sharing.Basis(SharingBasis.PUBLIC_TASK, "Limited copy: health and home were left out.")


@dataclass(frozen=True)
class Copy:
    """One recipient's copy, ready to be drawn: what is on it, for whom, on what basis."""

    meeting_id: UUID
    pupil_id: UUID
    number: int
    invitee: Invitee
    content: paper.PackContent
    basis: sharing.Basis | None
    file_name: str

    @property
    def is_limited(self) -> bool:
        """Whether health and home were left out, because there is neither consent nor a reason."""
        return self.basis is None


def copy_for(read: Reader, *, meeting: Meeting, number: int, now: datetime) -> Copy:
    """The copy of the invitee with this number in the meeting's list."""
    if not 0 <= number < len(meeting.invitees):
        raise OnTrackError("There is nobody to give this copy to.", "Add the people who will get one.")
    invitee = meeting.invitees[number]
    pupil_id = meeting.pupil_ids[0]
    basis = sharing.default_basis(read, pupil_id=pupil_id, invitee=invitee, day=day_of(now))
    case = current_case(read, pupil_id=pupil_id)
    if case is None:
        raise OnTrackError("This pupil has no case yet.", "Open a case first: the pack carries its reference.")
    content = gather(read, meeting=meeting, invitee=invitee, case=case, now=now)
    if basis is None:
        content = limited(content)
    day = day_of(meeting.at).isoformat()
    name = f"{safe_reference(case.reference)}-meeting-{day}-copy-{number + 1}.pdf"
    return Copy(meeting.id, pupil_id, number, invitee, content, basis, name)


def copies(read: Reader, *, meeting: Meeting, now: datetime) -> list[Copy]:
    """The copies of everybody who gets one."""
    getting = [number for number, invitee in enumerate(meeting.invitees) if invitee.gets_copy]
    return [copy_for(read, meeting=meeting, number=number, now=now) for number in getting]


def limited(content: paper.PackContent) -> paper.PackContent:
    """The same pack without health and home."""
    own = content.recipient_organisation.casefold()
    return replace(
        content,
        people=(), contacts=(), events=(),
        agencies=tuple(line for line in content.agencies if own and line.name.casefold() == own),
        advocacy=tuple(row for row in content.advocacy if own and row.of_whom.casefold().startswith(own)),
        asks=tuple(ask for ask in content.asks if ask.for_reader),
    )


def finish(copy: Copy) -> Paper:
    """The copy as a PDF, in memory."""
    from ontrack_desktop.reports import meeting_pack, pdf  # reportlab and pikepdf load when paper is first wanted

    document = meeting_pack.render(copy.content)
    return Paper(
        document, pdf.page_count(document), copy.file_name, WHAT, copy.pupil_id, recipient_line(copy.invitee),
        copy.invitee.audience, copy.basis or LIMITED, copy.meeting_id, mark=copy.content.frame.ledger_head,
    )


def save_copies(work: UnitOfWork, *, meeting: Meeting | None, packs: Sequence[Paper], folder: Path) -> None:
    """Keep the meeting (None: it is kept as it is), enter its copies and write them; all of it, or nothing."""
    if meeting is not None:
        work.save(meeting)
    papers.save(work, papers=packs, folder=folder)


def enter_printed(work: UnitOfWork, *, meeting: Meeting | None, packs: Sequence[Paper]) -> None:
    """Keep the meeting, and enter that its copies were printed."""
    if meeting is not None:
        work.save(meeting)
    papers.enter_printed(work, papers=packs)


def texts(value: Any) -> list[str]:
    """Every piece of text in a content, whatever its depth."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [text for part in value for text in texts(part)]
    if is_dataclass(value):
        return [text for field in fields(value) for text in texts(getattr(value, field.name))]
    return []


def safe_reference(reference: str) -> str:
    """A case reference as part of a file name."""
    return "".join(c if c.isalnum() or c in "-_" else "-" for c in reference)

