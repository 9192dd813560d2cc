"""A note on its way through the store: written once, read back, found, sealed, and never lost."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from ontrack_desktop.domain.errors import ChangedMeanwhile
from ontrack_desktop.domain.notes import Note
from ontrack_desktop.domain.people import Pupil
from ontrack_desktop.domain.validation import amended
from ontrack_desktop.services import notes, records
from ontrack_desktop.services.workspace import Workspace
from ontrack_desktop.store.store import Store
from tests import factories


def test_a_note_comes_back_as_it_was_written(workspace: Workspace, pupil: Pupil) -> None:
    note = factories.a_note(pupil, seen_ids=(pupil.id,), topics=("music", "friends"), minutes=45)
    changes = workspace.change(lambda work: notes.save_note(work, note=note))
    read = workspace.query(lambda r: r.get(Note, note.id))
    assert changes.kinds == {"note"}
    assert changes.pupil_ids == {pupil.id}
    assert read == note.model_copy(update={
        "version": 1, "created_at": factories.NOW, "changed_at": factories.NOW,
        "created_by": workspace.worker_id, "changed_by": workspace.worker_id,
    })


def test_the_timeline_has_the_newest_note_first_and_goes_on_where_a_page_ended(
    workspace: Workspace, pupil: Pupil
) -> None:
    days = [factories.NOW - timedelta(days=n) for n in (3, 0, 7, 1, 5)]
    for day in days:
        workspace.change(lambda work, day=day: notes.save_note(work, note=factories.a_note(pupil, at=day)))  # type: ignore[misc]
    first = workspace.query(lambda r: notes.timeline(r, pupil_id=pupil.id, limit=3))
    rest = workspace.query(lambda r: notes.timeline(r, pupil_id=pupil.id, before=first[-1].key))
    assert [entry.note.at for entry in first + rest] == sorted(days, reverse=True)


def test_leaving_without_commit_leaves_no_trace(workspace: Workspace, pupil: Pupil) -> None:
    note = factories.a_note(pupil)
    head = workspace.store.head()
    with workspace.store.work(workspace.worker_id, factories.NOW) as work:
        work.save(note)
    assert workspace.query(lambda r: r.maybe(Note, note.id)) is None
    assert workspace.query(lambda r: r.search("xylophone")) == []
    assert workspace.store.head() == head


def test_an_amended_note_keeps_every_version(workspace: Workspace, pupil: Pupil) -> None:
    note = factories.a_note(pupil)
    workspace.change(lambda work: notes.save_note(work, note=note))
    first = workspace.query(lambda r: r.get(Note, note.id))
    workspace.change(lambda work: notes.save_note(work, note=amended(first, text="It went well.")))
    versions = workspace.query(lambda r: records.versions(r, Note, record_id=note.id))
    assert [version.text for version in versions] == ["It went well.", factories.SECRET_TEXT]
    assert workspace.query(lambda r: r.search("xylophone")) == []


def test_a_note_changed_elsewhere_is_not_overwritten(workspace: Workspace, pupil: Pupil) -> None:
    note = factories.a_note(pupil)
    workspace.change(lambda work: notes.save_note(work, note=note))
    read = workspace.query(lambda r: r.get(Note, note.id))
    workspace.change(lambda work: notes.save_note(work, note=amended(read, text="From one window.")))
    with pytest.raises(ChangedMeanwhile):
        workspace.change(lambda work: notes.save_note(work, note=amended(read, text="From the other.")))
    assert workspace.query(lambda r: r.get(Note, note.id)).text == "From one window."


def test_a_restricted_note_shows_others_that_it_is_there_and_nothing_more(
    store: Store, workspace: Workspace, pupil: Pupil
) -> None:
    note = factories.a_note(pupil, restricted=True, topics=("police",))
    workspace.change(lambda work: notes.save_note(work, note=note, quotes=[factories.a_quote(pupil)]))
    other = Workspace(store, factories.an_id(), workspace.clock)
    entry = other.query(lambda r: notes.timeline(r, pupil_id=pupil.id))[0]
    assert entry.withheld
    assert (entry.note.text, entry.note.topics, entry.quotes[0].words) == ("", (), "")
    assert other.query(lambda r: r.search("xylophone")) == []
    assert workspace.query(lambda r: len(r.search("xylophone"))) == 1


def test_a_changed_ledger_is_found_and_its_first_bad_entry_named(workspace: Workspace, pupil: Pupil) -> None:
    for _ in range(3):
        workspace.change(lambda work: notes.save_note(work, note=factories.a_note(pupil)))
    assert workspace.store.verify().is_sound
    connection = workspace.store.connection
    with connection.writing():
        connection.execute("DROP TRIGGER ledger_is_not_changed")
        connection.execute("UPDATE ledger SET worker_id = 'somebody else' WHERE seq = 4")
    verdict = workspace.store.verify()
    assert verdict.first_bad == 4


def test_nothing_typed_stands_in_the_file(workspace: Workspace, pupil: Pupil, store_path: Path) -> None:
    workspace.change(lambda work: notes.save_note(work, note=factories.a_note(pupil)))
    raw = b"".join(path.read_bytes() for path in store_path.parent.iterdir())
    assert len(raw) > 4096
    for marker in (factories.FORENAME, factories.SURNAME, "xylophone", "SQLite format"):
        assert marker.encode() not in raw


