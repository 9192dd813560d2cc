"""A real vault with casework in it, made cheaply, for tests of what is done with the whole of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ontrack_desktop.domain.people import Pupil
from ontrack_desktop.services import notes, records, vaults
from ontrack_desktop.services.open_vault import OpenVault
from ontrack_desktop.services.workspace import Clock
from tests import casework, factories
from tests.store.vaults import CHEAP, PASSPHRASE, MemoryDevice

REFERENCE = "BOT-2025-007"


def by_hand(workspace: OpenVault, *statements: str) -> None:
    """Change the store as somebody with the key could, past the program."""
    with workspace.store.connection.writing():
        for statement in statements:
            workspace.store.connection.execute(statement)


def change_the_ledger(workspace: OpenVault, statement: str) -> None:
    """The same with the ledger, whose guard is taken away and put back as it was."""
    guard = workspace.store.connection.value("SELECT sql FROM sqlite_master WHERE name = 'ledger_is_not_changed'")
    by_hand(workspace, "DROP TRIGGER ledger_is_not_changed", statement, guard)


def a_vault(folder: Path, clock: Clock, device: MemoryDevice | None = None, *, written: int = 3) -> Path:
    """The folder of a vault with one pupil, their case and some notes, closed."""
    made = vaults.create_vault(
        folder / "Hill.ontrack", name="Hill", passphrase=PASSPHRASE, worker_name="Dee Marlow", role="Mentor",
        device=device, clock=clock, kdf=CHEAP,
    )  # fmt: skip
    workspace = made.open().workspace
    pupil = factories.a_pupil()
    workspace.change(lambda work: records.save(work, pupil))
    workspace.change(lambda work: records.save(work, casework.a_case(pupil, reference=REFERENCE)))
    write_notes(workspace, pupil, written)
    workspace.close()
    return made.folder


def write_notes(workspace: OpenVault, pupil: Pupil, count: int, **values: object) -> None:
    for _ in range(count):
        note = factories.a_note(pupil, **values)
        workspace.change(lambda work, note=note: notes.save_note(work, note=note))  # type: ignore[misc]


@contextmanager
def opened(folder: Path, clock: Clock, device: MemoryDevice | None = None) -> Iterator[OpenVault]:
    workspace = vaults.open_workspace(folder, PASSPHRASE, device, clock).workspace
    yield workspace
    workspace.close()


def the_pupil(workspace: OpenVault) -> Pupil:
    return workspace.query(lambda read: read.find(Pupil))[0]
