"""What is copied from the program: kept out of clipboard histories, and taken away after a minute and on locking."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

SECONDS = 60
# Who keeps a history or sends it elsewhere is asked not to: Klipper and others on Linux, Windows, its cloud.
# On Windows Qt passes on a format of the system's own under this name.
WINDOWS = 'application/x-qt-windows-mime;value="{}"'
HINTS = {
    "x-kde-passwordManagerHint": b"secret",
    WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"): b"\0\0\0\0",
    WINDOWS.format("CanIncludeInClipboardHistory"): b"\0\0\0\0",
    WINDOWS.format("CanUploadToCloudClipboard"): b"\0\0\0\0",
}


class ClipboardGuard(QObject):
    """Watches the clipboard while a vault is open. What somebody else copied is left alone."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clipboard = QGuiApplication.clipboard()
        self._ours = ""
        self._time = QTimer(self)
        self._time.setSingleShot(True)
        self._time.setInterval(SECONDS * 1_000)
        self._time.timeout.connect(self.clear)
        self._clipboard.dataChanged.connect(self._changed)

    def clear(self) -> None:
        """Take away what was copied here, if it is there still; also the text that the middle button would paste."""
        self._time.stop()
        if self._ours and self._clipboard.text() == self._ours:
            self._clipboard.clear()
        self._ours = ""
        if self._clipboard.supportsSelection() and self._clipboard.ownsSelection():
            self._clipboard.clear(QClipboard.Mode.Selection)

    def _changed(self) -> None:
        if not self._clipboard.ownsClipboard():
            self._ours = ""
            return
        data: QMimeData | None = self._clipboard.mimeData()  # None right after it was cleared
        if data is None or not data.hasText() or data.hasFormat(next(iter(HINTS))):
            return
        marked = QMimeData()
        marked.setText(data.text())
        for name, value in HINTS.items():
            marked.setData(name, value)
        self._ours = data.text()
        self._clipboard.setMimeData(marked)
        self._time.start()
