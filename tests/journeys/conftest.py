"""What the journeys share: a laptop on which the program is started."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ontrack_desktop.services import vaults
from ontrack_desktop.ui.fault_dialog import Faults
from tests.entrance import make_keys_cheap

from .laptop import Day


@pytest.fixture
def start_day(
    qapp: QApplication, tmp_path: Path, own_home: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[], Day]]:
    """Switches the laptop on; it is switched off afterwards."""
    make_keys_cheap(monkeypatch)
    monkeypatch.setattr(Faults, "listen", lambda _self: None)  # the test run listens itself
    monkeypatch.setattr("ontrack_desktop.system.logs.start_log", lambda _folder: None)
    monkeypatch.setattr(vaults, "good_place", lambda _documents: tmp_path)
    made: list[Day] = []

    def start() -> Day:
        made.append(Day(qapp, own_home / "config", qtbot))
        return made[0]

    yield start
    if made and made[0].is_on:
        made[0].program.leave("")
        made[0].ended()


@pytest.fixture
def day(start_day: Callable[[], Day]) -> Day:
    return start_day()
