"""A disk that fails, at every call of every kind of write, and is well again afterwards.

`python -m tests.harness.faults --trials 1`. Each attempt must end done, or with one plain sentence and a next step.
Then nothing of it is in the vault, everything before is, what was typed is still in its form, and the same attempt
works as soon as the disk is back. Needs the watched disk of `disk.c`; as root it also fills a real small disk.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from ontrack_desktop.domain.errors import OnTrackError

from . import attempts, attempts_on_vaults, disk, troubles
from .attempts import Attempt, Scene
from .attempts_on_vaults import OpenVaultAgain
from .table import Row, ended, total
from .troubles import Trouble

ATTEMPTS = (*attempts.ATTEMPTS, *attempts_on_vaults.ATTEMPTS)


def trial(scene: Scene, kind: type[Attempt], trouble: Trouble, step: int) -> str:
    """One attempt under trouble, and again afterwards: what is wrong with how it went, or ""."""
    attempt = kind(scene)
    head = None if kind is OpenVaultAgain else scene.workspace.store.head()
    try:
        with trouble.holds(scene.place, step):
            try:
                attempt.go()
            except OnTrackError as error:
                attempt.heard.append(error)
        was_refused = bool(attempt.heard)
        if len({str(error) for error in attempt.heard}) > 1:
            return f"more than one sentence: {[str(error) for error in attempt.heard]}"
        if was_refused:
            told = attempt.heard[0]
            if not (told.sentence.endswith(".") and told.next_step.endswith(".")):
                return f"no sentence with a next step: {told!r}"
            attempt.check_typed()
            attempt.may_leave_parts = trouble.may_leave_parts()
            is_there = attempt.is_there()
            attempt.may_leave_parts = False
            if is_there and not trouble.may_keep_what_it_refused():
                return f"it was refused, and is there: {told}"
            if not is_there and head is not None and scene.workspace.store.head() != head:
                return "the ledger went on without it"
            attempt.heard.clear()
            attempt.go()
            if attempt.heard:
                return f"the disk is back, and it still says: {attempt.heard[0]}"
        if not attempt.is_there():
            return "it was not refused, and is not there"
    except AssertionError as error:
        return str(error)
    except Exception as error:  # not a sentence for a person: a fault of the program
        return f"{type(error).__name__}: {error}"
    return ""


def series(place: Path, apart: Path, kind: type[Attempt], trouble: Trouble, thin: int) -> Iterator[str]:
    """Trials at one step after another, until the trouble comes too late to matter."""
    scene, wrong = Scene(place, apart if kind.is_apart else None), ""
    for step in trouble.steps:
        if step > thin and step % (7 if thin else 43):
            continue
        wrong = trial(scene, kind, trouble, step)
        yield f"{kind.name}, {trouble.how}, step {step}: {wrong}" if wrong else ""
        if wrong or not trouble.came():
            break
    if not wrong and (fault := scene.fault()):
        yield f"{kind.name}, {trouble.how}: afterwards {fault}"
    with contextlib.suppress(OnTrackError):  # where something went wrong it may not be open, or not be whole
        scene.workspace.close()


def run(thin: int, only: str) -> list[Row]:
    rows = []
    kinds = [kind for kind in ATTEMPTS if kind.name.startswith(only)]
    for number, trouble in enumerate((*troubles.FAILING, troubles.SizeLimit(), troubles.FullDisk())):
        began = time.monotonic()
        outcomes: list[str] = []
        for kind in kinds if thin else kinds[number % 2 :: 2]:
            with tempfile.TemporaryDirectory(dir=apart_root()) as folder, contextlib.ExitStack() as stack:
                place = Path(os.environ["DISK_ROOT"]) / Path(folder).name
                if not isinstance(trouble, troubles.FullDisk):
                    place.mkdir()
                elif not stack.enter_context(troubles.small_disk(place)):
                    continue
                start, before = time.monotonic(), len(outcomes)
                outcomes += series(place, Path(folder), kind, trouble, thin)
                told = f"{len(outcomes) - before} tried in {time.monotonic() - start:.1f} s"
                print(f"disk {trouble.how}, {kind.name}: {told}", file=sys.stderr)
        lost = [outcome for outcome in outcomes if outcome]
        print("\n".join(lost), end="\n" if lost else "", file=sys.stderr)
        what = f"disk {trouble.how}" + ("" if outcomes else ": not tried, needs root")
        rows.append(Row(what, len(outcomes), len(outcomes) - len(lost), len(lost), time.monotonic() - began))
    return [*rows, total("all of them", rows)]


def apart_root() -> Path:
    """Where the disk does not fail."""
    return Path(os.environ["DISK_ROOT"]).parent


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    help_ = "fail at every call up to this one and every seventh after it; 0: at every 43rd, of half of the pairs"
    parser.add_argument("--trials", type=int, default=600, help=help_)
    parser.add_argument("--only", default="", help="only attempts whose name begins so")
    asked = parser.parse_args()
    if "DISK_ROOT" not in os.environ:
        return disk.run_watched("tests.harness.faults")
    QCoreApplication(sys.argv[:1])
    return ended(run(asked.trials, asked.only))


if __name__ == "__main__":
    sys.exit(main())
