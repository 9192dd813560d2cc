"""The chronology in words: events with what they meant, those written down late, and what might belong here too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from uuid import UUID

from ontrack_desktop.domain.changes import Changes
from ontrack_desktop.domain.choices import Impact, Precision
from ontrack_desktop.domain.when import LONG_MONTHS, say_day, say_full_day
from ontrack_desktop.services import chronology
from ontrack_desktop.services.chronology import ChronologyPage, Event, Suggestion
from ontrack_desktop.services.workspace import Reader

from .plain_words import count_of, restricted_line
from .pupil_section import PupilSection
from .record_forms import CHRONOLOGY

KINDS = frozenset({
    "chronology", "pupil", "case", "suspension", "meeting", "attendance", "involvement", "time_in_plan", "note",
})  # fmt: skip
ChipWords = tuple[str, str, str]
IMPACT_CHIPS: dict[Impact, ChipWords] = {
    Impact.HELPED: ("good", "trending-up", "Helped"), Impact.SET_BACK: ("alert", "trending-down", "Set back"),
    Impact.NEUTRAL: ("neutral", "minus", "Neither"),
}
# kind of the record that a suggestion comes from -> its icon
ICONS = {
    "case": "flag", "suspension": "school", "meeting": "users", "attendance": "chart-no-axes-column",
    "involvement": "user-plus", "time_in_plan": "clipboard-list", "note": "notebook-pen",
}  # fmt: skip


@dataclass(frozen=True)
class EventLine:
    """One event. `late` says how long after it was written down; `restricted` stands in the place of the words."""

    id: UUID
    when: str
    when_tip: str
    year: str
    event: str
    impact: ChipWords
    meant: str
    source: str
    response: str
    late: str
    restricted: str = ""


@dataclass(frozen=True)
class SuggestionLine:
    """Something of the record that may be a significant event."""

    source_id: UUID
    icon: str
    when: str
    event: str


class ChronologyModel(PupilSection[ChronologyPage]):
    """One pupil's chronology, the newest event first."""

    # -- words --

    def events(self) -> list[EventLine]:
        return [self._line(event) for event in self.page.events] if self.page else []

    def suggestions(self) -> list[SuggestionLine]:
        """What is in the record and not in the chronology, the newest first."""
        today = self.desk.today()
        # only line ends become blanks: other blanks may keep a number and its sign together
        return [
            SuggestionLine(each.source_id, ICONS[each.kind], say_day(each.on, today), each.event.replace("\n", " "))
            for each in (self.page.suggestions if self.page else ())
        ]

    @property
    def is_empty(self) -> bool:
        return self.page is not None and not self.page.events

    # -- acts --

    def add(self) -> None:
        given = {"pupil_ids": (self.pupil_id,)}
        self._open(CHRONOLOGY, given=given)

    def amend(self, entry_id: UUID) -> None:
        event = next((each for each in self.page.events if each.entry.id == entry_id), None) if self.page else None
        if event is not None:
            self._open(CHRONOLOGY, record=event.entry)

    def promote(self, source_id: UUID) -> None:
        """Ask for the form of an event, filled in from the record that suggests it."""
        found = self._suggestion(source_id)
        if found is None:
            return
        given = {
            "pupil_ids": (self.pupil_id,), "promoted_from_id": found.source_id, "on": found.on, "event": found.event,
            "source": found.source, "impact": found.impact, "restricted": found.restricted,
            "restricted_to": found.restricted_to,
        }
        self._open(CHRONOLOGY, given=given)

    def put_aside(self, source_id: UUID) -> None:
        """Never suggest this again: it is not significant."""
        found = self._suggestion(source_id)
        if found is not None and self.pupil_id is not None:
            command = partial(chronology.put_aside, pupil_id=self.pupil_id, suggestion=found)
            self.desk.background.change(
                command, lambda _changes: self.told.emit("It is not suggested any more", "good"), owner=self
            )

    # -- behind the page --

    def _line(self, event: Event) -> EventLine:
        assert self.page is not None
        entry = event.entry
        author = self.page.withheld.get(entry.id)
        late = f"recorded {count_of(event.days_late, 'day')} after" if event.days_late else ""
        return EventLine(
            entry.id, say_when(entry.on, entry.precision), say_full_day(entry.on), str(entry.on.year), entry.event,
            IMPACT_CHIPS[entry.impact], entry.impact_text, entry.source, entry.response, late,
            restricted_line(author) if author else "",
        )

    def _suggestion(self, source_id: UUID) -> Suggestion | None:
        suggestions = self.page.suggestions if self.page else ()
        return next((each for each in suggestions if each.source_id == source_id), None)

    def _ask(self, pupil_id: UUID) -> Callable[[Reader], ChronologyPage]:
        return partial(chronology.chronology_page, pupil_id=pupil_id, today=self.desk.today())

    def _is_concerned(self, changes: Changes, pupil_id: UUID) -> bool:
        return changes.concern(kinds=KINDS, pupil_id=pupil_id)


def say_when(day: date, precision: Precision) -> str:
    """A day as exactly as it is known: "Fri 10 Jul", "October", "in the year", "about October"."""
    month = LONG_MONTHS[day.month - 1]
    match precision:
        case Precision.DAY:
            return say_day(day, day)
        case Precision.MONTH:
            return month
        case Precision.YEAR:
            return "in the year"
    return f"about {month}"
