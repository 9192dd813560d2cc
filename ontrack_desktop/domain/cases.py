"""The case: why it was opened, who holds it, where things stood when it began."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Self
from uuid import UUID

from pydantic import model_validator

from .choices import Grouping
from .fields import Code, Day, FilledLine, FilledText, Line, Link, Text
from .record import Casework
from .value import Value


class Designation(Value):
    """A spell of one designated worker; the open one has no `until`."""

    worker_id: UUID
    since: Day
    until: Day | None = None


class Baseline(Value):
    """A statement of how things were when the case began, in words, with its source."""

    about: FilledLine
    statement: FilledText
    on: Day
    source: Line = ""


class GroupingEntry(Value):
    """An i-THRIVE needs-based grouping, decided together (DOMAIN 3.2)."""

    grouping: Grouping
    on: Day
    decided_with: Line = ""
    reason: Line = ""
    review_on: Day | None = None


class Case(Casework):
    """One pupil's case with the project: exactly one current designated worker while it is open."""

    kind: ClassVar[str] = "case"
    noun: ClassVar[str] = "case"

    reference: FilledLine
    referred_by: Line = ""
    reason: Text = ""
    opened_on: Day
    closed_on: Day | None = None
    designated_worker_id: Annotated[UUID | None, Link("designated_worker")] = None
    designations: tuple[Designation, ...] = ()
    groupings: tuple[GroupingEntry, ...] = ()
    baselines: tuple[Baseline, ...] = ()
    closing_summary: Text = ""
    retention_class: Code = "case_file"
    legal_hold: bool = False

    @model_validator(mode="after")
    def _one_designated_worker(self) -> Self:
        current = [spell.worker_id for spell in self.designations if spell.until is None]
        if len(current) > 1:
            raise ValueError("designations: A case has one designated worker at a time.")
        if self.designations and (current[0] if current else None) != self.designated_worker_id:
            raise ValueError("designated_worker_id: The designated worker does not match the history.")
        if self.closed_on and self.closed_on < self.opened_on:
            raise ValueError("closed_on: A case cannot close before it opened. Check both dates.")
        return self

    def handed_to(self, worker_id: UUID, day: date) -> Self:
        """The case with a new designated worker from `day`; the spell before ends on that day."""
        ended = tuple(
            spell if spell.until else spell.model_copy(update={"until": day}) for spell in self.designations
        )
        spells = (*ended, Designation(worker_id=worker_id, since=day))
        return self.model_copy(update={"designated_worker_id": worker_id, "designations": spells})

    def label(self) -> str:
        return self.reference
