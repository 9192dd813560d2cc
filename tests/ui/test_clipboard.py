"""What is copied from the program, and what becomes of it."""

from __future__ import annotations

import contextlib
import warnings
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from ontrack_desktop.ui.clipboard import SECONDS, ClipboardGuard

CTRL = Qt.KeyboardModifier.ControlModifier
WORDS = "Gran rang at four."


class Owner:
    """Whose the clipboard is: the offscreen platform does not know."""

    is_us = True


@pytest.fixture
def owner(monkeypatch: pytest.MonkeyPatch) -> Owner:
    made = Owner()
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _self: made.is_us)
    return made


@pytest.fixture
def guard(qtbot: QtBot, owner: Owner) -> Iterator[ClipboardGuard]:
    clipboard = QGuiApplication.clipboard()
    # windows of tests before this one may still watch it
    with warnings.catch_warnings(), contextlib.suppress(RuntimeError):
        warnings.simplefilter("ignore")
        clipboard.dataChanged.disconnect()
    clipboard.clear()
    made = ClipboardGuard()
    yield made
    made.deleteLater()
    QGuiApplication.sendPostedEvents(made, QEvent.Type.DeferredDelete.value)
    QGuiApplication.clipboard().clear()


@pytest.fixture
def edit(qtbot: QtBot) -> QPlainTextEdit:
    made = QPlainTextEdit(WORDS)
    qtbot.addWidget(made)
    made.show()
    return made


def copy(edit: QPlainTextEdit) -> None:
    QTest.keyClick(edit, Qt.Key.Key_A, CTRL)
    QTest.keyClick(edit, Qt.Key.Key_C, CTRL)


def test_what_is_copied_can_be_pasted_and_asks_histories_to_leave_it_out(
    guard: ClipboardGuard, edit: QPlainTextEdit
) -> None:
    copy(edit)
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == WORDS
    assert bytes(data.data("x-kde-passwordManagerHint").data()) == b"secret"
    windows = 'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"'
    assert data.hasFormat(windows)
    edit.clear()
    QTest.keyClick(edit, Qt.Key.Key_V, CTRL)
    assert edit.toPlainText() == WORDS


def test_it_is_gone_after_a_minute(guard: ClipboardGuard, edit: QPlainTextEdit) -> None:
    copy(edit)
    assert SECONDS == 60
    assert guard._time.isActive()
    assert guard._time.interval() == 60_000
    guard._time.timeout.emit()
    assert QGuiApplication.clipboard().text() == ""


def test_what_was_copied_elsewhere_since_is_left_alone(
    guard: ClipboardGuard, owner: Owner, edit: QPlainTextEdit
) -> None:
    copy(edit)
    owner.is_us = False
    QGuiApplication.clipboard().setText("A shopping list")
    guard.clear()
    assert QGuiApplication.clipboard().text() == "A shopping list"
    assert not QGuiApplication.clipboard().mimeData().hasFormat("x-kde-passwordManagerHint")


def test_copying_again_begins_the_minute_anew(guard: ClipboardGuard, edit: QPlainTextEdit) -> None:
    copy(edit)
    guard._time.setInterval(1_000_000)
    edit.setPlainText("Other words")
    copy(edit)
    assert guard._time.remainingTime() > 900_000
    guard.clear()
    assert QGuiApplication.clipboard().text() == ""
