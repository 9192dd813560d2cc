"""The form of one meeting: who is asked, what they see, and afterwards its minutes. A draft from the first key."""

from __future__ import annotations

from collections.abc import Container
from datetime import date, datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from ontrack_desktop.domain.choices import Attendance
from ontrack_desktop.domain.drafts import Draft
from ontrack_desktop.domain.errors import NotValid
from ontrack_desktop.domain.meetings import Invitee, Meeting
from ontrack_desktop.domain.notes import Action
from ontrack_desktop.domain.typed_actions import TypedAction, read_actions
from ontrack_desktop.domain.validation import fill
from ontrack_desktop.domain.when import LONDON, day_of, local
from ontrack_desktop.services import meetings
from ontrack_desktop.services.workspace import Command

from .desk import Desk
from .form import FormModel

UNSAVED = ("typing", "kept", "not_saved")
STAMPS = ("created_at", "created_by", "changed_at", "changed_by")
EMPTY_ASK = {"what": "", "why": "", "of_whom": "", "by": None}
EMPTY_DECISION = {"text": "", "by_whom": "", "dissent": ""}
MOMENTS = ("at", "ends_at", "next_at")
DAY_WANTED = "Write a date such as 4 Nov or 04/11/2026."
TIME_WANTED = "Write a date and a time, such as 4 Nov, 14:00."


class MeetingForm(FormModel):
    """A meeting, new (version 0) or kept. `kept` is what the store has of it."""

    typed = Signal()
    """Something was typed or chosen."""

    def __init__(
        self, desk: Desk, meeting: Meeting, *, title: str, draft: Draft | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(
            desk, form=Meeting.kind, record_id=meeting.id, title=title, pupil_id=meeting.pupil_ids[0], parent=parent
        )
        self.kept = meeting
        self.start(values_of(meeting))
        if draft is not None:
            # A field that came later than the draft keeps what the meeting says.
            self.restore(draft.model_copy(update={"state": {**self.values, **draft.state}}))

    @property
    def is_changed(self) -> bool:
        """Whether there is something that no saved version holds yet."""
        return self.state in UNSAVED or self.values["version"] == 0

    def take(self, kept: Meeting) -> None:
        """The store has this version now. What is being typed stays as it is."""
        self.kept = kept
        if not self.is_changed and kept.version:
            self.start(values_of(kept))

    def put(self, name: str, value: Any) -> None:
        if self.values.get(name) != value:
            super().put(name, value)
            self.typed.emit()

    def to_store(self) -> Meeting | None:
        """The meeting to be kept together with its copies; None when nothing of it is new. Raises `NotValid`.

        Actions and the next date are left for the minutes: saving those is what makes tasks of them.
        """
        return self.meeting().model_copy(update={"next_at": self.kept.next_at}) if self.is_changed else None

    def stored(self) -> None:
        """What `to_store` gave is durable."""
        self.values["version"] += 1
        if self.state == "typing":
            return
        kept_next = values_of(self.kept)["next_at"]
        if self.values["actions"] or self.values["reasons"] or self.values["next_at"] != kept_next:
            self._set_state("typing")
            self.keep_now()
        else:
            self._set_state("saved")

    # -- rows: invitees, asks, decisions --

    def add_row(self, name: str, row: dict[str, Any]) -> None:
        self.show(name, [*self.values[name], row])

    def change_row(self, name: str, number: int, **changed: Any) -> None:
        """A person changed something of a row."""
        rows = [dict(row) for row in self.values[name]]
        rows[number] |= changed
        self.put(name, rows)

    def remove_row(self, name: str, number: int) -> None:
        self.show(name, [row for n, row in enumerate(self.values[name]) if n != number])

    def invitees(self) -> list[Invitee]:
        """Those asked, as the form has them."""
        return [Invitee(**row) for row in self.values["invitees"]]

    def everybody_came(self) -> None:
        """Tick everybody who has not said otherwise."""
        rows = [dict(row) for row in self.values["invitees"]]
        for row in rows:
            if row["attendance"] == Attendance.INVITED:
                row["attendance"] = Attendance.ATTENDED.value
        self.show("invitees", rows)

    # -- reasons to share that are being typed: no part of the meeting until they are given --

    def typed_reason(self, number: int) -> tuple[str, str]:
        """(basis, words) for the copy of this one who is asked; empty where nobody began to type."""
        basis, words = self.values["reasons"].get(_who(self.values["invitees"][number]), ("", ""))
        return basis, words

    def put_reason(self, number: int, basis: str, words: str) -> None:
        """A person typed; without words there is nothing to keep."""
        who = _who(self.values["invitees"][number])
        others = {each: typed for each, typed in self.values["reasons"].items() if each != who}
        self.put("reasons", others | {who: [basis, words]} if words else others)

    def forget_reasons(self, waiting: Container[int | None]) -> None:
        """Leave out the reasons of all but these: somebody may have their copy by now, or is to have none."""
        asked = {_who(row) for number, row in enumerate(self.values["invitees"]) if number in waiting}
        self.put("reasons", {who: typed for who, typed in self.values["reasons"].items() if who in asked})

    # -- the meeting that the values say --

    def meeting(self) -> Meeting:
        """The meeting as the form says it; raises `NotValid`."""
        values = {name: value for name, value in self.values.items() if name in Meeting.model_fields}
        values |= {name: values[name] or None for name in (*MOMENTS, "opening_quote_id")}
        values["asks"] = [row for row in values["asks"] if any(row.values())]
        values["decisions"] = [row for row in values["decisions"] if any(row.values())]
        stamps = {name: getattr(self.kept, name) for name in STAMPS}
        unread = {name: TIME_WANTED for name in MOMENTS if values[name] and not _is_moment(values[name])}
        unread |= {
            f"asks.{n}.by": DAY_WANTED for n, row in enumerate(self.values["asks"])
            if row["by"] and not _is_day(row["by"])
        }
        if unread:
            raise NotValid(unread)
        return fill(Meeting, **values, **stamps)

    def command(self) -> Command:
        meeting = self.meeting()
        return partial(
            meetings.record_minutes, meeting=meeting, actions=self._actions(meeting), next_meeting=self._next(meeting)
        )

    def typed_actions(self) -> list[TypedAction]:
        """What the lines of the actions box are understood as; days are counted from the meeting."""
        at = self.values["at"]
        day = day_of(datetime.fromisoformat(at)) if _is_moment(at) else self.desk.today()
        names = [row["name"] for row in self.values["invitees"]]
        return read_actions(self.values["actions"], day, names, self.desk.worker.name)

    def proposed_next(self) -> datetime:
        """Six weeks after this meeting, at the same time of day."""
        at = self.values["at"]
        begun = local(datetime.fromisoformat(at) if _is_moment(at) else self.desk.now())
        again = begun.replace(tzinfo=None) + meetings.MEET_AGAIN
        return again.replace(tzinfo=LONDON)

    def _actions(self, meeting: Meeting) -> list[Action]:
        made = []
        for typed in self.typed_actions():
            try:
                made.append(fill(
                    Action, id=self.desk.fresh_id(), pupil_ids=meeting.pupil_ids, what=typed.what, owner=typed.owner,
                    worker_id=self.desk.worker.id if typed.owner == self.desk.worker.name else None,
                    due_on=typed.due_on,
                ))
            except NotValid as error:
                raise NotValid({"actions": next(iter(error.problems.values()))}) from None
        return made

    def _next(self, meeting: Meeting) -> Meeting | None:
        """The meeting that was agreed on in this one: the same people are asked."""
        if meeting.next_at is None or meeting.next_at == self.kept.next_at:
            return None
        asked = [
            invitee.model_copy(update={"attendance": Attendance.INVITED, "report_received": False})
            for invitee in meeting.invitees
        ]
        return Meeting(
            id=self.desk.fresh_id(), pupil_ids=meeting.pupil_ids, meeting_type=meeting.meeting_type,
            at=meeting.next_at, place=meeting.place, chair=meeting.chair, invitees=tuple(asked),
            restricted=meeting.restricted, restricted_to=meeting.restricted_to,
        )

    def _saved(self, changes: Any) -> None:
        self.values["version"] += 1
        self.values["actions"] = ""
        super()._saved(changes)
        if self.values["reasons"]:
            self._set_state("typing")
            self.keep_now()


def values_of(meeting: Meeting) -> dict[str, Any]:
    """A meeting as the form's values: plain JSON, and the actions and reasons to share that are being typed."""
    plain = meeting.model_dump(mode="json", exclude=set(STAMPS))
    return plain | {"actions": "", "reasons": {}}


def row_of(invitee: Invitee) -> dict[str, Any]:
    """Somebody asked, as a row of the form."""
    return invitee.model_dump(mode="json")


def _who(row: dict[str, Any]) -> str:
    """What tells one who is asked from the others, wherever their row is."""
    return str(row["person_id"] or row["professional_id"] or row["name"])


def _is_moment(text: str | None) -> bool:
    try:
        return datetime.fromisoformat(text or "").tzinfo is not None
    except ValueError:
        return False


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
