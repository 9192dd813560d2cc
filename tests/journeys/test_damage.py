"""A vault that does not open as it should: each time one sentence, and a button that leads out."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ontrack_desktop.domain.ledger import Act
from ontrack_desktop.domain.notes import Note
from ontrack_desktop.services import backups, vaults
from ontrack_desktop.system import settings
from ontrack_desktop.ui.screens.restore import RestoreScreen
from ontrack_desktop.ui.screens.settings import SettingsScreen
from ontrack_desktop.ui.screens.today import TodayScreen
from ontrack_desktop.ui.screens.unlock import UnlockScreen
from ontrack_desktop.ui.window import Window
from tests.conftest import Clock
from tests.hands import click
from tests.services import vault_at_hand
from tests.services.vault_at_hand import the_pupil, write_notes
from tests.store.vaults import PASSPHRASE, MemoryDevice

from .laptop import Day

StartDay = Callable[[], Day]


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> MemoryDevice:
    """What this computer remembers outside the vault."""
    made = MemoryDevice()
    monkeypatch.setattr(vaults, "this_device", lambda: made)
    return made


@pytest.fixture
def vault(tmp_path: Path, clock: Clock, keyring: MemoryDevice, own_home: Path) -> Path:
    """A vault with three notes in its only backup, and two that were written after it."""
    folder = vault_at_hand.a_vault(tmp_path, clock, keyring)
    with vault_at_hand.opened(folder, clock, keyring) as workspace:
        made = backups.make(backups.source_of(workspace))
        workspace.change(lambda work: backups.enter(work, made=made))
        clock.now += timedelta(minutes=20)
        write_notes(workspace, the_pupil(workspace), 2)
    settings.save(settings.Settings(vaults=(str(folder),)), own_home / "config")
    return folder


def lock_screen(day: Day) -> UnlockScreen:
    found = day.screen(UnlockScreen)
    assert isinstance(found, UnlockScreen)
    return found


def restore_screen(day: Day) -> RestoreScreen:
    found = day.screen(RestoreScreen)
    assert isinstance(found, RestoreScreen)
    day.qtbot.waitUntil(lambda: found.model.choices is not None)
    return found


def type_passphrase(lock: UnlockScreen) -> None:
    QTest.keyClicks(lock.ui.passphrase.line, PASSPHRASE)
    QTest.keyClick(lock.ui.passphrase.line, Qt.Key.Key_Return)


def count_notes(day: Day, window: Window, expected: int) -> None:
    found: list[int] = []
    window.desk.background.query(lambda read: read.count(Note), found.append, owner=window)
    day.qtbot.waitUntil(lambda: bool(found))
    assert found == [expected]


def damage(vault: Path) -> None:
    data = bytearray((vault / "store.db").read_bytes())
    data[:4096] = b"\x00" * 4096
    (vault / "store.db").write_bytes(data)


def test_a_damaged_vault_is_put_back_from_the_lock_screen_and_opens_with_one_more_click(
    day: Day, vault: Path, keyring: MemoryDevice, clock: Clock
) -> None:
    damage(vault)
    lock = lock_screen(day)
    type_passphrase(lock)
    day.qtbot.waitUntil(lock.ui.trouble_page.isVisible)
    assert lock.ui.heading.text() == "This vault does not open"
    assert lock.ui.trouble_sentence.text() == "The file with the casework is damaged."
    day.qtbot.waitUntil(lock.ui.first_step.hasFocus)
    QTest.keyClick(lock.ui.first_step, Qt.Key.Key_Space)
    restore = restore_screen(day)
    ui = restore.ui
    assert ui.passphrase.text() == PASSPHRASE  # typed once is enough
    click(ui.check_button)
    day.qtbot.waitUntil(ui.decide_page.isVisible)
    assert "cannot be told" in ui.loss.text()
    assert "is not deleted" in ui.kept.text()
    click(ui.put_button)
    day.qtbot.waitUntil(ui.done_page.isVisible)
    aside = next(vault.glob("set-aside-*"))
    assert aside.name in ui.done.text()
    assert (aside / "store.db").read_bytes()[:4096] == b"\x00" * 4096
    click(ui.open_button)
    window = day.window()
    count_notes(day, window, 3)
    entered: list[int] = []
    ask = window.desk.background.query
    ask(lambda read: len(read.entries(act=Act.RESTORED)), entered.append, owner=window)
    day.qtbot.waitUntil(lambda: entered == [1])


def test_an_older_copy_is_told_of_first_can_be_read_and_a_newer_backup_put_back(
    vault: Path, start_day: StartDay, clock: Clock, keyring: MemoryDevice
) -> None:
    backup = next((vault / "backups").glob("*.db"))
    with vault_at_hand.opened(vault, clock, keyring) as workspace:
        clock.now += timedelta(hours=2)
        made = backups.make(backups.source_of(workspace))
        workspace.change(lambda work: backups.enter(work, made=made))
    for ending in ("-wal", "-shm"):
        (vault / f"store.db{ending}").unlink(missing_ok=True)
    shutil.copyfile(backup, vault / "store.db")  # somebody put last week's file there
    day = start_day()
    lock = lock_screen(day)
    type_passphrase(lock)
    day.qtbot.waitUntil(lock.ui.trouble_page.isVisible)
    assert lock.ui.heading.text() == "This is an older copy"
    click(lock.ui.second_step)
    window = day.window()
    count_notes(day, window, 3)
    assert window.shell.backup_line.text() == "Older copy, read only"
    day.program.leave("asked")
    day.ended()
    day.switch_on()
    lock = lock_screen(day)
    type_passphrase(lock)
    day.qtbot.waitUntil(lock.ui.trouble_page.isVisible)
    click(lock.ui.first_step)
    ui = restore_screen(day).ui
    assert ui.list.model().rowCount() == 2
    click(ui.check_button)  # the newest is chosen already
    day.qtbot.waitUntil(ui.decide_page.isVisible)
    click(ui.put_button)
    day.qtbot.waitUntil(ui.done_page.isVisible)
    click(ui.open_button)
    window = day.window()
    count_notes(day, window, 5)
    assert day.program.doors.opened.workspace.reading_only is None  # type: ignore[union-attr]


def test_from_settings_the_program_locks_and_says_what_would_be_missing(day: Day, vault: Path) -> None:
    window = day.unlock()
    day.qtbot.waitUntil(lambda: window.shell.backup_line.text().startswith("Backed up "))
    today = window._made["today"]
    assert isinstance(today, TodayScreen)
    assert today.ui.backup_words.text().endswith("and checked, beside the vault.")
    QTest.mouseClick(window.shell.backup_line, Qt.MouseButton.LeftButton)
    page = window._made["settings"]
    assert isinstance(page, SettingsScreen)
    click(page.backups.ui.restore_button)
    click(page.backups.ui.restore_go)
    day.ended()
    assert day.program.begins_anew
    day.switch_on()
    restore = restore_screen(day)
    ui = restore.ui
    assert ui.passphrase.text() == ""
    QTest.keyClicks(ui.passphrase.line, "otter")
    QTest.keyClick(ui.passphrase.line, Qt.Key.Key_Return)
    day.qtbot.waitUntil(lambda: "does not open this vault" in ui.choose_error.text())
    ui.passphrase.line.selectAll()
    QTest.keyClicks(ui.passphrase.line, PASSPHRASE)
    QTest.keyClick(ui.passphrase.line, Qt.Key.Key_Return)
    day.qtbot.waitUntil(ui.decide_page.isVisible)
    assert ui.loss.text().endswith("Written after this backup, and missing if you put it back: 2 notes.")
    click(ui.other_button)
    click(ui.leave_button)
    window = day.unlock()
    count_notes(day, window, 5)
