"""Widgets in columns of one width: as many side by side as there is room for, the rest in the rows below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget


class Columns(QWidget):
    """`set_widgets` says what stands in it, how many columns at most, and how narrow one may get (px)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(12)
        self._widgets: list[QWidget] = []
        self._most, self._narrowest, self._now = 1, 1, 0

    def set_widgets(self, widgets: Sequence[QWidget], *, most: int, narrowest: int) -> None:
        """Take these in, in their order."""
        self._widgets, self._most, self._narrowest, self._now = list(widgets), most, narrowest, 0
        self._arrange()

    def is_empty(self) -> bool:
        return not self._widgets

    def minimumSizeHint(self) -> QSize:
        """One column: the widgets in it may not keep the page from getting narrower."""
        widest = max((widget.minimumSizeHint().width() for widget in self._widgets), default=0)
        return QSize(widest, self._grid.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        gap = self._grid.horizontalSpacing()
        fit = max(1, min(self._most, (self.width() + gap) // (self._narrowest + gap)))
        if len(self._widgets) == self._most and self._most % fit:  # four as two and two, never as three and one
            fit = max(n for n in range(1, fit + 1) if self._most % n == 0)
        if fit == self._now:
            return
        self._now = fit
        for place, widget in enumerate(self._widgets):
            self._grid.addWidget(widget, place // fit, place % fit)
        for column in range(self._most):
            self._grid.setColumnStretch(column, 1 if column < fit else 0)
