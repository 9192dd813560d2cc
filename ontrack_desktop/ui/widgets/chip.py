"""Chips: a status as icon, word and tint; and the chip that filters when it is pressed."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ontrack_desktop.ui.icons import pixmap
from ontrack_desktop.ui.theme import TONES, current_theme, font
from ontrack_desktop.ui.widgets.plain_label import plain_tip

ChipWords = tuple[str, str, str]  # tone (a key of TONES), icon ("" for none), text
HEIGHT = 24
TARGET = 32  # px that a chip answers to when it can be pressed
ICON = 14
PAD = 10
GAP = 6


class Chip(QWidget):
    """A status that cannot be pressed. Colour never speaks alone: give it words, and an icon where it warns."""

    def __init__(
        self, parent: QWidget | None = None, *, text: str = "", tone: str = "neutral", icon: str = ""
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_words((tone, icon, text))

    def set_words(self, words: ChipWords) -> None:
        """Tone, icon and text."""
        self.words = words
        self.setAccessibleName(words[2])
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return chip_size(self.words)

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_chip(QPainter(self), self.rect(), self.words)


class ChipButton(QAbstractButton):
    """A status that leads to where it is looked after (`clicked`). `tip` says all that it stands for."""

    def __init__(
        self, parent: QWidget | None = None, *, words: ChipWords = ("neutral", "", ""), tip: str = ""
    ) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setProperty("ring_radius", 20)
        self.set_words(words, tip)

    def set_words(self, words: ChipWords, tip: str = "") -> None:
        """Tone, icon and text, and all that it stands for."""
        self.words = words
        self.setAccessibleName(words[2])
        self.setAccessibleDescription(tip)
        self.setToolTip(plain_tip(tip))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return chip_size(self.words) + QSize(0, TARGET - HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        over = (TARGET - HEIGHT) // 2
        paint_chip(QPainter(self), self.rect().adjusted(0, over, 0, -over), self.words, outlined=self.underMouse())


class FilterChip(QAbstractButton):
    """A chip that is on or off: filters, and choices of which one holds (in an exclusive QButtonGroup)."""

    def __init__(self, parent: QWidget | None = None, *, text: str = "", icon: str = "") -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setProperty("ring_radius", 20)
        self._icon = icon
        self.setText(text)

    def set_icon(self, icon: str) -> None:
        """The Lucide icon before the words."""
        self._icon = icon
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return chip_size(("neutral", self._icon, self._words())) + QSize(0, TARGET - HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        tone = "primary" if self.isChecked() else "neutral"
        place = self.rect().adjusted(0, 2, 0, -2)
        paint_chip(painter, place, (tone, self._icon, self._words()), outlined=self.isChecked())
        if self.underMouse() and self.isEnabled() and not self.isChecked():
            painter.setPen(QPen(current_theme().colour("ink_3"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            _pill(painter, place)

    def _words(self) -> str:
        """The text as it is read: "&&" is an ampersand, "&" marks a letter."""
        return self.text().replace("&&", "\0").replace("&", "").replace("\0", "&")


def chip_size(words: ChipWords) -> QSize:
    """How much room a chip takes, px."""
    text = QFontMetrics(font("caption", semibold=True)).horizontalAdvance(words[2])
    return QSize(text + 2 * PAD + (ICON + GAP if words[1] else 0), HEIGHT)


def paint_chip(painter: QPainter, place: QRect, words: ChipWords, *, outlined: bool = False, at_end: int = 0) -> None:
    """Paint a chip that fills `place`; words that do not fit are cut with an ellipsis.

    `at_end` px are left free at its right end.
    """
    tone, icon, text = words
    theme = current_theme()
    ink, tint = theme.tone(tone)
    painter.save()
    line = ink if outlined or theme.name == "contrast" else QColor(tint)
    painter.setPen(QPen(line, 1))
    painter.setBrush(tint)
    _pill(painter, place)
    left = place.left() + PAD
    if icon:
        top = place.top() + (place.height() - ICON) / 2
        painter.drawPixmap(QPointF(left, top), pixmap(icon, TONES[tone][0], ICON))
        left += ICON + GAP
    painter.setFont(font("caption", semibold=True))
    painter.setPen(ink)
    room = QRect(left, place.top(), place.right() - PAD - at_end - left + 2, place.height())
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width() + 2)
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
    painter.restore()


def _pill(painter: QPainter, place: QRect) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inner = QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(inner, inner.height() / 2, inner.height() / 2)
