"""One case as a file: all of it, readable, without what is another child's or restricted to others."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest

from ontrack_desktop.domain.errors import NotFound
from ontrack_desktop.domain.ledger import Act
from ontrack_desktop.domain.validation import amended
from ontrack_desktop.services import exports, notes, records
from ontrack_desktop.services.workspace import Workspace
from tests import factories
from tests.factories import NOW
from tests.rosie import Rosie


def exported(workspace: Workspace, reference: str = "BOT-2026-014") -> Any:
    made = workspace.query(lambda read: exports.export_case(read, reference=reference, now=NOW))
    return json.loads(made.document)


def test_every_record_of_the_case_is_in_it_once(workspace: Workspace, rosie: Rosie) -> None:
    content = exported(workspace)
    about = Counter(record.kind for record in rosie.records() if rosie.pupil.id in getattr(record, "pupil_ids", ()))
    assert {kind: len({each["id"] for each in kept}) for kind, kept in content["records"].items()} == about
    assert content["pupil"]["known_as"] == "Rosie"
    assert content["counts"]["note"] == {"records": 12, "versions": 12}
    assert [note["at"] for note in content["records"]["note"]] == sorted(
        note["at"] for note in content["records"]["note"]
    )
    assert {each["name"] for each in content["around"]["agency"]} == {"CAMHS", "SEN team"}
    assert content["around"]["household"][0]["postcode"] == "ZZ7 1AB"
    assert content["names"][str(rosie.bright.id)] == rosie.bright.label()
    assert "place" not in content["records"]["note"][0], "what is empty is left out"


def test_an_amended_record_says_how_many_versions_there_are(workspace: Workspace, rosie: Rosie) -> None:
    kept = rosie.action.model_copy(update={"version": 1})
    workspace.change(lambda work: records.save(work, amended(kept, what="Ring the tutor")))
    content = exported(workspace)
    assert content["counts"]["action"] == {"records": 2, "versions": 3}
    assert [a["what"] for a in content["records"]["action"] if a["version"] == 2] == ["Ring the tutor"]


def test_another_childs_words_and_name_stay_out(workspace: Workspace, rosie: Rosie) -> None:
    other = factories.a_pupil(legal_forename="Marmaduke", legal_surname="Underhay")
    workspace.change(lambda work: records.save(work, other))
    both = (rosie.pupil.id, other.id)
    note = factories.a_note(rosie.pupil, pupil_ids=both, text="We baked. “Mine never rises,” and we laughed.")
    quote = factories.a_quote(other, pupil_ids=(other.id,), words="Mine never rises,", speaker="Marmaduke")
    workspace.change(lambda work: notes.save_note(work, note=note, quotes=[quote]))
    content = exported(workspace)
    said = json.dumps(content, ensure_ascii=False)
    assert "We baked." in said
    assert "Mine never rises" not in said
    assert "Marmaduke" not in said
    assert "Underhay" not in said
    assert content["names"][str(other.id)] == "another pupil"


def test_what_is_restricted_to_others_is_named_without_its_content(workspace: Workspace, rosie: Rosie) -> None:
    author = factories.a_worker(name="Nadia Holt")
    workspace.change(lambda work: records.save(work, author))
    theirs = Workspace(workspace.store, author.id, workspace.clock)
    note = factories.a_note(rosie.pupil, restricted=True, text="The velvet curtain was torn.")
    theirs.change(lambda work: notes.save_note(work, note=note))
    content = exported(workspace)
    assert "velvet" not in json.dumps(content)
    shown = next(each for each in content["records"]["note"] if each["id"] == str(note.id))
    assert shown == {
        "id": str(note.id), "version": 1, "created_at": "2026-11-04T10:00:00Z", "created_by": str(author.id),
        "withheld": True,
    }


def test_an_export_stands_in_the_ledger_of_that_pupil(workspace: Workspace, rosie: Rosie) -> None:
    made = workspace.query(lambda read: exports.export_case(read, reference=" bot-2026-014 ", now=NOW))
    workspace.change(lambda work: exports.enter(work, export=made))
    (entry,) = workspace.query(lambda read: read.entries(pupil_id=rosie.pupil.id, act=Act.EXPORTED))
    assert (entry.kind, entry.record_id) == ("case", rosie.case.id)


def test_a_reference_that_nobody_has_is_said(workspace: Workspace) -> None:
    with pytest.raises(NotFound, match="There is no case BT-1 in this vault"):
        exported(workspace, "BT-1")
