"""Measures: Thrive Approach by strand, goals rated 0 to 10 by those whose they are, i-THRIVE groupings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from ontrack_desktop.domain.cases import Case, GroupingEntry
from ontrack_desktop.domain.choices import Instrument, Respondent
from ontrack_desktop.domain.drafts import Draft
from ontrack_desktop.domain.measures import Goal, Score
from ontrack_desktop.domain.people import Pupil
from ontrack_desktop.domain.validation import amended, fill
from ontrack_desktop.system.assets import codeset

from . import drafts
from .progress import GoalProgress, current_case, progress
from .restricted import withheld_by
from .workspace import Reader, UnitOfWork

GROUPING_FORM = "grouping"


@dataclass(frozen=True)
class MeasuresPage:
    """The measures of one pupil. Scores go from the oldest to the newest, groupings from the newest."""

    pupil: Pupil
    opened_on: date | None
    thrive: dict[str, tuple[Score, ...]]
    """Scores by strand: the strand that was scored last comes first."""
    strands: tuple[str, ...]
    goals: tuple[GoalProgress, ...]
    case: Case | None
    groupings: tuple[GroupingEntry, ...]
    grouping_draft: Draft | None
    withheld: dict[UUID, str]


def measures_page(read: Reader, *, pupil_id: UUID, today: date) -> MeasuresPage:
    """Every number that was recorded for one pupil."""
    every = [s for s in read.about(Score, pupil_id) if s.instrument is Instrument.THRIVE_APPROACH]
    # A score that is withheld has no strand to stand in.
    scores = sorted(
        (s for s in every if s.may_be_read_by(read.worker_id)), key=lambda score: (score.on, score.id)
    )
    by_strand: dict[str, tuple[Score, ...]] = {}
    for score in reversed(scores):
        by_strand[score.dimension] = (score, *by_strand.get(score.dimension, ()))
    figures = progress(read, pupil_id=pupil_id, today=today)
    case = current_case(read, pupil_id=pupil_id)
    groupings = sorted(case.groupings, key=lambda entry: entry.on, reverse=True) if case else []
    return MeasuresPage(
        pupil=read.get(Pupil, pupil_id),
        opened_on=figures.opened_on,
        thrive=by_strand,
        strands=strands(),
        goals=figures.goals,
        case=case,
        groupings=tuple(groupings),
        grouping_draft=drafts.one(read, draft_id=grouping_draft_id(case.id)) if case else None,
        withheld=withheld_by(read, [*every, *(each.goal for each in figures.goals)]),
    )


def strands() -> tuple[str, ...]:
    """Names of the Thrive Approach strands, from `thrive_strands.json`."""
    return tuple(codeset("thrive_strands")["strands"])


def grouping_draft_id(case_id: UUID) -> UUID:
    """Where a half-written grouping of a case is kept: not under the case's own id, which its own form has."""
    return uuid5(case_id, GROUPING_FORM)


def add_grouping(work: UnitOfWork, *, case_id: UUID, entry: GroupingEntry) -> None:
    """Write down a grouping that was decided together. Earlier ones stay as they are."""
    case = work.read.get(Case, case_id)
    work.save(amended(case, groupings=(*case.groupings, entry)))
    drafts.discard(work, draft_id=grouping_draft_id(case_id))


def rate_goal(work: UnitOfWork, *, goal_id: UUID, rating_id: UUID, value: int, on: date) -> None:
    """Write down how near a goal is, 0 to 10. A second rating on one day mends the first."""
    goal = work.read.get(Goal, goal_id)
    ratings = work.read.about(Score, goal_id, role="goal")
    today = next((score for score in ratings if score.on == on), None)
    work.save(amended(today, value=value) if today else fill(
        Score, id=rating_id, pupil_ids=goal.pupil_ids, instrument=Instrument.GOAL, value=value, on=on,
        respondent=Respondent.PUPIL, goal_id=goal_id, restricted=goal.restricted,
        restricted_to=goal.restricted_to, audience=goal.audience,
    ))
