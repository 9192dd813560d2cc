"""Guards that watch every test: what must not happen while nobody is looking.

Loaded as a pytest plugin (`-p tests.guards`), so that they hold for every test without being asked for.
"""

from __future__ import annotations

import gc
import logging
import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("PYTHONUTF8", "1")

import pytest
from hypothesis import settings

# The same examples in every run, and no test that fails by the clock; `--hypothesis-profile=explore` looks further.
settings.register_profile("house", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None)
settings.load_profile("house")

STATUS = pytest.StashKey[int]()


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    session.config.stash[STATUS] = int(exitstatus)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave at once when everything has been said.

    Hundreds of windows and one application in one process: what Python takes down first at its exit is chance, and
    Qt may then be asked for what has gone (a segmentation fault after the last test). The program itself never
    ends that way: it closes its one window, and its own exit codes are tested in processes of their own.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    if "PySide6.QtWidgets" in sys.modules:
        os._exit(config.stash.get(STATUS, 1))


def _no_network(*_args: object, **_kwargs: object) -> NoReturn:
    raise AssertionError("a test, or the program under it, tried to open a socket")


def pytest_sessionstart() -> None:
    """A widget of an earlier test, destroyed in a thread of a later one, would take the whole run down."""
    gc.disable()


def pytest_runtest_teardown() -> None:
    """Circles are taken apart here, in the thread that made them: of this test each time, all of them seldom."""
    gc.collect(1 if gc.get_count()[2] < 50 else 2)


@pytest.fixture(autouse=True)
def offline(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Offline is tested, not promised. Local (unix) sockets, as single-instance and D-Bus use, stay open."""
    if request.node.get_closest_marker("network"):
        return
    real = socket.socket

    class LocalSocket(real):  # type: ignore[misc,valid-type]
        def __init__(self, family: int = socket.AF_INET, *args: Any, **kwargs: Any) -> None:
            if family in (socket.AF_INET, socket.AF_INET6, -1):
                _no_network()
            super().__init__(family, *args, **kwargs)

    monkeypatch.setattr(socket, "socket", LocalSocket)
    monkeypatch.setattr(socket, "create_connection", _no_network)


@pytest.fixture(autouse=True)
def quiet_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """A warning that the test did not announce (`caplog` counts as announcing) fails it."""
    kept: list[logging.LogRecord] = []

    class Keeper(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            kept.append(record)

    keeper = Keeper(logging.WARNING)
    logging.getLogger().addHandler(keeper)
    yield
    logging.getLogger().removeHandler(keeper)
    if "caplog" not in request.fixturenames:
        said = [f"{r.name}: {r.getMessage()}" for r in kept if not r.name.startswith(("asyncio", "hypothesis"))]
        assert not said, f"unannounced warnings in the log: {said}"


XDG = ("CONFIG", "DATA", "STATE", "CACHE")


@pytest.fixture(autouse=True)
def own_home(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every path that the program may write to lies in a folder of this test's own."""
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "APPDATA", "LOCALAPPDATA", *(f"XDG_{part}_HOME" for part in XDG)):
        monkeypatch.setenv(name, str(home))
    return home


@pytest.fixture(autouse=True)
def no_unanswered_dialogs(monkeypatch: pytest.MonkeyPatch) -> None:
    """A modal box that no test answers would hang; it fails instead."""
    if "PySide6.QtWidgets" not in sys.modules:
        return
    from PySide6.QtWidgets import QFileDialog, QMessageBox

    def unanswered(*_args: object, **_kwargs: object) -> NoReturn:
        raise AssertionError("a dialog opened that this test does not answer")

    for name in ("exec", "question", "warning", "critical", "information"):
        monkeypatch.setattr(QMessageBox, name, unanswered)
    for name in ("getSaveFileName", "getOpenFileName", "getExistingDirectory"):
        monkeypatch.setattr(QFileDialog, name, unanswered)


@pytest.fixture(autouse=True)
def nothing_left_open(request: pytest.FixtureRequest) -> Iterator[None]:
    """No window stays behind a test."""
    yield
    if "PySide6.QtWidgets" not in sys.modules:
        return
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance()
    if not isinstance(app, QApplication):
        return
    left = [w for w in app.topLevelWidgets() if w.isVisible()]
    names = [type(w).__name__ for w in left]
    for widget in left:
        widget.close()
    assert not names or "qtbot" in request.fixturenames, f"windows left open: {names}"
