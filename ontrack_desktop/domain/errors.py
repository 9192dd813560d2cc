"""Failures that a person can cause or meet: each says what happened and what to do next."""

from __future__ import annotations

from collections.abc import Mapping


class OnTrackError(Exception):
    """An expected failure: one plain sentence, and a next step.

    Anything that is not an `OnTrackError` is a fault of the program and goes to the fault dialog.
    """

    def __init__(self, sentence: str, next_step: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.next_step = next_step

    def __str__(self) -> str:
        return f"{self.sentence} {self.next_step}".strip()


class NotValid(OnTrackError):  # noqa: N818 - reads as a claim
    """Fields that were not filled in as needed; `problems` maps a field's name to its sentence."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        count = len(problems)
        super().__init__(
            "There is something to put right." if count == 1 else f"There are {count} things to put right.",
            " ".join(problems.values()),
        )
        self.problems = dict(problems)


class ChangedMeanwhile(OnTrackError):  # noqa: N818
    """The record was changed after it was read here."""


class NotFound(OnTrackError):  # noqa: N818
    """The record is not in this vault."""
