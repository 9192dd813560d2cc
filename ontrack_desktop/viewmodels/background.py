"""The one worker thread: everything on disk happens there, and answers come back to the window's thread.

A callback whose owner has gone is dropped. Of questions with the same `key`, only the last one is answered.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, QThread, Signal, Slot

from ontrack_desktop.domain.changes import Changes
from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.services.workspace import Command, Query, Workspace

T = TypeVar("T")


class Broken(OnTrackError):  # noqa: N818 - reads as a claim
    """A fault of the program, told to whoever waits for an answer; what it is, the fault dialog says."""

    def __init__(self) -> None:
        super().__init__(
            "This was not done, because something in the program went wrong.",
            "What you typed is still here. Try once more. If that does not help, close the program and open it again.",
        )


class Background(Protocol):
    """What a view-model knows of the work that happens elsewhere."""

    changed: Any
    """Signal(Changes): something was written."""

    def query(
        self, ask: Query[T], then: Callable[[T], None], *, owner: QObject, key: str = "",
        failed: Callable[[OnTrackError], None] | None = None,
    ) -> None:
        """Ask, and call `then` with the answer while `owner` is still there."""

    def change(
        self, command: Command, then: Callable[[Changes], None] | None = None, *, owner: QObject,
        failed: Callable[[OnTrackError], None] | None = None,
    ) -> None:
        """Do a command; `then` is called once it is durable, `failed` when it was refused."""

    def compute(
        self, work: Callable[[], T], then: Callable[[T], None], *, owner: QObject,
        failed: Callable[[OnTrackError], None] | None = None,
    ) -> None:
        """Run something slow that needs no store."""


class _Errand:
    """One thing to do on the worker, and what to do with its outcome."""

    def __init__(
        self, run: Callable[[Workspace], Any], then: Callable[[Any], None] | None, owner: QObject, key: str,
        failed: Callable[[OnTrackError], None] | None,
    ) -> None:
        self.run = run
        self.then = then
        self.failed = failed
        self.key = key
        self.owner_is_here = True
        owner.destroyed.connect(self._owner_left)
        self.owner_key = (id(owner), key)

    def _owner_left(self) -> None:
        self.owner_is_here = False


class _Worker(QObject):
    """Lives on the worker thread and owns the workspace there."""

    done = Signal(object, object, object)
    opened = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self.workspace: Workspace | None = None

    @Slot(object)
    def open(self, make: Callable[[], Workspace]) -> None:
        try:
            self.workspace = make()
        except BaseException as error:  # handed to the window, which decides whose fault it is
            self.opened.emit(None, error)
        else:
            self.opened.emit(self.workspace.worker_id, None)

    @Slot(object)
    def run(self, errand: _Errand) -> None:
        if self.workspace is None:
            return
        try:
            outcome = errand.run(self.workspace)
        except BaseException as error:  # handed to the window, which decides whose fault it is
            self.done.emit(errand, None, error)
        else:
            self.done.emit(errand, outcome, None)

    @Slot()
    def close(self) -> None:
        if self.workspace is not None:
            self.workspace.close()
            self.workspace = None
        QThread.currentThread().quit()


class BackgroundThread(QObject):
    """`Background` on a real thread, which opens and closes the workspace itself."""

    changed = Signal(object)
    failed = Signal(object)
    """Signal(OnTrackError): an expected failure that nobody else takes."""
    fault = Signal(object)
    """Signal(BaseException): a fault of the program."""
    opened = Signal(object, object)
    """Signal(worker id | None, exception | None): how opening the workspace ended."""

    _open = Signal(object)
    _run = Signal(object)
    _close = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = QThread()
        self._thread.setObjectName("store")
        self._worker = _Worker()
        self._worker.moveToThread(self._thread)
        self._open.connect(self._worker.open)
        self._run.connect(self._worker.run)
        self._close.connect(self._worker.close)
        self._worker.done.connect(self._done)
        self._worker.opened.connect(self.opened)
        self._latest: dict[tuple[int, str], _Errand] = {}
        self._pending = 0
        self._thread.start()

    @property
    def is_busy(self) -> bool:
        return self._pending > 0

    def open(self, make: Callable[[], Workspace]) -> None:
        """Open the workspace on the worker; `opened` says how it went."""
        self._open.emit(make)

    def query(
        self, ask: Query[T], then: Callable[[T], None], *, owner: QObject, key: str = "",
        failed: Callable[[OnTrackError], None] | None = None,
    ) -> None:
        errand = _Errand(lambda workspace: workspace.query(ask), then, owner, key, failed)
        if key:
            self._latest[errand.owner_key] = errand
        self._send(errand)

    def change(
        self, command: Command, then: Callable[[Changes], None] | None = None, *, owner: QObject,
        failed: Callable[[OnTrackError], None] | None = None,
    ) -> None:
        self._send(_Errand(lambda workspace: workspace.change(command), then, owner, "", failed))

    def compute(
        self, work: Callable[[], T], then: Callable[[T], None], *, owner: QObject,
        failed: Callable[[OnTrackError], None] | None = None,
    ) -> None:
        self._send(_Errand(lambda _workspace: work(), then, owner, "", failed))

    def close(self) -> None:
        """Finish what was asked for, close the workspace, end the thread."""
        self._close.emit()
        self._thread.wait()

    def _send(self, errand: _Errand) -> None:
        self._pending += 1
        self._run.emit(errand)

    @Slot(object, object, object)
    def _done(self, errand: _Errand, outcome: Any, error: BaseException | None) -> None:
        self._pending -= 1
        superseded = bool(errand.key) and self._latest.get(errand.owner_key) is not errand
        if errand.key and not superseded:
            del self._latest[errand.owner_key]  # else it keeps its owner, and all that its owner holds
        if isinstance(error, OnTrackError):
            if errand.failed is not None and errand.owner_is_here:
                errand.failed(error)
            elif not superseded:
                self.failed.emit(error)
        elif error is not None:
            self.fault.emit(error)
            if errand.failed is not None and errand.owner_is_here:
                errand.failed(Broken())
        else:
            # Whoever wrote is told before everybody else, so that it knows its own change when it comes.
            if errand.then is not None and errand.owner_is_here and not superseded:
                errand.then(outcome)
            if isinstance(outcome, Changes):
                self.changed.emit(outcome)


class Inline(QObject):
    """`Background` that does everything at once in the calling thread: for tests and for the demo."""

    changed = Signal(object)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self.is_closed = False

    def close(self) -> None:
        """As with the thread: whatever is asked for from now on is dropped."""
        self.is_closed = True

    def query(
        self, ask: Query[T], then: Callable[[T], None], *, owner: QObject, key: str = "",
        failed: Callable[[OnTrackError], None] | None = None,
    ) -> None:
        self._try(lambda: self.workspace.query(ask), then, failed)

    def change(
        self, command: Command, then: Callable[[Changes], None] | None = None, *, owner: QObject,
        failed: Callable[[OnTrackError], None] | None = None,
    ) -> None:
        def broadcast(changes: Changes) -> None:
            if then is not None:
                then(changes)
            self.changed.emit(changes)

        self._try(lambda: self.workspace.change(command), broadcast, failed)

    def compute(
        self, work: Callable[[], T], then: Callable[[T], None], *, owner: QObject,
        failed: Callable[[OnTrackError], None] | None = None,
    ) -> None:
        self._try(work, then, failed)

    def _try(
        self, work: Callable[[], T], then: Callable[[T], None], failed: Callable[[OnTrackError], None] | None
    ) -> None:
        if self.is_closed:
            return
        try:
            outcome = work()
        except OnTrackError as error:
            if failed is None:
                raise
            failed(error)
        else:
            then(outcome)
