"""The harnesses, short: each in a process of its own, as by hand, and each shown that it sees a loss."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from . import disk


def run(name: str, *arguments: str) -> dict[str, tuple[int, int, int]]:
    """Run a harness; what it tried, what survived and what was lost, by what it calls it."""
    done = subprocess.run(
        [sys.executable, "-m", f"tests.harness.{name}", *arguments], capture_output=True, text=True, check=False
    )
    rows = [line.strip("| ").split(" | ") for line in done.stdout.splitlines()[2:]]
    assert rows, done.stdout + done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    print(done.stdout, done.stderr)
    return {what: (number(tried), number(survived), number(lost)) for what, tried, survived, lost, _ in rows}


def number(said: str) -> int:
    """A count as the tables print it: 1,451."""
    return int(said.replace(",", ""))


needs_watched_disk = pytest.mark.skipif(bool(disk.MISSING), reason=disk.MISSING or "the disk can be watched")
needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork, to kill a process that is ready to write")


@needs_fork
@pytest.mark.timeout(300)
def test_a_process_killed_twenty_times_while_it_writes_loses_nothing_that_it_called_saved() -> None:
    said = run("kill", "--trials", "20")
    tried, survived, lost = said["processes killed while they wrote"]
    assert (tried, survived, lost) == (20, 20, 0)
    acknowledged, _, lost = said["acknowledged saves in them"]
    assert acknowledged > 100
    assert lost == 0


@needs_fork
def test_the_kill_harness_sees_a_loss(tmp_path: Path) -> None:
    """What the second process had acknowledged is gone when the vault is put back as the first one left it."""
    code = (
        "import shutil, sys; from pathlib import Path; from tests.harness.kill import Victim; "
        "victim, before = Victim(Path(sys.argv[1])), Path(sys.argv[1]) / 'before'; "
        "victim.kill_one(3, 0.1, once_it_writes=True); shutil.copytree(victim.folder, before); "
        "victim.kill_one(4, 0.1, once_it_writes=True); assert victim.losses() == []; "
        "shutil.rmtree(victim.folder); before.rename(victim.folder); print(victim.losses()[0])"
    )
    done = subprocess.run([sys.executable, "-c", code, tmp_path], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("the acknowledged entry ")


@needs_watched_disk
@pytest.mark.timeout(300)
def test_two_hundred_power_cuts_lose_nothing_that_was_called_saved() -> None:
    assert run("power_loss", "--trials", "200") == {"power cuts": (200, 200, 0)}


@needs_watched_disk
def test_the_power_loss_harness_sees_what_is_lost_without_syncs() -> None:
    (tried, _, lost), = run("power_loss", "--trials", "40", "--careless").values()
    assert tried == 40
    assert lost > 20


@needs_watched_disk
@pytest.mark.timeout(300)
def test_a_disk_that_fails_is_told_in_a_sentence_and_everything_works_when_it_is_back() -> None:
    said = run("faults", "--trials", "0")
    assert len(said) == 8 + 1, said  # and the total
    for what, (tried, survived, lost) in said.items():
        assert (tried or "needs root" in what, survived, lost) == (tried or True, tried, 0), what


@needs_watched_disk
def test_a_slow_disk_leaves_the_window_awake_and_is_told() -> None:
    said = run("slow_disk", "--trials", "1", "--ms", "30")
    assert [row[1:] for row in said.values()] == [(1, 0)] * 6, said


@pytest.mark.timeout(300)
def test_damage_is_called_what_it_is_and_what_can_be_read_is_saved() -> None:
    said = run("damage", "--trials", "90")
    saved = {what: row for what, row in said.items() if what.startswith("records saved")}
    assert len(said) - len(saved) >= 14
    assert all(lost == 0 for what, (_, _, lost) in said.items() if what not in saved), said
    # a page that is damaged takes no record with it, but for the words of a draft
    tried, survived, _ = saved["records saved after a flipped bit"]
    assert survived >= tried - 1
