"""Who looked at a pupil's record, who wrote, who printed: the ledger in sentences."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from ontrack_desktop.domain.changes import Changes
from ontrack_desktop.domain.ledger import Act
from ontrack_desktop.domain.when import day_of, say_day, say_full_day, say_time
from ontrack_desktop.services import audit
from ontrack_desktop.services.audit import Line

from .desk import Desk
from .versions import VersionsModel

# name of a filter -> its words and the acts that it lets through
FILTERS: dict[str, tuple[str, tuple[Act, ...]]] = {
    "": ("Everything", ()), "looked": ("Looked", audit.LOOKED), "wrote": ("Wrote", audit.WROTE),
    "took_out": ("Printed or shared", audit.TOOK_OUT),
}
ICONS = {
    Act.OPENED: "eye", Act.SAVED: "pencil", Act.REMOVED: "trash-2", Act.PRINTED: "printer", Act.EXPORTED: "upload",
    Act.SEARCHED: "search",
}
NOUNS = {"pupil": "the pupil’s own page", "advocacy": "something asked for", "attendance": "attendance"}


@dataclass(frozen=True)
class LookLine:
    """One act: who, what, when. `has_versions`: what the record said before can be shown."""

    seq: int
    who: str
    what: str
    icon: str
    day: str
    time: str
    tip: str
    has_versions: bool


class WhoLookedModel(QObject):
    """A pupil's ledger, the newest first, a page at a time; `versions` are of the line that was chosen."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.pupil_id: UUID | None = None
        self.lines: list[Line] = []
        self.filter = ""
        self.has_more = False
        self.versions = VersionsModel(desk, self)
        desk.background.changed.connect(self._somebody_wrote)

    def show_pupil(self, pupil_id: UUID) -> None:
        if pupil_id != self.pupil_id:
            self.pupil_id, self.lines, self.filter = pupil_id, [], ""
            self.versions.clear()
        self.reload()

    def set_filter(self, name: str) -> None:
        """Show some acts only: a key of `FILTERS`."""
        if name != self.filter:
            self.filter = name
            self.reload()

    def reload(self) -> None:
        self._ask(None)

    def more(self) -> None:
        """Ask for what is older than the last line shown."""
        if self.lines:
            self._ask(self.lines[-1].seq)

    def look_lines(self) -> list[LookLine]:
        return [self._line(line) for line in self.lines]

    def choose(self, seq: int) -> None:
        """Show the versions of the record that a line is about."""
        line = next((each for each in self.lines if each.seq == seq), None)
        if line is not None and line.record_id is not None and line.act in audit.WROTE:
            self.versions.show_record(line.kind, line.record_id)
        else:
            self.versions.clear()

    def _line(self, line: Line) -> LookLine:
        day = day_of(line.at)
        return LookLine(
            line.seq, line.worker, _what(line), ICONS.get(line.act, "info"), say_day(day, self.desk.today()),
            say_time(line.at), say_full_day(day), line.act in audit.WROTE and line.record_id is not None,
        )

    def _ask(self, before: int | None) -> None:
        if self.pupil_id is None:
            return
        ask = partial(audit.who_looked, pupil_id=self.pupil_id, acts=FILTERS[self.filter][1], before=before)
        self.desk.background.query(ask, partial(self._show, before), owner=self, key="lines")

    def _show(self, before: int | None, lines: list[Line]) -> None:
        self.lines = lines if before is None else [*self.lines, *lines]
        self.has_more = len(lines) == audit.PAGE
        self.changed.emit()

    def _somebody_wrote(self, changes: Changes) -> None:
        if self.pupil_id in changes.pupil_ids:
            self.reload()


def _what(line: Line) -> str:
    noun = NOUNS.get(line.kind) or (f"{'an' if line.noun[:1] in 'aeiou' else 'a'} {line.noun}" if line.noun else "")
    match line.act:
        case Act.OPENED:
            return "opened the page"
        case Act.SAVED if line.version == 1:
            return f"wrote {noun}"
        case Act.SAVED:
            return f"amended {noun}, version {line.version}"
        case Act.REMOVED:
            return f"removed {noun}"
    return f"{line.act.label.lower()} {noun}".strip()
