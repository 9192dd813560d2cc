"""The program's one window: it holds the lock screen, the first run, or everything that is open."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from ontrack_desktop.ui.cover import Cover
from ontrack_desktop.ui.icons import icon

TITLE = "OnTrack"  # never a name: titles show in task bars and in other people's screen sharing
USUAL = QSize(1280, 800)
SMALLEST = QSize(600, 280)  # what a screen of 1280×720 has at twice the size beside title and task bar


class Frame(QMainWindow):
    """Shows one screen at a time. It closes only after `allow_close`: whoever holds the work is asked before."""

    painted = Signal()
    """Once, when the first picture stands on the screen."""
    leaving = Signal()
    """A person wants to close the program."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle(TITLE)
        self.setMinimumSize(SMALLEST)
        self.was_painted = self._is_painting = False
        self._may_close = False
        self.cover: Cover | None = None

    def place(self, kept: str) -> None:
        """Stand where a window stood (`standing` of it), or at the usual size, as far as the screen has room."""
        if kept and self.restoreGeometry(QByteArray.fromBase64(kept.encode("ascii", "ignore"))):
            return
        screen = QGuiApplication.primaryScreen()
        room = screen.availableSize() if screen is not None else USUAL
        self.resize(USUAL.boundedTo(room))

    def standing(self) -> str:
        """Where the window stands, for `place`."""
        return bytes(self.saveGeometry().toBase64().data()).decode("ascii")

    def show_screen(self, screen: QWidget) -> None:
        """Put a screen in place of the one that is shown, which is deleted."""
        self.setCentralWidget(screen)

    def cover_up(self) -> Cover:
        """Hide the casework at once under a sheet that says what is going on."""
        if self.cover is None:
            self.cover = Cover(self)
            self.repaint()
        return self.cover

    def uncover(self) -> None:
        """Show the casework again."""
        if self.cover is not None:
            self.cover.hide()
            self.cover.deleteLater()
            self.cover = None

    def come_forward(self) -> None:
        """Another start of the program asked for this window."""
        if self.isMinimized():
            self.showNormal()
        self.show()
        self.raise_()
        self.activateWindow()

    def allow_close(self) -> None:
        """Nothing can be lost any more."""
        self._may_close = True

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close:
            event.accept()
        else:
            event.ignore()
            self.leaving.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.cover is not None:
            self.cover.setGeometry(self.rect())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painting:
            self._is_painting = True
            QTimer.singleShot(0, self, self._was_painted)  # once what lies on it is painted too

    def _was_painted(self) -> None:
        self.was_painted = True
        self.setWindowIcon(icon("compass", "primary", 64))
        self.painted.emit()
