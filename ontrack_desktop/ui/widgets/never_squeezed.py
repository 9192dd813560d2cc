"""A page that scrolls as a whole, but only where the window is smaller than the least that it needs."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class NeverSqueezed(QScrollArea):
    """Holds a page that fills the room there is, and scrolls instead of drawing one thing over another.

    Qt's own way (`widgetResizable`) gives a page with paragraphs all the height that it would like, so that lists
    which scroll by themselves would stand in a page that scrolls too.
    """

    def __init__(self, page: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page = page
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(page)
        self.viewport().setAutoFillBackground(False)
        page.setAutoFillBackground(False)  # setWidget asked for it

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # the page needs more, or less
            self._fit()
        return super().viewportEvent(event)

    def _fit(self) -> None:
        room, least, layout = self.viewport().size(), self._page.minimumSizeHint(), self._page.layout()
        width, height = max(room.width(), least.width()), room.height()
        if height < least.height():
            with_words_broken = layout.minimumHeightForWidth(width) if layout is not None else 0
            height = max(least.height(), with_words_broken)
        self._page.resize(width, height)
