"""The section of plans, by mouse and keyboard: from a template to paper, agreeing, chips, drafts, sessions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ontrack_desktop.domain.behaviour import TimeInPlan
from ontrack_desktop.domain.people import Pupil
from ontrack_desktop.services import drafts
from ontrack_desktop.services.workspace import Workspace
from ontrack_desktop.ui.navigator import Navigator
from ontrack_desktop.ui.screens.time_in_plan import TimeInPlanScreen
from ontrack_desktop.ui.widgets.line_button import LineButton
from ontrack_desktop.viewmodels.desk import Desk
from ontrack_desktop.viewmodels.record_form import RecordForm
from ontrack_desktop.viewmodels.time_in_plan import TimeInPlanModel
from tests.casework import a_plan, a_session
from tests.factories import NOW, a_person
from tests.hands import click, said, stand

Keep = Callable[..., None]
Make = Callable[[], TimeInPlanScreen]


@pytest.fixture
def make(qtbot: QtBot, desk: Desk, pupil: Pupil) -> Make:
    def made() -> TimeInPlanScreen:
        screen = TimeInPlanScreen(TimeInPlanModel(desk), Navigator())
        screen.model.show_pupil(pupil.id)
        return stand(qtbot, screen, 1040, 620)

    return made


def plans(workspace: Workspace, pupil: Pupil) -> list[TimeInPlan]:
    return workspace.query(lambda read: read.about(TimeInPlan, pupil.id))


def chips(box: QWidget) -> list[QAbstractButton]:
    return [chip for chip in box.findChildren(QAbstractButton) if chip.isVisible()]


def test_from_a_template_to_paper_in_three_steps(make: Make, workspace: Workspace, pupil: Pupil) -> None:
    screen = make()
    printed: list[Any] = []
    screen.model.print_wanted.connect(printed.append)
    template = next(b for b in screen.findChildren(LineButton) if b.accessibleName().startswith("Written work"))
    click(template)
    QTest.keyClicks(screen.ui.adults.edit, "Ms Bright, ext. 214")
    click(screen.ui.print_button)
    (plan,) = plans(workspace, pupil)
    assert printed == [plan.id]
    assert (plan.key_adult, plan.adults[0].reach) == ("Ms Bright", "ext. 214")
    assert plan.calm.see == ("Talks about the subject", "Draws")


def test_a_review_takes_three_clicks(make: Make, workspace: Workspace, pupil: Pupil, keep: Keep) -> None:
    keep(a_person(pupil), a_plan(pupil))
    screen = make()
    click(screen.ui.sign_button)
    first, second = screen.signing.signers[:2]
    assert first.hasFocus()
    QTest.mouseClick(second, Qt.MouseButton.LeftButton, pos=QPoint(8, second.height() // 2))
    click(screen.ui.agree_button)
    (plan,) = plans(workspace, pupil)
    assert [(each.name, each.role) for each in plan.signatures] == [("Mum", "mother")]
    assert plan.agreed_on is not None
    assert plan.review_on is not None
    assert screen.ui.sign_panel.isHidden()
    assert "by Mum (mother)" in screen.ui.signed_line.text()


def test_agreeing_goes_by_the_keyboard_alone(make: Make, workspace: Workspace, pupil: Pupil, keep: Keep) -> None:
    keep(a_person(pupil), a_plan(pupil))
    screen = make()
    screen.ui.sign_button.setFocus()
    QTest.keyClick(screen.ui.sign_button, Qt.Key.Key_Space)
    QApplication.processEvents()
    QTest.keyClick(screen.signing.signers[0], Qt.Key.Key_Space)
    for _ in range(len(screen.signing.signers) + 2):  # the other names, the line for others, the day, the button
        QTest.keyClick(screen.window().focusWidget(), Qt.Key.Key_Tab)
    assert screen.ui.agree_button.hasFocus()
    QTest.keyClick(screen.ui.agree_button, Qt.Key.Key_Space)
    assert [each.role for each in plans(workspace, pupil)[0].signatures] == ["pupil"]


def test_agreeing_without_anybody_says_so_beside_the_names(make: Make, pupil: Pupil, keep: Keep) -> None:
    keep(a_plan(pupil))
    screen = make()
    click(screen.ui.sign_button)
    click(screen.ui.agree_button)
    assert screen.ui.signatures_error.text() == "Tick who agrees to this plan."
    assert screen.ui.signatures_error.isVisible()


def test_who_leaves_while_a_plan_is_signed_comes_back_to_the_names_that_they_typed(
    make: Make, workspace: Workspace, pupil: Pupil, keep: Keep
) -> None:
    keep(a_plan(pupil))
    left = make()
    click(left.ui.sign_button)
    left.ui.others.setFocus()
    QTest.keyClicks(left.ui.others, "Pat Dunn")
    left.hide()  # another page is shown, or the program locks
    screen = make()
    assert screen.ui.sign_panel.isVisible()
    assert screen.ui.others.text() == "Pat Dunn"
    click(screen.ui.agree_button)
    assert [each.name for each in plans(workspace, pupil)[0].signatures] == ["Pat Dunn"]
    assert workspace.query(drafts.mine) == []
    assert make().ui.sign_panel.isHidden()


def test_who_does_not_want_to_sign_now_throws_the_names_away(make: Make, pupil: Pupil, keep: Keep) -> None:
    keep(a_plan(pupil))
    left = make()
    click(left.ui.sign_button)
    QTest.keyClicks(left.ui.others, "Pat Dunn")
    click(left.ui.not_now_button)
    left.hide()
    screen = make()
    assert screen.ui.sign_panel.isHidden()
    click(screen.ui.sign_button)
    assert screen.ui.others.text() == ""


def test_what_is_typed_into_a_stage_is_kept_when_the_keyboard_leaves(
    make: Make, workspace: Workspace, pupil: Pupil, keep: Keep
) -> None:
    keep(a_plan(pupil))
    screen = make()
    see = screen.typed_in.stages["crisis"].edits["see"]
    see.setFocus()
    QTest.keyClicks(see, "Hides under the stairs")
    assert not screen.ui.print_button.property("role")
    assert screen.ui.save_button.isVisible()
    QTest.keyClick(see, Qt.Key.Key_Tab)
    assert screen.typed_in.stages["crisis"].edits["do"].hasFocus()
    (draft,) = workspace.query(drafts.mine)
    assert draft.state["crisis_see"] == "Hides under the stairs"
    assert screen.ui.saved_label.text() == "Kept as you type, 10:00"
    click(screen.ui.save_button)
    assert plans(workspace, pupil)[0].crisis.see == ("Hides under the stairs",)
    assert not screen.ui.save_button.isVisible()


def test_chips_are_made_changed_and_taken_out(make: Make, pupil: Pupil, keep: Keep) -> None:
    keep(a_plan(pupil))
    screen = make()
    box = screen.ui.triggers
    QTest.keyClicks(box.edit, "The bell")
    QTest.keyClick(box.edit, Qt.Key.Key_Return)
    assert box.words() == ["Reading aloud", "Supply teachers", "The bell"]
    first = chips(box)[0]
    QTest.mouseClick(first, Qt.MouseButton.LeftButton, pos=QPoint(12, 12))
    assert box.edit.text() == "Reading aloud"  # back in the line, to be changed
    QTest.keyClicks(box.edit, " in class")
    QTest.keyClick(box.edit, Qt.Key.Key_Return)
    assert box.words()[-1] == "Reading aloud in class"
    cross = chips(box)[0]
    QTest.mouseClick(cross, Qt.MouseButton.LeftButton, pos=QPoint(cross.width() - 8, 12))
    QTest.keyClick(box.edit, Qt.Key.Key_Backspace)
    assert box.words() == ["The bell"]
    assert screen.model.form is not None
    assert screen.model.form.values["triggers"] == ["The bell"]


def test_what_stands_half_typed_in_a_chip_line_is_in_the_draft(
    make: Make, workspace: Workspace, pupil: Pupil, keep: Keep
) -> None:
    keep(a_plan(pupil))
    screen = make()
    QTest.keyClicks(screen.ui.activities.edit, "Fishing: water saf")
    screen.hide()
    (draft,) = workspace.query(drafts.mine)
    assert draft.state["activities"][-1] == "Fishing: water saf"


def test_a_line_that_is_too_long_is_said_in_its_stage(make: Make, pupil: Pupil, keep: Keep) -> None:
    keep(a_plan(pupil))
    screen = make()
    screen.typed_in.stages["rising"].edits["do"].setPlainText("y" * 240)
    click(screen.ui.save_button)
    assert screen.typed_in.stages["rising"].error.text() == "Make this shorter: 200 characters at most, it has 240."
    assert screen.ui.saved_label.text() == "Not saved yet"


def test_versions_are_compared_and_a_draft_can_be_put_back(make: Make, pupil: Pupil, keep: Keep) -> None:
    keep(a_plan(pupil))
    screen = make()
    assert not screen.ui.compare_button.isVisible()
    QTest.keyClicks(screen.ui.place_note, "The key is on the lanyard")
    click(screen.ui.save_button)
    click(screen.ui.compare_button)
    assert "Added: The key is on the lanyard" in said(screen)
    QTest.keyClicks(screen.ui.place_note, " and more")
    click(screen.ui.discard_button)
    assert screen.ui.place_note.text() == "The key is on the lanyard"
    assert not screen.ui.save_button.isVisible()


def test_sessions_open_in_the_side_panel(make: Make, pupil: Pupil, keep: Keep) -> None:
    keep(a_plan(pupil), a_session(pupil, NOW, place="Garden room"))
    screen = make()
    wanted: list[RecordForm] = []
    screen.navigator.form_wanted.connect(wanted.append)
    click(screen.side.record_button)
    (line,) = [b for b in screen.side.findChildren(LineButton) if b.isVisible()]
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert [form.is_amending for form in wanted] == [False, True]
    assert wanted[1].values["place"] == "Garden room"


def test_an_ended_plan_can_be_taken_up_again(make: Make, pupil: Pupil, keep: Keep) -> None:
    keep(a_plan(pupil))
    screen = make()
    click(screen.ui.end_button)
    assert screen.ui.empty_page.isVisible()
    assert not screen.ui.bar.isVisible()
    click(screen.ui.again_button)
    assert screen.ui.plan_page.isVisible()
    assert screen.ui.safe_place.text() == "The garden room"


def test_a_plan_gets_narrow_without_being_cut_off(make: Make, pupil: Pupil, keep: Keep) -> None:
    keep(a_plan(pupil))
    screen = make()
    screen.resize(560, 400)
    QTest.qWait(1)
    assert screen.ui.body.width() <= screen.ui.scroll.viewport().width()
    calm, rising = screen.typed_in.stages["calm"], screen.typed_in.stages["rising"]
    assert calm.mapTo(screen, QPoint()).y() == rising.mapTo(screen, QPoint()).y()
    assert screen.typed_in.stages["crisis"].mapTo(screen, QPoint()).y() > calm.mapTo(screen, QPoint()).y()


def test_every_control_has_a_name(make: Make, pupil: Pupil, keep: Keep) -> None:
    keep(a_plan(pupil), a_session(pupil, NOW))
    screen = make()
    kinds = (QLineEdit, QPlainTextEdit, QPushButton, QAbstractButton)
    controls = [w for kind in kinds for w in screen.findChildren(kind) if w.isVisible()]
    nameless = [w.objectName() for w in controls if not (w.accessibleName() or getattr(w, "text", str)())]
    assert len(controls) > 20
    assert nameless == []
