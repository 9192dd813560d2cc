"""Checking a vault names what was changed by hands that had the key, and by a disk that has not."""

from __future__ import annotations

from pathlib import Path

import pytest

from ontrack_desktop.domain.choices import NoteKind
from ontrack_desktop.domain.notes import Note
from ontrack_desktop.domain.validation import amended
from ontrack_desktop.services import checking, notes, records
from ontrack_desktop.services.open_vault import OpenVault
from tests import factories
from tests.conftest import Clock

from .vault_at_hand import a_vault, by_hand, change_the_ledger, opened, the_pupil, write_notes


def a_note(workspace: OpenVault) -> Note:
    return workspace.query(lambda read: read.find(Note, order="id"))[0]


def test_a_vault_that_was_used_is_sound(tmp_path: Path, clock: Clock) -> None:
    folder = a_vault(tmp_path, clock, written=700)
    with opened(folder, clock) as workspace:
        pupil = the_pupil(workspace)
        note = a_note(workspace)
        workspace.change(lambda work: notes.save_note(work, note=amended(note, text="Amended later.")))
        gone = workspace.query(lambda read: read.find(Note, order="-id"))[0]
        workspace.change(lambda work: records.remove(work, gone, reason="written twice"))
        # of others: the one who checks may not read it, and it is compared all the same
        write_notes(workspace, pupil, 1, restricted=True, restricted_to=(factories.an_id(),))
        nobody_in = factories.a_note(pupil, note_kind=NoteKind.UNSUCCESSFUL, text="Nobody in.")
        workspace.change(lambda work: notes.save_note(work, note=nobody_in))
        emptied = nobody_in.model_copy(update={"version": 1, "text": "", "outcome": "", "place": ""})
        workspace.change(lambda work: notes.save_note(work, note=emptied))
        verdict = checking.check(workspace)
    assert verdict.is_sound, verdict.fault
    assert [finding.what for finding in verdict.findings] == ["Header", "File", "Tables", "Ledger", "Records", "Lists"]
    # a worker, a pupil, a case, 700 notes - 1 removed + 2
    assert verdict.findings[4].found.startswith("704 are")
    assert verdict.not_checked[0] == "the backups."


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE note SET text = 'Something else.' WHERE id = '{id}'", "the note {id} is not what the ledger says"),
        ("DELETE FROM note WHERE id = '{id}'", "the note {id} is missing"),
        ("UPDATE note SET id = '0195f3a0-0000-7000-8000-0000000000ff' WHERE id = '{id}'",
         "the note 0195f3a0-0000-7000-8000-0000000000ff is not in the ledger"),
        ("DELETE FROM searchable WHERE record_id = '{id}'",
         "the search index holds 2 texts of the kind note instead of 3"),
        ("INSERT INTO search(search) VALUES ('delete-all')", "the search index holds the words of 0 texts only"),
    ],
    ids=["changed", "missing", "planted", "not found", "index emptied"],
)  # fmt: skip
def test_a_record_that_was_changed_past_the_ledger_is_named(
    tmp_path: Path, clock: Clock, statement: str, fault: str
) -> None:
    folder = a_vault(tmp_path, clock)
    with opened(folder, clock) as workspace:
        note = a_note(workspace)
        by_hand(workspace, statement.format(id=note.id))
        assert checking.check(workspace).fault == fault.format(id=note.id)


def test_an_entry_of_the_ledger_that_was_changed_is_named_by_its_number(tmp_path: Path, clock: Clock) -> None:
    folder = a_vault(tmp_path, clock)
    with opened(folder, clock) as workspace:
        change_the_ledger(workspace, "UPDATE ledger SET at = '2020' WHERE seq = 3")
        verdict = checking.check(workspace)
    assert verdict.fault == "Entry 3 was changed, moved or taken out."
    assert [finding.what for finding in verdict.findings] == ["Header", "File", "Tables", "Ledger"]


def test_a_guard_of_the_ledger_that_was_taken_away_is_named(tmp_path: Path, clock: Clock) -> None:
    folder = a_vault(tmp_path, clock)
    with opened(folder, clock) as workspace:
        by_hand(workspace, "DROP TRIGGER ledger_is_not_shortened")
        verdict = checking.check(workspace)
    assert verdict.fault == "the trigger ledger_is_not_shortened is missing"
    assert [finding.what for finding in verdict.findings] == ["Header", "File", "Tables"]


def test_one_changed_byte_of_the_file_is_seen(tmp_path: Path, clock: Clock) -> None:
    folder = a_vault(tmp_path, clock, written=60)
    store = folder / "store.db"
    content = bytearray(store.read_bytes())
    content[-2_000] ^= 1  # in the last page, which opening the vault does not read
    store.write_bytes(content)
    with opened(folder, clock) as workspace:
        verdict = checking.check(workspace)
    assert verdict.findings[-1].what == "File"
    assert verdict.fault


def test_a_header_of_which_one_copy_was_lost_is_said(tmp_path: Path, clock: Clock) -> None:
    folder = a_vault(tmp_path, clock)
    with opened(folder, clock) as workspace:
        (folder / "vault.json.bak").unlink()
        assert checking.check(workspace).fault == "The two copies of the header are not the same."
        (folder / "vault.json").write_bytes(b"{}")
        assert "damaged" in checking.check(workspace).fault
