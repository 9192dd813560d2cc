"""Who looked: openings noted once in a quarter of an hour, and everything done about a pupil read back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from ontrack_desktop.domain.ledger import Act
from ontrack_desktop.domain.people import Pupil, Worker
from ontrack_desktop.services import audit, records
from ontrack_desktop.services.workspace import Workspace
from ontrack_desktop.store.store import Store
from tests import factories
from tests.conftest import Clock


def openings(workspace: Workspace, pupil: Pupil) -> int:
    return len(workspace.query(partial(audit.who_looked, pupil_id=pupil.id, acts=audit.LOOKED)))


def test_opening_again_within_a_quarter_of_an_hour_is_one_opening(
    workspace: Workspace, pupil: Pupil, clock: Clock
) -> None:
    opened = partial(audit.note_opened, pupil_id=pupil.id)
    workspace.change(opened)
    clock.now += timedelta(minutes=14)
    workspace.change(opened)
    assert openings(workspace, pupil) == 1
    clock.now += timedelta(minutes=2)
    workspace.change(opened)
    assert openings(workspace, pupil) == 2


def test_each_worker_and_each_pupil_counts_alone(
    store: Store, workspace: Workspace, pupil: Pupil, keep: Callable[..., None], clock: Clock
) -> None:
    other, colleague = factories.a_pupil(), factories.a_worker(name="Kit Ames")
    keep(other, colleague)
    workspace.change(partial(audit.note_opened, pupil_id=pupil.id))
    workspace.change(partial(audit.note_opened, pupil_id=other.id))
    Workspace(store, colleague.id, clock).change(partial(audit.note_opened, pupil_id=pupil.id))
    looked = workspace.query(partial(audit.who_looked, pupil_id=pupil.id, acts=audit.LOOKED))
    assert [line.worker for line in looked] == ["Kit Ames", "Dee Marlow"]
    assert openings(workspace, other) == 1


def test_a_clock_that_was_put_back_does_not_hide_an_opening_for_years(
    workspace: Workspace, pupil: Pupil, clock: Clock
) -> None:
    workspace.change(partial(audit.note_opened, pupil_id=pupil.id))
    clock.now -= timedelta(days=730)
    workspace.change(partial(audit.note_opened, pupil_id=pupil.id))
    assert openings(workspace, pupil) == 2


def test_notes_of_several_pupils_family_and_the_pupil_itself_stand_in_each_ledger(
    workspace: Workspace, pupil: Pupil, keep: Callable[..., None], worker: Worker
) -> None:
    other = factories.a_pupil()
    shared = factories.a_note(pupil, pupil_ids=(pupil.id, other.id))
    keep(other, shared, factories.a_person(other))
    found = workspace.query(partial(audit.who_looked, pupil_id=other.id))
    assert [(line.act, line.noun, line.version) for line in found] == [
        (Act.SAVED, "person", 1), (Act.SAVED, "note", 1), (Act.SAVED, "pupil", 1),
    ]
    assert {line.worker for line in found} == {worker.name}


def test_what_was_removed_stays_in_the_ledger(workspace: Workspace, pupil: Pupil, keep: Callable[..., None]) -> None:
    keep(factories.a_note(pupil))
    note = workspace.query(lambda r: r.about(type(factories.a_note(pupil)), pupil.id))[0]
    workspace.change(partial(records.remove, record=note, reason="written for the wrong child"))
    found = workspace.query(partial(audit.who_looked, pupil_id=pupil.id))
    assert [line.act for line in found] == [Act.REMOVED, Act.SAVED, Act.SAVED]


def test_pages_follow_each_other_without_a_gap(workspace: Workspace, pupil: Pupil, keep: Callable[..., None]) -> None:
    keep(*(factories.a_note(pupil) for _ in range(7)))
    whole = workspace.query(partial(audit.who_looked, pupil_id=pupil.id))
    first = workspace.query(partial(audit.who_looked, pupil_id=pupil.id, limit=5))
    rest = workspace.query(partial(audit.who_looked, pupil_id=pupil.id, before=first[-1].seq))
    assert [*first, *rest] == whole
    assert len(whole) == 8
