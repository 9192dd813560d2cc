"""From what stands in the composer to records, and back: the values of a note's form, in plain types."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from ontrack_desktop.domain.choices import AdvocacyStatus, NoteKind
from ontrack_desktop.domain.errors import NotValid
from ontrack_desktop.domain.notes import Note
from ontrack_desktop.domain.validation import fill
from ontrack_desktop.services.composing import Composed
from ontrack_desktop.services.notes import JournalEntry

from . import note_actions, note_words
from .typed_day import DAY_WANTED, is_day

TIME_WANTED = "Write a day and a time, such as today 14:30."
LENGTH_WANTED = "Write how long, such as 45 minutes."
# `chosen` names the fields that a person set themselves: prefilling leaves them alone.
EMPTY: dict[str, Any] = {
    "version": 0, "note_kind": NoteKind.HOME_VISIT.value, "at": "", "minutes": None, "place": "", "text": "",
    "pupil_ids": [], "person_ids": [], "professional_ids": [], "agency_id": None, "direction": None, "outcome": "",
    "promise": "", "promised_by": "", "seen_ids": [], "seen_alone_ids": [], "restricted": False, "restricted_to": [],
    "advocacy_id": None, "step_status": None, "quotes": [], "actions": [], "chosen": [],
}  # fmt: skip
NOT_OF_THE_NOTE = {"step_status", "quotes", "actions", "chosen"}


def values_of(entry: JournalEntry) -> dict[str, Any]:
    """A kept note for amending; nothing of it is prefilled again."""
    kept = entry.note.model_dump(mode="json")
    return EMPTY | {name: kept[name] for name in EMPTY if name in kept} | {
        "promised_by": kept["promised_by"] or "",
        "quotes": [note_words.quote_values(quote, entry.note.text) for quote in entry.quotes],
        "actions": [note_actions.action_values(action) for action in entry.actions],
        "chosen": list(EMPTY),
    }  # fmt: skip


def moment_of(typed: str) -> datetime | None:
    """The moment that `at` holds; None while what was typed is no time."""
    try:
        return datetime.fromisoformat(typed)
    except ValueError:
        return None


def compose(
    record_id: UUID, values: dict[str, Any], *, workers: Collection[str], today: date, step: AdvocacyStatus | None
) -> Composed:
    """The records of what was written. `workers` are the ids of those who use this vault.

    Raises `NotValid` with a sentence for each field, also "actions/<id>".
    """
    problems: dict[str, str] = {}
    note = _note(record_id, values, problems)
    quotes, actions = [], []
    if note is not None:
        quotes = [note_words.make_quote(q, note) for q in values["quotes"] if q["words"].strip(note_words.QUOTE_MARKS)]
        for action in values["actions"]:
            try:
                if action["what"].strip():
                    actions.append(note_actions.make_action(action, note, workers, today))
            except NotValid as error:
                problems[f"actions/{action['id']}"] = next(iter(error.problems.values()))
    if note is None or problems:
        raise NotValid(problems)
    return Composed(note, tuple(quotes), tuple(actions), step)


def _note(record_id: UUID, values: dict[str, Any], problems: dict[str, str]) -> Note | None:
    given = {name: value for name, value in values.items() if name not in NOT_OF_THE_NOTE} | {"id": record_id}
    if moment_of(values["at"]) is None:
        problems["at"] = TIME_WANTED
    if not isinstance(values["minutes"], int | None):
        problems["minutes"] = LENGTH_WANTED
    if values["promised_by"] and not is_day(values["promised_by"]):
        problems["promised_by"] = DAY_WANTED
    given["promised_by"] = values["promised_by"] or None
    # A field that has its sentence already is left out, so that the others are looked at too.
    stand_ins = {"at": "2000-01-01T00:00:00Z", "minutes": None, "promised_by": None}
    given |= {name: stand_ins[name] for name in problems}
    try:
        return fill(Note, **given)
    except NotValid as error:
        problems |= error.problems
        return None
