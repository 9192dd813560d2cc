"""Salvage: what can be read of a damaged store comes into a new one, and what cannot is counted, not hidden."""

from __future__ import annotations

import gc
import os
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from uuid import UUID

import pytest

from ontrack_desktop.domain.cases import Case
from ontrack_desktop.domain.drafts import Draft
from ontrack_desktop.domain.ledger import Act
from ontrack_desktop.domain.notes import Note
from ontrack_desktop.domain.people import Pupil
from ontrack_desktop.domain.validation import amended
from ontrack_desktop.services import drafts, notes, records
from ontrack_desktop.services.workspace import Workspace
from ontrack_desktop.store import checks, derived, findings, remembered
from ontrack_desktop.store.engine import connect
from ontrack_desktop.store.pages import PAGE
from ontrack_desktop.store.salvage import Salvaged, salvage
from ontrack_desktop.store.store import Store
from ontrack_desktop.store.tables import KINDS
from ontrack_desktop.store.watch import Stopped, Watch
from tests import factories
from tests.caseload import a_case
from tests.conftest import Clock, TestKey

Damage = Callable[[bytearray], None]
NOTES = 30
FEW = 60


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


@pytest.mark.parametrize("stage", ["Reading every page", "Saving the ledger", "Saving what can be read"])
def test_stopped_at_any_stage_it_never_says_that_it_is_through(
    damaged: Callable[[Damage], Path], into: Store, stage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remembered, "BATCH", 5)
    seen: list[str] = []
    watch = Watch(lambda what, _done, _all: seen.append(what), lambda: seen.count(stage) > 12)
    with pytest.raises(Stopped):
        salvage(damaged(nothing), TestKey(), into, factories.NOW, watch)
    assert seen[-1] == stage
    with into.reading(None) as read:
        assert read.entries(act=Act.RESTORED) == []
        assert read.count(Note) < NOTES - 1
    assert not list(into.path.parent.glob("*remembered*"))


@pytest.mark.parametrize(("where", "value"), [
    ("payload", b"\x00\xff"), ("payload", "[" * 100_000), ("seq", -3), ("record_id", b"\x80"),
])  # fmt: skip
def test_what_somebody_with_the_key_wrote_into_the_ledger_does_not_keep_the_rest_back(
    damaged: Callable[[Damage], Path], into: Store, where: str, value: object
) -> None:
    path = damaged(nothing)
    with closing(connect(path, TestKey.hex)) as raw:
        for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            raw.execute(f"DROP TRIGGER {name}")
        raw.execute(f"UPDATE ledger SET {where} = ? WHERE act = 'removed'", (value,))
    _, workspace = saved(path, into)
    assert len(workspace.query(lambda read: read.find(Note))) >= NOTES - 1


def test_the_damaged_file_is_only_read(damaged: Callable[[Damage], Path], into: Store) -> None:
    path = damaged(nothing)
    path.chmod(0o400)
    before = (path.read_bytes(), sorted(p.name for p in path.parent.iterdir() if p.name.startswith("damaged")))
    saved(path, into)
    assert (path.read_bytes(), sorted(p.name for p in path.parent.iterdir() if p.name.startswith("damaged"))) == before


def test_what_it_remembers_lies_on_the_disk_only_encrypted_and_only_as_long_as_it_works(
    damaged: Callable[[Damage], Path], into: Store
) -> None:
    path, seen = damaged(nothing), b""

    def look(what: str, done: int, _all: int) -> None:
        nonlocal seen
        if what == "Saving the ledger" and done == 0:
            seen = into.path.with_name(f"{into.path.name}{remembered.ENDING}").read_bytes()

    salvage(path, TestKey(), into, factories.NOW, Watch(look))
    assert len(seen) > 2 * PAGE
    # an SQLite file begins with its name, and this one would hold why a note was removed
    assert not [word for word in (b"SQLite format", b"CREATE TABLE", b"note", b"written twice") if word in seen]
    assert sorted(path.parent.glob("*remembered*")) == sorted(into.path.parent.glob("*remembered*")) == []


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Else one batch holds all of a small store, and memory would grow with it."""
    monkeypatch.setattr(remembered, "BATCH", 10)
    monkeypatch.setattr(findings, "PAGES_AT_HAND", 4)
    yield
    tracemalloc.stop()
    gc.unfreeze()


def a_store_of(notes: int, path: Path) -> Path:
    """A closed store with a pupil and so many short notes."""
    store = Store.create(path, TestKey(), vault_id=UUID(int=7), device_id=UUID(int=8), now=factories.NOW)
    with store.work(factories.an_id(), factories.NOW) as work:
        pupil = work.save(factories.a_pupil())
        for number in range(notes):
            work.save(factories.a_note(pupil, text=f"Visit {number}"))
        work.commit()
    store.close()
    return path


@pytest.mark.usefixtures("small_batches")
def test_ten_times_as_many_notes_need_no_more_memory(tmp_path: Path) -> None:
    few, many = a_store_of(FEW, tmp_path / "few.db"), a_store_of(10 * FEW, tmp_path / "many.db")
    peaks = [most_held(path, tmp_path / f"{number}.db") for number, path in enumerate((many, few, many))]
    # The first time fills what is kept once. A few pages, batches and caches are full only with many notes; where
    # something of every record is kept, it is three times as much.
    assert peaks[2] < 2 * peaks[1], peaks


def most_held(path: Path, new: Path) -> int:
    """Salvage a store; the most bytes that Python's objects held when it told how far it was."""
    held = []

    def weigh(_what: str, done: int, of_all: int) -> None:
        if done % FEW == FEW - 5:
            gc.collect()  # Python keeps up to 2,000 tuples of each length that nobody uses any more
            held.append(tracemalloc.get_traced_memory()[0])

    into = Store.create(new, TestKey(), vault_id=UUID(int=5), device_id=UUID(int=6), now=factories.NOW)
    gc.freeze()  # what was there before need not be looked through each time
    tracemalloc.start()
    assert salvage(path, TestKey(), into, factories.NOW, Watch(weigh)).is_everything
    tracemalloc.stop()
    into.close()
    return max(held)


def test_an_older_version_that_holds_what_now_belongs_to_another_record_does_not_keep_the_rest_back(
    tmp_path: Path, into: Store
) -> None:
    """The first case was BT-1 until it became BT-2, and its last version is lost; by now BT-1 is another case."""
    path = tmp_path / "cases.db"
    store = Store.create(path, TestKey(), vault_id=UUID(int=7), device_id=UUID(int=8), now=factories.NOW)
    with store.work(factories.an_id(), factories.NOW) as work:
        pupil = work.save(factories.a_pupil())
        first = work.save(a_case(pupil, None, reference="BT-1"))
        work.save(amended(first, reference="BT-2"))
        second = work.save(a_case(pupil, None, reference="BT-1"))
        work.commit()
    raw = store.connection
    raw.execute("DROP TRIGGER ledger_is_not_shortened")
    raw.execute("DELETE FROM ledger WHERE record_id = ? AND version = 2", (str(first.id),))
    raw.execute('DELETE FROM "case" WHERE id = ?', (str(first.id),))
    store.close()
    done, workspace = saved(path, into)
    assert (done.records["case"], done.lost) == (1, {"case": 1})
    assert not done.is_everything
    assert [case.reference for case in workspace.query(lambda read: read.find(Case))] == ["BT-1"]
    kept = {case.id for case in workspace.query(lambda read: read.find(Case))}
    gone = ({first.id, second.id} - kept).pop()
    assert [case.reference for case in workspace.query(lambda read: read.versions(Case, gone))][-1] == "BT-1"
