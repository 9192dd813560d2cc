"""The list of all pupils: names in one statement, and what is known about some of them in another.

Every column is one short range of the link table, which is clustered by pupil, kind, role and time.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from .columns import moment_text
from .reader import Reader


@dataclass(frozen=True)
class PupilName:
    """A pupil as lists and searches by name know them."""

    id: UUID
    name: str
    forename: str
    surname: str
    born_on: date
    nc_year: int | None
    upn: str
    school: str


@dataclass(frozen=True)
class PupilFacts:
    """What the list shows beside a name. Attendance is (attended, possible) sessions of a period.

    `suspended_sessions` is of the newest suspension since the day that was asked about.
    """

    learns_also_at: str
    seen_at: datetime | None
    voice_at: datetime | None
    meeting_at: datetime | None
    attendance: tuple[int, int] | None
    attendance_before: tuple[int, int] | None
    late_actions: int
    has_plan: bool
    review_on: date | None
    suspended_sessions: int


_NAMES = """SELECT pupil.id, known_as, legal_forename, legal_surname, born_on, nc_year, upn, school.name AS school
       FROM pupil LEFT JOIN school ON school.id = pupil.school_id"""

_MAY_READ = "(NOT {0}.restricted OR {0}.created_by = :me OR instr({0}.restricted_to, :me))"
_ABOUT = """link CROSS JOIN {0} ON {0}.id = link.record_id
            WHERE link.target_id = pupil.id AND link.kind = '{0}' AND link.role = 'pupil'"""


def _about(kind: str) -> str:
    """Records of a kind about the pupil of the outer row that the one who asks may read."""
    return f"{_ABOUT.format(kind)} AND {_MAY_READ.format(kind)}"


_PERIOD = f"""(SELECT attendance.attended || '/' || attendance.possible FROM {_about("attendance")}
              ORDER BY link.at DESC LIMIT 1 OFFSET {{0}})"""  # noqa: S608

_FACTS = f"""SELECT wanted.value AS id,
        (SELECT group_concat(DISTINCT agency.name) FROM link
         CROSS JOIN involvement ON involvement.id = link.record_id AND involvement.ended_on IS NULL
         CROSS JOIN agency ON agency.id = involvement.agency_id AND agency.sector = 'provider'
         WHERE link.target_id = pupil.id AND link.kind = 'involvement' AND link.role = 'pupil') AS also_at,
        (SELECT max(at) FROM link
         WHERE target_id = pupil.id AND kind = 'note' AND role = 'seen') AS seen_at,
        (SELECT link.at FROM {_ABOUT.format("quote")} AND quote.voice = 'pupil'
         ORDER BY link.at DESC LIMIT 1) AS voice_at,
        (SELECT min(at) FROM link
         WHERE target_id = pupil.id AND kind = 'meeting' AND role = 'pupil' AND at >= :now) AS meeting_at,
        {_PERIOD.format(0)} AS period, {_PERIOD.format(1)} AS period_before,
        (SELECT count(*) FROM {_about("action")} AND action.done_on IS NULL
           AND action.dropped_because = '' AND action.due_on < :today) AS late_actions,
        (SELECT coalesce(time_in_plan.review_on, '') FROM {_about("time_in_plan")}
           AND time_in_plan.ended_on IS NULL AND time_in_plan.agreed_on IS NOT NULL
         ORDER BY link.at DESC LIMIT 1) AS review_on,
        (SELECT suspension.sessions FROM {_about("suspension")} AND link.at >= :suspended_since
           AND suspension.category = 'SUSP' ORDER BY link.at DESC LIMIT 1) AS suspended
        FROM json_each(:ids) AS wanted CROSS JOIN pupil ON pupil.id = wanted.value"""  # noqa: S608


def names(read: Reader) -> list[PupilName]:
    """Every pupil, in no order."""
    return [
        PupilName(
            UUID(id_), known_as or forename, forename, surname, date.fromisoformat(born_on), nc_year, upn, school or "",
        )
        for id_, known_as, forename, surname, born_on, nc_year, upn, school in read.rows(_NAMES)
    ]


def facts(
    read: Reader, ids: Sequence[UUID], *, now: datetime, today: date, suspended_since: datetime
) -> dict[UUID, PupilFacts]:
    """What is known about these pupils, by id. Ask for a few hundred at a time: others wait for the answer."""
    rows = read.rows(_FACTS, {
        "ids": json.dumps([str(i) for i in ids]), "me": str(read.worker_id), "now": moment_text(now),
        "today": today.isoformat(), "suspended_since": moment_text(suspended_since),
    })
    return {
        UUID(id_): PupilFacts(
            also_at or "", _moment(seen_at), _moment(voice_at), _moment(meeting_at), _sessions(period),
            _sessions(period_before), late_actions, review_on is not None,
            date.fromisoformat(review_on) if review_on else None, suspended or 0,
        )
        for (
            id_, also_at, seen_at, voice_at, meeting_at, period, period_before, late_actions, review_on, suspended
        ) in rows
    }


def _moment(at: str | None) -> datetime | None:
    return datetime.fromisoformat(at) if at else None


def _sessions(period: str | None) -> tuple[int, int] | None:
    if not period:
        return None
    attended, possible = period.split("/")
    return int(attended), int(possible)
