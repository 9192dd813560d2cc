"""The paper of a case as it is asked for from outside: by kind, reference, day of the meeting and recipient."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from ontrack_desktop.domain.behaviour import TimeInPlan
from ontrack_desktop.domain.cases import Case
from ontrack_desktop.domain.choices import Audience
from ontrack_desktop.domain.errors import NotFound, OnTrackError
from ontrack_desktop.domain.meetings import Invitee, Meeting
from ontrack_desktop.domain.when import day_of, say_full_day

from . import cases, meetings, packs, pages
from .other_children import kept_out
from .papers import Paper
from .workspace import Reader

PACK: Final = "pack"
PLAN: Final = "plan"
CARD: Final = "card"
KINDS: Final = (PACK, PLAN, CARD)
SCHOOL: Final = "School"


def paper(
    read: Reader, *, kind: str, reference: str, meeting_on: date | None = None, recipient: str = "", now: datetime
) -> Paper:
    """The finished paper, in memory: `papers.save` enters and writes it.

    A pack is for the next meeting, or the last, or the one on a day; for the recipient whose name begins so, or
    the first. Raises `NotFound` with what there is instead, and `OnTrackError` where a paper must not be made:
    nobody looks at these pages before they go, so that one with another child's name does not go.
    """
    case = cases.by_reference(read, reference=reference)
    if kind != PACK and meeting_on is not None:
        raise OnTrackError("Only a pack is for a meeting.", "Leave the meeting out.")
    if kind == CARD and recipient.strip():
        raise OnTrackError("A home-visit card is for nobody but who goes there.", "Leave the recipient out.")
    made = _drawn(read, kind, case, meeting_on, recipient, now)
    if kept_out(read, pupil_id=made.pupil_id).found_in_document(made.document):
        raise OnTrackError(
            "This paper was not made: the name of another pupil stands on it.",
            "Open it in the window, where each page can be read and put right.",
        )
    return made


def _drawn(
    read: Reader, kind: str, case: Case, meeting_on: date | None, recipient: str, now: datetime
) -> Paper:
    if kind == PACK:
        meeting = _meeting(read, case, meeting_on, now)
        return packs.finish(packs.copy_for(read, meeting=meeting, number=_number(meeting, recipient), now=now))
    if kind == PLAN:
        family = recipient.casefold() in ("family", "home", "pupil")
        plan = _plan(read, case)
        page = pages.time_in_plan(
            read, plan_id=plan.id, recipient=recipient or SCHOOL, for_family=family, now=now
        )
        return pages.finish(page)
    card = pages.visit_card(
        read, pupil_id=case.pupil_ids[0], visit_at=now, ring_in_by=None, ring_in_to="", now=now
    )
    return pages.finish(card)


def _meeting(read: Reader, case: Case, on: date | None, now: datetime) -> Meeting:
    pupil_id = case.pupil_ids[0]
    known = read.about(Meeting, pupil_id)
    if not known:
        raise NotFound(f"There is no meeting for {case.reference} yet.", "Add one with its recipients first.")
    if on is None:
        return meetings.next_meeting(read, pupil_id=pupil_id, now=now) or known[0]
    for meeting in known:
        if day_of(meeting.at) == on:
            return meeting
    raise NotFound(
        f"There is no meeting for {case.reference} on {say_full_day(on)}.",
        f"Meetings are on {_listed([day_of(meeting.at).isoformat() for meeting in known])}.",
    )


def _number(meeting: Meeting, recipient: str) -> int:
    """Which of the invitees the copy is for."""
    wanted = recipient.strip().casefold()
    getting = [number for number, invitee in enumerate(meeting.invitees) if invitee.gets_copy]
    for number in getting:
        if meeting.invitees[number].name.casefold().startswith(wanted):
            return number
    if not getting:
        raise NotFound("Nobody gets a copy of this meeting’s pack.", "Add the people who will get one.")
    raise NotFound(
        f"Nobody named {recipient.strip()} gets a copy of this pack.",
        f"Those who do: {_listed([_called(meeting.invitees[number]) for number in getting])}.",
    )


def _called(invitee: Invitee) -> str:
    return invitee.name if invitee.audience is not Audience.FAMILY else f"{invitee.name} (family)"


def _plan(read: Reader, case: Case) -> TimeInPlan:
    plans = [plan for plan in read.about(TimeInPlan, case.pupil_ids[0]) if plan.ended_on is None]
    if not plans:
        raise NotFound(f"There is no time-in plan for {case.reference}.", "Write one first.")
    return plans[0]


def _listed(words: Sequence[str]) -> str:
    shown = ", ".join(words[:8])
    return shown if len(words) <= 8 else f"{shown} and {len(words) - 8} more"
