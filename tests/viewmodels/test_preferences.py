"""Settings hold at once, and a disk that does not take them is said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ontrack_desktop.services import preferences
from ontrack_desktop.viewmodels.errands import Errands
from ontrack_desktop.viewmodels.preferences import Preferences


@pytest.fixture
def errands(qtbot: QtBot) -> Iterator[Errands]:
    made = Errands()
    yield made
    made.close()


def test_a_change_is_told_once_and_kept(tmp_path: Path, errands: Errands, qtbot: QtBot) -> None:
    found = Preferences(tmp_path, errands)
    with qtbot.waitSignal(found.changed):
        found.change(theme="contrast")
    with qtbot.assertNotEmitted(found.changed):
        found.change(theme="contrast")
    qtbot.waitUntil(lambda: preferences.load(tmp_path).theme == "contrast")


def test_the_vault_that_was_opened_last_comes_first(tmp_path: Path, errands: Errands) -> None:
    found = Preferences(tmp_path, errands)
    for name in ("Hill", "Dale", "Hill"):
        found.remember_vault(tmp_path / name)
    assert found.settings.vaults == (str(tmp_path / "Hill"), str(tmp_path / "Dale"))


def test_a_disk_that_does_not_take_them_is_said_and_they_hold_meanwhile(
    tmp_path: Path, errands: Errands, qtbot: QtBot
) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    found = Preferences(tmp_path / "file" / "config", errands)
    with qtbot.waitSignal(found.refused) as refused:
        found.change(theme="dark")
    assert refused.args is not None
    assert "could not be saved" in str(refused.args[0])
    assert found.settings.theme == "dark"
