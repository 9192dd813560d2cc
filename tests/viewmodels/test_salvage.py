"""What can be read of a damaged vault comes into a new one; the damaged one is only read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ontrack_desktop.domain.notes import Note
from ontrack_desktop.services import vaults
from ontrack_desktop.viewmodels.salvage import EVERYTHING, SalvageModel
from tests.conftest import Clock
from tests.entrance import make_keys_cheap
from tests.services.vault_at_hand import a_vault, opened, the_pupil, write_notes
from tests.store.vaults import PASSPHRASE

PAGE = 4096
NOTES = 60


class Wreck:
    """A vault one of whose pages was overwritten, and somebody before it."""

    def __init__(self, folder: Path, clock: Clock, qtbot: QtBot) -> None:
        self.folder, self.clock, self.qtbot = folder, clock, qtbot
        self.store = folder / "store.db"
        self.model = SalvageModel(folder, clock)

    def damage(self, page: int) -> None:
        data = bytearray(self.store.read_bytes())
        assert len(data) > (page + 1) * PAGE
        data[page * PAGE : (page + 1) * PAGE] = b"\x00" * PAGE
        self.store.write_bytes(data)

    def save(self, passphrase: str = PASSPHRASE) -> None:
        self.model.save(passphrase)
        self.qtbot.waitUntil(lambda: not self.model.is_busy)

    def vaults(self) -> list[str]:
        return sorted(path.name for path in self.folder.parent.glob("*.ontrack"))


@pytest.fixture
def wreck(tmp_path: Path, clock: Clock, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Wreck]:
    make_keys_cheap(monkeypatch)
    folder = a_vault(tmp_path, clock, written=0)
    with opened(folder, clock) as workspace:
        write_notes(workspace, the_pupil(workspace), NOTES, text="The kettle boiled. " * 40)
    made = Wreck(folder, clock, qtbot)
    yield made
    made.model.close()


def test_a_damaged_page_in_the_middle_costs_little_and_nothing_of_the_damaged_file(wreck: Wreck) -> None:
    wreck.damage(len(wreck.store.read_bytes()) // PAGE // 2)
    before = wreck.store.read_bytes()
    wreck.save()
    assert wreck.model.saved is not None
    assert wreck.vaults() == ["Hill saved 2026-11-04.ontrack", "Hill.ontrack"]
    assert wreck.store.read_bytes() == before
    assert wreck.model.lost_something
    assert "something may be missing" in wreck.model.lost_words
    with opened(wreck.model.saved.folder, wreck.clock) as workspace:
        there = workspace.query(lambda read: read.count(Note))
        assert there == wreck.model.saved.saved["note"]
        assert NOTES - 20 < there <= NOTES
        pupil = the_pupil(workspace)
        assert workspace.query(lambda read: read.maybe(type(pupil), pupil.id))
    assert wreck.model.saved_words.startswith("In the new vault “Hill saved 2026-11-04”: ")
    assert f"{there} notes" in wreck.model.saved_words


def test_of_a_whole_vault_everything_is_read(wreck: Wreck) -> None:
    wreck.save()
    assert wreck.model.lost_words == EVERYTHING
    assert wreck.model.saved is not None
    assert wreck.model.saved.saved["note"] == NOTES


def test_stopping_half_way_leaves_no_new_vault(wreck: Wreck) -> None:
    wreck.model._work.moved.connect(lambda *_how_far: wreck.model.stop(), Qt.ConnectionType.DirectConnection)
    wreck.save()
    assert wreck.model.saved is None
    assert wreck.model.problem is None
    assert wreck.vaults() == ["Hill.ontrack"]
    vaults.open_workspace(wreck.folder, PASSPHRASE, None, wreck.clock).workspace.close()


def test_a_wrong_passphrase_is_said_and_makes_nothing(wreck: Wreck) -> None:
    wreck.save("")
    assert "Type the passphrase" in str(wreck.model.problem)
    wreck.save("otter")
    assert "does not open this vault" in str(wreck.model.problem)
    assert wreck.vaults() == ["Hill.ontrack"]
