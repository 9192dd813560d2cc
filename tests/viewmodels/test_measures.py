"""Measures in words and figures: strands apart, goals rated by a tap, groupings as a history."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from ontrack_desktop.domain.cases import Case, GroupingEntry
from ontrack_desktop.domain.choices import Grouping
from ontrack_desktop.domain.measures import Goal, Score
from ontrack_desktop.domain.people import Pupil
from ontrack_desktop.services import drafts
from ontrack_desktop.services.workspace import Workspace
from ontrack_desktop.store.store import Store
from ontrack_desktop.viewmodels.background import Inline
from ontrack_desktop.viewmodels.desk import Desk
from ontrack_desktop.viewmodels.grouping_form import GroupingForm
from ontrack_desktop.viewmodels.measures import MeasuresModel
from tests.casework import a_case, a_goal, a_rating, a_score
from tests.conftest import Clock
from tests.factories import TODAY, a_worker

Keep = Callable[..., None]


@pytest.fixture
def case(pupil: Pupil, keep: Keep) -> Case:
    made = a_case(pupil)  # opened 3 November 2025
    keep(made)
    return made


@pytest.fixture
def model(desk: Desk, pupil: Pupil, case: Case) -> MeasuresModel:
    made = MeasuresModel(desk)
    made.show_pupil(pupil.id)
    return made


def grouping_of(model: MeasuresModel) -> GroupingForm:
    assert model.grouping is not None
    return model.grouping


def test_a_strand_is_compared_with_itself_in_percentage_points(
    model: MeasuresModel, pupil: Pupil, keep: Keep
) -> None:
    assert model.thrive_number() == ("Thrive Approach", "–", "No score yet")
    keep(
        a_score(pupil, date(2025, 10, 6), 24), a_score(pupil, date(2026, 1, 14), 27),
        a_score(pupil, date(2026, 10, 8), 42), a_score(pupil, date(2026, 3, 3), 61, "Doing"),
    )
    model.reload()
    assert model.strands_scored() == ("Being", "Doing")
    # 42 − 24 = 18, and not 18/24 = 75 %
    assert model.thrive_number() == ("Thrive Approach, Being", "42\u2009%", "24\u2009% on 6 Oct 2025 · +18 points")
    assert [point.shown for point in model.points()] == ["24\u2009%", "27\u2009%", "42\u2009%"]
    assert model.points_before() == 1  # 6 October 2025 lies before 3 November 2025
    model.choose_strand("Doing")
    assert model.thrive_number() == ("Thrive Approach, Doing", "61\u2009%", "3 Mar")
    assert [line.text for line in model.score_lines()] == ["61\u2009%"]


def test_a_score_is_added_to_the_strand_that_is_shown(
    model: MeasuresModel, pupil: Pupil, keep: Keep, workspace: Workspace
) -> None:
    keep(a_score(pupil, date(2026, 3, 3), 61, "Doing"))
    model.reload()
    form = model.score_form()
    assert form.values["dimension"] == "Doing"
    assert form.options(form.spec.asks[0])[0] == ("Being", "Being")
    form.put("value", "101")
    assert not form.save()
    assert form.problems == {"value": "Enter a percentage from 0 to 100."}
    form.put("value", "66")
    assert form.save()
    assert workspace.query(lambda read: read.get(Score, form.record_id)).on == TODAY
    assert model.points()[-1].value == 66


def test_a_goal_is_rated_by_a_tap_and_a_second_tap_mends_it(
    model: MeasuresModel, pupil: Pupil, keep: Keep
) -> None:
    goal = a_goal(pupil, "Walk in by the front door.", date(2026, 1, 9))
    keep(goal, a_rating(pupil, goal.id, date(2026, 1, 9), 1))
    model.reload()
    assert [(card.ratings, card.today) for card in model.goal_cards()] == [("1 on 9 Jan", None)]
    model.rate(goal.id, 9)
    model.rate(goal.id, 8)
    (card,) = model.goal_cards()
    assert (card.ratings, card.today) == ("1 on 9 Jan → 8 on 4 Nov · +7", 8)


def test_goals_that_came_nearer_are_counted_of_those_rated_twice(
    model: MeasuresModel, pupil: Pupil, keep: Keep
) -> None:
    assert model.goals_number() == ("Goals that came nearer", "–", "No goal yet")
    goals = [a_goal(pupil, words, date(2026, 1, n)) for n, words in enumerate("abcd", start=1)]
    first, last = date(2026, 1, 9), date(2026, 10, 28)
    keep(*goals)
    for goal, values in zip(goals, ((2, 7), (5, 4), (3, 3), (6,)), strict=True):
        keep(*(a_rating(pupil, goal.id, on, value) for on, value in zip((first, last), values, strict=False)))
    model.reload()
    assert model.goals_number() == ("Goals that came nearer", "1 of 3", "rated last on 28 Oct")
    assert [card.ratings.rpartition(" · ")[2] for card in model.goal_cards()] == [
        "+5", "−1", "no change", "6 on 9 Jan",
    ]


def test_a_goal_in_own_words_is_added_and_one_that_ended_stands_last(
    model: MeasuresModel, pupil: Pupil, keep: Keep, workspace: Workspace
) -> None:
    keep(a_goal(pupil, "Finish the bike.", date(2026, 1, 9), ended_on=date(2026, 7, 1)))
    model.reload()
    form = model.goal_form()
    form.put("words", "Go to the farm on my own on the bus.")
    assert form.save()
    assert workspace.query(lambda read: read.get(Goal, form.record_id)).set_on == TODAY
    assert [(card.words, card.is_ended) for card in model.goal_cards()] == [
        ("Go to the farm on my own on the bus.", False), ("Finish the bike.", True),
    ]


def test_groupings_are_told_as_a_history_and_never_as_a_step_up_or_down(
    model: MeasuresModel, pupil: Pupil, keep: Keep, case: Case, workspace: Workspace
) -> None:
    form = grouping_of(model)
    assert not form.save()
    assert form.problems == {"grouping": "Choose the grouping that fits best now."}
    form.put("grouping", "help")
    form.put("decided_with", "Quillan and Mum")
    form.put("review_on", "2027-01-09")
    assert form.save()
    (kept,) = workspace.query(lambda read: read.get(Case, case.id)).groupings
    assert kept == GroupingEntry(
        grouping=Grouping.HELP, on=TODAY, decided_with="Quillan and Mum", review_on=date(2027, 1, 9)
    )
    assert model.grouping_lines() == (
        ("Getting Help", "decided 4 Nov with Quillan and Mum · look again 9 Jan 2027"),
    )
    assert form.values["grouping"] == ""


def test_a_half_written_grouping_comes_back(
    model: MeasuresModel, desk: Desk, pupil: Pupil, workspace: Workspace
) -> None:
    grouping_of(model).put("reason", "Two goals of")
    model.leave()
    again = MeasuresModel(desk)
    again.show_pupil(pupil.id)
    assert grouping_of(again).values["reason"] == "Two goals of"
    grouping_of(again).put("grouping", "help")
    grouping_of(again).put("on", "last week")
    assert not grouping_of(again).save()
    assert grouping_of(again).problems == {"on": "Enter a date, such as 4/11/2026."}
    grouping_of(again).put("on", "2026-10-28")
    assert grouping_of(again).save()
    assert workspace.query(drafts.mine) == []


def test_restricted_goals_and_scores_show_nothing_to_others(
    store: Store, clock: Clock, pupil: Pupil, keep: Keep, case: Case
) -> None:
    other = a_worker(name="Kim Otter")
    keep(
        other, a_goal(pupil, "Something private.", TODAY, restricted=True),
        a_score(pupil, date(2026, 10, 1), 12, restricted=True),
    )
    model = MeasuresModel(Desk(Inline(Workspace(store, other.id, clock)), clock, other))
    model.show_pupil(pupil.id)
    (card,) = model.goal_cards()
    assert (card.words, card.withheld) == ("", "Restricted. Only Dee Marlow and named people can read this.")
    assert model.strands_scored() == ()
    assert model.thrive_number()[1] == "–"
