"""A save that takes long: nothing is typed into a form that is on its way, and pressing twice saves once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import Event
from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ontrack_desktop.domain.changes import Changes
from ontrack_desktop.domain.meetings import Meeting
from ontrack_desktop.domain.people import Person, Pupil
from ontrack_desktop.services.workspace import UnitOfWork
from ontrack_desktop.ui.screens.meeting import MeetingScreen
from ontrack_desktop.ui.screens.record_form import RecordFormScreen
from ontrack_desktop.ui.window import Window
from ontrack_desktop.viewmodels.form_opening import open_form
from ontrack_desktop.viewmodels.record_forms import PERSON
from tests.hands import write

from .laptop import Day

Ask = Callable[[Callable[..., Any]], Any]


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """Cleared, it keeps whoever writes waiting."""
    answers, commit = Event(), UnitOfWork.commit
    answers.set()

    def waited(work: UnitOfWork) -> Changes:
        answers.wait()
        return commit(work)

    monkeypatch.setattr(UnitOfWork, "commit", waited)
    yield answers
    answers.set()


@pytest.fixture
def look(day: Day, window: Window) -> Ask:
    """`look(question)` gives the store's answer."""

    def wait(question: Callable[..., Any]) -> Any:
        got: list[Any] = []
        window.desk.background.query(question, got.append, owner=window)
        day.qtbot.waitUntil(lambda: bool(got))
        return got[0]

    return wait


def test_a_declared_form_stands_still_while_it_is_saved(day: Day, window: Window, look: Ask, disk: Event) -> None:
    pupil = look(lambda read: read.find(Pupil)[0])
    open_form(
        window.desk, PERSON, window.navigator.form_wanted.emit, owner=window, pupil_id=pupil.id,
        given={"pupil_ids": (pupil.id,)},
    )  # fmt: skip
    day.qtbot.waitUntil(lambda: window._panel is not None)
    panel = window._panel
    assert isinstance(panel, RecordFormScreen)
    panel.model.show("relationship", "Aunt")
    panel.boxes["name"].setFocus()
    write("Jo Zephyrhart")
    disk.clear()
    panel.ui.save_button.click()
    panel.ui.save_button.click()
    assert panel.model.state == "saving"
    QTest.keyClicks(panel.boxes["name"], ", or Joanna")
    QTest.keyClicks(panel.boxes["safe_contact"], "text first")
    disk.set()
    day.qtbot.waitUntil(lambda: window._panel is None)
    saved = look(lambda read: read.find(Person))
    assert [(person.name, person.safe_contact, person.version) for person in saved] == [("Jo Zephyrhart", "", 1)]


def test_a_meeting_stands_still_while_it_is_saved_and_the_keyboard_comes_back(
    day: Day, window: Window, look: Ask, disk: Event
) -> None:
    pupil = look(lambda read: read.find(Pupil)[0])
    window.show_meeting(lambda builder: builder.begin(pupil.id))
    page = window._made["meeting"]
    assert isinstance(page, MeetingScreen)
    day.qtbot.waitUntil(lambda: page.model.form is not None)
    page.show_step("see")
    day.qtbot.waitUntil(page.agenda.isVisible)
    page.agenda.setFocus()
    write("Rosie first")
    disk.clear()
    page.ui.keep_button.click()
    assert page.model.form is not None
    assert page.model.form.state == "saving"
    QTest.keyClicks(page.agenda, ", then school")
    disk.set()
    day.qtbot.waitUntil(lambda: page.model.form is not None and page.model.form.state == "saved")
    assert QApplication.focusWidget() is page.agenda
    write(", then school")
    page.ui.keep_button.click()
    day.qtbot.waitUntil(lambda: look(lambda read: read.find(Meeting)[0]).agenda == "Rosie first, then school")
