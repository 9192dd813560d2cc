"""A list under headings: icon, bold lead, text, perhaps a snippet with the found words in it, perhaps keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ontrack_desktop.ui.icons import pixmap
from ontrack_desktop.ui.theme import current_theme, font
from ontrack_desktop.ui.widgets.row_list import Index

HEADING, LINE, TALL = 32, 44, 56
PAD = 16
WORDS = PAD + 18 + 12
ItemRole = Qt.ItemDataRole.UserRole
NOWHERE = QModelIndex()
Segments = tuple[tuple[str, bool], ...]
"""Pieces of a line in their order; True where it is what was looked for."""


@dataclass(frozen=True)
class Item:
    """One row. `keys` are shown at its end, as on the keyboard; `trailing` is a word there instead."""

    id: str
    lead: str
    text: str = ""
    icon: str = ""
    snippet: Segments = ()
    keys: str = ""
    trailing: str = ""

    def spoken(self) -> str:
        """The row as a screen reader says it."""
        snippet = "".join(piece for piece, _ in self.snippet)
        return ", ".join(part for part in (self.lead, self.text, snippet, self.trailing) if part)


class _GroupModel(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[Item | str] = []

    def reset(self, groups: Sequence[tuple[str, Sequence[Item]]]) -> None:
        self.beginResetModel()
        self.rows = []
        for title, items in groups:
            self.rows += [title, *items] if items else []
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row if isinstance(row, str) else row.spoken()
        return row if role == ItemRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        is_heading = index.isValid() and isinstance(self.rows[index.row()], str)
        return Qt.ItemFlag.NoItemFlags if is_heading else Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class GroupedList(QListView):
    """`opened(id)` by click or Enter; `current_changed(id)` when the choice moves. Headings are stepped over."""

    opened = Signal(str)
    current_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._groups = _GroupModel(self)
        self.setModel(self._groups)
        self.setItemDelegate(_GroupDelegate(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.selectionModel().currentChanged.connect(self._moved)

    def set_groups(self, groups: Sequence[tuple[str, Sequence[Item]]]) -> None:
        """Show these (heading, rows); groups without rows are left out. The same row stays current."""
        here = self.current_id()
        self._groups.reset(groups)
        self.updateGeometry()
        if here:
            self.mark(here)

    def height_of_all(self) -> int:
        """Px that every row together takes."""
        return sum(_height(row) for row in self._groups.rows)

    def current_id(self) -> str:
        """The id of the current row, or ""."""
        index = self.currentIndex()
        row = self._groups.rows[index.row()] if index.isValid() else ""
        return row.id if isinstance(row, Item) else ""

    def mark(self, row_id: str) -> None:
        """Make the row with this id current without telling anybody."""
        was = self.blockSignals(True)
        self.select(row_id)
        self.blockSignals(was)

    def select(self, row_id: str) -> None:
        """Make the row with this id current."""
        for number, row in enumerate(self._groups.rows):
            if isinstance(row, Item) and row.id == row_id:
                self.setCurrentIndex(self._groups.index(number))

    def step(self, by: int) -> None:
        """Go so many rows down (or up): to the first one where none is current."""
        places = [number for number, row in enumerate(self._groups.rows) if isinstance(row, Item)]
        if not places:
            return
        index = self.currentIndex()
        at = places.index(index.row()) + by if index.isValid() and index.row() in places else 0
        place = places[min(len(places) - 1, max(0, at))]
        # The heading of the first row is worth seeing too.
        self.scrollTo(self._groups.index(max(0, place - 1) if place == places[0] else place))
        self.setCurrentIndex(self._groups.index(place))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_id():
            self.opened.emit(self.current_id())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        row = self._groups.rows[index.row()] if index.isValid() else ""
        if isinstance(row, Item) and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(row.id)

    def _moved(self, current: QModelIndex) -> None:
        row = self._groups.rows[current.row()] if current.isValid() else ""
        if isinstance(row, Item):
            self.current_changed.emit(row.id)


class _GroupDelegate(QStyledItemDelegate):
    def __init__(self, view: GroupedList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(160, _height(index.data(ItemRole)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Item | str = index.data(ItemRole)
        place: QRect = option.rect
        painter.save()
        if isinstance(row, str):
            self._paint_heading(painter, row, place, first=index.row() == 0)
        else:
            self._paint_item(painter, option, row, place)
        painter.restore()

    def _paint_heading(self, painter: QPainter, words: str, place: QRect, *, first: bool) -> None:
        theme = current_theme()
        if not first:
            painter.fillRect(place.left(), place.top(), place.width(), 1, theme.colour("line"))
        painter.setFont(font("caption"))
        painter.setPen(theme.colour("ink_2"))
        painter.drawText(place.adjusted(PAD, 4, -PAD, 0), _LEFT, words)

    def _paint_item(self, painter: QPainter, option: QStyleOptionViewItem, row: Item, place: QRect) -> None:
        theme = current_theme()
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(place, theme.colour("primary_soft"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(place, theme.colour("surface_2"))
        if chosen and (self._view.hasFocus() or theme.name == "contrast"):
            painter.setPen(QPen(theme.colour("primary"), 2))
            painter.drawRect(place.adjusted(1, 1, -2, -2))
        if row.icon:
            painter.drawPixmap(QPoint(place.left() + PAD, place.center().y() - 8), pixmap(row.icon, "ink_2"))
        left = place.left() + (WORDS if row.icon else PAD)
        right = self._paint_end(painter, row, place, chosen=chosen)
        upper = QRect(left, place.top(), right - left, place.height())
        if row.snippet:
            upper.setRect(left, place.top() + 8, right - left, 22)
            self._paint_snippet(painter, row.snippet, QRect(left, place.top() + 28, right - left, 20))
        end = _draw(painter, row.lead, upper, font("label", semibold=True), "ink")
        if row.text:
            upper.setLeft(end + 5)
            _draw(painter, row.text, upper, font("label"), "ink_2")

    def _paint_end(self, painter: QPainter, row: Item, place: QRect, *, chosen: bool) -> int:
        """Paint keys or a word at the right, and return where the words must end."""
        theme = current_theme()
        right = place.right() - PAD
        said = row.keys or row.trailing or ("⏎" if chosen and row.snippet else "")
        if not said:
            return right
        painter.setFont(font("caption"))
        painter.setPen(theme.colour("ink_2"))
        width = painter.fontMetrics().horizontalAdvance(said)
        if row.trailing and not row.keys:
            painter.drawText(QRect(right - width, place.top(), width + 1, place.height()), _LEFT, said)
            return right - width - 12
        cap = QRectF(right - width - 12, place.center().y() - 9.5, width + 12, 20)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("ink_3"), 1))
        painter.drawRoundedRect(cap, 4, 4)
        painter.setPen(theme.colour("ink_2"))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, said)
        return int(cap.left()) - 12

    def _paint_snippet(self, painter: QPainter, snippet: Segments, room: QRect) -> None:
        for piece, is_found in snippet:
            if room.width() <= 0:
                return
            drawn = font("caption", semibold=is_found)
            room.setLeft(_draw(painter, piece, room, drawn, "ink" if is_found else "ink_2"))


_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine)


def _draw(painter: QPainter, words: str, room: QRect, drawn: QFont, ink: str) -> int:
    """Draw words, cut where the room ends, and return where they end."""
    metrics = QFontMetrics(drawn)
    shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(0, room.width()))
    painter.setFont(drawn)
    painter.setPen(current_theme().colour(ink))
    painter.drawText(room.adjusted(0, 0, 2, 0), _LEFT, shown)
    return room.left() + metrics.horizontalAdvance(shown)


def _height(row: Item | str) -> int:
    if isinstance(row, str):
        return HEADING
    return TALL if row.snippet else LINE
