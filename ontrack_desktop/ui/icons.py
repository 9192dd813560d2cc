"""Lucide icons, drawn at the asked size in a colour of the theme."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication

from ontrack_desktop.system.assets import asset
from ontrack_desktop.ui.colours import colour

STROKE = "1.75"


def pixmap(name: str, ink: str = "ink_2", size: int = 18) -> QPixmap:
    """One icon as a picture of `size` logical pixels, sharp on the finest screen attached."""
    app = QApplication.instance()
    ratio = app.devicePixelRatio() if isinstance(app, QApplication) else 1.0
    paint = colour(ink).name()
    key = f"lucide/{name}/{paint}/{size}/{ratio}"
    found = QPixmap()
    if QPixmapCache.find(key, found):
        return found
    drawn = QPixmap(round(size * ratio), round(size * ratio))
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    svg = _source(name).replace("currentColor", paint).replace('stroke-width="2"', f'stroke-width="{STROKE}"')
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(drawn.rect()))
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    QPixmapCache.insert(key, drawn)
    return drawn


def icon(name: str, ink: str = "ink_2", size: int = 18) -> QIcon:
    """One icon for Qt's own widgets; greyed where they are disabled. For a button use `set_icon`."""
    made = QIcon(pixmap(name, ink, size))
    made.addPixmap(pixmap(name, "ink_3", size), QIcon.Mode.Disabled)
    return made


def set_icon(button: QAbstractButton, name: str, ink: str = "ink_2", size: int = 18) -> None:
    """Give a button an icon that follows the theme when it changes (see `refresh_icons`)."""
    button.setProperty("lucide", [name, ink, size])
    button.setIcon(_with_gap(button, icon(name, ink, size), size))


def refresh_icons(app: QApplication) -> None:
    """Draw the icons of all buttons again in the colours that are worn now."""
    for widget in app.allWidgets():
        drawn = widget.property("lucide")
        if drawn and isinstance(widget, QAbstractButton):
            name, token, size = drawn
            widget.setIcon(_with_gap(widget, icon(str(name), str(token), int(size)), int(size)))


def _with_gap(button: QAbstractButton, drawn: QIcon, size: int) -> QIcon:
    """Where words follow, the picture is a little wider than the icon: Qt leaves 4 px between, the look 8."""
    gap = 4 if button.text() else 0
    button.setIconSize(QSize(size + gap, size))
    if not gap:
        return drawn
    wider = QIcon()
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Disabled):
        narrow = drawn.pixmap(QSize(size, size), mode)
        ratio = narrow.devicePixelRatio()
        picture = QPixmap(round((size + gap) * ratio), narrow.height())
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.drawPixmap(0, 0, narrow)
        painter.end()
        wider.addPixmap(picture, mode)
    return wider


@cache
def _source(name: str) -> str:
    return asset("icons", f"{name}.svg").read_text(encoding="utf-8")
