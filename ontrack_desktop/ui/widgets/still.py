"""A form stands still while it is saved: what is typed meanwhile would belong neither to it nor to its next version."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from ontrack_desktop.viewmodels.form import FormModel


class Still(QObject):
    """Lives as long as the form. The keyboard comes back to where it was."""

    def __init__(self, form: FormModel, place: QWidget) -> None:
        super().__init__(form)
        self._place = place
        self._keyboard: QWidget | None = None
        form.state_changed.connect(self._follow)

    def _follow(self, state: str) -> None:
        if not isValid(self._place):
            return
        if state == "saving":
            focused = QApplication.focusWidget()
            self._keyboard = focused if focused is not None and self._place.isAncestorOf(focused) else None
            self._place.setEnabled(False)
        elif not self._place.isEnabled():
            self._place.setEnabled(True)
            if self._keyboard is not None and isValid(self._keyboard):
                self._keyboard.setFocus(Qt.FocusReason.OtherFocusReason)
