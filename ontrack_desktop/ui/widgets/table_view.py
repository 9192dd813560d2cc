"""A table of 48 px rows for pupils and the like: persons, bold names, chips, trends; thousands of rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from ontrack_desktop.ui.icons import pixmap
from ontrack_desktop.ui.theme import current_theme, font
from ontrack_desktop.ui.widgets.avatar import paint_avatar
from ontrack_desktop.ui.widgets.chip import chip_size, paint_chip
from ontrack_desktop.ui.widgets.keyboard import choose_row
from ontrack_desktop.ui.widgets.plain_label import plain_tip
from ontrack_desktop.ui.widgets.row_list import Index
from ontrack_desktop.ui.widgets.table_model import TRENDS, Cell, CellRole, Heading, TableModel

T = TypeVar("T")
HEIGHT = 48
PAD = 8
AVATAR = 44  # px of a person before the words
TREND = 22  # px of an arrow after them


class TableView(QTableView):
    """`opened(row)` by Enter or click; `sort_wanted(column, descending)` by a heading; the row is the target.

    `current_changed(row)` gives the number of the row that the keyboard is on.
    """

    opened = Signal(int)
    current_changed = Signal(int)
    sort_wanted = Signal(int, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._over_bar = QFrame(self)
        self._over_bar.setProperty("role", "over_bar")
        self.cells = TableModel(self)
        self.setModel(self.cells)
        self.setItemDelegate(_CellDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.hovered = -1
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(HEIGHT)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setMinimumSectionSize(40)
        header.sectionClicked.connect(self._sort)
        self._over_bar.stackUnder(header)
        self.clicked.connect(lambda index: self.opened.emit(index.row()))
        self.selectionModel().currentRowChanged.connect(lambda now, _old: self.current_changed.emit(now.row()))

    def set_rows(
        self, headings: Sequence[Heading], rows: Sequence[T], cells_of: Callable[[T], Sequence[Cell]]
    ) -> None:
        """Show `rows`; `cells_of(row)` gives one cell for each heading."""
        self.cells.reset(headings, rows, cells_of)
        header = self.horizontalHeader()
        for number, heading in enumerate(headings):
            wide = QHeaderView.ResizeMode.Fixed if heading.width else QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(number, wide)
            if heading.width:
                header.resizeSection(number, heading.width)

    def show_sorting(self, column: int, *, descending: bool) -> None:
        """Mark the heading that the rows are sorted by."""
        self.cells.show_sorting(column, descending=descending)

    def select_row(self, row: int) -> None:
        """Put the keyboard on a row and bring it into view."""
        self.setCurrentIndex(self.cells.index(row, 0))

    def current_row(self) -> int:
        """The row that the keyboard is on, or -1."""
        return self.currentIndex().row()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() in keys and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and self.cells.rows:
            self.select_row(0 if event.key() == Qt.Key.Key_Home else len(self.cells.rows) - 1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        choose_row(self, event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(event.position().toPoint().y()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def updateGeometries(self) -> None:
        """The head reaches over the scroll bar to the edge of the card."""
        super().updateGeometries()
        head = self.horizontalHeader().geometry()
        left = head.center().x()
        self._over_bar.setGeometry(left, head.top(), self.width() - left, head.height())

    def _hover(self, row: int) -> None:
        """The whole row is the target, so the whole row answers to the pointer."""
        if row != self.hovered:
            self.hovered = row
            self.viewport().update()

    def _sort(self, column: int) -> None:
        if self.cells.headings[column].sortable:
            self.sort_wanted.emit(column, self.cells.sorted_up(column))


class _CellDelegate(QStyledItemDelegate):
    def __init__(self, view: TableView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(80, HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell: Cell = index.data(CellRole)
        place: QRect = option.rect
        painter.save()
        self._paint_ground(painter, option, place, index)
        room = self._room(place, cell, index)
        if cell.avatar:
            paint_avatar(painter, QRect(room.left() - AVATAR, place.center().y() - 15, 32, 32), *cell.avatar)
        self._paint_words(painter, cell, room, right=self._view.cells.headings[index.column()].right)
        painter.restore()

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """What was cut is said whole."""
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        cell: Cell = index.data(CellRole)
        room = self._room(option.rect, cell, index)
        if cell.chip:
            is_cut = chip_size(cell.chip).width() > room.width()
        else:
            words = QFontMetrics(font("label", semibold=cell.bold)).horizontalAdvance(cell.text)
            is_cut = words > room.width() - (TREND if cell.trend else 0)
        QToolTip.showText(event.globalPos(), plain_tip(cell.spoken()) if is_cut else "", view)
        return True

    def _room(self, place: QRect, cell: Cell, index: Index) -> QRect:
        """Where the words of a cell stand."""
        room = place.adjusted(PAD, 0, -PAD, 0)
        if index.column() == 0:
            room.setLeft(place.left() + 16)
        if index.column() == len(self._view.cells.headings) - 1:
            room.setRight(place.right() - 16)
        if cell.avatar:
            room.setLeft(room.left() + AVATAR)
        return room

    def _paint_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, place: QRect, index: Index
    ) -> None:
        theme = current_theme()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(place, theme.colour("primary_soft"))
        elif index.row() == self._view.hovered:
            painter.fillRect(place, theme.colour("paper"))
        painter.fillRect(place.left(), place.bottom(), place.width(), 1, theme.colour("line"))
        if chosen and self._view.hasFocus():
            self._paint_focus(painter, place, index)

    def _paint_focus(self, painter: QPainter, place: QRect, index: Index) -> None:
        """A line around the whole row, drawn cell by cell."""
        painter.setPen(QPen(current_theme().colour("primary"), 2))
        top, bottom = place.top() + 2, place.bottom() - 2
        painter.drawLine(place.left(), top, place.right(), top)
        painter.drawLine(place.left(), bottom, place.right(), bottom)
        if index.column() == 0:
            painter.drawLine(place.left() + 2, top, place.left() + 2, bottom)
        if index.column() == len(self._view.cells.headings) - 1:
            painter.drawLine(place.right() - 2, top, place.right() - 2, bottom)

    def _paint_words(self, painter: QPainter, cell: Cell, room: QRect, *, right: bool) -> None:
        theme = current_theme()
        if cell.chip:
            size = chip_size(cell.chip)
            size.setWidth(min(size.width(), room.width()))
            left = room.right() - size.width() + 1 if right else room.left()
            paint_chip(painter, QRect(QPoint(left, room.center().y() - 11), size), cell.chip)
            return
        if cell.trend:
            icon, ink, _said = TRENDS[cell.trend]
            painter.drawPixmap(QPoint(room.right() - 15, room.center().y() - 7), pixmap(icon, ink, 16))
            room.setRight(room.right() - TREND)
        painter.setFont(font("label", semibold=cell.bold, tabular=right))
        painter.setPen(theme.colour("ink_2" if cell.muted else "ink"))
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        words = painter.fontMetrics().elidedText(cell.text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, words)
