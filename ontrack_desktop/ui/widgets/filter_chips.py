"""A line of chips of which one holds: which part of a list is shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from ontrack_desktop.ui.widgets.chip import FilterChip
from ontrack_desktop.ui.widgets.flow_layout import FlowLayout


class FilterChips(QWidget):
    """`chosen(name)` when a person presses one. Promote an empty QWidget of a form to this."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self)
        self._group = QButtonGroup(self)
        self.chips: dict[str, FilterChip] = {}

    def set_filters(self, filters: Sequence[tuple[str, str]], current: str) -> None:
        """(name, words) in their order, and which one holds. The keyboard stays where it is."""
        if list(self.chips) != [name for name, _ in filters]:
            self._make([name for name, _ in filters])
        for name, words in filters:
            chip = self.chips[name]
            chip.setText(words.replace("&", "&&"))
            chip.setAccessibleName(words)
            chip.setChecked(name == current)
            chip.updateGeometry()

    def _make(self, names: Sequence[str]) -> None:
        for old in self.chips.values():
            self._group.removeButton(old)
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.chips = {}
        for name in names:
            chip = FilterChip(self)
            chip.clicked.connect(lambda _on=False, wanted=name: self.chosen.emit(wanted))
            self._group.addButton(chip)
            self._flow.addWidget(chip)
            chip.show()
            self.chips[name] = chip
