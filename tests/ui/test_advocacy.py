"""The section of advocacy, by mouse and keyboard: a step in one line, a refusal taken higher."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from ontrack_desktop.domain.advocacy import AdvocacyIssue
from ontrack_desktop.domain.choices import AdvocacyStatus
from ontrack_desktop.domain.people import Pupil
from ontrack_desktop.services import drafts
from ontrack_desktop.services.workspace import Workspace
from ontrack_desktop.ui.navigator import Navigator
from ontrack_desktop.ui.screens.advocacy import AdvocacyScreen
from ontrack_desktop.viewmodels.advocacy import AdvocacyModel
from ontrack_desktop.viewmodels.desk import Desk
from ontrack_desktop.viewmodels.record_form import RecordForm
from tests.casework import a_step, an_issue
from tests.hands import click, said, stand

Keep = Callable[..., None]
Make = Callable[[], AdvocacyScreen]


@pytest.fixture
def make(qtbot: QtBot, desk: Desk, pupil: Pupil) -> Make:
    def made() -> AdvocacyScreen:
        screen = AdvocacyScreen(AdvocacyModel(desk), Navigator())
        screen.model.show_pupil(pupil.id)
        return stand(qtbot, screen, 1000, 600)

    return made


def test_a_step_is_typed_into_one_line_and_added_with_enter(
    make: Make, workspace: Workspace, pupil: Pupil, keep: Keep
) -> None:
    issue = an_issue(pupil)
    keep(issue)
    screen = make()
    line = screen.cards[issue.id].step
    assert not line.more.isVisible()
    QTest.keyClicks(line.text, "Rang again, no date yet.")
    assert line.more.isVisible()
    assert line.status.currentText() == "Asked again"
    QTest.keyClick(line.text, Qt.Key.Key_Return)
    QApplication.processEvents()
    (step,) = workspace.query(lambda read: read.get(AdvocacyIssue, issue.id)).steps
    assert (step.text, step.status) == ("Rang again, no date yet.", AdvocacyStatus.RAISED)
    assert line.text.text() == ""
    assert not line.more.isVisible()
    assert "Rang again, no date yet." in said(screen)


def test_a_refusal_is_taken_higher(make: Make, workspace: Workspace, pupil: Pupil, keep: Keep) -> None:
    refused = an_issue(pupil, steps=(a_step(date(2026, 10, 1), "No room.", AdvocacyStatus.REFUSED),))
    waiting = an_issue(pupil, "A locker")
    keep(refused, waiting)
    screen = make()
    assert not screen.cards[waiting.id].step.higher_button.isVisible()
    line = screen.cards[refused.id].step
    click(line.higher_button)
    assert line.text.hasFocus()
    assert line.status.currentText() == "Taken higher"
    click(line.add_button)
    assert line.error.text() == "Write what happened, in a few words."
    QTest.keyClicks(line.text, "Letter to the head.")
    click(line.add_button)
    assert workspace.query(lambda r: r.get(AdvocacyIssue, refused.id)).status is AdvocacyStatus.ESCALATED
    assert not line.higher_button.isVisible()


def test_another_outcome_is_chosen_with_the_keyboard(
    make: Make, workspace: Workspace, pupil: Pupil, keep: Keep
) -> None:
    issue = an_issue(pupil)
    keep(issue)
    line = make().cards[issue.id].step
    QTest.keyClicks(line.text, "Yes, from Monday.")
    line.status.setFocus()
    QTest.keyClicks(line.status, "Ag")
    assert line.status.currentText() == "Agreed"
    click(line.add_button)
    assert workspace.query(lambda r: r.get(AdvocacyIssue, issue.id)).status is AdvocacyStatus.AGREED


def test_a_half_written_step_is_kept_when_the_section_is_left(
    make: Make, workspace: Workspace, pupil: Pupil, keep: Keep
) -> None:
    issue = an_issue(pupil)
    keep(issue)
    screen = make()
    QTest.keyClicks(screen.cards[issue.id].step.text, "Wrote to the off")
    screen.hide()
    (draft,) = workspace.query(drafts.mine)
    assert draft.state["text"] == "Wrote to the off"
    again = make()
    assert again.cards[issue.id].step.text.text() == "Wrote to the off"


def test_an_empty_section_teaches_and_offers_the_first_step(make: Make, pupil: Pupil) -> None:
    screen = make()
    wanted: list[RecordForm] = []
    screen.navigator.form_wanted.connect(wanted.append)
    assert any(f"What {pupil.name} or the family asks for" in text for text in said(screen))
    click(screen.ui.empty.button)
    assert wanted[0].spec.record_class is AdvocacyIssue


def test_words_of_people_are_shown_as_they_are(make: Make, pupil: Pupil, keep: Keep) -> None:
    keep(an_issue(pupil, "<b>A locker</b> & a key", barrier="<img src='file:///x'>"))
    screen = make()
    assert "<b>A locker</b> & a key" in said(screen)
    assert "In the way: <img src='file:///x'>" in said(screen)


def test_every_control_has_a_name_of_its_own(make: Make, pupil: Pupil, keep: Keep) -> None:
    keep(an_issue(pupil), an_issue(pupil, "A locker"))
    screen = make()
    names = [w.accessibleName() for w in screen.findChildren(QLineEdit) if w.isVisible()]
    names += [b.accessibleName() or b.text() for b in screen.findChildren(QAbstractButton) if b.isVisible()]
    assert all(names)
    assert len(set(names)) == len(names)
