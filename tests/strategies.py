"""Any valid record of every kind, made from the types of its fields: the one place where tests invent records."""

from __future__ import annotations

import types
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin
from uuid import UUID

from annotated_types import Ge, Le
from hypothesis import reject
from hypothesis import strategies as st
from pydantic import AfterValidator, BaseModel, ValidationError

from ontrack_desktop.domain import fields
from ontrack_desktop.domain.advocacy import FOLLOWS, AdvocacyIssue
from ontrack_desktop.domain.attendance import AttendancePeriod
from ontrack_desktop.domain.behaviour import MAX_REASONS, Suspension, TimeInPlan, TimeInSession
from ontrack_desktop.domain.cases import Case
from ontrack_desktop.domain.choices import AdvocacyStatus, Instrument, NoteKind, SuspensionCategory
from ontrack_desktop.domain.measures import Score
from ontrack_desktop.domain.meetings import Consent
from ontrack_desktop.domain.notes import Note
from ontrack_desktop.domain.people import Household, Pupil
from ontrack_desktop.domain.record import Record

R = TypeVar("R", bound=Record)

# Letters of many scripts, marks that join them, directions, widths, signs of SQL, of searching, of markup.
LETTERS = "abzABZ09éßİıǅñøĄŹЖщΩαאבعربيहिन्दीภาษา日本語가🙂👩🏽\u0301\u0327"
SIGNS = " \t\n'\"“”‘’*()[]{}-–_.,;:!?/\\%&<>=+@#|~`^$£€\u00a0\u200b\u200d\u202e\u2066\u2069\ufeff\u2028\x0b"
CHARACTERS = st.sampled_from(LETTERS + SIGNS) | st.characters(exclude_categories=["Cs"], exclude_characters="\0")
TEXTS = st.text(CHARACTERS, max_size=60)
IDS = st.uuids(version=4)
DAYS = st.dates(fields.EARLIEST, fields.LATEST)
ZONES = st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
MOMENTS = st.datetimes(datetime(1900, 1, 3), datetime(2200, 12, 29), timezones=ZONES)  # noqa: DTZ001
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3), max_leaves=6,
)

SIMPLE: dict[Any, st.SearchStrategy[Any]] = {
    bool: st.booleans(), date: DAYS, datetime: MOMENTS, UUID: IDS, Any: JSON,
}


@st.composite
def records(draw: st.DrawFn, record_class: type[R]) -> R:
    """A record of this class that was never saved, with any values that it allows."""
    values = draw(field_values(record_class))
    values |= {"version": 0, "created_at": None, "created_by": None, "changed_at": None, "changed_by": None}
    shape = SHAPES.get(record_class)
    if shape is not None:
        shape(values)
    try:
        return record_class(**values)
    except ValidationError:
        reject()


def field_values(model: type[BaseModel]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({
        name: values_of(field.rebuild_annotation()) for name, field in model.model_fields.items()
    })


def values_of(annotation: Any) -> st.SearchStrategy[Any]:
    """Values that a field of this type takes."""
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _marked(parts[0], parts[1:])
    if origin in (Union, types.UnionType):
        return st.one_of(*(st.none() if part is type(None) else values_of(part) for part in parts))
    if origin is tuple:
        return st.lists(values_of(parts[0]), max_size=3).map(tuple)
    if origin is dict:
        return st.dictionaries(TEXTS, JSON, max_size=4)
    if annotation in SIMPLE:
        return SIMPLE[annotation]
    if annotation is str:
        return TEXTS
    if annotation is int:
        return st.integers(-(2**63), 2**63 - 1)
    if issubclass(annotation, StrEnum):
        return st.sampled_from(list(annotation))
    return _part(annotation)


@st.composite
def _part(draw: st.DrawFn, value_class: type[BaseModel]) -> BaseModel:
    try:
        return value_class(**draw(field_values(value_class)))
    except ValidationError:
        reject()


def _marked(annotation: Any, marks: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    checks = [mark.func for mark in marks if isinstance(mark, AfterValidator)]
    bounds = [mark for mark in marks if isinstance(mark, Ge | Le)]
    for mark in marks:
        bounds += [inner for inner in getattr(mark, "metadata", ()) if isinstance(inner, Ge | Le)]
    if fields._filled in checks:
        return TEXTS.map(lambda text: f"x{text}")
    if fields._percent in checks:
        return st.integers(0, 100)
    if fields._count in checks:
        return st.integers(0, 100_000)
    if bounds:
        low = next((bound.ge for bound in bounds if isinstance(bound, Ge)), None)
        high = next((bound.le for bound in bounds if isinstance(bound, Le)), None)
        return st.integers(low, high)  # type: ignore[arg-type]
    return values_of(annotation)


# What a record's rules over several fields ask for: without this nearly nothing that is drawn would be valid.


def _note(values: dict[str, Any]) -> None:
    pupils = values["pupil_ids"] = values["pupil_ids"] or (UUID(int=7),)
    values["seen_ids"] = pupils[: len(values["seen_ids"])]
    values["seen_alone_ids"] = values["seen_ids"][: len(values["seen_alone_ids"])]
    values["text"] = f"x{values['text']}"
    if values["note_kind"] is NoteKind.UNSUCCESSFUL:
        values["seen_ids"] = values["seen_alone_ids"] = ()
    if values["note_kind"] is NoteKind.LIAISON and not values["professional_ids"]:
        values["agency_id"] = UUID(int=8)


def _score(values: dict[str, Any]) -> None:
    is_goal = values["instrument"] is Instrument.GOAL
    values["value"] %= 11 if is_goal else 101
    values["goal_id"] = values["goal_id"] or (UUID(int=9) if is_goal else None)


def _in_order(*names: str) -> Callable[[dict[str, Any]], None]:
    def shape(values: dict[str, Any]) -> None:
        given = [name for name in names if values[name] is not None]
        for name, value in zip(given, sorted(values[name] for name in given), strict=True):
            values[name] = value

    return shape


def _case(values: dict[str, Any]) -> None:
    _in_order("opened_on", "closed_on")(values)
    ended = values["designations"][1:]
    values["designations"] = (
        *values["designations"][:1], *(spell.model_copy(update={"until": spell.since}) for spell in ended),
    )
    values["designated_worker_id"] = next(
        (spell.worker_id for spell in values["designations"] if spell.until is None), None
    )


def _session(values: dict[str, Any]) -> None:
    _in_order("at", "ended_at")(values)
    values["would_have_been_decided_by"] = "x" if values["would_have_been_sessions"] else ""


def _plan(values: dict[str, Any]) -> None:
    _in_order("agreed_on", "review_on")(values)
    if values["agreed_on"] == values["review_on"]:
        values["review_on"] = None


def _suspension(values: dict[str, Any]) -> None:
    values["reasons"] = values["reasons"][:MAX_REASONS]
    values["sessions"] = 1 if values["category"] is SuspensionCategory.LUNCHTIME else values["sessions"] + 1


def _period(values: dict[str, Any]) -> None:
    _in_order("started_on", "ended_on")(values)
    counted = [values[name] % 1000 for name in ("attended", "authorised", "unauthorised")]
    values |= dict(zip(("attended", "authorised", "unauthorised"), counted, strict=True))
    values["possible"] = sum(counted)


def _advocacy(values: dict[str, Any]) -> None:
    status, kept = AdvocacyStatus.RAISED, []
    days = sorted([values["raised_on"], *(step.on for step in values["steps"])])
    values["raised_on"] = days[0]
    for step, day in zip(values["steps"], days[1:], strict=True):
        if step.status in FOLLOWS[status]:
            kept.append(step.model_copy(update={"on": day}))
            status = step.status
    values["steps"] = tuple(kept)


def _pupil(values: dict[str, Any]) -> None:
    values |= {"upn": "H801200001001"[: len(values["upn"]) and 13], "uln": "", "nhs_number": ""}


def _household(values: dict[str, Any]) -> None:
    values["postcode"] = "ZZ9 9ZZ"[: len(values["postcode"]) and 7]


SHAPES: dict[type[Record], Callable[[dict[str, Any]], None]] = {
    Note: _note, Score: _score, Case: _case, TimeInSession: _session, TimeInPlan: _plan, Suspension: _suspension,
    AttendancePeriod: _period, AdvocacyIssue: _advocacy, Pupil: _pupil, Household: _household,
    Consent: _in_order("given_on", "until"),
}

NOON = datetime(2026, 11, 4, 12, 0, tzinfo=UTC)
