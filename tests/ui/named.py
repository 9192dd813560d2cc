"""What a screen reader and a keyboard meet on a screen that stands."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea, QWidget


def unnamed_controls(screen: QWidget) -> list[str]:
    """Visible controls that Tab stops at and that say nothing."""
    QApplication.processEvents()  # what was just put into a layout is shown
    return [
        type(widget).__name__ for widget in screen.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(widget, QScrollArea) and not widget.accessibleName()
        and not (isinstance(widget, QAbstractButton) and widget.text())
    ]
