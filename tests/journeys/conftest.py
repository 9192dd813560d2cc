"""What the journeys share: a laptop on which the program is started, and the vault that it knows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ontrack_desktop.domain.people import Household, Worker
from ontrack_desktop.domain.record import Record
from ontrack_desktop.services import records, vaults
from ontrack_desktop.services.workspace import UnitOfWork, Workspace
from ontrack_desktop.store.store import Store
from ontrack_desktop.system import settings
from ontrack_desktop.ui.fault_dialog import Faults
from ontrack_desktop.ui.window import Window
from ontrack_desktop.viewmodels.background import BackgroundThread
from tests import casework, factories
from tests.conftest import Clock, TestKey
from tests.entrance import a_vault, make_keys_cheap
from tests.store.vaults import PASSPHRASE

from .laptop import Day

VAULT, DEVICE = factories.an_id(), factories.an_id()


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
def vault(tmp_path: Path, clock: Clock, own_home: Path, start_day: Callable[[], Day]) -> Path:
    """The vault that this laptop knows, with a pupil at home, made after `start_day` has made keys cheap."""
    folder = a_vault(tmp_path, clock)
    workspace = vaults.open_workspace(folder, PASSPHRASE, None, clock).workspace
    home = Household(id=factories.an_id(), address="4 Quay Steps")
    pupil = factories.a_pupil(household_id=home.id)
    for record in (home, pupil, casework.a_case(pupil)):
        workspace.change(partial(records.save, record=record))
    workspace.close()
    settings.save(settings.Settings(vaults=(str(folder),)), own_home / "config")
    return folder


@pytest.fixture
def day(request: pytest.FixtureRequest, start_day: Callable[[], Day]) -> Day:
    """The laptop, switched on once the vault has been made that the test asks for."""
    if "vault" in request.fixturenames:
        request.getfixturevalue("vault")
    return start_day()


@pytest.fixture
def window(vault: Path, day: Day) -> Window:
    """Of the vault, unlocked."""
    return day.unlock()


@pytest.fixture
def background(store_path: Path, worker: Worker, clock: Clock, qtbot: QtBot) -> Iterator[BackgroundThread]:
    """A new store in its thread, as in the program; a fault there fails the test."""
    Store.create(store_path, TestKey(), vault_id=VAULT, device_id=DEVICE, now=factories.NOW).close()
    made = BackgroundThread()
    faults: list[object] = []
    made.fault.connect(faults.append)
    made.failed.connect(faults.append)
    with qtbot.waitSignal(made.opened):
        made.open(
            lambda: Workspace(Store.open(store_path, TestKey(), vault_id=VAULT, device_id=DEVICE), worker.id, clock)
        )
    yield made
    made.close()
    assert faults == []


@pytest.fixture
def keep(background: BackgroundThread, qtbot: QtBot) -> Callable[..., None]:
    """`keep(record, …)` writes records into it, as a user's act would."""

    def write(*written: Record) -> None:
        def command(work: UnitOfWork) -> None:
            for record in written:
                records.save(work, record)

        with qtbot.waitSignal(background.changed):
            background.change(command, owner=background)

    return write


@pytest.fixture
def ask(background: BackgroundThread, qtbot: QtBot) -> Callable[[Callable[..., Any]], Any]:
    """`ask(question)` gives the store's answer."""

    def wait(question: Callable[..., Any]) -> Any:
        got: list[Any] = []
        background.query(question, got.append, owner=background)
        qtbot.waitUntil(lambda: bool(got))
        return got[0]

    return wait
