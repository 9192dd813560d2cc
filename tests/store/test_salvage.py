"""Salvage: what can be read of a damaged store comes into a new one, and what cannot is counted, not hidden."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from uuid import UUID

import pytest

from ontrack_desktop.domain.drafts import Draft
from ontrack_desktop.domain.ledger import Act
from ontrack_desktop.domain.notes import Note
from ontrack_desktop.domain.people import Pupil, Worker
from ontrack_desktop.domain.validation import amended
from ontrack_desktop.services import drafts, notes, records
from ontrack_desktop.services.workspace import Workspace
from ontrack_desktop.store import checks, derived
from ontrack_desktop.store.pages import PAGE
from ontrack_desktop.store.rows import KINDS
from ontrack_desktop.store.salvage import Salvaged, salvage
from ontrack_desktop.store.store import Store
from ontrack_desktop.store.watch import Stopped, Watch
from tests import factories
from tests.conftest import Clock, TestKey

Damage = Callable[[bytearray], None]
NOTES = 30


@pytest.fixture
def damaged(workspace: Workspace, pupil: Pupil, store_path: Path) -> Callable[[Damage], Path]:
    """A closed store with a pupil, thirty notes, an amendment, a removal and a draft, to be damaged."""
    for number in range(NOTES):
        workspace.change(partial(notes.save_note, note=factories.a_note(pupil, text=f"Visit {number}. " * 60)))
    first, second, *_ = workspace.query(lambda read: read.find(Note, order="id"))
    workspace.change(partial(records.save, record=amended(first, text="Put right afterwards.")))
    workspace.change(partial(records.remove, record=second, reason="written twice"))
    draft = Draft(id=factories.an_id(), form="note", title="Half a note", state={"text": "Dog shut in"})
    workspace.change(partial(drafts.keep, draft=draft))
    workspace.close()

    def damage(do: Damage) -> Path:
        content = bytearray(store_path.read_bytes())
        do(content)
        path = store_path.with_name("damaged.db")
        path.write_bytes(content)
        return path

    return damage


@pytest.fixture
def into(tmp_path: Path) -> Store:
    return Store.create(
        tmp_path / "into.db", TestKey(), vault_id=UUID(int=5), device_id=UUID(int=6), now=factories.NOW
    )


def saved(path: Path, into: Store) -> tuple[Salvaged, Workspace]:
    """Salvage, and what is in the new store, which must be sound in every way."""
    done = salvage(path, TestKey(), into, factories.NOW, Watch())
    workspace = Workspace(into, factories.an_id(), Clock())
    assert into.verify().is_sound
    with into.reading(None) as read:
        assert checks.rows_fault(read.connection, Watch())[1] == ""
        assert derived.fault(read.connection, Watch()) == ""
    return done, workspace


def nothing(_content: bytearray) -> None:
    """A whole store is the simplest of all to salvage."""


def test_a_whole_store_comes_over_with_its_history_its_removals_and_its_drafts(
    damaged: Callable[[Damage], Path], into: Store
) -> None:
    done, workspace = saved(damaged(nothing), into)
    assert done.is_everything
    assert done.records == {"note": NOTES - 1, "pupil": 1, "worker": 1, "draft": 1}
    first = workspace.query(lambda read: read.find(Note, order="id"))[0]
    versions = workspace.query(lambda read: read.versions(Note, first.id))
    assert [version.version for version in versions] == [2, 1]
    assert versions[0].text == first.text == "Put right afterwards."
    assert [draft.state for draft in workspace.query(lambda read: read.find(Draft))] == [{"text": "Dog shut in"}]
    assert [hit.record_id for hit in workspace.query(lambda read: read.search("put right"))] == [first.id]
    assert len(workspace.query(lambda read: read.entries(act=Act.REMOVED))) == 1
    assert workspace.query(lambda read: read.entries(limit=1))[0].act is Act.RESTORED


def test_the_first_pages_may_be_gone(damaged: Callable[[Damage], Path], into: Store) -> None:
    """With them go the names of all tables and where they begin, and the file opens no more."""

    def wiped(content: bytearray) -> None:
        content[: 3 * PAGE] = os.urandom(3 * PAGE)

    done, workspace = saved(damaged(wiped), into)
    assert done.unreadable_pages == 3
    assert done.records["note"] == NOTES - 1
    assert workspace.query(lambda read: read.find(Pupil))[0].legal_surname == factories.SURNAME
    assert not done.is_everything


def test_half_of_the_file_gives_half_of_the_casework_and_says_how_much_is_missing(
    damaged: Callable[[Damage], Path], into: Store
) -> None:
    def halved(content: bytearray) -> None:
        del content[len(content) // 2 // PAGE * PAGE :]

    done, workspace = saved(damaged(halved), into)
    kept = workspace.query(lambda read: read.count(Note))
    assert 0 < kept == done.records["note"]
    assert done.unreadable_pages > 10
    assert not done.is_everything


def test_every_second_page_may_be_gone(damaged: Callable[[Damage], Path], into: Store) -> None:
    def riddled(content: bytearray) -> None:
        for page in range(1, len(content) // PAGE, 2):
            content[page * PAGE] ^= 1

    done, workspace = saved(damaged(riddled), into)
    known = sum(done.records.values()) + sum(done.lost.values())
    assert known > NOTES // 2
    assert all(kind in {*KINDS, "unknown"} for kind in (*done.records, *done.lost, *done.older))
    assert workspace.query(lambda read: read.count(Note)) == done.records.get("note", 0)


def test_a_file_of_which_nothing_can_be_read_gives_an_empty_store_that_says_so(
    damaged: Callable[[Damage], Path], into: Store
) -> None:
    def rubbish(content: bytearray) -> None:
        content[:] = os.urandom(len(content))

    done, _ = saved(damaged(rubbish), into)
    assert done.records == {}
    assert done.pages == done.unreadable_pages


def test_it_can_be_stopped_and_then_nothing_was_written(damaged: Callable[[Damage], Path], into: Store) -> None:
    seen: list[str] = []
    watch = Watch(lambda what, _done, _all: seen.append(what), lambda: "Saving what can be read" in seen)
    with pytest.raises(Stopped):
        salvage(damaged(nothing), TestKey(), into, factories.NOW, watch)
    assert {"Reading every page", "Saving the ledger"} <= set(seen)
    assert into.head().seq == 0
    with into.reading(None) as read:
        assert read.count(Worker) == read.count(Note) == 0


def test_the_damaged_file_is_only_read(damaged: Callable[[Damage], Path], into: Store) -> None:
    path = damaged(nothing)
    path.chmod(0o400)
    before = (path.read_bytes(), sorted(p.name for p in path.parent.iterdir() if p.name.startswith("damaged")))
    saved(path, into)
    assert (path.read_bytes(), sorted(p.name for p in path.parent.iterdir() if p.name.startswith("damaged"))) == before
