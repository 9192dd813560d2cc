"""One child's whole story, read from a file of sentences and told as the acts of the people in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from ontrack_desktop.domain.advocacy import AdvocacyIssue, Step
from ontrack_desktop.domain.agencies import Involvement
from ontrack_desktop.domain.attendance import AttendancePeriod
from ontrack_desktop.domain.behaviour import Activity as PlanActivity
from ontrack_desktop.domain.behaviour import Adult, Signature, Stage, Suspension, TimeInPlan, TimeInSession
from ontrack_desktop.domain.cases import Baseline, Case, Designation, GroupingEntry
from ontrack_desktop.domain.measures import Goal, Score
from ontrack_desktop.domain.meetings import ChronologyEntry, Consent
from ontrack_desktop.domain.people import Household, Need, Person, Pupil
from ontrack_desktop.domain.record import Record
from ontrack_desktop.domain.validation import amended
from ontrack_desktop.domain.when import add_working_days
from ontrack_desktop.services import records
from ontrack_desktop.services.workspace import UnitOfWork

from .calendar import HalfTerm, Telling, at
from .cast import Act, Cast, saving
from .journal import Journal


class Story:
    """Reads one story file; `acts()` gives what was done, each with its moment."""

    def __init__(self, told: dict[str, Any], cast: Cast, terms: Sequence[HalfTerm], today: date) -> None:
        self.told = told
        self.cast = cast
        self.terms = terms
        self.today = today
        self.telling = Telling(today, terms[told["case"]["opened"]].start)
        self.opened = at(self.telling.opened, "09:00")
        self.people: dict[str, Person] = {}
        self.pupil = self._pupil(told["pupil"], told.get("household", {}))
        self.siblings = [self._sibling(entry) for entry in told.get("siblings", [])]

    def acts(self) -> Iterator[Act]:
        """Everything that happened, in no order."""
        yield self.opened, saving(*self._beginning())
        for part in (
            self._involvements, self._attendance, self._measures, self._behaviour, self._advocacy,
            self._chronology, self._consents,
        ):
            yield from part()
        journal = Journal(self.told, self.cast, self.telling, self.pupil, self.siblings, self.people)
        yield from journal.acts()

    # who ------------------------------------------------------------------------------------------------

    def _pupil(self, entry: dict[str, Any], household: dict[str, Any]) -> Pupil:
        values = {k: v for k, v in entry.items() if k not in ("age", "school", "household", "needs")}
        self.household_id = self.cast.fresh(self.opened) if household else None
        return Pupil(
            id=self.cast.fresh(self.opened), born_on=_born(self.today, entry["age"], self.cast),
            school_id=self.cast.ids[f"school:{entry['school']}"], household_id=self.household_id,
            needs=tuple(Need(**need) for need in entry.get("needs", [])), **values,
        )

    def _sibling(self, entry: dict[str, Any]) -> Pupil:
        values = {k: v for k, v in entry.items() if k not in ("age", "key")}
        return Pupil(
            id=self.cast.fresh(self.opened), born_on=_born(self.today, entry["age"], self.cast),
            school_id=self.cast.ids["school:larchfield"], household_id=self.household_id, **values,
        )

    def _beginning(self) -> Iterator[Record]:
        if self.household_id is not None:
            home = {k: v for k, v in self.told["household"].items() if k != "key"}
            yield Household(id=self.household_id, **self.telling.dated(home))
        yield self.pupil
        yield from self.siblings
        for entry in self.told["people"]:
            values = {k: v for k, v in entry.items() if k != "key"}
            made = Person(
                id=self.cast.fresh(self.opened), pupil_ids=tuple(p.id for p in (self.pupil, *self.siblings)),
                household_id=self.household_id if entry.get("lives_with") else None, **values,
            )
            self.people[entry["key"]] = made
            yield made
        case = self.told["case"]
        yield Case(
            **self._about(), reference=case["reference"],
            referred_by=case["referred_by"], reason=case["reason"], opened_on=self.telling.opened,
            designated_worker_id=self.cast.me,
            designations=(Designation(worker_id=self.cast.me, since=self.telling.opened),),
            baselines=tuple(Baseline(**self.telling.dated(entry)) for entry in case["baselines"]),
            groupings=tuple(GroupingEntry(**self.telling.dated(entry)) for entry in case["groupings"]),
        )

    # what -----------------------------------------------------------------------------------------------

    def _involvements(self) -> Iterator[Act]:
        for entry in self.told["involvements"]:
            _, agency = self.cast.organisation(entry["professional"])
            values = self.telling.dated({k: v for k, v in entry.items() if k != "professional"})
            yield self._act(values.get("started_on") or values.get("waiting_since"), Involvement(
                **self._about(), professional_id=self.cast.ids[f"professional:{entry['professional']}"],
                agency_id=agency, **values,
            ))

    def _attendance(self) -> Iterator[Act]:
        for term, (attended, possible) in zip(self.terms, self.told["attendance"], strict=True):
            ended = min(term.end, self.today)
            yield self._act(ended, AttendancePeriod(
                **self._about(), label_text=term.label, started_on=term.start, ended_on=ended, possible=possible,
                attended=attended, authorised=possible - attended, school_id=self.pupil.school_id, source="Register",
                before_case=ended < self.telling.opened,
            ))

    def _measures(self) -> Iterator[Act]:
        for entry in self.told["scores"]:
            yield self._act(self.telling.day(entry["on"]), Score(**self._about(), **self.telling.dated(entry)))
        for entry in self.told["goals"]:
            first = self.telling.day(entry["ratings"][0][1])
            goal = Goal(**self._about(), words=entry["words"], set_on=first)
            yield self._act(first, goal)
            for value, on in entry["ratings"]:
                day = self.telling.day(on)
                yield self._act(day, Score(
                    **self._about(), instrument="goal", value=value, on=day, goal_id=goal.id, respondent="pupil"
                ), clock="12:00")

    def _behaviour(self) -> Iterator[Act]:
        for entry in self.told["suspensions"]:
            values = self.telling.dated({k: v for k, v in entry.items() if k != "school"})
            yield self._act(values["started_on"], Suspension(
                **self._about(), school_id=self.cast.ids[f"school:{entry['school']}"], **values
            ))
        plan = self.told.get("plan")
        if plan:
            yield self._act(self.telling.day(plan["agreed_on"]), self._plan(plan))
        for entry in self.told.get("sessions", []):
            session = self._session(entry)
            yield session.at + timedelta(hours=3), saving(session)

    def _plan(self, told: dict[str, Any]) -> TimeInPlan:
        values = self.telling.dated(told)
        for stage in ("calm", "rising", "crisis", "recovery"):
            values[stage] = Stage(**told[stage])
        values["adults"] = tuple(Adult(**adult) for adult in told["adults"])
        values["activities"] = tuple(PlanActivity(**activity) for activity in told["activities"])
        values["signatures"] = tuple(Signature(**self.telling.dated(name)) for name in told["signatures"])
        return TimeInPlan(**self._about(), **values)

    def _session(self, entry: dict[str, Any]) -> TimeInSession:
        begun = self.telling.moment(entry["at"])
        when, _, clock = entry.get("back", "").partition(" ")
        back = None
        if when:
            back = at(add_working_days(self.telling.day(entry["at"]), int(when == "next")), clock)
        values = {k: v for k, v in entry.items() if k not in ("at", "minutes", "back")}
        return TimeInSession(
            **self._about(), at=begun, ended_at=begun + timedelta(minutes=entry["minutes"]),
            back_in_class_at=back, sessions_used=1, **values,
        )

    def _advocacy(self) -> Iterator[Act]:
        """An issue is raised, then amended by each of its steps on its own day."""
        for entry in self.told["advocacy"]:
            values = self.telling.dated({k: v for k, v in entry.items() if k not in ("steps", "outcome", "chase_on")})
            issue = AdvocacyIssue(**self._about(), **values)
            yield self._act(issue.raised_on, issue)
            for number, (on, status, text) in enumerate(entry.get("steps", [])):
                step = Step(on=self.telling.day(on), text=text, status=status, with_whom=issue.raised_with)
                last = number == len(entry["steps"]) - 1
                ending = {k: entry[k] for k in ("outcome", "chase_on") if k in entry and last}
                yield at(step.on, "15:00"), self._adding_step(issue.id, step, self.telling.dated(ending))

    def _adding_step(self, issue_id: UUID, step: Step, ending: dict[str, Any]) -> Callable[[UnitOfWork], None]:
        def command(work: UnitOfWork) -> None:
            issue = work.read.get(AdvocacyIssue, issue_id)
            records.save(work, amended(issue, steps=(*issue.steps, step), **ending))

        return command

    def _chronology(self) -> Iterator[Act]:
        for entry in self.told["chronology"]:
            values = self.telling.dated(entry)
            yield self._act(max(values["on"], self.telling.opened), ChronologyEntry(**self._about(), **values))

    def _consents(self) -> Iterator[Act]:
        for entry in self.told["consents"]:
            values = self.telling.dated(entry)
            yield self._act(values["given_on"], Consent(**self._about(), **values))

    # how ------------------------------------------------------------------------------------------------

    def _about(self) -> dict[str, Any]:
        return self.cast.about(self.pupil.id, self.opened)

    def _act(self, day: date | None, record: Record, *, clock: str = "10:00") -> Act:
        """A record written on a day, but not before the case was opened: we write down what was before us."""
        written = max(day or self.telling.opened, self.telling.opened)
        return at(min(written, self.today), clock), saving(record)


def _born(today: date, age: int, cast: Cast) -> date:
    """A birthday that makes the child this old today."""
    return today - timedelta(days=round(age * 365.25) + cast.random.randrange(20, 330))

