"""Fill a record from what was typed, or say beside each field what to put right."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import ValidationError

from .errors import NotValid
from .fields import BROKEN_TEXT
from .record import Record

R = TypeVar("R", bound=Record)

# pydantic's error types in plain words; everything else carries its own sentence
SENTENCES = {
    "missing": "Fill this in.",
    "bool_parsing": "Choose yes or no.",
    "bool_type": "Choose yes or no.",
    "date_from_datetime_inexact": "Enter a date, such as 4/11/2026.",
    "date_from_datetime_parsing": "Enter a date, such as 4/11/2026.",
    "date_parsing": "Enter a date, such as 4/11/2026.",
    "date_type": "Enter a date, such as 4/11/2026.",
    "datetime_type": "Enter a date and a time.",
    "datetime_from_date_parsing": "Enter a date and a time.",
    "datetime_parsing": "Enter a date and a time.",
    "enum": "Choose one of the list.",
    "finite_number": "Enter a whole number.",
    "int_parsing": "Enter a whole number.",
    "int_type": "Enter a whole number.",
    "int_from_float": "Enter a whole number.",
    "greater_than_equal": "This is too small.",
    "less_than_equal": "This is too large.",
    "string_type": "Write this as text.",
    "string_unicode": BROKEN_TEXT,
    "uuid_type": "Choose one of the list.",
    "uuid_parsing": "Choose one of the list.",
}


def fill(record_class: type[R], **values: Any) -> R:
    """The record of these values; raises `NotValid` with a sentence for each field that is not right."""
    try:
        return record_class(**values)
    except ValidationError as error:
        raise NotValid(problems(error)) from None


def amended(record: R, **values: Any) -> R:
    """A copy with other values, checked like a new one; raises `NotValid`."""
    kept = {name: getattr(record, name) for name in type(record).model_fields}
    return fill(type(record), **{**kept, **values})


def problems(error: ValidationError) -> dict[str, str]:
    """Field name to sentence, the first complaint for each field."""
    found: dict[str, str] = {}
    for entry in error.errors(include_url=False, include_input=False):
        field = str(entry["loc"][0]) if entry["loc"] else ""
        said = entry["msg"].removeprefix("Value error, ")
        if entry["type"] != "value_error":
            said = SENTENCES.get(entry["type"], "This is not something that can be kept here.")
            for bound in ("ge", "le"):
                if bound in entry.get("ctx", {}):
                    said = f"{said} Enter {'at least' if bound == 'ge' else 'at most'} {entry['ctx'][bound]}."
        elif not field:
            # a rule over several fields names the one to mend: "until: The consent would …"
            field, _, said = said.partition(": ")
        found.setdefault(field, said)
    return found
