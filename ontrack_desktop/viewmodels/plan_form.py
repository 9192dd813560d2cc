"""The form of a time-in plan: its words edited in place, kept as a draft, saved as the next version.

Lists that are read line by line are typed as text, one on each line. Adults are typed as "name, how to reach
them" and activities as "name: what it needs".
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject

from ontrack_desktop.domain.behaviour import Signature, TimeInPlan
from ontrack_desktop.domain.drafts import Draft
from ontrack_desktop.domain.errors import NotValid
from ontrack_desktop.domain.people import Pupil
from ontrack_desktop.domain.validation import fill
from ontrack_desktop.services import behaviour
from ontrack_desktop.services.behaviour import PlanTemplate, joined
from ontrack_desktop.services.workspace import Command

from .desk import Desk
from .form import FormModel

STAGES = ("calm", "rising", "crisis", "recovery")
BY_LINE = ("makes_worse", "say", "do_not_say", "restorative_step")
PLAIN = ("unmet_need", "safe_place", "place_note", "return_step", "pupil_words", "parent_words")
EMPTY = TimeInPlan(id=UUID(int=0), pupil_ids=())
UNSAVED = ("typing", "kept", "not_saved")


class PlanForm(FormModel):
    """One plan, new or amended. `plan` is the version that the form began from."""

    def __init__(
        self, desk: Desk, pupil: Pupil, *, plan: TimeInPlan | None = None, draft: Draft | None = None,
        parent: QObject | None = None,
    ) -> None:
        record_id = plan.id if plan else draft.id if draft else desk.fresh_id()
        super().__init__(
            desk, form=TimeInPlan.kind, record_id=record_id, title=f"Time-in plan, {pupil.name}",
            pupil_id=pupil.id, parent=parent,
        )
        self.plan = plan
        self._signatures: Sequence[Signature] | None = None
        self.start(values_of(plan))
        if draft is not None:
            # A field that came later than the draft keeps what the plan says.
            self.restore(draft.model_copy(update={"state": {**self.values, **draft.state}}))

    @property
    def is_changed(self) -> bool:
        """Whether there are words that no version holds yet."""
        return self.state in UNSAVED

    def fill_from(self, template: PlanTemplate) -> None:
        """Put a template's words into the form. They are a draft like anything typed."""
        fields = dict(template.fields)
        for stage in STAGES:
            for part, lines in fields.pop(stage).items():
                self.show(f"{stage}_{part}", "\n".join(lines))
        for name, value in fields.items():
            self.show(name, "\n".join(value) if name in BY_LINE else value)

    def sign(self, signatures: Sequence[Signature]) -> bool:
        """Save as agreed to today by these people; False with sentences when something is not right yet."""
        self._signatures = signatures
        try:
            return self.save()
        finally:
            self._signatures = None

    def command(self) -> Command:
        filled = self.filled()
        if self._signatures is None:
            return partial(behaviour.save_plan, plan=filled)
        if not self._signatures:
            raise NotValid({"signatures": "Tick who agrees to this plan."})
        if filled.review_on is None:
            raise NotValid({"review_on": "Say when you will look at the plan again."})
        return partial(
            behaviour.agree, plan=filled.model_copy(update={"review_on": None}), signatures=self._signatures,
            on=self.desk.today(), review_on=filled.review_on,
        )

    def filled(self) -> TimeInPlan:
        """The plan as the form says it; raises `NotValid`."""
        kept = dict(self.plan) if self.plan else {"id": self.record_id, "pupil_ids": (self.pupil_id,)}
        typed: dict[str, Any] = {
            **{stage: {"see": self._lines(f"{stage}_see"), "do": self._lines(f"{stage}_do")} for stage in STAGES},
            **{name: self._lines(name) for name in BY_LINE},
            **{name: self.values[name] for name in PLAIN},
            "triggers": tuple(self.values["triggers"]),
            "adults": [_parted(line, ",", ("name", "reach")) for line in self.values["adults"]],
            "activities": [_parted(line, ":", ("name", "needs")) for line in self.values["activities"]],
            "parent_agrees": self.values["parent_agrees"],
            "review_on": self.values["review_on"] or None,
        }
        return fill(TimeInPlan, **{**kept, **typed})

    def _lines(self, name: str) -> tuple[str, ...]:
        return tuple(line for line in self.values[name].split("\n") if line.strip())


def values_of(plan: TimeInPlan | None) -> dict[str, Any]:
    """A plan as the form's values: text, lists of text, a tick, an ISO day."""
    plan = plan or EMPTY
    return {
        **{f"{stage}_see": "\n".join(getattr(plan, stage).see) for stage in STAGES},
        **{f"{stage}_do": "\n".join(getattr(plan, stage).do) for stage in STAGES},
        **{name: "\n".join(getattr(plan, name)) for name in BY_LINE},
        **{name: getattr(plan, name) for name in PLAIN},
        "triggers": list(plan.triggers),
        "adults": [joined(adult.name, ", ", adult.reach) for adult in plan.adults],
        "activities": [joined(each.name, ": ", each.needs) for each in plan.activities],
        "parent_agrees": plan.parent_agrees,
        "review_on": plan.review_on.isoformat() if plan.review_on else "",
        "others": "",  # who else agrees: typed while it is signed, and no part of the plan
    }


def _parted(line: str, sign: str, names: tuple[str, str]) -> dict[str, str]:
    first, _, second = line.partition(sign)
    return {names[0]: first.strip(), names[1]: second.strip()}
