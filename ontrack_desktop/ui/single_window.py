"""One running program for each person: a second start raises the first window and ends."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

PATIENCE = 1_000  # ms
RAISE = b"raise\n"


def raise_other_window(name: str) -> bool:
    """Ask a program that runs under this name to show its window; False if there is none."""
    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(PATIENCE):
        return False
    socket.write(RAISE)
    socket.flush()
    socket.waitForBytesWritten(PATIENCE)
    socket.disconnectFromServer()
    return True


class SingleWindow(QObject):
    """Listens for later starts. Takes no command but the one, from nobody but this person."""

    raise_wanted = Signal()

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._asked)
        if not self._server.listen(name):
            QLocalServer.removeServer(name)  # left behind by a program that was killed
            self._server.listen(name)

    def close(self) -> None:
        """Give up the name, so that the next process can have it."""
        self._server.close()

    def _asked(self) -> None:
        socket = self._server.nextPendingConnection()
        if socket is not None:
            socket.disconnected.connect(socket.deleteLater)
            self.raise_wanted.emit()
