"""The ledger in sentences, a page at a time, and the versions of what was written."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from ontrack_desktop.domain.notes import Note
from ontrack_desktop.domain.people import Person, Pupil
from ontrack_desktop.domain.validation import amended
from ontrack_desktop.services import audit
from ontrack_desktop.services.workspace import Workspace
from ontrack_desktop.viewmodels.desk import Desk
from ontrack_desktop.viewmodels.who_looked import WhoLookedModel
from tests import factories


@pytest.fixture
def model(desk: Desk, workspace: Workspace, pupil: Pupil, keep: Callable[..., None]) -> WhoLookedModel:
    keep(factories.a_person(pupil, phone="01632 960001"))
    mum = workspace.query(lambda r: r.about(Person, pupil.id))[0]
    keep(amended(mum, phone="01632 960002"))
    workspace.change(partial(audit.note_opened, pupil_id=pupil.id))
    made = WhoLookedModel(desk)
    made.show_pupil(pupil.id)
    return made


def test_each_line_says_who_did_what_and_when(model: WhoLookedModel) -> None:
    assert [(line.who, line.what, line.day, line.time) for line in model.look_lines()] == [
        ("Dee Marlow", "opened the page", "Wed 4 Nov", "10:00"),
        ("Dee Marlow", "amended a person, version 2", "Wed 4 Nov", "10:00"),
        ("Dee Marlow", "wrote a person", "Wed 4 Nov", "10:00"),
        ("Dee Marlow", "wrote the pupil’s own page", "Wed 4 Nov", "10:00"),
    ]


def test_a_filter_shows_one_kind_of_act(model: WhoLookedModel) -> None:
    model.set_filter("looked")
    assert [line.what for line in model.look_lines()] == ["opened the page"]
    model.set_filter("took_out")
    assert model.look_lines() == []


def test_a_line_where_something_was_written_shows_what_changed_in_the_forms_own_words(model: WhoLookedModel) -> None:
    model.choose(model.look_lines()[1].seq)
    cards = model.versions.cards()
    assert model.versions.title() == "Person, 2 versions"
    assert [card.title for card in cards] == ["Version 2", "First version"]
    assert cards[0].below == "Wed 4 Nov, 10:00 · Dee Marlow"
    assert [(c.label, c.before, c.after) for c in cards[0].changes] == [("Phone", "01632 960001", "01632 960002")]
    model.choose(model.look_lines()[0].seq)
    assert model.versions.cards() == []


def test_older_lines_come_when_they_are_asked_for(
    model: WhoLookedModel, keep: Callable[..., None], pupil: Pupil
) -> None:
    keep(*(factories.a_note(pupil) for _ in range(audit.PAGE)))
    model.reload()
    assert len(model.look_lines()) == audit.PAGE
    assert model.has_more
    model.more()
    assert len(model.look_lines()) == audit.PAGE + 4
    assert not model.has_more


def test_another_pupils_note_is_not_in_this_ledger(
    model: WhoLookedModel, keep: Callable[..., None], workspace: Workspace
) -> None:
    other = factories.a_pupil()
    keep(other, factories.a_note(other))
    assert workspace.query(lambda r: r.count(Note)) == 1
    model.reload()
    assert "wrote a note" not in [line.what for line in model.look_lines()]
