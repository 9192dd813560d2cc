"""A meeting being built: who gets which copy, what is still missing with the place to mend it, and its minutes."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from ontrack_desktop.domain.changes import Changes
from ontrack_desktop.domain.choices import Audience, SharingBasis, Voice
from ontrack_desktop.domain.drafts import Draft
from ontrack_desktop.domain.errors import NotValid, OnTrackError
from ontrack_desktop.domain.isolated import isolated
from ontrack_desktop.domain.meetings import Invitee, Meeting
from ontrack_desktop.domain.when import day_of
from ontrack_desktop.services import audit, drafts, meetings, pack_check
from ontrack_desktop.services.meetings import MeetingPage
from ontrack_desktop.services.readiness import Check as Check
from ontrack_desktop.services.workspace import Reader

from . import meeting_words
from .desk import Desk
from .form_opening import open_form
from .meeting_form import MeetingForm, row_of
from .recipients import Recipient, not_asked, reason_problem, recipients, typed_invitee
from .record_forms import CONSENT, QUOTE

KINDS = frozenset({
    "meeting", "quote", "consent", "action", "person", "involvement", "disclosure", "note", "chronology", "advocacy",
    "attendance", "suspension", "score", "goal", "time_in_plan", "time_in_session", "pupil", "case",
})  # fmt: skip
SETTLE_MS = 350  # after the last key, before the list is read again and the copy drawn again


class MeetingModel(QObject):
    """One meeting at a time: `open`, `begin` or `carry_on`. `form` holds what can be typed."""

    changed = Signal()
    form_changed = Signal()
    """Another meeting is there: show its values."""
    settled = Signal()
    """The values have changed, and nobody has typed for a moment: draw the copies again."""
    form_ready = Signal(object)
    """Signal(RecordForm): a form that mends a line was asked for."""
    told = Signal(str, str)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.form: MeetingForm | None = None
        self.page: MeetingPage | None = None
        self.checks: tuple[Check, ...] = ()
        """What is ready and what is not."""
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._look_again)
        desk.background.changed.connect(self._somebody_wrote)

    # -- three ways to begin --

    def open(self, meeting_id: UUID) -> None:
        """Open a meeting, with what was typed of it and not saved."""

        def read(reader: Reader) -> tuple[MeetingPage, Draft | None]:
            kept = meetings.kept(reader, meeting_id=meeting_id)
            return meetings.page(reader, meeting=kept), drafts.one(reader, draft_id=meeting_id)

        self._load(read)

    def begin(self, pupil_id: UUID) -> None:
        """A new meeting about a pupil, in a week, with everybody who is usually there."""
        at = meetings.in_a_week(self.desk.now())
        meeting_id = self.desk.fresh_id()

        def read(reader: Reader) -> tuple[MeetingPage, Draft | None]:
            new = meetings.new_meeting(reader, meeting_id=meeting_id, pupil_id=pupil_id, at=at)
            return meetings.page(reader, meeting=new), None

        self._load(read)

    def carry_on(self, draft: Draft) -> None:
        """Go on with a draft, whether its meeting was saved before or not."""

        def read(reader: Reader) -> tuple[MeetingPage, Draft | None]:
            kept = reader.maybe(Meeting, draft.id)
            if kept is None:
                assert draft.pupil_id is not None
                kept = meetings.new_meeting(
                    reader, meeting_id=draft.id, pupil_id=draft.pupil_id, at=self.desk.now()
                )
            return meetings.page(reader, meeting=kept), draft

        self._load(read)

    def leave(self) -> None:
        """Keep what is being typed: a box or the page is left, or the program locks."""
        if self.form is not None:
            self.form.keep_now()
        if self._settle.isActive():
            self._look_again()

    # -- words --

    @property
    def pupil_name(self) -> str:
        """As it stands in a sentence on the screen; what is kept takes the pupil's own."""
        return isolated(self.page.pupil.name) if self.page else ""

    def title(self) -> str:
        return f"{self.pupil_name}’s meeting"

    def facts(self) -> str:
        """What, when and where it is, as typed so far."""
        return meeting_words.facts(self.as_typed() or self.form.kept, self.desk.today()) if self.form else ""

    @property
    def has_come(self) -> bool:
        """Whether the day of the meeting is there: its minutes can be written."""
        meeting = self.as_typed()
        return meeting is not None and day_of(meeting.at) <= self.desk.today()

    @property
    def is_over(self) -> bool:
        """Whether the meeting was before now."""
        meeting = self.as_typed()
        return meeting is not None and meeting.at < self.desk.now()

    def as_typed(self) -> Meeting | None:
        """The meeting as the form has it; None while something in it is not right."""
        try:
            return self.form.meeting() if self.form else None
        except NotValid:
            return None

    def recipients(self) -> list[Recipient]:
        return recipients(self.form.invitees(), self.checks) if self.form else []

    def copies(self) -> int:
        """How many copies there are to give."""
        return sum(1 for each in (self.form.invitees() if self.form else ()) if each.gets_copy)

    def candidates(self) -> list[Invitee]:
        """Everybody who could be asked and is not."""
        if self.form is None or self.page is None:
            return []
        return not_asked(self.page.candidates, self.form.invitees())

    def action_lines(self) -> list[tuple[bool, str]]:
        """What was agreed, as `meeting_words.action_lines`."""
        if self.form is None or self.page is None:
            return []
        return meeting_words.action_lines(self.page.actions, self.form.typed_actions(), self.desk.today())

    # -- what a person does --

    def put(self, name: str, value: Any) -> None:
        """A person typed or chose something."""
        if self.form is not None:
            self.form.put(name, value)

    def everybody_came(self) -> None:
        if self.form is not None:
            self.form.everybody_came()

    def meet_again(self) -> None:
        """Fill in the day that is proposed for the next meeting."""
        if self.form is not None:
            self.form.show("next_at", self.form.proposed_next().isoformat())

    def add(self, typed: str, audience: str) -> bool:
        """Ask somebody, by name; False if that is nobody."""
        assert self.form is not None
        invitee = typed_invitee(typed, Audience(audience), self.candidates())
        if invitee is not None:
            self.form.add_row("invitees", row_of(invitee))
        return invitee is not None

    def remove(self, number: int) -> None:
        assert self.form is not None
        name = self.form.values["invitees"][number]["name"]
        self.form.remove_row("invitees", number)
        self.told.emit(f"{name} is not asked any more", "good")

    def change(self, number: int, **changed: Any) -> None:
        """Change something about one who is asked."""
        assert self.form is not None
        self.form.change_row("invitees", number, **changed)
        self.changed.emit()

    # -- mending --

    def ask_for_words(self, voice: Voice) -> None:
        """The form of somebody's words."""
        speaker = self.page.pupil.name if self.page and voice is Voice.PUPIL else ""
        given = {"voice": voice, "speaker": speaker, "at": self.desk.now()}
        self._open(QUOTE, given)

    def ask_for_consent(self, number: int) -> None:
        """The form in which an agreement to share is written down."""
        assert self.form is not None
        invitee = self.form.invitees()[number]
        self._open(CONSENT, {
            "recipient": invitee.organisation or invitee.name, "purpose": "Meetings", "given_on": self.desk.today(),
            "professional_id": invitee.professional_id,
        })

    def give_reason(self, number: int, basis: SharingBasis, reason: str) -> str:
        """Share with somebody for another reason than consent; gives the sentence of what is missing, or ""."""
        assert self.form is not None
        problem = reason_problem(self.form.values["invitees"][number], reason)
        if not problem:
            self.form.put_reason(number, "", "")
            self.change(number, basis=basis.value, reason=reason)
        return problem

    def _open(self, spec: Any, given: dict[str, Any]) -> None:
        assert self.page is not None
        pupil_id = self.page.pupil.id
        open_form(
            self.desk, spec, self.form_ready.emit, owner=self, pupil_id=pupil_id,
            given={"pupil_ids": (pupil_id,), **given},
        )

    # -- behind the page --

    def _load(self, read: Any) -> None:
        self.leave()
        self._forget()
        self.form_changed.emit()
        self.desk.background.query(read, self._show, owner=self, key="load", failed=self._refused)

    def _show(self, found: tuple[MeetingPage, Draft | None]) -> None:
        page, draft = found
        self._forget()
        self.page = page
        self.form = form = MeetingForm(
            self.desk, page.meeting, title=f"Meeting, {page.pupil.name}", draft=draft, parent=self
        )
        form.typed.connect(self._typed)
        form.state_changed.connect(self._state_changed)
        form.refused.connect(self._refused)
        form.take_over()
        self.desk.enter_look(partial(audit.note_opened, pupil_id=page.pupil.id), owner=self)
        self.form_changed.emit()
        self._look_again()

    def _forget(self) -> None:
        """No meeting is open: while the next one is read, nothing can be done to the last one."""
        self.page, self.checks = None, ()
        if self.form is not None:
            self.form.let_go()
            self.form = None

    def _typed(self) -> None:
        self._settle.start()
        self.changed.emit()

    def _state_changed(self, state: str) -> None:
        if state == "saved":
            self.changed.emit()

    def _look_again(self) -> None:
        """Read the list again for what the form says now; whoever draws the copies follows."""
        self._settle.stop()
        meeting = self.as_typed()
        if meeting is not None:
            ask = partial(pack_check.look, meeting=meeting, now=self.desk.now())
            self.desk.background.query(ask, self._looked, owner=self, key="check")
        self.settled.emit()

    def _looked(self, found: tuple[Check, ...]) -> None:
        self.checks = found
        if self.form is not None and not self._settle.isActive():  # or the list is of other rows
            self.form.forget_reasons({check.invitee for check in found if check.mend == "consent"})
        self.changed.emit()

    def _refused(self, error: OnTrackError) -> None:
        if not isinstance(error, NotValid):
            self.told.emit(str(error), "alert")

    def _somebody_wrote(self, changes: Changes) -> None:
        if self.page is None or not changes.concern(kinds=KINDS, pupil_id=self.page.pupil.id):
            return
        meeting_id, unsaved = self.page.meeting.id, self.page.meeting

        def read(reader: Reader) -> MeetingPage:
            return meetings.page(reader, meeting=reader.maybe(Meeting, meeting_id) or unsaved)

        self.desk.background.query(read, self._read_again, owner=self, key="again")

    def _read_again(self, page: MeetingPage) -> None:
        if self.form is not None and page.meeting.id == self.form.record_id:
            self.page = page
            self.form.take(page.meeting)
            self.changed.emit()
            self._look_again()
