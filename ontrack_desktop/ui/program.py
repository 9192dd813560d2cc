"""The program from start to end: its parts, the window once somebody came in, and the way back behind the lock."""

from __future__ import annotations

import gc
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QSessionManager
from PySide6.QtWidgets import QApplication

from ontrack_desktop.system import left_off
from ontrack_desktop.system.left_off import LeftOff
from ontrack_desktop.system.paths import log_folder
from ontrack_desktop.ui.entering import Entering
from ontrack_desktop.ui.frame import Frame
from ontrack_desktop.ui.lock_watch import LockWatch
from ontrack_desktop.ui.theme import STARTING, apply_theme, finish_theme, load_theme, system_theme_name
from ontrack_desktop.viewmodels.errands import Errands
from ontrack_desktop.viewmodels.preferences import Preferences
from ontrack_desktop.viewmodels.unlock import RESTORE
from ontrack_desktop.viewmodels.vault_doors import VaultDoors

if TYPE_CHECKING:
    from ontrack_desktop.ui.capture import CaptureGuard
    from ontrack_desktop.ui.clipboard import ClipboardGuard
    from ontrack_desktop.ui.window import Window
    from ontrack_desktop.viewmodels.backups import BackupsModel
    from ontrack_desktop.viewmodels.desk import Desk
    from ontrack_desktop.viewmodels.vault_doors import Opened

STILL_HERE = 5_000  # ms after the session was to end: somebody stopped that


def clock() -> datetime:
    return datetime.now(UTC)


class Program(QObject):
    """`begins_anew` after the event loop has ended: a fresh process is to take the place of this one.

    `demo` is a demo vault to be shown; `make_demo` gives the folder of one, built if need be, in another thread.
    """

    def __init__(
        self, app: QApplication, folder: Path,
        *, demo: Path | None = None, make_demo: Callable[[], Path] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(app)
        self.app = app
        self.begins_anew = False
        self.window: Window | None = None
        self.backups: BackupsModel | None = None
        self._folder = folder
        self._is_leaving = False
        self.errands = Errands(self)
        self.preferences = Preferences(folder, self.errands, self)
        self._dress()
        app.styleHints().colorSchemeChanged.connect(self._dress)
        self.doors = VaultDoors(self.errands, clock, self)
        self.watch = LockWatch(app, self.preferences.settings.idle_minutes, self)
        self.watch.due.connect(self.leave)
        self._clipboard: ClipboardGuard | None = None
        self._capture: CaptureGuard | None = None
        self.preferences.changed.connect(self._prefer)
        self.frame = Frame()
        before = left_off.take(folder)
        self.frame.place(before.window)
        self.frame.leaving.connect(lambda: self.leave(""))
        self.frame.painted.connect(self.load)
        self._entering = Entering(
            self.frame, self.doors, self.errands, self.preferences, self.watch, clock, before, self,
            demo=demo, make_demo=make_demo,
        )  # fmt: skip
        self._entering.opened.connect(self._begin_watch)
        self._entering.came_in.connect(self._sit_down)
        app.commitDataRequest.connect(self._session_ends)
        self._still_here = QTimer(self)
        self._still_here.setSingleShot(True)
        self._still_here.setInterval(STILL_HERE)
        self._still_here.timeout.connect(lambda: self._end("system"))

    @property
    def demo(self) -> Path | None:
        """The demo vault, if one is shown."""
        return self._entering.demo

    def start(self, *, open_demo: bool = False) -> None:
        """Show the first screen. `open_demo` opens the demo vault without asking."""
        self._entering.begin()
        self.frame.show()
        if open_demo:
            self._entering.unlock_demo()

    def load(self) -> None:
        """Load everything else while the passphrase is being typed, first of all what takes faults."""
        from ontrack_desktop.system.logs import start_log
        from ontrack_desktop.ui.fault_dialog import Faults

        if self.app.property(STARTING):
            finish_theme(self.app)
        start_log(log_folder())
        faults = Faults(self)
        faults.listen()
        faults.close_wanted.connect(lambda: self.leave(""))
        self.errands.fault.connect(faults.take)
        self.doors.fault.connect(faults.take)
        self.doors.load()
        # what is loaded stays: no collection need walk through it, in the middle of somebody's typing
        self.errands.run(_load_window, lambda _nothing: gc.freeze())

    # -- open --

    def _begin_watch(self, opened: Opened) -> None:
        """A vault is open: remember it, and lock when it is time."""
        from ontrack_desktop.ui.capture import IS_POSSIBLE, CaptureGuard
        from ontrack_desktop.ui.clipboard import ClipboardGuard

        hides = self.preferences.settings.hides_from_capture
        if self.demo is None:
            self.preferences.remember_vault(opened.workspace.vault.folder)
        self._clipboard = self._clipboard or ClipboardGuard(self)
        if IS_POSSIBLE:
            self._capture = self._capture or CaptureGuard(is_on=hides, parent=self)
        self.watch.start()

    def _sit_down(self) -> None:
        self.doors.desk(self._open_window)

    def _open_window(self, desk: Desk) -> None:
        from ontrack_desktop.ui.window import Window
        from ontrack_desktop.viewmodels.backups import BackupsModel
        from ontrack_desktop.viewmodels.settings import SettingsModel

        opened = self.doors.opened
        background = self.doors.background
        assert opened is not None
        assert background is not None
        vault = opened.workspace
        backups = self.backups = BackupsModel(desk, vault, self.preferences, self)
        backups.fault.connect(self.doors.fault)
        backups.restore_wanted.connect(lambda: self.leave(RESTORE))
        self.window = Window(desk, lambda: SettingsModel(desk, vault, self.preferences, backups))
        self.window.follow_backups(backups)
        self.window.lock_wanted.connect(lambda: self.leave("asked"))
        tell = self.window.navigator.told
        background.failed.connect(lambda error: tell.emit(str(error), "alert"))
        self.preferences.refused.connect(lambda error: tell.emit(str(error), "warn"))
        self.frame.show_screen(self.window)
        self.window.go_back_to(self._entering.left_off)
        for notice in opened.notices if self.demo is None else ():
            tell.emit(notice, "alert" if vault.reading_only else "warn")
        backups.begin()

    # -- leaving --

    def leave(self, reason: str) -> None:
        """Keep what is being typed, close the vault, and end; with a reason, begin anew behind the lock."""
        if self._is_leaving:
            return
        self._is_leaving = True
        self.watch.stop()
        if self.window is None:
            self._end(reason)
            return
        from ontrack_desktop.ui.leaving import Leaving

        leaving = Leaving(self.frame, self.window, self)
        leaving.kept.connect(lambda: self._end(reason))
        leaving.stayed.connect(self._stay)
        leaving.begin("Locking" if reason else "Closing")

    def _stay(self) -> None:
        self._is_leaving = False
        self.watch.start()

    def _end(self, reason: str) -> None:
        self.begins_anew = bool(reason)
        if self._clipboard is not None:
            self._clipboard.clear()
        if reason:
            standing = self.frame.standing()
            where = self.window.left_off(reason, standing) if self.window else LeftOff(reason, window=standing)
            left_off.keep(where, self._folder)
        self._entering.close()
        if self.backups is not None:
            self.backups.close()
        self.doors.close()
        self.errands.close()
        self.frame.allow_close()
        self.frame.close()
        self.app.quit()

    def _session_ends(self, _session: QSessionManager | None = None) -> None:
        """The computer is shut down or the person logs off: there is no time to ask anything.

        Another program may stop that. Then nothing more can be typed here, and the vault waits behind its lock.
        """
        if self.doors.opened is None:
            return
        self._is_leaving = True
        self.watch.stop()
        self.frame.cover_up().say_keeping("Closing")
        for form in self.window.forms() if self.window is not None else ():
            form.keep_now()
        self.doors.close()
        self.frame.allow_close()
        self._still_here.start()

    def _prefer(self) -> None:
        self._dress()
        self.watch.minutes = self.preferences.settings.idle_minutes
        if self._capture is not None:
            self._capture.turn(on=self.preferences.settings.hides_from_capture)

    def _dress(self) -> None:
        wanted = self.preferences.settings.theme
        name = system_theme_name(self.app) if wanted == "system" else wanted
        apply_theme(self.app, load_theme(name))  # type: ignore[arg-type]


def _load_window() -> None:
    import ontrack_desktop.ui.window  # noqa: F401
