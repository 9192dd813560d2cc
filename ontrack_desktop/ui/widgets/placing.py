"""Put widgets into layouts that change, and take them out again."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QWidget


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


def stack(columns: QBoxLayout, *, when: bool) -> None:
    """Put columns under one another when the page is narrow, else side by side."""
    columns.setDirection(QBoxLayout.Direction.TopToBottom if when else QBoxLayout.Direction.LeftToRight)
