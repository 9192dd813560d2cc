"""A pupil on one page, in words: their words, numbers with their before, what is next, who is around, what is asked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from ontrack_desktop.domain.advocacy import AdvocacyIssue
from ontrack_desktop.domain.changes import Changes
from ontrack_desktop.domain.choices import AdvocacyStatus, Attendance, Frequency, QuoteConsent, YesNoUnknown
from ontrack_desktop.domain.isolated import isolated, side_by_side
from ontrack_desktop.domain.meetings import Meeting
from ontrack_desktop.domain.notes import Action
from ontrack_desktop.domain.people import Person, initials
from ontrack_desktop.domain.when import day_of, say_day, say_full_day, say_time
from ontrack_desktop.services import notes, overview
from ontrack_desktop.services.overview import Overview
from ontrack_desktop.services.people import Involved

from .advocacy_words import STATUS_CHIPS
from .attendance_words import Bar
from .desk import Desk
from .overview_numbers import Number, bars, numbers
from .plain_words import count_of, short_day

ABOUT = frozenset({
    "pupil", "case", "quote", "action", "meeting", "advocacy", "attendance", "score", "goal", "suspension",
    "involvement", "note",
})  # fmt: skip
SHARED = frozenset({"person", "professional", "agency", "worker"})
"""Kinds whose changes name no pupil."""
DRAFTS = frozenset({"draft"})
MOST_AROUND = 7
ChipWords = tuple[str, str, str]


@dataclass(frozen=True)
class NextLine:
    """A meeting or an action. `checked` None means that there is nothing to tick."""

    id: UUID
    kind: str
    text: str
    chip: ChipWords | None
    trailing: str
    tip: str
    checked: bool | None


@dataclass(frozen=True)
class AroundLine:
    """Somebody around the child; `kind` is family, worker or professional."""

    name: str
    words: str
    kind: str

    @property
    def initials(self) -> str:
        return initials(self.name)


@dataclass(frozen=True)
class AskLine:
    """Something asked for: where it stands, what it is, of whom and since when."""

    id: UUID
    chip: ChipWords
    what: str
    below: str


@dataclass(frozen=True)
class DraftLine:
    """Something half written about this pupil."""

    id: UUID
    title: str
    when: str


class OverviewModel(QObject):
    """The page as it stands; `changed` when it was read again."""

    changed = Signal()
    told = Signal(str, str)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.pupil_id: UUID | None = None
        self.view: Overview | None = None
        self._done: dict[UUID, Action] = {}
        desk.background.changed.connect(self._somebody_wrote)

    def show_pupil(self, pupil_id: UUID) -> None:
        if pupil_id != self.pupil_id:
            self.pupil_id, self.view, self._done = pupil_id, None, {}
        self.reload()

    def reload(self) -> None:
        if self.pupil_id is not None:
            ask = partial(overview.overview, pupil_id=self.pupil_id, now=self.desk.now())
            self.desk.background.query(ask, self._show, owner=self, key="overview")

    def tick(self, action_id: UUID, *, done: bool) -> None:
        """Mark an action done, or open again. It stays in sight, so that a slip can be taken back."""
        if done and self.view is not None:
            self._done |= {action.id: action for action in self.view.actions if action.id == action_id}
        else:
            self._done.pop(action_id, None)
        day = self.desk.today() if done else None
        self.desk.background.change(
            partial(notes.tick_action, action_id=action_id, done_on=day),
            lambda _changes: self.told.emit("Marked as done" if done else "Open again", "good"), owner=self,
        )

    # -- words --

    @property
    def name(self) -> str:
        """As it stands in a sentence on the screen; what is kept takes the pupil's own."""
        return isolated(self.view.pupil.name) if self.view else ""

    def quote(self) -> tuple[str, str] | None:
        """(words, who said them where and when, and who may hear them)."""
        said = self.view.quote if self.view else None
        if said is None:
            return None
        who = side_by_side(
            (said.speaker or self.name, said.context, short_day(day_of(said.at), self.desk.today())), ", "
        )
        agreed = "anyone to read" if said.consent is QuoteConsent.ANYWHERE else "the meeting to hear"
        return said.words, f"{who} · happy for {agreed} this"

    def numbers(self) -> list[Number]:
        """Attendance, Thrive, suspension sessions, goals: each with its before."""
        if self.view is None:
            return []
        return numbers(self.view.figures, name=self.name, today=self.desk.today())

    def bars(self) -> tuple[tuple[Bar, ...], int]:
        """Attendance by period, and how many of the first ones were before the case."""
        return bars(self.view.figures) if self.view else ((), 0)

    def next_lines(self) -> list[NextLine]:
        """Meetings, then actions: what is late first."""
        if self.view is None:
            return []
        done = [action for action in self._done.values() if action.id not in {a.id for a in self.view.actions}]
        return [
            *(self._meeting_line(meeting) for meeting in self.view.meetings),
            *(self._action_line(action, done=False) for action in self.view.actions),
            *(self._action_line(action, done=True) for action in done),
        ]

    def around(self) -> list[AroundLine]:
        """Family, the designated worker, then agencies and school: the nearest first."""
        return self._everybody()[:MOST_AROUND]

    def how_many_around(self) -> int:
        return len(self._everybody())

    def asks(self) -> list[AskLine]:
        """What is asked for and not settled."""
        return [
            AskLine(issue.id, STATUS_CHIPS[issue.status], issue.wanted, self._of_whom(issue))
            for issue in (self.view.asked_for if self.view else ())
        ]

    def drafts(self) -> list[DraftLine]:
        made = []
        for draft in self.view.drafts if self.view else ():
            day = day_of(draft.changed_at) if draft.changed_at else self.desk.today()
            made.append(DraftLine(draft.id, draft.title, say_day(day, self.desk.today())))
        return made

    # -- lines --

    def _meeting_line(self, meeting: Meeting) -> NextLine:
        place = f" at {meeting.place}" if meeting.place else ""
        coming = [i for i in meeting.invitees if i.attendance is not Attendance.APOLOGIES]
        away = len(meeting.invitees) - len(coming)
        asked = f". {len(meeting.invitees)} invited" if meeting.invitees else ""
        text = f"{meeting.label()}, {say_time(meeting.at)}{place}{asked}{f', {away} cannot come' if away else ''}"
        day = day_of(meeting.at)
        return NextLine(
            meeting.id, "meeting", text, None, say_day(day, self.desk.today()), say_full_day(day), None
        )

    def _action_line(self, action: Action, *, done: bool) -> NextLine:
        today, due = self.desk.today(), action.due_on
        late = action.days_late(today)
        chip: ChipWords | None = None
        if late and not done:
            chip = ("alert", "", f"{count_of(late, 'day')} late")
        elif due == today and not done:
            chip = ("warn", "", "Due today")
        text = f"{action.what} · {action.owner}" if action.owner else action.what
        said = say_day(due, today) if due else ""
        return NextLine(action.id, "action", text, chip, said, say_full_day(due) if due else "", done)

    def _everybody(self) -> list[AroundLine]:
        if self.view is None:
            return []
        found = [AroundLine(person.called, _family_words(person), "family") for person in self.view.family]
        if self.view.designated_worker:
            found.append(AroundLine(self.view.designated_worker.name, "designated worker", "worker"))
        return found + [
            AroundLine(each.name, self._involved_words(each), "professional") for each in self.view.involved
        ]

    def _involved_words(self, each: Involved) -> str:
        since = each.involvement.waiting_since
        if each.involvement.frequency is Frequency.WAITING:
            return f"waiting since {short_day(since, self.desk.today())}" if since else "waiting"
        return each.role or each.organisation

    def _of_whom(self, issue: AdvocacyIssue) -> str:
        assert self.view is not None
        today = self.desk.today()
        agency = self.view.agencies.get(issue.agency_id) if issue.agency_id else None
        whom = ", ".join(part for part in (issue.raised_with, agency.name if agency else "") if part)
        again = issue.times_asked_again()
        if issue.status is AdvocacyStatus.RAISED and again:
            when = f"asked {again + 1} times since {short_day(issue.raised_on, today)}"
        else:
            when = short_day(issue.last_change_on(), today)
        return ", ".join(part for part in (whom, when) if part)

    def _show(self, view: Overview) -> None:
        if view.pupil.id == self.pupil_id:
            self.view = view
            self.changed.emit()

    def _somebody_wrote(self, changes: Changes) -> None:
        if self.pupil_id is None:
            return
        known = {draft.id for draft in self.view.drafts} if self.view else set()
        # A draft is kept every second while somebody types: only a new one concerns this page.
        is_new_draft = changes.concern(kinds=DRAFTS) and not changes.ids <= known
        if is_new_draft or changes.concern(kinds=ABOUT, pupil_id=self.pupil_id) or changes.concern(kinds=SHARED):
            self.reload()


def _family_words(person: Person) -> str:
    if person.do_not_contact:
        return "do not contact"
    parts = [
        "lives with" if person.lives_with else "", person.presence,
        "parental responsibility" if person.parental_responsibility is YesNoUnknown.YES else "",
    ]
    return " · ".join(part for part in parts if part) or person.relationship.lower()
