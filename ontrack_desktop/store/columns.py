"""How field values become columns: UTC times, choices, and typed JSON for everything else."""

from __future__ import annotations

import types
from collections.abc import Callable
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cache, lru_cache
from typing import Annotated, Any, Union, get_args, get_origin
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import Boolean, Date, Dialect, Integer, String
from sqlalchemy.types import TypeDecorator, TypeEngine

SHORT = 200  # characters of a list that is kept once it was read
KEPT = 512  # such lists of one field


class UtcMoment(TypeDecorator[datetime]):
    """An aware time, kept as ISO text in UTC (so that text order is time order), given back aware."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        return None if value is None else moment_text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


class IdText(TypeDecorator[UUID]):
    """A UUID as its usual text, readable in any tool."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> str | None:
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> UUID | None:
        return None if value is None else UUID(value)


class ChoiceText(TypeDecorator[StrEnum]):
    """A choice by its value."""

    impl = String
    cache_ok = True

    def __init__(self, choice: type[StrEnum]) -> None:
        super().__init__()
        self.choice = choice

    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:
        return None if value is None else value.value

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        return None if value is None else self.choice(value)


class TypedJson(TypeDecorator[Any]):
    """A list or a part of a record as JSON text, validated back into its own type."""

    impl = String
    cache_ok = True

    def __init__(self, annotation: Any) -> None:
        super().__init__()
        self.annotation = annotation

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else adapter(self.annotation).dump_json(value).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        return () if value == "[]" else adapter(self.annotation).validate_json(value)


class WholeText(String):
    """Text as it is. Fields refuse NUL, so a NUL read back is a page of zeros: SQLCipher gives a long text on a
    damaged page that way, without an error."""

    cache_ok = True

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[str | None], str | None]:
        return _whole


def _whole(value: str | None) -> str | None:
    if value is not None and "\0" in value:
        raise ValueError("a text was read that nobody can have written")
    return value


@cache
def adapter(annotation: Any) -> TypeAdapter[Any]:
    return TypeAdapter(annotation)


def moment_text(value: datetime) -> str:
    """Fixed width, so that comparing texts compares times."""
    return value.astimezone(UTC).isoformat(timespec="microseconds")


SCALARS: dict[type, type[TypeEngine[Any]]] = {
    bool: Boolean,
    int: Integer,
    str: WholeText,
    date: Date,
    datetime: UtcMoment,
    UUID: IdText,
}


Conversion = Callable[[Any], Any]


def written_as(type_: TypeEngine[Any]) -> Conversion | None:
    """What makes a column's value of a field's value that is not empty; None where they are the same."""
    match type_:
        case UtcMoment():
            return moment_text
        case IdText():
            return str
        case ChoiceText():
            return str
        case TypedJson():
            dump = adapter(type_.annotation).dump_json
            return lambda value: "[]" if value == () else dump(value).decode()
        case Date():
            return date.isoformat
        case Boolean():
            return int
    return None


def read_as(type_: TypeEngine[Any]) -> Conversion | None:
    """What makes a field's value of a column's value that is not empty; None where they are the same."""
    match type_:
        case UtcMoment():
            return datetime.fromisoformat
        case IdText():
            return id_of
        case ChoiceText():
            return {choice.value: choice for choice in type_.choice}.__getitem__
        case TypedJson():
            return _Lists(type_.annotation).__getitem__
        case WholeText():
            return _whole
        case Date():
            return date.fromisoformat
        case Boolean():
            return bool
    return None


@lru_cache(maxsize=4_096)
def id_of(text: str) -> UUID:
    """The id that a text names. The same few stand in most rows of a page."""
    return UUID(text)


class _Lists(dict[str, Any]):
    """What JSON texts say. A list comes as a tuple of what cannot change: short ones, as of ids and readers, are
    the same in most rows of a page, and are shared."""

    def __init__(self, annotation: Any) -> None:
        super().__init__()
        self._validate = adapter(annotation).validate_json

    def __missing__(self, text: str) -> Any:
        made = () if text == "[]" else self._validate(text)
        if text[0] == "[" and len(text) <= SHORT:
            if len(self) >= KEPT:
                self.clear()
            self[text] = made
        return made


def column_type(annotation: Any) -> tuple[TypeEngine[Any], bool]:
    """The column type of a field's annotation, and whether it may be empty."""
    whole = annotation
    nullable = False
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation = get_args(annotation)[0]
        elif origin in (Union, types.UnionType) and type(None) in get_args(annotation):
            nullable = True
            rest = [part for part in get_args(annotation) if part is not type(None)]
            annotation = rest[0] if len(rest) == 1 else Any
        else:
            break
    if isinstance(annotation, type) and not get_origin(annotation):
        if issubclass(annotation, StrEnum):
            return ChoiceText(annotation), nullable
        if annotation in SCALARS:
            return SCALARS[annotation](), nullable
    return TypedJson(whole), nullable
