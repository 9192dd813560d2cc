"""How field values become columns: UTC times, choices, and typed JSON for everything else."""

from __future__ import annotations

import types
from collections.abc import Callable
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cache, lru_cache
from typing import Annotated, Any, Final, Union, get_args, get_origin
from uuid import UUID

from pydantic import TypeAdapter

SHORT = 200  # characters of a list that is kept once it was read
KEPT = 512  # such lists of one field

Conversion = Callable[[Any], Any]


def moment_text(value: datetime) -> str:
    """An aware time in UTC. Fixed width, so that comparing texts compares times."""
    return value.astimezone(UTC).isoformat(timespec="microseconds")


@lru_cache(maxsize=4_096)
def id_of(text: str) -> UUID:
    """The id that a text names. The same few stand in most rows of a page."""
    return UUID(text)


def _whole(text: str) -> str:
    """Text as it is. Fields refuse NUL, so a NUL read back is a page of zeros: SQLCipher gives a long text on a
    damaged page that way, without an error."""
    if "\0" in text:
        raise ValueError("a text was read that nobody can have written")
    return text


# What is not here, nor a choice, is kept as JSON.
WRITTEN: Final[dict[Any, Conversion | None]] = {
    bool: int,
    int: None,
    str: None,
    date: date.isoformat,
    datetime: moment_text,
    UUID: str,
}
READ: Final[dict[Any, Conversion | None]] = {
    bool: bool,
    int: None,
    str: _whole,
    date: date.fromisoformat,
    datetime: datetime.fromisoformat,
    UUID: id_of,
}


def written_as(annotation: Any) -> Conversion | None:
    """What makes a column's value of a field's value that is not empty; None where they are the same."""
    kept, _ = kept_type(annotation)
    if is_choice(kept):
        return str
    if kept in WRITTEN:
        return WRITTEN[kept]
    dump = adapter(annotation).dump_json
    return lambda value: "[]" if value == () else dump(value).decode()


def read_as(annotation: Any) -> Conversion | None:
    """What makes a field's value of a column's value that is not empty; None where they are the same."""
    kept, _ = kept_type(annotation)
    if is_choice(kept):
        return {choice.value: choice for choice in kept}.__getitem__
    if kept in READ:
        return READ[kept]
    return _Lists(annotation).__getitem__


def kept_type(annotation: Any) -> tuple[Any, bool]:
    """The type of a field's annotation without the rules for its values, and whether it may be empty."""
    may_be_empty = False
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation = get_args(annotation)[0]
        elif origin in (Union, types.UnionType) and type(None) in get_args(annotation):
            may_be_empty = True
            rest = [part for part in get_args(annotation) if part is not type(None)]
            annotation = rest[0] if len(rest) == 1 else Any
        else:
            return annotation, may_be_empty


def is_choice(kept: Any) -> bool:
    return isinstance(kept, type) and issubclass(kept, StrEnum)


@cache
def adapter(annotation: Any) -> TypeAdapter[Any]:
    return TypeAdapter(annotation)


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
