"""The list beside a meeting: what is ready, and whether another child's name stands in a copy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ontrack_desktop.domain.meetings import Meeting
from ontrack_desktop.domain.when import day_of

from . import packs, readiness
from .other_children import KeptOut, kept_out
from .packs import Copy
from .progress import current_case
from .readiness import Check
from .workspace import Reader


@dataclass(frozen=True)
class Gathered:
    """Every copy that will be given, not drawn yet, and the names that none of them may hold."""

    copies: tuple[Copy, ...]
    names: KeptOut


def look(read: Reader, *, meeting: Meeting, now: datetime) -> tuple[Check, ...]:
    """What is ready and what is not, for the meeting as it stands, saved or not."""
    found = readiness.checks(read, meeting=meeting, today=day_of(now))
    if current_case(read, pupil_id=meeting.pupil_ids[0]) is None:
        return Check(False, "There is no case yet: the pack carries its reference", "case"), *found
    return *found, *_named(gather(read, meeting=meeting, now=now))


def gather(read: Reader, *, meeting: Meeting, now: datetime) -> Gathered:
    """The copies of everybody who gets one."""
    names = kept_out(read, pupil_id=meeting.pupil_ids[0])
    return Gathered(tuple(packs.copies(read, meeting=meeting, now=now)), names)


def _named(gathered: Gathered) -> list[Check]:
    """Other children: those found in a copy by name; else that those in the notes are in none."""
    found = [
        Check(False, f"{name}, another child, is named in the copy for {copy.invitee.name}", "copy",
              invitee=copy.number)
        for copy in gathered.copies for name in gathered.names.found_in("\n".join(packs.texts(copy.content)))
    ]
    count = gathered.names.in_notes
    if found or not count:
        return found
    if count == 1:
        return [Check(True, "1 other child is named in the notes and appears in no copy")]
    return [Check(True, f"{count} other children are named in the notes and appear in no copy")]
