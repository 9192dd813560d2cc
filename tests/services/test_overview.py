"""A pupil on one page: what comes next in order, and nothing that this worker may not read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from ontrack_desktop.services import overview
from ontrack_desktop.services.overview import Overview
from ontrack_desktop.services.workspace import Workspace
from ontrack_desktop.store.store import Store
from tests import factories
from tests.conftest import Clock
from tests.rosie import Rosie


def seen(workspace: Workspace, rosie: Rosie) -> Overview:
    return workspace.query(partial(overview.overview, pupil_id=rosie.pupil.id, now=factories.NOW))


def test_the_soonest_stands_first_and_what_is_done_or_past_is_gone(
    workspace: Workspace, rosie: Rosie, keep: Callable[..., None]
) -> None:
    past = rosie.meeting.model_copy(update={"id": factories.an_id(), "at": factories.NOW - timedelta(days=1)})
    done = rosie.action.model_copy(update={"id": factories.an_id(), "done_on": factories.TODAY})
    dateless = rosie.action.model_copy(update={"id": factories.an_id(), "what": "Some day", "due_on": None})
    keep(past, done, dateless)
    page = seen(workspace, rosie)
    assert [meeting.id for meeting in page.meetings] == [rosie.meeting.id]
    assert [action.what for action in page.actions] == [rosie.late_action.what, rosie.action.what, "Some day"]


def test_an_earlier_time_today_is_still_today(workspace: Workspace, rosie: Rosie, keep: Callable[..., None]) -> None:
    morning = rosie.meeting.model_copy(update={"id": factories.an_id(), "at": factories.NOW - timedelta(hours=2)})
    keep(morning)
    assert [meeting.id for meeting in seen(workspace, rosie).meetings] == [morning.id, rosie.meeting.id]


def test_what_is_restricted_to_others_is_not_on_the_page(
    store: Store, workspace: Workspace, rosie: Rosie, keep: Callable[..., None], clock: Clock
) -> None:
    colleague = factories.a_worker(name="Kit Ames")
    hidden = rosie.action.model_copy(
        update={"id": factories.an_id(), "what": factories.SECRET_TEXT, "restricted": True}
    )
    keep(colleague, hidden)
    assert factories.SECRET_TEXT in str(seen(workspace, rosie))
    assert factories.SECRET_TEXT not in str(seen(Workspace(store, colleague.id, clock), rosie))
