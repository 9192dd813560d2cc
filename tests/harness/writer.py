"""A worker in a hurry: notes, drafts, meetings, amendments, removals, one after another, each acknowledged."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from uuid import UUID

from ontrack_desktop.domain.choices import MeetingType
from ontrack_desktop.domain.drafts import Draft
from ontrack_desktop.domain.meetings import Meeting
from ontrack_desktop.domain.notes import Action, Note
from ontrack_desktop.domain.people import Pupil
from ontrack_desktop.domain.record import Record
from ontrack_desktop.domain.validation import amended
from ontrack_desktop.services import audit, drafts, notes, records
from ontrack_desktop.services.workspace import UnitOfWork, Workspace
from tests import factories

from .acks import REMOVED

WORDS = (
    "kitchen", "dog", "laughed", "maths", "bus", "stopped", "garden", "asked", "drum", "quiet", "week", "song",
)
Tell = Callable[[str], None]


class Writer:
    """Does one act after another. `tell` gets a line for each one that is durable: what must be there from now on."""

    def __init__(self, workspace: Workspace, pupil: Pupil, chance: random.Random, tell: Tell) -> None:
        self.workspace = workspace
        self.pupil = pupil
        self.chance = chance
        self.tell = tell
        self.notes: list[UUID] = []
        self.draft: Draft | None = None
        self.acts: list[Callable[[], None]] = (
            [self.write_note] * 4 + [self.type_on] * 6 + [self.amend] * 2
            + [self.meet, self.remove, self.look, self.finish_draft]
        )

    def go_on(self, acts: int) -> None:
        for _ in range(acts):
            self.chance.choice(self.acts)()

    def write_note(self) -> None:
        note = self.a_note()
        quote = factories.a_quote(self.pupil, words=self.words(8))
        action = Action(id=self.an_id(), pupil_ids=(self.pupil.id,), what=self.words(5))
        self.do(partial(notes.save_note, note=note, quotes=[quote], actions=[action]), note, quote, action)
        self.notes.append(note.id)

    def amend(self) -> None:
        if self.notes:
            kept = self.kept(self.chance.choice(self.notes))
            hanging = self.workspace.query(lambda read: notes.entries(read, [kept]))[0]
            changed = amended(kept, text=f"{kept.text}\n{self.words(20)}")
            self.do(
                partial(notes.save_note, note=changed, quotes=hanging.quotes, actions=hanging.actions), changed
            )

    def remove(self) -> None:
        if len(self.notes) > 3:
            kept = self.kept(self.notes.pop(self.chance.randrange(len(self.notes))))
            self.do(partial(records.remove, record=kept, reason="written twice"), removed=kept)

    def meet(self) -> None:
        meeting = Meeting(
            id=self.an_id(), pupil_ids=(self.pupil.id,), meeting_type=MeetingType.TEAM_AROUND_FAMILY,
            at=self.workspace.clock() + timedelta(days=7), agenda=self.words(30),
        )
        self.do(partial(records.save, record=meeting), meeting)

    def look(self) -> None:
        self.do(partial(audit.note_opened, pupil_id=self.pupil.id))

    def type_on(self) -> None:
        """A few more words into a form that is not saved yet."""
        text = f"{self.draft.state['text'] if self.draft else ''} {self.words(4)}"
        self.draft = Draft(
            id=self.draft.id if self.draft else self.an_id(), form="note", title="Home visit",
            pupil_id=self.pupil.id, state={"text": text}, caret=len(text),
        )
        self.do(partial(drafts.keep, draft=self.draft))

    def finish_draft(self) -> None:
        if self.draft is not None:
            note = self.a_note(id=self.draft.id, text=self.draft.state["text"])
            self.draft = None
            self.do(partial(notes.save_note, note=note), note)
            self.notes.append(note.id)

    def do(self, command: Callable[[UnitOfWork], None], *saved: Record, removed: Record | None = None) -> None:
        """One command; when it is durable, say so."""
        self.workspace.change(command)
        head = self.workspace.store.head()
        said = [(str(record.id), record.kind, record.version + 1) for record in saved]
        if removed is not None:
            said.append((str(removed.id), removed.kind, REMOVED))
        self.tell(json.dumps({
            "seq": head.seq, "mac": head.mac.hex(), "records": said,
            "drafts": {str(self.draft.id): len(self.draft.state["text"])} if self.draft else {},
        }))

    def a_note(self, **values: object) -> Note:
        # now and then one that fills many pages
        length = self.chance.choice((12, 40, 200, 3_000)) if self.chance.random() < 0.3 else 30
        given = {"id": self.an_id(), "text": self.words(length), "at": self.workspace.clock(), **values}
        return factories.a_note(self.pupil, **given)

    def kept(self, note_id: UUID) -> Note:
        return self.workspace.query(lambda read: read.get(Note, note_id))

    def words(self, count: int) -> str:
        return " ".join(self.chance.choices(WORDS, k=count))

    def an_id(self) -> UUID:
        return factories.an_id()

