"""The small label that tells which keys do the same, alone and inside a button."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QIcon, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter, QWidget

from ontrack_desktop.ui.theme import current_theme, font
from ontrack_desktop.ui.widgets.plain_label import plain_label

HEIGHT = 20
GAP = 8
PAD = 15


def keycap(keys: str, parent: QWidget | None = None) -> QWidget:
    """A label such as "Ctrl K". The shortcut itself is wired elsewhere."""
    label = plain_label(keys, "keycap", parent)
    label.setFixedHeight(HEIGHT)
    label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return label


class KeyButton(QPushButton):
    """A push button with its keys painted after its words."""

    leading = False  # True: words at the left edge, keys at the right

    def __init__(self, parent: QWidget | None = None, *, text: str = "", keys: str = "") -> None:
        super().__init__(parent)
        self._keys = keys
        self.setText(text)
        self.setAccessibleDescription(keys)

    def set_keys(self, keys: str) -> None:
        """The keys to show, as on the keyboard: "Ctrl N"."""
        self._keys = keys
        self.setAccessibleDescription(keys)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._inside() + 2 * PAD, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        left = 11 if self.leading else (self.width() - self._inside()) / 2
        if not self.icon().isNull():
            size = self.iconSize()
            mode = QIcon.Mode.Normal if self.isEnabled() else QIcon.Mode.Disabled
            painter.drawPixmap(
                QPointF(left, (self.height() - size.height()) / 2), self.icon().pixmap(size, mode)
            )
            left += size.width() + 4
        cap = self._cap_width()
        end = self.width() - 10 - cap if self.leading else self.width()
        painter.setPen(self.palette().buttonText().color())
        room = QRectF(left, 0, end - left - 4, self.height())
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextShowMnemonic
        words = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, int(room.width()), Qt.TextFlag.TextShowMnemonic
        )
        painter.drawText(room, int(flags), words)
        if cap:
            left = end if self.leading else left + self._words_width() + GAP
            self._draw_cap(painter, QRectF(left, (self.height() - HEIGHT) / 2, cap, HEIGHT))

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

    def _inside(self) -> int:
        """The width of icon, words and keys together."""
        self.ensurePolished()
        icon = 0 if self.icon().isNull() else self.iconSize().width() + 4
        cap = self._cap_width() + GAP if self._keys else 0
        return icon + self._words_width() + cap

    def _words_width(self) -> int:
        return self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, self.text()).width()

    def _cap_width(self) -> int:
        return QFontMetrics(font("caption")).horizontalAdvance(self._keys) + 12 if self._keys else 0
