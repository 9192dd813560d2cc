"""Measures: numbers from any instrument without its wording, and goals in the child's own words."""

from __future__ import annotations

from typing import Annotated, ClassVar, Self
from uuid import UUID

from pydantic import model_validator

from .choices import Instrument, Respondent
from .fields import Day, FilledText, Line, Link
from .record import Casework

GOAL_MAX = 10
PERCENT_MAX = 100


class Goal(Casework):
    """What a young person wants, in their own words; rated 0 to 10 by them."""

    kind: ClassVar[str] = "goal"
    noun: ClassVar[str] = "goal"

    words: FilledText
    set_on: Day
    ended_on: Day | None = None

    def label(self) -> str:
        return self.words


class Score(Casework):
    """One number of one measure on one day. `dimension` is the strand of a Thrive Approach profile."""

    kind: ClassVar[str] = "score"
    noun: ClassVar[str] = "score"

    instrument: Instrument
    dimension: Line = ""
    value: int
    on: Day
    respondent: Respondent = Respondent.PUPIL
    assessor: Line = ""
    goal_id: Annotated[UUID | None, Link("goal")] = None

    @model_validator(mode="after")
    def _in_range(self) -> Self:
        if self.instrument is Instrument.GOAL:
            if self.goal_id is None:
                raise ValueError("goal_id: Say which goal this rating is for.")
            if not 0 <= self.value <= GOAL_MAX:
                raise ValueError("value: A goal is rated from 0 to 10.")
        elif not 0 <= self.value <= PERCENT_MAX:
            raise ValueError("value: Enter a percentage from 0 to 100.")
        return self
