"""The copies of one meeting: previewed for one reader or two, saved or printed for all, and entered as given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from ontrack_desktop.domain.changes import Changes
from ontrack_desktop.domain.choices import Audience
from ontrack_desktop.domain.errors import NotValid, OnTrackError
from ontrack_desktop.domain.isolated import isolated
from ontrack_desktop.domain.meetings import Meeting
from ontrack_desktop.services import pack_check, packs, papers, passphrases
from ontrack_desktop.services.other_children import KeptOut
from ontrack_desktop.services.pack_check import Gathered
from ontrack_desktop.services.packs import Copy
from ontrack_desktop.services.papers import Paper as Paper

from .meeting import MeetingModel
from .preview import PreviewModel

T = TypeVar("T")
Then = Callable[[list[Paper]], None]


@dataclass(frozen=True)
class Saved:
    """Where how many copies are now."""

    folder: Path
    names: tuple[str, ...]
    are_locked: bool


class CopiesModel(QObject):
    """`left` shows the chosen reader's copy, `right` another one beside it."""

    changed = Signal()
    """Another copy was chosen, or is shown beside it."""
    working = Signal(int, int)
    """(done, all): copies drawn so far. Ends with `rested`."""
    rested = Signal()
    saved = Signal(object)
    """Signal(Saved)"""
    to_print = Signal(list)
    """Signal(list[Paper]): draw these on the printer, then call `printed`."""
    names_found = Signal(list, object)
    """(names of other children, what to call to give the copies all the same)."""
    refused = Signal(object)
    """Signal(OnTrackError): nothing was given, and why."""

    def __init__(self, meeting: MeetingModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.meeting = meeting
        self.desk = meeting.desk
        self.left = PreviewModel(self.desk, self)
        self.right = PreviewModel(self.desk, self)
        self.chosen = 0
        self.is_beside = False
        self.is_shown = False
        self.passphrase = ""
        """Locks the copies that are saved, if there is one. It is kept nowhere."""
        self._run = 0
        self._giving: Meeting | None = None  # what is kept together with the copies, if anything of it is new
        meeting.form_changed.connect(self._begin)
        meeting.settled.connect(self.draw)

    # -- preview --

    def show(self, *, shown: bool) -> None:
        """Whether anybody looks at the previews: otherwise nothing is drawn."""
        if shown != self.is_shown:
            self.is_shown = shown
            self.draw()

    def choose(self, number: int) -> None:
        """Show the copy of another recipient."""
        if number != self.chosen:
            self.chosen = number
            self.changed.emit()
            self.draw()

    def put_beside(self, *, on: bool) -> None:
        """Show the panel's copy beside the chosen one (or the family's, beside the panel's)."""
        self.is_beside = on
        self.changed.emit()
        self.draw()

    def partner(self) -> int | None:
        """Whose copy is worth comparing with the chosen one."""
        people = self.meeting.form.invitees() if self.meeting.form else []
        if not 0 <= self.chosen < len(people):
            return None
        mine = people[self.chosen].audience
        other = Audience.FAMILY if mine is Audience.PANEL else Audience.PANEL
        found = [n for n, each in enumerate(people) if each.audience is other and each.gets_copy]
        found += [n for n, each in enumerate(people) if each.audience is not mine and each.gets_copy]
        return found[0] if found else None

    def name_of(self, number: int | None) -> str:
        """"Mum’s copy"."""
        people = self.meeting.form.invitees() if self.meeting.form else []
        if number is None or not 0 <= number < len(people):
            return ""
        return f"{isolated(people[number].name)}’s copy"

    def draw(self) -> None:
        """Draw what is shown, for the meeting as it is typed now."""
        form = self.meeting.form
        if not self.is_shown or form is None:
            return
        self.chosen = max(0, min(self.chosen, len(form.invitees()) - 1))
        self._draw(self.left, self.chosen)
        partner = self.partner() if self.is_beside else None
        if partner is None:
            self.right.clear()
        else:
            self._draw(self.right, partner)

    def _draw(self, preview: PreviewModel, number: int) -> None:
        meeting = self.meeting.as_typed()
        if meeting is not None:
            preview.draw(partial(packs.copy_for, meeting=meeting, number=number, now=self.desk.now()), packs.finish)

    # -- giving --

    def suggest(self) -> str:
        """A passphrase of a few words, easy to say on the phone."""
        return passphrases.suggest()

    def save(self, folder: Path, *, despite_names: bool = False) -> None:
        """Draw every copy, look for other children's names, write all into a folder and enter them as given."""

        def lock(made: list[Paper]) -> None:
            self._compute(partial(_ready_for, made, folder, self.passphrase), partial(self._write, folder))

        again = None if despite_names else partial(self.save, folder, despite_names=True)
        self._make(lock, again)

    def prepare_print(self, *, only_chosen: bool = False, despite_names: bool = False) -> None:
        """Draw what is to be printed; `to_print` hands it over."""

        def hand_over(made: list[Paper]) -> None:
            self.rested.emit()
            self.to_print.emit(made)

        again = None if despite_names else partial(
            self.prepare_print, only_chosen=only_chosen, despite_names=True
        )
        self._make(hand_over, again, only_chosen=only_chosen)

    def printed(self, made: list[Paper]) -> None:
        """These came out of the printer: enter them."""
        command = partial(packs.enter_printed, meeting=self._giving, packs=made)
        self.desk.background.change(command, self._entered, owner=self, failed=self._refused)

    def cancel(self) -> None:
        """Stop; nothing is given."""
        self._run += 1
        self.rested.emit()

    def _make(self, then: Then, again: Callable[[], None] | None, *, only_chosen: bool = False) -> None:
        """Draw the copies and hand them to `then`.

        Names of other children stop it: `again` gives the copies all the same. None means that names were seen.
        """
        form = self.meeting.form
        assert form is not None
        if self.desk.no_paper is not None:
            self._refused(self.desk.no_paper)
            return
        try:
            meeting, self._giving = form.meeting(), form.to_store()
        except NotValid as error:
            form.save()  # shows the sentences beside their fields
            self._refused(error)
            return
        self._run += 1

        def gathered(found: Gathered) -> None:
            wanted = [copy for copy in found.copies if not only_chosen or copy.number == self.chosen]
            if not wanted:
                self._refused(OnTrackError("Nobody gets a copy yet.", "Add the people who will get one."))
            elif again is None:
                self._draw_next(wanted, [], then)
            else:
                self._draw_next(wanted, [], partial(self._search, found.names, then, again))

        self.working.emit(0, 1 if only_chosen else self.meeting.copies())
        ask = partial(pack_check.gather, meeting=meeting, now=self.desk.now())
        self.desk.background.query(ask, self._unless_stopped(gathered), owner=self, failed=self._refused)

    def _draw_next(self, wanted: list[Copy], made: list[Paper], then: Then) -> None:
        """One copy after the other, so that there is progress to see and a moment to stop."""
        self.working.emit(len(made), len(wanted))
        if len(made) == len(wanted):
            then(made)
            return

        def drawn(paper: Paper) -> None:
            self._draw_next(wanted, [*made, paper], then)

        self._compute(partial(packs.finish, wanted[len(made)]), drawn)

    def _search(self, names: KeptOut, then: Then, again: Callable[[], None], made: list[Paper]) -> None:
        def searched(found: list[str]) -> None:
            if found:
                self.rested.emit()
                self.names_found.emit(found, again)
            else:
                then(made)

        self._compute(partial(_names_in, names, made), searched)

    def _write(self, folder: Path, made: list[Paper]) -> None:
        told = Saved(folder, tuple(paper.file_name for paper in made), bool(self.passphrase))

        def done(changes: Changes) -> None:
            self.passphrase = ""
            self._entered(changes)
            self.saved.emit(told)

        command = partial(packs.save_copies, meeting=self._giving, packs=made, folder=folder)
        self.desk.background.change(command, done, owner=self, failed=self._refused)

    def _compute(self, work: Callable[[], T], then: Callable[[T], None]) -> None:
        self.desk.background.compute(work, self._unless_stopped(then), owner=self, failed=self._refused)

    def _unless_stopped(self, then: Callable[[T], None]) -> Callable[[T], None]:
        """`then`, unless somebody has stopped or begun again meanwhile."""
        run = self._run

        def step(outcome: T) -> None:
            if run == self._run:
                then(outcome)

        return step

    def _entered(self, _changes: Changes) -> None:
        self.rested.emit()
        if self._giving is not None and self.meeting.form is not None:
            self.meeting.form.stored()

    def _refused(self, error: OnTrackError) -> None:
        self._run += 1
        self.rested.emit()
        self.refused.emit(error)

    def _begin(self) -> None:
        self.chosen, self.is_beside, self.passphrase = 0, False, ""
        self.left.clear()
        self.right.clear()
        self.changed.emit()


def _ready_for(made: list[Paper], folder: Path, passphrase: str) -> list[Paper]:
    """Locked if a passphrase was given, under names that are free in the folder."""
    locked = [papers.locked(paper, passphrase) for paper in made] if passphrase else made
    return papers.free_names(locked, folder)


def _names_in(names: KeptOut, made: list[Paper]) -> list[str]:
    return sorted({name for paper in made for name in names.found_in_document(paper.document)})
