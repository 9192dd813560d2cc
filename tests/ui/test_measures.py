"""The section of measures, by mouse and keyboard: strands, goals rated by a tap, groupings written down."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit
from pytestqt.qtbot import QtBot

from ontrack_desktop.domain.cases import Case
from ontrack_desktop.domain.choices import Grouping
from ontrack_desktop.domain.measures import Goal, Score
from ontrack_desktop.domain.people import Pupil
from ontrack_desktop.services import drafts
from ontrack_desktop.services.workspace import Workspace
from ontrack_desktop.ui.navigator import Navigator
from ontrack_desktop.ui.screens.measures import MeasuresScreen
from ontrack_desktop.ui.widgets.chip import FilterChip
from ontrack_desktop.viewmodels.desk import Desk
from ontrack_desktop.viewmodels.measures import MeasuresModel
from ontrack_desktop.viewmodels.record_form import RecordForm
from tests.casework import a_case, a_goal, a_rating, a_score
from tests.hands import click, said, stand

Keep = Callable[..., None]
Make = Callable[[], MeasuresScreen]


@pytest.fixture
def case(pupil: Pupil, keep: Keep) -> Case:
    made = a_case(pupil)
    keep(made)
    return made


@pytest.fixture
def make(qtbot: QtBot, desk: Desk, pupil: Pupil, case: Case) -> Make:
    def made() -> MeasuresScreen:
        screen = MeasuresScreen(MeasuresModel(desk), Navigator())
        screen.model.show_pupil(pupil.id)
        return stand(qtbot, screen, 1040, 700)

    return made


def ratings(workspace: Workspace, goal: Goal) -> list[int]:
    return [s.value for s in workspace.query(lambda read: read.about(Score, goal.id, role="goal"))]


def test_a_number_is_tapped_and_mended(make: Make, pupil: Pupil, keep: Keep, workspace: Workspace) -> None:
    goal = a_goal(pupil, "Walk in by the front door", date(2026, 1, 9))
    keep(goal, a_rating(pupil, goal.id, date(2026, 1, 9), 1))
    screen = make()
    card = screen.goals[goal.id]
    assert "“Walk in by the front door”" in said(card)
    click(card.row.numbers[9])
    click(card.row.numbers[8])
    assert sorted(ratings(workspace, goal)) == [1, 8]
    assert [each.number for each in card.row.numbers if each.isChecked()] == [8]
    assert "1 on 9 Jan → 8 on 4 Nov · +7" in said(card)


def test_a_number_is_reached_and_given_with_the_keyboard(
    make: Make, pupil: Pupil, keep: Keep, workspace: Workspace
) -> None:
    goal = a_goal(pupil, "Finish the bike", date(2026, 1, 9))
    keep(goal)
    screen = make()
    row = screen.goals[goal.id].row
    screen.goals[goal.id].change_button.setFocus()
    QTest.keyClick(screen.goals[goal.id].change_button, Qt.Key.Key_Tab)
    assert row.numbers[0].hasFocus()
    for number in range(3):
        QTest.keyClick(row.numbers[number], Qt.Key.Key_Right)
    assert row.numbers[3].hasFocus()
    assert ratings(workspace, goal) == []  # going along rates nothing
    QTest.keyClick(row.numbers[3], Qt.Key.Key_Space)
    assert ratings(workspace, goal) == [3]
    QTest.keyClick(row.numbers[3], Qt.Key.Key_7)
    assert ratings(workspace, goal) == [7]


def test_strands_are_chosen_and_never_mixed(make: Make, pupil: Pupil, keep: Keep) -> None:
    keep(
        a_score(pupil, date(2026, 1, 14), 27), a_score(pupil, date(2026, 10, 8), 42),
        a_score(pupil, date(2026, 3, 3), 61, "Doing"),
    )
    screen = make()
    assert "27\u2009% on 14 Jan · +15 points" in said(screen.thrive_number)
    doing = next(chip for chip in screen.findChildren(FilterChip) if chip.accessibleName() == "Doing")
    click(doing)
    assert "61\u2009%" in said(screen.thrive_number)
    assert screen.chart.heading.text() == "Thrive Approach, Doing, per cent"


def test_a_grouping_is_written_down(make: Make, case: Case, workspace: Workspace) -> None:
    screen = make()
    click(screen.grouping_button)
    assert screen.grouping.hasFocus()
    click(screen.ui.save_button)
    assert screen.ui.grouping_error.text() == "Choose the grouping that fits best now."
    screen.grouping.setFocus()
    for _ in range(3):  # Thriving, Getting Advice and Signposting, Getting Help
        QTest.keyClick(screen.grouping, Qt.Key.Key_Down)
    QTest.keyClicks(screen.ui.decided_with, "Quillan and Mum")
    click(screen.ui.save_button)
    (entry,) = workspace.query(lambda read: read.get(Case, case.id)).groupings
    assert (entry.grouping, entry.decided_with) == (Grouping.HELP, "Quillan and Mum")
    assert not screen.ui.grouping_panel.isVisible()
    assert "Getting Help" in said(screen.groupings_card)


def test_a_half_written_grouping_is_kept_and_shown_again(make: Make, workspace: Workspace) -> None:
    screen = make()
    click(screen.grouping_button)
    QTest.keyClicks(screen.ui.reason, "Two goals of")
    screen.hide()
    (draft,) = workspace.query(drafts.mine)
    assert draft.state["reason"] == "Two goals of"
    again = make()
    assert again.ui.grouping_panel.isVisible()
    assert again.ui.reason.text() == "Two goals of"


def test_scores_and_goals_are_added_in_the_side_panel(make: Make) -> None:
    screen = make()
    wanted: list[RecordForm] = []
    screen.navigator.form_wanted.connect(wanted.append)
    click(screen.score_button)
    click(screen.goal_button)
    assert [form.spec.record_class for form in wanted] == [Score, Goal]


def test_every_control_has_a_name(make: Make, pupil: Pupil, keep: Keep) -> None:
    keep(a_goal(pupil, "Finish the bike", date(2026, 1, 9)), a_score(pupil, date(2026, 1, 14), 27))
    screen = make()
    click(screen.grouping_button)
    buttons = [b for b in screen.findChildren(QAbstractButton) if b.isVisible()]
    names = [b.accessibleName() or b.text() for b in buttons if b.focusPolicy() != Qt.FocusPolicy.NoFocus]
    names += [w.accessibleName() for w in screen.findChildren(QLineEdit) if w.isVisible()]
    assert len(names) > 15
    assert all(names)
