"""Sections of a page side by side, each with its count: Overview, Journal 84, Voice 19."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QTabBar, QWidget

from ontrack_desktop.ui.theme import current_theme, font

HEIGHT = 40
GAP = 20


class SectionBar(QTabBar):
    """Arrow keys move, `section_wanted(name)` tells. Too many for the width scroll with buttons.

    The line under it is the page's: a QFrame with the role `rule`, which spans the page's whole width.
    """

    section_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: list[str] = []
        self._counts: dict[str, int] = {}
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.currentChanged.connect(self._tell)

    def set_sections(self, sections: Sequence[tuple[str, str]]) -> None:
        """(name, words) in their order, in the place of those that were there."""
        with QSignalBlocker(self):
            while self.count():  # from the right: a tab that is still there is measured by its name
                self.removeTab(self.count() - 1)
        self._names = [name for name, _words in sections]
        self._counts = {}
        for _name, words in sections:
            self.addTab(words.replace("&", "&&"))
            self.setAccessibleTabName(self.count() - 1, words)

    def set_count(self, name: str, count: int) -> None:
        """The number beside a section; 0 shows none."""
        self._counts[name] = count
        place = self._names.index(name)
        words = self._words(place)
        self.setAccessibleTabName(place, f"{words}, {count}" if count else words)
        self.setTabText(place, self.tabText(place))  # its width is asked for again
        self.update()

    def show_section(self, name: str) -> None:
        """Mark a section as the one that is shown."""
        self.setCurrentIndex(self._names.index(name))

    def current_section(self) -> str:
        """The name of the section that is marked."""
        return self._names[self.currentIndex()] if self.currentIndex() >= 0 else ""

    def tabSizeHint(self, index: int) -> QSize:
        words = QFontMetrics(font("label", semibold=True)).horizontalAdvance(self._words(index))
        return QSize(words + self._count_width(index) + GAP, HEIGHT)

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = current_theme()
        for index in range(self.count()):
            place = self.tabRect(index)
            here = index == self.currentIndex()
            painter.setFont(font("label", semibold=here))
            painter.setPen(theme.colour("ink" if here else "ink_2"))
            words = self._words(index)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
            width = painter.fontMetrics().horizontalAdvance(words)
            painter.setFont(font("caption", semibold=here))
            count = self._counts.get(self._names[index], 0)
            if count:
                room = QRect(place.left() + width + 4, place.top() + 1, 60, place.height())
                painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, str(count))
            if here:
                wide = width + self._count_width(index)
                painter.fillRect(place.left(), self.height() - 3, wide, 3, theme.colour("primary"))
                if self.hasFocus():
                    painter.setPen(QPen(theme.colour("primary"), 2))
                    painter.drawRoundedRect(QRect(place.left() - 4, 5, wide + 8, HEIGHT - 14), 4, 4)

    def _words(self, index: int) -> str:
        return self.tabText(index).replace("&&", "&")

    def _count_width(self, index: int) -> int:
        count = self._counts.get(self._names[index], 0)
        return 4 + QFontMetrics(font("caption", semibold=True)).horizontalAdvance(str(count)) if count else 0

    def _tell(self, index: int) -> None:
        if 0 <= index < len(self._names):
            self.section_wanted.emit(self._names[index])
