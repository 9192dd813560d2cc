"""The worker thread keeps nothing of whoever asked, once they were answered."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.domain.people import Pupil
from ontrack_desktop.services.workspace import Workspace
from ontrack_desktop.store.store import Store
from ontrack_desktop.viewmodels.background import BackgroundThread, Broken
from tests.conftest import Clock, TestKey
from tests.factories import NOW


class Form(QObject):
    """Asks as forms do, and holds what it was told."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[list[Pupil]] = []

    def take(self, found: list[Pupil]) -> None:
        self.told.append(found)


@pytest.fixture
def background(tmp_path: Path, clock: Clock, qtbot: QtBot) -> Iterator[BackgroundThread]:
    vault, device, path = UUID(int=1), UUID(int=2), tmp_path / "store.db"
    Store.create(path, TestKey(), vault_id=vault, device_id=device, now=NOW).close()

    def opened() -> Workspace:
        return Workspace(Store.open(path, TestKey(), vault_id=vault, device_id=device), UUID(int=3), clock)

    made = BackgroundThread()
    with qtbot.waitSignal(made.opened):
        made.open(opened)
    yield made
    made.close()


def test_a_form_that_was_answered_and_closed_is_gone(background: BackgroundThread, qtbot: QtBot) -> None:
    form = Form()
    for _ in range(2):  # the second takes the place of the first
        background.query(lambda read: read.find(Pupil), form.take, owner=form, key="people")
    background.query(lambda read: read.find(Pupil), form.take, owner=form)
    qtbot.waitUntil(lambda: not background.is_busy)
    assert len(form.told) == 2
    gone = weakref.ref(form)
    del form
    gc.collect()
    assert gone() is None


def test_who_waits_for_an_answer_hears_of_a_fault_too(background: BackgroundThread, qtbot: QtBot) -> None:
    """Or a form that met one while it was saved would stand still for good."""
    told: list[OnTrackError] = []
    faults: list[object] = []
    background.fault.connect(faults.append)
    background.change(lambda _work: {}["nothing"], owner=background, failed=told.append)  # type: ignore[index]
    qtbot.waitUntil(lambda: bool(told))
    assert isinstance(told[0], Broken)
    assert [type(fault) for fault in faults] == [KeyError]
