"""Hear over D-Bus that the computer is about to sleep, was locked, or shows somebody else’s session (Linux)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import QDBusConnection

LOGIND = ("org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager")
SESSION = "org.freedesktop.login1.Session"
PROPERTIES = "org.freedesktop.DBus.Properties"
SAVERS = (
    ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"),
    ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"),
)


class SessionBus(QObject):
    """Calls `tell` with "slept" or "system". Without a bus it hears nothing, and that is no fault."""

    def __init__(self, tell: Callable[[str], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tell = tell
        # the connections are kept: a receiver is forgotten with the Python object of its connection
        self._buses = [QDBusConnection.systemBus(), QDBusConnection.sessionBus()]
        system, session = self._buses
        if system.isConnected():
            _hear(system, *LOGIND, "PrepareForSleep", self, "sleeping(bool)")
            # of any session: when somebody else’s is locked or left, locking ours too does no harm
            _hear(system, LOGIND[0], "", SESSION, "Lock", self, "locked()")
            _hear(system, LOGIND[0], "", PROPERTIES, "PropertiesChanged", self, "session_changed(QString,QVariantMap)")
        if session.isConnected():
            for name, path in SAVERS:
                _hear(session, name, path, name, "ActiveChanged", self, "covered(bool)")

    @Slot(bool)
    def sleeping(self, begins: bool) -> None:
        if begins:
            self._tell("slept")

    @Slot()
    def locked(self) -> None:
        self._tell("system")

    @Slot("QString", "QVariantMap")
    def session_changed(self, interface: str, changed: dict[str, object]) -> None:
        """Another user took the screen: the session that it showed is no longer the active one."""
        if interface == SESSION and changed.get("Active") is False:
            self._tell("system")

    @Slot(bool)
    def covered(self, begins: bool) -> None:
        if begins:
            self._tell("system")


def _hear(
    bus: QDBusConnection, service: str, path: str, interface: str, name: str, receiver: QObject, slot: str
) -> None:
    # PySide6's stubs ask for bytes, its binding takes text only
    bus.connect(service, path, interface, name, receiver, SLOT(slot))  # type: ignore[call-overload]
