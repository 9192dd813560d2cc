"""A page out of the printer is checked by keyboard alone, from wherever one is."""

from __future__ import annotations

import io
import re
from functools import partial
from pathlib import Path
from typing import NoReturn

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ontrack_desktop.domain.meetings import Meeting
from ontrack_desktop.services import packs
from ontrack_desktop.services.workspace import Workspace
from ontrack_desktop.ui.navigator import Navigator
from ontrack_desktop.ui.screens.printed_page import PrintedPageScreen
from ontrack_desktop.ui.window import Window
from ontrack_desktop.viewmodels.desk import Desk
from ontrack_desktop.viewmodels.printed_page import PrintedPageModel
from tests.factories import NOW
from tests.hands import said
from tests.rosie import Rosie


@pytest.fixture
def screen(desk: Desk, qtbot: QtBot) -> PrintedPageScreen:
    made = PrintedPageScreen(PrintedPageModel(desk), Navigator())
    qtbot.addWidget(made)
    made.resize(1040, 700)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.ui.characters.hasFocus)
    return made


def type_in(keys: str) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, keys)


def test_the_characters_of_a_saved_pack_are_typed_and_the_paper_is_told(
    screen: PrintedPageScreen, workspace: Workspace, rosie: Rosie, tmp_path: Path, qtbot: QtBot
) -> None:
    meeting = workspace.query(lambda read: read.get(Meeting, rosie.meeting.id))
    made = [packs.finish(workspace.query(partial(packs.copy_for, meeting=meeting, number=0, now=NOW)))]
    workspace.change(partial(packs.save_copies, meeting=None, packs=made, folder=tmp_path))
    page = PdfReader(io.BytesIO((tmp_path / made[0].file_name).read_bytes())).pages[-1].extract_text()
    found = re.search(r"Ledger (\w{4})\s(\w{4})", page)
    assert found is not None
    type_in(f"{found[1]} {found[2]}")
    assert screen.ui.headline.text() == "This page matches"
    answer = {"Meeting pack", "Rosie", "Saved as a file", "Nothing in Rosie’s record was changed."}
    qtbot.waitUntil(lambda: answer <= set(said(screen)))
    screen.ui.characters.selectAll()
    type_in("BCDE")
    assert screen.ui.answer_card.isHidden()
    QTest.keyClick(screen.ui.characters, Qt.Key.Key_Return)
    assert screen.ui.headline.text() == "Mistyped"
    assert screen.ui.papers_place.count() == 0


def test_what_is_typed_is_never_read_as_markup(screen: PrintedPageScreen) -> None:
    type_in("<b>ABCDEFG")
    assert "these are" not in screen.ui.sentence.text()
    assert "<b>" not in screen.ui.sentence.text()
    assert screen.ui.sentence.textFormat() == Qt.TextFormat.PlainText


def test_the_page_is_found_from_the_palette_and_stands_under_settings(
    desk: Desk, qtbot: QtBot, rosie: Rosie
) -> None:
    def no_settings() -> NoReturn:
        raise AssertionError("the settings are not opened")

    window = Window(desk, no_settings)
    qtbot.addWidget(window)
    window.resize(1280, 720)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    type_in("printed page")
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Return)
    assert window.shell.current_page() == "printed_page"
    page = window._made["printed_page"]
    assert isinstance(page, PrintedPageScreen)
    qtbot.waitUntil(page.ui.characters.hasFocus)
    type_in("ABCD 2O45")
    assert "“O” is never one" in page.ui.sentence.text()
    assert window.shell._buttons["settings"].isChecked()
