"""The window's frame: where one is, what the keys do, and the blank screen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ontrack_desktop.ui.shell import Shell
from ontrack_desktop.ui.theme import THEME_NAMES, ThemeName, apply_theme, load_theme
from ontrack_desktop.ui.widgets.plain_text_edit import NoteEdit

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> None:
    apply_theme(qapp, load_theme("light"))


@pytest.fixture
def shell(qtbot: QtBot) -> Shell:
    made = Shell(["today", "pupils", "settings"])
    qtbot.addWidget(made)
    for name in ("today", "pupils", "settings"):
        made.add_page(name, QLabel(name))
    made.add_page("pupil", QLabel("pupil"), under="pupils")
    made.resize(1280, 800)
    made.show()
    made.activateWindow()
    made.show_page("today")
    return made


def rail(shell: Shell) -> dict[str, QAbstractButton]:
    return {b.accessibleName(): b for b in shell.rail.findChildren(QAbstractButton)}


def test_the_rail_shows_only_pages_that_there_are(shell: Shell) -> None:
    assert list(rail(shell)) == ["Today", "Pupils", "Settings", "No backup yet", "Lock", "Blank screen"]


def test_a_count_is_shown_and_said(shell: Shell) -> None:
    shell.set_count("pupils", 45)
    assert "Pupils, 45" in rail(shell)
    shell.set_count("pupils", 0)
    assert "Pupils" in rail(shell)


def test_the_rail_asks_for_a_page_and_tells_the_one_that_is_shown(shell: Shell, qtbot: QtBot) -> None:
    with qtbot.waitSignal(shell.page_wanted) as told:
        QTest.mouseClick(rail(shell)["Pupils"], Qt.MouseButton.LeftButton)
    assert told.args == ["pupils"]
    assert rail(shell)["Today"].isChecked(), "the page was not shown, so the rail still tells the old one"
    shell.show_page("pupil")
    assert rail(shell)["Pupils"].isChecked()
    assert shell.current_page() == "pupil"


@pytest.mark.parametrize(("key", "signal"), [("K", "find_wanted"), ("N", "note_wanted"), ("L", "lock_wanted")])
def test_keys_ask_for_finding_writing_and_locking(shell: Shell, qtbot: QtBot, key: str, signal: str) -> None:
    qtbot.waitUntil(lambda: QApplication.focusWindow() is shell.windowHandle())
    with qtbot.waitSignal(getattr(shell, signal)):
        QTest.keyClick(shell.windowHandle(), getattr(Qt.Key, f"Key_{key}"), CTRL)


def test_pages_are_reached_with_control_and_their_number(shell: Shell, qtbot: QtBot) -> None:
    with qtbot.waitSignal(shell.page_wanted) as told:
        QTest.keyClick(shell, Qt.Key.Key_2, CTRL)
    assert told.args == ["pupils"]


def test_everything_in_the_frame_has_a_name_and_the_keyboard_gets_there(shell: Shell) -> None:
    buttons = [b for b in shell.findChildren(QAbstractButton) if b.isVisible()]
    assert all(b.accessibleName() or b.text() for b in buttons)
    reached = set()
    shell.find_button.setFocus()
    for _ in range(30):
        now = QApplication.focusWidget()
        assert now is not None
        reached.add(now)
        QTest.keyClick(now, Qt.Key.Key_Tab)
    grouped = {b for b in buttons if b.isCheckable() and not b.isChecked()}  # arrow keys move within the rail
    assert set(buttons) - grouped <= reached


def test_a_pages_own_button_is_shown_with_its_page_only(shell: Shell) -> None:
    add = QPushButton("Add a pupil")
    shell.add_page("list", QLabel("list"), under="pupils", extra=add)
    assert not add.isVisible()
    shell.show_page("list")
    assert add.isVisible()
    shell.show_page("today")
    assert not add.isVisible()


def test_the_composer_stands_beside_the_page_not_over_it(shell: Shell) -> None:
    composer = QFrame()
    shell.set_side_panel(composer)
    QApplication.processEvents()
    assert composer.isVisible()
    assert composer.width() == 424
    page = shell.stack.mapTo(shell, shell.stack.rect().topRight()).x()
    assert page < composer.mapTo(shell, composer.rect().topLeft()).x()
    shell.set_side_panel(None)
    assert not composer.isVisible()
    composer.deleteLater()


def test_the_composer_follows_to_a_page_with_a_place_of_its_own_and_keeps_its_words(shell: Shell) -> None:
    page = QWidget()
    column = QVBoxLayout(page)
    column.addWidget(QLabel("Rosie"))
    slot = QHBoxLayout()
    column.addLayout(slot)
    shell.add_page("journal", page, under="pupils", side_slot=slot)
    composer = NoteEdit()
    composer.setPlainText("Half a note")
    shell.set_side_panel(composer)
    shell.show_page("journal")
    assert page.isAncestorOf(composer)
    assert composer.isVisible()
    shell.show_page("today")
    assert not page.isAncestorOf(composer)
    assert composer.isVisible()
    assert composer.toPlainText() == "Half a note"


def colours(picture: QImage) -> set[str]:
    points = ((x, y) for x in range(0, picture.width(), 3) for y in range(0, picture.height(), 3))
    return {picture.pixelColor(x, y).name() for x, y in points}


def test_f9_hides_casework_at_once_while_typing_goes_on_being_kept(shell: Shell, qtbot: QtBot) -> None:
    note = NoteEdit()
    note.setPlainText("Secret")
    note.setStyleSheet("background: #ff00ff")
    shell.add_page("note", note)
    shell.show_page("note")
    note.setFocus()
    qtbot.waitUntil(note.hasFocus)
    assert "#ff00ff" in colours(shell.grab().toImage())
    QTest.keyClick(shell.windowHandle(), Qt.Key.Key_F9)
    assert shell.is_blank()
    assert "#ff00ff" not in colours(shell.grab().toImage())
    note.moveCursor(note.textCursor().MoveOperation.End)
    focused = QApplication.focusWidget()
    assert focused is note
    QTest.keyClicks(focused, " and more")
    sheet = shell.childAt(640, 400)
    assert sheet is not None
    QTest.mouseClick(sheet, Qt.MouseButton.LeftButton)
    assert shell.is_blank()
    QTest.keyClick(shell.windowHandle(), Qt.Key.Key_F9)
    assert not shell.is_blank()
    assert note.toPlainText() == "Secret and more"
    assert "#ff00ff" in colours(shell.grab().toImage())


def test_f9_covers_a_dialog_too_and_stays_over_what_changes_under_it(shell: Shell, qtbot: QtBot) -> None:
    dialog = QDialog(shell)
    dialog.setStyleSheet("background: #ff00ff")
    dialog.resize(300, 200)
    dialog.show()
    shell.blank()
    late = QLabel("late", shell)
    late.setStyleSheet("background: #00ffff")
    late.setGeometry(100, 100, 200, 100)
    late.show()
    shell.resize(1400, 900)
    assert "#ff00ff" not in colours(dialog.grab().toImage())
    assert colours(shell.grab().toImage()).isdisjoint({"#00ffff"})
    assert shell.childAt(1390, 890) is shell.childAt(150, 150)
    shell.blank()
    dialog.close()


def test_a_dialog_that_opens_while_the_screen_is_blank_is_covered_before_it_is_seen(shell: Shell) -> None:
    shell.blank()
    dialog = QDialog(shell)
    dialog.setStyleSheet("background: #ff00ff")
    dialog.resize(300, 200)
    dialog.open()
    assert "#ff00ff" not in colours(dialog.grab().toImage())
    menu = QMenu(shell)
    menu.addAction("Rosie")
    menu.popup(shell.mapToGlobal(shell.rect().center()))
    QApplication.processEvents()
    assert not menu.isVisible()
    shell.blank()
    assert "#ff00ff" in colours(dialog.grab().toImage())
    dialog.close()


def test_hiding_and_locking_work_from_within_a_dialog_that_shuts_the_window_off(shell: Shell, qtbot: QtBot) -> None:
    dialog = QDialog(shell)
    dialog.setModal(True)
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWindow() is dialog.windowHandle())
    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_F9)
    assert shell.is_blank()
    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_F9)
    assert not shell.is_blank()
    with qtbot.waitSignal(shell.lock_wanted):
        QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    dialog.close()


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (960, 540), (640, 360)])
def test_the_frame_fits_small_windows_and_double_size(shell: Shell, width: int, height: int) -> None:
    shell.resize(width, height)
    QApplication.processEvents()
    assert (shell.width(), shell.height()) == (width, height)
    right = shell.note_button.mapTo(shell, shell.note_button.rect().topRight()).x()
    assert right < width
    lowest = max(b.mapTo(shell, b.rect().bottomLeft()).y() for b in rail(shell).values())
    assert lowest <= height


@pytest.mark.parametrize("name", THEME_NAMES)
def test_the_frame_is_drawn_in_every_theme(shell: Shell, qapp: QApplication, name: ThemeName) -> None:
    theme = load_theme(name)
    apply_theme(qapp, theme)
    seen = colours(shell.grab().toImage())
    assert {theme.colour(token).name() for token in ("paper", "surface_2", "primary")} <= seen
