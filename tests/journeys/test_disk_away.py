"""The vault's disk is pulled out while it is open: it is said, and what is typed waits until the disk is back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest

from ontrack_desktop.domain.drafts import Draft
from ontrack_desktop.domain.people import Pupil
from ontrack_desktop.ui.screens.first_run import FirstRunScreen
from ontrack_desktop.ui.screens.note import NoteScreen
from ontrack_desktop.ui.screens.unlock import UnlockScreen
from ontrack_desktop.ui.window import Window

from .laptop import Day

FIRST, REST = "Gran says he slept through.", " He ate toast."


def begun_note(day: Day, window: Window) -> NoteScreen:
    """A note of which the first sentence is kept."""
    day.press(Qt.Key.Key_N)
    panel = window._panel
    assert isinstance(panel, NoteScreen)
    QTest.keyClicks(panel.ui.text, FIRST)
    panel.model.keep_now()
    day.qtbot.waitUntil(lambda: panel.model.state == "kept")
    return panel


def press(day: Day, keys: str) -> None:
    QTest.keySequence(day.program.frame.windowHandle(), QKeySequence(keys))


def test_it_is_said_and_what_was_typed_is_kept_by_itself_when_the_disk_is_back(
    day: Day, window: Window, vault: Path
) -> None:
    panel = begun_note(day, window)
    away = vault.rename(vault.with_name("AWAY"))
    QTest.keyClicks(panel.ui.text, REST)
    panel.model.keep_now()
    day.qtbot.waitUntil(lambda: panel.model.state == "not_saved")
    assert window.told_bar.words.text() == (
        "This was not saved: the disk with this vault does not answer. Keep this window open: what you typed is still "
        "here. Check that the disk is plugged in and not full, then try again."
    )
    assert panel.ui.text.toPlainText() == FIRST + REST
    window.show_page("pupils")  # what is shown can still be looked at
    away.rename(vault)
    assert panel.model._again_timer.isActive()
    assert panel.model._again_timer.interval() == 5_000
    panel.model._again_timer.timeout.emit()  # five seconds later
    day.qtbot.waitUntil(lambda: panel.model.state == "kept")
    found: list[Draft] = []
    window.desk.background.query(lambda read: read.find(Draft)[0], found.append, owner=window)
    day.qtbot.waitUntil(lambda: bool(found))
    assert found[0].state["text"] == FIRST + REST


@pytest.mark.parametrize("key", ["Escape", "Ctrl+N"])
def test_a_note_that_cannot_be_kept_is_not_put_away(day: Day, window: Window, vault: Path, key: str) -> None:
    panel = begun_note(day, window)
    away = vault.rename(vault.with_name("AWAY"))
    QTest.keyClicks(panel.ui.text, REST)
    press(day, key)  # before a second has passed: nobody knows yet that the disk is away
    day.qtbot.waitUntil(lambda: window.told_bar.words.text().startswith("Your note stays open."))
    assert window._panel is panel
    assert panel.ui.text.toPlainText() == FIRST + REST
    away.rename(vault)
    press(day, key)
    day.qtbot.waitUntil(lambda: window._panel is not panel)
    found: list[Draft] = []
    window.desk.background.query(lambda read: read.find(Draft)[0], found.append, owner=window)
    day.qtbot.waitUntil(lambda: bool(found))
    assert found[0].state["text"] == FIRST + REST


@pytest.mark.parametrize("key", ["Escape", "Ctrl+L"])
def test_what_was_refused_while_somebody_left_it_is_not_lost(day: Day, window: Window, vault: Path, key: str) -> None:
    pupils: list[Pupil] = []
    window.desk.background.query(lambda read: read.find(Pupil), pupils.extend, owner=window)
    day.qtbot.waitUntil(lambda: bool(pupils))
    panel = begun_note(day, window)
    panel.model.show("pupil_ids", [str(pupils[0].id)])
    away = vault.rename(vault.with_name("AWAY"))
    QTest.keyClicks(panel.ui.text, REST)
    panel.ui.save_button.click()
    assert panel.model.state == "saving"
    press(day, key)  # before it is known that the disk is away
    day.qtbot.waitUntil(lambda: panel.model.state == "not_saved")
    cover = day.program.frame.cover
    if cover is not None:
        day.qtbot.waitUntil(cover.again_button.isVisible)
        QTest.mouseClick(cover.back_button, Qt.MouseButton.LeftButton)
    else:
        day.qtbot.waitUntil(lambda: window.told_bar.words.text().startswith("Your note stays open."))
    assert window._panel is panel
    assert panel.ui.text.toPlainText() == FIRST + REST
    away.rename(vault)


def test_while_it_stays_away_nothing_is_said_twice_and_locking_waits(day: Day, window: Window, vault: Path) -> None:
    panel = begun_note(day, window)
    told: list[str] = []
    away = vault.rename(vault.with_name("AWAY"))
    window.navigator.told.connect(lambda said, _tone: told.append(said))
    QTest.keyClicks(panel.ui.text, REST)
    panel.model.keep_now()
    day.qtbot.waitUntil(lambda: panel.model.state == "not_saved")
    for _ in range(3):
        panel.model._again_timer.timeout.emit()
        day.qtbot.waitUntil(panel.model._again_timer.isActive)
    assert len(told) == 1
    day.press(Qt.Key.Key_L)
    cover = day.program.frame.cover
    assert cover is not None
    day.qtbot.waitUntil(cover.again_button.isVisible)
    assert "the disk with this vault does not answer" in cover.words.text()
    away.rename(vault)
    QTest.mouseClick(cover.again_button, Qt.MouseButton.LeftButton)
    day.ended()
    day.switch_on()
    window = day.unlock()
    day.qtbot.waitUntil(lambda: window._panel is not None)
    back = window._panel
    assert isinstance(back, NoteScreen)
    assert back.ui.text.toPlainText() == FIRST + REST


def test_with_nothing_half_written_it_locks_and_waits_for_the_disk(day: Day, window: Window, vault: Path) -> None:
    away = vault.rename(vault.with_name("AWAY"))
    day.press(Qt.Key.Key_L)
    day.ended()
    day.switch_on()
    lock = day.screen(UnlockScreen)
    assert isinstance(lock, UnlockScreen)
    day.qtbot.waitUntil(lock.ui.trouble_page.isVisible)
    assert lock.ui.heading.text() == "This vault is not here"
    assert "plug that in" in lock.ui.trouble_next.text()
    away.rename(vault)
    QTest.mouseClick(lock.ui.first_step, Qt.MouseButton.LeftButton)
    day.qtbot.waitUntil(lock.ui.passphrase.isVisible)
    day.unlock()


def test_a_vault_that_is_gone_for_good_does_not_stand_in_the_way_of_a_new_one(
    day: Day, window: Window, vault: Path
) -> None:
    vault.rename(vault.with_name("AWAY"))
    day.press(Qt.Key.Key_L)
    day.ended()
    day.switch_on()
    lock = day.screen(UnlockScreen)
    assert isinstance(lock, UnlockScreen)
    day.qtbot.waitUntil(lock.ui.trouble_page.isVisible)
    QTest.mouseClick(lock.ui.second_step, Qt.MouseButton.LeftButton)
    assert day.screen(FirstRunScreen)
