"""Errands: one after the other elsewhere, answered here."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from pytestqt.qtbot import QtBot

from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.viewmodels.errands import Errands


@pytest.fixture
def errands(qtbot: QtBot) -> Iterator[Errands]:
    made = Errands()
    yield made
    made.close()


def test_answers_come_in_order_and_in_the_windows_thread(errands: Errands, qtbot: QtBot) -> None:
    got: list[tuple[int, bool, bool]] = []
    here = threading.current_thread()

    def work(number: int) -> tuple[int, bool]:
        return number, threading.current_thread() is here

    for number in range(5):
        errands.run(partial(work, number), lambda done: got.append((*done, threading.current_thread() is here)))
    qtbot.waitUntil(lambda: len(got) == 5)
    assert got == [(number, False, True) for number in range(5)]


def test_an_expected_failure_is_answered_and_a_fault_is_not_swallowed(errands: Errands, qtbot: QtBot) -> None:
    refused: list[OnTrackError] = []

    def refuse() -> None:
        raise OnTrackError("Not here.", "Somewhere else.")

    def break_down() -> None:
        raise ZeroDivisionError

    errands.run(refuse, lambda _nothing: None, refused.append)
    with qtbot.waitSignal(errands.fault) as fault:
        errands.run(break_down, lambda _nothing: None, refused.append)
    assert [str(error) for error in refused] == ["Not here. Somewhere else."]
    assert fault.args is not None
    assert isinstance(fault.args[0], ZeroDivisionError)


class Screen(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.shown: list[int] = []

    def show(self, number: int) -> None:
        self.shown.append(number)


def test_an_answer_to_somebody_who_has_gone_is_dropped(errands: Errands, qtbot: QtBot) -> None:
    screen, done = Screen(), Screen()
    errands.run(lambda: 1, screen.show)
    screen.deleteLater()
    QCoreApplication.sendPostedEvents(screen, QEvent.Type.DeferredDelete.value)
    errands.run(lambda: 2, done.show)
    qtbot.waitUntil(lambda: done.shown == [2])
    assert screen.shown == []
