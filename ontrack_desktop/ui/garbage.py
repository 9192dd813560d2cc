"""Python's reference circles are taken apart in the window's thread only.

A widget or a timer in such a circle, destroyed in another thread, takes the whole program down. Python collects in
whichever thread happens to allocate: so it is told not to, and does it here, when the window has nothing to do.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

PAUSE = 1_000  # ms


class Garbage(QObject):
    """From now on, and as long as `parent` lives."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collect as much as Python itself would have by now."""
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > gc.get_threshold()[generation]:
                gc.collect(generation)
                return
