"""Work that takes seconds or minutes, on a thread of its own: how far it has come, and a way to stop it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from threading import Event
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from ontrack_desktop.services.backups import Watch

from .errands import Errands, Failed, now_and_then

T = TypeVar("T")


class LongWork(QObject):
    """One thing after the other. Whoever asks is answered in the window's thread, `Stopped` being a failure."""

    moved = Signal(str, int, int)
    """What is being done, how much of it, and of how much (0: nobody knows)."""
    fault = Signal(object)
    """Signal(BaseException): a fault of the program."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._errands = Errands(self)
        self._errands.fault.connect(self.fault)
        self._stop, self._close = Event(), Event()

    def run(self, work: Callable[[Watch], T], then: Callable[[T], None], failed: Failed) -> None:
        """Do `work`, which tells the watch that it is given how far it is."""
        self._errands.run(partial(self._watched, work), then, failed)

    def stop(self) -> None:
        """Stop what is being done now. The answer comes as a failure, a moment later."""
        self._stop.set()

    def close(self) -> None:
        """Stop, leave what still waits, and end the thread."""
        self._close.set()
        self._errands.close()

    def _watched(self, work: Callable[[Watch], T]) -> T:
        self._stop.clear()
        stops = Watch(now_and_then(self.moved.emit), lambda: self._stop.is_set() or self._close.is_set())
        return work(stops)
