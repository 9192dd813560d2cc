"""Words that people typed are never taken for HTML, wherever they are shown."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QImage, QPainter
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from ontrack_desktop.ui.theme import colour, font
from ontrack_desktop.ui.widgets.long_text import LongText, text_to_read
from ontrack_desktop.ui.widgets.number_card import NumberCard
from ontrack_desktop.ui.widgets.plain_label import LONG, Paragraph, plain_label, plain_tip
from ontrack_desktop.ui.widgets.quote_card import QuoteCard, in_quotation_marks
from ontrack_desktop.ui.widgets.text_block import TextBlock

UI = Path(__file__).resolve().parents[2] / "ontrack_desktop" / "ui"
HOSTILE = "<img src='http://example.invalid/a.png'><b>Rosie</b>"
MARKUP = {"setHtml", "appendHtml", "insertHtml", "toHtml", "setMarkdown", "setDefaultStyleSheet"}


def sources() -> list[Path]:
    return [path for path in sorted(UI.rglob("*.py")) if "forms" not in path.relative_to(UI).parts]


def markup_calls(source: str) -> list[str]:
    """Calls that turn words into HTML, and text formats other than plain."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr in (MARKUP | {"AutoText", "RichText", "MarkdownText"}):
            found.append(f"line {node.lineno}: {node.attr}")
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            if node.func.id == "QTextEdit":
                found.append(f"line {node.lineno}: QTextEdit takes HTML, use NoteEdit")
            if node.func.id == "QLabel" and node.args and not isinstance(node.args[0], ast.Name):
                found.append(f"line {node.lineno}: QLabel(text) guesses HTML, use plain_label")
    return found


def test_no_part_of_the_window_turns_words_into_html() -> None:
    found = {str(path.relative_to(UI)): calls for path in sources() if (calls := markup_calls(path.read_text("utf-8")))}
    assert found == {}


@pytest.mark.parametrize(
    "planted",
    ["edit.setHtml(note.text)", "label.setTextFormat(Qt.TextFormat.AutoText)", "QLabel(pupil.name)", "QTextEdit(self)"],
)
def test_a_planted_one_is_found(planted: str) -> None:
    assert markup_calls(planted)


def test_labels_show_the_signs_that_were_typed(qtbot: QtBot) -> None:
    quote, number = QuoteCard(words=HOSTILE, attribution=HOSTILE), NumberCard(label=HOSTILE, value="1", before=HOSTILE)
    labels = [plain_label(HOSTILE, role) for role in ("title", "body", "help", "caption")]
    labels += [quote.words, quote.attribution, number.label, number.before]
    for widget in (quote, number, *labels):
        qtbot.addWidget(widget)
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in labels)
    assert quote.words.text() == f"“{HOSTILE}”"


def test_a_tooltip_shows_the_signs_that_were_typed(qtbot: QtBot) -> None:
    QToolTip.showText(QApplication.primaryScreen().geometry().center(), plain_tip(HOSTILE))
    shown = QToolTip.text()
    QToolTip.hideText()
    assert "<img" not in shown
    assert "&lt;img" in shown


def test_words_get_quotation_marks_once() -> None:
    assert in_quotation_marks("I like it") == "“I like it”"
    assert in_quotation_marks("“I like it”") == "“I like it”"
    assert in_quotation_marks(" ") == ""


def test_a_paragraph_grows_with_its_words_and_shrinks_with_its_width(qtbot: QtBot) -> None:
    label = plain_label("Patient with animals, careful with detail, funny once she knows you. " * 4, "body")
    qtbot.addWidget(label)
    assert isinstance(label, Paragraph)
    wide, narrow = label.heightForWidth(600), label.heightForWidth(200)
    assert narrow > wide
    assert wide % round(15 * 1.45) == 0  # whole lines of the look's line height
    assert label.sizeHint().width() < 700, "a line longer than 72 characters is hard to read"


def test_cut_text_ends_with_an_ellipsis_and_never_runs_over(qapp: QApplication) -> None:
    words = "Picked up from the farm 🐑. She talked all the way about the lambing. " * 30
    block = TextBlock(words, font("body"), 300, most_lines=3)
    assert block.is_cut
    assert block.height == 3 * block.line_height
    picture = drawn(block, 420)
    right = [picture.pixelColor(x, y).name() for x in range(306, 420) for y in range(block.height)]
    assert set(right) == {"#ffffff"}


@pytest.mark.parametrize(
    "words",
    [
        "All nine groups, as they are printed on the sheet. Capitals and gaps do not matter.",
        "Lambs 🐑🐑 first.\nThen all nine groups, as printed on the sheet. Capitals and gaps do not matter.\nAnd more.",
    ],
)
def test_no_paragraph_ends_on_a_line_of_one_word(qapp: QApplication, words: str) -> None:
    for width in range(160, 520, 12):
        (layout,) = TextBlock(words, font("body"), width)._lines
        shown = [layout.text().encode("utf-16-le")] * layout.lineCount()
        for number in range(1, layout.lineCount()):
            line = layout.lineAt(number)
            begin = line.textStart() * 2
            said = shown[number][begin : begin + line.textLength() * 2].decode("utf-16-le")
            if said.rstrip("\u2028").endswith("."):
                assert len(said.split()) > 1, (width, said)


def test_a_number_and_its_per_cent_stand_in_one_line(qapp: QApplication) -> None:
    for width in range(100, 300, 4):
        (layout,) = TextBlock("It rose from 74.1\u2009% to 85.7\u2009% in Summer 2.", font("body"), width)._lines
        begins = {layout.lineAt(number).textStart() for number in range(layout.lineCount())}
        assert not begins & {place for place, sign in enumerate(layout.text()) if sign == "%"}


def test_short_text_is_not_cut() -> None:
    block = TextBlock("One line.\nAnd another.", font("body"), 300, most_lines=2)
    assert not block.is_cut
    assert block.height == 2 * block.line_height


def test_arabic_and_emoji_are_drawn_with_real_glyphs(qapp: QApplication) -> None:
    ours = font("body")
    missing = drawn(TextBlock("\U000e0fff", ours, 100), 100)
    for words in ("مرحبا", "Żółć", "🐑"):
        picture = drawn(TextBlock(words, ours, 100), 100)
        assert picture != missing
        assert any(picture.pixelColor(x, y) != Qt.GlobalColor.white for x in range(100) for y in range(20))


def drawn(block: TextBlock, width: int) -> QImage:
    picture = QImage(width, max(block.height, 1), QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    painter.setFont(QFont())
    block.draw(painter, 0, 0, colour("ink"))
    painter.end()
    return picture


def test_of_a_megabyte_a_label_sets_the_beginning_and_a_box_holds_the_whole(qtbot: QtBot) -> None:
    words = "ward " * 200_000
    label, short = plain_label(words, "body"), plain_label(f"{words[:LONG]} …", "body")
    assert label.heightForWidth(500) == short.heightForWidth(500)
    assert label.text() == words
    box = text_to_read(words, "quote")
    qtbot.addWidget(box)
    assert isinstance(box, LongText)
    assert box.toPlainText().split() == words.split()
    assert len(box.quotes()) == 1  # in the colours of somebody's own words
