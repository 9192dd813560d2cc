"""The section of school life, by mouse and keyboard: chart and table, marks counted, records opened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from ontrack_desktop.domain.attendance import AttendancePeriod
from ontrack_desktop.domain.behaviour import Suspension
from ontrack_desktop.domain.people import Pupil
from ontrack_desktop.ui.navigator import Navigator
from ontrack_desktop.ui.screens.school_life import SchoolLifeScreen
from ontrack_desktop.ui.widgets.line_button import LineButton
from ontrack_desktop.viewmodels.desk import Desk
from ontrack_desktop.viewmodels.record_form import RecordForm
from ontrack_desktop.viewmodels.school_life import SchoolLifeModel
from tests.casework import a_case, a_period, a_suspension
from tests.hands import click, said, stand

Keep = Callable[..., None]


@pytest.fixture
def screen(qtbot: QtBot, desk: Desk, pupil: Pupil, keep: Keep) -> SchoolLifeScreen:
    keep(
        a_case(pupil),
        a_period(pupil, "Aut 1", date(2025, 9, 3), date(2025, 10, 24), 3, 100),
        a_period(pupil, "Aut 1 again", date(2026, 9, 3), date(2026, 10, 23), 56, 70),
        a_suspension(pupil, date(2026, 10, 8), 5),
    )
    made = SchoolLifeScreen(SchoolLifeModel(desk), Navigator())
    made.model.show_pupil(pupil.id)
    return stand(qtbot, made, 1040, 700)


@pytest.fixture
def wanted(screen: SchoolLifeScreen) -> list[RecordForm]:
    found: list[RecordForm] = []
    screen.navigator.form_wanted.connect(found.append)
    return found


def test_numbers_chart_and_table_tell_the_same(screen: SchoolLifeScreen) -> None:
    assert "80\u2009%" in said(screen.attendance_number)
    assert "3\u2009% when we began · +77 points" in said(screen.attendance_number)
    assert "2.5 of 45 days this school year" in said(screen.suspension_number)
    assert not screen.chart.is_table()
    click(screen.chart.toggle)
    assert screen.chart.is_table()


def test_marks_typed_are_counted_and_fill_the_form(screen: SchoolLifeScreen, wanted: list[RecordForm]) -> None:
    click(screen.marks_button)
    assert screen.on.hasFocus()
    QTest.keyClicks(screen.on, "7 Sep")
    QTest.keyClick(screen.on, Qt.Key.Key_Tab)
    assert screen.ui.marks.hasFocus()
    QTest.keyClicks(screen.ui.marks, "//I\\C2")
    assert screen.ui.marks_said.text() == "3 attended of 5 possible sessions (60.0\u2009%) · 2 authorised"
    click(screen.ui.use_button)
    (form,) = wanted
    assert form.spec.record_class is AttendancePeriod
    assert (form.values["possible"], form.values["started_on"]) == (5, "2026-09-07")


def test_a_sign_that_is_no_code_is_said_beside_the_marks(screen: SchoolLifeScreen, wanted: list[RecordForm]) -> None:
    click(screen.marks_button)
    QTest.keyClicks(screen.on, "7 Sep")
    QTest.keyClicks(screen.ui.marks, "//?")
    click(screen.ui.use_button)
    assert screen.ui.marks_error.text() == "“?” is not an attendance code. Codes are capital letters, / and \\."
    assert wanted == []


def test_records_are_opened_and_added(screen: SchoolLifeScreen, wanted: list[RecordForm]) -> None:
    click(screen.period_button)
    click(screen.suspension_button)
    line = next(b for b in screen.suspensions.findChildren(LineButton) if b.isVisible())
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Space)
    assert [(form.spec.record_class, form.is_amending) for form in wanted] == [
        (AttendancePeriod, False), (Suspension, False), (Suspension, True),
    ]


def test_the_keyboard_goes_through_the_page_as_the_eye_does(screen: SchoolLifeScreen) -> None:
    click(screen.marks_button)
    walked = []
    for _ in range(11):
        QTest.keyClick(screen.window().focusWidget(), Qt.Key.Key_Tab)
        here = screen.window().focusWidget()
        walked.append(here.accessibleName().split(",")[0] or here.text())  # type: ignore[attr-defined]
    assert walked == [
        "Marks", "Use these counts", "Close", "&Count marks", "Add atte&ndance", "Aut 1 again", "Aut 1",
        "&Record a suspension", "Thu 8 Oct", "&Table", "The first mark is for",
    ]


def test_sending_home_is_named_a_suspension(screen: SchoolLifeScreen) -> None:
    assert any(text.startswith("Sending a pupil home to cool off is a suspension") for text in said(screen.guidance))


def test_every_control_has_a_name(screen: SchoolLifeScreen) -> None:
    click(screen.marks_button)
    buttons = [b for b in screen.findChildren(QAbstractButton) if b.isVisible()]
    names = [b.accessibleName() or b.text() for b in buttons if b.focusPolicy() != Qt.FocusPolicy.NoFocus]
    names += [w.accessibleName() for w in screen.findChildren(QLineEdit) if w.isVisible()]
    names += [w.accessibleName() for w in screen.findChildren(QPlainTextEdit) if w.isVisible()]
    assert len(names) > 8
    assert all(names)
