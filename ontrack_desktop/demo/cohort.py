"""The other children of the demo: two years of ordinary weeks, from a seed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from ontrack_desktop.domain.advocacy import AdvocacyIssue
from ontrack_desktop.domain.agencies import Involvement
from ontrack_desktop.domain.attendance import AttendancePeriod
from ontrack_desktop.domain.behaviour import Suspension, TimeInSession
from ontrack_desktop.domain.cases import Case, Designation
from ontrack_desktop.domain.measures import Score
from ontrack_desktop.domain.meetings import Meeting
from ontrack_desktop.domain.notes import Action, Note, Quote
from ontrack_desktop.domain.people import Household, Need, Person, Pupil
from ontrack_desktop.domain.record import Record
from ontrack_desktop.domain.when import add_working_days
from ontrack_desktop.services import notes

from .calendar import HalfTerm, at
from .cast import Act, Cast, saving

KINDS = ("home_visit", "home_visit", "home_visit", "phone", "phone", "direct_work", "direct_work", "appointment",
         "observation", "group", "unsuccessful", "liaison")
CLOCKS = ("09:15", "10:00", "11:20", "13:30", "14:45", "16:10")
MINE = 12  # of the other children, besides the three whose stories are told


class Child:
    """One generated child."""

    def __init__(
        self, number: int, name: str, phrases: dict[str, Any], cast: Cast, terms: Sequence[HalfTerm], today: date
    ) -> None:
        self.random = Random(cast.random.random())
        self.number = number
        self.phrases = phrases
        self.cast = cast
        self.terms = terms
        self.today = today
        forename, *rest = name.split()
        self.forename, self.surname, self.pronouns = forename, " ".join(rest[:-1]), rest[-1]
        self.opened = terms[0].start + timedelta(days=self.random.randrange(5, 200))
        self.worker = cast.me if number < MINE else self.random.choice(
            [cast.ids["worker:georgina"], cast.ids["worker:owen"], cast.ids["worker:nasreen"]]
        )
        self.pupil_id = cast.fresh(at(self.opened, "09:00"))
        self.parent = self.random.choice(phrases["parents"])

    def acts(self) -> Iterator[Act]:
        yield at(self.opened, "09:00"), saving(*self._beginning())
        yield from self._weeks()
        yield from self._terms()
        yield from self._ahead()

    def _about(self) -> dict[str, Any]:
        return self.cast.about(self.pupil_id, at(self.opened, "09:00"))

    def _pick(self, name: str) -> Any:
        return self.random.choice(self.phrases[name])

    def _beginning(self) -> Iterator[Record]:
        random = self.random
        home = Household(
            id=self.cast.fresh(at(self.opened, "09:00")),
            address=f"{random.randrange(2, 90)} {self._pick('streets')}\n{self._pick('towns')}",
            postcode=f"ZZ{random.randrange(1, 9)} {random.randrange(1, 9)}{random.choice('ABDE')}J",
        )
        yield home
        age = random.randrange(11, 19)
        yield Pupil(
            id=self.pupil_id, legal_forename=self.forename, legal_surname=self.surname, pronouns=self.pronouns,
            born_on=self.today - timedelta(days=int(age * 365.25) + random.randrange(10, 350)),
            school_id=self.cast.ids[random.choice(["school:larchfield", "school:larchfield", "school:moor_lane",
                                                   "school:netherby"])],
            household_id=home.id, sen_provision=random.choice("EKK"), needs=(Need(code=self._pick("needs")),),
            free_school_meals=random.random() < 0.5, strengths=self._pick("strengths"),
            what_matters=self._pick("what_matters"),
            alerts=(self._pick("alerts"),) if random.random() < 0.4 else (),
        )
        yield Person(
            **self._about(), household_id=home.id,
            name=f"{random.choice(['Alex', 'Chris', 'Jo', 'Pat', 'Lou'])} {self.surname}",
            known_as=self.parent[0], relationship=self.parent[1], parental_responsibility="yes", lives_with=True,
            phone=f"07700 900{random.randrange(400, 999)}",
        )
        yield Case(
            **self._about(), reference=f"BT-{500 + self.number:04}", opened_on=self.opened,
            reason=self._pick("opened"), referred_by="Local authority", designated_worker_id=self.worker,
            designations=(Designation(worker_id=self.worker, since=self.opened),),
        )
        for key in random.sample(["senco", "nurse", "family_help", "ep", "camhs", "sen_officer", "pastoral"], 2):
            waiting = random.random() < 0.3
            yield Involvement(
                **self._about(), professional_id=self.cast.ids[f"professional:{key}"],
                agency_id=self.cast.organisation(key)[1], started_on=self.opened,
                frequency="waiting" if waiting else random.choice(["weekly", "half_termly"]),
                waiting_since=self.today - timedelta(days=random.randrange(10, 120)) if waiting else None,
            )

    def _weeks(self) -> Iterator[Act]:
        """About two notes a week in school time, some of them with the child's words or something agreed."""
        random = self.random
        quiet = random.randrange(1, 26)  # days since anybody wrote
        for term in self.terms:
            day = max(term.start, self.opened)
            while day <= min(term.end, self.today - timedelta(days=quiet)):
                if day.weekday() < 5 and random.random() < 0.32:
                    yield self._note_act(day)
                day += timedelta(days=1)

    def _note_act(self, day: date) -> Act:
        random = self.random
        kind = random.choice(KINDS)
        moment = at(day, random.choice(CLOCKS))
        seen = (self.pupil_id,) if kind in ("home_visit", "direct_work", "appointment", "observation", "group") else ()
        text = random.choice(self.phrases["notes"][kind]).format(
            name=self.forename, parent=self.parent[0], thing=self._pick("things"),
            they=self.pronouns.split("/")[0].capitalize(),
        )
        note = Note(
            id=self.cast.fresh(moment), pupil_ids=(self.pupil_id,), note_kind=kind, at=moment,
            minutes=random.choice([10, 15, 30, 45, 60]), text=text, seen_ids=seen,
            seen_alone_ids=seen if random.random() < 0.4 else (),
            agency_id=self.cast.ids[random.choice(["agency:camhs", "agency:sen", "agency:family_help"])]
            if kind == "liaison" else None,
        )
        quotes = []
        if seen and random.random() < 0.16:
            quotes.append(Quote(
                **self._about(), words=self._pick("quotes"), voice="pupil", speaker=self.forename, at=moment,
                consent=random.choice(["meeting", "anywhere", "not_asked"]),
            ))
        elif kind in ("phone", "home_visit") and random.random() < 0.08:
            quotes.append(Quote(
                **self._about(), words=self._pick("parent_quotes"), voice="parent", speaker=self.parent[0],
                at=moment, consent="meeting",
            ))
        actions = [self._action(day)] if random.random() < 0.12 else []
        return moment + timedelta(hours=1), lambda work: notes.save_note(
            work, note=note, quotes=quotes, actions=actions
        )

    def _action(self, day: date) -> Action:
        due = day + timedelta(days=self.random.randrange(2, 14))
        old = due < self.today - timedelta(days=12) or self.random.random() < 0.5
        done = due - timedelta(days=self.random.randrange(0, 2)) if old and due <= self.today else None
        owner = next(name for key, name in self.cast.names.items() if self.cast.ids[key] == self.worker)
        return Action(
            **self._about(), what=self._pick("actions"), owner=owner, worker_id=self.worker, due_on=due,
            done_on=done, agreed_on=day,
        )

    def _terms(self) -> Iterator[Act]:
        random = self.random
        share = random.uniform(0.15, 0.75)
        thrive = random.randrange(22, 45)
        for term in self.terms:
            ended = min(term.end, self.today)
            possible = max(2, (ended - term.start).days * 10 // 7)
            before = ended < self.opened
            share = min(0.97, share + (random.uniform(-0.03, 0.03) if before else random.uniform(-0.03, 0.09)))
            attended = round(possible * share)
            yield at(ended, "15:30"), saving(AttendancePeriod(
                **self._about(), label_text=term.label, started_on=term.start, ended_on=ended, possible=possible,
                attended=attended, authorised=possible - attended, source="Register", before_case=before,
            ))
            if not before and random.random() < 0.6:
                thrive = min(80, thrive + random.randrange(-2, 8))
                yield at(ended, "16:00"), saving(Score(
                    **self._about(), instrument="thrive_approach", dimension="Being", value=thrive, on=ended,
                    respondent="staff", assessor="Ms Cole",
                ))
            if random.random() < (0.3 if before else 0.06):
                day = term.start + timedelta(days=random.randrange(3, 20))
                if day <= self.today:
                    yield at(max(day, self.opened), "12:00"), saving(Suspension(
                        **self._about(), started_on=day, sessions=random.choice([1, 2, 2, 4]), reasons=("DB",),
                    ))
            if not before and random.random() < 0.35:
                yield self._session_act(min(term.start + timedelta(days=random.randrange(2, 25)), self.today))

    def _session_act(self, day: date) -> Act:
        random = self.random
        begun = at(day, random.choice(CLOCKS))
        before = random.randrange(6, 10)
        back = begun + timedelta(minutes=random.choice([40, 70, 1400]))
        return begun + timedelta(hours=2), saving(TimeInSession(
            **self._about(), at=begun, ended_at=begun + timedelta(minutes=35), sessions_used=1,
            led_to_it=self._pick("led_to_it"), place="Garden room", key_adult="Ms Cole",
            activities=(self._pick("activities"),),
            arousal_before=before, arousal_after=before - random.randrange(2, 5),
            back_in_class_at=back,
        ))

    def _ahead(self) -> Iterator[Act]:
        random = self.random
        if random.random() < 0.5:
            day = self.today - timedelta(days=random.randrange(5, 60))
            yield at(max(day, self.opened), "11:00"), saving(AdvocacyIssue(
                **self._about(), wanted=self._pick("wants"), raised_with=self._pick("of"),
                raised_on=max(day, self.opened),
                chase_on=self.today + timedelta(days=random.randrange(-2, 15)),
            ))
        if random.random() < 0.25:
            day = add_working_days(self.today, random.randrange(1, 21))
            yield at(self.today - timedelta(days=2), "10:00"), saving(Meeting(
                **self._about(), meeting_type=random.choice(["taf", "psp", "ehc", "ap"]),
                at=at(day, random.choice(CLOCKS)), place="Hawthorn Bank Hub", chair="Sam Reyes",
            ))
