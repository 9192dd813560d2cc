"""Save what can be read of a damaged vault into a new one, and say what came of it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.services import rescue, salvaging, vaults
from ontrack_desktop.services.backups import Stopped, Watch
from ontrack_desktop.services.salvaging import Saved
from ontrack_desktop.services.workspace import Clock

from .long_work import LongWork
from .restore import counted

DOING = "Reading every page of the damaged file"
MOST = 4  # nouns that are named; the others are summed up
PASSPHRASE_MISSING = OnTrackError("Type the passphrase.", "It is the one that opened the vault before.")
EVERYTHING = "Everything could be read."
MORE = "Parts of the damaged file could not be read, so something may be missing. Nothing can say what it was."


class SalvageModel(QObject):
    """`saved` once it is done."""

    changed = Signal()
    moved = Signal(str, int, int)
    left = Signal()
    """Back to the lock screen."""
    open_wanted = Signal(object, str)
    """Signal(Path, str): open the new vault with this passphrase."""
    fault = Signal(object)

    def __init__(self, folder: Path, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.folder = folder
        self._clock = clock
        self._work = LongWork(self)
        self._work.moved.connect(self.moved)
        self._work.fault.connect(self._broke)
        self._passphrase = ""
        self.is_busy = False
        self.problem: OnTrackError | None = None
        self.saved: Saved | None = None

    @property
    def holds_the_key(self) -> bool:
        """Whether there is something that a lock would have to forget."""
        return bool(self._passphrase)

    @property
    def doing(self) -> str:
        return DOING if self.is_busy else ""

    @property
    def saved_words(self) -> str:
        """What is in the new vault, and what it is called."""
        if self.saved is None:
            return ""
        return f"In the new vault “{self.saved.folder.stem}”: {_named(self.saved.saved) or 'nothing'}."

    @property
    def lost_words(self) -> str:
        """What is not, or not as it last was."""
        if self.saved is None:
            return ""
        said = []
        if self.saved.lost:
            said.append(f"Could not be read: {_named(self.saved.lost)}.")
        if self.saved.older:
            said.append(f"Only an older version could be read of {_named(self.saved.older)}.")
        if self.saved.may_lack_more:
            said.append(MORE)
        return " ".join(said) or EVERYTHING

    @property
    def lost_something(self) -> bool:
        return self.lost_words != EVERYTHING

    def save(self, passphrase: str) -> None:
        """Do it."""
        if self.is_busy:
            return
        self.problem = None if passphrase else PASSPHRASE_MISSING
        if passphrase:
            self._passphrase, self.is_busy = passphrase, True
            self._work.run(partial(_save, self.folder, passphrase, self._clock), self._saved, self._failed)
        self.changed.emit()

    def stop(self) -> None:
        self._work.stop()

    def open(self) -> None:
        """Open the new vault."""
        if self.saved is not None:
            self.open_wanted.emit(self.saved.folder, self._passphrase)

    def close(self) -> None:
        """Stop what is under way; nothing of it stays behind."""
        self._work.close()

    def _saved(self, saved: Saved) -> None:
        self.is_busy = False
        self.saved = saved
        self.changed.emit()

    def _failed(self, error: OnTrackError) -> None:
        self.is_busy = False
        self.problem = None if isinstance(error, Stopped) else error
        self.changed.emit()

    def _broke(self, error: BaseException) -> None:
        self.is_busy = False
        self.changed.emit()
        self.fault.emit(error)


def _save(folder: Path, passphrase: str, clock: Clock, watch: Watch) -> Saved:
    with rescue.told_in_words(folder, clock):
        return salvaging.save_readable(folder, passphrase, vaults.this_device(), clock, watch)


def _named(nouns: dict[str, int]) -> str:
    """“310 notes, 45 pupils and 12 other records”."""
    most = sorted(nouns.items(), key=lambda noun: -noun[1])
    named = [counted(count, noun) for noun, count in most[:MOST]]
    rest = sum(count for _noun, count in most[MOST:])
    return ", ".join(named) + (f" and {counted(rest, 'other record')}" if rest else "")
