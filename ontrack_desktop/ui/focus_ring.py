"""The focus ring: two pixels of the main colour, two pixels away from what the keyboard is on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSplitter,
    QTabBar,
    QWidget,
)
from shiboken6 import isValid

REACH = 4  # px outside the widget: a gap of 2 and a line of 2
TYPED_IN = (QLineEdit, QPlainTextEdit, QComboBox)


class FocusRing(QObject):
    """Follows the application's focus with one overlay.

    Item views and tab bars paint their own focus, and what was reached with the mouse needs no ring unless it is
    typed in. A widget that holds a bare line edit sets the property `ring` on itself to be ringed in the edit's place;
    one with round ends sets `ring_radius` (px).
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._frame: _Frame | None = None
        self._watched: list[QWidget] = []
        self._target: QWidget | None = None
        app.focusChanged.connect(self._moved)
        self._moved(None, app.focusWidget())

    def _moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        self._drop()
        if now is None or isinstance(now, QAbstractItemView | QTabBar) or now.isWindow():
            return
        used_keys = now.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        by_keyboard = used_keys and QApplication.mouseButtons() == Qt.MouseButton.NoButton
        if not isinstance(now, TYPED_IN) and not by_keyboard:
            return
        parent = now.parentWidget()
        self._target = parent if parent is not None and parent.property("ring") else now
        host = self._host(self._target)
        step: QWidget | None = self._target
        while step is not None and step is not host:
            step.installEventFilter(self)
            self._watched.append(step)
            step = step.parentWidget()
        self._frame = _Frame(host, int(self._target.property("ring_radius") or 8))
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Hide, QEvent.Type.Show):
            self._place()
        return False

    def _place(self) -> None:
        frame, target = self._frame, self._target
        if frame is None or target is None or not isValid(frame) or not isValid(target):
            return
        host = frame.host
        frame.setGeometry(
            QRect(target.mapTo(host, QPoint(0, 0)), target.size()).adjusted(-REACH, -REACH, REACH, REACH)
        )
        frame.setVisible(target.isVisible())
        frame.raise_()

    def _drop(self) -> None:
        for widget in self._watched:
            if isValid(widget):
                widget.removeEventFilter(self)
        self._watched.clear()
        if self._frame is not None and isValid(self._frame):
            self._frame.hide()
            self._frame.deleteLater()
        self._frame = self._target = None

    @staticmethod
    def _host(target: QWidget) -> QWidget:
        """The nearest ancestor with room for the ring, so that it scrolls and is clipped with its widget."""
        host = target.parentWidget()
        while host is not None and not host.isWindow():
            above = host.parentWidget()
            if above is not None and isinstance(above.parentWidget(), QAbstractScrollArea):
                break
            place = QRect(target.mapTo(host, QPoint(0, 0)), target.size())
            roomy = host.rect().contains(place.adjusted(-REACH, -REACH, REACH, REACH))
            if roomy and not isinstance(host, QSplitter):
                break
            host = above
        return host or target.window()


class _Frame(QWidget):
    def __init__(self, host: QWidget, radius: int) -> None:
        super().__init__(host)
        self.host, self.radius = host, radius
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Accent), 2))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), self.radius, self.radius)
