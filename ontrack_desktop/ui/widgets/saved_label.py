"""Whether what is being typed is kept: always in sight while there is something to lose."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ontrack_desktop.domain.when import say_time
from ontrack_desktop.ui.theme import restyle
from ontrack_desktop.ui.widgets.icon_label import IconLabel
from ontrack_desktop.ui.widgets.plain_label import plain_label

SLOW_MS = 2_000  # after which saving takes long


class SavedLabel(QWidget):
    """Kept, not kept yet, on its way, or not saved and why: icon and words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self._icon = IconLabel(size=16)
        self._words = plain_label("", "caption")
        row.addWidget(self._icon)
        row.addWidget(self._words, 1)
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(SLOW_MS)
        self._slow.timeout.connect(self._show_slow)
        self.show_nothing()

    def show_state(self, state: str, now: datetime) -> None:
        """A state of a `FormModel`, which came now."""
        if state == "kept":
            self.show_kept(say_time(now))
        elif state == "typing":
            self.show_unsaved()
        elif state == "saving":
            self.show_saving()
        elif state == "not_saved":
            self.show_failed("Your words are still here.")
        else:
            self.show_nothing()

    def show_nothing(self) -> None:
        """Nothing was typed yet."""
        self._slow.stop()
        self.hide()

    def show_kept(self, time: str) -> None:
        """Everything typed until `time` ("10:42") is in the vault."""
        self._show("check", "good", f"Kept as you type, {time}", "caption")

    def show_unsaved(self) -> None:
        """Something was typed after the last time that it was kept."""
        self._show("circle-dashed", "ink_2", "Not saved yet", "caption")

    def show_saving(self) -> None:
        """It is on its way to the disk."""
        self._show("circle-dashed", "ink_2", "Saving", "caption")
        self._slow.start()

    def show_failed(self, why: str) -> None:
        """It could not be kept; `why` is a sentence with a next step, or "" where that stands elsewhere."""
        self._show("triangle-alert", "alert", f"Not saved. {why}" if why else "Not saved", "error")

    def text(self) -> str:
        """What is said now."""
        return self._words.text()

    def _show_slow(self) -> None:
        self._show("circle-dashed", "ink_2", "Still saving: the disk is slow", "caption")

    def _show(self, icon: str, ink: str, words: str, role: str) -> None:
        self._slow.stop()
        self._icon.set_icon(icon, ink)
        self._words.setText(words)
        restyle(self._words, role=role)
        self.setAccessibleName(words)
        self.show()
