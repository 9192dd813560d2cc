"""What a table shows: headings, and the cells of each row, made when the row comes into view."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtWidgets import QWidget

from ontrack_desktop.ui.widgets.chip import ChipWords
from ontrack_desktop.ui.widgets.plain_label import plain_tip
from ontrack_desktop.ui.widgets.row_list import Index

NOTHING = QModelIndex()
CellRole = Qt.ItemDataRole.UserRole
# way -> (icon, ink, as said)
TRENDS = {
    "up": ("trending-up", "good", "rising"),
    "down": ("trending-down", "alert", "falling"),
    "same": ("minus", "ink_3", "steady"),
}


@dataclass(frozen=True)
class Cell:
    """One cell: words, perhaps a person before them, a chip in their place or a trend (a key of TRENDS) after."""

    text: str = ""
    bold: bool = False
    muted: bool = False
    avatar: tuple[str, str] | None = None
    chip: ChipWords | None = None
    trend: str = ""

    def spoken(self) -> str:
        """The cell as a screen reader says it."""
        trend = TRENDS[self.trend][2] if self.trend else ""
        return ", ".join(part for part in (self.text, self.chip[2] if self.chip else "", trend) if part)


@dataclass(frozen=True)
class Heading:
    """One column: `width` px, or 0 for a share of what is left. Figures and chips stand at the `right`.

    `tip` explains the column where its heading cannot.
    """

    text: str
    width: int = 0
    right: bool = False
    sortable: bool = True
    tip: str = ""


class TableModel(QAbstractTableModel):
    """Rows of any kind; `cells_of` makes the cells of one when it comes into view."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.headings: Sequence[Heading] = ()
        self.rows: Sequence[Any] = ()
        self._cells_of: Callable[[Any], Sequence[Cell]] = lambda _row: ()
        self._made: dict[int, Sequence[Cell]] = {}
        self._sorted: tuple[int, bool] | None = None

    def reset(
        self, headings: Sequence[Heading], rows: Sequence[Any], cells_of: Callable[[Any], Sequence[Cell]]
    ) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.headings, self.rows, self._cells_of = headings, rows, cells_of
        self._made = {}
        self.endResetModel()

    def cell(self, index: Index) -> Cell:
        """The cell at an index."""
        row = index.row()
        if row not in self._made:
            self._made[row] = self._cells_of(self.rows[row])
        return self._made[row][index.column()]

    def show_sorting(self, column: int, *, descending: bool) -> None:
        """Mark a heading with the way in which the rows are sorted by it."""
        self._sorted = (column, descending)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.headings) - 1)

    def sorted_up(self, column: int) -> bool:
        """Are the rows sorted by this column, lowest first?"""
        return self._sorted == (column, False)

    def rowCount(self, parent: Index = NOTHING) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NOTHING) -> int:
        return 0 if parent.isValid() else len(self.headings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.cell(index).spoken()
        return self.cell(index) if role == CellRole else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        heading = self.headings[section]
        if role == Qt.ItemDataRole.DisplayRole:
            sign = {None: "", (section, False): " ↑", (section, True): " ↓"}.get(self._sorted, "")
            return heading.text + sign
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return plain_tip(heading.tip) if role == Qt.ItemDataRole.ToolTipRole else heading.tip
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if heading.right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None
