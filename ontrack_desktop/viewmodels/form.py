"""The state of one editable form: its values, the sentence beside each, and a draft from the first key.

Values are plain (text, bool, number, ISO dates, ids as text, lists of these), so that a draft is their
JSON and pydantic makes the record's own types of them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from ontrack_desktop.domain.changes import Changes
from ontrack_desktop.domain.drafts import Draft
from ontrack_desktop.domain.errors import NotValid, OnTrackError
from ontrack_desktop.services import drafts
from ontrack_desktop.services.workspace import Command

from .background import Broken
from .desk import Desk

DRAFT_DELAY_MS = 1_000
AGAIN_MS = 5_000  # until a draft is tried again that could not be kept
AT_REST = ("", "kept", "saved")
"""States of a form in which nothing of it can be lost."""


class FormModel(QObject):
    """What a form knows and may do. Subclasses give `command()`: the write that its values ask for."""

    value_changed = Signal(str, object)
    """A value was set by the program (not by the person typing): show it."""
    problems_changed = Signal(dict)
    state_changed = Signal(str)
    """"", "typing", "kept", "saving", "saved" or "not_saved"."""
    saved = Signal(object)
    """Signal(UUID): the record of this id is durable."""
    refused = Signal(object)
    """Signal(OnTrackError): it could not be saved, and why. Everything typed is still there."""

    def __init__(
        self, desk: Desk, *, form: str, record_id: UUID, title: str,
        pupil_id: UUID | None = None, parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.desk = desk
        self.form = form
        self.record_id = record_id
        self.title = title
        self.pupil_id = pupil_id
        self.caret = 0
        self.values: dict[str, Any] = {}
        self.problems: dict[str, str] = {}
        self.state = ""
        self._is_let_go = False
        self._on_their_way = 0  # drafts that were sent to the disk and have not been answered for
        self._keep_timer = QTimer(self)
        self._keep_timer.setSingleShot(True)
        self._keep_timer.setInterval(DRAFT_DELAY_MS)
        self._keep_timer.timeout.connect(self.keep_now)
        self._again_timer = QTimer(self)
        self._again_timer.setSingleShot(True)
        self._again_timer.setInterval(AGAIN_MS)
        self._again_timer.timeout.connect(self._keep_again)

    def command(self) -> Command:
        """The write that the values ask for; raises `NotValid`."""
        raise NotImplementedError

    def start(self, values: dict[str, Any]) -> None:
        """Begin with these values: nothing has been typed yet."""
        self.values = dict(values)
        for name, value in values.items():
            self.value_changed.emit(name, value)

    def put(self, name: str, value: Any) -> None:
        """A person typed or chose something."""
        if self.values.get(name) == value:
            return
        self.values[name] = value
        if name in self.problems:
            self._show_problems({k: v for k, v in self.problems.items() if k != name})
        if self.desk.refusal is not None:
            if self.state != "not_saved":  # said once
                self._refuse(self.desk.refusal)
            return
        self._set_state("typing")
        self._keep_timer.start()

    def show(self, name: str, value: Any) -> None:
        """The program fills in something, and it shows."""
        self.put(name, value)
        self.value_changed.emit(name, value)

    def keep_now(self) -> None:
        """Keep the draft at once: on focus loss, lock and close."""
        self._keep_timer.stop()
        if self.state == "typing":
            self._send_draft(self._kept, self._not_kept)

    def let_go(self) -> None:
        """Nobody looks at this form any more: it goes once what was typed is kept, which may take until a disk is back.
        """
        self._is_let_go = True
        self.keep_now()
        self._keep_again()
        self._go_if_kept()

    def take_over(self) -> None:
        """Go on with what another form of this record holds, which was let go and could not be kept; that one ends.

        It would write over what is typed here, once the disk is back.
        """
        owner = self.parent()
        for form in owner.findChildren(FormModel) if owner is not None else ():
            if form._is_let_go and form.record_id == self.record_id and form.state not in AT_REST:
                form._is_let_go = False
                form._keep_timer.stop()
                form._again_timer.stop()
                form.deleteLater()
                self.caret = form.caret
                self.start(form.values)
                self._set_state("typing")
                self.keep_now()

    def restore(self, draft: Draft) -> None:
        """Carry on where a draft was left."""
        self.caret = draft.caret
        self.start(draft.state)
        self._set_state("kept")

    def discard(self) -> None:
        """Throw the draft away, because a person asked for it."""
        self._keep_timer.stop()
        self.desk.background.change(partial(drafts.discard, draft_id=self.record_id), owner=self)
        self._set_state("")

    def save(self) -> bool:
        """Try to save; gives False, with a sentence beside each field, when something is not right yet."""
        if self.state == "saving":
            return True
        self._keep_timer.stop()
        if self.desk.refusal is not None:
            self._refuse(self.desk.refusal)
            return False
        try:
            command = self.command()
        except NotValid as error:
            self._show_problems(error.problems)
            self._set_state("typing")
            self._keep_timer.start()
            return False
        self._show_problems({})
        self._set_state("saving")
        self.desk.background.change(command, self._saved, owner=self, failed=self._refused)
        return True

    def _refuse(self, error: OnTrackError) -> None:
        """In a vault that is open for reading only: nothing of it goes to the disk, and the form says so."""
        self._set_state("not_saved")
        self.refused.emit(error)

    def _saved(self, _changes: Changes) -> None:
        self._set_state("saved")
        self.saved.emit(self.record_id)

    def _refused(self, error: OnTrackError) -> None:
        if isinstance(error, NotValid):
            self._show_problems(error.problems)
        self._set_state("typing")
        self.keep_now()
        self._set_state("not_saved")
        self.refused.emit(error)

    def _send_draft(self, then: Callable[[Changes], None], failed: Callable[[OnTrackError], None]) -> None:
        self._again_timer.stop()
        draft = Draft(
            id=self.record_id, form=self.form, title=self.title, pupil_id=self.pupil_id,
            state=self.values, caret=self.caret,
        )
        self._on_their_way += 1
        self.desk.background.change(partial(drafts.keep, draft=draft), then, owner=self, failed=failed)

    def _keep_again(self) -> None:
        """The disk may be back."""
        if self.state == "not_saved":
            self._send_draft(self._kept_again, self._still_not_kept)

    def _kept_again(self, _changes: Changes) -> None:
        self._on_their_way -= 1
        if self.state == "not_saved":
            self._set_state("kept")

    def _still_not_kept(self, error: OnTrackError) -> None:
        # it was said when it happened
        self._on_their_way -= 1
        if not isinstance(error, Broken):
            self._again_timer.start()

    def _kept(self, _changes: Changes) -> None:
        self._on_their_way -= 1
        # More may have been typed, and sent after it, while this was on its way to the disk.
        if self.state == "typing" and not self._keep_timer.isActive() and not self._on_their_way:
            self._set_state("kept")

    def _not_kept(self, error: OnTrackError) -> None:
        self._on_their_way -= 1
        self._set_state("not_saved")
        if not isinstance(error, Broken):  # or the fault would be shown every few seconds
            self._again_timer.start()
        self.refused.emit(error)

    def _show_problems(self, problems: dict[str, str]) -> None:
        if problems != self.problems:
            self.problems = problems
            self.problems_changed.emit(problems)

    def _set_state(self, state: str) -> None:
        if state != self.state:
            self.state = state
            self.state_changed.emit(state)
            self._go_if_kept()

    def _go_if_kept(self) -> None:
        if self._is_let_go and (self.state in AT_REST or self.desk.refusal is not None):
            self.deleteLater()
