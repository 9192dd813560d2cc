"""The list of pupils: filtered and sorted as it is typed, in memory, whatever the number of pupils."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from ontrack_desktop.domain.changes import Changes
from ontrack_desktop.domain.names import folded, holds
from ontrack_desktop.services import audit, pupils
from ontrack_desktop.services.pupils import Preview, PupilFacts, PupilLine

from .desk import Desk
from .new_pupil import open_new_pupil
from .pupil_rows import FILTERS, KEYS, Need, PreviewWords, PupilRow, need_of, passes, preview_words, row_of

__all__ = ["FILTERS", "PupilRow", "PupilsModel"]

CHUNK = 400  # pupils whose facts are asked for at once: the answer takes some 30 ms
NAMES = frozenset({"pupil", "case", "school"})
CHASED = frozenset({"note", "advocacy", "agency"})
FACTS = CHASED | {"action", "attendance", "involvement", "meeting", "quote", "suspension", "time_in_plan"}
OF_NAMES = ("name", "age", "where")  # what is sorted by without the facts


class PupilsModel(QObject):
    """`shown` holds the ids of the rows in their order; `row(id)` says one in words."""

    changed = Signal()
    """Other rows, or in another order."""
    filled = Signal()
    """The same rows know more than before."""
    preview_changed = Signal()
    form_ready = Signal(object)
    """Signal(RecordForm): a form that was asked for."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._lines: dict[UUID, PupilLine] = {}
        self._needs: dict[UUID, Need] = {}
        self._namesakes: Counter[str] = Counter()
        self._round = 0
        self.is_loaded = False
        self.shown: list[UUID] = []
        self.typed = ""
        self.filters: frozenset[str] = frozenset()
        self.sorted_by, self.descending = "name", False
        self.preview: Preview | None = None
        self._previewed: UUID | None = None
        desk.background.changed.connect(self._changes_came)

    def load(self) -> None:
        """Read the names, then fill in the rest, one's own pupils first."""
        self._desk.background.query(
            partial(pupils.names, today=self._desk.today()), self._show_names, owner=self, key="names"
        )

    def type(self, typed: str) -> None:
        """Filter by name, school or UPN."""
        self.typed = typed
        self._arrange()

    def set_filter(self, name: str, *, on: bool) -> None:
        """Turn one of `FILTERS` on or off."""
        self.filters = self.filters | {name} if on else self.filters - {name}
        self._arrange()

    def show_all(self) -> None:
        """Take every filter away."""
        self.typed, self.filters = "", frozenset()
        self._arrange()

    def sort(self, by: str, *, descending: bool) -> None:
        """Sort by a key of `KEYS`, or by "needs"; who has no value stands last."""
        self.sorted_by, self.descending = by, descending
        self._arrange()

    def count_words(self) -> str:
        """"45 on your caseload", "3 of 45 pupils"."""
        if not self._lines:
            return ""
        count = len(self.shown)
        if self.filters == {"mine"} and not self.typed:
            return f"{count:,} on your caseload"
        if count == len(self._lines):
            return f"{count:,} in all"
        return f"{count:,} of {len(self._lines):,}"

    @property
    def mine_count(self) -> int:
        return sum(1 for line in self._lines.values() if line.is_mine)

    @property
    def is_new_vault(self) -> bool:
        return self.is_loaded and not self._lines

    def row(self, pupil_id: UUID) -> PupilRow:
        """One row in words."""
        line = self._lines[pupil_id]
        return row_of(line, self._needs[pupil_id][1], self._desk.today(), whole=self._namesakes[line.who.name] > 1)

    def show_preview(self, pupil_id: UUID | None) -> None:
        """Look at one pupil without opening the page (it counts as opened), or put the preview away."""
        self._previewed = pupil_id
        if pupil_id is None:
            self._show_preview(None)
        else:
            self._desk.background.query(
                partial(pupils.preview, pupil_id=pupil_id), self._show_preview, owner=self, key="preview"
            )

    def preview_words(self) -> PreviewWords:
        """What the preview that is shown says."""
        assert self.preview is not None
        return preview_words(self.preview, self._desk.today())

    def add_pupil(self) -> None:
        """Ask for the form of a new pupil."""
        open_new_pupil(self._desk, self.form_ready.emit, owner=self)

    def _show_preview(self, preview: Preview | None) -> None:
        if preview is not None and preview.pupil.id != self._previewed:
            return  # put away before it came
        self.preview = preview
        if preview is not None:
            self._desk.enter_look(partial(audit.note_opened, pupil_id=preview.pupil.id), owner=self)
        self.preview_changed.emit()

    def _show_names(self, lines: list[PupilLine]) -> None:
        known = self._lines
        self._lines = {
            line.id: replace(line, facts=known[line.id].facts, to_chase=known[line.id].to_chase)
            if line.id in known else line
            for line in lines
        }
        if not self.is_loaded and any(line.is_mine for line in lines):
            self.filters = frozenset({"mine"})
        self._namesakes = Counter(line.who.name for line in lines)
        self.is_loaded = True
        now = self._desk.now()
        self._needs = {line.id: need_of(line, now) for line in self._lines.values()}
        self._arrange()
        self._ask_whom_to_chase()
        self._round += 1
        ids = [line.id for line in sorted(lines, key=lambda line: not line.is_mine)]
        self._fill(ids, self._round)

    def _fill(self, ids: list[UUID], round_: int) -> None:
        """Ask for the facts of the next few, until all are known or the names were read again."""
        if not ids or round_ != self._round:
            return

        def answered(facts: dict[UUID, PupilFacts]) -> None:
            if round_ == self._round:
                self._take_in(facts)
                self._fill(ids[CHUNK:], round_)

        self._ask_facts(ids[:CHUNK], answered)

    def _ask_facts(self, ids: list[UUID], then: Callable[[dict[UUID, PupilFacts]], None]) -> None:
        self._desk.background.query(partial(pupils.facts, ids=ids, now=self._desk.now()), then, owner=self)

    def _take_in(self, facts: dict[UUID, PupilFacts]) -> None:
        for pupil_id, known in facts.items():
            if pupil_id in self._lines:
                self._change(replace(self._lines[pupil_id], facts=known))
        self._arrange_if_facts_matter(facts.keys())

    def _ask_whom_to_chase(self) -> None:
        self._desk.background.query(
            partial(pupils.to_chase, today=self._desk.today()), self._take_in_chases, owner=self, key="chase"
        )

    def _take_in_chases(self, chased: dict[UUID, str]) -> None:
        different = {i: chased.get(i, "") for i, line in self._lines.items() if line.to_chase != chased.get(i, "")}
        for pupil_id, whom in different.items():
            self._change(replace(self._lines[pupil_id], to_chase=whom))
        self._arrange_if_facts_matter(different.keys())

    def _change(self, line: PupilLine) -> None:
        self._lines[line.id] = line
        self._needs[line.id] = need_of(line, self._desk.now())

    def _arrange_if_facts_matter(self, ids: Collection[UUID]) -> None:
        if self.filters - {"mine"} or self.sorted_by not in OF_NAMES:
            self._arrange()
        elif not set(self.shown).isdisjoint(ids):
            self.filled.emit()

    def _arrange(self) -> None:
        """Make the rows anew from what is typed, filtered and sorted by."""
        typed = folded(self.typed)
        now = self._desk.now()
        keyed = [
            (self._key(line), line) for line in self._lines.values()
            if passes(line, self.filters, now) and holds(line.haystack, typed)
        ]
        valued = [pair for pair in keyed if pair[0] is not None]
        valued.sort(key=lambda pair: pair[0], reverse=self.descending)
        self.shown = [line.id for _, line in valued] + [line.id for value, line in keyed if value is None]
        self.changed.emit()

    def _key(self, line: PupilLine) -> Any:
        return self._needs[line.id][0] if self.sorted_by == "needs" else KEYS[self.sorted_by](line)

    def _changes_came(self, changes: Changes) -> None:
        if not self.is_loaded:
            return
        if changes.kinds & NAMES:
            self.load()
            return
        if changes.kinds & CHASED:
            self._ask_whom_to_chase()
        touched = [i for i in changes.pupil_ids if i in self._lines]
        if touched and changes.kinds & FACTS:
            self._ask_facts(touched, self._take_in)
