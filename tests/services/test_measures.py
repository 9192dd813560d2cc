"""Measures: strands kept apart, goals rated by those whose they are, groupings as a history."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from ontrack_desktop.domain.cases import GroupingEntry
from ontrack_desktop.domain.choices import Grouping
from ontrack_desktop.domain.measures import Score
from ontrack_desktop.domain.people import Pupil
from ontrack_desktop.services import measures
from ontrack_desktop.services.measures import MeasuresPage
from ontrack_desktop.services.workspace import Workspace
from tests.casework import a_case, a_goal, a_score
from tests.factories import TODAY, an_id

Keep = Callable[..., None]


def page(workspace: Workspace, pupil: Pupil) -> MeasuresPage:
    return workspace.query(partial(measures.measures_page, pupil_id=pupil.id, today=TODAY))


def test_strands_are_kept_apart_and_the_last_scored_comes_first(
    workspace: Workspace, pupil: Pupil, keep: Keep
) -> None:
    keep(
        a_score(pupil, date(2026, 1, 12), 27), a_score(pupil, date(2026, 10, 1), 42),
        a_score(pupil, date(2026, 3, 1), 61, "Doing"),
    )
    found = page(workspace, pupil).thrive
    assert list(found) == ["Being", "Doing"]
    assert [score.value for score in found["Being"]] == [27, 42]


def test_a_second_rating_on_one_day_mends_the_first(workspace: Workspace, pupil: Pupil, keep: Keep) -> None:
    goal = a_goal(pupil, "Walk in by the front door.", date(2026, 1, 9))
    keep(goal)

    def rate(value: int, on: date) -> None:
        workspace.change(partial(measures.rate_goal, goal_id=goal.id, rating_id=an_id(), value=value, on=on))

    rate(2, date(2026, 1, 9))
    rate(8, TODAY)
    rate(6, TODAY)  # a slip of the finger, mended
    (found,) = page(workspace, pupil).goals
    assert [(rating.value, rating.on) for rating in found.ratings] == [(2, date(2026, 1, 9)), (6, TODAY)]
    assert found.change == 4
    assert [s.value for s in workspace.query(lambda r: r.versions(Score, found.ratings[-1].id))] == [6, 8]


def test_groupings_are_a_history_with_the_newest_first(workspace: Workspace, pupil: Pupil, keep: Keep) -> None:
    entries = (
        GroupingEntry(grouping=Grouping.MORE_HELP, on=date(2026, 1, 9)),
        GroupingEntry(grouping=Grouping.HELP, on=date(2026, 9, 9)),
    )
    keep(a_case(pupil, groupings=entries))
    assert [entry.grouping for entry in page(workspace, pupil).groupings] == [Grouping.HELP, Grouping.MORE_HELP]


def test_a_grouping_is_added_and_the_earlier_ones_stay(workspace: Workspace, pupil: Pupil, keep: Keep) -> None:
    case = a_case(pupil, groupings=(GroupingEntry(grouping=Grouping.MORE_HELP, on=date(2026, 1, 9)),))
    keep(case)
    entry = GroupingEntry(grouping=Grouping.HELP, on=TODAY, decided_with="Quillan and Mum")
    workspace.change(partial(measures.add_grouping, case_id=case.id, entry=entry))
    assert page(workspace, pupil).groupings == (entry, case.groupings[0])


def test_the_six_strands_are_offered() -> None:
    assert len(measures.strands()) == 6
    assert measures.strands()[0] == "Being"
