"""The doors: a fault while opening is told as a fault, and what is asked for early waits for the store's code."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.services import vaults
from ontrack_desktop.services.vaults import Opened
from ontrack_desktop.viewmodels.errands import Errands
from ontrack_desktop.viewmodels.vault_doors import VaultDoors
from tests.conftest import Clock
from tests.entrance import a_vault, make_keys_cheap
from tests.store.vaults import PASSPHRASE


def unexpected(error: OnTrackError) -> None:
    raise AssertionError(str(error))


@pytest.fixture
def doors(clock: Clock, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[VaultDoors]:
    make_keys_cheap(monkeypatch)
    errands = Errands()
    made = VaultDoors(errands, clock)
    yield made
    made.close()
    errands.close()


def test_a_fault_while_opening_is_told_and_the_door_can_be_tried_again(
    doors: VaultDoors, tmp_path: Path, clock: Clock, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = a_vault(tmp_path, clock)
    came_in: list[Opened] = []
    refused: list[OnTrackError] = []

    def break_down(*_args: object, **_watch: object) -> Opened:
        raise ZeroDivisionError

    with monkeypatch.context() as broken:
        broken.setattr(vaults, "open_workspace", break_down)
        with qtbot.waitSignal(doors.fault) as fault:
            doors.unlock(folder, PASSPHRASE, came_in.append, refused.append)
    assert fault.args is not None
    assert isinstance(fault.args[0], ZeroDivisionError)
    assert "could not be opened" in str(refused[0])
    doors.unlock(folder, PASSPHRASE, came_in.append, refused.append)
    qtbot.waitUntil(lambda: bool(came_in))


def test_closing_gives_the_vault_back(doors: VaultDoors, tmp_path: Path, clock: Clock, qtbot: QtBot) -> None:
    folder = a_vault(tmp_path, clock)
    came_in: list[Opened] = []
    doors.unlock(folder, PASSPHRASE, came_in.append, unexpected)
    qtbot.waitUntil(lambda: bool(came_in))
    doors.close()
    assert doors.opened is None
    vaults.open_workspace(folder, PASSPHRASE, None, clock).workspace.close()


def test_the_desk_is_that_of_the_person_who_came_in(
    doors: VaultDoors, tmp_path: Path, clock: Clock, qtbot: QtBot
) -> None:
    folder = a_vault(tmp_path, clock, worker="Ola Finch")
    names: list[str] = []
    doors.unlock(
        folder, PASSPHRASE, lambda _opened: doors.desk(lambda desk: names.append(desk.worker.name)), unexpected
    )
    qtbot.waitUntil(lambda: names == ["Ola Finch"])
