"""The small label that tells which keys do the same, alone and inside a button."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter, QWidget

from ontrack_desktop.ui.theme import current_theme, font
from ontrack_desktop.ui.widgets.plain_label import plain_label

HEIGHT = 20
GAP = 8


def keycap(keys: str, parent: QWidget | None = None) -> QWidget:
    """A label such as "Ctrl K". The shortcut itself is wired elsewhere."""
    label = plain_label(keys, "keycap", parent)
    label.setFixedHeight(HEIGHT)
    label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return label


class KeyButton(QPushButton):
    """A push button with its keys painted at the right of its words."""

    def __init__(self, parent: QWidget | None = None, *, text: str = "", keys: str = "") -> None:
        super().__init__(parent)
        self._keys = keys
        self.setText(text)
        self._describe()

    def set_keys(self, keys: str) -> None:
        """The keys to show, as on the keyboard: "Ctrl N"."""
        self._keys = keys
        self._describe()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return super().sizeHint() + QSize(self._cap_width() + GAP if self._keys else 0, 0)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        if not self._keys:
            painter.drawControl(QStyle.ControlElement.CE_PushButtonLabel, option)
            return
        whole = option.rect
        taken = self._cap_width() + GAP
        option.rect = whole.adjusted(0, 0, -taken, 0)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonLabel, option)
        top = (whole.height() - HEIGHT) / 2
        self._draw_cap(painter, QRectF(self._cap_left(whole.width()), top, self._cap_width(), HEIGHT))

    def _draw_cap(self, painter: QPainter, place: QRectF) -> None:
        filled = self.property("role") == "primary"
        theme = current_theme()
        ink = theme.colour("on_primary" if filled else "ink_2")
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(ink if filled else theme.colour("line"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush if filled else theme.colour("surface"))
        painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setFont(font("caption"))
        painter.setPen(ink)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self._keys)

    def _cap_left(self, width: int) -> float:
        """Where the cap begins in a button of `width` px: after the words, which stand in the middle."""
        words = super().sizeHint().width()
        return (width - self._cap_width() - GAP + words) / 2 - 14 + GAP

    def _cap_width(self) -> int:
        return QFontMetrics(font("caption")).horizontalAdvance(self._keys) + 12

    def _describe(self) -> None:
        self.setAccessibleDescription(self._keys)
