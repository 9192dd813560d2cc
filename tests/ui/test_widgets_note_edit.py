"""The note's text box: any paste is survived, nothing becomes HTML, quotes stay on their words."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ontrack_desktop.ui.theme import load_theme
from ontrack_desktop.ui.widgets.plain_text_edit import LONGEST_LINE, MOST, NoteEdit, fit_to_keep

SAID = "Dog shut in.\n“I held the lamb 🐑 until it stopped.”\nMum asked again."


@pytest.fixture
def edit(qtbot: QtBot) -> NoteEdit:
    made = NoteEdit()
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    return made


def paste(edit: NoteEdit, text: str, html: str = "") -> None:
    data = QMimeData()
    data.setText(text)
    if html:
        data.setHtml(html)
    QApplication.clipboard().setMimeData(data)
    QTest.keyClick(edit, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def select(edit: NoteEdit, words: str) -> None:
    cursor = edit.document().find(words)
    assert cursor.hasSelection(), f"{words} is not in the note"
    edit.setTextCursor(cursor)


def put_cursor(edit: NoteEdit, position: int) -> None:
    cursor = edit.textCursor()
    cursor.setPosition(position)
    edit.setTextCursor(cursor)


def test_pasted_html_comes_in_as_its_words(edit: NoteEdit) -> None:
    paste(edit, "Rosie <b>smiled</b>", html="<img src='http://example.invalid/x.png'><b>Rosie</b>")
    assert edit.toPlainText() == "Rosie <b>smiled</b>"


def test_a_megabyte_in_one_line_is_pasted_without_freezing(edit: NoteEdit) -> None:
    text = "lamb and farm " * 70_000  # 980,000 characters; Qt needed more than a minute for it in one line
    began = time.monotonic()
    paste(edit, text)
    QApplication.processEvents()
    assert time.monotonic() - began < 20
    lines = edit.toPlainText().split("\n")
    assert max(map(len, lines)) <= LONGEST_LINE
    assert " ".join(line.strip() for line in lines).split() == text.split(), "words were lost"


def test_what_is_too_long_is_refused_whole_and_said(edit: NoteEdit, qtbot: QtBot) -> None:
    edit.setPlainText("Already here.")
    with qtbot.waitSignal(edit.notice) as told:
        paste(edit, "x" * (MOST + 1))
    assert "too long" in told.args[0]
    assert edit.toPlainText() == "Already here."


def test_a_full_note_takes_no_more_letters_and_says_so(edit: NoteEdit, qtbot: QtBot) -> None:
    edit.setPlainText("word\n" * (MOST // 5))
    with qtbot.waitSignal(edit.notice) as told:
        QTest.keyClicks(edit, "x")
    assert "full" in told.args[0]
    assert len(edit.toPlainText()) <= MOST


def test_signs_that_cannot_be_kept_are_left_out_and_said(edit: NoteEdit, qtbot: QtBot) -> None:
    with qtbot.waitSignal(edit.notice) as told:
        paste(edit, "Ro\x00sie")
    assert edit.toPlainText() == "Rosie"
    assert "left out" in told.args[0]


@given(text=st.text(alphabet=st.characters(), max_size=5000))
def test_whatever_is_pasted_can_be_kept_as_utf8_in_short_lines(text: str) -> None:
    kept = fit_to_keep(text)
    kept.encode("utf-8")
    assert "\x00" not in kept
    assert max(map(len, kept.split("\n"))) <= LONGEST_LINE


def test_tab_leaves_the_note(qapp: QApplication, qtbot: QtBot) -> None:
    window = QWidget()
    column = QVBoxLayout(window)
    edit, after = NoteEdit(), QLineEdit()
    column.addWidget(edit)
    column.addWidget(after)
    qtbot.addWidget(window)
    window.show()
    edit.setFocus()
    qtbot.waitUntil(edit.hasFocus)
    QTest.keyClick(edit, Qt.Key.Key_Tab)
    assert after.hasFocus()
    assert edit.toPlainText() == ""


def test_a_quote_stays_on_its_words_while_the_note_is_typed_on(edit: NoteEdit) -> None:
    edit.setPlainText(SAID)
    start = SAID.index("“")
    edit.set_quotes(((start, SAID.index("”") + 1),))
    put_cursor(edit, 0)
    QTest.keyClicks(edit, "At ten. ")
    end = edit.toPlainText().index("”") + 1
    put_cursor(edit, end + 1)  # an emoji is two of Qt's places
    QTest.keyClicks(edit, " She laughed")
    assert edit.quotes() == ("“I held the lamb 🐑 until it stopped.”",)
    assert "stopped.” She laughed" in edit.toPlainText()


def test_deleted_words_are_no_quote(edit: NoteEdit) -> None:
    edit.setPlainText(SAID)
    select(edit, "Mum asked again.")
    edit.set_quotes((edit.selected_range(),))
    select(edit, "Mum asked again.")
    QTest.keyClick(edit, Qt.Key.Key_Delete)
    assert edit.quotes() == ()


def test_ranges_come_back_as_they_went_also_after_an_emoji(edit: NoteEdit) -> None:
    edit.setPlainText(SAID)
    select(edit, "Mum asked again.")
    edit.set_quotes((edit.selected_range(),))
    ranges = edit.quote_ranges()
    start, end = ranges[0]
    assert SAID[start:end] == "Mum asked again."
    other = NoteEdit()
    other.setPlainText(SAID)
    other.set_quotes(ranges)
    assert other.quotes() == ("Mum asked again.",)


def test_a_quote_is_seen_in_the_warm_colours(edit: NoteEdit) -> None:
    edit.setPlainText(SAID)
    select(edit, "Mum asked again.")
    edit.set_quotes((edit.selected_range(),))
    edit.moveCursor(QTextCursor.MoveOperation.Start)
    theme = load_theme("light")
    picture = edit.viewport().grab().toImage()
    seen = {picture.pixelColor(x, y).name() for x in range(0, picture.width(), 2) for y in range(picture.height())}
    assert theme.colour("voice_soft").name() in seen
