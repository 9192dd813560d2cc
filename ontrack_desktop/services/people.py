"""Family and carers, the home, and the agencies and professionals around one pupil."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ontrack_desktop.domain.agencies import Agency, Involvement, Professional, School
from ontrack_desktop.domain.errors import NotValid
from ontrack_desktop.domain.people import Household, Person, Pupil, Worker
from ontrack_desktop.domain.validation import amended
from ontrack_desktop.store.filters import equals

from .progress import current_case
from .restricted import withheld_by
from .workspace import Reader, UnitOfWork


@dataclass(frozen=True)
class Involved:
    """Somebody of an agency or school in a pupil's life."""

    involvement: Involvement
    name: str
    role: str
    organisation: str
    phone: str
    email: str


@dataclass(frozen=True)
class PeoplePage:
    """Everybody around one pupil. `involved` go key adults first, then by how often; `ended` the last first."""

    pupil: Pupil
    household: Household | None
    siblings: tuple[Pupil, ...]
    """Other pupils of the same home."""
    family: tuple[Person, ...]
    siblings_family: tuple[Person, ...]
    """Family of those siblings that is not written down as this pupil's yet."""
    designated_worker: Worker | None
    involved: tuple[Involved, ...]
    ended: tuple[Involved, ...]
    withheld: dict[UUID, str]


def people_page(read: Reader, *, pupil_id: UUID) -> PeoplePage:
    """Everybody around one pupil; raises `NotFound`."""
    pupil = read.get(Pupil, pupil_id)
    home = read.maybe(Household, pupil.household_id)
    under_one_roof = read.find(Pupil, equals("household_id", home.id), order="born_on") if home else []
    siblings = tuple(other for other in under_one_roof if other.id != pupil_id)
    own = family(read, pupil_id=pupil_id)
    theirs = {person.id: person for other in siblings for person in read.about(Person, other.id)}
    involvements = read.about(Involvement, pupil_id)
    everybody = involved(read, involvements)
    case = current_case(read, pupil_id=pupil_id)
    return PeoplePage(
        pupil, home, siblings, own,
        tuple(person for person in theirs.values() if person.id not in {each.id for each in own}),
        read.maybe(Worker, case.designated_worker_id) if case else None,
        tuple(sorted((i for i in everybody if not i.involvement.ended_on), key=nearest_first)),
        tuple(sorted(
            (i for i in everybody if i.involvement.ended_on),
            key=lambda each: each.involvement.ended_on or date.min, reverse=True,
        )),
        withheld_by(read, involvements),
    )


def family(read: Reader, *, pupil_id: UUID) -> tuple[Person, ...]:
    """Family and carers: those who live with the pupil first, those not to be contacted last."""
    people = read.about(Person, pupil_id)
    return tuple(sorted(people, key=lambda each: (each.do_not_contact, not each.lives_with, each.called)))


def involved(read: Reader, involvements: Sequence[Involvement]) -> list[Involved]:
    """Involvements with the names and numbers of those involved."""
    professionals = read.by_ids(Professional, [i.professional_id for i in involvements if i.professional_id])
    agency_ids = [i.agency_id for i in involvements] + [p.agency_id for p in professionals.values()]
    agencies = read.by_ids(Agency, [each for each in agency_ids if each])
    schools = read.by_ids(School, [p.school_id for p in professionals.values() if p.school_id])
    made = []
    for involvement in involvements:
        who = professionals.get(involvement.professional_id) if involvement.professional_id else None
        agency_id = involvement.agency_id or (who.agency_id if who else None)
        agency = agencies.get(agency_id) if agency_id else None
        school = schools.get(who.school_id) if who and who.school_id else None
        place = agency.name if agency else school.name if school else ""
        role = involvement.role or (who.role if who else "")
        made.append(Involved(
            involvement, who.name if who else place, role, place if who else "",
            (who.phone if who else "") or (agency.phone if agency else "") or (school.phone if school else ""),
            (who.email if who else "") or (agency.email if agency else ""),
        ))
    return made


def save_person(work: UnitOfWork, *, person: Person, pupil_id: UUID) -> None:
    """Keep somebody of the family. Who lives with the pupil lives at the pupil's home: visit cards read that."""
    home = work.read.get(Pupil, pupil_id).household_id
    if person.lives_with:
        person = amended(person, household_id=home)
    elif person.household_id == home:
        person = amended(person, household_id=None)
    work.save(person)


def share_person(work: UnitOfWork, *, person_id: UUID, pupil_id: UUID) -> None:
    """Write down that somebody of a sibling's family is this pupil's family too."""
    person = work.read.get(Person, person_id)
    if pupil_id not in person.pupil_ids:
        work.save(amended(person, pupil_ids=(*person.pupil_ids, pupil_id)))


def save_household(work: UnitOfWork, *, household: Household, pupil_id: UUID) -> None:
    """Keep a home, and that this pupil lives there with the family who live with them."""
    home = work.save(household)
    pupil = work.read.get(Pupil, pupil_id)
    if pupil.household_id == home.id:
        return
    work.save(amended(pupil, household_id=home.id))
    for person in work.read.about(Person, pupil_id):
        if person.lives_with and person.household_id == pupil.household_id:
            work.save(amended(person, household_id=home.id))


def save_involvement(work: UnitOfWork, *, involvement: Involvement) -> None:
    """Keep who is involved; raises `NotValid` when nobody is named."""
    if not (involvement.professional_id or involvement.agency_id):
        raise NotValid({"professional_id": "Choose who it is, or the agency below."})
    work.save(involvement)


def end_involvement(work: UnitOfWork, *, involvement_id: UUID, on: date) -> None:
    """Write down that somebody is not involved any more."""
    involvement = work.read.get(Involvement, involvement_id)
    work.save(amended(involvement, ended_on=on, waiting_since=None))


def nearest_first(each: Involved) -> tuple[bool, int, str]:
    """Sorting key: key adults, then those who come every week, then those who are waited for."""
    order = {"weekly": 0, "half_termly": 1, "waiting": 2}
    return not each.involvement.key_adult, order[each.involvement.frequency.value], each.name
