"""Who is around one pupil: family and carers, the home, agencies and professionals, in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal

from ontrack_desktop.domain.agencies import Involvement
from ontrack_desktop.domain.changes import Changes
from ontrack_desktop.domain.choices import Frequency, YesNoUnknown
from ontrack_desktop.domain.people import Household, Person, initials
from ontrack_desktop.services import people, records
from ontrack_desktop.services.people import Involved, PeoplePage
from ontrack_desktop.services.workspace import Reader

from .plain_words import restricted_line, short_day
from .pupil_section import PupilSection
from .record_forms import HOUSEHOLD, INVOLVEMENT, PERSON, PROFESSIONAL
from .removal import RemovalForm

ABOUT = frozenset({"pupil", "involvement", "case"})
SHARED = frozenset({"person", "household", "professional", "agency", "school", "worker"})
"""Kinds whose changes name no pupil."""
ChipWords = tuple[str, str, str]


@dataclass(frozen=True)
class PersonLine:
    """Somebody of the family, or somebody who works with the pupil; `chips` say what to know first."""

    id: UUID
    initials: str
    name: str
    words: str
    contact: str
    chips: tuple[ChipWords, ...]
    restricted: str = ""


@dataclass(frozen=True)
class HomeCard:
    """Where the pupil lives. `is_hidden`: the address is shown only when somebody asks for it."""

    address: str
    is_hidden: bool
    directions: str
    notes: tuple[ChipWords, ...]
    checked: str
    siblings: str


class PeopleAgenciesModel(PupilSection[PeoplePage]):
    """Everybody around one pupil."""

    removal_ready = Signal(object)
    """Signal(RemovalForm)"""

    # -- words --

    def home(self) -> HomeCard | None:
        """The home, None where none is written down yet."""
        home = self.page.household if self.page else None
        if self.page is None or home is None:
            return None
        notes: list[ChipWords] = [("alert", "users", "Two people go to this home together")] if home.two_workers else []
        notes += [("warn", "triangle-alert", note) for note in home.safety_notes]
        return HomeCard(
            "\n".join(part for part in (home.address, home.postcode) if part), self.page.pupil.safe_address,
            home.directions, tuple(notes), self._checked(home),
            " and ".join(pupil.name for pupil in self.page.siblings),
        )

    def family(self) -> list[PersonLine]:
        return [self._family_line(person) for person in self.page.family] if self.page else []

    def siblings_family(self) -> list[PersonLine]:
        """Family of brothers and sisters in the same home that may be this pupil's too."""
        return [self._family_line(person) for person in self.page.siblings_family] if self.page else []

    def involved(self) -> list[PersonLine]:
        """Who works with the pupil now, the designated worker first."""
        if self.page is None:
            return []
        worker = self.page.designated_worker
        lines = [self._involved_line(each) for each in self.page.involved]
        if worker is None:
            return lines
        own = PersonLine(
            worker.id, initials(worker.name), worker.name, worker.role or "Designated worker",
            _either(worker.phone, worker.email), (("primary", "", "Designated worker"),),
        )
        return [own, *lines]

    def ended(self) -> list[PersonLine]:
        return [self._involved_line(each) for each in self.page.ended] if self.page else []

    def may_be_ended(self, line: PersonLine) -> bool:
        """Whether this is an involvement that goes on."""
        involvement = self._involvement(line.id)
        return involvement is not None and involvement.ended_on is None and not line.restricted

    def is_designated_worker(self, line: PersonLine) -> bool:
        worker = self.page.designated_worker if self.page else None
        return worker is not None and worker.id == line.id

    # -- acts --

    def add_person(self) -> None:
        self._open(PERSON, given={"pupil_ids": (self.pupil_id,)})

    def share_person(self, person_id: UUID) -> None:
        """Take somebody of a sibling's family into this pupil's, without typing them again."""
        if self.pupil_id is not None:
            command = partial(people.share_person, person_id=person_id, pupil_id=self.pupil_id)
            self._change(command, "Added to the family")

    def amend_person(self, person_id: UUID) -> None:
        found = next((each for each in self.page.family if each.id == person_id), None) if self.page else None
        if found is not None:
            self._open(PERSON, record=found)

    def ask_to_remove(self, person_id: UUID) -> None:
        """Take somebody off the family's list: `removal_ready` hands over the form of the reason."""
        found = next((each for each in self.page.family if each.id == person_id), None) if self.page else None
        if found is not None:
            form = RemovalForm(
                self.desk, removed_id=found.id, title=f"Remove {found.called}?", pupil_id=self.pupil_id,
                remove=partial(records.remove, record=found), parent=self,
            )
            form.saved.connect(lambda _id: self.told.emit(f"{found.called} is not listed any more", "good"))
            form.open(self.removal_ready.emit)

    def add_involvement(self) -> None:
        self._open(INVOLVEMENT, given={"pupil_ids": (self.pupil_id,), "started_on": self.desk.today()})

    def amend_involvement(self, involvement_id: UUID) -> None:
        found = self._involvement(involvement_id)
        if found is not None:
            self._open(INVOLVEMENT, record=found)

    def end_involvement(self, involvement_id: UUID) -> None:
        """Write down that somebody is not involved any more, from today."""
        command = partial(people.end_involvement, involvement_id=involvement_id, on=self.desk.today())
        self._change(command, "Moved to who was involved before")

    def add_professional(self) -> None:
        """Ask for the form of somebody who is not in the directory yet."""
        self._open(PROFESSIONAL)

    def open_home(self) -> None:
        """Ask for the form of the home: the one that there is, or a new one."""
        self._open(HOUSEHOLD, record=self.page.household if self.page else None)

    # -- behind the page --

    def _family_line(self, person: Person) -> PersonLine:
        chips: list[ChipWords] = []
        if person.do_not_contact:
            chips.append(("alert", "phone-off", "Do not contact"))
        if person.parental_responsibility is YesNoUnknown.YES:
            chips.append(("primary", "", "Parental responsibility"))
        if person.lives_with:
            chips.append(("neutral", "house", f"Lives with {self.name}"))
        if person.interpreter:
            chips.append(("neutral", "message-square", f"Interpreter: {person.interpreter}"))
        also = person.name if person.known_as and person.name != person.known_as else ""
        words = ", ".join(part for part in (also, person.relationship.lower(), person.presence) if part)
        contact = "" if person.do_not_contact else _either(person.phone, person.safe_contact)
        return PersonLine(person.id, initials(person.called), person.called, words, contact, tuple(chips))

    def _involved_line(self, each: Involved) -> PersonLine:
        assert self.page is not None
        involvement, today = each.involvement, self.desk.today()
        author = self.page.withheld.get(involvement.id)
        if author:
            return PersonLine(involvement.id, "?", "Restricted", "", "", (), restricted_line(author))
        words = ", ".join(part for part in (each.role, each.organisation) if part)
        return PersonLine(
            involvement.id, initials(each.name), each.name or "Nobody named", words, _either(each.phone, each.email),
            tuple(_when(involvement, lambda day: short_day(day, today))),
        )

    def _checked(self, home: Household) -> str:
        today = self.desk.today()
        if home.safety_review_on and home.safety_review_on < today:
            return f"Safety was to be checked again by {short_day(home.safety_review_on, today)}"
        return f"Safety checked {short_day(home.safety_checked_on, today)}" if home.safety_checked_on else ""

    def _involvement(self, involvement_id: UUID) -> Involvement | None:
        if self.page is None:
            return None
        everybody = (*self.page.involved, *self.page.ended)
        return next((each.involvement for each in everybody if each.involvement.id == involvement_id), None)

    def _ask(self, pupil_id: UUID) -> Callable[[Reader], PeoplePage]:
        return partial(people.people_page, pupil_id=pupil_id)

    def _is_concerned(self, changes: Changes, pupil_id: UUID) -> bool:
        return changes.concern(kinds=ABOUT, pupil_id=pupil_id) or changes.concern(kinds=SHARED)


def _either(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _when(involvement: Involvement, said: Any) -> list[ChipWords]:
    if involvement.ended_on:
        return [("neutral", "", f"Until {said(involvement.ended_on)}")]
    chips: list[ChipWords] = []
    if involvement.key_adult:
        chips.append(("primary", "star", "Key adult"))
    if involvement.frequency is Frequency.WAITING or involvement.waiting_since:
        since = f" since {said(involvement.waiting_since)}" if involvement.waiting_since else ""
        chips.append(("warn", "hourglass", f"Waiting{since}"))
    else:
        chips.append(("neutral", "", involvement.frequency.label))
    return chips
