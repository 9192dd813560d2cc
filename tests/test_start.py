"""The program as a process: what it loads before the lock screen, and what takes its place when it locks."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ontrack_desktop.services.workspace import Clock
from tests.conftest import Clock as StandingClock
from tests.entrance import a_vault
from tests.harness.one_note import TEXT
from tests.harness.player import played_by, said

ROOT = Path(__file__).resolve().parent.parent
LATER = (
    "sqlmodel", "sqlalchemy", "sqlcipher3", "pydantic", "reportlab", "pikepdf", "keyring", "argon2", "cryptography",
    "zxcvbn", "PySide6.QtPdf", "PySide6.QtDBus", "ontrack_desktop.services.workspace", "ontrack_desktop.store.vault",
    "ontrack_desktop.viewmodels.background", "ontrack_desktop.ui.window",
)  # fmt: skip
LOOK = f"""
import json, linecache, os, sys
from ontrack_desktop import app
from ontrack_desktop.ui.program import Program

def look(self):
    found = [name for name in {LATER!r} if name in sys.modules]
    from ontrack_desktop.ui import told_bar
    read = told_bar.__file__ in linecache.cache
    print(json.dumps([type(self.frame.centralWidget()).__name__, found, read]), flush=True)
    os._exit(0)

Program.load = look
app.main([])
"""


@pytest.fixture
def settings(own_home: Path, tmp_path: Path) -> Path:
    """The settings of somebody who opened a vault here before."""
    clock: Clock = StandingClock()
    folder = own_home / "ontrack-desktop"
    folder.mkdir()
    (folder / "settings.json").write_text(json.dumps({"vaults": [str(a_vault(tmp_path, clock))]}), encoding="utf-8")
    return folder


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A process of its own, in which no session bus and no keyring can be found."""
    hidden = {name for name in os.environ if name.startswith(("DBUS_", "COV_", "COVERAGE_"))} | {"XDG_RUNTIME_DIR"}
    clean = {name: value for name, value in os.environ.items() if name not in hidden}
    return subprocess.run(
        [sys.executable, *arguments], env=clean | {"QT_QPA_PLATFORM": "offscreen"} | environment, cwd=ROOT,
        capture_output=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("screen", ["UnlockScreen", "FirstRunScreen"])
def test_before_the_first_picture_nothing_heavy_is_loaded(screen: str, request: pytest.FixtureRequest) -> None:
    if screen == "UnlockScreen":
        request.getfixturevalue("settings")
    done = run("-c", LOOK)
    assert done.returncode == 0, done.stderr
    shown, loaded, is_text_kept = json.loads(done.stdout)
    assert shown == screen
    assert loaded == []
    assert not is_text_kept  # PySide6 would read the source of all that is imported from now on, and keep it


@pytest.mark.skipif(sys.platform == "win32", reason="there a new process is started in place of the old one")
def test_locking_puts_a_fresh_process_in_place_which_brings_the_note_and_its_caret_back(
    settings: Path, tmp_path: Path
) -> None:
    played = tmp_path / "played"
    played.mkdir()
    done = run("-m", "ontrack_desktop.app", **played_by("one_note", played))
    lines = said(played)
    assert done.returncode == 0, done.stderr
    assert [line["screen"] for line in lines] == ["lock", "window", "lock", "window"]
    first, _wrote, second, back = lines
    assert len({line["pid"] for line in lines}) == 1  # the same process id: no child lives on with our memory
    assert first["heading"] == "Welcome back"
    assert second["heading"] == "Locked"
    assert "half-written note is safe" in second["lead"]
    assert second["knows_marker"] is False  # the image is a new one: what the old one knew is gone
    assert second["command"][1:] == ["-P", "-m", "ontrack_desktop.app"]
    assert (back["text"], back["caret"]) == (TEXT, len(TEXT) - 5)
    shutil.rmtree(played)
    written = [path for folder in (settings, tmp_path) for path in folder.rglob("*") if path.is_file()]
    assert written
    assert [path for path in written if TEXT.encode() in path.read_bytes()] == []


def test_a_second_start_raises_the_first_window_and_ends(settings: Path, tmp_path: Path) -> None:
    """While the first runs, a second one is started from within it."""
    script = """
import subprocess, sys
from PySide6.QtCore import QTimer
from ontrack_desktop import app
from ontrack_desktop.ui.program import Program
from ontrack_desktop.ui.frame import Frame

raised = []
def load(self):
    second = subprocess.Popen([sys.executable, "-m", "ontrack_desktop.app"])
    timer = QTimer(self)
    def look():
        if second.poll() is not None and raised:
            print("second ended with", second.returncode, "and raised the first")
            self.leave("")
    timer.timeout.connect(look)
    timer.start(20)

Program.load = load
Frame.come_forward = lambda self: raised.append(True)
sys.exit(app.main([]))
"""
    done = run("-c", script)
    assert done.stdout.strip() == "second ended with 0 and raised the first", done.stderr
    assert done.returncode == 0


def test_of_two_starts_at_once_the_later_one_ends_by_itself(settings: Path) -> None:
    """Nobody was there when it looked, and somebody is when its window stands."""
    script = """
import os, sys
from PySide6.QtCore import QTimer
from ontrack_desktop import app
from ontrack_desktop.system.single_instance import instance_name
from ontrack_desktop.ui.program import Program
from ontrack_desktop.ui.single_window import SingleWindow

def load(self):
    self.other = SingleWindow(instance_name(), self)
    QTimer.singleShot(20_000, self, lambda: os._exit(3))

Program.load = load
sys.exit(app.main([]))
"""
    done = run("-c", script)
    assert done.returncode == 0, done.stderr
