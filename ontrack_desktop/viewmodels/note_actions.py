"""What was agreed in a note while it is written.

An action is a dict of id, version, what, owner (an id, "" for a name only), name, due (an ISO day or what was
typed), due_is_typed.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any
from uuid import UUID
from weakref import proxy

from ontrack_desktop.domain.errors import NotValid
from ontrack_desktop.domain.notes import Action, Note
from ontrack_desktop.domain.people import Worker
from ontrack_desktop.domain.typed_notes import split_due
from ontrack_desktop.domain.validation import fill

from .form import FormModel
from .note_people import NotePeople
from .typed_day import DAY_WANTED, day_or_typed, is_day

USUAL_DAYS = 7  # an action without a day is due in a week


class NoteActions:
    """The actions of the note that `form` holds."""

    def __init__(self, form: FormModel, people: NotePeople) -> None:
        self._form: FormModel = proxy(form)  # the note holds its rooms, and they do not hold it
        self._people = people

    def add(self, what: str = "") -> str:
        """A new line for something to be done: mine, due in a week. Gives its id."""
        desk = self._form.desk
        made = new_action(desk.fresh_id(), what, desk.worker, desk.today())
        self._form.show("actions", [*self._form.values["actions"], made])
        return str(made["id"])

    def put(self, action_id: str, **changed: str) -> None:
        """Change `what` is to be done, its `owner` (an id) or its `due` day, as typed."""
        if owner := self._people.known.get(changed.get("owner", "")):
            changed["name"] = owner.name
        today = self._form.desk.today()
        self._form.put("actions", [
            changed_action(action, changed, today) if action["id"] == action_id else action
            for action in self._form.values["actions"]
        ])  # fmt: skip

    def remove(self, action_id: str) -> None:
        """Take a line out."""
        self._form.show("actions", [each for each in self._form.values["actions"] if each["id"] != action_id])


def new_action(action_id: UUID, what: str, owner: Worker, today: date) -> dict[str, Any]:
    """An action as it begins: mine, and due in a week."""
    return {
        "id": str(action_id), "version": 0, "what": what, "owner": str(owner.id), "name": owner.name,
        "due": due_of(what, today), "due_is_typed": False,
    }  # fmt: skip


def changed_action(action: dict[str, Any], changed: dict[str, str], today: date) -> dict[str, Any]:
    """An action with other values; a day typed into its field outweighs the one that its words name."""
    made = action | changed
    if "due" in changed:
        made |= {"due": day_or_typed(changed["due"], today), "due_is_typed": True}
    elif not made["due_is_typed"]:
        made["due"] = due_of(made["what"], today)
    return made


def due_of(what: str, today: date) -> str:
    """When something is due by its own words, else in a week; an ISO day."""
    return (split_due(what, today)[1] or today + timedelta(days=USUAL_DAYS)).isoformat()


def action_values(action: Action) -> dict[str, Any]:
    """A kept action for amending."""
    return {
        "id": str(action.id), "version": action.version, "what": action.what, "owner": str(action.worker_id or ""),
        "name": action.owner, "due": action.due_on.isoformat() if action.due_on else "", "due_is_typed": True,
    }  # fmt: skip


def make_action(action: dict[str, Any], note: Note, workers: Collection[str], today: date) -> Action:
    """The record of an action; `workers` are the ids of those who use this vault. Raises `NotValid`."""
    if action["due"] and not is_day(action["due"]):
        raise NotValid({"due": DAY_WANTED})
    what, day = split_due(action["what"], today)
    return fill(
        Action, id=action["id"], version=action["version"], owner=action["name"],
        what=what if day and not action["due_is_typed"] else action["what"],
        worker_id=action["owner"] if action["owner"] in workers else None, due_on=action["due"] or None,
        source_id=note.id, agreed_on=today, pupil_ids=note.pupil_ids,
    )  # fmt: skip
