"""Lists of rows of 44 px: icon or person, bold lead, text, chip, date. The whole row is the target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QFontMetrics, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from ontrack_desktop.ui.icons import pixmap
from ontrack_desktop.ui.theme import current_theme, font
from ontrack_desktop.ui.widgets.avatar import paint_avatar
from ontrack_desktop.ui.widgets.chip import ChipWords, chip_size, paint_chip
from ontrack_desktop.ui.widgets.keyboard import choose_row
from ontrack_desktop.ui.widgets.plain_label import plain_tip

Index = QModelIndex | QPersistentModelIndex
HEIGHT = 44
PAD = 16
MEASURED = 200  # rows that decide how wide the columns are
RowRole = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Row:
    """One row. `icon` is a Lucide name; `avatar` is (initials, kind of person) and stands in its place.

    `mark` is (icon, ink, what it means) at the right end.

    `checked` None means that there is nothing to tick. `trailing` is a time or a date in people's words;
    `trailing_tip` is the full date, shown when the pointer rests on it.
    """

    id: str
    lead: str = ""
    text: str = ""
    icon: str = ""
    icon_ink: str = "primary"
    avatar: tuple[str, str] | None = None
    chip: ChipWords | None = None
    mark: tuple[str, str, str] | None = None
    trailing: str = ""
    trailing_tip: str = ""
    checked: bool | None = None

    def spoken(self) -> str:
        """The row as a screen reader says it."""
        chip = self.chip[2] if self.chip else ""
        mark = self.mark[2] if self.mark else ""
        done = {None: "", True: "done", False: "not done"}[self.checked]
        return ", ".join(part for part in (self.lead, self.text, chip, mark, self.trailing, done) if part)


class RowModel(QAbstractListModel):
    """Rows, in the order in which they are shown."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: Sequence[Row] = ()

    def reset(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.spoken()
        return row if role == RowRole else None


class RowList(QListView):
    """`opened(id)` by click, Enter or Space; `ticked(id, done)` by the box or Space where a row has one."""

    opened = Signal(str)
    ticked = Signal(str, bool)
    current_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, aligned: bool = True, most_rows: int = 8) -> None:
        """`aligned`: texts begin in one column. `most_rows`: with more than these the list itself scrolls."""
        super().__init__(parent)
        self.most_rows = most_rows
        self.keeps_selection = False  # True where the row chosen decides what stands beside the list
        self._model = RowModel(self)
        self.setModel(self._model)
        self._delegate = _RowDelegate(self, aligned)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.selectionModel().currentChanged.connect(self._tell_current)

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows; the one with the same id stays current."""
        here = self.current_id()
        self._model.reset(rows)
        self._delegate.measure(rows[:MEASURED])
        self.updateGeometry()
        place = next((n for n, row in enumerate(rows) if row.id == here), None) if here else None
        if place is not None:
            self.setCurrentIndex(self._model.index(place))

    def current_id(self) -> str:
        """The id of the row that the keyboard is on, or ""."""
        row = self._row(self.currentIndex())
        return row.id if row else ""

    def select(self, row_id: str) -> None:
        """Make the row with this id the current one."""
        for number, row in enumerate(self._model.rows):
            if row.id == row_id:
                self.setCurrentIndex(self._model.index(number))

    def sizeHint(self) -> QSize:
        shown = min(len(self._model.rows), self.most_rows)
        return QSize(320, shown * HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, min(len(self._model.rows), self.most_rows) * HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self._row(self.currentIndex())
        if row and event.key() == Qt.Key.Key_Space and row.checked is not None:
            self.ticked.emit(row.id, not row.checked)
        elif row and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(row.id)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        row = self._row(index)
        if row is None or event.button() != Qt.MouseButton.LeftButton:
            return
        if row.checked is not None and event.position().x() < PAD + 18 + 8:
            self.ticked.emit(row.id, not row.checked)
        else:
            self.opened.emit(row.id)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        choose_row(self, event)
        self.viewport().update()

    def _row(self, index: Index) -> Row | None:
        return self._model.rows[index.row()] if index.isValid() else None

    def _tell_current(self, current: QModelIndex) -> None:
        row = self._row(current)
        if row:
            self.current_changed.emit(row.id)


class _RowDelegate(QStyledItemDelegate):
    def __init__(self, view: RowList, aligned: bool) -> None:
        super().__init__(view)
        self._view, self._aligned = view, aligned
        self._lead = self._trailing = 0
        self._cut: set[str] = set()  # ids of rows whose text did not fit when last painted

    def measure(self, rows: Sequence[Row]) -> None:
        """Find the columns' widths from the rows that there are."""
        bold, plain = QFontMetrics(font("label", semibold=True)), QFontMetrics(font("label"))
        self._lead = max((bold.horizontalAdvance(r.lead) for r in rows if r.lead), default=0)
        self._trailing = max((plain.horizontalAdvance(r.trailing) for r in rows if r.trailing), default=0)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(160, HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row = index.data(RowRole)
        place: QRect = option.rect
        painter.save()
        self._paint_ground(painter, option, place, last=index.row() == len(self._view._model.rows) - 1)
        left = self._paint_start(painter, row, place)
        right = self._paint_end(painter, row, place)
        self._paint_words(painter, row, QRect(left, place.top(), right - left, place.height()))
        painter.restore()

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        row: Row = index.data(RowRole)
        on_date = event.pos().x() > view.viewport().width() - PAD - self._trailing
        whole = row.spoken() if row.id in self._cut else ""
        tip = row.trailing_tip if on_date and row.trailing_tip else whole
        QToolTip.showText(event.globalPos(), plain_tip(tip), view)
        return True

    def _paint_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, place: QRect, *, last: bool
    ) -> None:
        theme = current_theme()
        state: QStyle.StateFlag = option.state
        focused = self._view.hasFocus()
        chosen = bool(state & QStyle.StateFlag.State_Selected) and (focused or self._view.keeps_selection)
        if chosen:
            painter.fillRect(place, theme.colour("primary_soft"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(place, theme.colour("paper"))
        if not last:
            painter.fillRect(place.left(), place.bottom(), place.width(), 1, theme.colour("line"))
        if chosen and focused:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("primary"), 2))
            painter.drawRoundedRect(place.adjusted(3, 3, -3, -4), 6, 6)

    def _paint_start(self, painter: QPainter, row: Row, place: QRect) -> int:
        """Paint the tick box, icon or person, and return where the words begin."""
        left = place.left() + PAD
        middle = place.center().y()
        if row.checked is not None:
            name, ink = ("square-check", "good") if row.checked else ("square", "ink_3")
            painter.drawPixmap(QPoint(left, middle - 8), pixmap(name, ink))
        elif row.avatar:
            paint_avatar(painter, QRect(left, middle - 13, 28, 28), *row.avatar)
            return left + 28 + 12
        elif row.icon:
            painter.drawPixmap(QPoint(left, middle - 8), pixmap(row.icon, row.icon_ink))
        else:
            return left
        return left + 18 + 12

    def _paint_end(self, painter: QPainter, row: Row, place: QRect) -> int:
        """Paint mark, date and chip from the right, and return where the words must end."""
        theme = current_theme()
        right = place.right() - PAD + 1
        if row.mark:
            right -= 18
            painter.drawPixmap(QPoint(right, place.center().y() - 8), pixmap(row.mark[0], row.mark[1]))
            right -= 12
        if self._trailing:
            painter.setFont(font("label"))
            painter.setPen(theme.colour("ink_2"))
            box = QRect(right - self._trailing, place.top(), self._trailing, place.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, row.trailing)
            right = box.left() - 24
        if row.chip:
            size = chip_size(row.chip).boundedTo(QSize(place.width() // 2, HEIGHT))
            top = place.center().y() - size.height() // 2 + 1
            paint_chip(painter, QRect(QPoint(right - size.width(), top), size), row.chip)
            right -= size.width() + 12
        return right

    def _paint_words(self, painter: QPainter, row: Row, room: QRect) -> None:
        theme = current_theme()
        painter.setPen(theme.colour("ink"))
        left = room.left()
        upright = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        if row.lead:
            painter.setFont(font("label", semibold=True))
            metrics = painter.fontMetrics()
            most = room.width() // 3 if row.text and self._aligned else room.width()
            lead = metrics.elidedText(row.lead, Qt.TextElideMode.ElideRight, most)
            painter.drawText(QRect(left, room.top(), most + 2, room.height()), upright, lead)
            wide = min(self._lead, most) if self._aligned else metrics.horizontalAdvance(lead)
            left += wide + (36 if self._aligned else 5)
        if row.text:
            done = row.checked is True
            muted = done or (bool(row.lead) and not self._aligned)
            painter.setPen(theme.colour("ink_2" if muted else "ink"))
            painter.setFont(font("label"))
            rest = QRect(left, room.top(), max(0, room.right() - left), room.height())
            text = painter.fontMetrics().elidedText(row.text, Qt.TextElideMode.ElideRight, rest.width())
            painter.drawText(rest.adjusted(0, 0, 4, 0), upright, text)
            (self._cut.discard if text == row.text else self._cut.add)(row.id)
