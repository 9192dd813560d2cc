"""What the window itself knows: the numbers in its rail, and the forms that it is asked to open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from ontrack_desktop.domain.behaviour import TimeInPlan
from ontrack_desktop.domain.changes import Changes
from ontrack_desktop.domain.drafts import Draft
from ontrack_desktop.domain.meetings import Meeting
from ontrack_desktop.domain.record import Record
from ontrack_desktop.services import drafts, rail
from ontrack_desktop.services.advocacy import STEP_FORM
from ontrack_desktop.services.attendance import MARKS_FORM
from ontrack_desktop.services.measures import GROUPING_FORM

from .desk import Desk
from .form import FormModel
from .form_opening import reopen
from .note import NoteModel
from .record_form import RecordForm
from .removal import REMOVAL_FORM

COUNTED = frozenset({"pupil", "meeting"})
# a draft's form -> the section of the pupil's page that it is written in, which finds it again itself
SECTIONS = {
    TimeInPlan.kind: "plans", STEP_FORM: "advocacy", MARKS_FORM: "school_life", GROUPING_FORM: "measures",
    REMOVAL_FORM: "people",
}
# forms that are no record by themselves -> what is being written
NOUNS = {STEP_FORM: "advocacy step", MARKS_FORM: "attendance", GROUPING_FORM: "grouping", REMOVAL_FORM: "reason"}
GONE = "This draft is not there any more. It may have been saved already."


class WindowModel(QObject):
    """`form_ready` hands over a form to be shown in the side panel."""

    counts_changed = Signal(dict)
    form_ready = Signal(object)
    """Signal(FormModel): a note, or a declared form."""
    place_wanted = Signal(object, str)
    """Signal(UUID, str): the draft is written on the pupil's page itself, in this section."""
    meeting_ready = Signal(object)
    """Signal(Draft): a meeting that is being built."""
    told = Signal(str, str)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        desk.background.changed.connect(self._somebody_wrote)

    def count(self) -> None:
        """Ask for the numbers in the rail."""
        ask = partial(rail.counts, now=self.desk.now())
        self.desk.background.query(ask, self.counts_changed.emit, owner=self, key="counts")

    def new_note(self, pupil_ids: Sequence[UUID] = (), kind: str = "") -> None:
        if self.desk.refusal is not None:
            self.told.emit(str(self.desk.refusal), "alert")
            return
        note = NoteModel(self.desk)
        note.begin(tuple(pupil_ids), kind)
        self.form_ready.emit(note)

    def amend_note(self, note_id: UUID) -> None:
        note = NoteModel(self.desk, note_id=note_id)
        note.amend()
        self.form_ready.emit(note)

    def take_up(self, form: RecordForm, then: Callable[[], None]) -> None:
        """Fill in what was left half-written of this record, or its first key would take the place of it."""

        def found(draft: Draft | None) -> None:
            if draft is not None and (draft.form, draft.title) == (form.form, form.title):
                form.restore(draft)
            then()

        ask = partial(drafts.one, draft_id=form.record_id)
        self.desk.background.query(ask, found, owner=form, failed=lambda _error: then())

    def carry_on(self, draft_id: UUID) -> None:
        """Go on where a draft was left."""
        self.desk.background.query(partial(drafts.one, draft_id=draft_id), self._carry_on, owner=self)

    def _carry_on(self, draft: Draft | None) -> None:
        if draft is None:
            self.told.emit(GONE, "warn")
        elif draft.form == "note":
            note = NoteModel(self.desk, note_id=draft.id)
            note.restore(draft)
            self.form_ready.emit(note)
        elif draft.form in SECTIONS and draft.pupil_id is not None:
            self.place_wanted.emit(draft.pupil_id, SECTIONS[draft.form])
        elif draft.form == Meeting.kind:
            self.meeting_ready.emit(draft)
        elif not reopen(self.desk, draft, self._ready, owner=self) and draft.pupil_id is not None:
            self.place_wanted.emit(draft.pupil_id, "overview")

    def _ready(self, form: FormModel) -> None:
        self.form_ready.emit(form)

    def _somebody_wrote(self, changes: Changes) -> None:
        if changes.concern(kinds=COUNTED):
            self.count()


def is_empty(form: FormModel) -> bool:
    """Whether this is the form of a new record, in which nothing was typed yet."""
    return isinstance(form, RecordForm) and form.state == "" and not form.is_amending


def noun_of(form: FormModel) -> str:
    """What is being written, such as "note": never its title, which may hold a name."""
    if form.form in NOUNS:
        return NOUNS[form.form]
    pending = [Record]
    while pending:
        found = pending.pop()
        if getattr(found, "kind", "") == form.form:
            return found.noun
        pending += found.__subclasses__()
    return "form"
