"""The lock screen: which vault, what is safe in it, and the two ways in.

It must be on the screen at once, so it knows nothing of the store: what it can do is given to it as functions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ontrack_desktop.domain.errors import OnTrackError

from .trouble import (
    BACKUPS,
    DOES_NOT_OPEN,
    HEADER_ALONE,
    LOOK,
    MEND,
    NEW,
    NEXT,
    READ,
    SALVAGE,
    SEE_BACKUPS,
    TROUBLES,
    Trouble,
)

if TYPE_CHECKING:
    from ontrack_desktop.services.vaults import VaultCard

    from .new_passphrase import NewPassphraseModel

Failed = Callable[[OnTrackError], None]

REASONS = {
    "asked": "",
    "idle": "It locked itself because nobody touched it for a while.",
    "slept": "It locked itself because the computer was asleep.",
    "system": "It locked itself together with the computer.",
    "clock": "It locked itself because the computer’s clock was changed.",
}
RESTORE = "restore"
"""The reason of a lock that was asked for in order to put a backup back."""
SECOND = 1_000  # ms
NO_KEYRING = "This computer has no keyring that can be trusted, so the passphrase alone protects the vault."
NO_CODE = OnTrackError("Type the recovery code.", "It stands on the recovery sheet of this vault.")
MENDED = "It is mended. Type your passphrase as usual."


@dataclass(frozen=True)
class Entrance:
    """What can be done while everything is locked. On success another screen takes the place of this one.

    `help_for` says what would mend a vault that does not open, as `services.rescue.Help`; "" for nothing.
    `code_problem` says why a recovery code cannot be right as it was typed, before anything is tried.
    """

    look: Callable[[Path, Callable[[VaultCard], None]], None]
    unlock: Callable[[Path, str, Failed], None]
    recover: Callable[[Path, str, str, Failed], None]
    clock: Callable[[], datetime]
    help_for: Callable[[OnTrackError], str]
    mend: Callable[[Path, Callable[[], None], Failed], None]
    stop: Callable[[], None] = lambda: None
    code_problem: Callable[[str], OnTrackError | None] = lambda _code: None


class UnlockModel(QObject):
    """`reason` is a key of `REASONS` or "" after a fresh start; `half_written` a noun, such as "note", or ""."""

    changed = Signal()
    moved = Signal(str, int, int)
    """What takes long while the vault is opened: what, done, of how much (0: nobody knows)."""
    vault_chosen = Signal(object)
    """Signal(Path): a person chose another vault."""
    backups_wanted = Signal()
    salvage_wanted = Signal()
    """What can be read is to be saved."""
    read_wanted = Signal()
    """The vault is to be opened nevertheless, for reading only."""
    new_wanted = Signal()
    """Another vault is to be made."""

    def __init__(
        self,
        entrance: Entrance,
        folder: Path,
        *,
        others: Sequence[Path] = (),
        reason: str = "",
        half_written: str = "",
        hint: str = "",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._entrance = entrance
        self.folder = folder
        self.others = tuple(other for other in others if other != folder)
        self.reason = reason
        self.half_written = half_written
        self.hint = hint
        self.card: VaultCard | None = None
        self._new_passphrase: NewPassphraseModel | None = None
        self.is_busy = False
        self.is_recovering = False
        self.problem: OnTrackError | None = None
        self.trouble: Trouble | None = None
        self._is_mended = False
        self.seconds_to_wait = 0
        self._second = QTimer(self)
        self._second.setInterval(SECOND)
        self._second.timeout.connect(self._count_down)

    @property
    def new_passphrase(self) -> NewPassphraseModel:
        """The passphrase that follows on the recovery code; made when it is first asked for."""
        if self._new_passphrase is None:
            from .new_passphrase import NewPassphraseModel

            self._new_passphrase = NewPassphraseModel(self)
        return self._new_passphrase

    @property
    def heading(self) -> str:
        if self.trouble is not None:
            return self.trouble.heading
        return "Locked" if self.reason else "Welcome back"

    @property
    def lead(self) -> str:
        """Why it is locked, and that nothing was lost."""
        if self._is_mended:
            return MENDED
        safe = f"Your half-written {self.half_written} is safe. It will be there when you are back."
        return " ".join(part for part in (REASONS.get(self.reason, ""), safe if self.half_written else "") if part)

    @property
    def vault_name(self) -> str:
        return self.card.name if self.card else self.folder.stem

    @property
    def vault_line(self) -> str:
        """“Last open today 13:52 · backed up 14:05”."""
        if self.card is None:
            return ""
        said = (("last open", self.card.last_open), ("backed up", self.card.backed_up))
        line = " · ".join(f"{what} {self._when(at)}" for what, at in said if at is not None)
        return line[:1].upper() + line[1:]

    @property
    def warning(self) -> str:
        return NO_KEYRING if self.card is not None and not self.card.has_keyring else ""

    @property
    def can_try(self) -> bool:
        return not self.is_busy and not self.seconds_to_wait

    def look(self) -> None:
        """Find out what can be said of the vault before it is open."""
        self._entrance.look(self.folder, self._looked)

    def unlock(self, passphrase: str) -> None:
        """Try a passphrase. Nothing happens while another try is under way or has to wait."""
        if self._may_begin(passphrase):
            self._entrance.unlock(self.folder, passphrase, self._failed)

    def recover(self, code: str) -> None:
        """Open with the printed code and the new passphrase. What has to be put right is said at once of both."""
        self.problem = self._entrance.code_problem(code) if code.strip() else NO_CODE
        if not self.new_passphrase.check() or self.problem is not None:
            self.changed.emit()
        elif self._may_begin(code):
            self._entrance.recover(self.folder, code, self.new_passphrase.passphrase, self._failed)

    def stop(self) -> None:
        """Do not wait for what takes long; the vault stays closed."""
        self._entrance.stop()

    def take_step(self, what: str) -> None:
        """Do what one of the buttons says when there is trouble."""
        if what == BACKUPS:
            self.backups_wanted.emit()
        elif what == SALVAGE:
            self.salvage_wanted.emit()
        elif what == READ:
            self.read_wanted.emit()
        elif what == NEW:
            self.new_wanted.emit()
        elif what == LOOK:
            self.look()
        elif what == MEND and not self.is_busy:
            self.is_busy = True
            self.changed.emit()
            self._entrance.mend(self.folder, self._mended, self._not_mended)

    def show_trouble(self, trouble: Trouble | None) -> None:
        """Say it in place of asking for the passphrase; None asks again."""
        self.trouble = trouble
        self.is_busy = False
        self.problem = None
        self.changed.emit()

    def choose_way(self, *, recovering: bool) -> None:
        """Go to the recovery code, or back to the passphrase."""
        self.is_recovering = recovering
        self.problem = self.trouble = None
        self.changed.emit()

    def _may_begin(self, typed: str) -> bool:
        if not typed or self.is_busy or (self.seconds_to_wait and not self.is_recovering):
            return False
        self.is_busy = True
        self.problem = self.trouble = None
        self.changed.emit()
        return True

    def _failed(self, error: OnTrackError) -> None:
        self.is_busy = False
        self._say(error)
        self.changed.emit()
        if self.trouble is None:
            self.look()

    def _mended(self) -> None:
        self._is_mended = True
        self.show_trouble(None)
        self.look()

    def _not_mended(self, error: OnTrackError) -> None:
        self.show_trouble(Trouble(DOES_NOT_OPEN, error.sentence, error.next_step, (SEE_BACKUPS,)))

    def _say(self, error: OnTrackError) -> None:
        """Beside the field what another try can mend, in its place what needs something else."""
        help = self._entrance.help_for(error)
        self.trouble = None
        if help == "header" and (self.card is None or self.card.backed_up is None):
            help = HEADER_ALONE  # there is nothing beside the vault to mend it from
        if help:
            heading, steps = TROUBLES[help]
            backups_help = help.startswith("backups")
            next_step = NEXT.get(help) or (self._backup_words() if backups_help else error.next_step)
            self.trouble = Trouble(heading, error.sentence, next_step, steps)
        self.problem = None if self.trouble else error

    def _backup_words(self) -> str:
        at = self.card.backed_up if self.card else None
        if at is None:
            return "Nothing was changed. If you keep backups on a USB stick or another disk, one can be put back here."
        when = self._when(at)
        return f"Nothing was changed. The newest backup is from {when}. It can be put back, and nothing is deleted."

    def _looked(self, card: VaultCard) -> None:
        self.card = card
        if card.problem is not None:
            self._say(card.problem)
        elif self.trouble is not None and any(what == LOOK for what, _words in self.trouble.steps):
            self.trouble = None  # it is back
        self.seconds_to_wait = card.seconds_to_wait
        if self.seconds_to_wait:
            self._second.start()
        self.changed.emit()

    def _count_down(self) -> None:
        self.seconds_to_wait = max(0, self.seconds_to_wait - 1)
        if not self.seconds_to_wait:
            self._second.stop()
        self.changed.emit()

    def _when(self, at: datetime) -> str:
        # late: time zones take a while to load, and nothing has a date before the vault was looked at
        from ontrack_desktop.domain.when import day_of, say_near, say_time

        today = day_of(self._entrance.clock())
        near = say_near(day_of(at), today)
        return f"today {say_time(at)}" if near == "today" else near
