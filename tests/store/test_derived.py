"""Lists and search words are what the records say; what a hand or an older page did to them is found."""

from __future__ import annotations

from functools import partial

import pytest

from ontrack_desktop.domain.people import Pupil
from ontrack_desktop.services import notes
from ontrack_desktop.services.workspace import Workspace
from ontrack_desktop.store import derived
from ontrack_desktop.store.watch import Watch
from tests import factories


@pytest.fixture
def written(workspace: Workspace, pupil: Pupil) -> Workspace:
    for number in range(3):
        note = factories.a_note(pupil, text=f"Visit {number}", seen_ids=(pupil.id,))
        workspace.change(partial(notes.save_note, note=note, quotes=[factories.a_quote(pupil)]))
    return workspace


def fault(workspace: Workspace) -> str:
    with workspace.store.reading(None) as read:
        return derived.fault(read.connection, Watch())


def test_what_was_saved_is_on_its_lists(written: Workspace) -> None:
    assert fault(written) == ""


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("DELETE FROM link WHERE role = 'seen'", "belongs to whom"),
        ("UPDATE link SET at = '2020' WHERE role = 'seen'", "belongs to whom"),
        ("INSERT INTO link VALUES ('x', 'note', 'pupil', '2020', 'y')", "belongs to whom"),
        ("DELETE FROM searchable WHERE kind = 'quote'", "can be searched"),
        ("UPDATE searchable SET readers = 'x' WHERE kind = 'note'", "can be searched"),
        ("INSERT INTO search(search) VALUES ('delete-all')", "index of words"),
    ],
)
def test_what_was_done_to_them_by_hand_is_found(written: Workspace, statement: str, said: str) -> None:
    connection = written.store.connection
    with connection.writing():
        connection.execute(statement)
    assert said in fault(written)
