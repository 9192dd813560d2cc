"""The journal: notes, the words people said, and what was agreed to be done."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Annotated, ClassVar, Self
from uuid import UUID

from pydantic import model_validator

from .choices import Direction, NoteKind, QuoteConsent, Voice
from .fields import Day, FilledLine, FilledText, Line, Lines, Link, Minutes, Moment, Text
from .record import Casework

# Kinds in which somebody was met: who was seen can be ticked. The others are about being in touch.
MET = frozenset({
    NoteKind.HOME_VISIT, NoteKind.DIRECT_WORK, NoteKind.APPOINTMENT, NoteKind.ADVOCACY, NoteKind.MEDIATION,
    NoteKind.GROUP, NoteKind.OBSERVATION,
})  # fmt: skip
IN_TOUCH = frozenset({NoteKind.PHONE, NoteKind.LIAISON, NoteKind.LETTER})
LEFT_OUT = "[someone else’s words]"


class Note(Casework):
    """What happened, when, where, with whom. An agency contact is a note of kind liaison."""

    kind: ClassVar[str] = "note"
    noun: ClassVar[str] = "note"

    note_kind: NoteKind
    at: Moment
    minutes: Minutes | None = None
    place: Line = ""
    text: Text = ""
    topics: Lines = ()
    pinned: bool = False

    person_ids: Annotated[tuple[UUID, ...], Link("person")] = ()
    professional_ids: Annotated[tuple[UUID, ...], Link("professional")] = ()
    seen_ids: Annotated[tuple[UUID, ...], Link("seen")] = ()
    seen_alone_ids: Annotated[tuple[UUID, ...], Link("seen_alone")] = ()

    agency_id: Annotated[UUID | None, Link("agency")] = None
    direction: Direction | None = None
    outcome: Line = ""
    promise: Line = ""
    promised_by: Day | None = None
    promise_kept_on: Day | None = None
    advocacy_id: Annotated[UUID | None, Link("advocacy")] = None

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if not self.pupil_ids:
            raise ValueError("pupil_ids: Say which pupil this is about.")
        if not self.text and self.note_kind is not NoteKind.UNSUCCESSFUL:
            raise ValueError("text: Write what happened, in a few words.")
        if not set(self.seen_alone_ids) <= set(self.seen_ids):
            raise ValueError("seen_alone_ids: A child seen alone was also seen. Tick both.")
        if not set(self.seen_ids) <= set(self.pupil_ids):
            raise ValueError("seen_ids: Only the pupils of this note can be ticked as seen.")
        if self.note_kind is NoteKind.UNSUCCESSFUL and self.seen_ids:
            raise ValueError("seen_ids: Nobody was in, so nobody can be ticked as seen.")
        if self.note_kind is NoteKind.LIAISON and not (self.agency_id or self.professional_ids):
            raise ValueError("agency_id: Say which agency or person this contact was with.")
        return self

    def label(self) -> str:
        return self.note_kind.label

    def links(self) -> set[tuple[str, UUID]]:
        """Besides its own links, a note with a promise that is still open stands on a short list of these."""
        found = super().links()
        if self.promised_by is not None and self.promise_kept_on is None:
            found |= {("open_promise", pupil) for pupil in self.pupil_ids}
        return found

    def text_about(self, pupil_id: UUID, quotes: Iterable[Quote]) -> str:
        """The text as it may stand in one pupil's record: without the words of the other children in it."""
        text = self.text
        for quote in quotes:
            if pupil_id not in quote.pupil_ids:
                text = text.replace(quote.words, LEFT_OUT)
        return text

    def is_from_the_future(self, now: datetime) -> bool:
        """Kept, but flagged: most often a wrong clock or a wrong year."""
        return self.at > now + timedelta(hours=1)


# Fields of a note by what a person calls them, for saying what an amendment changed.
CALLED = {
    "time corrected": ("at", "minutes"),
    "text changed": ("text",),
    "kind corrected": ("note_kind",),
    "place corrected": ("place",),
    "pupils corrected": ("pupil_ids",),
    "people corrected": ("person_ids", "professional_ids", "agency_id", "seen_ids", "seen_alone_ids"),
    "promise updated": ("promise", "promised_by", "promise_kept_on"),
    "outcome updated": ("outcome", "direction", "advocacy_id"),
    "readers changed": ("restricted", "restricted_to", "audience"),
    "topics changed": ("topics", "pinned"),
}


def what_changed(before: Note, after: Note) -> str:
    """What an amendment changed, in words: "time corrected, text changed"."""
    said = [
        words
        for words, names in CALLED.items()
        if any(getattr(before, name) != getattr(after, name) for name in names)
    ]
    return ", ".join(said) or "quotes or actions changed"


class Quote(Casework):
    """Somebody's own words, exactly as said, with whose they are and whether they may be repeated."""

    kind: ClassVar[str] = "quote"
    noun: ClassVar[str] = "quote"

    words: FilledText
    voice: Voice
    speaker: Line = ""
    at: Moment
    context: Line = ""
    consent: QuoteConsent = QuoteConsent.NOT_ASKED
    note_id: Annotated[UUID | None, Link("note")] = None
    person_id: Annotated[UUID | None, Link("person")] = None
    chosen: bool = False

    def label(self) -> str:
        return f"“{self.words}”"

    def may_be_shared(self) -> bool:
        return self.consent in (QuoteConsent.MEETING, QuoteConsent.ANYWHERE)


class Action(Casework):
    """Something that somebody said they would do."""

    kind: ClassVar[str] = "action"
    noun: ClassVar[str] = "action"

    what: FilledLine
    owner: Line = ""
    worker_id: Annotated[UUID | None, Link("owner")] = None
    due_on: Day | None = None
    done_on: Day | None = None
    dropped_because: Line = ""
    source_id: Annotated[UUID | None, Link("source")] = None
    agreed_on: Day | None = None

    def label(self) -> str:
        return self.what

    @property
    def is_open(self) -> bool:
        return self.done_on is None and not self.dropped_because

    def days_late(self, day: date) -> int:
        """Days past its date, 0 when it is done, dropped, dateless or not yet due."""
        if not self.is_open or self.due_on is None:
            return 0
        return max(0, (day - self.due_on).days)
