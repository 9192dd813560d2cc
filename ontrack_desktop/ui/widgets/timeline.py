"""The journal: notes one under the other, opened by Enter or a click, their actions ticked where they stand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractItemView, QWidget

from ontrack_desktop.ui.theme import current_theme
from ontrack_desktop.ui.widgets.row_list import Index
from ontrack_desktop.ui.widgets.timeline_face import TimelineItem
from ontrack_desktop.ui.widgets.timeline_model import TimelineModel
from ontrack_desktop.ui.widgets.timeline_rows import EDGE, TimelineRows

__all__ = ["Timeline", "TimelineItem", "TimelineModel"]


class Timeline(TimelineRows):
    """Shows a `TimelineModel`; `opened(id)` by Enter or click. Arrow and page keys move between notes.

    An action is ticked in its place, by a click or by Space; Right and Left go through the actions of a note.
    """

    opened = Signal(str)
    ticked = Signal(str, bool)
    """(action id, whether it is done now)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lit = self._pressed = ""  # the action under the pointer, and the one that was pressed
        self._chosen = ""  # the action that the keyboard is on
        self.setAccessibleName("Journal")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)

    def current_id(self) -> str:
        """The id of the note that the keyboard is on, or ""."""
        row = self.currentIndex().row()
        return self.notes.items[row].id if row >= 0 else ""

    def select(self, note_id: str) -> None:
        """Bring the note with this id into view and put the keyboard on it."""
        for row, item in enumerate(self.notes.items):
            if item.id == note_id:
                self.setCurrentIndex(self.notes.index(row))
                self.scrollTo(self.currentIndex())

    def paintEvent(self, _event: QPaintEvent) -> None:
        self._settle()
        painter = QPainter(self.viewport())
        painter.translate(EDGE, 0)
        offset, page, width = self.verticalOffset(), self.viewport().height(), self._width()
        row = self._row_at(offset)
        while row is not None and row < len(self._heights) and self._tops[row] < offset + page:
            self._face(row).paint(painter, self._tops[row] - offset, width, lit=self._lit)
            row += 1
        if self.hasFocus() and self.currentIndex().isValid():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(current_theme().colour("primary"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self._focus_place(), 6, 6)
        if self.notes.canFetchMore() and self._tops[-1] < offset + 3 * page:
            self.notes.fetchMore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        actions = self.notes.items[self.currentIndex().row()].tickable() if self.current_id() else ()
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()), 0)
        if actions and (step > 0 or (step < 0 and self._chosen)):
            self._choose(actions, step)
        elif actions and event.key() == Qt.Key.Key_Space:
            if self._chosen:
                self._tick(self._chosen)
            else:
                self._choose(actions, 1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_id():
            self.opened.emit(self.current_id())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._pressed = self._action_at(event.position().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        place = event.position().toPoint()
        if event.button() != Qt.MouseButton.LeftButton or not self.indexAt(place).isValid():
            return
        action_id = self._action_at(place)
        if action_id and action_id == self._pressed:
            self._chosen = action_id
            self._tick(action_id)
        elif not self._pressed:
            self.opened.emit(self.current_id())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._light(self._action_at(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._light("")

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and self._chosen not in self.notes.items[current.row()].action_ids:
            self._chosen = ""

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and event.reason() != Qt.FocusReason.MouseFocusReason:
            self.setCurrentIndex(self.notes.index(0))
        self.viewport().update()

    # actions

    def action_place(self, action_id: str) -> QRect:
        """Where an action stands in the viewport."""
        row = next(row for row, item in enumerate(self.notes.items) if action_id in item.action_ids)
        place = self._face(row).action_place(action_id)
        return place.translated(EDGE, self._tops[row] - self.verticalOffset())

    def _action_at(self, point: QPoint) -> str:
        """The id of the action that can be ticked at a point of the viewport, or ""."""
        row = self._row_at(point.y() + self.verticalOffset())
        if row is None:
            return ""
        return self._face(row).action_at(QPoint(point.x() - EDGE, point.y() + self.verticalOffset() - self._tops[row]))

    def _light(self, action_id: str) -> None:
        if action_id != self._lit:
            self._lit = action_id
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if action_id else Qt.CursorShape.ArrowCursor)
            self.viewport().update()

    def _choose(self, actions: Sequence[str], step: int) -> None:
        """Put the keyboard on the next action of the note; before the first one is the note itself."""
        place = actions.index(self._chosen) + step if self._chosen in actions else 0
        self._chosen = actions[min(place, len(actions) - 1)] if place >= 0 else ""
        if self._chosen:
            item = self.notes.items[self.currentIndex().row()]
            done, words = item.actions[item.action_ids.index(self._chosen)]
            said = f"{words}, {'done' if done else 'to do'}. Space ticks it."
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))
            below = self._focus_place().bottom() + 8 - self.viewport().height()
            self.verticalScrollBar().setValue(self.verticalOffset() + max(0, below))
        self.viewport().update()

    def _tick(self, action_id: str) -> None:
        item = self.notes.items[self.currentIndex().row()]
        self.ticked.emit(action_id, not item.is_done(action_id))

    def _focus_place(self) -> QRect:
        row = self.currentIndex().row()
        if self._chosen:
            return self.action_place(self._chosen).translated(-EDGE, 0)
        place = self.visualRect(self.currentIndex()).translated(-EDGE, 0)
        heading = 32 if self.notes.items[row].month_heading else 0
        return place.adjusted(1 - EDGE, heading + 2, EDGE - 1, -3)
