"""A sentence at the bottom of the window: what was done, or what to look at. It takes no focus and asks nothing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from ontrack_desktop.ui.icons import set_icon
from ontrack_desktop.ui.theme import restyle
from ontrack_desktop.ui.widgets.icon_label import IconLabel
from ontrack_desktop.ui.widgets.plain_label import plain_label

ICONS = {"good": "circle-check", "warn": "triangle-alert", "alert": "circle-alert"}
SECONDS = {"good": 5, "warn": 12, "alert": 0}
"""How long it stays; 0 until a person closes it."""
WIDEST = 640
FROM_EDGE = 20


class ToldBar(QFrame):
    """Floats over the lower right corner of `over`, beside `taken()`: so many pixels at its left, at its right."""

    def __init__(self, over: QWidget, taken: Callable[[], tuple[int, int]]) -> None:
        super().__init__(over)
        self._taken = taken
        self.setProperty("role", "card")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 6, 6)
        row.setSpacing(10)
        self._icon = IconLabel()
        self.words = plain_label("", "body")
        self.dismiss = QToolButton()
        self.dismiss.setAccessibleName("Close this message")
        set_icon(self.dismiss, "x", "ink_2", 16)
        self.dismiss.clicked.connect(self.hide)
        row.addWidget(self._icon)
        row.addWidget(self.words, 1)
        row.addWidget(self.dismiss)
        self._time = QTimer(self)
        self._time.setSingleShot(True)
        self._time.timeout.connect(self.hide)
        over.installEventFilter(self)
        self.hide()

    def tell(self, sentence: str, tone: str) -> None:
        """Say it; `tone` is good, warn or alert."""
        self._icon.set_icon(ICONS[tone], tone)
        self.words.setText(sentence)
        self.setAccessibleName(sentence)
        restyle(self, tone=tone)
        self._place()
        self.show()
        self.raise_()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))
        self._time.stop()
        if SECONDS[tone]:
            self._time.start(SECONDS[tone] * 1000)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):  # shown, everything beside it has its width
            self._place()
        return False

    def _place(self) -> None:
        over = self.parentWidget()
        if over is None:
            return
        # 110: the icon, the cross and what lies between them
        wanted = self.words.sizeHint().width() + 110
        left, right = self._taken()
        room = over.width() - left - right
        width = max(0, min(wanted, WIDEST, room - 2 * FROM_EDGE))  # a window that is not shown yet has no room
        self.setFixedWidth(width)
        height = max(self.heightForWidth(width), self.sizeHint().height())
        # at the right: at the left lines begin, and under one that is covered somebody would miss what it says
        self.setGeometry(left + room - width - FROM_EDGE, over.height() - height - FROM_EDGE, width, height)
