"""Short runs of the harnesses that kill a change of the key, and every other change of who can open the vault."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills forked processes")


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, check=False, capture_output=True, text=True, timeout=100
    )


@pytest.mark.parametrize("harness", ["rotation", "ways_in"])
def test_killed_at_any_moment_the_old_or_the_new_way_opens_and_nothing_is_lost(harness: str) -> None:
    done = run("-m", f"tests.harness.{harness}", "--trials", "10", "--seed", "20261121")
    assert done.returncode == 0, done.stdout + done.stderr


FORGETFUL = """
from tests.harness import rotation as harness
from ontrack_desktop.store import rotation
def forget(folder):
    rotation._take_back(folder)
    return False
rotation.settle = forget
print(harness.run(20, 20261121)[0].lost)
"""


def test_the_harness_sees_a_program_that_does_not_finish_what_was_cut_off() -> None:
    done = run("-c", FORGETFUL)
    assert int(done.stdout) > 0, done.stderr
