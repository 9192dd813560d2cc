"""A process that keeps what it knows, and an environment without traps."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HARDENED = """
import ctypes, os, resource, sys
from ontrack_desktop.system.hardening import harden
print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), flush=True)
harden(os.environ)
print(resource.getrlimit(resource.RLIMIT_CORE), flush=True)
sys.stdin.read()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the protection of Linux")
def test_there_is_no_core_file_and_no_debugger_of_the_same_user() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HARDENED], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        cwd=Path(__file__).parents[2],
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stdout.readline().strip() == "1", "a process that is not hardened is open to debuggers"
        assert process.stdout.readline().startswith("(0, 0)")
        # a process closed to debuggers belongs, as far as /proc goes, to root alone
        owner = Path(f"/proc/{process.pid}/mem").stat().st_uid
        process.kill()
    assert owner == 0


def test_traps_are_taken_out_of_the_environment_and_the_rest_stays() -> None:
    environment = {
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        "KEYRING_PROPERTY_PREFERRED_COLLECTION": "/x",
        "QT_PLUGIN_PATH": "/tmp/plugins",
        "QT_LOGGING_RULES": "*=true",
        "SQLITE_TMPDIR": "/tmp",
        "LD_PRELOAD": "/tmp/x.so",
        "QT_QPA_PLATFORM": "offscreen",
        "QT_ACCESSIBILITY": "1",
        "PATH": "/usr/bin",
    }
    script = "import sys, os; from ontrack_desktop.system.hardening import *; print(*harden(os.environ), sep='\\n')"
    said = subprocess.run(
        [sys.executable, "-c", script], env={**os.environ, **environment, "LD_PRELOAD": ""},
        capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    taken = said.stdout.split()
    assert set(environment) - set(taken) == {"QT_QPA_PLATFORM", "QT_ACCESSIBILITY", "PATH"}
