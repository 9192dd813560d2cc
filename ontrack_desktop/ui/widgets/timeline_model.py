"""The notes of the journal, page by page as they are scrolled to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt, Signal

from ontrack_desktop.ui.widgets.row_list import Index
from ontrack_desktop.ui.widgets.timeline_face import TimelineItem

NOTHING = QModelIndex()
ItemRole = Qt.ItemDataRole.UserRole


class TimelineModel(QAbstractListModel):
    """Notes, newest first. Says `more_wanted` once when the end comes near, until `append` brings more."""

    more_wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.items: list[TimelineItem] = []
        self._more = self._asked = False

    def reset(self, items: Sequence[TimelineItem], *, more: bool = False) -> None:
        """Show these notes from the top. `more` says that older ones can be had."""
        self.beginResetModel()
        self.items = list(items)
        self._more, self._asked = more, False
        self.endResetModel()

    def append(self, items: Sequence[TimelineItem], *, more: bool = False) -> None:
        """Put older notes under those that there are."""
        self._more, self._asked = more, False
        if not items:
            return
        first = len(self.items)
        self.beginInsertRows(NOTHING, first, first + len(items) - 1)
        self.items.extend(items)
        self.endInsertRows()

    def rowCount(self, parent: Index = NOTHING) -> int:
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        item = self.items[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return item.spoken()
        return item if role == ItemRole else None

    def canFetchMore(self, _parent: Index = NOTHING) -> bool:
        return self._more and not self._asked

    def fetchMore(self, _parent: Index = NOTHING) -> None:
        if self.canFetchMore():
            self._asked = True
            self.more_wanted.emit()
