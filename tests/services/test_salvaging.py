"""Saving what can be read of a damaged vault makes a whole new vault, or none."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from ontrack_desktop.services import salvaging
from ontrack_desktop.services.backups import Stopped, Watch
from ontrack_desktop.store import remembered
from ontrack_desktop.store.faults import DiskFull
from ontrack_desktop.store.remembered import Remembered
from tests.conftest import Clock
from tests.entrance import make_keys_cheap
from tests.store.vaults import PASSPHRASE

from .vault_at_hand import a_vault


@pytest.fixture
def folder(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Path:
    make_keys_cheap(monkeypatch)
    monkeypatch.setattr(remembered, "BATCH", 3)
    return a_vault(tmp_path, clock, written=20)


@pytest.mark.parametrize("stage", ["Reading every page", "Saving the ledger", "Saving what can be read"])
def test_stopped_after_some_of_it_was_written_nothing_of_the_new_vault_is_left(
    folder: Path, clock: Clock, stage: str
) -> None:
    before = (folder / "store.db").read_bytes()
    seen: list[str] = []
    watch = Watch(lambda what, _done, _all: seen.append(what), lambda: seen.count(stage) > 15)
    with pytest.raises(Stopped):
        salvaging.save_readable(folder, PASSPHRASE, None, clock, watch)
    assert seen[-1] == stage
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]
    assert (folder / "store.db").read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="modes as POSIX has them")
def test_what_is_saved_and_what_is_remembered_meanwhile_is_closed_to_other_users(folder: Path, clock: Clock) -> None:
    modes: dict[str, int] = {}

    def look(_what: str, _done: int, _all: int) -> None:
        modes.update({path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.parent.glob("*saved*/*.db*")})

    saved = salvaging.save_readable(folder, PASSPHRASE, None, clock, Watch(look))
    assert {"store.db", "store.db-wal", "store.db-remembered"} <= set(modes)
    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE(saved.folder.stat().st_mode) == 0o700


def test_where_there_is_no_room_to_remember_the_disk_is_called_full_and_nothing_is_left(
    folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def kept_on_a_full_disk(self: Remembered, _statement: str, *_values: object) -> None:
        # SQLite says the same where a file may not become larger as where the disk has no room
        self._raw.execute("PRAGMA max_page_count = 1")
        self._raw.execute("CREATE TABLE more AS SELECT zeroblob(100000)")

    monkeypatch.setattr(Remembered, "keep", kept_on_a_full_disk)
    with pytest.raises(DiskFull, match="The vault was not made: the disk is full"):
        salvaging.save_readable(folder, PASSPHRASE, None, clock, Watch())
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]
