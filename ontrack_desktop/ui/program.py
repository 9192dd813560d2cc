"""The program from start to end: lock screen, first run, window, and the way back behind the lock."""

from __future__ import annotations

import gc
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtGui import QSessionManager
from PySide6.QtWidgets import QApplication

from ontrack_desktop.system import demo_vault, left_off
from ontrack_desktop.system.left_off import LeftOff
from ontrack_desktop.system.paths import log_folder
from ontrack_desktop.ui.frame import Frame
from ontrack_desktop.ui.lock_watch import LockWatch
from ontrack_desktop.ui.rescue import Rescue
from ontrack_desktop.ui.screens.unlock import UnlockScreen
from ontrack_desktop.ui.theme import STARTING, apply_theme, finish_theme, load_theme, system_theme_name
from ontrack_desktop.viewmodels.errands import Errands, Failed
from ontrack_desktop.viewmodels.preferences import Preferences
from ontrack_desktop.viewmodels.unlock import READING_ONLY, RESTORE, Entrance, UnlockModel
from ontrack_desktop.viewmodels.vault_doors import VaultDoors

if TYPE_CHECKING:
    from ontrack_desktop.ui.capture import CaptureGuard
    from ontrack_desktop.ui.clipboard import ClipboardGuard
    from ontrack_desktop.ui.window import Window
    from ontrack_desktop.viewmodels.backups import BackupsModel
    from ontrack_desktop.viewmodels.desk import Desk
    from ontrack_desktop.viewmodels.first_run import FirstRunModel
    from ontrack_desktop.viewmodels.recovery_sheet import RecoverySheetModel
    from ontrack_desktop.viewmodels.vault_doors import Opened


def clock() -> datetime:
    return datetime.now(UTC)


class Program(QObject):
    """`begins_anew` after the event loop has ended: a fresh process is to take the place of this one.

    `demo` is a demo vault to be shown; `make_demo` gives the folder of one, built if need be, in another thread.
    """

    def __init__(
        self,
        app: QApplication,
        folder: Path,
        *,
        demo: Path | None = None,
        make_demo: Callable[[], Path] | None = None,
    ) -> None:
        super().__init__(app)
        self._make_demo = make_demo
        self.app = app
        self.demo = demo
        self.begins_anew = False
        self.window: Window | None = None
        self.backups: BackupsModel | None = None
        self._folder = folder
        self._left_off = left_off.take(folder)
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
        self.frame.place(self._left_off.window)
        self.frame.leaving.connect(lambda: self.leave(""))
        self.frame.painted.connect(self.load)
        self.rescue = Rescue(self.frame, self.doors, self.preferences, self.watch, clock, self)
        self.rescue.left.connect(self._show_other_vault)
        self.rescue.open_wanted.connect(self._open_rescued)
        app.commitDataRequest.connect(self._session_ends)

    def start(self, *, open_demo: bool = False) -> None:
        """Show the first screen. `open_demo` opens the demo vault without asking."""
        known = [Path(vault) for vault in self.preferences.settings.vaults]
        there = [folder for folder in known if folder.is_dir()]
        folder = self.demo or next(iter(there or known), None)
        if folder is None:
            self.show_first_run()
        else:
            self.show_lock_screen(folder)
            if self._left_off.reason == RESTORE:
                show = partial(self.rescue.show_backups, folder)
                self._once_painted(lambda: self.errands.run(_load_rescue, lambda _nothing: show()))
        self.frame.show()
        if open_demo:
            self._unlock_demo()

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

    # -- locked --

    def show_lock_screen(self, folder: Path) -> None:
        """Ask for the passphrase of this vault."""
        entrance = Entrance(
            self.doors.look, self._unlock, self._recover, clock, self.doors.help_for, self.doors.mend, self.doors.stop
        )  # fmt: skip
        model = UnlockModel(
            entrance,
            folder,
            others=[Path(vault) for vault in self.preferences.settings.vaults],
            reason=self._left_off.reason,
            half_written=self._left_off.draft_noun,
            hint=demo_vault.HINT if folder == self.demo else "",
        )
        model.vault_chosen.connect(self._show_other_vault)
        model.backups_wanted.connect(lambda: self.rescue.show_backups(folder))
        model.salvage_wanted.connect(lambda: self.rescue.show_salvage(folder))
        model.new_wanted.connect(self.show_first_run)
        self.doors.moved.connect(model.moved)
        model.read_wanted.connect(lambda: self._ask_what_is_missing(self.doors.opened))
        screen = UnlockScreen(model)
        model.setParent(screen)
        self.frame.show_screen(screen)
        self._once_painted(model.look)

    def _open_rescued(self, folder: Path, passphrase: str) -> None:
        self._show_other_vault(folder)
        screen = self.frame.centralWidget()
        if isinstance(screen, UnlockScreen):
            screen.model.unlock(passphrase)

    def show_first_run(self) -> None:
        """Offer to make a vault, or to open one."""
        from ontrack_desktop.viewmodels.first_run import FirstRunModel, Setup

        documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        setup = Setup(
            find_place=partial(self.doors.find_place, documents),
            check_place=self.doors.check_place,
            create=self._create,
            introduce=self.doors.introduce,
            open_vault=self._show_other_vault,
            try_demo=self._try_demo if self._make_demo is not None else None,
        )
        model = FirstRunModel(setup)
        self._show_steps(model)
        self._once_painted(model.find_place)

    def _once_painted(self, act: Callable[[], None]) -> None:
        """Nothing that loads the store's code may come before the first picture."""
        if self.frame.was_painted:
            act()
        else:
            self.frame.painted.connect(act)

    def _show_other_vault(self, folder: Path) -> None:
        self._left_off = LeftOff()
        self.watch.stop()
        self.doors.close()  # one that nobody wanted only to read is open behind the lock screen
        self.show_lock_screen(folder)

    def _unlock(self, folder: Path, passphrase: str, failed: Failed) -> None:
        self.doors.unlock(folder, passphrase, self._came_in, failed)

    def _recover(self, folder: Path, code: str, passphrase: str, failed: Failed) -> None:
        self.doors.recover(folder, code, passphrase, self._came_in, failed)

    def _create(
        self,
        parent: Path,
        name: str,
        passphrase: str,
        then: Callable[[RecoverySheetModel], None],
        failed: Failed,
    ) -> None:
        def made(opened: Opened) -> None:
            self._begin_watch(opened)
            then(self.doors.sheet(self))

        self.doors.create(parent, name, passphrase, made, failed)

    def _try_demo(self, failed: Failed) -> None:
        if self._make_demo is not None:
            self.errands.run(self._make_demo, self._show_demo, failed)

    def _show_demo(self, folder: Path) -> None:
        self.demo = folder
        self._show_other_vault(folder)
        self._unlock_demo()

    def _unlock_demo(self) -> None:
        screen = self.frame.centralWidget()
        if isinstance(screen, UnlockScreen):
            screen.model.unlock(demo_vault.PASSPHRASE)

    def _came_in(self, opened: Opened) -> None:
        """The vault is open; that it can only be read is told before anything of it is shown."""
        screen, reason = self.frame.centralWidget(), opened.workspace.reading_only
        if reason is not None and isinstance(screen, UnlockScreen):
            self.watch.start()
            screen.model.show_trouble(READING_ONLY[reason])
        else:
            self._ask_what_is_missing(opened)

    def _ask_what_is_missing(self, opened: Opened | None) -> None:
        """The vault is open: perhaps a new recovery sheet has to be kept, or a name said."""
        assert opened is not None
        from ontrack_desktop.viewmodels.first_run import SHEET, YOU, FirstRunModel, Setup

        self._begin_watch(opened)
        steps = [SHEET] if opened.new_recovery_code else []
        steps += [YOU] if opened.worker is None else []
        if not steps:
            self._sit_down()
            return
        setup = Setup(
            find_place=lambda _then: None,
            check_place=lambda _place, _then: None,
            create=self._create,
            introduce=self.doors.introduce,
            open_vault=self._show_other_vault,
        )
        sheet = self.doors.sheet(self) if opened.new_recovery_code else None
        self._show_steps(FirstRunModel(setup, steps=steps, sheet=sheet))

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

    def _show_steps(self, model: FirstRunModel) -> None:
        from ontrack_desktop.ui.screens.first_run import FirstRunScreen

        model.finished.connect(self._sit_down)
        screen = FirstRunScreen(model)
        model.setParent(screen)
        self.frame.show_screen(screen)

    # -- open --

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
        self.window.go_back_to(self._left_off)
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
        self.rescue.close()
        if self.backups is not None:
            self.backups.close()
        self.doors.close()
        self.errands.close()
        self.frame.allow_close()
        self.frame.close()
        self.app.quit()

    def _session_ends(self, _session: QSessionManager | None = None) -> None:
        """The computer is shut down or the person logs off: there is no time to ask anything."""
        for form in self.window.forms() if self.window is not None else ():
            form.keep_now()
        self.doors.close()
        self.frame.allow_close()

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


def _load_rescue() -> None:
    import ontrack_desktop.ui.screens.restore
    import ontrack_desktop.viewmodels.restore  # noqa: F401
