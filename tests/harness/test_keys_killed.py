"""Short runs of the harnesses that kill a change of the key, and every other change of who can open the vault."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from . import disk

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills forked processes")
needs_watched_disk = pytest.mark.skipif(bool(disk.MISSING), reason=disk.MISSING or "the disk can be watched")


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, check=False, capture_output=True, text=True, timeout=100
    )


@pytest.mark.parametrize("harness", ["rotation", "ways_in"])
def test_killed_at_any_moment_the_old_or_the_new_way_opens_and_nothing_is_lost(harness: str) -> None:
    done = run("-m", f"tests.harness.{harness}", "--trials", "10", "--seed", "20261121")
    assert done.returncode == 0, done.stdout + done.stderr


@needs_watched_disk
def test_power_cuts_leave_one_key_and_lose_nothing_and_a_wrong_order_is_seen() -> None:
    done = run("-m", "tests.harness.rotation_power_loss", "--trials", "20")
    assert done.returncode == 0, done.stdout + done.stderr
    careless = run("-m", "tests.harness.rotation_power_loss", "--trials", "20", "--careless")
    assert careless.returncode == 1, careless.stdout + careless.stderr


def test_the_harness_sees_a_header_that_comes_before_its_store() -> None:
    done = run("-m", "tests.harness.rotation", "--trials", "10", "--careless")
    assert "0 of the passphrases" in done.stderr, done.stdout + done.stderr
