"""What is said of a printed page, as soon as its eight characters are typed."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

import pytest

from ontrack_desktop.domain import mark
from ontrack_desktop.domain.choices import Audience
from ontrack_desktop.domain.meetings import Invitee, Meeting
from ontrack_desktop.domain.validation import amended
from ontrack_desktop.services import packs, papers
from ontrack_desktop.services.workspace import Workspace
from ontrack_desktop.viewmodels.desk import Desk
from ontrack_desktop.viewmodels.printed_page import PrintedPageModel
from tests import factories
from tests.factories import NOW
from tests.rosie import Rosie

Keep = Callable[..., None]


@pytest.fixture
def model(desk: Desk) -> PrintedPageModel:
    return PrintedPageModel(desk)


@pytest.fixture
def on_page(workspace: Workspace, rosie: Rosie, keep: Keep) -> str:
    """The characters of two copies that were just printed."""
    meeting = workspace.query(lambda read: read.get(Meeting, rosie.meeting.id))
    invitees = (Invitee(name="Karen", audience=Audience.FAMILY), Invitee(name="Mr Patel", audience=Audience.SCHOOL))
    keep(amended(meeting, invitees=invitees))
    meeting = workspace.query(lambda read: read.get(Meeting, rosie.meeting.id))
    made = [packs.finish(each) for each in workspace.query(partial(packs.copies, meeting=meeting, now=NOW))]
    workspace.change(partial(papers.enter_printed, papers=made))
    return made[0].mark


def headline(model: PrintedPageModel) -> str:
    return model.said.headline if model.said else ""


def test_nothing_is_said_before_there_are_eight_characters(model: PrintedPageModel, on_page: str) -> None:
    model.type(on_page[:7])
    assert model.said is None
    model.type(on_page)
    assert headline(model) == "This page matches"
    model.type(on_page + "A")
    assert (model.said, model.papers) == (None, ())


def test_a_page_that_matches_is_told_with_everything_that_is_known(
    model: PrintedPageModel, on_page: str, rosie: Rosie, workspace: Workspace, keep: Keep
) -> None:
    model.type(f"{on_page[:4].lower()} {on_page[4:].lower()}")
    (paper,) = model.papers
    told = dict(paper.rows)
    assert paper.title == "Meeting pack"
    assert told["About"] == "Rosie"
    assert told["Meeting"].endswith("2026, 14:00")
    assert re.fullmatch(r"Karen, \d+ pages\nMr Patel, \d+ pages", told["Copies for"])
    assert told["Printed"] == "Wednesday 4 November 2026, 10:00, by Dee Marlow"
    assert told["Since then"] == "Nothing in Rosie’s record was changed."
    meeting = workspace.query(lambda read: read.get(Meeting, rosie.meeting.id))
    keep(amended(meeting, place="The hall"), factories.a_note(rosie.pupil), factories.a_note(rosie.pupil))
    model.check()
    assert dict(model.papers[0].rows)["Since then"] == (
        "The meeting was changed. Written, changed or removed in Rosie’s record: 2 notes."
    )


def test_a_slip_of_typing_is_told_from_a_page_that_is_not_ours(model: PrintedPageModel, on_page: str) -> None:
    slipped = on_page[:3] + ("X" if on_page[3] != "X" else "Y") + on_page[4:]
    model.type(slipped)
    assert headline(model) == "Mistyped"
    model.type(mark.of(bytes(range(32))))
    assert headline(model) == "This page does not match"


def test_enter_says_what_is_missing(model: PrintedPageModel) -> None:
    model.type("ABC")
    model.check()
    assert model.said is not None
    assert "these are 3" in model.said.sentence
