"""Eleven numbers to tap: how near a goal is, from 0 to 10."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ontrack_desktop.ui.theme import current_theme, font
from ontrack_desktop.ui.widgets.flow_layout import FlowLayout

MOST = 10
SIZE = 32


class RatingRow(QWidget):
    """`rated(number)`. Tab comes to one number, the arrow keys go along, Space, Enter or a digit rates."""

    rated = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        flow = FlowLayout(self, spacing=4)
        self.numbers = [_Number(self, number) for number in range(MOST + 1)]
        for each in self.numbers:
            each.clicked.connect(lambda _on=False, number=each.number: self._rate(number))
            flow.addWidget(each)
        self.show_rating(None, "")

    def show_rating(self, chosen: int | None, about: str) -> None:
        """Mark the number given today, if there is one; `about` is the goal, for screen readers."""
        for each in self.numbers:
            each.setChecked(each.number == chosen)
            here = each.number == (chosen or 0)
            each.setFocusPolicy(Qt.FocusPolicy.StrongFocus if here or each.hasFocus() else Qt.FocusPolicy.ClickFocus)
            each.setAccessibleName(f"{each.number} of {MOST}: {about}")

    def step(self, here: int, by: int) -> None:
        """Move the keyboard along."""
        wanted = self.numbers[min(MOST, max(0, here + by))]
        for each in self.numbers:
            each.setFocusPolicy(Qt.FocusPolicy.StrongFocus if each is wanted else Qt.FocusPolicy.ClickFocus)
        wanted.setFocus(Qt.FocusReason.TabFocusReason)

    def _rate(self, number: int) -> None:
        for each in self.numbers:
            each.setChecked(each.number == number)
        self.rated.emit(number)


class _Number(QAbstractButton):
    def __init__(self, row: RatingRow, number: int) -> None:
        super().__init__(row)
        self.number = number
        self._row = row
        self.setText(str(number))
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedSize(SIZE, SIZE)
        self.setProperty("ring_radius", 18)

    def sizeHint(self) -> QSize:
        return QSize(SIZE, SIZE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Down: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: 1}.get(Qt.Key(event.key()))
        if by is not None:
            self._row.step(self.number, by)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.text().isdecimal():
            self._row.step(0, int(event.text()))
            self._row.numbers[int(event.text())].click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = "primary" if self.isChecked() else "ink_2" if self.underMouse() else "ink_3"
        painter.setPen(QPen(theme.colour(edge), 1))
        painter.setBrush(theme.colour("primary" if self.isChecked() else "surface"))
        painter.drawEllipse(self.rect().adjusted(2, 2, -3, -3))
        painter.setFont(font("label", semibold=self.isChecked()))
        painter.setPen(theme.colour("on_primary" if self.isChecked() else "ink"))
        painter.drawText(self.rect().adjusted(0, 0, -1, 0), Qt.AlignmentFlag.AlignCenter, self.text())
