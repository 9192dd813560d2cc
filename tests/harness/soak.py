"""Eight hours of a worker's day in the real program: memory, threads and file handles must stay flat.

`python -m tests.harness.soak --hours 8`. A minute is a round: every page, a note by its keys, every section of a
pupil, a search, and now and then a form, a saved card, a previewed pack, a backup, another theme. First all rounds
in one process; then as many locks as an idle lock every quarter of an hour would bring, each of which begins a fresh
process that carries on with the half-written note. Needs Linux, whose /proc tells what a process holds.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from ontrack_desktop.bench.generate import PASSPHRASE, generated
from ontrack_desktop.bench.in_store import opened
from ontrack_desktop.domain.people import Household, Pupil
from ontrack_desktop.domain.validation import amended
from ontrack_desktop.services.workspace import UnitOfWork, fresh_id

from . import player
from .player import ROOT, environment, played_by
from .table import Row, said

ROUNDS_AN_HOUR, LOCKS_AN_HOUR, ROUNDS_BEHIND_A_LOCK = 60, 4, 2
PUPILS, NOTES = 45, 6_000
# How much the median of the last quarter may stand above that of the second, when everything was made once. Memory
# in kB: allocators keep what they had for the largest moment. Objects: what is newly seen for the first time.
MAY_GROW = {"memory": 12_000, "threads": 1, "handles": 2, "widgets": 40, "qobjects": 120, "objects": 4_000}
FEWEST = 16
NAMES = {
    "memory": "memory, MB", "threads": "threads", "handles": "file handles", "widgets": "widgets",
    "qobjects": "Qt objects", "objects": "Python objects",
}  # fmt: skip
DONE = ("notes", "searches", "forms", "reports", "packs", "backups")
HEADS = ("what", "first", "middle", "last", "a round", "may grow", "grew")


def give_addresses(work: UnitOfWork) -> None:
    """Everybody lives somewhere: else there is no card for a visit."""
    for pupil in work.read.find(Pupil):
        home = work.save(Household(id=fresh_id(work.now), address="4 Quay Steps"))
        work.save(amended(pupil, household_id=home.id))


class Broken(Exception):  # noqa: N818 - reads as a claim
    """The play did not come to its end."""


def played(place: Path, *, rounds: int, locks: int, pupils: int, notes: int) -> list[dict[str, Any]]:
    """Let the program work in an empty folder; what it said. Raises `Broken`."""
    home, worked, out = (place / name for name in ("home", "worked", "out"))
    for folder in (home, worked, out):
        folder.mkdir()
    vault = generated(home, pupils=pupils, notes=notes, progress=lambda _done, _all: None).folder
    with opened(vault) as workspace:
        workspace.change(give_addresses)
    orders = {
        "passphrase": PASSPHRASE, "out": str(out), "rounds": rounds, "locks": locks,
        "rounds_behind_a_lock": ROUNDS_BEHIND_A_LOCK,
    }  # fmt: skip
    (worked / "orders.json").write_text(json.dumps(orders), encoding="utf-8")
    config = home / "ontrack-desktop"
    config.mkdir()
    (config / "settings.json").write_text(json.dumps({"vaults": [str(vault)]}), encoding="utf-8")
    env = environment(home, place) | played_by("working_day", worked)
    done = subprocess.run(
        [sys.executable, "-m", "ontrack_desktop.app"], env=env, cwd=ROOT, check=False, stderr=subprocess.PIPE, text=True
    )
    told = player.said(worked)
    if not told or told[-1].get("at") != "end":
        raise Broken(f"{told[-1].get('error', told[-1]) if told else ''}\n{done.stderr}")
    return told


class Day:
    """What was said, put together."""

    def __init__(self, said: list[dict[str, Any]]) -> None:
        rounds = [line for line in said if "round" in line]
        self.within = [line for line in rounds if not line["was_locked"]]
        self.behind = [line for line in rounds if line["was_locked"] and line["round"] == ROUNDS_BEHIND_A_LOCK - 1]
        self.begun = [line["begun"] for line in rounds if line["was_locked"] and line["round"] == 0]
        self.locks = sum(line.get("at") == "lock" for line in said)
        ends = [*self.within[-1:], *self.behind]
        self.did = {what: sum(line["did"].get(what, 0) for line in ends) for what in DONE}

    def growth(self) -> list[Held]:
        """Within the one process, then from one process to the next: as it begins, and after its rounds."""
        held = [Held(NAMES[what], what, [line[what] for line in self.within]) for what in NAMES]
        held += [
            Held(f"{NAMES[what]}, lock after lock: {when}", what, [line[what] for line in lines])
            for when, lines in (("at the start", self.begun), ("after two rounds", self.behind))
            for what in ("memory", "threads", "handles")
        ]
        return [each for each in held if len(each.samples) > 1]


class Held:
    """One thing that a process holds, sampled once a round."""

    def __init__(self, name: str, what: str, samples: list[int]) -> None:
        self.name = name
        self.what = what
        self.samples = samples

    @property
    def growth(self) -> float:
        """From the second quarter to the last one: the first is the time in which everything is made once."""
        quarter = max(1, len(self.samples) // 4)
        return statistics.median(self.samples[-quarter:]) - statistics.median(self.samples[quarter : 2 * quarter])

    @property
    def is_flat(self) -> bool:
        """Whether it does not grow; of a few rounds nobody can tell, for everything is made once in them."""
        return len(self.samples) < FEWEST or self.growth <= MAY_GROW[self.what]

    def line(self) -> str:
        """Its row of the table."""
        slope = statistics.linear_regression(range(len(self.samples)), self.samples).slope
        first, middle, last = self.samples[0], self.samples[len(self.samples) // 2], self.samples[-1]
        values = [self._said(value) for value in (first, middle, last)]
        grew = f"{self._said(self.growth)} {'' if self.is_flat else '✗'}".strip()
        limit = self._said(MAY_GROW[self.what])
        return f"| {' | '.join((self.name, *values, self._said(slope), limit, grew))} |"

    def _said(self, value: float) -> str:
        if self.what == "memory":
            return f"{value / 1_000:,.2f}" if abs(value) < 1_000 else f"{value / 1_000:,.1f}"
        return f"{value:,.2f}".rstrip("0").rstrip(".")


def rows(place: Path, *, rounds: int, locks: int, pupils: int, notes: int) -> tuple[list[Row], list[Held]]:
    """Play it, and look whether every note is there afterwards."""
    begun = time.monotonic()
    day = Day(played(place, rounds=rounds, locks=locks, pupils=pupils, notes=notes))
    seconds = time.monotonic() - begun
    with opened(next((place / "home").glob("*.ontrack"))) as workspace:
        there = workspace.query(lambda read: read.connection.value("SELECT count(*) FROM note"))
    kept = int(there or 0) - notes
    table = [
        Row("rounds in one process", rounds, len(day.within), rounds - len(day.within), seconds),
        Row("locks, the half-written note back behind each", locks, len(day.behind), locks - len(day.behind), seconds),
        Row("notes", day.did["notes"], kept, day.did["notes"] - kept, seconds),
    ]
    table += [Row(what, day.did[what], day.did[what], 0, seconds) for what in DONE if what != "notes"]
    return table, day.growth()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hours", type=float, default=8)
    parser.add_argument("--rounds", type=int, help="in one process, in place of the hours' own number")
    parser.add_argument("--locks", type=int, help="in place of the hours' own number")
    parser.add_argument("--pupils", type=int, default=PUPILS)
    parser.add_argument("--notes", type=int, default=NOTES)
    asked = parser.parse_args()
    rounds = round(asked.hours * ROUNDS_AN_HOUR) if asked.rounds is None else asked.rounds
    locks = round(asked.hours * LOCKS_AN_HOUR) if asked.locks is None else asked.locks
    with tempfile.TemporaryDirectory() as place:
        table, held = rows(Path(place), rounds=rounds, locks=locks, pupils=asked.pupils, notes=asked.notes)
    print(said(table))
    print(f"\n| {' | '.join(HEADS)} |\n|---|{'---:|' * (len(HEADS) - 1)}")
    print("\n".join(each.line() for each in held))
    return int(any(row.lost for row in table) or not all(each.is_flat for each in held))


if __name__ == "__main__":
    sys.exit(main())
