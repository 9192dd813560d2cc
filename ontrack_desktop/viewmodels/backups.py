"""Backups while a vault is open: made by themselves, at most hourly, and what can be said and done about them.

One model for the rail's line, for Today's, and for the card in Settings.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.domain.when import day_of, say_near, say_time
from ontrack_desktop.services import backups, rescue
from ontrack_desktop.services.backups import Backup, BackupState, Drill, Stopped, Watch
from ontrack_desktop.services.open_vault import OpenVault
from ontrack_desktop.services.reading_only import ReadingOnly
from ontrack_desktop.services.rescue import Choice

from .backup_lines import BackupLine, line_of
from .desk import Desk
from .long_work import LongWork
from .preferences import Preferences
from .vault_check import VaultCheckModel

ROUND = 5 * 60 * 1_000  # ms between two looks whether a backup is due
FIRST = 5_000  # ms after unlocking: the first page comes first
HERE, ELSEWHERE, TRYING = "here", "elsewhere", "trying"
ONLY_READ = {
    ReadingOnly.OLDER_COPY: ("Older copy, read only", "This vault is an older copy. No backups are made of it."),
    ReadingOnly.CANNOT_WRITE: ("Read only", "This vault cannot be written to. No backups are made of it."),
}
"""What the rail and a page's foot say in place of how the backups stand."""
DOING = {
    HERE: "Making a backup", ELSEWHERE: "Making a backup in the second place", TRYING: "Trying the newest backup"
}


class BackupsModel(QObject):
    """`doing` is HERE, ELSEWHERE, TRYING, or "" for nothing."""

    changed = Signal()
    moved = Signal(str, int, int)
    """How far a piece of work is: what, done, of how much (0: nobody knows)."""
    told = Signal(str, str)
    restore_wanted = Signal()
    """The person wants to put one back: the vault has to be closed for that."""
    fault = Signal(object)

    def __init__(
        self, desk: Desk, vault: OpenVault, preferences: Preferences, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.desk = desk
        self.check = VaultCheckModel(vault, self)
        self.check.fault.connect(self.fault)
        self._vault = vault
        self._preferences = preferences
        self._work = LongWork(self)
        self._work.moved.connect(self.moved)
        self._work.fault.connect(self._broke)
        self._round = QTimer(self)
        self._round.setInterval(ROUND)
        self._round.timeout.connect(self.look_round)
        self._was_asked = self._has_reminded = False
        self.doing = ""
        self.problem: OnTrackError | None = None
        self.state: BackupState | None = None
        self.choices: tuple[Choice, ...] = ()

    @property
    def second_place(self) -> Path | None:
        chosen = self._preferences.settings.backup_target
        return Path(chosen) if chosen else None

    # -- by themselves --

    def begin(self) -> None:
        """The vault was opened: soon make a backup if one is due, and look again every five minutes.

        Of one that is open for reading only, say so at once.
        """
        self.look()
        if self._vault.reading_only is None:
            self._round.start()
            QTimer.singleShot(FIRST, self, self.look_round)
        else:
            self.changed.emit()

    def look_round(self) -> None:
        """Make the backups that are due."""
        if self.doing or self._vault.reading_only is not None:
            return
        due = partial(backups.is_due, vault=self._vault.vault, now=self.desk.now())
        self.desk.background.query(due, self._answered, owner=self, failed=self._not_made)

    def look(self) -> None:
        """What there is."""
        self._work.run(self._what_is_there, self._seen, self._not_made)

    # -- because a person asks --

    def make_now(self) -> None:
        """A backup beside the vault, at once."""
        self._make(HERE, asked=True)

    def make_elsewhere(self) -> None:
        """A backup in the second place, at once."""
        self._make(ELSEWHERE, asked=True)

    def try_newest(self) -> None:
        """Open the newest backup as a restore would, and compare."""
        if self._begin(TRYING, asked=True):
            source = backups.source_of(self._vault)
            self._work.run(lambda watch: backups.drill(source, watch=watch), self._tried, self._not_made)

    def stop(self) -> None:
        self._work.stop()

    def choose_second_place(self, folder: Path | None) -> None:
        """Keep copies in this folder too, or no longer."""
        self._preferences.change(backup_target=str(folder) if folder else None)
        self.problem = None
        self.look()
        if folder is not None:
            self.make_elsewhere()

    def close(self) -> None:
        """Stop what is under way; nothing of it stays behind."""
        self._round.stop()
        self.check.close()
        self._work.close()

    # -- what is said --

    @property
    def rail_line(self) -> tuple[str, str]:
        """A few words and their tone."""
        if self._vault.reading_only is not None:
            return ONLY_READ[self._vault.reading_only][0], "alert"
        if self.state is None:
            return "", "good"
        if self.problem is not None and self.doing == "":
            return "No backup was made", "warn"
        if self.state.here_at is None:
            return "No backup yet", "warn"
        if self.state.elsewhere_is_due:
            return "Second backup is due", "warn"
        return f"Backed up {self._rail_time(self.state.here_at)}, checked", "good"

    @property
    def today_line(self) -> tuple[str, str]:
        """A sentence for the foot of the morning's page, and its tone."""
        if self.problem is not None and self.doing == "":
            return str(self.problem), "warn"
        return self.state_line

    @property
    def state_line(self) -> tuple[str, str]:
        """When the last ones were made, as a sentence, and its tone."""
        if self._vault.reading_only is not None:
            return ONLY_READ[self._vault.reading_only][1], "warn"
        if self.state is None:
            return "", "good"
        here = self.state.here_at
        said = [f"Backed up {self._when(here)} and checked, beside the vault" if here else "There is no backup yet"]
        if self.second_place is not None:
            there = self.state.elsewhere_at
            said.append(f"in the second place {self._when(there)}" if there else "not yet in the second place")
        is_well = here is not None and not self.state.elsewhere_is_due
        return "; ".join(said) + ".", "good" if is_well else "warn"

    @property
    def reminder(self) -> str:
        """Why the second place should be plugged in, or ""."""
        if self.state is None or not self.state.elsewhere_is_due:
            return ""
        at = self.state.elsewhere_at
        since = f"The backup in the second place is from {self._when(at)}." if at else "No backup is there yet."
        return f"{since} Plug the disk in and press “Back up there now”."

    @property
    def second_place_line(self) -> str:
        at = self.state.elsewhere_at if self.state else None
        return f"Last backup there {self._when(at)}, checked." if at else "No backup is there yet."

    @property
    def lines(self) -> list[BackupLine]:
        """All backups, the newest first."""
        return [line_of(choice, self.desk.today()) for choice in self.choices]

    # -- answers --

    def _answered(self, is_due: bool) -> None:
        if is_due:
            self._make(HERE, asked=False)
        else:
            self._look_elsewhere()

    def _look_elsewhere(self) -> None:
        place = self.second_place
        if place is not None and self.state is not None and self.state.elsewhere_is_due:
            # the disk may be asleep: nobody waits for the answer
            self._work.run(lambda _watch: place.is_dir(), self._looked_elsewhere, self._not_made)

    def _looked_elsewhere(self, is_there: bool) -> None:
        if is_there:
            self._make(ELSEWHERE, asked=False)
        elif not self._has_reminded:
            self._has_reminded = True
            self.told.emit(self.reminder, "warn")

    def _make(self, where: str, *, asked: bool) -> None:
        into = self.second_place if where == ELSEWHERE else None
        if self._vault.reading_only is not None:
            self.told.emit(ONLY_READ[self._vault.reading_only][1], "alert")
            return
        if (where == ELSEWHERE and into is None) or not self._begin(where, asked=asked):
            return
        source = backups.source_of(self._vault)
        self._work.run(lambda watch: backups.make(source, into=into, watch=watch), self._made, self._not_made)

    def _begin(self, doing: str, *, asked: bool) -> bool:
        if self.doing:
            return False
        self._was_asked = asked
        self.doing = doing
        self.problem = None
        self.changed.emit()
        return True

    def _made(self, made: Backup) -> None:
        was_here = self.doing == HERE
        self.desk.background.change(partial(backups.enter, made=made), owner=self)
        self._end(f"Backed up at {say_time(made.made_at)}, and checked.")
        self.look()
        if was_here and not self._was_asked:
            self._look_elsewhere()

    def _tried(self, drill: Drill) -> None:
        when = self._when(drill.made.made_at)
        if drill.fault:
            self._end()
            self.problem = OnTrackError(
                f"The backup of {when} would not do: {drill.fault}.", "Make a new one now, and try that."
            )
            self.changed.emit()
            return
        notes, pupils = drill.counts.get("note", 0), drill.counts.get("pupil", 0)
        self._end(
            f"The backup of {when} opens and is whole: {_counted(pupils, 'pupil')}, {_counted(notes, 'note')}, "
            f"{sum(drill.counts.values()):,} records in all, and it fits this vault."
        )

    def _not_made(self, error: OnTrackError) -> None:
        self._end()
        if not isinstance(error, Stopped):
            self.problem = error
        elif self._was_asked:
            self.told.emit("Stopped. Earlier backups are as they were.", "good")
        self.changed.emit()

    def _broke(self, error: BaseException) -> None:
        self._end()
        self.fault.emit(error)

    def _end(self, said: str = "") -> None:
        self.doing = ""
        if said and self._was_asked:
            self.told.emit(said, "good")
        self.changed.emit()

    def _what_is_there(self, _watch: Watch) -> tuple[BackupState, list[Choice]]:
        """On the other thread: a disk may be asleep."""
        vault, place = self._vault.vault, self.second_place
        return (
            backups.state(vault, second_place=place, now=self.desk.now()), rescue.at_hand(vault.folder, place)
        )  # fmt: skip

    def _seen(self, found: tuple[BackupState, list[Choice]]) -> None:
        self.state, choices = found
        self.choices = tuple(choices)
        self.changed.emit()

    def _when(self, at: datetime) -> str:
        """“today 14:05”, “yesterday 16:20”, “Tue 4 Nov”."""
        near = say_near(day_of(at), self.desk.today())
        return f"{near} {say_time(at)}" if near in ("today", "yesterday") else near

    def _rail_time(self, at: datetime) -> str:
        near = say_near(day_of(at), self.desk.today())
        return say_time(at) if near == "today" else near


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
