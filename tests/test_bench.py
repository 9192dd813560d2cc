"""The bench measures every promised line, on a tiny store; its figures are looked at by people, not by tests."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from ontrack_desktop.bench import run
from ontrack_desktop.bench.generate import BUSY_NOTES, generated
from ontrack_desktop.bench.in_store import opened
from ontrack_desktop.bench.measure import Line, by_turns, table
from ontrack_desktop.domain.cases import Case
from ontrack_desktop.domain.notes import Note
from ontrack_desktop.domain.people import Pupil
from ontrack_desktop.services import checking
from ontrack_desktop.store.filters import equals

LINES = (
    "start", "unlock", "save a note", "search", "search, slowest", "open the journal", "encrypted: read",
    "encrypted: save", "a meeting pack", "memory",
)  # fmt: skip


def quiet(_done: int, _of_all: int) -> None:
    pass


def test_every_line_is_there_with_its_figures(tmp_path: Path) -> None:
    lines = run(pupils=12, notes=60, folder=tmp_path, progress=quiet, repeats=2)
    expected = LINES if Path("/proc/self/status").exists() else LINES[:-1]
    for beginning, line in zip(expected, lines, strict=True):
        assert line.what.startswith(beginning)
        assert line.ours > 0
        assert line.raw > 0
        assert math.isfinite(line.ratio)
    assert [path.name for path in tmp_path.iterdir()] == ["bench-12-60.ontrack"], "only the generated store is kept"


def test_a_generated_store_is_a_sound_vault_of_the_size_that_was_asked_for(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    made = generated(tmp_path, pupils=20, notes=300, progress=lambda done, of_all: seen.append((done, of_all)))
    assert seen[-1] == (300, 300)
    with opened(made.folder) as workspace:
        assert workspace.query(lambda read: (read.count(Pupil), read.count(Note))) == (20, 300)
        case = workspace.query(lambda read: read.find(Case, equals("reference", "BT-00001")))[0]
        busy = workspace.query(lambda read: read.count_about(Note, case.pupil_ids[0]))
        # half of so few notes are the busy pupil's, and a share of the others
        assert min(BUSY_NOTES, 150) <= busy < 200
        assert checking.check(workspace).is_sound
    header = (made.folder / "vault.json").read_bytes()
    again = generated(tmp_path, pupils=20, notes=300, progress=quiet)
    assert (again.folder / "vault.json").read_bytes() == header, "it is made once"


def test_both_are_measured_by_turns() -> None:
    turns: list[str] = []

    def timer(who: str) -> float:
        turns.append(who)
        return float(len(turns))

    ours, raw = by_turns(lambda: timer("ours"), lambda: timer("raw"), repeats=2, warm_up=1)
    assert turns == ["ours", "raw"] * 3
    assert (ours, raw) == ([3.0, 5.0], [4.0, 6.0])


@pytest.mark.parametrize(("ours", "said"), [(2.5, "| 2.50 ms | 1.00 ms | 2.50× | ≤ 3× |"), (3.5, "≤ 3× ✗ |")])
def test_the_table_says_where_a_goal_is_not_met(ours: float, said: str) -> None:
    rows = table([Line("save a note", "one insert", ours, 1.0, 3)]).splitlines()
    assert len(rows) == 3
    assert said in rows[2]
