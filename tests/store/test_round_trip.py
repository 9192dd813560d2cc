"""Any valid record of any kind comes back as it was written: from its row, and from the ledger."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ontrack_desktop.domain.drafts import Draft
from ontrack_desktop.domain.notes import Note
from ontrack_desktop.domain.people import Pupil
from ontrack_desktop.domain.record import Record
from ontrack_desktop.domain.validation import amended
from ontrack_desktop.services import drafts, notes
from ontrack_desktop.services import records as records_service
from ontrack_desktop.services.workspace import Workspace
from ontrack_desktop.store.tables import KINDS
from tests import factories
from tests.strategies import records

SAVED = sorted(set(KINDS) - {Draft.kind})
MANY = settings(
    max_examples=25, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much],
)


def stamped(workspace: Workspace, record: Record, **more: Any) -> Record:
    now, me = workspace.clock(), workspace.worker_id
    return record.model_copy(update={
        "version": 1, "created_at": now, "created_by": me, "changed_at": now, "changed_by": me, **more,
    })


@pytest.mark.parametrize("kind", SAVED)
@MANY
@given(data=st.data())
def test_any_valid_record_comes_back_from_its_row_and_from_the_ledger(
    workspace: Workspace, kind: str, data: st.DataObject
) -> None:
    record_class = KINDS[kind]
    record = data.draw(records(record_class)).model_copy(update={"id": factories.an_id()})
    if kind == "case":  # the one kind with something that no two records share
        record = record.model_copy(update={"reference": f"BOT-{record.id}"})
    workspace.change(partial(records_service.save, record=record))
    expected = stamped(workspace, record)
    assert workspace.query(lambda read: read.get(record_class, record.id)) == expected
    assert workspace.query(lambda read: read.versions(record_class, record.id)) == [expected]
    second = record_class.model_validate_json(expected.model_dump_json())
    workspace.change(partial(records_service.save, record=second))
    assert workspace.query(lambda read: [v.version for v in read.versions(record_class, record.id)]) == [2, 1]


@MANY
@given(draft=records(Draft), caret=st.integers(0, 10**6))
def test_any_draft_comes_back_as_it_was_kept_and_kept_again(workspace: Workspace, draft: Draft, caret: int) -> None:
    draft = draft.model_copy(update={"id": factories.an_id()})
    workspace.change(lambda work: work.keep_draft(draft))
    workspace.change(lambda work: work.keep_draft(draft.model_copy(update={"caret": caret})))
    kept = workspace.query(partial(drafts.one, draft_id=draft.id))
    assert kept is not None
    assert (kept.state, kept.caret, kept.title, kept.form) == (draft.state, caret, draft.title, draft.form)


LARGE = {
    "a megabyte in one line": "x" * 999_990 + " lantern",
    "words without an end": "ab " * 333_000 + "lantern",
    "a hundred thousand lines": "one line\n" * 100_000 + "lantern",
    "quotes and signs": "'); DROP TABLE note; -- \"lantern\" % ? :x {} NEAR(a b) <b>&amp;",
    "directions and joiners": "\u202elantern\u202c \u2066x\u2069 👩🏽‍🚀 عَرَبِيّ",
}


@pytest.mark.parametrize("text", LARGE.values(), ids=LARGE)
def test_a_large_or_odd_note_is_saved_found_amended_and_removed(
    workspace: Workspace, pupil: Pupil, text: str
) -> None:
    note = factories.a_note(pupil, text=text)
    workspace.change(partial(notes.save_note, note=note))
    kept = workspace.query(lambda read: read.get(Note, note.id))
    assert kept.text == note.text
    assert [hit.record_id for hit in workspace.query(lambda read: read.search("lantern"))] == [note.id]
    workspace.change(partial(notes.save_note, note=amended(kept, text=f"{kept.text[:900_000]} again")))
    draft = Draft(id=factories.an_id(), form="note", title="Note", state={"text": text})
    workspace.change(lambda work: work.keep_draft(draft))
    assert workspace.query(drafts.mine)[0].state == {"text": text}
    last = workspace.query(lambda read: read.get(Note, note.id))
    workspace.change(partial(records_service.remove, record=last, reason="broken \ud83d by a paste\0"))
    assert workspace.query(lambda read: read.search("lantern")) == []
    assert workspace.store.verify().is_sound
