"""From the locked door to the desk: lock screen, first run, recovery sheet, one's name, and the ways out of trouble."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Signal

from ontrack_desktop.system import demo_vault
from ontrack_desktop.system.left_off import LeftOff
from ontrack_desktop.ui.frame import Frame
from ontrack_desktop.ui.lock_watch import LockWatch
from ontrack_desktop.ui.screens.unlock import UnlockScreen
from ontrack_desktop.viewmodels.errands import Errands, Failed
from ontrack_desktop.viewmodels.preferences import Preferences
from ontrack_desktop.viewmodels.trouble import READING_ONLY
from ontrack_desktop.viewmodels.unlock import RESTORE, Entrance, UnlockModel
from ontrack_desktop.viewmodels.vault_doors import VaultDoors

if TYPE_CHECKING:
    from ontrack_desktop.ui.rescue import Rescue
    from ontrack_desktop.viewmodels.first_run import FirstRunModel
    from ontrack_desktop.viewmodels.recovery_sheet import RecoverySheetModel
    from ontrack_desktop.viewmodels.vault_doors import Opened


class Entering(QObject):
    """Fills the frame from `begin` until `came_in`.

    `left_off` is where somebody was; nowhere, once another vault is asked for. `demo` is the demo vault, if one is
    shown; `make_demo` gives the folder of one, built if need be, in another thread.
    """

    opened = Signal(object)
    """Signal(Opened): a vault is open, and there is something to lock; a sheet or a name may still be asked for."""
    came_in = Signal()
    """Nothing is missing any more: the window can be shown."""

    def __init__(
        self, frame: Frame, doors: VaultDoors, errands: Errands, preferences: Preferences, watch: LockWatch,
        clock: Callable[[], datetime], left_off: LeftOff, parent: QObject,
        *, demo: Path | None = None, make_demo: Callable[[], Path] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._frame, self._doors, self._errands, self._watch = frame, doors, errands, watch
        self._preferences, self._clock = preferences, clock
        self.left_off = left_off
        self.demo = demo
        self._make_demo = make_demo
        self._rescue: Rescue | None = None

    def begin(self) -> None:
        """Show the first screen: the lock of the vault that was opened last, or an offer to make one."""
        known = [Path(vault) for vault in self._preferences.settings.vaults]
        there = [folder for folder in known if folder.is_dir()]
        folder = self.demo or next(iter(there or known), None)
        if folder is None:
            self._show_first_run()
            return
        self._show_lock_screen(folder)
        if self.left_off.reason == RESTORE:
            self._once_painted(
                lambda: self._errands.run(_load_rescue, lambda _nothing: self._ways_out().show_backups(folder))
            )

    def unlock_demo(self) -> None:
        """Open the demo vault, at whose lock screen we stand, without asking."""
        self._unlock_on_screen(demo_vault.PASSPHRASE)

    def close(self) -> None:
        """Stop what is under way on the ways out of trouble."""
        if self._rescue is not None:
            self._rescue.close()

    # -- the lock screen --

    def _show_lock_screen(self, folder: Path) -> None:
        """Ask for the passphrase of this vault."""
        entrance = Entrance(
            self._doors.look, self._unlock, self._recover, self._clock,
            self._doors.help_for, self._doors.mend, self._doors.stop, self._doors.code_problem,
        )  # fmt: skip
        model = UnlockModel(
            entrance,
            folder,
            others=[Path(vault) for vault in self._preferences.settings.vaults],
            reason=self.left_off.reason,
            half_written=self.left_off.draft_noun,
            hint=demo_vault.HINT if folder == self.demo else "",
        )
        model.vault_chosen.connect(self._show_other_vault)
        model.backups_wanted.connect(lambda: self._ways_out().show_backups(folder))
        model.salvage_wanted.connect(lambda: self._ways_out().show_salvage(folder))
        model.new_wanted.connect(self._show_first_run)
        self._doors.moved.connect(model.moved)
        model.read_wanted.connect(lambda: self._ask_what_is_missing(self._doors.opened))
        screen = UnlockScreen(model)
        model.setParent(screen)
        self._frame.show_screen(screen)
        self._once_painted(model.look)

    def _unlock_on_screen(self, passphrase: str) -> None:
        screen = self._frame.centralWidget()
        if isinstance(screen, UnlockScreen):
            screen.model.unlock(passphrase)

    def _once_painted(self, act: Callable[[], None]) -> None:
        """Nothing that loads the store's code may come before the first picture."""
        if self._frame.was_painted:
            act()
        else:
            self._frame.painted.connect(act)

    def _show_other_vault(self, folder: Path) -> None:
        self.left_off = LeftOff()
        self._watch.stop()
        self._doors.close()  # one that nobody wanted only to read is open behind the lock screen
        self._show_lock_screen(folder)

    def _unlock(self, folder: Path, passphrase: str, failed: Failed) -> None:
        self._doors.unlock(folder, passphrase, self._was_unlocked, failed)

    def _recover(self, folder: Path, code: str, passphrase: str, failed: Failed) -> None:
        self._doors.recover(folder, code, passphrase, self._was_unlocked, failed)

    # -- the first run --

    def _show_first_run(self) -> None:
        """Offer to make a vault, or to open one."""
        from ontrack_desktop.viewmodels.first_run import FirstRunModel, Setup

        documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        setup = Setup(
            find_place=partial(self._doors.find_place, documents),
            check_place=self._doors.check_place,
            create=self._create,
            introduce=self._doors.introduce,
            open_vault=self._show_other_vault,
            try_demo=self._try_demo if self._make_demo is not None else None,
        )
        model = FirstRunModel(setup)
        self._show_steps(model)
        self._once_painted(model.find_place)

    def _create(
        self, parent: Path, name: str, passphrase: str, then: Callable[[RecoverySheetModel], None], failed: Failed
    ) -> None:
        def made(opened: Opened) -> None:
            self.opened.emit(opened)
            then(self._doors.sheet(self))

        self._doors.create(parent, name, passphrase, made, failed)

    def _try_demo(self, failed: Failed) -> None:
        if self._make_demo is not None:
            self._errands.run(self._make_demo, self._show_demo, failed)

    def _show_demo(self, folder: Path) -> None:
        self.demo = folder
        self._show_other_vault(folder)
        self.unlock_demo()

    # -- the vault is open --

    def _was_unlocked(self, opened: Opened) -> None:
        """The vault is open; that it can only be read is told before anything of it is shown."""
        screen, reason = self._frame.centralWidget(), opened.workspace.reading_only
        if reason is not None and isinstance(screen, UnlockScreen):
            self._watch.start()
            screen.model.show_trouble(READING_ONLY[reason])
        else:
            self._ask_what_is_missing(opened)

    def _ask_what_is_missing(self, opened: Opened | None) -> None:
        """The vault is open: perhaps a new recovery sheet has to be kept, or a name said."""
        assert opened is not None
        from ontrack_desktop.viewmodels.first_run import SHEET, YOU, FirstRunModel, Setup

        self.opened.emit(opened)
        steps = [SHEET] if opened.new_recovery_code else []
        steps += [YOU] if opened.worker is None else []
        if not steps:
            self.came_in.emit()
            return
        setup = Setup(
            find_place=lambda _then: None,
            check_place=lambda _place, _then: None,
            create=self._create,
            introduce=self._doors.introduce,
            open_vault=self._show_other_vault,
        )
        sheet = self._doors.sheet(self) if opened.new_recovery_code else None
        self._show_steps(FirstRunModel(setup, steps=steps, sheet=sheet))

    def _show_steps(self, model: FirstRunModel) -> None:
        from ontrack_desktop.ui.screens.first_run import FirstRunScreen

        model.finished.connect(self.came_in)
        screen = FirstRunScreen(model)
        model.setParent(screen)
        self._frame.show_screen(screen)

    # -- the ways out, when a vault does not open --

    def _ways_out(self) -> Rescue:
        from ontrack_desktop.ui.rescue import Rescue

        if self._rescue is None:
            self._rescue = Rescue(self._frame, self._doors, self._preferences, self._watch, self._clock, self)
            self._rescue.left.connect(self._show_other_vault)
            self._rescue.open_wanted.connect(self._open_rescued)
        return self._rescue

    def _open_rescued(self, folder: Path, passphrase: str) -> None:
        self._show_other_vault(folder)
        self._unlock_on_screen(passphrase)


def _load_rescue() -> None:
    import ontrack_desktop.ui.screens.restore
    import ontrack_desktop.viewmodels.restore  # noqa: F401
