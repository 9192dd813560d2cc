"""Typed text on paper: every character by a font that has it, nothing as markup, no line too wide, and quickly."""

from __future__ import annotations

import time
import unicodedata

import pytest

from ontrack_desktop.reports import bidi
from ontrack_desktop.reports.flow import compose
from ontrack_desktop.reports.fonts import clean, face
from ontrack_desktop.reports.look import A4, MM, STAFF, Style
from ontrack_desktop.reports.sheet import Sheet
from ontrack_desktop.reports.text import Span, Text
from tests.reports.examples import PRINTED
from tests.reports.reading import outside, read, squeezed, text_of

WIDTH, HEIGHT = 174 * MM, 259 * MM


def printed(text: str | list[Span], style: Style = STAFF.body) -> bytes:
    """One paragraph on as many pages as it needs."""
    sheet = Sheet("A test", A4, PRINTED)
    for page in compose([Text(text, style)], WIDTH, HEIGHT):
        for block, offset in page:
            block.draw(sheet, 18 * MM, A4[1] - 20 * MM - offset, WIDTH)
        sheet.end_page()
    return sheet.finish()


@pytest.mark.parametrize(
    "text",
    [
        "Zażółć gęślą jaźń, Łukasz Brzęczyszczykiewicz",
        "Zoë’s café – “naïve” £5 … 20 °C, ½ of 3²",
        "Київ, Αθήνα, → ✓ ☐ Σ",
        "I grew this 🌱 and 🐕 came",
        "<b>bold</b> & <img src='http://example.org/x.png'/> &amp; </para> <font size=40>",
    ],
)
def test_what_was_typed_is_what_is_read(text: str) -> None:
    assert squeezed(text) in squeezed(text_of(printed(text)))


def test_arabic_is_joined_and_copied_in_reading_order() -> None:
    data = printed("Mum says مرحبا today")
    drawn = text_of(data)
    word = "مرحبا"
    assert word in unicodedata.normalize("NFKC", drawn)
    assert word not in drawn, "the letters take their joined forms"
    contents = read(data).pages[0].get_contents()
    assert contents is not None
    assert word.encode("utf-16-be").hex().upper().encode() in contents.get_data(), (
        "a reader copies the letters in order"
    )


def test_numbers_stay_in_order_within_arabic() -> None:
    line = [(c, None) for c in "في 12:30 يوم"]
    drawn = "".join(c for c, _ in bidi.visual_order(line, rtl=True))
    assert drawn == "موي 12:30 يف"


def test_lam_and_alef_become_one_letter() -> None:
    joined = bidi.join_letters("سلام", face("regular").own.advance.keys() | {chr(c) for c in range(0xFB50, 0xFF00)})
    assert len(joined) == 3
    assert bidi.unshaped(joined) == "سلام"


def test_a_name_cannot_reorder_its_line() -> None:
    assert clean("Eve\u202egpj.exe\u2066\u200e") == "Evegpj.exe"


def test_what_no_font_has_is_marked_and_not_dropped() -> None:
    assert text_of(printed("one 中文 two")).count("\N{REPLACEMENT CHARACTER}") == 2
    assert "\N{REPLACEMENT CHARACTER}" in text_of(printed("a lone \ud800 half"))


def test_nothing_that_is_typed_stops_the_paper() -> None:
    everything = "".join(map(chr, [*range(0x3000), *range(0xD700, 0xE100), *range(0xF000, 0x10000), 0x1F600, 0x10FFFF]))
    assert len(read(printed(everything)).pages) >= 1


def test_a_word_that_is_wider_than_the_page_is_broken_and_stays_inside() -> None:
    data = printed("w" * 5000 + " https://example.org/" + "a-long-path/" * 60)
    assert outside(data, 18 * MM) == []
    assert squeezed(text_of(data)).count("w") == 5000


def test_a_paragraph_of_sixty_thousand_words_takes_seconds_at_most_and_loses_none() -> None:
    start = time.perf_counter()
    data = printed("Rosie came in and said good morning " * 8571 + "once more and done")
    assert time.perf_counter() - start < 10  # reportlab's own paragraphs took 15 s; this takes a third of a second
    assert squeezed(text_of(data)).count("morning") == 8571


def test_a_megabyte_without_a_blank_is_broken_too() -> None:
    data = printed("x" * 1_000_000)
    assert squeezed(text_of(data)).count("x") == 1_000_000


def test_no_paragraph_ends_on_a_line_of_one_word() -> None:
    for width in range(100, 400, 7):
        lines = Text("She came in by the side door and nobody asked her where she had been all week", STAFF.body).lines(
            width
        )
        assert len(lines) == 1 or len(lines[-1]) > 1 or len(lines[-2]) <= 2


def test_a_quote_is_broken_into_lines_of_even_length() -> None:
    words = "I don’t mind the work any more. I mind not knowing who is going to be in the room with me then."
    even = Text(words, STAFF.quote_large).lines(WIDTH)
    ragged = Text(words, STAFF.quote_large.but(balanced=False)).lines(WIDTH)
    assert len(even) == len(ragged)

    def spread(lines: list[list[object]]) -> int:
        lengths = [sum(len(str(word)) for word in line) for line in lines]
        return max(lengths) - min(lengths)

    assert spread(even) <= spread(ragged)  # type: ignore[arg-type]


def test_a_date_is_never_broken_over_two_lines() -> None:
    for width in range(60, 300, 5):
        for line in Text("Ring on Mon 9 Nov or 07700 900 134 before 8 Dec at 80 %", STAFF.body).lines(width):
            said = " ".join("".join(piece.text for piece in word.pieces) for word in line)
            assert not said.endswith(("Mon", "9", "8", "07700", "80"))


def test_lines_that_were_typed_stay_lines() -> None:
    assert len(Text("one\r\ntwo\n\nthree", STAFF.body).lines(WIDTH)) == 4


def test_figures_of_a_column_stand_under_one_another() -> None:
    style = STAFF.table.but(tabular=True)
    assert Text("111", style).natural_width() == pytest.approx(Text("808", style).natural_width())
    assert "1,234" in text_of(printed("1,234", style))
