"""Attendance and suspensions of one pupil: what the page knows, its forms, and marks that are being counted."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from ontrack_desktop.domain.changes import Changes
from ontrack_desktop.domain.errors import NotValid
from ontrack_desktop.services import attendance, suspensions
from ontrack_desktop.services.attendance import MARKS_FORM, AttendancePage, MarkCounts
from ontrack_desktop.services.suspensions import SuspensionPage

from . import attendance_words
from .desk import Desk
from .form import FormModel
from .record_form import RecordForm
from .record_forms import ATTENDANCE, SUSPENSION

KINDS = frozenset({"attendance", "suspension", "case", "pupil"})


class MarksForm(FormModel):
    """Marks that are being typed, such as `//I\\C2`. They are kept like any draft until they are counted."""

    def __init__(self, desk: Desk, pupil_id: UUID, parent: QObject | None = None) -> None:
        super().__init__(
            desk, form=MARKS_FORM, record_id=attendance.marks_draft_id(pupil_id), title="Attendance marks",
            pupil_id=pupil_id, parent=parent,
        )
        self.start({"marks": "", "on": ""})

    def counts(self) -> MarkCounts:
        """What the marks come to; raises `NotValid`."""
        try:
            on = date.fromisoformat(self.values["on"])
        except ValueError:
            raise NotValid({"on": "Say which day the first mark is for: the class of a code depends on it."}) from None
        return attendance.counted(self.values["marks"], on)


class SchoolLifeModel(QObject):
    """The section of one pupil; both pages are None until they were read."""

    changed = Signal()
    marks_changed = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.pupil_id: UUID | None = None
        self.attendance: AttendancePage | None = None
        self.suspensions: SuspensionPage | None = None
        self.marks: MarksForm | None = None
        desk.background.changed.connect(self._somebody_wrote)

    def show_pupil(self, pupil_id: UUID) -> None:
        """Show another pupil."""
        if pupil_id != self.pupil_id:
            if self.marks is not None:
                self.marks.let_go()
            self.pupil_id, self.attendance, self.suspensions, self.marks = pupil_id, None, None, None
        self.reload()

    def leave(self) -> None:
        """Keep what is being typed: the page is left, or locked."""
        if self.marks is not None:
            self.marks.keep_now()

    def reload(self) -> None:
        if self.pupil_id is None:
            return
        ask, today = self.desk.background.query, self.desk.today()
        periods = partial(attendance.attendance_page, pupil_id=self.pupil_id, today=today)
        ask(periods, self._show_attendance, owner=self, key="attendance")
        lost = partial(suspensions.suspension_page, pupil_id=self.pupil_id, today=today)
        ask(lost, self._show_suspensions, owner=self, key="suspensions")

    # -- forms --

    def period_form(self, period_id: UUID | None = None, counts: MarkCounts | None = None) -> RecordForm:
        """The form of a time: a new one (with counts, if marks were counted), or one that is there."""
        assert self.attendance is not None
        period = next((each for each in self.attendance.periods if each.id == period_id), None)
        given: dict[str, Any] = {"pupil_ids": (self.pupil_id,)}
        if counts is not None and self.marks is not None:
            given |= {
                name: getattr(counts, name) for name in ("possible", "attended", "authorised", "unauthorised", "late")
            }
            given |= {"started_on": date.fromisoformat(self.marks.values["on"]), "source": "Counted from marks"}
        form = RecordForm(self.desk, ATTENDANCE, given=given, record=period, pupil_id=self.pupil_id)
        if counts is not None:
            form.saved.connect(self._marks_are_counted)
        return form

    def counted_form(self) -> RecordForm | None:
        """The form filled in with what the marks come to; None, with sentences, when they cannot be counted."""
        assert self.marks is not None
        try:
            return self.period_form(counts=self.marks.counts())
        except NotValid as error:
            self.marks.problems = error.problems
            self.marks.problems_changed.emit(error.problems)
            return None

    def suspension_form(self, suspension_id: UUID | None = None) -> RecordForm:
        """The form of a suspension: a new one, or one that is there."""
        page = self.suspensions
        assert page is not None
        found = next((each for each in page.suspensions if each.id == suspension_id), None)
        reasons = [(code, f"{words} ({code})") for code, words in page.reasons]
        known = {code for code, _ in reasons}
        # A code that the list does not know came from another list: it is kept, and shown as it is.
        reasons += [(code, code) for code in (found.reasons if found else ()) if code not in known]
        return RecordForm(
            self.desk, SUSPENSION, given={"pupil_ids": (self.pupil_id,), "started_on": self.desk.today()},
            record=found, options=lambda _name: reasons, pupil_id=self.pupil_id,
        )

    def marks_said(self) -> str:
        """What the marks come to so far, in a sentence."""
        if self.marks is None or not self.marks.values["marks"].strip():
            return ""
        try:
            return attendance_words.counted(self.marks.counts())
        except NotValid as error:
            return " ".join(error.problems.values())

    # -- behind the page --

    def _show_attendance(self, page: AttendancePage) -> None:
        self.attendance = page
        if self.marks is None and self.pupil_id is not None:
            self.marks = MarksForm(self.desk, self.pupil_id, parent=self)
            if page.marks_draft is not None:
                self.marks.restore(page.marks_draft)
            self.marks.take_over()
            self.marks_changed.emit()
        self.changed.emit()

    def _show_suspensions(self, page: SuspensionPage) -> None:
        self.suspensions = page
        self.changed.emit()

    def _marks_are_counted(self, _record_id: object) -> None:
        if self.marks is not None:
            self.marks.discard()
            self.marks.start({"marks": "", "on": ""})
            self.marks_changed.emit()

    def _somebody_wrote(self, changes: Changes) -> None:
        if self.pupil_id is not None and changes.concern(kinds=KINDS, pupil_id=self.pupil_id):
            self.reload()
