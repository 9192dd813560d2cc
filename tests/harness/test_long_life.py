"""A long day and a large vault, short: nothing grows, and what takes long can be stopped."""

from __future__ import annotations

import gc
import sys
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from ontrack_desktop.bench.generate import generated
from ontrack_desktop.services.backups import Watch
from ontrack_desktop.store import checks, derived, ledger, migrations

from . import long_life, soak
from .long_life import TASKS

needs_proc = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no file tells what a process holds")
FEW, MANY = 40, 300


@pytest.fixture
def steps_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrations, "STEPS", migrations.STEPS)
    monkeypatch.setattr(migrations, "CURRENT", migrations.CURRENT)


@needs_proc
@pytest.mark.timeout(300)
def test_some_rounds_of_a_day_and_a_lock_lose_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(soak, "ROUNDS_BEHIND_A_LOCK", 1)
    table, _ = soak.rows(tmp_path, rounds=4, locks=1, pupils=15, notes=FEW)
    assert [row for row in table if row.lost] == []
    told = {row.what: row.survived for row in table}
    assert told["notes"] == 4 + 1 + 1  # the half-written one behind the lock, and that of the round after it
    assert told["reports"] == 1


def test_the_soak_sees_what_grows() -> None:
    made_once, leaking = [200 + min(n, 8) for n in range(60)], [200 + min(n, 8) + n for n in range(60)]
    assert soak.Held("file handles", "handles", made_once).is_flat
    assert not soak.Held("file handles", "handles", leaking).is_flat


@needs_proc
@pytest.mark.timeout(300)
@pytest.mark.usefixtures("steps_come_back")
def test_what_is_stopped_midway_leaves_the_vault_as_it_was(tmp_path: Path) -> None:
    vault = generated(tmp_path, pupils=15, notes=FEW, progress=lambda _done, _all: None).folder
    for row, done in long_life.rows("small:", vault, TASKS, long_life.one):
        assert row.lost == 0, row
        assert done.told > 0 or "opened" in row.what, row
        assert done.stopped_after < 2


@pytest.fixture(scope="module")
def vaults(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    place = tmp_path_factory.mktemp("vaults")
    return [generated(place, pupils=15, notes=n, progress=lambda _done, _all: None).folder for n in (FEW, MANY)]


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Else one piece holds all of a small vault, and memory would grow with it."""
    for module, name in ((checks, "BATCH"), (derived, "BATCH"), (ledger, "BATCH"), (migrations, "PIECE")):
        monkeypatch.setattr(module, name, 10)
    yield
    tracemalloc.stop()


@pytest.mark.timeout(300)
@pytest.mark.usefixtures("steps_come_back", "small_pieces")
@pytest.mark.parametrize("name", ["backed up", "checked", "made ready for a later version"])
def test_ten_times_as_many_notes_need_no_more_memory(name: str, vaults: list[Path]) -> None:
    task = next(task for task in TASKS if task.name == name)
    peaks = []
    for vault in (vaults[1], *vaults):  # the first time fills what is kept once
        gc.collect()
        tracemalloc.start()
        task.run(vault, Watch())
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    _, few, many = peaks
    assert many < 1.25 * few, peaks
