"""Two people who have the same vault write on the same record: neither loses nor sees what the other has begun."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from ontrack_desktop.domain.drafts import Draft
from ontrack_desktop.domain.people import Pupil
from ontrack_desktop.domain.validation import amended
from ontrack_desktop.services import drafts, notes
from ontrack_desktop.services.workspace import Clock, Workspace
from ontrack_desktop.store.store import Store
from tests import factories


def begun(record_id: UUID, text: str) -> Draft:
    return Draft(id=record_id, form="note", title="A note", state={"text": text})


def test_what_one_has_half_written_outlives_what_the_other_writes_and_saves(
    workspace: Workspace, store: Store, pupil: Pupil, clock: Clock
) -> None:
    colleague = Workspace(store, factories.an_id(), clock)
    note = factories.a_note(pupil)
    workspace.change(partial(notes.save_note, note=note))
    workspace.change(partial(drafts.keep, draft=begun(note.id, "Mum rang.")))
    assert colleague.query(partial(drafts.one, draft_id=note.id)) is None
    colleague.change(partial(drafts.keep, draft=begun(note.id, "Dad rang.")))
    kept = colleague.query(lambda read: read.get(type(note), note.id))
    colleague.change(partial(notes.save_note, note=amended(kept, text="Dad rang.")))
    assert colleague.query(drafts.mine) == []
    mine = workspace.query(partial(drafts.one, draft_id=note.id))
    assert mine is not None
    assert mine.state == {"text": "Mum rang."}
    assert [draft.id for draft in workspace.query(drafts.mine)] == [note.id]
    workspace.change(partial(drafts.discard, draft_id=note.id))
    assert workspace.query(drafts.mine) == []
