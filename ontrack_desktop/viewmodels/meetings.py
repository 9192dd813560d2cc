"""The meetings: those to come, those whose minutes are still wanted, those before; and planning one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from ontrack_desktop.domain.changes import Changes
from ontrack_desktop.domain.choices import MeetingType
from ontrack_desktop.domain.when import day_of, say_day, say_full_day, say_near, say_time
from ontrack_desktop.services import meetings
from ontrack_desktop.services.meetings import MeetingLine, MeetingList

from .desk import Desk

KINDS = frozenset({"meeting", "pupil"})
NEARBY = 7


@dataclass(frozen=True)
class Line:
    """A meeting as a row: "Rosie", "Team around the family, review, the hub", "Thu 6 Nov, 14:00"."""

    id: UUID
    initials: str
    lead: str
    text: str
    chip: tuple[str, str, str] | None
    trailing: str
    trailing_tip: str


class MeetingsModel(QObject):
    """The lists as they stand; `changed` when they were read again."""

    changed = Signal()
    problems_changed = Signal(dict)
    planned = Signal(object)
    """Signal(UUID): a meeting was planned; open it."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.view: MeetingList | None = None
        desk.background.changed.connect(self._somebody_wrote)

    def load(self) -> None:
        """Read them (again): when the page is shown."""
        ask = partial(meetings.all_near, now=self.desk.now())
        self.desk.background.query(ask, self._show, owner=self, key="meetings")

    def coming(self) -> list[Line]:
        """The next one first."""
        return [self._line(each) for each in self.view.coming] if self.view else []

    def to_minute(self) -> list[Line]:
        """Meetings that were, and have no minutes yet."""
        return [self._line(each) for each in self.view.past if not each.meeting.minutes] if self.view else []

    def minuted(self) -> list[Line]:
        """Meetings whose minutes are written, the newest first."""
        return [self._line(each) for each in self.view.past if each.meeting.minutes] if self.view else []

    @property
    def is_empty(self) -> bool:
        return self.view is not None and not (self.view.coming or self.view.past)

    def pupils(self) -> list[tuple[str, str]]:
        """(id, name) of every pupil that a meeting can be about."""
        return [(str(pupil_id), name) for pupil_id, name in self.view.pupils] if self.view else []

    def types(self) -> list[tuple[str, str]]:
        return [(each.value, each.label) for each in MeetingType]

    def usual_time(self) -> str:
        """In a week, at two: what the field begins with."""
        return meetings.in_a_week(self.desk.now()).isoformat()

    def plan(self, pupil: str, meeting_type: str, at: str) -> bool:
        """Plan one; False with a sentence beside each field that is not right."""
        problems = {}
        try:
            moment = datetime.fromisoformat(at)
        except ValueError:
            moment = None
        if pupil not in {each for each, _ in self.pupils()}:
            problems["pupil"] = "Choose a pupil of the list."
        if moment is None or moment.tzinfo is None:
            problems["at"] = "Write a date and a time, such as 4 Nov, 14:00."
        self.problems_changed.emit(problems)
        if problems or moment is None:
            return False
        meeting_id = self.desk.fresh_id()
        command = partial(
            meetings.plan, meeting_id=meeting_id, pupil_id=UUID(pupil), at=moment,
            meeting_type=MeetingType(meeting_type),
        )
        self.desk.background.change(command, lambda _changes: self.planned.emit(meeting_id), owner=self)
        return True

    def _line(self, each: MeetingLine) -> Line:
        meeting, today = each.meeting, self.desk.today()
        day = day_of(meeting.at)
        text = ", ".join(part for part in (meeting.meeting_type.label, meeting.place) if part)
        apart = (day - today).days
        chip = ("primary", "", say_near(day, today)) if 0 <= apart < NEARBY else None
        return Line(
            meeting.id, each.initials, each.pupil_name, text, chip,
            f"{say_day(day, today)}, {say_time(meeting.at)}", say_full_day(day),
        )

    def _show(self, view: MeetingList) -> None:
        self.view = view
        self.changed.emit()

    def _somebody_wrote(self, changes: Changes) -> None:
        if self.view is not None and changes.concern(kinds=KINDS):
            self.load()
