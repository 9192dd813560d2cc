"""Where the keyboard is in a list, from the moment it comes there."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QAbstractItemView


def choose_row(view: QAbstractItemView, event: QFocusEvent) -> None:
    """Choose the row that the keyboard comes to: by Tab, Qt makes it the current one but does not select it."""
    if event.reason() == Qt.FocusReason.MouseFocusReason or view.selectionModel().hasSelection():
        return
    here = view.currentIndex()
    view.setCurrentIndex(here if here.isValid() else view.model().index(0, 0))
