"""What the morning's page says: a greeting, what is on and due, who was not seen for long, what to carry on with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from ontrack_desktop.domain.changes import Changes
from ontrack_desktop.domain.isolated import side_by_side
from ontrack_desktop.domain.people import initials
from ontrack_desktop.domain.when import (
    LONG_DAYS,
    LONG_MONTHS,
    day_of,
    local,
    say_full_day,
    say_near,
    say_time,
)
from ontrack_desktop.services import today
from ontrack_desktop.services.today import Due, Today

from .desk import Desk
from .new_pupil import open_new_pupil
from .plain_words import count_of, long_ago
from .today_words import ago, coming_on, counted, excerpt, meeting_title, on_day, ready_lines

KINDS = frozenset({"action", "note", "advocacy", "time_in_plan", "meeting", "quote", "consent", "case", "pupil"})
ICONS = {
    "action": "clipboard-check", "note": "phone-outgoing", "advocacy": "megaphone",
    "time_in_plan": "file-text", "meeting": "users",
}
# the section of the pupil's page where a thing is mended
SECTIONS = {"action": "overview", "note": "journal", "advocacy": "advocacy", "time_in_plan": "plans"}
NOON, EVENING = 12, 18
UNSEEN_FROM = 7
TILES = 3
ROWS = 8  # of today and due together, before who was not seen for longest
LEAST_DUE = 4


@dataclass(frozen=True)
class Line:
    """One row: what it is about, where it is opened, and how it is said. `chip` is tone, icon, words."""

    id: UUID
    kind: str
    pupil_id: UUID
    lead: str
    text: str
    icon: str
    ink: str
    chip: tuple[str, str, str] | None
    trailing: str
    trailing_tip: str

    @property
    def section(self) -> str:
        """Where on the pupil's page it opens; "" for a meeting, which has a page of its own."""
        return SECTIONS.get(self.kind, "")


@dataclass(frozen=True)
class Tile:
    """A pupil who was not seen for long."""

    pupil_id: UUID
    initials: str
    name: str
    words: str


@dataclass(frozen=True)
class DraftLine:
    """Something half written."""

    id: UUID
    title: str
    when: str
    excerpt: str


@dataclass(frozen=True)
class MeetingCard:
    """The next meeting, with what is there (True) and what is missing (False)."""

    id: UUID
    title: str
    near: str
    where: str
    ready: tuple[tuple[bool, str], ...]


class TodayModel(QObject):
    """The page as it stands; `changed` when it was read again."""

    changed = Signal()
    form_ready = Signal(object)
    """Signal(RecordForm): a form that was asked for."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.view: Today | None = None
        self._shows_all = False
        desk.background.changed.connect(self._reload_if_concerned)

    def load(self) -> None:
        """Read it (again): when the page is shown."""
        self._desk.background.query(
            partial(today.today, now=self._desk.now()), self._show, owner=self, key="today"
        )

    def add_pupil(self) -> None:
        """Ask for the form of a new pupil."""
        open_new_pupil(self._desk, self.form_ready.emit, owner=self)

    @property
    def is_new_vault(self) -> bool:
        """Nobody is in the vault yet."""
        return self.view is not None and not self.view.has_pupils

    @property
    def has_caseload(self) -> bool:
        return self.view is not None and self.view.caseload > 0

    def greeting(self) -> str:
        """"Good morning, Dee"."""
        hour = local(self._desk.now()).hour
        part = "morning" if hour < NOON else "afternoon" if hour < EVENING else "evening"
        return f"Good {part}, {self._desk.worker.name.split(' ')[0]}"

    def summary(self) -> str:
        """The day, and how much of what it holds."""
        day = self._desk.today()
        said = [f"{LONG_DAYS[day.weekday()]} {day.day} {LONG_MONTHS[day.month - 1]}"]
        if self.view is None or not self.has_caseload:
            return said[0]
        meetings = sum(1 for due in self.view.on_today if due.kind == "meeting")
        things = len(self.view.on_today) - meetings
        counts = [
            counted(meetings, "meeting today", "meetings today"),
            counted(things, "thing to do today", "things to do today"),
            counted(len(self.view.due), "thing promised or due", "things promised or due"),
        ]
        coming = self.view.meeting
        if coming and day_of(coming.at) > day:
            counts.append(f"a meeting {on_day(day_of(coming.at), day)}")
        said += [", ".join(part for part in counts if part) or "nothing due this week"]
        return " · ".join(said)

    def on_today(self) -> list[Line]:
        """What is on today, by the clock; what has no time comes last."""
        return [self._line(due, of_today=True) for due in self.view.on_today] if self.view else []

    def due(self) -> list[Line]:
        """What is late first, then today, then the days to come: the most pressing, or all if that was asked for."""
        due = self.view.due if self.view else ()
        return [self._line(each) for each in (due if self._shows_all else due[: self._few()])]

    def all_due_words(self) -> str:
        """What leads to the rows that are not shown, or back; "" where all are."""
        count = len(self.view.due) if self.view else 0
        if count <= self._few():
            return ""
        return "Show the most pressing" if self._shows_all else f"Show all {count}"

    def toggle_all_due(self) -> None:
        """Show all that is promised and due, or the most pressing of it again."""
        self._shows_all = not self._shows_all
        self.changed.emit()

    def _few(self) -> int:
        return max(LEAST_DUE, ROWS - len(self.view.on_today)) if self.view else LEAST_DUE

    def unseen(self) -> list[Tile]:
        """Up to three pupils who were not seen in the last week, the longest first."""
        if self.view is None:
            return []
        day = self._desk.today()
        made = []
        for line in self.view.unseen:
            days = (day - day_of(line.seen_at)).days if line.seen_at else None
            if days is not None and days < UNSEEN_FROM:
                continue
            voice = f"voice {long_ago((day - day_of(line.voice_at)).days)}" if line.voice_at else "no words yet"
            seen = "not seen yet" if days is None else long_ago(days)
            # The child's words are mentioned where they are older than the last time they were seen.
            is_older = line.voice_at is None or line.seen_at is None or line.voice_at < line.seen_at
            words = f"{seen}, {voice}" if is_older else seen
            made.append(Tile(line.id, initials(f"{line.name} {line.surname}"), line.name, words))
        return made[:TILES]

    def drafts(self) -> list[DraftLine]:
        """What is half written, the newest first."""
        if self.view is None:
            return []
        return [
            DraftLine(draft.id, draft.title, ago(draft.changed_at, self._desk.now()), excerpt(draft))
            for draft in self.view.drafts
        ]

    def meeting(self) -> MeetingCard | None:
        """The next meeting of the caseload within ten days."""
        coming = self.view.meeting if self.view else None
        if coming is None:
            return None
        today_ = self._desk.today()
        day = day_of(coming.at)
        apart = (day - today_).days
        place = f"{say_time(coming.at)}, {coming.place}" if coming.place else say_time(coming.at)
        return MeetingCard(
            coming.id, meeting_title(day, apart), say_near(day, today_),
            side_by_side((coming.pupil, coming.label, place)), tuple(ready_lines(coming.ready)),
        )

    def quote(self) -> tuple[UUID, str, str] | None:
        """(pupil, words, who said them and when)."""
        said = self.view.said if self.view else None
        if said is None:
            return None
        parts = (said.pupil, said.context, say_near(said.on, self._desk.today()))
        return said.pupil_id, said.words, side_by_side(parts, ", ")

    def _line(self, due: Due, *, of_today: bool = False) -> Line:
        day = self._desk.today()
        late = (day - due.on).days
        ink, chip, trailing = "ink_3", None, coming_on(due.on, day)
        if of_today:
            ink, trailing = "primary", say_time(due.at) if due.at else ""
        elif late > 0:
            ink, chip, trailing = "alert", ("alert", "", "Late"), f"{count_of(late, 'day')} late"
        elif late == 0:
            ink, chip = "warn", ("warn", "", "Due")
        return Line(
            due.id, due.kind, due.pupil_id, due.pupil, due.text, ICONS[due.kind], ink, chip, trailing,
            say_full_day(due.on),
        )

    def _show(self, view: Today) -> None:
        self.view = view
        self.changed.emit()

    def _reload_if_concerned(self, changes: Changes) -> None:
        if self.view is not None and changes.concern(kinds=KINDS):
            self.load()
