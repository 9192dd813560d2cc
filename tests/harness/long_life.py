"""A vault of a county: opened, backed up, checked and brought up to date, each in memory that does not grow with it.

`python -m tests.harness.long_life --folder F` generates a vault with 10,000 pupils and 1,000,000 notes (5.8 GB, a
quarter of an hour; it is kept in F), works on a copy of it, and does the same with 200 pupils and 20,000 notes. Each
thing runs in a process of its own. Before it is done it is stopped midway, and must leave the vault as it was.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from ontrack_desktop.bench.generate import NOW, PASSPHRASE, SetClock, generated
from ontrack_desktop.domain.ledger import Head
from ontrack_desktop.services import backups, checking, rotation, today, vaults
from ontrack_desktop.services.backups import Stopped, Watch
from ontrack_desktop.services.open_vault import OpenVault
from ontrack_desktop.store import checks, ledger, migrations
from ontrack_desktop.store.vault import Vault
from tests.store.vaults import CHEAP

from .table import Row, said

ROOT = Path(__file__).resolve().parents[2]
SMALL, LARGE = (200, 20_000), (10_000, 1_000_000)
# What a later version may want of a full table: one column more, filled from the others in every row.
NEXT_STEP = (
    "ALTER TABLE note ADD COLUMN letters INTEGER NOT NULL DEFAULT 0",
    migrations.Piecewise("note", "UPDATE note SET letters = length(text) WHERE id > :after AND id <= :until"),
)
LATER = {**migrations.STEPS, migrations.CURRENT + 1: NEXT_STEP}
MAY_GROW = 1.25  # of the peak memory, fifty times as many notes
# whole backups, the log beside an open store, and what each opening writes
KEPT = re.compile(r"\d{4}-\d\d-\d\dT.*\.(db|json|seal)|set-aside.*|tries\.json|.*-(wal|shm)|vault\.lock")


def open_it(folder: Path, watch: Watch) -> None:
    """Unlock, and ask for what Today shows."""
    with opened(folder, watch) as workspace:
        workspace.query(lambda read: today.today(read, now=NOW))


def back_up(folder: Path, watch: Watch) -> None:
    with opened(folder) as workspace:
        made = backups.make(backups.source_of(workspace), watch=watch)
        workspace.change(partial(backups.enter, made=made))


def try_backup(folder: Path, watch: Watch) -> None:
    with opened(folder) as workspace:
        fault = backups.drill(backups.source_of(workspace), watch=watch).fault
        assert not fault, fault


def check(folder: Path, watch: Watch) -> None:
    with opened(folder) as workspace:
        verdict = checking.check(workspace, watch)
        assert verdict.is_sound, verdict


def restore(folder: Path, watch: Watch) -> None:
    newest = backups.found(Vault.at(folder))[0]
    with backups.restoring(folder, newest.path, PASSPHRASE, None, SetClock()) as restoration:
        restoration.loss()
        restoration.put_in_place(watch)


def change_key(folder: Path, watch: Watch) -> None:
    with opened(folder) as workspace:
        rotation.change_key(workspace, PASSPHRASE, PASSPHRASE, kdf=CHEAP, watch=watch)


def migrate(folder: Path, watch: Watch) -> None:
    """Open with a version of the program that has one more step."""
    migrations.STEPS, migrations.CURRENT = LATER, max(LATER)
    with opened(folder, watch):
        pass


@contextlib.contextmanager
def opened(folder: Path, watch: Watch | None = None) -> Iterator[OpenVault]:
    clock = SetClock()
    clock.now = NOW
    workspace = vaults.open_workspace(folder, PASSPHRASE, None, clock, watch=watch).workspace
    try:
        yield workspace
    finally:
        workspace.close()


@dataclass(frozen=True)
class Task:
    """`run` gets the vault's folder; it is stopped when it is half through what it calls `midway`."""

    name: str
    run: Callable[[Path, Watch], None]
    midway: str = ""


TASKS = (
    Task("opened, and Today asked for", open_it),
    Task("backed up", back_up, "Copying"),
    Task("its backup tried", try_backup, "Comparing records with the ledger"),
    Task("checked", check, "Comparing records with the ledger"),
    Task("restored", restore, "Copying"),
    Task("its key changed", change_key, "Copying"),
    Task("made ready for a later version", migrate, migrations.DOING),
)


@dataclass(frozen=True)
class Done:
    """What one process said: peak memory in kB, seconds, how often it told how far it was, seconds until it stopped."""

    peak: int
    seconds: float
    told: int
    stopped_after: float = 0.0


def one(task: Task, folder: Path, *, stops: bool) -> Done:
    """Do it here, to the end or stopped midway. Raises RuntimeError where it does not stop."""
    begun, told, asked_at = time.monotonic(), 0, 0.0

    def show(what: str, done: int, of_all: int) -> None:
        nonlocal told, asked_at
        told += 1
        if stops and what == task.midway and of_all and done * 2 >= of_all and not asked_at:
            asked_at = time.monotonic()

    try:
        task.run(folder, Watch(show, lambda: asked_at > 0))
    except Stopped:
        now = time.monotonic()
        return Done(peak(), now - begun, told, now - asked_at)
    if stops:
        raise RuntimeError(f"{task.name}: it was not stopped")
    return Done(peak(), time.monotonic() - begun, told)


def peak() -> int:
    """The most memory that this process ever held at once, in kB."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))


def elsewhere(task: Task, folder: Path, *, stops: bool) -> Done:
    """The same in a process of its own."""
    command = [sys.executable, "-m", "tests.harness.long_life", "--task", task.name, "--folder", str(folder)]
    said = subprocess.run([*command, *["--stops"] * stops], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return Done(**json.loads(said.splitlines()[-1]))


def standing(folder: Path) -> tuple[list[str], Head, int]:
    """What a stopped piece of work must leave as it was: the files, the ledger's end, the version of the tables."""
    vault = Vault.at(folder)
    key = vault.unlock(PASSPHRASE, None, NOW).key
    with checks.looking_into(vault.store_path, key) as connection:
        version = migrations.version(connection)
        head = ledger.read_head(connection)
    # a backup is made before a migration, and stays
    names = {str(path.relative_to(folder)) for path in folder.rglob("*") if not KEPT.fullmatch(path.name)}
    return sorted(names), head, version


def rows(name: str, vault: Path, tasks: Sequence[Task], do: Callable[..., Done]) -> Iterator[tuple[Row, Done]]:
    """A copy of the vault goes through everything, one after the other."""
    with tempfile.TemporaryDirectory(dir=vault.parent) as place:
        folder = Path(place) / vault.name
        shutil.copytree(vault, folder)
        for task in tasks:
            begun, lost, stopped = time.monotonic(), 0, Done(0, 0, 0)
            if task.midway:
                before = standing(folder)
                stopped = do(task, folder, stops=True)
                after = standing(folder)
                # opening the vault for it is entered, and nothing else
                is_same = (before[0], before[2]) == (after[0], after[2]) and after[1].seq - before[1].seq <= 1
                lost += not is_same
                if not is_same:
                    print(f"{name} {task.name}: {before} {after}", file=sys.stderr)
            done = do(task, folder, stops=False)
            tried = 1 + bool(task.midway)
            what = f"{name} {task.name}" + (" (stopped midway first)" if task.midway else "")
            yield (
                Row(what, tried, tried - lost, lost, time.monotonic() - begun),
                Done(max(done.peak, stopped.peak), done.seconds, done.told, stopped.stopped_after),
            )


def compared(sizes: Sequence[str], found: Sequence[Sequence[Done]]) -> str:
    """Both sizes side by side."""
    heads = [f"{what}, {size}" for what in ("peak memory", "seconds") for size in sizes]
    lines = [f"| what | {' | '.join(heads)} | told how far | stopped after |", f"|---|{'---:|' * (len(heads) + 2)}"]
    for task, *each in zip(TASKS, *found, strict=False):
        grew = " ✗" if each[-1].peak > MAY_GROW * each[0].peak else ""
        peaks = " | ".join(f"{done.peak / 1_000:,.0f} MB" for done in each)
        seconds = " | ".join(f"{done.seconds:,.1f}" for done in each)
        stopped = f"{each[-1].stopped_after:,.2f} s" if task.midway else "–"
        lines.append(f"| {task.name} | {peaks}{grew} | {seconds} | {each[-1].told:,} times | {stopped} |")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pupils", type=int, default=LARGE[0])
    parser.add_argument("--notes", type=int, default=LARGE[1])
    parser.add_argument("--folder", type=Path, required=True, help="where generated vaults are kept")
    parser.add_argument("--task", help="do this one only, on the vault that is FOLDER, and say how it went")
    parser.add_argument("--stops", action="store_true", help="with --task: stop it midway")
    asked = parser.parse_args()
    if asked.task:
        task = next(task for task in TASKS if task.name == asked.task)
        print(json.dumps(asdict(one(task, asked.folder, stops=asked.stops))))
        return 0
    table, found, sizes = [], [], []
    for pupils, notes in (SMALL, (asked.pupils, asked.notes)):
        vault = generated(asked.folder, pupils=pupils, notes=notes, progress=lambda _done, _all: None).folder
        name = f"{pupils:,} pupils, {notes:,} notes:"
        both = list(rows(name, vault, TASKS, elsewhere))
        table += [row for row, _ in both]
        found.append([done for _, done in both])
        sizes.append(f"{notes:,} notes")
    print(said(table))
    print(f"\n{compared(sizes, found)}")
    flat = all(large.peak <= MAY_GROW * small.peak for small, large in zip(*found, strict=True))
    return int(any(row.lost for row in table) or not flat)


if __name__ == "__main__":
    sys.exit(main())
