"""Lucide icons, drawn at the asked size in a colour of the theme."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
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
    button.setIcon(icon(name, ink, size))
    button.setIconSize(button.iconSize().scaled(size, size, Qt.AspectRatioMode.IgnoreAspectRatio))


def refresh_icons(app: QApplication) -> None:
    """Draw the icons of all buttons again in the colours that are worn now."""
    for widget in app.allWidgets():
        drawn = widget.property("lucide")
        if drawn and isinstance(widget, QAbstractButton):
            name, token, size = drawn
            widget.setIcon(icon(str(name), str(token), int(size)))


@cache
def _source(name: str) -> str:
    return asset("icons", f"{name}.svg").read_text(encoding="utf-8")
