"""One store in the place of another: cut off at any step, the old or the new one is there, each with its own log."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ontrack_desktop.store import swap
from tests.harness.killed import Tell, killed

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    for name, text in (("store.db", "old"), ("store.db-wal", "old log"), ("store.db.part", "new")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path / "store.db"


def found(store: Path) -> dict[str, str]:
    return {
        str(path.relative_to(store.parent)): path.read_text(encoding="utf-8")
        for path in sorted(store.parent.rglob("*")) if path.is_file()
    }


OLD = {"store.db": "old", "store.db-wal": "old log", "store.db.part": "new"}
ASIDE = "set-aside-2026-11-20T090000"
NEW = {f"{ASIDE}/store.db": "old", f"{ASIDE}/store.db-wal": "old log", "store.db": "new"}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills forked processes")
@pytest.mark.parametrize("step", range(1, 8))
def test_killed_at_any_step_the_next_opening_finds_the_old_one_or_the_new_one_whole(store: Path, step: int) -> None:
    def work(tell: Tell) -> None:
        tell("now")
        swap.swap(store.with_name("store.db.part"), store, NOW)
        os._exit(0)

    try:
        killed(work, before_step=step)
    except AssertionError:
        assert found(store) == NEW  # there are not so many steps
        return
    swap.settle(store, NOW)
    assert found(store) == (OLD if step < 6 else NEW)
    assert not store.with_name(swap.MOVING).exists()


def test_a_disk_that_fails_from_the_middle_on_leaves_what_the_next_opening_puts_right(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename, left = Path.rename, 2

    def failing(path: Path, target: Path) -> Path:
        nonlocal left
        left -= 1
        if left < 0:
            raise OSError(5, "Input/output error")
        return rename(path, target)

    with monkeypatch.context() as broken:
        broken.setattr(Path, "rename", failing)
        with pytest.raises(OSError, match="Input"):
            swap.swap(store.with_name("store.db.part"), store, NOW)
        assert not store.exists()
    swap.settle(store, NOW)
    assert found(store) == OLD


def test_two_within_a_second_are_set_aside_side_by_side(store: Path) -> None:
    assert swap.swap(store.with_name("store.db.part"), store, NOW) == store.with_name(ASIDE)
    store.with_name("store.db.part").write_text("newer", encoding="utf-8")
    assert swap.swap(store.with_name("store.db.part"), store, NOW) == store.with_name(f"{ASIDE}-2")
    assert found(store) == {**NEW, "store.db": "newer", f"{ASIDE}-2/store.db": "new"}


def test_where_there_was_no_store_there_is_nothing_to_set_aside(store: Path) -> None:
    store.unlink()
    store.with_name("store.db-wal").unlink()
    assert swap.swap(store.with_name("store.db.part"), store, NOW) is None
    assert found(store) == {"store.db": "new"}
