"""A vault on a write-protected stick: told first, read page by page, and not a byte of it is changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ontrack_desktop.services import vaults
from ontrack_desktop.system import settings
from ontrack_desktop.ui.screens.pupil import PupilScreen
from ontrack_desktop.ui.screens.unlock import UnlockScreen
from ontrack_desktop.ui.window import Window
from tests.conftest import Clock
from tests.services import vault_at_hand
from tests.services.vault_at_hand import the_pupil
from tests.store.vaults import PASSPHRASE
from tests.write_protected import contents, write_protected

from .laptop import Day

CANNOT = "Nothing can be saved: this vault cannot be written to."


@pytest.fixture
def vault(tmp_path: Path, clock: Clock, own_home: Path) -> Path:
    folder = vault_at_hand.a_vault(tmp_path, clock)
    settings.save(settings.Settings(vaults=(str(folder),)), own_home / "config")
    return folder


def try_passphrase(lock: UnlockScreen, typed: str) -> None:
    lock.ui.passphrase.line.selectAll()
    QTest.keyClicks(lock.ui.passphrase.line, typed)
    QTest.keyClick(lock.ui.passphrase.line, Qt.Key.Key_Return)


def lock_screen(day: Day) -> UnlockScreen:
    found = day.screen(UnlockScreen)
    assert isinstance(found, UnlockScreen)
    return found


def at_rest(day: Day, window: Window) -> None:
    background = day.program.doors.background
    assert background is not None
    day.qtbot.waitUntil(lambda: not background.is_busy)


def test_a_vault_that_cannot_be_written_to_is_read_and_locked_again(
    vault: Path, clock: Clock, start_day: Callable[[], Day]
) -> None:
    opened = vaults.open_workspace(vault, PASSPHRASE, None, clock).workspace
    pupil = the_pupil(opened)
    opened.close()
    before = contents(vault)
    with write_protected(vault):
        day = start_day()
        lock = lock_screen(day)
        try_passphrase(lock, "not the passphrase")
        day.qtbot.waitUntil(lambda: "does not open this vault" in lock.ui.passphrase_error.text())
        try_passphrase(lock, PASSPHRASE)
        day.qtbot.waitUntil(lock.ui.trouble_page.isVisible)
        assert lock.ui.heading.text() == "This vault is read-only"
        assert lock.ui.trouble_sentence.text() == (
            "This vault cannot be written to. You can read it; nothing can be changed."
        )
        lock.model.vault_chosen.emit(vault)  # it was given back: it can be chosen again
        lock = lock_screen(day)
        try_passphrase(lock, PASSPHRASE)
        day.qtbot.waitUntil(lock.ui.trouble_page.isVisible)
        day.qtbot.waitUntil(lock.ui.first_step.hasFocus)
        QTest.keyClick(lock.ui.first_step, Qt.Key.Key_Space)

        window = day.window()
        assert window.told_bar.words.text().startswith("This vault cannot be written to.")
        assert window.shell.backup_line.text() == "Read only"
        window.navigator.pupil_wanted.emit(pupil.id, "journal")
        page = window._made["pupil"]
        assert isinstance(page, PupilScreen)
        day.qtbot.waitUntil(lambda: page.model.head is not None)
        at_rest(day, window)
        assert not window.told_bar.words.text().startswith(CANNOT), "to look at a pupil is not refused"

        day.press(Qt.Key.Key_N)
        assert window.told_bar.words.text().startswith(CANNOT)
        assert window._panel is None
        day.press(Qt.Key.Key_L)
        day.ended()
        assert day.program.begins_anew
        day.switch_on()
        assert lock_screen(day).model.half_written == ""
    assert contents(vault) == before
