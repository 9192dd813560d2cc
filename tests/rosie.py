"""One pupil's whole invented record, for tests and pictures of the pupil's page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from ontrack_desktop.domain.advocacy import AdvocacyIssue, Step
from ontrack_desktop.domain.agencies import Agency, Involvement, Professional, School
from ontrack_desktop.domain.attendance import AttendancePeriod
from ontrack_desktop.domain.behaviour import Suspension, TimeInPlan
from ontrack_desktop.domain.cases import Case, Designation
from ontrack_desktop.domain.choices import (
    AdvocacyStatus,
    AgencySector,
    Audience,
    Frequency,
    Impact,
    Instrument,
    MeetingType,
    NoteKind,
    Precision,
    QuoteConsent,
    Voice,
    YesNoUnknown,
)
from ontrack_desktop.domain.measures import Goal, Score
from ontrack_desktop.domain.meetings import ChronologyEntry, Invitee, Meeting
from ontrack_desktop.domain.notes import Action, Note, Quote
from ontrack_desktop.domain.people import Household, Person, Pupil, Worker
from ontrack_desktop.domain.record import Record

from .factories import NOW, an_id

HALF_TERMS = (
    ("Aut 1", date(2025, 9, 3), 9, True), ("Aut 2", date(2025, 11, 3), 4, True), ("Spr 1", date(2026, 1, 5), 3, True),
    ("Spr 2", date(2026, 2, 23), 22, False), ("Sum 1", date(2026, 4, 13), 41, False),
    ("Sum 2", date(2026, 6, 1), 58, False), ("Aut 1", date(2026, 9, 3), 74, False),
    ("now", date(2026, 11, 2), 80, False),
)  # fmt: skip
GOALS = ("Read out in a small group", "Eat lunch with Ellie", "Ring the farm myself", "Sleep before midnight")


class Rosie:
    """Rosie's record. `records()` gives everything; the fields are what tests ask about."""

    def __init__(self, worker: Worker) -> None:
        self.worker = worker
        self.home = Household(
            id=an_id(), address="12 Example Lane\nThirlby", postcode="ZZ7 1AB", directions="Round the back, blue gate",
            safety_notes=("Dog at home",), safety_checked_on=date(2026, 10, 21),
        )
        self.school = School(id=an_id(), name="Moorside School", phone="01632 960010")
        self.pupil = Pupil(
            id=an_id(), legal_forename="Rosalind", legal_surname="Storey", known_as="Rosie", pronouns="she/her",
            born_on=date(2012, 3, 4), nc_year=9, school_id=self.school.id, household_id=self.home.id,
            strengths="Patient with animals, careful with detail, funny once she knows you",
            alerts=("Quiet rooms help",), sen_provision="K",
        )
        self.case = self._about(
            Case, reference="BOT-2026-014", referred_by="Ms Bright, Moorside School", opened_on=date(2026, 2, 23),
            designated_worker_id=worker.id, designations=(Designation(worker_id=worker.id, since=date(2026, 2, 23)),),
            reason="Not in school since October. Sleeps in the day.",
        )
        self.mum = self._person(
            "Karen Storey", "Mum", "Mother", parental_responsibility=YesNoUnknown.YES, lives_with=True,
            phone="01632 960002", safe_contact="Text first", household_id=self.home.id,
        )
        self.gran = self._person("Joan Storey", "Gran", "Grandmother", phone="01632 960003", presence="Tuesdays")
        self.dad = self._person(
            "Lee Marsh", "Dad", "Father", parental_responsibility=YesNoUnknown.YES, do_not_contact=True
        )
        self.said = self._quote(
            "I can say I don’t get it now, and nobody minds.", Voice.PUPIL, "Rosie", 4, "in the car after college",
            QuoteConsent.MEETING,
        )
        self.secret = self._quote(
            "I don’t want Dad to know where we are.", Voice.PUPIL, "Rosie", 9, "", QuoteConsent.NO
        )
        self.mums_words = self._quote(
            "She sang in the kitchen this morning. I had forgotten.", Voice.PARENT, "Mum", 14, "at the kitchen table",
            QuoteConsent.ANYWHERE,
        )
        self.camhs = Agency(id=an_id(), name="CAMHS", sector=AgencySector.HEALTH, phone="01632 960020")
        self.sen = Agency(id=an_id(), name="SEN team", sector=AgencySector.LOCAL_AUTHORITY)
        self.bright = Professional(
            id=an_id(), name="Ms Bright", role="Pastoral lead", school_id=self.school.id, phone="01632 960011"
        )
        self.rao = Professional(id=an_id(), name="Dr Rao", role="Community paediatrician")
        self.king = Professional(id=an_id(), name="Tom King", role="Farm tutor", email="farm@example.org")
        self.suspension = self._about(
            Suspension, started_on=date(2026, 1, 14), sessions=6, reasons=("DB",), school_id=self.school.id
        )
        self.meeting = self._about(
            Meeting, meeting_type=MeetingType.TEAM_AROUND_FAMILY, at=datetime(2026, 11, 6, 14, tzinfo=UTC),
            place="the hub", invitees=(Invitee(name="Karen Storey", audience=Audience.FAMILY),),
        )
        self.late_action = self._action("Ring CAMHS about the appeal", "Dee Marlow", date(2026, 11, 1))
        self.action = self._action("Send the tutor the quiet-room note", "Dee Marlow", date(2026, 11, 6))

    def records(self) -> list[Record]:
        """Everything, in an order in which it can be written."""
        return [
            self.home, self.school, self.pupil, self.case, self.mum, self.gran, self.dad, self.camhs, self.sen,
            self.bright, self.rao, self.king, self.said, self.secret, self.mums_words, self.suspension, self.meeting,
            self.late_action, self.action, *self._involved(), *self._notes(), *self._asked_for(), *self._periods(),
            *self._measured(), *self._events(), self._plan(),
        ]

    def _about(self, record_class: type[Any], **values: Any) -> Any:
        return record_class(id=an_id(), pupil_ids=(self.pupil.id,), **values)

    def _person(self, name: str, known_as: str, relationship: str, **values: Any) -> Any:
        return self._about(Person, name=name, known_as=known_as, relationship=relationship, **values)

    def _quote(
        self, words: str, voice: Voice, speaker: str, days_ago: int, context: str, consent: QuoteConsent
    ) -> Any:
        return self._about(
            Quote, words=words, voice=voice, speaker=speaker, at=NOW - timedelta(days=days_ago), context=context,
            consent=consent,
        )

    def _action(self, what: str, owner: str, due_on: date) -> Any:
        return self._about(Action, what=what, owner=owner, due_on=due_on, agreed_on=date(2026, 10, 21))

    def _involved(self) -> Iterator[Any]:
        def made(**values: Any) -> Any:
            return self._about(Involvement, **values)

        yield made(professional_id=self.bright.id, role="school, key adult", key_adult=True, frequency=Frequency.WEEKLY)
        yield made(professional_id=self.rao.id, started_on=date(2026, 5, 11))
        yield made(professional_id=self.king.id, started_on=date(2026, 4, 20), frequency=Frequency.WEEKLY)
        yield made(agency_id=self.camhs.id, frequency=Frequency.WAITING, waiting_since=date(2026, 6, 2))
        yield made(agency_id=self.sen.id, role="assessment", started_on=date(2025, 9, 1), ended_on=date(2026, 7, 10))

    def _notes(self) -> Iterator[Any]:
        for number in range(12):
            yield self._about(
                Note, note_kind=NoteKind.HOME_VISIT if number % 2 else NoteKind.PHONE,
                at=NOW - timedelta(days=6 * number), minutes=45,
                text="Finished the unit 2 certificate and put it on the fridge." if number == 3 else "We talked.",
                pinned=number == 3,
            )

    def _asked_for(self) -> Iterator[Any]:
        asked = date(2026, 9, 12)
        yield self._about(
            AdvocacyIssue, wanted="Exams in the small room", raised_with="school", raised_on=asked,
            steps=(Step(on=date(2026, 10, 3), text="Agreed for mocks.", status=AdvocacyStatus.AGREED),),
        )
        yield self._about(
            AdvocacyIssue, wanted="Transport to the farm on Thursdays", agency_id=self.sen.id, raised_on=asked,
            steps=tuple(
                Step(on=asked + timedelta(days=20 * n), text="Asked again.", status=AdvocacyStatus.RAISED)
                for n in (1, 2)
            ),
        )
        yield self._about(
            AdvocacyIssue, wanted="CAMHS assessment", agency_id=self.camhs.id, raised_on=date(2026, 6, 2),
            steps=(Step(on=date(2026, 10, 27), text="Does not meet threshold.", status=AdvocacyStatus.REFUSED),),
        )

    def _periods(self) -> Iterator[Any]:
        for label, start, attended, before in HALF_TERMS:
            yield self._about(
                AttendancePeriod, label_text=label, started_on=start, ended_on=start + timedelta(days=40), possible=100,
                attended=attended, authorised=100 - attended, before_case=before, source="The register",
            )

    def _measured(self) -> Iterator[Any]:
        for on, value in ((date(2026, 1, 20), 27), (date(2026, 10, 20), 42)):
            yield self._about(
                Score, instrument=Instrument.THRIVE_APPROACH, dimension="Being", value=value, on=on,
                assessor="Ms Bright",
            )
        for number, words in enumerate(GOALS):
            goal = self._about(Goal, words=words, set_on=date(2026, 3, 2))
            yield goal
            for on, value in ((date(2026, 3, 2), 3), (date(2026, 10, 28), 3 + number)):
                yield self._about(Score, instrument=Instrument.GOAL, value=value, on=on, goal_id=goal.id)

    def _events(self) -> Iterator[Any]:
        yield self._about(
            ChronologyEntry, on=date(2026, 7, 10), event="Finished a level 2 award in animal care.",
            source="Certificate", impact=Impact.HELPED, impact_text="First thing finished since Year 6",
            response="Shared with school; on the fridge at home",
        )
        yield self._about(
            ChronologyEntry, on=date(2025, 10, 1), precision=Precision.MONTH, event="Stopped going to school.",
            source="Mum", impact=Impact.SET_BACK, impact_text="Awake at night, alone in the day",
        )
        yield self._about(
            ChronologyEntry, on=date(2026, 11, 2), event="Stayed for a whole day at college.", source="Tom King",
            impact=Impact.HELPED,
        )

    def _plan(self) -> Any:
        return self._about(TimeInPlan, agreed_on=date(2026, 9, 3), review_on=date(2026, 11, 12))


def sibling_of(rosie: Rosie, pupil_id: UUID | None = None) -> Pupil:
    """A brother under the same roof."""
    return Pupil(
        id=pupil_id or an_id(), legal_forename="Benjamin", known_as="Ben", legal_surname="Storey",
        born_on=date(2015, 6, 1), household_id=rosie.home.id,
    )
