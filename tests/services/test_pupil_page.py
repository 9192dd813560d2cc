"""The head of a pupil's page, and taking a pupil off the lists who was added by mistake."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from ontrack_desktop.domain.cases import Case
from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.domain.people import Pupil, Worker
from ontrack_desktop.services import pupil_page
from ontrack_desktop.services.workspace import Workspace
from tests import factories
from tests.rosie import Rosie


def test_the_head_says_who_this_is_and_how_much_there_is(
    workspace: Workspace, worker: Worker, keep: Callable[..., None]
) -> None:
    rosie = Rosie(worker)
    keep(*rosie.records())
    head = workspace.query(partial(pupil_page.head, pupil_id=rosie.pupil.id, now=factories.NOW))
    assert (head.pupil.name, head.reference, head.school) == ("Rosie", "BOT-2026-014", "Moorside School")
    assert head.safety == ("Dog at home",)
    assert head.next_meeting_id == rosie.meeting.id
    # three of the family and five involvements
    assert head.counts == {
        "journal": 12, "voice": 3, "plans": 1, "people": 8 + 1,  # and the designated worker
        "advocacy": 3, "measures": 4, "chronology": 3,
    }


def test_a_pupil_added_by_mistake_goes_with_the_case_and_a_reason(
    workspace: Workspace, pupil: Pupil, keep: Callable[..., None]
) -> None:
    keep(Case(id=factories.an_id(), pupil_ids=(pupil.id,), reference="BT-1", opened_on=factories.TODAY))
    with pytest.raises(OnTrackError, match="Say why"):
        workspace.change(partial(pupil_page.remove, pupil_id=pupil.id, reason=" "))
    workspace.change(partial(pupil_page.remove, pupil_id=pupil.id, reason="Added twice"))
    assert workspace.query(lambda r: r.find(Pupil)) == []
    assert workspace.query(lambda r: r.find(Case)) == []


def test_a_pupil_with_casework_is_not_removed(
    workspace: Workspace, pupil: Pupil, keep: Callable[..., None]
) -> None:
    keep(factories.a_note(pupil))
    with pytest.raises(OnTrackError, match="Close the case instead"):
        workspace.change(partial(pupil_page.remove, pupil_id=pupil.id, reason="Moved away"))
    assert workspace.query(lambda r: r.maybe(Pupil, pupil.id)) is not None
