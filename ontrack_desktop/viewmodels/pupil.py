"""The head of a pupil's page: name, facts, what to know at the door, counts by section, and the menu's acts."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from ontrack_desktop.domain.changes import Changes
from ontrack_desktop.domain.isolated import isolated
from ontrack_desktop.services import audit, pupil_page
from ontrack_desktop.services.pupil_page import COUNTED, PupilHead

from .desk import Desk
from .form_opening import open_form
from .record_forms import CASE_READERS, PUPIL
from .removal import RemovalForm

ABOUT = frozenset({"pupil", "case", "meeting", *(kind for kinds in COUNTED.values() for kind in kinds)})
SHARED = frozenset({"household", "school", "person"})
"""Kinds whose changes name no pupil."""
# a word in an alert -> its icon; the first that fits
ICONS = {
    "dog": "dog", "cat": "paw-print", "quiet": "ear", "noise": "ear", "loud": "ear", "hear": "ear",
    "allerg": "triangle-alert", "swim": "waves", "water": "waves", "eat": "utensils", "food": "utensils",
}  # fmt: skip
YEARS = {0: "Reception"}
ChipWords = tuple[str, str, str]


class PupilModel(QObject):
    """One pupil's head. `changed` when it was read again, `gone` when the pupil was taken off the lists."""

    changed = Signal()
    gone = Signal()
    form_ready = Signal(object)
    """Signal(RecordForm): a form that was asked for."""
    removal_ready = Signal(object)
    """Signal(RemovalForm)"""
    told = Signal(str, str)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.pupil_id: UUID | None = None
        self.head: PupilHead | None = None
        desk.background.changed.connect(self._somebody_wrote)

    def show_pupil(self, pupil_id: UUID) -> None:
        """Open a pupil's page: that is entered in the ledger."""
        if pupil_id != self.pupil_id:
            self.pupil_id, self.head = pupil_id, None
        self.desk.enter_look(partial(audit.note_opened, pupil_id=pupil_id), owner=self)
        self.reload()

    def reload(self) -> None:
        if self.pupil_id is not None:
            ask = partial(pupil_page.head, pupil_id=self.pupil_id, now=self.desk.now())
            self.desk.background.query(ask, self._show, owner=self, key="head")

    # -- words --

    @property
    def name(self) -> str:
        """As it stands in a sentence on the screen; what is kept takes the pupil's own."""
        return isolated(self.head.pupil.name) if self.head else ""

    @property
    def initials(self) -> str:
        return self.head.pupil.initials if self.head else ""

    def facts(self) -> str:
        """"she/her · 14 · Year 9 · BOT-2026-014"."""
        if self.head is None:
            return ""
        pupil, today = self.head.pupil, self.desk.today()
        year = pupil.year_on(today)
        parts = (
            pupil.pronouns, str(pupil.age_on(today)), "Nursery" if year < 0 else YEARS.get(year, f"Year {year}"),
            self.head.reference,
        )
        return " · ".join(part for part in parts if part)

    def strengths(self) -> str:
        """The best first, in one line of text; an invitation while nobody has written it."""
        if self.head is None:
            return ""
        return " ".join(self.head.pupil.strengths.split()) or f"What is {self.name} good at? Add it under Edit pupil."

    def safety(self) -> tuple[ChipWords, str] | None:
        """One chip for who goes to the home, and all that it stands for, a line for each."""
        if self.head is None or not (self.head.safety or self.head.two_workers):
            return None
        words = "\n".join(self.head.safety)
        if self.head.two_workers:
            return ("alert", "users", "Two workers"), words or "Two people go to this home together."
        return ("warn", "triangle-alert", "Worker safety"), words

    def chips(self) -> list[ChipWords]:
        """What to know about the pupil: what is dangerous first, then what helps."""
        if self.head is None:
            return []
        kept_safe: list[ChipWords] = [("alert", "lock", "Address kept safe")] if self.head.pupil.safe_address else []
        return kept_safe + [("neutral", _icon(alert, "info"), alert) for alert in self.head.pupil.alerts]

    def counts(self) -> dict[str, int]:
        """How much there is in each section that counts."""
        return self.head.counts if self.head else {}

    @property
    def next_meeting_id(self) -> UUID | None:
        """The meeting that a pack would be for."""
        return self.head.next_meeting_id if self.head else None

    @property
    def has_case(self) -> bool:
        return self.head is not None and self.head.case is not None

    # -- acts --

    def edit(self) -> None:
        """Ask for the form of the pupil's own facts."""
        if self.head is not None:
            open_form(
                self.desk, PUPIL, self.form_ready.emit, owner=self, pupil_id=self.pupil_id, record=self.head.pupil
            )

    def restrict(self) -> None:
        """Ask for the form that says who may read the case."""
        if self.head is not None and self.head.case is not None:
            open_form(
                self.desk, CASE_READERS, self.form_ready.emit, owner=self, pupil_id=self.pupil_id,
                record=self.head.case,
            )

    def ask_to_remove(self) -> None:
        """Take the pupil off every list: `removal_ready` hands over the form of the reason; `gone` when that is done.
        """
        if self.head is not None:
            pupil = self.head.pupil
            form = RemovalForm(
                self.desk, removed_id=pupil.id, title=f"Remove {pupil.name}?", pupil_id=pupil.id,
                remove=partial(pupil_page.remove, pupil_id=pupil.id), parent=self,
            )
            form.saved.connect(self._removed)
            form.open(self.removal_ready.emit)

    def _removed(self) -> None:
        name, self.pupil_id, self.head = self.name, None, None
        self.told.emit(f"{name} is not on the lists any more", "good")
        self.gone.emit()

    def _show(self, head: PupilHead) -> None:
        if head.pupil.id == self.pupil_id:
            self.head = head
            self.changed.emit()

    def _somebody_wrote(self, changes: Changes) -> None:
        if self.pupil_id is None:
            return
        if changes.concern(kinds=ABOUT, pupil_id=self.pupil_id) or changes.concern(kinds=SHARED):
            self.reload()


def _icon(words: str, otherwise: str) -> str:
    return next((icon for word, icon in ICONS.items() if word in words.lower()), otherwise)
