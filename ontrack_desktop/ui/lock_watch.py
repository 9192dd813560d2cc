"""Notice when the program should lock itself: nobody there, the computer asleep or locked, its clock changed."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from PySide6.QtGui import QWindow

TICK = 1_000  # ms
JUMP = 30.0  # s between the two clocks: more than a clock is ever set right by
ACTS = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.InputMethod,
)


PAINTS = (QEvent.Type.Expose, QEvent.Type.UpdateRequest)


class LockWatch(QObject):
    """Watches from `start` to `stop`. `due` gives a reason once: idle, slept, clock or system.

    On Linux the session's lock and the coming sleep are heard over D-Bus. Elsewhere a sleep is noticed on waking:
    the two clocks have parted, or no tick came for longer than a tick lasts.
    """

    due = Signal(str)

    def __init__(
        self,
        app: QGuiApplication,
        minutes: int,
        parent: QObject | None = None,
        *,
        steady: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(parent)
        self.minutes = minutes
        self._steady, self._wall = steady, wall
        self._last_act = self._last_steady = steady()
        self._last_wall = wall()
        self._is_on = self._is_heard = False
        self._tick = QTimer(self)
        self._tick.setInterval(TICK)
        self._tick.timeout.connect(self.look)
        self._app = app
        self._system: QObject | None = None

    def start(self) -> None:
        """There is something to lock from now on."""
        if not self._is_heard:
            self._is_heard = True
            self._app.focusWindowChanged.connect(self._watch)
        self._is_on = True
        self._system = self._system or _system_watch(self)
        self._last_act = self._last_steady = self._steady()
        self._last_wall = self._wall()
        self._tick.start()
        for window in QGuiApplication.topLevelWindows():
            self._watch(window)

    def stop(self) -> None:
        self._is_on = False
        self._tick.stop()

    def look(self) -> None:
        """Compare the clocks, now."""
        steady, wall = self._steady(), self._wall()
        steadily, apart = steady - self._last_steady, (wall - self._last_wall) - (steady - self._last_steady)
        self._last_steady, self._last_wall = steady, wall
        if steadily > JUMP or apart > JUMP:
            self.tell("slept")
        elif apart < -JUMP:
            self.tell("clock")
        elif steady - self._last_act > self.minutes * 60:
            self.tell("idle")

    def tell(self, reason: str) -> None:
        """Lock for this reason, if there is something to lock."""
        if self._is_on:
            self.stop()
            self.due.emit(reason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # a window's own events only: few, and before any widget of it paints
        if event.type() in ACTS:
            self._last_act = self._steady()
        elif event.type() in PAINTS and self._is_on:
            self.look()
        return False

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)


def _system_watch(watch: LockWatch) -> QObject | None:
    """Ears for the system's own signals, where Qt has them cheaply."""
    if sys.platform != "linux":
        return None
    from ontrack_desktop.ui.session_bus import SessionBus

    return SessionBus(watch.tell, watch)
