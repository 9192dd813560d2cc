"""Measures of one pupil: Thrive Approach by strand, goals in own words rated 0 to 10, i-THRIVE groupings."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from ontrack_desktop.domain.cases import Case
from ontrack_desktop.domain.changes import Changes
from ontrack_desktop.domain.choices import Grouping, Instrument, Respondent
from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.domain.figures import MINUS, percent, points
from ontrack_desktop.domain.measures import Score
from ontrack_desktop.services import measures
from ontrack_desktop.services.measures import MeasuresPage
from ontrack_desktop.services.progress import GoalProgress

from .desk import Desk
from .grouping_form import GroupingForm
from .plain_words import RecordLine, restricted_line, short_day
from .record_form import RecordForm
from .record_forms import GOAL, THRIVE_SCORE

KINDS = frozenset({"score", "goal", "case", "pupil"})


@dataclass(frozen=True)
class ScorePoint:
    """A score in the chart: `day` counts days, `label` is its date."""

    day: int
    value: int
    label: str
    shown: str


@dataclass(frozen=True)
class GoalCard:
    """A goal as its card shows it. `today` is the rating given today, if there is one."""

    id: UUID
    words: str
    ratings: str
    today: int | None
    is_ended: bool
    withheld: str = ""


class MeasuresModel(QObject):
    """The section of one pupil. `strand` is the one whose scores are shown."""

    changed = Signal()
    told = Signal(str, str)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.pupil_id: UUID | None = None
        self.page: MeasuresPage | None = None
        self.strand = ""
        self.grouping: GroupingForm | None = None
        desk.background.changed.connect(self._somebody_wrote)

    def show_pupil(self, pupil_id: UUID) -> None:
        """Show another pupil's measures."""
        if pupil_id != self.pupil_id:
            if self.grouping is not None:
                self.grouping.let_go()
            self.pupil_id, self.page, self.strand, self.grouping = pupil_id, None, "", None
        self.reload()

    def leave(self) -> None:
        """Keep what is being typed: the page is left, or locked."""
        if self.grouping is not None:
            self.grouping.keep_now()

    def reload(self) -> None:
        if self.pupil_id is not None:
            ask = partial(measures.measures_page, pupil_id=self.pupil_id, today=self.desk.today())
            self.desk.background.query(ask, self._show, owner=self, key="page")

    def choose_strand(self, strand: str) -> None:
        """Show the scores of another strand."""
        self.strand = strand
        self.changed.emit()

    def rate(self, goal_id: UUID, value: int) -> None:
        """Write down how near a goal is today; a second tap on the same day mends the first."""
        command = partial(
            measures.rate_goal, goal_id=goal_id, rating_id=self.desk.fresh_id(), value=value, on=self.desk.today()
        )
        self.desk.background.change(command, owner=self, failed=self._refused)

    # -- forms --

    def score_form(self, score_id: UUID | None = None) -> RecordForm:
        """The form of a Thrive Approach score: a new one of the strand that is shown, or one that is there."""
        assert self.page is not None
        score = next((each for each in self._scores() if each.id == score_id), None)
        strands = [(name, name) for name in self.page.strands]
        given = {
            "pupil_ids": (self.pupil_id,), "instrument": Instrument.THRIVE_APPROACH, "on": self.desk.today(),
            "dimension": self.strand, "respondent": Respondent.STAFF,
        }
        return RecordForm(
            self.desk, THRIVE_SCORE, given=given, record=score, options=lambda _name: strands, pupil_id=self.pupil_id
        )

    def goal_form(self, goal_id: UUID | None = None) -> RecordForm:
        """The form of a goal: a new one, or one that is there."""
        assert self.page is not None
        goal = next((each.goal for each in self.page.goals if each.goal.id == goal_id), None)
        given = {"pupil_ids": (self.pupil_id,), "set_on": self.desk.today()}
        return RecordForm(self.desk, GOAL, given=given, record=goal, pupil_id=self.pupil_id)

    # -- words --

    def thrive_number(self) -> tuple[str, str, str]:
        """(label, latest, what it was first) of the strand that is shown."""
        scores = self._scores()
        if not scores:
            return ("Thrive Approach", "–", "No score yet")
        first, latest = scores[0], scores[-1]
        label = f"Thrive Approach, {self.strand}"
        shown = percent(Fraction(latest.value), drop_zero=True)
        if len(scores) == 1:
            return (label, shown, short_day(latest.on, self.desk.today()))
        change = points(Fraction(first.value), Fraction(latest.value))
        began = percent(Fraction(first.value), drop_zero=True)
        return (label, shown, f"{began} on {short_day(first.on, self.desk.today())} · {change} points")

    def goals_number(self) -> tuple[str, str, str]:
        """(label, "2 of 3", when they were rated last): goals that came nearer, of those rated twice."""
        goals = self.page.goals if self.page else ()
        compared = [each.change for each in goals if each.change is not None]
        ratings = [each.latest.on for each in goals if each.latest]
        label = "Goals that came nearer"
        if not compared:
            return (label, "–", "Rated once or not yet" if goals else "No goal yet")
        nearer = sum(change > 0 for change in compared)
        return (label, f"{nearer} of {len(compared)}", f"rated last on {short_day(max(ratings), self.desk.today())}")

    def strands_scored(self) -> tuple[str, ...]:
        """Strands that have a score: the one that was scored last comes first."""
        return tuple(self.page.thrive) if self.page else ()

    def points(self) -> tuple[ScorePoint, ...]:
        """The scores of the strand that is shown, the oldest first."""
        return tuple(
            ScorePoint(
                score.on.toordinal(), score.value, short_day(score.on, self.desk.today()),
                percent(Fraction(score.value), drop_zero=True),
            )
            for score in self._scores()
        )

    def points_before(self) -> int:
        """How many of the first points lie before the case."""
        opened_on = self.page.opened_on if self.page else None
        return sum(score.on < opened_on for score in self._scores()) if opened_on else 0

    def score_lines(self) -> tuple[RecordLine, ...]:
        """The scores of the strand that is shown, the newest first."""
        return tuple(self._score_line(score) for score in reversed(self._scores()))

    def goal_cards(self) -> tuple[GoalCard, ...]:
        """Goals in the order in which they were set; ended ones last."""
        goals = self.page.goals if self.page else ()
        return tuple(self._goal_card(each) for each in sorted(goals, key=lambda each: each.goal.ended_on is not None))

    def grouping_lines(self) -> tuple[tuple[str, str], ...]:
        """(grouping, when, with whom and why) as a history, the newest first. One is not better than another."""
        today = self.desk.today()
        found = []
        for entry in self.page.groupings if self.page else ():
            parts = [
                f"decided {short_day(entry.on, today)}" + (f" with {entry.decided_with}" if entry.decided_with else ""),
                entry.reason,
                f"look again {short_day(entry.review_on, today)}" if entry.review_on else "",
            ]
            found.append((entry.grouping.label, " · ".join(part for part in parts if part)))
        return tuple(found)

    def grouping_choices(self) -> list[tuple[str, str]]:
        return [(each.value, each.label) for each in Grouping]

    # -- behind the page --

    def _scores(self) -> tuple[Score, ...]:
        return self.page.thrive.get(self.strand, ()) if self.page else ()

    def _score_line(self, score: Score) -> RecordLine:
        assert self.page is not None
        lead = short_day(score.on, self.desk.today())
        author = self.page.withheld.get(score.id)
        if author:
            return RecordLine(score.id, lead, "", restricted_line(author), is_withheld=True)
        below = " · ".join(part for part in (f"answered by {score.respondent.label.lower()}", score.assessor) if part)
        return RecordLine(score.id, lead, percent(Fraction(score.value), drop_zero=True), below)

    def _goal_card(self, progress: GoalProgress) -> GoalCard:
        assert self.page is not None
        goal, today = progress.goal, self.desk.today()
        author = self.page.withheld.get(goal.id)
        if author:
            return GoalCard(goal.id, "", "", None, True, restricted_line(author))
        first, latest = progress.first, progress.latest
        if first is None or latest is None:
            said = f"set {short_day(goal.set_on, today)}, not rated yet"
        elif first is latest:
            said = f"{latest.value} on {short_day(latest.on, today)}"
        else:
            began, now = short_day(first.on, today), short_day(latest.on, today)
            said = f"{first.value} on {began} → {latest.value} on {now} · {_signed(latest.value - first.value)}"
        if goal.ended_on:
            said = f"{said} · ended {short_day(goal.ended_on, today)}"
        rated_today = latest.value if latest is not None and latest.on == today else None
        return GoalCard(goal.id, goal.words, said, rated_today, goal.ended_on is not None)

    def _show(self, page: MeasuresPage) -> None:
        self.page = page
        if self.strand not in page.thrive:
            self.strand = next(iter(page.thrive), "")
        if page.case is None:
            self.grouping = None
        elif self.grouping is None:
            self.grouping = self._grouping_form(page.case)
        else:
            self.grouping.case = page.case
            if self.grouping.state == "saved":
                self.grouping.start_fresh()
        self.changed.emit()

    def _grouping_form(self, case: Case) -> GroupingForm:
        form = GroupingForm(self.desk, case, parent=self)
        if self.page is not None and self.page.grouping_draft is not None:
            form.restore(self.page.grouping_draft)
        form.saved.connect(lambda _id: self.told.emit("Grouping recorded", "good"))
        form.refused.connect(self._refused)
        form.take_over()
        return form

    def _refused(self, error: OnTrackError) -> None:
        self.told.emit(str(error), "alert")

    def _somebody_wrote(self, changes: Changes) -> None:
        if self.pupil_id is not None and changes.concern(kinds=KINDS, pupil_id=self.pupil_id):
            self.reload()


def _signed(change: int) -> str:
    """"+7", "−2", "no change"."""
    if not change:
        return "no change"
    return f"+{change}" if change > 0 else f"{MINUS}{-change}"
