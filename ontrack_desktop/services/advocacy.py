"""Advocacy: what was asked for, each step taken for it, and where it goes when the answer is no."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from ontrack_desktop.domain.advocacy import FOLLOWS, AdvocacyIssue, Step
from ontrack_desktop.domain.agencies import Agency
from ontrack_desktop.domain.choices import AdvocacyStatus
from ontrack_desktop.domain.fields import LINE_LENGTH
from ontrack_desktop.domain.people import Pupil
from ontrack_desktop.domain.validation import amended

from . import drafts
from .restricted import withheld_by
from .workspace import Reader, UnitOfWork

STEP_FORM = "advocacy_step"


@dataclass(frozen=True)
class AdvocacyPage:
    """The issues of one pupil: those that are open first, in each group the newest first."""

    pupil: Pupil
    issues: tuple[AdvocacyIssue, ...]
    agencies: tuple[tuple[UUID, str], ...]
    """(id, name) of those that something can be asked of."""
    withheld: dict[UUID, str]

    def asked_of(self, issue: AdvocacyIssue) -> str:
        """Whom it was asked of: the person or office named, or the agency."""
        names = dict(self.agencies)
        parts = (issue.raised_with, names.get(issue.agency_id, "") if issue.agency_id else "")
        return ", ".join(part for part in parts if part)


def advocacy_page(read: Reader, *, pupil_id: UUID) -> AdvocacyPage:
    """Everything that was asked for, for one pupil."""
    issues = sorted(read.about(AdvocacyIssue, pupil_id), key=lambda issue: not issue.is_open)
    agencies = read.find(Agency, order="name")
    return AdvocacyPage(
        read.get(Pupil, pupil_id), tuple(issues),
        tuple((agency.id, agency.name) for agency in agencies), withheld_by(read, issues),
    )


def next_statuses(issue: AdvocacyIssue) -> tuple[AdvocacyStatus, ...]:
    """Where an issue may go from where it stands, in the order of the list."""
    return tuple(status for status in AdvocacyStatus if status in FOLLOWS[issue.status])


def add_step(work: UnitOfWork, *, issue_id: UUID, step: Step, draft_id: UUID) -> None:
    """Add a step to an issue and throw its draft away; raises `NotValid` when it cannot follow the last one.

    A step taken on or after the chase date answers it. When the matter is done and nobody has written what
    came of it, the step's own words say it.
    """
    issue = work.read.get(AdvocacyIssue, issue_id)
    chased = issue.chase_on is not None and step.on >= issue.chase_on
    ended = step.status is AdvocacyStatus.DONE and not issue.outcome
    work.save(amended(
        issue,
        steps=(*issue.steps, step),
        chase_on=None if chased else issue.chase_on,
        outcome=step.text[:LINE_LENGTH] if ended else issue.outcome,
    ))
    drafts.discard(work, draft_id=draft_id)
