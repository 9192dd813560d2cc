"""The ways into a vault, done elsewhere than in the window's thread; holds what is open.

The store's code is imported inside the functions here: they run in another thread, after the lock screen is painted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ontrack_desktop.domain.errors import OnTrackError

from .errands import Errands, Failed, now_and_then

if TYPE_CHECKING:
    from ontrack_desktop.domain.people import Worker
    from ontrack_desktop.services.vaults import Opened as Opened
    from ontrack_desktop.services.vaults import VaultCard, Watch
    from ontrack_desktop.services.workspace import Clock

    from .background import BackgroundThread
    from .desk import Desk
    from .recovery_sheet import RecoverySheetModel

NOT_OPENED = OnTrackError(
    "The vault could not be opened, because something in the program went wrong.",
    "Nothing in it was changed. Try again, or start the program anew.",
)


class VaultDoors(QObject):
    """One vault can be open at a time. `then` and `failed` are called in the window's thread."""

    fault = Signal(object)
    """Signal(BaseException): a fault of the program."""
    moved = Signal(str, int, int)
    """What takes long while a vault is opened: what, done, of how much (0: nobody knows)."""

    def __init__(self, errands: Errands, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._errands = errands
        self._clock = clock
        self._then: Callable[[Opened], None] = lambda _opened: None
        self._failed: Failed = lambda _error: None
        self._made: Opened | None = None
        self._stop = Event()
        self.opened: Opened | None = None
        self.background: BackgroundThread | None = None

    def load(self) -> None:
        """Load the store's code now; whatever is asked for later waits for it."""
        self._errands.run(_load_store, lambda _nothing: None)

    def look(self, folder: Path, then: Callable[[VaultCard], None]) -> None:
        """What can be said of a vault before it is open."""

        def look() -> VaultCard:
            from ontrack_desktop.services import vaults

            return vaults.look_at(folder, self._clock)

        self._errands.run(look, then)

    def find_place(self, documents: Path, then: Callable[[Path], None]) -> None:
        """Where a new vault is offered a place."""

        def find() -> Path:
            from ontrack_desktop.services import vaults

            return vaults.good_place(documents)

        self._errands.run(find, then)

    def check_place(self, folder: Path, then: Callable[[OnTrackError | None], None]) -> None:
        """Why no vault should lie in this folder, or None."""

        def check() -> OnTrackError | None:
            from ontrack_desktop.services import vaults

            return vaults.place_problem(folder)

        self._errands.run(check, then)

    def help_for(self, error: OnTrackError) -> str:
        """What would mend a vault that does not open, as `services.rescue.Help`; "" for nothing."""
        from ontrack_desktop.services import rescue

        found = rescue.help_for(error)
        return found.value if found else ""

    def code_problem(self, code: str) -> OnTrackError | None:
        """Why a recovery code cannot be right as it was typed; None if it may be."""
        from ontrack_desktop.services import vaults

        return vaults.code_problem(code)

    def mend(self, folder: Path, then: Callable[[], None], failed: Failed) -> None:
        """Put the header that was kept with the newest backup in place of a damaged one."""

        def mend() -> None:
            from ontrack_desktop.services import rescue

            rescue.mend_header(folder)

        self._errands.run(mend, lambda _nothing: then(), failed)

    def unlock(self, folder: Path, passphrase: str, then: Callable[[Opened], None], failed: Failed) -> None:
        def make() -> Opened:
            from ontrack_desktop.services import rescue, vaults

            with rescue.told_in_words(folder, self._clock):
                return vaults.open_workspace(
                    folder, passphrase, vaults.this_device(), self._clock, watch=self._watch(vaults.Watch)
                )

        self._open(make, then, failed)

    def recover(
        self, folder: Path, code: str, passphrase: str, then: Callable[[Opened], None], failed: Failed
    ) -> None:
        def make() -> Opened:
            from ontrack_desktop.services import rescue, vaults

            with rescue.told_in_words(folder, self._clock):
                return vaults.recover(
                    folder, code, passphrase, vaults.this_device(), self._clock, watch=self._watch(vaults.Watch)
                )

        self._open(make, then, failed)

    def create(
        self, parent: Path, name: str, passphrase: str, then: Callable[[Opened], None], failed: Failed
    ) -> None:
        """A new vault in a folder of its name; `Opened.new_recovery_code` is its code."""

        def make() -> Opened:
            from ontrack_desktop.services import vaults

            folder = vaults.folder_for(parent, name)
            made = vaults.create_vault(
                folder, name=" ".join(name.split()), passphrase=passphrase, device=vaults.this_device(),
                clock=self._clock,
            )  # fmt: skip
            # the first-run screen asks for the sheet at once: nobody need be told to
            return replace(made.open(), notices=(), new_recovery_code=made.recovery_code)

        self._open(make, then, failed)

    def sheet(self, owner: QObject) -> RecoverySheetModel:
        """The recovery sheet of the vault that was just made or recovered."""
        from .vault_sheet import sheet_for

        assert self.opened is not None
        assert self.background is not None
        opened = self.opened
        return sheet_for(self.background, opened.workspace, opened.new_recovery_code, self._clock, owner)

    def introduce(self, name: str, role: str, then: Callable[[], None], failed: Failed) -> None:
        """The person says who they are."""
        from ontrack_desktop.services import vaults

        assert self.background is not None
        command = partial(vaults.introduce, name=name, role=role)
        self.background.change(command, lambda _changes: then(), owner=self, failed=failed)

    def desk(self, then: Callable[[Desk], None]) -> None:
        """The desk of the person who has the vault open; they have said their name."""
        from ontrack_desktop.domain.people import Worker

        from .desk import Desk

        assert self.opened is not None
        assert self.background is not None
        background, worker_id = self.background, self.opened.workspace.worker_id
        reason = self.opened.workspace.reading_only

        def sit_down(worker: Worker) -> None:
            then(Desk(background, self._clock, worker, reason.refusal if reason else None))

        background.query(lambda read: read.get(Worker, worker_id), sit_down, owner=self)

    def stop(self) -> None:
        """Open nothing after all. The answer comes as a failure, a moment later."""
        self._stop.set()

    def _watch(self, make: type[Watch]) -> Watch:
        return make(now_and_then(self.moved.emit), self._stop.is_set)

    def close(self) -> None:
        """Finish what was asked for, and close the vault."""
        if self.background is not None:
            self.background.close()
            self.background = self.opened = None

    def _open(self, make: Callable[[], Opened], then: Callable[[Opened], None], failed: Failed) -> None:
        """Open on the thread that will own the store, once the store's code is loaded."""
        self._then, self._failed = then, failed
        self._stop.clear()

        def prepare() -> object:
            self._made = make()
            return self._made.workspace

        def loaded(_nothing: None) -> None:
            from .background import BackgroundThread

            if self.background is None:
                self.background = BackgroundThread(self)
                self.background.opened.connect(self._was_opened)
                self.background.fault.connect(self.fault)
            self.background.open(prepare)  # type: ignore[arg-type]

        self._errands.run(_load_store, loaded)

    def _was_opened(self, _worker_id: object, error: BaseException | None) -> None:
        if isinstance(error, OnTrackError):
            self._failed(error)
        elif error is not None or self._made is None:
            self._failed(NOT_OPENED)
            self.fault.emit(error)
        else:
            self.opened, self._made = self._made, None
            self._then(self.opened)


def _load_store() -> None:
    """What opening needs, loaded in the errands' thread while the passphrase is typed."""
    import ontrack_desktop.viewmodels.background  # noqa: F401
    from ontrack_desktop.services import vaults

    vaults.get_ready()
