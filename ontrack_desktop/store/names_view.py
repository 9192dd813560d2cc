"""Everybody but the pupils by name, in one statement: who they are, where they belong, what to open."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from .reader import Reader


@dataclass(frozen=True)
class PersonName:
    """A person or place by name. `line` says more; `pupil_id` is whom a member of a family belongs to."""

    kind: str
    id: UUID
    name: str
    line: str
    pupil_id: UUID | None


_PEOPLE = """SELECT 'person' AS kind, person.id,
          CASE known_as WHEN '' THEN name ELSE known_as || ' (' || name || ')' END AS name,
          relationship AS line, json_extract(person.pupil_ids, '$[0]') AS pupil_id
       FROM person
       UNION ALL
       SELECT 'professional', professional.id, professional.name,
          trim(professional.role || ', ' || coalesce(agency.name, school.name, ''), ', '), NULL
       FROM professional LEFT JOIN agency ON agency.id = agency_id LEFT JOIN school ON school.id = school_id
       UNION ALL SELECT 'agency', id, name, 'agency', NULL FROM agency
       UNION ALL SELECT 'school', id, name, trim('school, ' || town, ', '), NULL FROM school
       UNION ALL SELECT 'worker', id, name, role, NULL FROM worker"""


def people(read: Reader) -> list[PersonName]:
    """Family, professionals, agencies, schools and workers, in no order."""
    return [
        PersonName(kind, UUID(id_), name, line, UUID(pupil_id) if pupil_id else None)
        for kind, id_, name, line, pupil_id in read.rows(_PEOPLE)
    ]
