"""The form of an i-THRIVE grouping: which fits now, decided with whom, why, and when to look again."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QObject

from ontrack_desktop.domain.cases import Case
from ontrack_desktop.domain.errors import NotValid
from ontrack_desktop.domain.validation import amended
from ontrack_desktop.services import measures
from ontrack_desktop.services.measures import GROUPING_FORM
from ontrack_desktop.services.workspace import Command

from .desk import Desk
from .form import FormModel

EMPTY = {"grouping": "", "on": "", "decided_with": "", "reason": "", "review_on": ""}
NO_DAY = "Enter a date, such as 4/11/2026."


class GroupingForm(FormModel):
    """A grouping is a part of the case: it is kept there, after the ones before it."""

    def __init__(self, desk: Desk, case: Case, parent: QObject | None = None) -> None:
        super().__init__(
            desk, form=GROUPING_FORM, record_id=measures.grouping_draft_id(case.id), title="i-THRIVE grouping",
            pupil_id=case.pupil_ids[0], parent=parent,
        )
        self.case = case
        self.start_fresh()

    def start_fresh(self) -> None:
        """An empty form for a grouping decided today."""
        self.start({**EMPTY, "on": self.desk.today().isoformat()})

    def command(self) -> Command:
        problems = {name: NO_DAY for name in ("on", "review_on") if not _is_day(self.values[name])}
        if not self.values["on"]:
            problems["on"] = NO_DAY
        if not self.values["grouping"]:
            problems["grouping"] = "Choose the grouping that fits best now."
        if problems:
            raise NotValid(problems)
        typed: dict[str, Any] = {**self.values, "review_on": self.values["review_on"] or None}
        try:
            entry = amended(self.case, groupings=(*self.case.groupings, typed)).groupings[-1]
        except NotValid as error:
            raise NotValid({"reason": next(iter(error.problems.values()))}) from None
        return partial(measures.add_grouping, case_id=self.case.id, entry=entry)


def _is_day(value: str) -> bool:
    try:
        return not value or bool(date.fromisoformat(value))
    except ValueError:
        return False
