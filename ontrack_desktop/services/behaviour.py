"""Time in: the plan and its versions, agreeing to it, starting one from a template, and its sessions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from ontrack_desktop.domain.behaviour import Signature, TimeInPlan, TimeInSession
from ontrack_desktop.domain.choices import YesNoUnknown
from ontrack_desktop.domain.drafts import Draft
from ontrack_desktop.domain.people import Person, Pupil, Worker
from ontrack_desktop.domain.validation import amended
from ontrack_desktop.domain.when import say_full_day
from ontrack_desktop.system.assets import codeset

from . import drafts
from .progress import TimeIn, progress
from .restricted import withheld_by
from .workspace import Reader, UnitOfWork

REVIEW_AFTER = timedelta(weeks=6)
"""A plan is reviewed at least each half-term (DOMAIN 7); a half-term is about six weeks. A person may change it."""
CONTENT = (
    "unmet_need", "early_signs", "triggers", "calm", "rising", "crisis", "recovery", "makes_worse", "adults",
    "safe_place", "place_note", "activities", "say", "do_not_say", "restorative_step", "return_step",
    "pupil_words", "parent_agrees", "parent_words",
)


@dataclass(frozen=True)
class PlanTemplate:
    """A starting point in plain words. `fields` are values of `TimeInPlan`, activities as "name: needs"."""

    key: str
    name: str
    when: str
    fields: dict[str, Any]


@dataclass(frozen=True)
class PlanPage:
    """What the page of plans shows of one pupil. `versions` and `sessions` go from the newest to the oldest."""

    pupil: Pupil
    plan: TimeInPlan | None
    versions: tuple[TimeInPlan, ...]
    in_use_since: date | None
    ended: TimeInPlan | None
    draft: Draft | None
    sessions: tuple[TimeInSession, ...]
    time_in: TimeIn
    suspension_sessions: int
    signers: tuple[Signature, ...]
    templates: tuple[PlanTemplate, ...]
    withheld: dict[UUID, str]


@dataclass(frozen=True)
class PlanChange:
    """What one part of a plan gained and lost between two versions."""

    part: str
    added: tuple[str, ...]
    removed: tuple[str, ...]


def plan_page(read: Reader, *, pupil_id: UUID, today: date) -> PlanPage:
    """The plan in use (or the draft of one), its versions, sessions and this school year's counts."""
    plans = read.about(TimeInPlan, pupil_id)
    plan = next((plan for plan in plans if plan.ended_on is None), None)
    ended = max((plan for plan in plans if plan.ended_on), key=lambda plan: plan.ended_on or today, default=None)
    versions = tuple(read.versions(TimeInPlan, plan.id)) if plan else ()
    sessions = tuple(read.about(TimeInSession, pupil_id))
    figures = progress(read, pupil_id=pupil_id, today=today)
    agreed = [version.agreed_on for version in versions if version.agreed_on]
    return PlanPage(
        pupil=read.get(Pupil, pupil_id),
        plan=plan,
        versions=versions,
        in_use_since=min(agreed, default=None),
        ended=None if plan else ended,
        draft=_draft(read, pupil_id, plan),
        sessions=sessions,
        time_in=figures.time_in,
        suspension_sessions=figures.suspensions.this_school_year,
        signers=_signers(read, pupil_id, plan),
        templates=templates(),
        withheld=withheld_by(read, [*([plan] if plan else []), *sessions]),
    )


def templates() -> tuple[PlanTemplate, ...]:
    """Starting points for a new plan, from `time_in_templates.json`."""
    found = codeset("time_in_templates")["templates"]
    about = ("key", "name", "when")
    return tuple(
        PlanTemplate(**{name: each[name] for name in about}, fields={k: v for k, v in each.items() if k not in about})
        for each in found
    )


def save_plan(work: UnitOfWork, *, plan: TimeInPlan) -> None:
    """Keep a plan as its next version. A plan whose words changed has to be agreed to again."""
    before = work.read.maybe(TimeInPlan, plan.id)
    if before is not None and any(getattr(before, name) != getattr(plan, name) for name in CONTENT):
        plan = amended(plan, agreed_on=None, signatures=())
    work.save(plan)


def agree(
    work: UnitOfWork, *, plan: TimeInPlan, signatures: Sequence[Signature], on: date, review_on: date
) -> None:
    """Keep a plan as agreed to on a day by these people; raises `NotValid` when the review is not after it."""
    signed = tuple(signature.model_copy(update={"on": on}) for signature in signatures)
    work.save(amended(plan, agreed_on=on, review_on=review_on, signatures=signed))


def end_plan(work: UnitOfWork, *, plan_id: UUID, on: date) -> None:
    """Put a plan aside. It and its versions stay readable."""
    work.save(amended(work.read.get(TimeInPlan, plan_id), ended_on=on))


def take_up_again(work: UnitOfWork, *, plan_id: UUID) -> None:
    """Use a plan again that was put aside."""
    work.save(amended(work.read.get(TimeInPlan, plan_id), ended_on=None))


def changes_between(older: TimeInPlan, newer: TimeInPlan) -> tuple[PlanChange, ...]:
    """What changed, part by part in the order of the page; parts that stayed the same are left out."""
    changes = []
    for part, lines in PARTS:
        old, new = lines(older), lines(newer)
        if old != new:
            added = tuple(line for line in new if line not in old)
            removed = tuple(line for line in old if line not in new)
            changes.append(PlanChange(part, added, removed))
    return tuple(changes)


def _one(text: str) -> tuple[str, ...]:
    return (text,) if text else ()


PARTS: tuple[tuple[str, Callable[[TimeInPlan], tuple[str, ...]]], ...] = (
    ("Calm, you see", lambda plan: plan.calm.see),
    ("Calm, what helps", lambda plan: plan.calm.do),
    ("Rising, you see", lambda plan: plan.rising.see),
    ("Rising, what helps", lambda plan: plan.rising.do),
    ("Crisis, you see", lambda plan: plan.crisis.see),
    ("Crisis, what helps", lambda plan: plan.crisis.do),
    ("Recovery, you see", lambda plan: plan.recovery.see),
    ("Recovery, what helps", lambda plan: plan.recovery.do),
    ("What this is telling us", lambda plan: _one(plan.unmet_need)),
    ("What sets it off", lambda plan: plan.triggers),
    ("What makes it worse", lambda plan: plan.makes_worse),
    ("Adults", lambda plan: tuple(joined(adult.name, ", ", adult.reach) for adult in plan.adults)),
    ("Safe place", lambda plan: _one(plan.safe_place)),
    ("About the place", lambda plan: _one(plan.place_note)),
    ("Things to do", lambda plan: tuple(joined(each.name, ": ", each.needs) for each in plan.activities)),
    ("Say", lambda plan: plan.say),
    ("Do not say", lambda plan: plan.do_not_say),
    ("How we repair", lambda plan: plan.restorative_step),
    ("Back to class", lambda plan: _one(plan.return_step)),
    ("The pupil’s words", lambda plan: _one(plan.pupil_words)),
    ("The parent’s words", lambda plan: _one(plan.parent_words)),
    ("Parent agrees", lambda plan: ("yes",) if plan.parent_agrees else ("not yet",)),
    ("Review", lambda plan: _one(say_full_day(plan.review_on) if plan.review_on else "")),
    ("Signed by", lambda plan: tuple(joined(each.name, ", ", each.role) for each in plan.signatures)),
)


def joined(first: str, between: str, second: str) -> str:
    """Two parts as one line: "Ms Bright, ext. 214"; the first alone when there is no second."""
    return f"{first}{between}{second}" if second else first


def _draft(read: Reader, pupil_id: UUID, plan: TimeInPlan | None) -> Draft | None:
    mine = [draft for draft in drafts.mine(read, pupil_id=pupil_id) if draft.form == TimeInPlan.kind]
    if plan is not None:
        return next((draft for draft in mine if draft.id == plan.id), None)
    return next((draft for draft in mine if read.maybe(TimeInPlan, draft.id) is None), None)


def _as_in_a_sentence(role: str) -> str:
    """"designated Back on Track worker": names inside keep their capitals."""
    return role[:1].lower() + role[1:] if role[1:2].islower() else role


def _signers(read: Reader, pupil_id: UUID, plan: TimeInPlan | None) -> tuple[Signature, ...]:
    """Who would agree to a plan: the pupil, those who hold responsibility, the key adult, this worker."""
    people = read.about(Person, pupil_id)
    family = [p for p in people if p.lives_with or p.parental_responsibility is YesNoUnknown.YES]
    worker = read.maybe(Worker, read.worker_id)
    named = [
        Signature(name=read.get(Pupil, pupil_id).name, role="pupil"),
        *(Signature(name=person.called, role=person.relationship.lower()) for person in family),
        *([Signature(name=plan.key_adult, role="key adult")] if plan and plan.key_adult else []),
        *([Signature(name=worker.name, role=_as_in_a_sentence(worker.role or "worker"))] if worker else []),
    ]
    return tuple(named)
