"""A day in the real program, a lock, and then its memory and every file it may have left are searched for secrets.

`python -m tests.harness.lock_memory --trials 10`. Reading another process's memory needs Linux, and the right to:
the program closes its own to debuggers.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from ontrack_desktop.domain.people import Household
from ontrack_desktop.services import records
from ontrack_desktop.store.vault import Vault
from tests import casework, factories
from tests.store.vaults import PASSPHRASE

from . import player
from .hill import clock, new_vault
from .needles import MemoryClosed, in_files, in_memory
from .player import PATIENCE, ROOT, environment, played_by
from .table import Row, said

# a word in each that stands nowhere else
TYPED = {
    "note": "A marigoldine whisper at the door with Gran.",
    "quote": "the pangolinesque drawing is the best one",
    "draft": "Half written about the quincuncial orchard",
}
WORDS = {"a note": "marigoldine", "a quote": "pangolinesque", "a half-written note": "quincuncial"}
SURNAME = "Zwetschgenbaum"


@dataclass(frozen=True)
class Found:
    """How often each secret was found in memory before the lock and after it, and where on the disk.

    `before` and `after` are empty where this user may not read the memory of another process.
    """

    before: Mapping[str, int]
    after: Mapping[str, int]
    on_disk: list[str]
    left_over: list[str]
    same_process: bool
    came_back: bool


class Laptop:
    """A home, a vault with one pupil, and the program played in it."""

    def __init__(self, place: Path) -> None:
        self.home, self.tmp, self.out, self.played = (place / name for name in ("home", "tmp", "out", "played"))
        for folder in (self.home, self.tmp, self.out, self.played):
            folder.mkdir()
        made = new_vault(self.home / "Hill.ontrack")
        workspace = made.open().workspace
        workspace.confirm_recovery()
        home = Household(id=factories.an_id(), address="4 Quay Steps")
        pupil = factories.a_pupil(legal_surname=SURNAME, household_id=home.id)
        for record in (home, pupil, casework.a_case(pupil)):
            workspace.change(partial(records.save, record=record))
        workspace.close()
        key = Vault.at(made.folder).unlock(PASSPHRASE, None, clock()).key
        self.secrets: dict[str, str | bytes] = {
            "the passphrase": PASSPHRASE, "the data key": bytes.fromhex(key.hex),
            "the ledger's key": key.subkey("ledger"), "a surname": SURNAME, **WORDS,
        }  # fmt: skip
        config = self.home / "ontrack-desktop"
        config.mkdir()
        (config / "settings.json").write_text(json.dumps({"vaults": [str(made.folder)]}), encoding="utf-8")

    def hand_over_part(self) -> None:
        part = {"passphrase": PASSPHRASE, "out": str(self.out), **TYPED}
        (self.played / "part.json").write_text(json.dumps(part), encoding="utf-8")

    def wave(self, name: str) -> None:
        (self.played / f"go-{name}").touch()

    def wait_for(self, program: subprocess.Popen[bytes], at: str) -> dict[str, Any]:
        """What was said at this point of the play. Raises RuntimeError if it is never reached."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            for line in player.said(self.played):
                if line["at"] == at:
                    return line
            if program.poll() is not None:
                break
            time.sleep(0.05)
        raise RuntimeError(f"the play did not come to “{at}”: {player.said(self.played)}")

    @contextmanager
    def switched_on(self) -> Iterator[subprocess.Popen[bytes]]:
        env = environment(self.home, self.tmp) | played_by("secret_day", self.played)
        with (self.played / "errors").open("wb") as errors:
            program = subprocess.Popen([sys.executable, "-m", "ontrack_desktop.app"], env=env, cwd=ROOT, stderr=errors)
        try:
            yield program
        finally:
            program.kill()
            program.wait()


def one_day(place: Path) -> Found:
    """Play a day in an empty folder, lock, look, unlock, close, and look at what lies about."""
    laptop = Laptop(place)
    laptop.hand_over_part()
    with laptop.switched_on() as program:
        typed = laptop.wait_for(program, "typed")
        before = looked_into(typed["pid"], laptop)
        laptop.wave("lock")
        locked = laptop.wait_for(program, "locked")
        after = looked_into(locked["pid"], laptop)
        laptop.hand_over_part()
        laptop.wave("unlock")
        back = laptop.wait_for(program, "back")
        program.wait(PATIENCE)
    papers = [str(path) for folder in (laptop.home, laptop.tmp) for path in folder.rglob("*.pdf")]
    return Found(
        before, after, in_files([laptop.home, laptop.tmp], laptop.secrets), papers,
        same_process=typed["pid"] == locked["pid"] == back["pid"], came_back=back["same"],
    )  # fmt: skip


def looked_into(process_id: int, laptop: Laptop) -> dict[str, int]:
    try:
        return in_memory(process_id, laptop.secrets)
    except MemoryClosed:
        return {}


def rows(trials: int) -> list[Row]:
    """The table: in how many days each secret was gone from memory after the lock, and none was on the disk."""
    gone: dict[str, int] = {}
    clean, begun = 0, time.monotonic()
    for _ in range(trials):
        with tempfile.TemporaryDirectory() as place:
            found = one_day(Path(place))
        for name, count in found.after.items():
            gone[name] = gone.get(name, 0) + (count == 0)
        clean += not found.on_disk and not found.left_over
    seconds = time.monotonic() - begun
    table = [Row(f"{name}: gone from memory after a lock", trials, n, trials - n, seconds) for name, n in gone.items()]
    return [*table, Row("home and temporary folder: without a word of it", trials, clean, trials - clean, seconds)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=10)
    print(said(rows(parser.parse_args().trials)))


if __name__ == "__main__":
    main()
