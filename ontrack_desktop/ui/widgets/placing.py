"""Put widgets into layouts that change, and take them out again."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLayout, QScrollArea, QWidget


def emptied(layout: QLayout) -> None:
    """Take out and delete what stands in a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def in_line(*widgets: QWidget, spacing: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> QWidget:
    """Widgets side by side at the left of a line of their own."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(*margins)
    row.setSpacing(spacing)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch()
    return holder


def never_squeezed(page: QWidget) -> QScrollArea:
    """A page that scrolls where the window is too small for it, instead of drawing one thing over another."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidgetResizable(True)
    area.setWidget(page)
    area.viewport().setAutoFillBackground(False)
    page.setAutoFillBackground(False)  # setWidget asked for it
    return area


def stack(columns: QBoxLayout, *, when: bool) -> None:
    """Put columns under one another when the page is narrow, else side by side."""
    columns.setDirection(QBoxLayout.Direction.TopToBottom if when else QBoxLayout.Direction.LeftToRight)
