"""Put a backup back while the vault is locked: which one, what would be missing, and only then do it."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.domain.when import day_of, say_full_day, say_time
from ontrack_desktop.services import backups, rescue, vaults
from ontrack_desktop.services.backups import Loss, Restoration, Restored, Stopped, Watch
from ontrack_desktop.services.rescue import Choice
from ontrack_desktop.services.workspace import Clock

from .backup_lines import BackupLine, line_of
from .long_work import LongWork

CHOOSE, DECIDE, DONE = "choose", "decide", "done"
CHECKING = "Opening the backup"
RESTORING = "Putting the backup back"
PASSPHRASE_MISSING = OnTrackError("Type the passphrase.", "It is the one that was in use when the backup was made.")
# nouns that are not said with an s, or not counted as they stand
SAID = {
    "advocacy": ("advocacy issue", "advocacy issues"), "agency": ("agency", "agencies"),
    "attendance": ("attendance record", "attendance records"),
    "chronology entry": ("chronology entry", "chronology entries"), "person": ("person", "people"),
}
KEPT = "What is there now is not deleted. It is set aside in a folder beside it."
NOT_KNOWN = (
    "What was written after this backup cannot be told, because the file that is there now cannot be read."
)
NOT_SEALED = (
    "Its seal, a small file that ends in .seal, does not lie beside it: nothing tells whether the end of its ledger "
    "was cut off."
)
NOTHING = "Nothing would be missing: nothing was written after this backup was made."


@dataclass(frozen=True)
class _Held:
    """The vault in this process's hands, until `stack` is closed."""

    stack: ExitStack
    restoration: Restoration
    loss: Loss


class RestoreModel(QObject):
    """`step` is CHOOSE, DECIDE or DONE. `close` it: meanwhile nobody else can open the vault."""

    changed = Signal()
    moved = Signal(str, int, int)
    left = Signal()
    """Back to the lock screen; nothing was changed."""
    open_wanted = Signal(str)
    """Open the vault that was put back, with this passphrase."""
    fault = Signal(object)

    def __init__(
        self, folder: Path, clock: Clock, *, second_place: Path | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.folder = folder
        self._clock = clock
        self._second_place = second_place
        self._work = LongWork(self)
        self._work.moved.connect(self.moved)
        self._work.fault.connect(self._broke)
        self.step = CHOOSE
        self.doing = ""
        self.problem: OnTrackError | None = None
        self.choices: tuple[Choice, ...] | None = None
        """None until it is known which there are."""
        self.chosen: Choice | None = None
        self.restored: Restored | None = None
        self._passphrase = ""
        self._held: _Held | None = None

    @property
    def holds_the_key(self) -> bool:
        """Whether there is something that a lock would have to forget."""
        return bool(self._passphrase)

    @property
    def vault_name(self) -> str:
        return self.folder.stem

    @property
    def lines(self) -> list[BackupLine]:
        return [line_of(choice, self._today()) for choice in self.choices or ()]

    @property
    def chosen_words(self) -> str:
        """“The backup of today 14:05”."""
        if self.chosen is None:
            return ""
        when = line_of(self.chosen, self._today()).when
        return f"The backup of {when[0].lower() if when.startswith(('Today', 'Yesterday')) else when[0]}{when[1:]}"

    @property
    def holds_words(self) -> str:
        """How far the backup goes, by its ledger."""
        loss = self._held.loss if self._held is not None else None
        if loss is None or loss.until is None:
            return ""
        said = f"It holds everything that was written up to {say_full_day(day_of(loss.until))}, {say_time(loss.until)}."
        return said if loss.is_sealed else f"{said} {NOT_SEALED}"

    @property
    def loss_words(self) -> str:
        """What would be missing, as a sentence."""
        if self._held is None:
            return ""
        loss = self._held.loss
        if not loss.is_known:
            return NOT_KNOWN
        kinds = [counted(count, noun) for noun, count in sorted(loss.kinds.items(), key=lambda kind: -kind[1])]
        if not kinds:
            return NOTHING
        return f"Written after this backup, and missing if you put it back: {', '.join(kinds)}."

    @property
    def loses_something(self) -> bool:
        loss = self._held.loss if self._held is not None else None
        return loss is not None and (bool(loss.kinds) or not loss.is_known or not loss.is_sealed)

    @property
    def done_words(self) -> str:
        if self.restored is None:
            return ""
        aside = f" What was there before is kept in the folder “{self.restored.aside.name}”, beside it." if (
            self.restored.aside
        ) else ""
        return f"The vault is as it was when the backup was made.{aside}"

    def look(self) -> None:
        """Find out which backups there are."""
        folder, place = self.folder, self._second_place
        self._work.run(lambda _watch: rescue.at_hand(folder, place), self._seen, self._failed)

    def choose(self, made: Path) -> None:
        """One of the list."""
        found = next((choice for choice in self.choices or () if choice.made.path == made), None)
        if found is None or found == self.chosen:
            return
        self.chosen = found
        self.problem = None
        self.changed.emit()

    def choose_file(self, path: Path) -> None:
        """A backup that lies elsewhere."""
        try:
            choice = rescue.choice_at(path)
        except OnTrackError as error:
            self.problem = error
        else:
            self.choices = (choice, *(other for other in self.choices or () if other.made.path != path))
            self.choose(path)
        self.changed.emit()

    def check(self, passphrase: str) -> None:
        """Open the chosen one, and see what would be missing."""
        if not passphrase:
            self.problem = PASSPHRASE_MISSING
            self.changed.emit()
        elif self.chosen is not None and self._begin(CHECKING):
            folder, made, clock = self.folder, self.chosen.made.path, self._clock
            self._passphrase = passphrase

            def check(_watch: Watch) -> _Held:
                with rescue.told_in_words(folder, clock), ExitStack() as stack:
                    held = backups.restoring(folder, made, passphrase, vaults.this_device(), clock)
                    restoration = stack.enter_context(held)
                    return _Held(stack.pop_all(), restoration, restoration.loss())

            self._work.run(check, self._checked, self._failed)

    def put_back(self) -> None:
        """Do it."""
        if self._held is not None and self._begin(RESTORING):
            self._work.run(self._held.restoration.put_in_place, self._put_back, self._failed)

    def stop(self) -> None:
        self._work.stop()

    def go_back(self) -> None:
        """Choose another one, or leave."""
        if self.doing:
            return
        if self.step == CHOOSE:
            self.left.emit()
            return
        self._let_go()
        self.step = CHOOSE
        self.problem = None
        self.changed.emit()

    def open(self) -> None:
        """Open the vault as it is now."""
        self.open_wanted.emit(self._passphrase)

    def close(self) -> None:
        """Give the vault back."""
        self._work.close()
        self._let_go()

    def _begin(self, doing: str) -> bool:
        if self.doing:
            return False
        self.doing = doing
        self.problem = None
        self.changed.emit()
        return True

    def _seen(self, choices: list[Choice]) -> None:
        self.choices = tuple(choices)
        self.chosen = choices[0] if choices else None
        self.changed.emit()

    def _checked(self, held: _Held) -> None:
        self.doing = ""
        self._held = held
        self.step = DECIDE
        self.changed.emit()

    def _put_back(self, restored: Restored) -> None:
        self.doing = ""
        self.restored = restored
        self._let_go()
        self.step = DONE
        self.changed.emit()

    def _failed(self, error: OnTrackError) -> None:
        self.doing = ""
        self.problem = None if isinstance(error, Stopped) else error
        self.changed.emit()

    def _broke(self, error: BaseException) -> None:
        self.doing = ""
        self.changed.emit()
        self.fault.emit(error)

    def _let_go(self) -> None:
        held, self._held = self._held, None
        if held is not None:
            held.stack.close()

    def _today(self) -> date:
        return day_of(self._clock())


def counted(count: int, noun: str) -> str:
    """“1 person”, “3 notes”."""
    one, many = SAID.get(noun, (noun, f"{noun}s"))
    return f"1 {one}" if count == 1 else f"{count:,} {many}"
