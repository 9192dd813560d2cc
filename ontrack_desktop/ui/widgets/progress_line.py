"""Work that takes a while: a thin line, what is being done, and a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from ontrack_desktop.ui.widgets.plain_label import plain_label

PATIENCE = 300  # ms after which a person wants to know


class ProgressLine(QWidget):
    """Shown only if the work lasts longer than 300 ms. `cancelled` asks to stop; whoever works calls `end`."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        row = QHBoxLayout()
        self._words = plain_label("", "help")
        self.cancel = QPushButton("Cancel")
        self.cancel.setProperty("role", "text")
        self.cancel.clicked.connect(self.cancelled)
        row.addWidget(self._words, 1)
        row.addWidget(self.cancel)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        column.addLayout(row)
        column.addWidget(self._bar)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(PATIENCE)
        self._wait.timeout.connect(self.show)
        self.hide()

    def begin(self, text: str, *, can_cancel: bool = True) -> None:
        """Work has begun; `text` says which ("Making 5 copies")."""
        self._words.setText(text)
        self._bar.setAccessibleName(text)
        self._bar.setRange(0, 0)
        self.cancel.setVisible(can_cancel)
        self._wait.start()

    def step(self, done: int, total: int) -> None:
        """So much of it is done."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def end(self) -> None:
        """The work is over, however it ended."""
        self._wait.stop()
        self.hide()
