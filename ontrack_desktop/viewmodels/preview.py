"""A paper as it will be printed: drawn in memory, the newest wish only; nothing of it is ever on the disk."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.services.papers import Paper
from ontrack_desktop.services.workspace import Query

from .desk import Desk

T = TypeVar("T")


class PreviewModel(QObject):
    """`paper` is what was drawn last, `problem` why there is none."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.paper: Paper | None = None
        self.problem = ""
        self.is_drawing = False
        self._wish = 0

    def draw(self, ask: Query[T], finish: Callable[[T], Paper]) -> None:
        """Gather in the store, then draw. What was wished before, and is not drawn yet, is dropped."""
        self._wish += 1
        self.is_drawing = True
        wish = self._wish
        self.changed.emit()
        self.desk.background.query(
            ask, partial(self._gathered, wish, finish), owner=self, failed=partial(self._refused, wish)
        )

    def clear(self) -> None:
        """Show nothing, and let go of what was drawn."""
        self._wish += 1
        self.paper, self.problem, self.is_drawing = None, "", False
        self.changed.emit()

    def _gathered(self, wish: int, finish: Callable[[Any], Paper], found: Any) -> None:
        if wish == self._wish:
            self.desk.background.compute(
                partial(finish, found), partial(self._drawn, wish), owner=self, failed=partial(self._refused, wish)
            )

    def _drawn(self, wish: int, paper: Paper) -> None:
        if wish == self._wish:
            self.paper, self.problem, self.is_drawing = paper, "", False
            self.changed.emit()

    def _refused(self, wish: int, error: OnTrackError) -> None:
        if wish == self._wish:
            self.paper, self.problem, self.is_drawing = None, str(error), False
            self.changed.emit()
