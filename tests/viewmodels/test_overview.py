"""A pupil on one page in words: numbers with their before, what is next, who is around, what is asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest

from ontrack_desktop.domain.choices import QuoteConsent
from ontrack_desktop.domain.drafts import Draft
from ontrack_desktop.domain.notes import Action, Quote
from ontrack_desktop.domain.people import Pupil
from ontrack_desktop.domain.validation import amended
from ontrack_desktop.services import drafts
from ontrack_desktop.services.workspace import Workspace
from ontrack_desktop.viewmodels.desk import Desk
from ontrack_desktop.viewmodels.overview import OverviewModel
from tests import factories
from tests.rosie import Rosie


@pytest.fixture
def model(desk: Desk, rosie: Rosie) -> OverviewModel:
    made = OverviewModel(desk)
    made.show_pupil(rosie.pupil.id)
    return made


def test_the_newest_words_that_may_be_heard_stand_first(model: OverviewModel) -> None:
    assert model.quote() == (
        "I can say I don’t get it now, and nobody minds.",
        "Rosie, in the car after college, 31 Oct · happy for the meeting to hear this",
    )


def test_without_words_to_share_there_is_no_quote(
    model: OverviewModel, workspace: Workspace, rosie: Rosie, keep: Callable[..., None]
) -> None:
    keep(amended(workspace.query(lambda r: r.get(Quote, rosie.said.id)), consent=QuoteConsent.NO))
    model.reload()
    assert model.quote() is None


def test_each_number_has_its_before(model: OverviewModel) -> None:
    # Since we began 22 + 41 + 58 + 74 + 80 = 275 of 500 sessions are 55 %, before it 9 + 4 + 3 = 16 of 300 are 5.33 %:
    # 49.67 points, as in the pack. Thrive 42 - 27 = 15.
    # Goals were rated 3 and then 3, 4, 5, 6: three of the four rose.
    said = [(n.label, n.value.replace("\u2009", " "), n.before.replace("\u2009", " "), n.tone) for n in model.numbers()]
    assert said == [
        (
            "Attendance since we began", "55 %", "5.3 % when we began · +49.7 points\n80 % this half-term", "good",
        ),
        ("Thrive Approach, Being", "42 %", "27 % in January · +15 points", ""),
        ("Suspension sessions this year", "0", "6 last year", ""),
        ("Goals moving Rosie’s way", "3 of 4", "rated by Rosie 28 Oct", ""),
    ]


def test_a_pupil_without_figures_shows_dashes_never_noughts_of_nothing(desk: Desk, pupil: Pupil) -> None:
    model = OverviewModel(desk)
    model.show_pupil(pupil.id)
    assert [(n.value, n.before) for n in model.numbers()] == [
        ("–", "Nothing recorded yet"), ("–", "No profile yet"), ("0", "none last year"), ("–", "No goals yet"),
    ]


def test_the_chart_knows_what_was_before_the_case(model: OverviewModel) -> None:
    bars, before = model.bars()
    assert [bar.shown for bar in bars] == ["9", "4", "3", "22", "41", "58", "74", "80"]
    assert before == 3


def test_late_is_said_with_its_days_and_what_is_done_can_be_taken_back(
    model: OverviewModel, workspace: Workspace, rosie: Rosie
) -> None:
    lines = model.next_lines()
    assert [(line.text, line.chip[2] if line.chip else "", line.trailing) for line in lines] == [
        ("Team around the family, review, 14:00 at the hub. 1 invited", "", "Fri 6 Nov"),
        ("Ring CAMHS about the appeal · Dee Marlow", "3 days late", "Sun 1 Nov"),
        ("Send the tutor the quiet-room note · Dee Marlow", "", "Fri 6 Nov"),
    ]
    model.tick(rosie.late_action.id, done=True)
    assert workspace.query(lambda r: r.get(Action, rosie.late_action.id)).done_on == factories.TODAY
    assert [(line.id, line.checked) for line in model.next_lines()[1:]] == [
        (rosie.action.id, False), (rosie.late_action.id, True),
    ]
    model.tick(rosie.late_action.id, done=False)
    assert workspace.query(lambda r: r.get(Action, rosie.late_action.id)).done_on is None
    assert [line.checked for line in model.next_lines()] == [None, False, False]


def test_who_is_around_is_said_by_what_they_are_to_the_child(model: OverviewModel) -> None:
    assert [(each.name, each.words) for each in model.around()] == [
        ("Mum", "lives with · parental responsibility"), ("Gran", "Tuesdays"), ("Dad", "do not contact"),
        ("Dee Marlow", "designated worker"), ("Ms Bright", "school, key adult"), ("Tom King", "Farm tutor"),
        ("Dr Rao", "Community paediatrician"),
    ]
    assert model.how_many_around() == 8


def test_what_is_asked_for_says_where_it_stands(model: OverviewModel) -> None:
    assert {(ask.chip[2], ask.what, ask.below) for ask in model.asks()} == {
        ("Agreed", "Exams in the small room", "school, 3 Oct"),
        ("Waiting", "Transport to the farm on Thursdays", "SEN team, asked 3 times since 12 Sep"),
        ("Refused", "CAMHS assessment", "CAMHS, 27 Oct"),
    }


def test_a_new_draft_appears_and_one_that_is_being_typed_does_not_reload_the_page(
    model: OverviewModel, desk: Desk, rosie: Rosie
) -> None:
    def keep_draft(text: str, draft_id: UUID) -> None:
        draft = Draft(
            id=draft_id, form="note", title="Home visit", pupil_id=rosie.pupil.id, state={"text": text}
        )
        desk.background.change(lambda work: drafts.keep(work, draft=draft), owner=model)

    reloads: list[bool] = []
    model.changed.connect(lambda: reloads.append(True))
    mine = factories.an_id()
    keep_draft("Mum op", mine)
    assert [draft.title for draft in model.drafts()] == ["Home visit"]
    assert len(reloads) == 1
    keep_draft("Mum opened the door", mine)
    assert len(reloads) == 1


def test_another_pupils_meeting_is_not_shown(
    model: OverviewModel, rosie: Rosie, keep: Callable[..., None], pupil: Pupil
) -> None:
    other = rosie.meeting.model_copy(
        update={"id": factories.an_id(), "pupil_ids": (pupil.id,), "at": factories.NOW + timedelta(days=1)}
    )
    keep(other)
    model.reload()
    assert [line.id for line in model.next_lines() if line.kind == "meeting"] == [rosie.meeting.id]
