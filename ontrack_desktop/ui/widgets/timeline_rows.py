"""Thousands of notes of any height in one list that scrolls without a jerk.

Heights are guessed until a note comes into view and only then set, so opening costs the same for 50 notes as for
5,000. What stands at the top of the window stays there while guesses are put right.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from ontrack_desktop.ui.widgets.row_list import Index
from ontrack_desktop.ui.widgets.timeline_face import TimelineFace, guess_height
from ontrack_desktop.ui.widgets.timeline_model import TimelineModel

KEPT_FACES = 300
EDGE = 8  # px at the left and right for the focus ring


class TimelineRows(QListView):
    """Where each note of `notes` stands, and how the keyboard and the bar move among them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tops: list[int] = [0]  # px from the first note's top; one more than there are notes
        self._heights: list[int] = []
        self._faces: dict[int, TimelineFace] = {}
        self.notes = TimelineModel(self)
        self.setModel(self.notes)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.notes.rowsInserted.connect(self._grow)
        self.notes.modelReset.connect(self._start_again)

    # what Qt asks of an item view, answered from our own heights

    def visualRect(self, index: Index) -> QRect:
        if not index.isValid() or index.row() >= len(self._heights):
            return QRect()
        row = index.row()
        return QRect(EDGE, self._tops[row] - self.verticalOffset(), self._width(), self._heights[row])

    def indexAt(self, point: QPoint) -> QModelIndex:
        row = self._row_at(point.y() + self.verticalOffset())
        return self.notes.index(row) if row is not None else QModelIndex()

    def scrollTo(
        self, index: Index, _hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        if not index.isValid():
            return
        self._measure(index.row())
        top, bottom = self._tops[index.row()], self._tops[index.row() + 1]
        bar, page = self.verticalScrollBar(), self.viewport().height()
        if top < bar.value() or bottom - top > page:
            bar.setValue(top)
        elif bottom > bar.value() + page:
            bar.setValue(bottom - page)

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def horizontalOffset(self) -> int:
        return 0

    def isIndexHidden(self, _index: Index) -> bool:
        return False

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        self.selectionModel().select(self.indexAt(rect.topLeft()), command)

    def visualRegionForSelection(self, _selection: object) -> QRegion:
        return QRegion(self.visualRect(self.currentIndex()))

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, _modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        last = len(self._heights) - 1
        row = max(0, self.currentIndex().row())
        page = self.viewport().height() - 40
        move = QAbstractItemView.CursorAction
        if action in (move.MoveUp, move.MovePrevious, move.MoveLeft):
            row -= 1
        elif action in (move.MoveDown, move.MoveNext, move.MoveRight):
            row += 1 if self.currentIndex().isValid() else 0
        elif action == move.MovePageUp:
            row = min(row - 1, self._row_at(max(0, self._tops[row] - page)) or 0)
        elif action == move.MovePageDown:
            below = self._row_at(self._tops[row] + page)
            row = max(row + 1, last if below is None else below)
        else:
            row = 0 if action == move.MoveHome else last
        return self.notes.index(max(0, min(row, last))) if last >= 0 else QModelIndex()

    def doItemsLayout(self) -> None:
        self.updateGeometries()
        self.viewport().update()

    def updateGeometries(self) -> None:
        bar, page = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(0, self._tops[-1] - page))
        bar.setPageStep(page)
        bar.setSingleStep(48)

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        self.viewport().update()

    def sizeHint(self) -> QSize:
        return QSize(640, 480)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 120)

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            self._set_again()
        super().resizeEvent(event)
        self.updateGeometries()

    # heights

    def _width(self) -> int:
        return self.viewport().width() - 2 * EDGE

    def _row_at(self, y: int) -> int | None:
        """The note that covers `y` px from the first note's top."""
        if not 0 <= y < self._tops[-1]:
            return None
        return bisect_right(self._tops, y) - 1

    def _start_again(self) -> None:
        self._set_again()
        self.verticalScrollBar().setValue(0)

    def _set_again(self) -> None:
        """Another width or other notes: forget what was set, and keep the note at the top where it is."""
        row = self._row_at(self.verticalOffset())
        within = self.verticalOffset() - self._tops[row] if row is not None else 0
        self._faces.clear()
        self._heights = [guess_height(item, self._width()) for item in self.notes.items]
        self._add_up()
        if row is not None and row < len(self._heights):
            self.verticalScrollBar().setValue(self._tops[row] + within)

    def _grow(self, _parent: QModelIndex, first: int, last: int) -> None:
        fresh = self.notes.items[first : last + 1]
        self._heights[first:first] = [guess_height(item, self._width()) for item in fresh]
        self._add_up()

    def _add_up(self) -> None:
        self._tops = list(accumulate(self._heights, initial=0))
        self.updateGeometries()
        self.viewport().update()

    def _settle(self) -> None:
        """Set what is in view, and put the heights right; what is under the first note in view does not move."""
        first = self._row_at(self.verticalOffset())
        if first is None:
            return
        hidden = self.verticalOffset() - self._tops[first]
        if hidden > 0 and (grown := self._measure(first)):
            self.verticalScrollBar().setValue(self.verticalOffset() + grown)
        row, end = first, self.verticalOffset() + self.viewport().height()
        while row < len(self._heights) and self._tops[row] < end:
            self._measure(row)
            row += 1

    def _measure(self, row: int) -> int:
        """Put one height right and return by how much it grew."""
        grown = self._face(row).height - self._heights[row]
        if grown:
            self._heights[row] += grown
            self._tops[row:] = accumulate(self._heights[row:], initial=self._tops[row])
            self.updateGeometries()
        return grown

    def _face(self, row: int) -> TimelineFace:
        face = self._faces.get(row)
        if face is None:
            if len(self._faces) >= KEPT_FACES:
                self._faces.clear()
            face = self._faces[row] = TimelineFace(self.notes.items[row], self._width())
        return face
