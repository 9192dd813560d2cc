"""Work for which no vault need be open, one thing after the other on a thread of its own.

Also what loads the store's code while a person types the passphrase: whatever is asked for later waits for it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from ontrack_desktop.domain.errors import OnTrackError

T = TypeVar("T")
PATIENCE = 5  # s
PAUSE = 0.05  # s between two pictures of how far something has come
Failed = Callable[[OnTrackError], None]


class Errands(QObject):
    """`run` may be called from the window's thread only; `then` and `failed` are called there too."""

    fault = Signal(object)
    """Signal(BaseException): a fault of the program."""

    _done = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._done.connect(self._deliver)
        self._waiting: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        # a daemon: a keyring that never answers must not keep the program from ending
        self._thread = Thread(target=self._work, name="errands", daemon=True)
        self._thread.start()

    def run(self, work: Callable[[], T], then: Callable[[T], None], failed: Failed | None = None) -> None:
        """Do `work` elsewhere, then call `then` with its outcome, or `failed` with an expected failure.

        An answer to a method of an object that has gone meanwhile is dropped.
        """
        answer, refusal = _Answer(then), _Answer(failed or self.fault.emit)

        def errand() -> None:
            try:
                outcome = work()
            except BaseException as error:  # handed to the window's thread, which decides whose fault it is
                self._done.emit(refusal, error)
            else:
                self._done.emit(answer, outcome)

        self._waiting.put(errand)

    def close(self) -> None:
        """Do what was asked for, then end the thread; a keyring that does not answer is not waited for."""
        self._waiting.put(None)
        self._thread.join(PATIENCE)

    def _work(self) -> None:
        while (errand := self._waiting.get()) is not None:
            errand()

    @Slot(object, object)
    def _deliver(self, answer: _Answer, outcome: Any) -> None:
        if isinstance(outcome, BaseException) and not isinstance(outcome, OnTrackError):
            self.fault.emit(outcome)
        elif answer.is_wanted:
            answer.give(outcome)


def now_and_then(show: Callable[[str, int, int], None]) -> Callable[[str, int, int], None]:
    """Pass on how far something has come when it is something else, or not told for a moment."""
    said, last = "", 0.0

    def shown(what: str, done: int, of_all: int) -> None:
        nonlocal said, last
        now = time.monotonic()
        if what != said or now - last > PAUSE:
            said, last = what, now
            show(what, done, of_all)

    return shown


class _Answer:
    """Whom to answer, as long as they are there."""

    def __init__(self, give: Callable[[Any], None]) -> None:
        self.give = give
        self.is_wanted = True
        owner = getattr(give, "__self__", None)
        if isinstance(owner, QObject):
            owner.destroyed.connect(self._owner_left)

    def _owner_left(self) -> None:
        self.is_wanted = False
