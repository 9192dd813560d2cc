"""What was asked for, of whom, each step, and what came of it; the next step is added in one line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from ontrack_desktop.domain.advocacy import AdvocacyIssue, Step
from ontrack_desktop.domain.changes import Changes
from ontrack_desktop.domain.choices import AdvocacyStatus, Voice
from ontrack_desktop.domain.errors import NotValid, OnTrackError
from ontrack_desktop.domain.isolated import isolated
from ontrack_desktop.domain.validation import amended
from ontrack_desktop.domain.when import say_day
from ontrack_desktop.services import advocacy
from ontrack_desktop.services.advocacy import STEP_FORM, AdvocacyPage
from ontrack_desktop.services.workspace import Command

from .advocacy_words import STATUS_CHIPS
from .desk import Desk
from .form import FormModel
from .plain_words import count_of, restricted_line, short_day
from .record_form import RecordForm
from .record_forms import ADVOCACY

KINDS = frozenset({"advocacy", "agency", "pupil"})
ChipWords = tuple[str, str, str]
@dataclass(frozen=True)
class StepLine:
    """A step in a list: its day, what happened, and the status that it brought ("" when it brought none)."""

    day: str
    text: str
    status: str


@dataclass(frozen=True)
class IssueCard:
    """An issue as its card shows it."""

    id: UUID
    wanted: str
    chip: ChipWords
    facts: str
    chase: ChipWords | None
    barrier: str
    outcome: str
    steps: tuple[StepLine, ...]
    is_refused: bool
    next_statuses: tuple[tuple[str, str], ...]
    withheld: str = ""


class StepForm(FormModel):
    """The next step of one issue: a line of text, its day, and where it leaves the matter."""

    def __init__(self, desk: Desk, issue: AdvocacyIssue, pupil_id: UUID, parent: QObject | None = None) -> None:
        super().__init__(
            desk, form=STEP_FORM, record_id=advocacy.step_draft_id(issue.id), title=f"A step: {issue.wanted}",
            pupil_id=pupil_id, parent=parent,
        )
        self.issue = issue
        self.start_fresh()

    def start_fresh(self) -> None:
        """An empty line for a step taken today."""
        self.start({"text": "", "on": self.desk.today().isoformat(), "status": self.issue.status.value})

    @property
    def is_begun(self) -> bool:
        return bool(self.values["text"]) or self.values["status"] != self.issue.status.value

    def take_higher(self) -> None:
        """Choose that the matter goes to somebody above; the words are still to be written."""
        self.show("status", AdvocacyStatus.ESCALATED.value)

    def command(self) -> Command:
        return partial(advocacy.add_step, issue_id=self.issue.id, step=self._step())

    def _step(self) -> Step:
        typed: dict[str, Any] = {name: self.values[name] for name in ("text", "status")}
        try:
            typed["on"] = date.fromisoformat(self.values["on"])
        except ValueError:
            raise NotValid({"on": "Enter a date, such as 4/11/2026."}) from None
        if not self.values["text"].strip():
            raise NotValid({"text": "Write what happened, in a few words."})
        try:
            return amended(self.issue, steps=(*self.issue.steps, typed)).steps[-1]
        except NotValid as error:
            raise NotValid({"text": next(iter(error.problems.values()))}) from None


class AdvocacyModel(QObject):
    """The section of one pupil. `steps` holds the form of the next step for each issue."""

    changed = Signal()
    told = Signal(str, str)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.pupil_id: UUID | None = None
        self.page: AdvocacyPage | None = None
        self.steps: dict[UUID, StepForm] = {}
        desk.background.changed.connect(self._somebody_wrote)

    def show_pupil(self, pupil_id: UUID) -> None:
        """Show another pupil's issues. What was being typed is kept."""
        if pupil_id != self.pupil_id:
            for form in self.steps.values():
                form.let_go()
            self.pupil_id, self.page, self.steps = pupil_id, None, {}
        self.reload()

    def leave(self) -> None:
        """Keep what is being typed: the page is left, or locked."""
        for form in self.steps.values():
            form.keep_now()

    def reload(self) -> None:
        if self.pupil_id is not None:
            ask = partial(advocacy.advocacy_page, pupil_id=self.pupil_id)
            self.desk.background.query(ask, self._show, owner=self, key="page")

    def issue_form(self, issue_id: UUID | None = None) -> RecordForm:
        """The form of a new issue, or of one that is there."""
        assert self.page is not None
        issue = next((each for each in self.page.issues if each.id == issue_id), None)
        agencies = [(str(each), name) for each, name in self.page.agencies]
        given = {"pupil_ids": (self.pupil_id,), "raised_on": self.desk.today()}
        return RecordForm(
            self.desk, ADVOCACY, given=given, record=issue, options=lambda _name: agencies, pupil_id=self.pupil_id
        )

    def lead(self) -> str:
        """How many things are being asked for, in a sentence."""
        if self.page is None:
            return ""
        waiting = sum(issue.is_open for issue in self.page.issues)
        if not waiting:
            return "Nothing is being asked for at the moment."
        return f"{count_of(waiting, 'thing')} being asked for, for {isolated(self.page.pupil.name)}."

    def cards(self) -> tuple[IssueCard, ...]:
        """Open issues first."""
        return tuple(self._card(issue) for issue in self.page.issues) if self.page else ()

    def _card(self, issue: AdvocacyIssue) -> IssueCard:
        assert self.page is not None
        author = self.page.withheld.get(issue.id)
        if author:
            chip = ("neutral", "lock", "Restricted")
            return IssueCard(issue.id, "", chip, "", None, "", "", (), False, (), restricted_line(author))
        return IssueCard(
            id=issue.id,
            wanted=issue.wanted,
            chip=STATUS_CHIPS[issue.status],
            facts=self._facts(issue),
            chase=self._chase(issue),
            barrier=issue.barrier,
            outcome=issue.outcome,
            steps=tuple(self._step_line(issue, place) for place in range(len(issue.steps))),
            is_refused=issue.status is AdvocacyStatus.REFUSED,
            next_statuses=tuple((each.value, _next_words(issue, each)) for each in advocacy.next_statuses(issue)),
        )

    def _facts(self, issue: AdvocacyIssue) -> str:
        assert self.page is not None
        today = self.desk.today()
        who = isolated(self.page.pupil.name) if issue.wanted_by is Voice.PUPIL else issue.wanted_by.label
        asked_of = self.page.asked_of(issue)
        again = issue.times_asked_again()
        parts = [
            f"{who} asks {isolated(asked_of)}" if asked_of else f"{who} asks",
            f"first on {short_day(issue.raised_on, today)}",
            f"asked again {'once' if again == 1 else f'{again} times'}" if again else "",
        ]
        return " · ".join(part for part in parts if part)

    def _chase(self, issue: AdvocacyIssue) -> ChipWords | None:
        if issue.chase_on is None or not issue.is_open:
            return None
        late = (self.desk.today() - issue.chase_on).days
        if late > 0:
            return ("warn", "clock-alert", f"Ask again, {count_of(late, 'day')} late")
        day = "today" if late == 0 else short_day(issue.chase_on, self.desk.today())
        return ("warn" if late == 0 else "neutral", "phone-outgoing", f"Ask again {day}")

    def _step_line(self, issue: AdvocacyIssue, place: int) -> StepLine:
        step = issue.steps[place]
        before = issue.steps[place - 1].status if place else AdvocacyStatus.RAISED
        if step.status is AdvocacyStatus.RAISED:
            status = "Asked again"
        else:
            status = step.status.label if step.status is not before else ""
        text = f"{step.text} ({step.with_whom})" if step.with_whom else step.text
        return StepLine(say_day(step.on, self.desk.today()), text, status)

    def _show(self, page: AdvocacyPage) -> None:
        self.page = page
        shown = {issue.id: issue for issue in page.issues if issue.id not in page.withheld}
        for gone in set(self.steps) - set(shown):
            self.steps.pop(gone).let_go()
        for issue_id, issue in shown.items():
            if issue_id not in self.steps:
                self.steps[issue_id] = self._step_form(issue)
                continue
            form = self.steps[issue_id]
            moved = form.issue.status is not issue.status
            form.issue = issue
            if form.state == "saved" or (moved and not form.values["text"]):
                form.start_fresh()
        self.changed.emit()

    def _step_form(self, issue: AdvocacyIssue) -> StepForm:
        assert self.page is not None
        assert self.pupil_id is not None
        form = StepForm(self.desk, issue, self.pupil_id, parent=self)
        if issue.id in self.page.drafts:
            form.restore(self.page.drafts[issue.id])
        form.saved.connect(lambda _id: self.told.emit("Step added", "good"))
        form.refused.connect(self._refused)
        form.take_over()
        return form

    def _refused(self, error: OnTrackError) -> None:
        self.told.emit(str(error), "alert")

    def _somebody_wrote(self, changes: Changes) -> None:
        # An agency belongs to no pupil, and its new name may stand on any card.
        ours = self.pupil_id is not None and changes.concern(kinds=KINDS, pupil_id=self.pupil_id)
        if ours or (self.pupil_id is not None and "agency" in changes.kinds):
            self.reload()


def _next_words(issue: AdvocacyIssue, status: AdvocacyStatus) -> str:
    """A status as the answer to "where does that leave it?"."""
    if status is AdvocacyStatus.RAISED:
        return "Asked again" if issue.status is AdvocacyStatus.RAISED else "Raised again"
    if status is issue.status and status is not AdvocacyStatus.DONE:
        return f"Still {status.label.lower()}"
    return status.label
