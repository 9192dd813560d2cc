"""What tests share: a real encrypted store, a clock that stands still, a desk to work at."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from ontrack_desktop.domain.people import Pupil, Worker
from ontrack_desktop.domain.record import Record
from ontrack_desktop.services import records
from ontrack_desktop.services.workspace import Workspace
from ontrack_desktop.store.store import Store
from ontrack_desktop.viewmodels.background import Inline
from ontrack_desktop.viewmodels.desk import Desk

from . import factories
from .rosie import Rosie


class TestKey:
    """A data key without a vault around it."""

    __test__ = False
    hex = "5e" * 32

    def subkey(self, purpose: str) -> bytes:
        return hashlib.sha256(purpose.encode()).digest()


class Clock:
    """A clock that shows what it is set to."""

    def __init__(self) -> None:
        self.now = factories.NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def worker() -> Worker:
    return factories.a_worker()


@pytest.fixture
def store_path(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


@pytest.fixture
def store(store_path: Path) -> Iterator[Store]:
    """A real encrypted store, new and empty."""
    made = Store.create(
        store_path, TestKey(), vault_id=factories.an_id(), device_id=factories.an_id(), now=factories.NOW
    )
    yield made
    made.close()


@pytest.fixture
def workspace(store: Store, worker: Worker, clock: Clock) -> Workspace:
    """The unlocked store in the hands of `worker`, whose record is in it."""
    made = Workspace(store, worker.id, clock)
    made.change(lambda work: records.save(work, worker))
    return made


@pytest.fixture
def keep(workspace: Workspace) -> Callable[..., None]:
    """`keep(record, …)` writes records as a user's act would."""

    def write(*written: Record) -> None:
        def command(work: object) -> None:
            for record in written:
                records.save(work, record)  # type: ignore[arg-type]

        workspace.change(command)

    return write


@pytest.fixture
def pupil(keep: Callable[..., None]) -> Pupil:
    made = factories.a_pupil()
    keep(made)
    return made.model_copy(update={"version": 1})


@pytest.fixture
def rosie(worker: Worker, keep: Callable[..., None]) -> Rosie:
    """A pupil with casework of every kind."""
    made = Rosie(worker)
    keep(*made.records())
    return made


@pytest.fixture
def desk(workspace: Workspace, worker: Worker, clock: Clock) -> Iterator[Desk]:
    """A desk whose background answers at once. Closed with the test, as a lock closes it."""
    background = Inline(workspace)
    yield Desk(background, clock, worker)
    background.close()
