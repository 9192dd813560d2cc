"""The first day: a vault is made, a note is begun, the program locks, and everything is there again."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from ontrack_desktop.demo import build
from ontrack_desktop.services import drafts, vaults
from ontrack_desktop.store import unit_of_work
from ontrack_desktop.system import demo_vault
from ontrack_desktop.ui.lock_watch import LockWatch
from ontrack_desktop.ui.program import Program
from ontrack_desktop.ui.screens.first_run import FirstRunScreen
from ontrack_desktop.ui.screens.note import NoteScreen
from ontrack_desktop.ui.screens.unlock import UnlockScreen
from ontrack_desktop.ui.window import Window
from ontrack_desktop.viewmodels.first_run import SHEET, YOU
from tests.conftest import Clock
from tests.entrance import a_vault
from tests.store.vaults import PASSPHRASE

from .laptop import Day

CTRL = Qt.KeyboardModifier.ControlModifier
TEXT = "The xylophone lesson went better than anybody feared."


def make_vault(day: Day, sheet_path: Path, monkeypatch: pytest.MonkeyPatch) -> Window:
    """The three steps, by keyboard as far as the file dialog."""
    first = day.screen(FirstRunScreen)
    assert isinstance(first, FirstRunScreen)
    day.qtbot.waitUntil(lambda: first.model.place is not None)
    new = first.new_passphrase.ui
    QTest.keyClicks(new.passphrase.line, PASSPHRASE)
    QTest.keyClick(new.passphrase.line, Qt.Key.Key_Return)
    QTest.keyClicks(new.again.line, PASSPHRASE)
    QTest.keyClick(new.again.line, Qt.Key.Key_Return)
    day.qtbot.waitUntil(lambda: first.model.step == SHEET)
    sheet = first.sheet
    assert sheet is not None
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(sheet_path), ""))
    QTest.keyClick(sheet.ui.save_button, Qt.Key.Key_Space)
    day.qtbot.waitUntil(lambda: sheet.model.saved_to is not None)
    letters = groups_on(sheet_path)
    for field, number in zip((sheet.ui.group_1, sheet.ui.group_2), sheet.model.asked, strict=True):
        QTest.keyClicks(field, letters[number - 1])
    QTest.keyClick(sheet.ui.group_2, Qt.Key.Key_Return)
    day.qtbot.waitUntil(lambda: first.model.step == YOU)
    QTest.keyClicks(first.ui.your_name, "Georgina Brightwell")
    QTest.keyClick(first.ui.your_name, Qt.Key.Key_Return)
    QTest.keyClicks(first.ui.your_role, "Designated worker")
    QTest.keyClick(first.ui.your_role, Qt.Key.Key_Return)
    return day.window()


def groups_on(sheet: Path) -> list[str]:
    """The groups as they are read off the sheet: the characters that follow the number of each."""
    text = PdfReader(sheet).pages[0].extract_text()
    code = text.split("What it is for")[0]
    found = []
    for number in range(1, 10):
        after = code.split(f"\n{number}\n")[1] if f"\n{number}\n" in code else ""
        found.append("".join(after.split())[: 4 if number < 9 else 2])
    return found


def begin_note(day: Day, window: Window) -> NoteScreen:
    day.press(Qt.Key.Key_N)
    panel = window._panel
    assert isinstance(panel, NoteScreen)
    QTest.keyClicks(panel.ui.text, TEXT)
    for _ in range(7):
        QTest.keyClick(panel.ui.text, Qt.Key.Key_Left)
    return panel


def test_from_nothing_to_today_and_back_behind_the_lock(
    day: Day, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = make_vault(day, tmp_path / "sheet.pdf", monkeypatch)
    assert window.shell.current_page() == "today"
    assert window.desk.worker.name == "Georgina Brightwell"
    begin_note(day, window)

    day.press(Qt.Key.Key_L)
    day.ended()
    assert day.program.begins_anew
    # the vault is closed: another process could have it
    opened = vaults.open_workspace(tmp_path / "My caseload.ontrack", PASSPHRASE, None, lambda: window.desk.now())
    assert opened.workspace.query(lambda read: drafts.mine(read)[0].state["text"]) == TEXT
    opened.workspace.close()

    day.switch_on()
    lock = day.screen(UnlockScreen)
    assert isinstance(lock, UnlockScreen)
    assert lock.ui.heading.text() == "Locked"
    assert lock.ui.lead.text() == "Your half-written note is safe. It will be there when you are back."
    window = day.unlock()
    qtbot.waitUntil(lambda: window._panel is not None)
    panel = window._panel
    assert isinstance(panel, NoteScreen)
    assert panel.ui.text.toPlainText() == TEXT
    assert panel.ui.text.textCursor().position() == len(TEXT) - 7


def test_closing_the_window_keeps_the_note_and_begins_at_today_next_time(
    day: Day, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = make_vault(day, tmp_path / "sheet.pdf", monkeypatch)
    begin_note(day, window)
    day.program.frame.close()
    day.ended()
    assert not day.program.begins_anew
    day.switch_on()
    lock = day.screen(UnlockScreen)
    assert isinstance(lock, UnlockScreen)
    assert lock.ui.heading.text() == "Welcome back"
    window = day.unlock()
    assert window._panel is None
    found: list[object] = []
    window.desk.background.query(drafts.mine, found.append, owner=window)
    qtbot.waitUntil(lambda: bool(found))
    assert [draft.state["text"] for draft in found[0]] == [TEXT]  # type: ignore[attr-defined]


def test_a_note_that_cannot_be_kept_is_not_locked_away(
    day: Day, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk while locking: the casework is covered, the note stays, and trying again locks."""
    from ontrack_desktop.domain.errors import OnTrackError

    window = make_vault(day, tmp_path / "sheet.pdf", monkeypatch)
    panel = begin_note(day, window)

    def full(*_args: object) -> None:
        raise OnTrackError("The disk is full.", "Make room, then try again.")

    with monkeypatch.context() as broken:
        broken.setattr(unit_of_work.UnitOfWork, "keep_draft", full)
        day.press(Qt.Key.Key_L)
        cover = day.program.frame.cover
        assert cover is not None
        qtbot.waitUntil(cover.again_button.isVisible)
        assert "could not be kept yet" in cover.words.text()
        assert "The disk is full." in cover.words.text()
        assert cover.geometry() == day.program.frame.rect()
        QTest.mouseClick(cover.back_button, Qt.MouseButton.LeftButton)
        assert panel.ui.text.toPlainText() == TEXT
        day.press(Qt.Key.Key_L)
        cover = day.program.frame.cover
        assert cover is not None
        qtbot.waitUntil(cover.again_button.isVisible)
    QTest.mouseClick(cover.again_button, Qt.MouseButton.LeftButton)
    day.ended()
    assert day.program.begins_anew
    day.switch_on()
    window = day.unlock()
    qtbot.waitUntil(lambda: window._panel is not None)
    assert isinstance(window._panel, NoteScreen)
    assert window._panel.ui.text.toPlainText() == TEXT


def test_nobody_there_for_the_chosen_minutes_locks(
    day: Day, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_vault(day, tmp_path / "sheet.pdf", monkeypatch)
    watch: LockWatch = day.program.watch
    day.program.preferences.change(idle_minutes=2)
    hands = [watch._steady(), watch._wall()]
    watch._steady, watch._wall = (lambda: hands[0]), (lambda: hands[1])
    watch.start()
    for _ in range(4):  # looked at every 29 seconds: the computer did not sleep
        hands[:] = [hands[0] + 29, hands[1] + 29]
        watch.look()
        assert not day.program.begins_anew
    hands[:] = [hands[0] + 9, hands[1] + 9]  # 125 seconds, and 120 were chosen
    watch.look()
    day.ended()
    assert day.program.begins_anew
    day.switch_on()
    lock = day.screen(UnlockScreen)
    assert isinstance(lock, UnlockScreen)
    assert "nobody touched it" in lock.ui.lead.text()


def test_the_demo_is_built_opened_and_says_its_passphrase_when_it_is_locked(
    day: Day, tmp_path: Path, clock: Clock, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert demo_vault.PASSPHRASE == build.PASSPHRASE
    day.program.leave("")
    day.ended()
    monkeypatch.setattr("tests.entrance.PASSPHRASE", demo_vault.PASSPHRASE)
    day.program = Program(day.app, day.config, make_demo=lambda: a_vault(tmp_path, clock, name="Demo"))
    day.program.start()
    first = day.screen(FirstRunScreen)
    assert isinstance(first, FirstRunScreen)
    QTest.mouseClick(first.ui.demo_button, Qt.MouseButton.LeftButton)
    window = day.window()
    assert window.desk.worker.name == "Dee Marlow"
    assert day.program.preferences.settings.vaults == ()  # the next start asks for one's own vault again
    window.lock_wanted.emit()
    day.ended()
    day.program = Program(day.app, day.config, demo=day.program.demo)
    day.program.start()
    lock = day.screen(UnlockScreen)
    assert isinstance(lock, UnlockScreen)
    assert demo_vault.PASSPHRASE in lock.ui.hint.text()


def test_logging_off_keeps_what_was_typed_without_asking(
    day: Day, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = make_vault(day, tmp_path / "sheet.pdf", monkeypatch)
    begin_note(day, window)
    day.program._session_ends()
    opened = vaults.open_workspace(tmp_path / "My caseload.ontrack", PASSPHRASE, None, clock)
    assert opened.workspace.query(lambda read: drafts.mine(read)[0].state["text"]) == TEXT
    opened.workspace.close()
    assert day.program.frame.cover is not None
    assert day.program._still_here.isActive()
    assert day.program.frame.close()


def test_where_somebody_stops_the_logging_off_the_vault_waits_behind_its_lock(
    day: Day, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = make_vault(day, tmp_path / "sheet.pdf", monkeypatch)
    begin_note(day, window)
    day.program._session_ends()
    day.program._still_here.timeout.emit()  # five seconds later
    day.ended()
    assert day.program.begins_anew
    day.switch_on()
    window = day.unlock()
    day.qtbot.waitUntil(lambda: window._panel is not None)
    panel = window._panel
    assert isinstance(panel, NoteScreen)
    assert panel.ui.text.toPlainText() == TEXT


def test_it_also_locks_before_the_window_is_there(
    day: Day, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The vault is open from the moment it is made: the sheet on the screen is no reason to leave it open."""
    first = day.screen(FirstRunScreen)
    assert isinstance(first, FirstRunScreen)
    qtbot.waitUntil(lambda: first.model.place is not None)
    for field in (first.new_passphrase.ui.passphrase.line, first.new_passphrase.ui.again.line):
        QTest.keyClicks(field, PASSPHRASE)
    QTest.mouseClick(first.ui.create_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: first.model.step == SHEET)
    day.program.watch.tell("system")
    day.ended()
    assert day.program.begins_anew
    day.switch_on()
    lock = day.screen(UnlockScreen)
    assert isinstance(lock, UnlockScreen)
    QTest.keyClicks(lock.ui.passphrase.line, PASSPHRASE)
    QTest.keyClick(lock.ui.passphrase.line, Qt.Key.Key_Return)
    asked = day.screen(FirstRunScreen)
    assert isinstance(asked, FirstRunScreen)
    assert asked.model.step == YOU  # the name is still missing, and asked for now
    QTest.keyClicks(asked.ui.your_name, "Ola Finch")
    QTest.mouseClick(asked.ui.finish_button, Qt.MouseButton.LeftButton)
    window = day.window()
    qtbot.waitUntil(window.told_bar.isVisible)
    assert "recovery sheet" in window.told_bar.words.text()
