"""Advocacy: what a child or parent wants, what stands in the way, and each step taken for it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Self
from uuid import UUID

from pydantic import model_validator

from .choices import AdvocacyStatus, Voice
from .fields import Day, FilledLine, FilledText, Line, Link, Text
from .record import Casework
from .value import Value

FINISHED = frozenset({AdvocacyStatus.DONE})
# What may follow what: raised, heard, agreed, done; or refused, then taken higher, then heard again.
FOLLOWS: dict[AdvocacyStatus, frozenset[AdvocacyStatus]] = {
    AdvocacyStatus.RAISED: frozenset(AdvocacyStatus),
    AdvocacyStatus.HEARD: frozenset(AdvocacyStatus) - {AdvocacyStatus.RAISED},
    AdvocacyStatus.AGREED: frozenset(
        {AdvocacyStatus.AGREED, AdvocacyStatus.DONE, AdvocacyStatus.REFUSED, AdvocacyStatus.ESCALATED}
    ),
    AdvocacyStatus.REFUSED: frozenset(AdvocacyStatus) - {AdvocacyStatus.RAISED},
    AdvocacyStatus.ESCALATED: frozenset(AdvocacyStatus) - {AdvocacyStatus.RAISED},
    AdvocacyStatus.DONE: frozenset({AdvocacyStatus.DONE, AdvocacyStatus.RAISED}),
}


class Step(Value):
    """One dated step: what was asked or answered, with whom, and where it left the matter."""

    on: Day
    text: FilledText
    with_whom: Line = ""
    status: AdvocacyStatus


class AdvocacyIssue(Casework):
    """Something asked for, from the first time it was said to what came of it."""

    kind: ClassVar[str] = "advocacy"
    noun: ClassVar[str] = "advocacy"

    wanted: FilledLine
    wanted_by: Voice = Voice.PUPIL
    barrier: Text = ""
    raised_with: Line = ""
    agency_id: Annotated[UUID | None, Link("agency")] = None
    raised_on: Day
    steps: tuple[Step, ...] = ()
    chase_on: Day | None = None
    outcome: Line = ""

    @model_validator(mode="after")
    def _steps_in_order(self) -> Self:
        status = AdvocacyStatus.RAISED
        day = self.raised_on
        for step in self.steps:
            if step.on < day:
                raise ValueError("steps: Steps go from the oldest to the newest. Check the dates.")
            if step.status not in FOLLOWS[status]:
                raise ValueError(f"steps: “{step.status.label}” cannot follow “{status.label}”.")
            status, day = step.status, step.on
        return self

    @property
    def status(self) -> AdvocacyStatus:
        """Where the matter stands: the status of its last step."""
        return self.steps[-1].status if self.steps else AdvocacyStatus.RAISED

    @property
    def is_open(self) -> bool:
        return self.status not in FINISHED

    def label(self) -> str:
        return self.wanted

    def searched_text(self) -> str:
        return "\n".join([super().searched_text(), *(step.text for step in self.steps)])

    def times_asked_again(self) -> int:
        """How often it was raised again after the first time: steps that brought no new answer."""
        return sum(1 for step in self.steps if step.status is AdvocacyStatus.RAISED)

    def last_change_on(self) -> date:
        return self.steps[-1].on if self.steps else self.raised_on
