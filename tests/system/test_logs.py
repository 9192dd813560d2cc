"""The log: it says that something happened and where, and nothing of what people wrote."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from ontrack_desktop.system import logs
from ontrack_desktop.system.logs import catch_faults, describe, start_log

NOTE = "Mum said that he slept well"


@pytest.fixture
def log_file(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Iterator[Path]:
    root, ours = logging.getLogger(), logging.getLogger(logs.OURS)
    before, levels = list(root.handlers), (root.level, ours.level)
    path = start_log(tmp_path / "logs")
    assert path is not None
    yield path
    for handler in [handler for handler in root.handlers if handler not in before]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(levels[0])
    ours.setLevel(levels[1])


@pytest.fixture
def hooks(monkeypatch: pytest.MonkeyPatch) -> list[BaseException]:
    """The faults that were handed on, with Python's own hooks put back afterwards."""
    for owner, name in ((sys, "excepthook"), (sys, "unraisablehook"), (threading, "excepthook")):
        monkeypatch.setattr(owner, name, getattr(owner, name))
    told: list[BaseException] = []
    catch_faults(told.append)
    return told


def fault() -> None:
    try:
        raise ValueError(f"(sqlite3.IntegrityError) [parameters: ('{NOTE}',)]")
    except ValueError as error:
        raise RuntimeError(NOTE) from error


def test_an_exception_is_written_as_classes_and_places_without_its_text(log_file: Path) -> None:
    log = logging.getLogger("ontrack_desktop.store")
    try:
        fault()
    except RuntimeError:
        log.exception("saving note 0195 failed")
    written = log_file.read_text(encoding="utf-8")
    assert NOTE not in written
    assert "saving note 0195 failed" in written
    assert "builtins.RuntimeError" in written
    assert "after builtins.ValueError" in written
    assert "test_logs.py" in written
    assert " fault\n" in written


def test_what_other_libraries_say_is_cut_down_to_their_name(log_file: Path) -> None:
    logging.getLogger("sqlalchemy.engine").error("INSERT INTO note … %s", NOTE)
    written = log_file.read_text(encoding="utf-8")
    assert NOTE not in written
    assert "sqlalchemy.engine: said something" in written


def test_detail_is_not_written_unless_asked_for(log_file: Path) -> None:
    logging.getLogger("ontrack_desktop.store").debug("a detail")
    logging.getLogger("ontrack_desktop.store").info("a fact")
    written = log_file.read_text(encoding="utf-8")
    assert "a detail" not in written
    assert "a fact" in written


def test_the_folders_above_the_program_are_not_written(log_file: Path) -> None:
    try:
        fault()
    except RuntimeError as error:
        said = describe(error)
    assert str(Path(__file__).parent) not in said


def test_an_exception_that_causes_itself_is_described_once() -> None:
    error = ValueError("x")
    error.__cause__ = error
    assert describe(error) == "builtins.ValueError"


def test_every_uncaught_exception_is_logged_and_handed_on(log_file: Path, hooks: list[BaseException]) -> None:
    thread = threading.Thread(target=fault)
    thread.start()
    thread.join()
    sys.excepthook(KeyError, KeyError(NOTE), None)
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert [type(error) for error in hooks] == [RuntimeError, KeyError]
    written = log_file.read_text(encoding="utf-8")
    assert "builtins.KeyError" in written
    assert NOTE not in written


def test_a_log_folder_that_cannot_be_made_keeps_nobody_from_starting(tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("a file", encoding="utf-8")
    assert start_log(tmp_path / "logs") is None
