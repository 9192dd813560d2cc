"""A fault of the program: said plainly, with a report that holds nothing that was typed."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from ontrack_desktop.ui.fault_dialog import FaultDialog, Faults, report_of
from tests import factories


def a_fault() -> BaseException:
    """One that quotes a note, as a database's errors do, and so does its cause."""
    try:
        break_down()
    except ValueError as error:
        return error
    raise AssertionError


def break_down() -> None:
    try:
        raise KeyError(factories.SECRET_TEXT)
    except KeyError as inner:
        raise ValueError(f"could not keep {factories.SECRET_TEXT}") from inner


@pytest.fixture
def faults(qtbot: QtBot) -> Iterator[Faults]:
    made = Faults()
    yield made
    if made.dialog is not None:
        made.dialog.done(0)


def dialog_of(faults: Faults, qtbot: QtBot) -> FaultDialog:
    qtbot.waitUntil(lambda: faults.dialog is not None and faults.dialog.isVisible())
    assert faults.dialog is not None
    return faults.dialog


def test_the_report_says_where_and_nothing_that_was_typed() -> None:
    report = report_of(a_fault())
    assert "builtins.ValueError" in report
    assert "builtins.KeyError" in report
    assert "test_fault_dialog.py" in report
    assert "OnTrack Desktop" in report
    assert factories.SECRET_TEXT not in report


def test_the_report_can_be_copied_and_the_work_carried_on(faults: Faults, qtbot: QtBot) -> None:
    faults.tell(a_fault())
    dialog = dialog_of(faults, qtbot)
    assert dialog.carry_on_button.isDefault()
    QTest.mouseClick(dialog.copy_button, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == dialog.report.toPlainText()
    with qtbot.assertNotEmitted(faults.close_wanted):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)  # the way out that people try first does not end their work
    assert faults.dialog is None


def test_only_the_button_closes_the_program(faults: Faults, qtbot: QtBot) -> None:
    faults.tell(a_fault())
    dialog = dialog_of(faults, qtbot)
    with qtbot.waitSignal(faults.close_wanted):
        QTest.mouseClick(dialog.close_button, Qt.MouseButton.LeftButton)


def test_a_fault_from_another_thread_is_shown_and_a_second_one_does_not_pile_up(faults: Faults, qtbot: QtBot) -> None:
    thread = threading.Thread(target=lambda: faults.tell(a_fault()))
    thread.start()
    thread.join()
    dialog = dialog_of(faults, qtbot)
    faults.tell(RuntimeError())
    QApplication.processEvents()
    assert faults.dialog is dialog
    assert len([w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]) == 1


def test_a_fault_that_was_caught_goes_into_the_log_without_its_text(
    faults: Faults, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        faults.take(a_fault())
    assert [record.getMessage() for record in caplog.records] == ["a fault of the program"]
    dialog_of(faults, qtbot)
