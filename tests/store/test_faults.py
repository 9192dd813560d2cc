"""What a disk and a damaged file do to the store, and what a person is told."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from uuid import UUID

import pytest

from ontrack_desktop.domain.errors import ChangedMeanwhile, NotValid, OnTrackError
from ontrack_desktop.domain.notes import Note
from ontrack_desktop.domain.people import Pupil
from ontrack_desktop.services import notes, records
from ontrack_desktop.services.workspace import UnitOfWork, Workspace
from ontrack_desktop.store import engine, faults
from ontrack_desktop.store.faults import StoreBusy, StoreDamaged, StoreMissing, StoreReadOnly
from ontrack_desktop.store.store import Store
from ontrack_desktop.store.vault_errors import OtherVault
from tests import casework, factories
from tests.conftest import Clock, TestKey
from tests.harness.attempts_on_vaults import later_version
from tests.write_protected import contents, write_protected

PAGE = 4096
LONG = "A long visit, told in full. " * 600
VAULT_ID = UUID(int=1)
DEVICE_ID = UUID(int=2)


def create(path: Path) -> Store:
    return Store.create(path, TestKey(), vault_id=VAULT_ID, device_id=DEVICE_ID, now=factories.NOW)


def reopen(path: Path, *, read_only: bool = False) -> Store:
    return Store.open(path, TestKey(), vault_id=VAULT_ID, device_id=DEVICE_ID, read_only=read_only)


@pytest.fixture
def written(tmp_path: Path) -> tuple[Path, UUID, Note]:
    """A closed store with a pupil and three notes, one of them over many pages; its author, and that note."""
    path, worker_id, pupil = tmp_path / "written.db", factories.an_id(), factories.a_pupil()
    workspace = Workspace(create(path), worker_id, Clock())
    note = factories.a_note(pupil, text=LONG)
    for record in (pupil, factories.a_note(pupil), note, factories.a_note(pupil)):
        workspace.change(partial(records.save, record=record))
    workspace.close()
    return path, worker_id, note


def test_every_sentence_has_a_next_step_and_no_jargon() -> None:
    for doing in (faults.SAVING, faults.READING, faults.OPENING, faults.CREATING):
        for fault in faults.TOLD.values():
            told = faults.told(fault, doing)
            assert told.sentence.startswith(doing.claim)
            assert told.sentence.endswith(".")
            assert told.next_step.endswith(".")
            said = str(told).lower()
            assert not any(word in said for word in ("sqlite", "error", "i/o", "database", "transaction", "!"))


def test_who_was_writing_when_damage_was_met_hears_that_their_text_is_still_there() -> None:
    assert "what you typed is still here" in faults.damaged(faults.SAVING).next_step
    assert faults.damaged(faults.OPENING).sentence == "The file with the casework is damaged."


def test_a_program_that_holds_the_file_is_waited_for_and_then_named(
    workspace: Workspace, pupil: Pupil, store_path: Path
) -> None:
    other = engine.connect(store_path, TestKey.hex)
    other.execute("BEGIN IMMEDIATE")
    workspace.store.connection.execute("PRAGMA busy_timeout = 20")
    note = factories.a_note(pupil)
    for _ in range(2):
        with pytest.raises(StoreBusy, match="This was not saved: another program"):
            workspace.change(partial(notes.save_note, note=note))
    other.execute("ROLLBACK")
    workspace.change(partial(notes.save_note, note=note))
    other.close()


def test_a_write_protected_vault_can_be_read_and_says_why_it_cannot_be_written(
    written: tuple[Path, UUID, Note]
) -> None:
    path, worker_id, note = written
    with write_protected(path.parent):
        with pytest.raises(StoreReadOnly, match="write-protected") as said:
            reopen(path)
        assert said.value.sentence == "The vault was not opened: this vault cannot be written to."
        workspace = Workspace(reopen(path, read_only=True), worker_id, Clock())
        assert workspace.query(lambda read: read.get(Note, note.id)).text == note.text
        with pytest.raises(StoreReadOnly, match="not saved"):
            workspace.change(partial(records.save, record=factories.a_pupil()))
        workspace.close()


def test_a_write_protected_file_is_read_without_leaving_anything_beside_it(written: tuple[Path, UUID, Note]) -> None:
    path, worker_id, note = written
    before = contents(path.parent)
    with write_protected(path):
        workspace = Workspace(reopen(path, read_only=True), worker_id, Clock())
        assert workspace.query(lambda read: read.get(Note, note.id)).text == note.text
        workspace.close()
    assert contents(path.parent) == before


def test_a_write_protected_store_of_an_earlier_version_is_refused(written: tuple[Path, UUID, Note]) -> None:
    path = written[0]
    with write_protected(path.parent), later_version(), pytest.raises(StoreReadOnly, match="made ready"):
        reopen(path, read_only=True)


def test_a_write_protected_vault_that_was_not_closed_is_not_shown_without_its_last_notes(
    workspace: Workspace, pupil: Pupil, store_path: Path, tmp_path: Path
) -> None:
    workspace.change(partial(notes.save_note, note=factories.a_note(pupil)))
    folder = tmp_path / "stick"
    folder.mkdir()
    for name in ("store.db", "store.db-wal"):
        shutil.copy(store_path.with_name(name), folder / name)
    with write_protected(folder), pytest.raises(StoreReadOnly, match="Copy the vault’s whole folder"):
        engine.connect(folder / "store.db", TestKey.hex, read_only=True)


def with_a_damaged_page(written: tuple[Path, UUID, Note]) -> Iterator[Workspace]:
    """The store with a bit flipped in one of its pages, then in the next, wherever it can be opened so."""
    path, worker_id, _ = written
    whole = path.read_bytes()
    for at in range(PAGE + 99, len(whole), PAGE):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :])
        try:
            workspace = Workspace(reopen(path), worker_id, Clock())
        except StoreDamaged:
            continue
        yield workspace
        workspace.close()


def test_a_damaged_page_is_told_and_never_read_as_text(written: tuple[Path, UUID, Note]) -> None:
    """SQLCipher gives the last page of a long text as NULs, without an error, when it is damaged."""
    note = written[2]
    told = 0
    for workspace in with_a_damaged_page(written):
        for _ in range(2):
            try:
                assert workspace.query(lambda read: read.get(Note, note.id)).text == note.text
            except StoreDamaged:
                told += 1
    assert told > 10


def test_what_is_whole_can_be_read_and_saved_after_a_damaged_page_was_met(written: tuple[Path, UUID, Note]) -> None:
    """From a damaged page on SQLCipher reads zeros everywhere: the store opens its file anew."""
    note = written[2]
    seen = 0
    for workspace in with_a_damaged_page(written):
        try:
            workspace.query(lambda read: read.get(Note, note.id))
        except StoreDamaged:
            try:
                assert len(workspace.query(lambda read: read.find(Pupil))) == 1
                workspace.change(partial(records.save, record=factories.a_worker()))
                seen += 1
            except StoreDamaged:
                pass
    assert seen


def test_the_salt_is_told_without_the_file(written: tuple[Path, UUID, Note]) -> None:
    path, worker_id, note = written
    content = path.read_bytes()
    path.write_bytes(os.urandom(16) + content[16:])
    workspace = Workspace(reopen(path), worker_id, Clock())
    assert workspace.query(lambda read: read.get(Note, note.id)).text == note.text
    workspace.change(partial(records.save, record=factories.a_pupil()))
    workspace.close()
    assert path.read_bytes()[:16] == content[:16]


def test_an_empty_store_with_the_right_key_is_no_vault_and_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    raw = engine.connect(path, TestKey.hex, create=True)
    raw.execute("CREATE TABLE x (y)")
    raw.close()
    before = path.read_bytes()
    with pytest.raises(StoreMissing, match="Put the newest backup back"):
        reopen(path)
    assert path.read_bytes() == before


def test_the_store_of_another_vault_is_called_that(written: tuple[Path, UUID, Note]) -> None:
    with pytest.raises(OtherVault):
        Store.open(written[0], TestKey(), vault_id=UUID(int=9), device_id=DEVICE_ID)


def test_a_save_that_nobody_heard_of_is_gone_on_from(workspace: Workspace, pupil: Pupil) -> None:
    note = factories.a_note(pupil)
    workspace.change(partial(notes.save_note, note=note))
    later = note.model_copy(update={"text": "With what was typed after the disk failed."})
    workspace.change(partial(notes.save_note, note=later))
    kept = workspace.query(lambda read: read.get(Note, note.id))
    assert (kept.version, kept.text, kept.created_at) == (2, later.text, factories.NOW)
    assert workspace.store.verify().is_sound
    colleague = Workspace(workspace.store, factories.an_id(), workspace.clock)
    with pytest.raises(ChangedMeanwhile, match="saved already"):
        colleague.change(partial(records.save, record=note))


@pytest.mark.skipif(os.name != "posix", reason="nobody can replace a file that is open")
def test_what_is_saved_after_the_file_was_replaced_by_its_copy_is_in_the_copy(
    workspace: Workspace, pupil: Pupil, store_path: Path
) -> None:
    for name in (store_path, store_path.with_name("store.db-wal")):
        shutil.copy(name, name.with_name("copy"))
        name.with_name("copy").replace(name)  # as a program does that puts a folder in place of itself
    workspace.change(partial(records.save, record=factories.a_note(pupil)))
    there = engine.connect(store_path, TestKey.hex, read_only=True)
    assert there.execute("SELECT (SELECT count(*) FROM pupil), (SELECT count(*) FROM note)").fetchone() == (1, 1)
    there.close()


@pytest.mark.skipif(os.name != "posix", reason="nobody can replace a file that is open")
def test_an_older_copy_is_not_written_to_when_it_comes_back_in_place_of_the_disk(
    workspace: Workspace, pupil: Pupil, store_path: Path, tmp_path: Path
) -> None:
    def plug_in(kept: Path) -> None:
        for file in kept.iterdir():
            copy = store_path.with_name("copy")
            shutil.copy(file, copy)
            copy.replace(store_path.with_name(file.name))

    def pulled_out(name: str) -> Path:
        kept = tmp_path / name
        kept.mkdir()
        for file in (store_path, store_path.with_name("store.db-wal")):
            shutil.copy(file, kept / file.name)
        return kept

    older = pulled_out("older")
    workspace.change(partial(records.save, record=factories.a_note(pupil)))
    plug_in(pulled_out("the same"))
    assert workspace.query(lambda read: read.count(Note)) == 1
    plug_in(older)  # and nothing was saved since the first time
    with pytest.raises(OtherVault):
        workspace.change(partial(records.save, record=factories.a_note(pupil)))


def test_what_no_two_records_may_share_is_said_beside_its_field(workspace: Workspace, pupil: Pupil) -> None:
    workspace.change(partial(records.save, record=casework.a_case(pupil)))
    with pytest.raises(NotValid) as said:
        workspace.change(partial(records.save, record=casework.a_case(pupil)))
    assert said.value.problems == {"reference": "Another case has this already. Choose a different one."}


def test_what_a_command_did_outside_the_store_is_taken_back_unless_it_is_saved(
    workspace: Workspace, pupil: Pupil
) -> None:
    taken_back = []

    def command(work: UnitOfWork, *, fails: bool) -> None:
        work.save(factories.a_note(pupil))
        work.if_not_saved(lambda: taken_back.append(fails))
        if fails:
            raise OnTrackError("The disk did not take it.", "Try again.")

    workspace.change(partial(command, fails=False))
    with pytest.raises(OnTrackError):
        workspace.change(partial(command, fails=True))
    assert taken_back == [True]
