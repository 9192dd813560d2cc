"""Who did what with this vault: everything in its ledger in sentences, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from ontrack_desktop.domain.changes import Changes
from ontrack_desktop.domain.ledger import Act
from ontrack_desktop.domain.when import day_of, say_day, say_full_day, say_time
from ontrack_desktop.services import audit
from ontrack_desktop.services.audit import VaultLine

from .desk import Desk
from .restore import counted

# name of a filter -> its words and the acts that it lets through
FILTERS: dict[str, tuple[str, tuple[Act, ...]]] = {
    "": ("Everything", ()), "came_in": ("Came in, or tried", audit.CAME_IN), "looked": ("Looked", audit.LOOKED),
    "searched": ("Searched", audit.SEARCHED), "wrote": ("Wrote", audit.WROTE),
    "took_out": ("Printed or shared", audit.TOOK_OUT), "keys": ("Keys and people", audit.KEYS),
    "copies": ("Backups", audit.COPIES),
}  # fmt: skip
ICONS = {
    Act.SAVED: "pencil", Act.REMOVED: "trash-2", Act.UNLOCKED: "key-round", Act.FAILED_UNLOCK: "shield-alert",
    Act.RECOVERY_USED: "life-buoy", Act.PASSPHRASE_CHANGED: "key", Act.PERSON_ADDED: "user-plus",
    Act.PERSON_REMOVED: "user-x", Act.KEYS_CHANGED: "key", Act.KEYS_PUT_BACK: "shield-alert", Act.OPENED: "eye",
    Act.SEARCHED: "search", Act.PRINTED: "printer", Act.EXPORTED: "upload", Act.BACKED_UP: "archive",
    Act.RESTORED: "history", Act.ROTATED: "key",
}  # fmt: skip
ALARMING = (Act.FAILED_UNLOCK, Act.KEYS_PUT_BACK)
WAYS = {"passphrase": "passphrase", "recovery": "recovery code"}
WRITTEN = {
    "pupil": "the pupil’s own page", "advocacy": "something asked for", "attendance": "attendance",
    "disclosure": "who was given a paper",
}  # fmt: skip


@dataclass(frozen=True)
class HistoryLine:
    """One act: who, what, when. `is_alarming`: somebody who looks after the vault should know of it."""

    seq: int
    who: str
    what: str
    icon: str
    is_alarming: bool
    day: str
    time: str
    tip: str


class VaultHistoryModel(QObject):
    """The ledger of the whole vault, the newest first."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.filter = ""
        self.has_more = False
        self._lines: list[VaultLine] = []
        desk.background.changed.connect(self._somebody_wrote)

    def load(self) -> None:
        self._ask(None)

    def more(self) -> None:
        """Ask for what is older than the last line shown."""
        if self._lines:
            self._ask(self._lines[-1].seq)

    def set_filter(self, name: str) -> None:
        """Show some acts only: a key of `FILTERS`."""
        if name != self.filter:
            self.filter = name
            self.load()

    def lines(self) -> list[HistoryLine]:
        return [self._line(line) for line in self._lines]

    def _line(self, line: VaultLine) -> HistoryLine:
        day = day_of(line.at)
        return HistoryLine(
            line.seq, line.worker, _what(line), ICONS[line.act], line.act in ALARMING,
            say_day(day, self.desk.today()), say_time(line.at), say_full_day(day),
        )

    def _ask(self, before: int | None) -> None:
        ask = partial(audit.everything, acts=FILTERS[self.filter][1], before=before)
        self.desk.background.query(ask, partial(self._show, before), owner=self, key="lines")

    def _show(self, before: int | None, lines: list[VaultLine]) -> None:
        self._lines = lines if before is None else [*self._lines, *lines]
        self.has_more = len(lines) == audit.PAGE
        self.changed.emit()

    def _somebody_wrote(self, _changes: Changes) -> None:
        # whoever reads far back is not thrown to the top
        if 0 < len(self._lines) <= audit.PAGE:
            self.load()


def _what(line: VaultLine) -> str:
    about = f" about {line.pupil}" if line.pupil and line.noun != "pupil" else ""
    match line.act:
        case Act.SAVED | Act.REMOVED:
            return _wrote(line, about)
        case Act.OPENED:
            return f"opened {line.pupil}’s page" if line.pupil else "opened a page"
        case Act.SEARCHED:
            return f"searched, {line.detail.get('hits', 0):,} found"
        case Act.PRINTED | Act.EXPORTED:
            return _took_out(line, about)
        case Act.FAILED_UNLOCK:
            return f"tried to come in, with a wrong {WAYS.get(line.detail.get('way', ''), 'passphrase')}"
        case Act.PERSON_ADDED:
            return f"let {line.colleague or 'a colleague'} open the vault"
        case Act.PERSON_REMOVED:
            return f"took {line.colleague or 'a colleague'} off the vault"
    return f"{line.act.label[0].lower()}{line.act.label[1:]}"


def _wrote(line: VaultLine, about: str) -> str:
    noun = line.noun
    if noun == "pupil" and line.pupil:
        named = f"{line.pupil}’s own page"
    else:
        named = WRITTEN.get(noun) or f"{'an' if noun[:1] in 'aeiou' else 'a'} {noun}"
    named += about
    if line.act is Act.REMOVED:
        return f"removed {named}"
    return f"wrote {named}" if line.version == 1 else f"amended {named}, version {line.version}"


def _took_out(line: VaultLine, about: str) -> str:
    """“printed a meeting pack about Rosie, 6 pages”."""
    did = "printed" if line.act is Act.PRINTED else "saved as a file"
    what = str(line.detail.get("what", ""))
    if what == "case":
        return f"exported the whole case{about}"
    pages = line.detail.get("pages", 0)
    paper = f"{what[0].lower()}{what[1:]}" if what else "paper"
    return f"{did} a {paper}{about}" + (f", {counted(pages, 'page')}" if pages else "")
