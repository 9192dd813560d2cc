"""Plays a person in the real program, from within its own event loop; what happens is written to `PLAYED/said`.

A play is a module with `play(program)`, which yields what to wait for before it goes on.
"""

from __future__ import annotations

import json
import os
import time
import traceback
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ontrack_desktop.ui.program import Program

ROOT = Path(__file__).resolve().parents[2]
PLACE = Path(os.environ.get("PLAYED", ""))
POLL = 2  # ms
PATIENCE = 60  # s
Step = Callable[[], Any]


def played_by(play: str, place: Path) -> dict[str, str]:
    """What a program's environment needs to be played with by `tests/harness/{play}.py`, which writes into `place`."""
    path = os.pathsep.join((str(Path(__file__).parent / "played"), str(ROOT)))
    return {"PYTHONPATH": path, "PLAY": play, "PLAYED": str(place)}


def environment(home: Path, tmp: Path) -> dict[str, str]:
    """Of a program for which there is only this home: no session, no display."""
    hidden = {name for name in os.environ if name.startswith(("DBUS_", "COV_", "COVERAGE_", "XDG_"))}
    clean = {name: value for name, value in os.environ.items() if name not in hidden}
    homes = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
    return clean | dict.fromkeys(homes, str(home)) | {"TMPDIR": str(tmp), "QT_QPA_PLATFORM": "offscreen"}


def said(place: Path) -> list[dict[str, Any]]:
    """What was written down until now."""
    path = place / "said"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def say(**what: Any) -> None:
    with (PLACE / "said").open("a", encoding="utf-8") as file:
        file.write(json.dumps({"pid": os.getpid(), **what}) + "\n")


def unlock(frame: Any, passphrase: str) -> Iterator[Step]:
    """Type the passphrase at the lock screen, and wait for the window."""
    line = frame.centralWidget().ui.passphrase.line
    QTest.keyClicks(line, passphrase)
    QTest.keyClick(line, Qt.Key.Key_Return)
    yield lambda: type(frame.centralWidget()).__name__ == "Window"


def drive(play: str) -> None:
    """Begin a play in this process."""
    program = QApplication.instance().findChild(Program)  # type: ignore[union-attr]
    assert isinstance(program, Program)
    Player(import_module(f"tests.harness.{play}").play(program), program)


class Player(QObject):
    """Goes on to the next step as soon as what the last one waits for has come."""

    def __init__(self, steps: Iterator[Step], parent: QObject) -> None:
        super().__init__(parent)
        self._steps = steps
        self._waits_for: Step = lambda: True
        self._since = time.monotonic()
        self._is_inside = False
        timer = QTimer(self)
        timer.timeout.connect(self._look)
        timer.start(POLL)

    def _look(self) -> None:
        if self._is_inside:  # a key that is pressed lets events through
            return
        self._is_inside = True
        try:
            if self._waits_for():
                self._waits_for, self._since = next(self._steps), time.monotonic()
            elif time.monotonic() - self._since > PATIENCE:
                raise TimeoutError(f"what {self._waits_for!r} waits for does not come")
        except BaseException:
            say(at="fault", error=traceback.format_exc())
            os._exit(1)
        finally:
            self._is_inside = False
