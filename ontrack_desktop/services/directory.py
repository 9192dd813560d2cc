"""Who is who: schools, agencies, the professionals in them, our own team, and the pupils each is there for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from ontrack_desktop.domain.agencies import Agency, Involvement, Professional, School
from ontrack_desktop.domain.cases import Case
from ontrack_desktop.domain.choices import AgencySector, Frequency
from ontrack_desktop.domain.names import folded
from ontrack_desktop.domain.people import Pupil, Worker
from ontrack_desktop.store.filters import equals, is_empty

from .workspace import Reader, UnitOfWork, fresh_id

MOST_PUPILS = 50
Listed = School | Agency | Professional | Worker

# The kinds of agency that families meet (DOMAIN 6.1), each with the copy of a pack that it would get.
USUAL = (
    ("Alternative provision", AgencySector.PROVIDER),
    ("Attendance service", AgencySector.LOCAL_AUTHORITY),
    ("CAMHS", AgencySector.HEALTH),
    ("Children’s social care", AgencySector.SOCIAL_CARE),
    ("Community paediatrics", AgencySector.HEALTH),
    ("Community safety team", AgencySector.LOCAL_AUTHORITY),
    ("Domestic abuse advocacy (IDVA)", AgencySector.COMMUNITY),
    ("Drug and alcohol service", AgencySector.HEALTH),
    ("Educational psychology", AgencySector.LOCAL_AUTHORITY),
    ("Exclusions and inclusion team", AgencySector.LOCAL_AUTHORITY),
    ("Family Help (Early Help)", AgencySector.SOCIAL_CARE),
    ("Fire service", AgencySector.COMMUNITY),
    ("GP surgery", AgencySector.HEALTH),
    ("Housing", AgencySector.LOCAL_AUTHORITY),
    ("Mental health support team in school", AgencySector.HEALTH),
    ("Occupational therapy", AgencySector.HEALTH),
    ("Police, neighbourhood team", AgencySector.COMMUNITY),
    ("School nursing", AgencySector.HEALTH),
    ("School transport", AgencySector.LOCAL_AUTHORITY),
    ("SEN team", AgencySector.LOCAL_AUTHORITY),
    ("SENDIASS", AgencySector.COMMUNITY),
    ("Speech and language therapy", AgencySector.HEALTH),
    ("Virtual School", AgencySector.LOCAL_AUTHORITY),
    ("Voluntary group or charity", AgencySector.COMMUNITY),
    ("Young carers’ service", AgencySector.COMMUNITY),
    ("Youth justice", AgencySector.LOCAL_AUTHORITY),
    ("Youth service", AgencySector.COMMUNITY),
)


@dataclass(frozen=True)
class Entry:
    """One line of the directory. `where` is where a professional works, or the kind of agency."""

    record: Listed
    where: str
    haystack: str

    @property
    def id(self) -> UUID:
        return self.record.id

    @property
    def kind(self) -> str:
        return self.record.kind


@dataclass(frozen=True)
class Involved:
    """A pupil whom somebody is there for, in which role, and whether they are still waited for."""

    pupil_id: UUID
    name: str
    initials: str
    role: str
    is_waiting: bool


@dataclass(frozen=True)
class Details:
    """One entry with the people who work there and the first pupils it is there for, of so many."""

    record: Listed
    where: str
    people: tuple[Professional, ...]
    pupils: tuple[Involved, ...]
    pupil_count: int


def entries(read: Reader) -> list[Entry]:
    """Everybody in the directory, by name. Who has left stays, so that old notes can be understood."""
    schools = {school.id: school for school in read.find(School)}
    agencies = {agency.id: agency for agency in read.find(Agency)}
    found: list[tuple[Listed, str]] = [
        *((school, school.town) for school in schools.values()),
        *((agency, agency.sector.label) for agency in agencies.values()),
        *((worker, worker.role) for worker in read.find(Worker)),
        *((who, _workplace(who, schools, agencies)) for who in read.find(Professional)),
    ]
    made = [Entry(record, where, folded(f"{record.label()} {where}")) for record, where in found]
    return sorted(made, key=lambda entry: entry.haystack)


def details(read: Reader, *, kind: str, record_id: UUID) -> Details:
    """One entry; raises `NotFound`."""
    match kind:
        case School.kind:
            school = read.get(School, record_id)
            pupils = read.about(Pupil, record_id, role="school", limit=MOST_PUPILS)
            here = _sorted(_as_involved(pupil, "", is_waiting=False) for pupil in pupils)
            people = read.about(Professional, record_id, role="school")
            count = read.count_about(Pupil, record_id, "school")
            return Details(school, school.town, _by_name(people), here, count)
        case Agency.kind:
            agency = read.get(Agency, record_id)
            people = read.about(Professional, record_id, role="agency")
            return Details(agency, agency.sector.label, _by_name(people), *_involved(read, record_id, "agency"))
        case Professional.kind:
            who = read.get(Professional, record_id)
            schools = read.by_ids(School, [who.school_id] if who.school_id else [])
            agencies = read.by_ids(Agency, [who.agency_id] if who.agency_id else [])
            return Details(who, _workplace(who, schools, agencies), (), *_involved(read, record_id, "professional"))
        case _:
            worker = read.get(Worker, record_id)
            return Details(worker, worker.role, (), *_held(read, record_id))


def add_usual(work: UnitOfWork) -> None:
    """Put the usual kinds of agency into the directory, but for those whose name is in it already."""
    there = {folded(agency.name) for agency in work.read.find(Agency)}
    for name, sector in USUAL:
        if folded(name) not in there:
            work.save(Agency(id=fresh_id(work.now), name=name, sector=sector))


def _workplace(who: Professional, schools: dict[UUID, School], agencies: dict[UUID, Agency]) -> str:
    places = [
        agencies[who.agency_id].name if who.agency_id in agencies else "",
        schools[who.school_id].name if who.school_id in schools else "",
    ]
    return ", ".join(place for place in places if place)


def _involved(read: Reader, record_id: UUID, role: str) -> tuple[tuple[Involved, ...], int]:
    """The pupils of the standing involvements that the worker may read, each once."""
    standing = [
        involvement for involvement in read.about(Involvement, record_id, is_empty("ended_on"), role=role)
        if involvement.may_be_read_by(read.worker_id)
    ]
    first = {pupil_id: each for each in reversed(standing) for pupil_id in each.pupil_ids}
    pupils = read.by_ids(Pupil, list(first)[:MOST_PUPILS])
    made = [
        _as_involved(pupil, first[i].role, is_waiting=first[i].frequency is Frequency.WAITING)
        for i, pupil in pupils.items()
    ]
    return _sorted(made), len(first)


def _held(read: Reader, worker_id: UUID) -> tuple[tuple[Involved, ...], int]:
    """The pupils whose open case a worker holds."""
    cases = read.find(Case, equals("designated_worker_id", worker_id), is_empty("closed_on"))
    ids = list(dict.fromkeys(pupil_id for case in cases for pupil_id in case.pupil_ids))
    pupils = read.by_ids(Pupil, ids[:MOST_PUPILS])
    made = [_as_involved(pupil, "", is_waiting=False) for pupil in pupils.values()]
    return _sorted(made), len(ids)


def _as_involved(pupil: Pupil, role: str, *, is_waiting: bool) -> Involved:
    return Involved(pupil.id, pupil.label(), pupil.initials, role, is_waiting)


def _sorted(involved: Iterable[Involved]) -> tuple[Involved, ...]:
    return tuple(sorted(involved, key=lambda each: folded(each.name)))


def _by_name(people: Sequence[Professional]) -> tuple[Professional, ...]:
    """Who works there now."""
    return tuple(sorted((who for who in people if who.left_on is None), key=lambda who: folded(who.name)))
