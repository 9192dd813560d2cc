"""How blocks fall on pages: headings stay with what follows, tables repeat their head, nothing is lost."""

from __future__ import annotations

import pytest

from ontrack_desktop.reports.flow import Block, Columns, Stack, compose
from ontrack_desktop.reports.look import A4, MM, STAFF
from ontrack_desktop.reports.pack_record import AgreedToday
from ontrack_desktop.reports.parts import Heading, lines_to_write
from ontrack_desktop.reports.sheet import Sheet
from ontrack_desktop.reports.table import Column, Row, Table
from ontrack_desktop.reports.text import Text
from tests.reports.examples import PRINTED, pack
from tests.reports.reading import read, squeezed, stretches, text_of

WIDTH, HEIGHT = 174 * MM, 259 * MM


def drawn(blocks: list[Block]) -> bytes:
    sheet = Sheet("A test", A4, PRINTED)
    for page in compose(blocks, WIDTH, HEIGHT):
        for block, offset in page:
            block.draw(sheet, 18 * MM, A4[1] - 20 * MM - offset, WIDTH)
        sheet.end_page()
    return sheet.finish()


def left_edge(block: Block) -> float:
    page = read(drawn([block])).pages[0]
    return min(stretch.left for stretch in stretches(page))


def table(rows: int, words: str = "What was said") -> Table:
    columns = [Column("Number", 0, 24), Column("Said", 30, 144)]
    cells = [Row([Text(f"row{i:04}", STAFF.table), Text(words, STAFF.table)]) for i in range(rows)]
    return Table(columns, cells, STAFF.table_head)


def test_a_heading_is_never_the_last_thing_on_a_page() -> None:
    for lines in range(30, 60):
        blocks: list[Block] = [
            Text("line\n" * lines, STAFF.body),
            Heading("A heading", STAFF.section, "A heading"),
            table(5),
        ]
        for page in compose(blocks, WIDTH, HEIGHT):
            assert not isinstance(page[-1].block, Heading), f"after {lines} lines"


def test_a_paragraph_leaves_no_single_line_behind() -> None:
    for lines in range(40, 56):
        blocks = [Text("line\n" * lines, STAFF.body), Text("one two three four " * 60, STAFF.body, before=6)]
        for page in compose(blocks, WIDTH, HEIGHT):
            part = page[-1].block
            assert not isinstance(part, Text) or len(part.lines(WIDTH)) > 1


def test_a_long_table_repeats_its_head_on_every_page_and_keeps_every_row_once() -> None:
    data = drawn([table(500)])
    text = squeezed(text_of(data))
    pages = len(read(data).pages)
    assert pages > 10
    assert text.count("number") == pages
    assert [text.count(f"row{i:04}") for i in range(500)] == [1] * 500


def test_a_cell_higher_than_a_page_is_split_over_pages() -> None:
    data = drawn([table(2, "word " * 6000)])
    assert squeezed(text_of(data)).count("word") == 12000
    assert len(read(data).pages) > 4


def test_columns_higher_than_a_page_go_on_side_by_side() -> None:
    sides = [
        (0.0, 200.0, Stack([Text("left " * 3000, STAFF.body)])),
        (220.0, 200.0, Stack([Text("right " * 40, STAFF.body)])),
    ]
    text = squeezed(text_of(drawn([Columns(sides)])))
    assert (text.count("left"), text.count("right")) == (3000, 40)


def test_a_block_too_high_for_any_page_is_drawn_rather_than_lost() -> None:
    pages = compose([lines_to_write([(0, 100)], 100), Text("after", STAFF.body)], WIDTH, HEIGHT)
    assert [len(page) for page in pages] == [1, 1]


def test_a_new_page_is_not_begun_after_hardly_anything() -> None:
    title = Heading("Since we last met", STAFF.title, "Since we last met", new_page=True)
    body = Text("said", STAFF.body)
    assert len(compose([Text("short", STAFF.body), title, body], WIDTH, HEIGHT)) == 1
    title = Heading("Since we last met", STAFF.title, "Since we last met", new_page=True)
    assert len(compose([Text("line\n" * 30, STAFF.body), title, body], WIDTH, HEIGHT)) == 2


def test_a_table_does_not_leave_its_last_row_alone_on_a_page() -> None:
    for rows in range(30, 60):
        pages = compose([table(rows)], WIDTH, HEIGHT)
        last = pages[-1][-1].block
        assert isinstance(last, Table)
        assert len(pages) == 1 or len(last.rows) > 1, f"{rows} rows"


def test_a_page_with_room_has_more_lines_to_write_on_above_the_signatures() -> None:
    short = AgreedToday(pack(), STAFF)
    roomy = short.with_room(WIDTH, 40 * MM)  # 40 / 7.4 = 5 more lines
    assert roomy.height(WIDTH) - short.height(WIDTH) == pytest.approx(5 * 7.4 * MM)
    assert short.with_room(WIDTH, 7 * MM) is short


def test_a_heading_that_begins_with_an_arabic_name_is_read_from_the_left() -> None:
    """Drawn, the name's letters stand in reverse at the left edge, and what follows on their right."""
    known_as = "\u0644\u064a\u0644\u0649"
    words = f"{known_as}\u2019s goals"
    assert left_edge(Heading(words, STAFF.section, "Goals")) == pytest.approx(18 * MM, abs=1)
    assert left_edge(Text(words, STAFF.section)) > 100 * MM  # typed text goes where its first letter goes
