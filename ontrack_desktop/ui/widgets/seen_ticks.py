"""Which children were seen, and which alone; or that nobody was in."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget


class SeenTicks(QWidget):
    """Two ticks for each child. `seen(id, on)`, `alone(id, on)`, `nobody(on)`."""

    seen = Signal(str, bool)
    alone = Signal(str, bool)
    nobody = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ticks: dict[str, tuple[QCheckBox, QCheckBox]] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(3, 1)
        self.nobody_in = QCheckBox("&Nobody in")
        self.nobody_in.setAccessibleName("Nobody in")
        self.nobody_in.clicked.connect(lambda on: self.nobody.emit(bool(on)))
        self._grid.addWidget(self.nobody_in, 0, 2)

    def set_children(self, children: Sequence[tuple[str, str]]) -> None:
        """(id, name) of each; with several, each tick says whose it is."""
        if list(self.ticks) == [child for child, _name in children]:
            return
        for tick in (each for pair in self.ticks.values() for each in pair):
            tick.hide()
            tick.deleteLater()
        one = len(children) == 1
        self.ticks = {child: self._pair(child, "" if one else name) for child, name in children}
        order: list[QWidget] = [each for pair in self.ticks.values() for each in pair]
        for row, pair in enumerate(self.ticks.values()):
            for column, tick in enumerate(pair):
                self._grid.addWidget(tick, row, column)
        for first, second in zip([self, *order], [*order, self.nobody_in], strict=True):
            QWidget.setTabOrder(first, second)

    def show_seen(self, seen: Collection[str], alone: Collection[str], *, nobody: bool) -> None:
        """Tick these ids."""
        for child, (was_seen, was_alone) in self.ticks.items():
            was_seen.setChecked(child in seen)
            was_alone.setChecked(child in alone)
            was_seen.setEnabled(not nobody)
            was_alone.setEnabled(not nobody)
        self.nobody_in.setChecked(nobody)

    def _pair(self, child: str, name: str) -> tuple[QCheckBox, QCheckBox]:
        shown = name.replace("&", "&&")
        seen = QCheckBox(f"{shown} seen" if name else "&Seen")
        alone = QCheckBox("alone" if name else "Seen al&one")
        seen.setAccessibleName(f"{name} seen" if name else "Seen")
        alone.setAccessibleName(f"{name} seen alone" if name else "Seen alone")
        seen.clicked.connect(lambda on: self.seen.emit(child, bool(on)))
        alone.clicked.connect(lambda on: self.alone.emit(child, bool(on)))
        return seen, alone
