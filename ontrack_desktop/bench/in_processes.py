"""The lines that need processes of their own: the start, unlocking from cold, and memory. Without a display."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Final

from ontrack_desktop.services import today
from ontrack_desktop.services.open_vault import OpenVault
from ontrack_desktop.system.settings import Settings, save

from .generate import NOW, PASSPHRASE
from .in_store import statements
from .measure import Line, line

PATIENCE: Final = 120  # seconds
# Both are painted when everything that lies on the window is.
BARE: Final = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
class Window(QMainWindow):
    was_painted = False
    def paintEvent(self, event):
        super().paintEvent(event)
        if not self.was_painted:
            self.was_painted = True
            QTimer.singleShot(0, painted)
application = QApplication([])
window = Window()
window.setCentralWidget(QLabel("OnTrack"))
window.resize(1280, 800)
window.show()
application.exec()
"""
# The program itself, but that its event loop ends with what is measured. Nothing of Qt is imported here: the program
# does that when it wants to. It asks whether another one runs when it has an application, but no window yet.
OURS: Final = """
from ontrack_desktop.system import single_instance
def is_taken(name):
    from PySide6.QtWidgets import QApplication
    QApplication.exec = lambda *_: loop(QApplication.instance())
    return False
single_instance.is_taken = is_taken
def loop(application):
    frame = next(widget for widget in application.topLevelWidgets() if widget.isVisible())
    watch(application, frame)
    while True:
        application.processEvents()
from ontrack_desktop import app
app.main([])
"""
PAINTED: Final = """
def painted():
    import os
    os.write(1, b"painted")
    os._exit(0)
def watch(application, frame):
    frame.painted.disconnect()  # what is loaded behind the picture is not waited for
    frame.painted.connect(painted)
"""
RESIDENT: Final = """
def resident():
    with open("/proc/self/status", encoding="ascii") as status:
        return next(line.split()[1] for line in status if line.startswith("VmRSS"))
"""
BARE_MEMORY: Final = RESIDENT + """
def painted():
    import os
    os.write(1, resident().encode())
    os._exit(0)
"""
OUR_MEMORY: Final = RESIDENT + """
def watch(application, frame):
    import os, sys, time
    while not frame.was_painted:
        application.processEvents()
    model = frame.centralWidget().model
    model.unlock(sys.stdin.readline().rstrip())
    until = time.monotonic() + 60
    while type(frame.centralWidget()).__name__ != "Window":
        application.processEvents()
        if model.problem is not None or time.monotonic() > until:
            os._exit(1)
    until = time.monotonic() + 1
    while time.monotonic() < until:
        application.processEvents()
    os.write(1, resident().encode())
    os._exit(0)
"""
UNLOCK: Final = """
import sys, time
from datetime import datetime
from pathlib import Path
from ontrack_desktop.services import today, vaults
from ontrack_desktop.store import slots
folder, now = Path(sys.argv[1]), datetime.fromisoformat(sys.argv[2])
stretched, stretch = [], slots.stretch
def timed_stretch(*given):
    begun = time.perf_counter()
    made = stretch(*given)
    stretched.append(time.perf_counter() - begun)
    return made
slots.stretch = timed_stretch
# as the program does while the passphrase is typed
vaults.look_at(folder, lambda: now)
vaults.get_ready()
passphrase = sys.stdin.readline().rstrip()
begun = time.perf_counter()
workspace = vaults.open_workspace(folder, passphrase, None, lambda: now).workspace
workspace.query(lambda read: today.today(read, now=now))
print((time.perf_counter() - begun - sum(stretched)) * 1000)
workspace.close()
"""
RAW_UNLOCK: Final = """
import json, sys, time
from pathlib import Path
from ontrack_desktop.store.engine import connect
given = json.loads(sys.stdin.readline())
begun = time.perf_counter()
raw = connect(Path(given["path"]), given["key"])
for sql in given["statements"]:
    raw.execute(sql).fetchall()
print((time.perf_counter() - begun) * 1000)
"""


def lines(folder: Path, home: Path, repeats: int) -> Iterator[Line]:
    """Measure processes that start on a closed vault; `home` is an empty folder for their settings."""
    save(Settings(vaults=(str(folder),)), _settings_folder(home))
    yield line(
        "start, until the lock screen is painted", "a bare PySide6 main window",
        lambda: _until_answer(PAINTED + OURS, home), lambda: _until_answer(PAINTED + BARE, home),
        repeats=repeats, goal=1.3,
    )
    if Path("/proc/self/status").exists():
        mine = [float(_answer(OUR_MEMORY + OURS, home, typed=PASSPHRASE)) for _ in range(min(repeats, 3))]
        bare = [float(_answer(BARE_MEMORY + BARE, home)) for _ in range(min(repeats, 3))]
        yield Line(
            "memory, unlocked with Today on the screen", "a bare PySide6 main window",
            statistics.median(mine) / 1024, statistics.median(bare) / 1024, 2, "MB",
        )


def unlocking(folder: Path, asked: str, home: Path, repeats: int) -> Line:
    """From the passphrase to what Today shows, without its stretching, in a fresh process each time."""
    return line(
        "unlock, until Today is loaded (stretching aside)", "opening raw and selecting the same rows",
        lambda: float(_answer(UNLOCK, home, str(folder), NOW.isoformat(), typed=PASSPHRASE)),
        lambda: float(_answer(RAW_UNLOCK, home, typed=asked)),
        repeats=repeats, goal=1.5,
    )


def asked_for_today(workspace: OpenVault) -> str:
    """What the raw process needs to know to select the rows of Today, as a line of JSON."""
    sent = statements(workspace, lambda: workspace.query(lambda read: today.today(read, now=NOW)))
    return json.dumps({"path": str(workspace.store.path), "key": workspace.key.hex, "statements": sent})


def _environment(home: Path) -> dict[str, str]:
    """A home of its own, no display, and compiled modules, as every start but the first finds them."""
    names = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "APPDATA", "LOCALAPPDATA")
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    own = {**dict.fromkeys(names, str(home)), "PYTHONPYCACHEPREFIX": str(home / "compiled")}
    return kept | own | {"QT_QPA_PLATFORM": "offscreen"}


def _settings_folder(home: Path) -> Path:
    """Where a process whose home is `home` looks for its settings."""
    asked = "from ontrack_desktop.system.paths import config_folder; print(config_folder())"
    return Path(_answer(asked, home))


def _started(code: str, home: Path, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", code, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, env=_environment(home),
    )


def _until_answer(code: str, home: Path) -> float:
    """Milliseconds from before the process was started until it said something."""
    begun = perf_counter()
    with _started(code, home) as process:
        assert process.stdout is not None
        answer = process.stdout.read(1)
        took = (perf_counter() - begun) * 1000
    if not answer:
        raise RuntimeError("a measured process said nothing")
    return took


def _answer(code: str, home: Path, *arguments: str, typed: str = "") -> str:
    """What a process says, given a line to read."""
    with _started(code, home, *arguments) as process:
        try:
            said, _ = process.communicate(typed.encode() + b"\n", timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
    if process.returncode or not said:
        raise RuntimeError("a measured process said nothing")
    return said.decode().strip()
