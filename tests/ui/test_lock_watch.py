"""When the program locks itself: nobody there, asleep, its clock changed, or the computer locked."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from ontrack_desktop.ui.lock_watch import LockWatch


class Hands:
    """Two clocks: one that only goes on, and the one on the wall."""

    def __init__(self) -> None:
        self.steady, self.wall = 1000.0, 5000.0

    def go_on(self, seconds: float, *, wall: float | None = None) -> None:
        self.steady += seconds
        self.wall += seconds if wall is None else wall


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def watch(qapp: QApplication, hands: Hands, qtbot: QtBot) -> LockWatch:
    made = LockWatch(qapp, 5, steady=lambda: hands.steady, wall=lambda: hands.wall)
    made.start()
    return made


def reasons(watch: LockWatch) -> list[str]:
    found: list[str] = []
    watch.due.connect(found.append)
    return found


def pass_quietly(watch: LockWatch, hands: Hands, seconds: int) -> None:
    for _ in range(seconds // 5):
        hands.go_on(5)
        watch.look()


def test_it_locks_when_nobody_touched_it_for_the_chosen_minutes(watch: LockWatch, hands: Hands) -> None:
    found = reasons(watch)
    pass_quietly(watch, hands, 300)
    assert found == []
    pass_quietly(watch, hands, 5)
    assert found == ["idle"]
    pass_quietly(watch, hands, 600)
    assert found == ["idle"]  # once: there is nothing to lock any more


@pytest.mark.parametrize("act", ["key", "mouse"])
def test_a_key_or_the_mouse_in_any_window_begins_the_minutes_anew(
    watch: LockWatch, hands: Hands, qtbot: QtBot, act: str
) -> None:
    found = reasons(watch)
    field = QLineEdit()
    qtbot.addWidget(field)
    with qtbot.waitActive(field):
        field.show()
        field.activateWindow()
    for _ in range(3):
        pass_quietly(watch, hands, 200)
        if act == "key":
            QTest.keyClick(field.windowHandle(), Qt.Key.Key_A)
        else:
            place = QPointF(5, 5)
            none, button = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
            QApplication.sendEvent(
                field.windowHandle(), QMouseEvent(QEvent.Type.MouseMove, place, place, none, none, button)
            )
    assert found == []


def test_a_sleep_that_no_signal_told_of_is_noticed_on_waking(watch: LockWatch, hands: Hands) -> None:
    """On Linux and macOS the steady clock stands still meanwhile, on Windows it goes on."""
    found = reasons(watch)
    hands.go_on(1, wall=40)
    watch.look()
    assert found == ["slept"]
    watch.start()
    hands.go_on(40)
    watch.look()
    assert found == ["slept", "slept"]


def test_it_is_noticed_before_the_window_is_painted_again(watch: LockWatch, hands: Hands, qtbot: QtBot) -> None:
    found = reasons(watch)
    field = QLineEdit()
    qtbot.addWidget(field)
    with qtbot.waitActive(field):
        field.show()
        field.activateWindow()
    hands.go_on(1, wall=3600)
    field.windowHandle().requestUpdate()
    QApplication.sendEvent(field.windowHandle(), QEvent(QEvent.Type.UpdateRequest))
    assert found == ["slept"]


def test_a_clock_that_was_set_back_locks_and_a_small_correction_does_not(watch: LockWatch, hands: Hands) -> None:
    found = reasons(watch)
    hands.go_on(1, wall=-3)
    watch.look()
    assert found == []
    hands.go_on(1, wall=-3600)
    watch.look()
    assert found == ["clock"]


def test_what_is_locked_already_is_not_locked_again(watch: LockWatch, hands: Hands) -> None:
    found = reasons(watch)
    watch.stop()
    hands.go_on(10_000)
    watch.look()
    watch.tell("system")
    assert found == []


HEAR = """
import os, sys
os.environ["DBUS_SYSTEM_BUS_ADDRESS"] = os.environ["DBUS_SESSION_BUS_ADDRESS"]  # one private bus for both
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from ontrack_desktop.ui.session_bus import SessionBus

app = QCoreApplication([])
heard = []
bus = SessionBus(lambda reason: (heard.append(reason), app.quit()))
service, path, interface, name, arguments = eval(sys.argv[1])
desktop = QDBusConnection.sessionBus()
desktop.registerService(service)

def happen():
    message = QDBusMessage.createSignal(path, interface, name)
    message.setArguments(arguments)
    desktop.send(message)

QTimer.singleShot(0, happen)
QTimer.singleShot(int(sys.argv[2]), app.quit)
app.exec()
print(heard)
"""
SAVER = "org.freedesktop.ScreenSaver"
LOGIND, LOGIND_PATH = "org.freedesktop.login1", "/org/freedesktop/login1"
SESSION, SESSION_PATH = "org.freedesktop.login1.Session", "/org/freedesktop/login1/session/_32"
PROPERTIES = "org.freedesktop.DBus.Properties"
HEARD = {
    "the screen is locked": (
        (SAVER, "/org/freedesktop/ScreenSaver", SAVER, "ActiveChanged", [True]), ["system"]),
    "the computer goes to sleep": (
        (LOGIND, LOGIND_PATH, f"{LOGIND}.Manager", "PrepareForSleep", [True]), ["slept"]),
    "the computer has woken": (
        (LOGIND, LOGIND_PATH, f"{LOGIND}.Manager", "PrepareForSleep", [False]), []),
    "the session is locked by its owner": ((LOGIND, SESSION_PATH, SESSION, "Lock", []), ["system"]),
    "another user takes the screen": (
        (LOGIND, SESSION_PATH, PROPERTIES, "PropertiesChanged", [SESSION, {"Active": False}, ["Id"]]), ["system"]),
    "it comes back": (
        (LOGIND, SESSION_PATH, PROPERTIES, "PropertiesChanged", [SESSION, {"Active": True}, ["Id"]]), []),
    "something else pretends to be the system": (
        ("org.example.Other", LOGIND_PATH, f"{LOGIND}.Manager", "PrepareForSleep", [True]), []),
}  # fmt: skip


@pytest.mark.skipif(shutil.which("dbus-run-session") is None, reason="needs a D-Bus daemon")
@pytest.mark.parametrize("happening", HEARD)
def test_what_the_desktop_says_over_the_bus_is_heard(happening: str) -> None:
    signal, expected = HEARD[happening]
    patience = "5000" if expected else "300"  # ms
    done = subprocess.run(
        ["dbus-run-session", "--", sys.executable, "-c", HEAR, repr(signal), patience], capture_output=True,
        encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip
    assert done.stdout.strip() == str(expected), done.stderr
