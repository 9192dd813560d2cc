"""Actions as people type them into minutes, one on a line: "Ring transport — Mr Patel — by Friday"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from .names import folded
from .typed_dates import read_due
from .typed_notes import split_due

# A dash with room around it, a bar, a semicolon or a tab parts what, who and when. "EHC-plan" is one word.
PARTS = re.compile(r"\s+[–—-]+\s+|\s*[|;\t]\s*")
BULLET = re.compile(r"^\s*(?:[-•*–—]|\d{1,2}[.)])\s+")
BY = re.compile(r"^(?:by|before|on)\s+", re.IGNORECASE)
ME = {"me", "i", "myself"}


@dataclass(frozen=True)
class TypedAction:
    """An action as it was understood; `owner` "" where nobody is named, `due_on` None where no day is."""

    what: str
    owner: str = ""
    due_on: date | None = None


def read_actions(text: str, today: date, names: Sequence[str], me: str = "") -> list[TypedAction]:
    """The actions of a text, one on each line. `names` are of those who were asked; "me" is `me`."""
    lines = [BULLET.sub("", line).strip() for line in text.split("\n")]
    return [read_action(line, today, names, me) for line in lines if line]


def read_action(line: str, today: date, names: Sequence[str], me: str = "") -> TypedAction:
    """One line. Who and when may come in either order after what; a name at either end is understood too."""
    what, *rest = [part.strip() for part in PARTS.split(line) if part.strip()] or [line]
    owner, due = "", None
    for part in rest:
        day = read_due(BY.sub("", part), today)
        if day is not None and due is None:
            due = day
        elif not owner:
            owner = part
        else:
            what = f"{what}, {part}"
    if due is None:
        what, due = split_due(what, today)
    if due is None and owner:
        owner, due = split_due(owner, today)
    if not owner:
        what, owner = _named_at_an_end(what, (*names, me, "me") if me else names)
    return TypedAction(what, _in_full(owner, names, me), due)


def _named_at_an_end(what: str, names: Sequence[str]) -> tuple[str, str]:
    """"Mr Patel: send the rota" or "Send the rota (Mr Patel)" as what and who."""
    for name in names:
        escaped = re.escape(name)
        if found := re.match(rf"{escaped}(?::\s*|\s+(?:to|will)\s+)(?=\S)", what, re.IGNORECASE):
            rest = what[found.end() :]
            return rest[0].upper() + rest[1:], name
        if found := re.search(rf"(?:,\s*|\s*\(){escaped}\)?\.?$", what, re.IGNORECASE):
            return what[: found.start()], name
    return what, ""


def _in_full(owner: str, names: Sequence[str], me: str) -> str:
    """The name that is meant: "patel" is Mr Patel, if nobody else is called so."""
    wanted = folded(owner)
    if wanted in ME and me:
        return me
    meant = [name for name in dict.fromkeys((*names, me)) if name and wanted and _begins(wanted, folded(name))]
    return meant[0] if len(meant) == 1 else owner


def _begins(wanted: str, name: str) -> bool:
    return all(f" {word}" in f" {name}" for word in wanted.split())
