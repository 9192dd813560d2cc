"""A wrong clock: set back two years, put right again, at the edge of summer time. Nothing is lost or mixed up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from ontrack_desktop.domain.notes import Note
from ontrack_desktop.domain.people import Pupil
from ontrack_desktop.domain.validation import amended
from ontrack_desktop.services import audit, notes
from ontrack_desktop.services.workspace import Workspace, fresh_id
from tests import factories
from tests.conftest import Clock

TWO_YEARS = timedelta(days=730)


def write(workspace: Workspace, pupil: Pupil, text: str) -> Note:
    """A note about now, as a worker at this clock writes it."""
    note = factories.a_note(pupil, id=fresh_id(workspace.clock()), at=workspace.clock(), text=text)
    workspace.change(partial(notes.save_note, note=note))
    return workspace.query(lambda read: read.get(Note, note.id))


def test_what_is_written_at_a_clock_set_back_keeps_its_place_in_the_ledger(
    workspace: Workspace, pupil: Pupil, clock: Clock
) -> None:
    first = write(workspace, pupil, "before")
    clock.now -= TWO_YEARS
    second = write(workspace, pupil, "clock set back")
    changed = amended(first, text="before, amended at a clock set back")
    workspace.change(partial(notes.save_note, note=changed))
    clock.now += TWO_YEARS + timedelta(minutes=1)
    third = write(workspace, pupil, "clock put right")

    assert second.id < first.id < third.id, "ids follow the clock, and nothing relies on it"
    written = [entry.record_id for entry in workspace.query(lambda read: read.entries(limit=4))]
    assert written == [third.id, first.id, second.id, first.id], "the ledger is in the order of writing"
    versions = workspace.query(lambda read: read.versions(Note, first.id))
    assert [(version.version, version.text) for version in versions] == [(2, changed.text), (1, "before")]
    assert workspace.store.verify().is_sound
    timeline = workspace.query(lambda read: notes.timeline(read, pupil_id=pupil.id))
    assert {entry.note.id for entry in timeline} == {first.id, second.id, third.id}
    assert [entry.note.at for entry in timeline] == sorted((e.note.at for e in timeline), reverse=True)


def test_a_note_from_the_future_is_kept_and_flagged(workspace: Workspace, pupil: Pupil, clock: Clock) -> None:
    note = write(workspace, pupil, "written while the clock was wrong")
    assert not note.is_from_the_future(clock())
    clock.now -= TWO_YEARS
    assert note.is_from_the_future(clock())


def test_an_opening_is_entered_also_when_the_clock_went_back(
    workspace: Workspace, pupil: Pupil, clock: Clock
) -> None:
    for moved in (timedelta(), timedelta(minutes=10), -TWO_YEARS):
        clock.now = factories.NOW + moved
        workspace.change(partial(audit.note_opened, pupil_id=pupil.id))
    lines = workspace.query(lambda read: audit.who_looked(read, pupil_id=pupil.id, acts=audit.LOOKED))
    assert [line.at for line in lines] == [factories.NOW - TWO_YEARS, factories.NOW]


@pytest.mark.parametrize(
    "now",
    [
        datetime(1970, 1, 1, tzinfo=UTC), datetime(1999, 12, 31, 23, 59, 59, tzinfo=UTC),
        datetime(2026, 3, 29, 1, 0, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
        datetime(2024, 2, 29, 12, 0, tzinfo=UTC), datetime(2199, 12, 31, tzinfo=UTC),
    ],
)  # fmt: skip
def test_a_note_is_saved_at_any_clock(workspace: Workspace, pupil: Pupil, clock: Clock, now: datetime) -> None:
    clock.now = now
    note = write(workspace, pupil, "at an odd hour")
    assert (note.at, note.created_at) == (now, now)
    assert workspace.query(lambda read: read.versions(Note, note.id)) == [note]
    assert workspace.query(lambda read: read.search("odd hour"))[0].at == now
