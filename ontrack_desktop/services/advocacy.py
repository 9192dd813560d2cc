"""Advocacy: what was asked for, each step taken for it, and where it goes when the answer is no."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid5

from ontrack_desktop.domain.advocacy import FOLLOWS, AdvocacyIssue, Step
from ontrack_desktop.domain.agencies import Agency
from ontrack_desktop.domain.choices import AdvocacyStatus
from ontrack_desktop.domain.drafts import Draft
from ontrack_desktop.domain.fields import LINE_LENGTH
from ontrack_desktop.domain.people import Pupil
from ontrack_desktop.domain.validation import amended

from . import drafts
from .restricted import withheld_by
from .workspace import Reader, UnitOfWork

STEP_FORM = "advocacy_step"
# What needs somebody most comes first, what is finished last.
ORDER = (
    AdvocacyStatus.REFUSED, AdvocacyStatus.RAISED, AdvocacyStatus.ESCALATED, AdvocacyStatus.HEARD,
    AdvocacyStatus.AGREED, AdvocacyStatus.DONE,
)


@dataclass(frozen=True)
class AdvocacyPage:
    """The issues of one pupil: refused ones first, finished ones last, in each group the newest first."""

    pupil: Pupil
    issues: tuple[AdvocacyIssue, ...]
    agencies: tuple[tuple[UUID, str], ...]
    """(id, name) of those that something can be asked of."""
    drafts: dict[UUID, Draft]
    """This worker's half-written steps, by issue."""
    withheld: dict[UUID, str]

    def asked_of(self, issue: AdvocacyIssue) -> str:
        """Whom it was asked of: the person or office named, or the agency."""
        names = dict(self.agencies)
        parts = (issue.raised_with, names.get(issue.agency_id, "") if issue.agency_id else "")
        return ", ".join(part for part in parts if part)


def advocacy_page(read: Reader, *, pupil_id: UUID) -> AdvocacyPage:
    """Everything that was asked for, for one pupil."""
    issues = sorted(read.about(AdvocacyIssue, pupil_id), key=lambda issue: ORDER.index(issue.status))
    agencies = read.find(Agency, order="name")
    kept = {draft.id: draft for draft in drafts.mine(read, pupil_id=pupil_id) if draft.form == STEP_FORM}
    return AdvocacyPage(
        pupil=read.get(Pupil, pupil_id),
        issues=tuple(issues),
        agencies=tuple((agency.id, agency.name) for agency in agencies),
        drafts={issue.id: kept[key] for issue in issues if (key := step_draft_id(issue.id)) in kept},
        withheld=withheld_by(read, issues),
    )


def step_draft_id(issue_id: UUID) -> UUID:
    """Where the draft of an issue's next step is kept: not under the issue's own id, which its own form has."""
    return uuid5(issue_id, STEP_FORM)


def next_statuses(issue: AdvocacyIssue) -> tuple[AdvocacyStatus, ...]:
    """Where an issue may go from where it stands, in the order of the list."""
    return tuple(status for status in AdvocacyStatus if status in FOLLOWS[issue.status])


def add_step(work: UnitOfWork, *, issue_id: UUID, step: Step) -> None:
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
    drafts.discard(work, draft_id=step_draft_id(issue_id))
