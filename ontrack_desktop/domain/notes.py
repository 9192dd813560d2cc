"""The journal: notes, the words people said, and what was agreed to be done."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Annotated, ClassVar, Self
from uuid import UUID

from pydantic import model_validator

from .choices import Direction, NoteKind, QuoteConsent, Voice
from .fields import Day, FilledLine, FilledText, Line, Lines, Link, Minutes, Moment, Text
from .record import Casework


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

    def is_from_the_future(self, now: datetime) -> bool:
        """Kept, but flagged: most often a wrong clock or a wrong year."""
        return self.at > now + timedelta(hours=1)


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
