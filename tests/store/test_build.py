"""What is read back is what was saved, field by field, and nobody's copy is somebody else's."""

from __future__ import annotations

from typing import Any

import pytest

from ontrack_desktop.domain.choices import Audience, SharingBasis
from ontrack_desktop.domain.drafts import Draft
from ontrack_desktop.domain.meetings import Consent, Disclosure
from ontrack_desktop.domain.people import Worker
from ontrack_desktop.services import drafts, records
from ontrack_desktop.services.workspace import Workspace
from ontrack_desktop.store.columns import kept_type
from ontrack_desktop.store.tables import KINDS, table_of
from tests import casework, factories
from tests.rosie import Rosie

UNCHANGED = ("version", "created_at", "created_by", "changed_at", "changed_by")


def test_every_field_of_every_kind_comes_back_as_it_was(workspace: Workspace, worker: Worker) -> None:
    rosie = Rosie(worker)
    plan = casework.a_plan(rosie.pupil)
    session = casework.a_session(rosie.pupil, factories.NOW, activities=("Walk the dog",), sessions_used=1)
    note = factories.a_note(rosie.pupil, restricted=True, seen_ids=(rosie.pupil.id,), topics=("farm", "sleep"))
    shared: dict[str, Any] = {"id": factories.an_id(), "pupil_ids": (rosie.pupil.id,)}
    consent = Consent(**shared, given_by="Mum", purpose="Meetings", recipient="CAMHS", given_on=factories.TODAY)
    given = Disclosure(
        **{**shared, "id": factories.an_id()}, at=factories.NOW, what="Meeting pack", recipient="CAMHS",
        reader=Audience.HEALTH, basis=SharingBasis.CONSENT, pages=6,
    )
    colleague = factories.a_worker(id=factories.an_id())
    kept = [*rosie.records(), plan, session, note, consent, given, colleague]
    for record in kept:
        workspace.change(lambda work, record=record: records.save(work, record))  # type: ignore[misc]
    for record in kept:
        read = workspace.query(lambda read, record=record: read.get(type(record), record.id))  # type: ignore[misc]
        assert read.model_copy(update={name: getattr(record, name) for name in UNCHANGED}) == record
        assert type(record).model_validate_json(read.model_dump_json()) == read
    assert {type(record) for record in kept} >= set(KINDS.values()) - {Draft}, "a kind is missing from this test"


def test_a_record_that_was_read_can_be_amended_like_any_other(workspace: Workspace) -> None:
    pupil = factories.a_pupil(alerts=("Quiet rooms help",))
    workspace.change(lambda work: records.save(work, pupil))
    first, second = (workspace.query(lambda read: read.get(type(pupil), pupil.id)) for _ in range(2))
    changed = first.model_copy(update={"known_as": "Quill"})
    assert (first.known_as, second.known_as, changed.known_as) == ("", "", "Quill")
    with pytest.raises(ValueError, match="frozen"):
        first.known_as = "Quill"  # type: ignore[misc]


def test_two_readings_of_a_draft_share_nothing_that_can_change(workspace: Workspace) -> None:
    draft = Draft(id=factories.an_id(), form="note", title="A note", state={"text": "We walked."})
    workspace.change(lambda work: work.keep_draft(draft))
    first, second = (workspace.query(drafts.mine)[0] for _ in range(2))
    first.state["text"] = "scribbled over"
    assert second.state == draft.state


def test_every_column_that_is_not_plain_has_a_reading() -> None:
    plain = {
        f"{kind.kind}.{column.name}" for kind in KINDS.values() for column in table_of(kind).columns
        if column.read is None and kept_type(kind.model_fields[column.name].annotation)[0] is not int
    }
    assert plain == set()
