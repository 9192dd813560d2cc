"""A widget in a reference circle is destroyed in the thread that made it, whoever else is at work."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from ontrack_desktop.ui.garbage import Garbage


class Circle(QObject):
    """Something that only the collector can take away."""

    def __init__(self) -> None:
        super().__init__()
        self.me = self
        self.timer = QTimer(self)
        self.timer.start(10)


@pytest.fixture
def garbage(qtbot: QtBot) -> Iterator[Garbage]:
    owner = QObject()
    yield Garbage(owner)
    owner.deleteLater()


def allocated(count: int) -> list[list[int]]:
    """More than Python leaves before it collects. What is given back again does not count: hold it."""
    return [[number] for number in range(count)]


def test_another_thread_leaves_it_alone_and_the_windows_thread_takes_it_away(garbage: Garbage, qtbot: QtBot) -> None:
    circle = weakref.ref(Circle())
    busy = threading.Thread(target=allocated, args=(200_000,))
    busy.start()
    busy.join()
    assert circle() is not None
    # The oldest circles are looked at least often: each generation after ten looks or so at the younger one.
    for _ in range(200):
        held = allocated(1_000)
        garbage.look()
        del held
    assert circle() is None
    assert not gc.isenabled()
