"""Writing a note: begun, kept as a draft from the first key, amended, saved. Its rooms are the other note_* files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, QTimer

from ontrack_desktop.domain.choices import AdvocacyStatus
from ontrack_desktop.domain.drafts import Draft
from ontrack_desktop.domain.errors import NotValid, OnTrackError
from ontrack_desktop.domain.fields import mended
from ontrack_desktop.domain.isolated import isolated
from ontrack_desktop.services import composing, drafts, notes
from ontrack_desktop.services.notes import JournalEntry
from ontrack_desktop.services.workspace import Command, Reader

from .desk import Desk
from .form import FormModel
from .note_actions import NoteActions
from .note_facts import NoteFacts
from .note_people import NotePeople
from .note_record import EMPTY, compose, values_of
from .note_words import NoteWords

SHOWN = 40  # letters of a name
NOT_CHOSEN = "Choose “{name}” from the list with Enter, or take it out: only who is chosen is kept."
LONGEST_UNKEPT_MS = 5_000  # for those who type without a pause


class NoteModel(FormModel):
    """One note in the composer. Begin with `begin`, `amend` or `restore`."""

    def __init__(self, desk: Desk, *, note_id: UUID | None = None, parent: QObject | None = None) -> None:
        super().__init__(desk, form="note", record_id=note_id or desk.fresh_id(), title="Note", parent=parent)
        self.values = dict(EMPTY)
        self.unchosen = ""
        """What stands in the box for people's names, and nobody was chosen for it."""
        self.is_ready = False  # what is to be amended is still being read
        self.kept_at: datetime | None = None
        self.people = NotePeople(self)
        self.facts = NoteFacts(self, self.people)
        self.words = NoteWords(self, self.people)
        self.actions = NoteActions(self, self.people)
        self._longest = QTimer(self)
        self._longest.setSingleShot(True)
        self._longest.setInterval(LONGEST_UNKEPT_MS)
        self._longest.timeout.connect(self.keep_now)
        self.state_changed.connect(self._remember_when)
        self.people.changed.connect(self._follow_people)

    # three ways to begin

    def begin(self, pupil_ids: Sequence[UUID] = (), kind: str = "") -> None:
        """A new note about these pupils, prefilled from now, the last place and the usual people."""
        at = self.desk.now().replace(second=0, microsecond=0).isoformat()
        given = {"at": at, "pupil_ids": [str(pupil) for pupil in pupil_ids]}
        self.start(EMPTY | given | ({"note_kind": kind} if kind else {}))
        self.people.look_around()

    def amend(self) -> None:
        """Load the kept note of this id, or what was already begun to be amended of it."""

        def kept(read: Reader) -> tuple[Draft | None, JournalEntry]:
            return drafts.one(read, draft_id=self.record_id), notes.entry(read, note_id=self.record_id)

        self.desk.background.query(kept, self._load, owner=self, failed=self.refused.emit)

    def restore(self, draft: Draft) -> None:
        super().restore(draft.model_copy(update={"state": EMPTY | draft.state}))
        self.kept_at = draft.changed_at or self.desk.now()
        self.state_changed.emit(self.state)
        self.people.look_around()

    def start(self, values: dict[str, Any]) -> None:
        self.is_ready = True
        super().start(values)

    @property
    def is_amending(self) -> bool:
        return bool(self.values.get("version"))

    def put(self, name: str, value: Any) -> None:
        if self.values.get(name) == value or self.state in ("saving", "saved"):
            return
        if name not in self.values["chosen"]:
            self.values["chosen"] = [*self.values["chosen"], name]
        super().put(name, value)
        self._name_draft()
        if not self._longest.isActive():
            self._longest.start()

    def command(self) -> Command:
        matter = self.facts.matter()
        try:
            composed = compose(
                self.record_id, self.values, today=self.desk.today(),
                workers={str(self.desk.worker.id), *(str(worker.id) for worker in self.people.colleagues())},
                step=AdvocacyStatus(self.values["step_status"] or matter.status) if matter else None,
            )  # fmt: skip
        except NotValid as error:
            raise NotValid(error.problems | self._left_over()) from None
        if self.unchosen:
            raise NotValid(self._left_over())
        return partial(composing.save_composed, composed=composed)

    def _left_over(self) -> dict[str, str]:
        """A name that would be lost in silence."""
        line = " ".join(self.unchosen[: SHOWN + 1].split())
        name = line if len(self.unchosen) <= SHOWN else f"{line}…"
        return {"pupil_ids": NOT_CHOSEN.format(name=isolated(mended(name)))} if name else {}

    def _load(self, found: tuple[Draft | None, JournalEntry]) -> None:
        draft, entry = found
        if draft is not None and draft.changed_by == self.desk.worker.id:
            self.restore(draft)
            return
        if entry.withheld:
            self.refused.emit(OnTrackError("This note is restricted.", "Ask the person who wrote it to change it."))
            return
        self.caret = len(entry.note.text.encode("utf-16-le")) // 2  # at its end, as the box counts
        self.start(values_of(entry))
        self.people.look_around()

    def _follow_people(self) -> None:
        self.facts.prefill()
        self._name_draft()

    def _name_draft(self) -> None:
        pupils, known = self.values["pupil_ids"], self.people.known
        names = [known[each].name for each in pupils if each in known]
        self.title = ", ".join([self.facts.kind.label, *names])
        self.pupil_id = UUID(pupils[0]) if pupils else None

    def _remember_when(self, state: str) -> None:
        if state == "kept":
            self.kept_at = self.desk.now()
