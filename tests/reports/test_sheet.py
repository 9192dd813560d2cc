"""The finished file: nobody's name in its metadata, its language, its tags, its fonts, the same bytes each time."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

from ontrack_desktop.reports import home_visit_card, meeting_pack, recovery_sheet, time_in_plan
from tests.reports import examples
from tests.reports.reading import outline_titles, read

NAMES = ("Rosie", "Mum", "Joanne", "Alfie", "Okafor", "Doyle", "Lund", "Sethi", "Weir", "Thornby", "North team")


def papers() -> dict[str, bytes]:
    return {
        "pack": meeting_pack.render(examples.pack()),
        "family": meeting_pack.render(examples.pack(family_copy=True)),
        "plan": time_in_plan.render(examples.plan()),
        "card": home_visit_card.render(examples.visit_card()),
        "recovery": recovery_sheet.render(examples.recovery_sheet()),
    }


def test_no_name_stands_in_the_metadata_or_in_the_bookmarks() -> None:
    for kind, data in papers().items():
        metadata = read(data).metadata
        assert metadata is not None
        said = " ".join([*map(str, metadata.values()), *outline_titles(data)])
        assert [name for name in NAMES if name in said] == [], kind
        blank = {key: metadata.get(key) for key in ("/Author", "/Producer", "/Creator", "/Subject", "/Keywords")}
        assert set(blank.values()) == {""}, kind
        assert "/Metadata" not in read(data).trailer["/Root"]  # type: ignore[operator]


def test_the_document_says_its_language_and_shows_its_title() -> None:
    for data in papers().values():
        root: Any = read(data).trailer["/Root"]
        assert root["/Lang"] == "en-GB"
        assert root["/MarkInfo"]["/Marked"]
        assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert read(papers()["pack"]).metadata.title == "Meeting pack, case BT-0417"  # type: ignore[union-attr]


def test_its_date_is_the_moment_of_printing() -> None:
    metadata = read(papers()["pack"]).metadata
    assert metadata is not None
    assert str(metadata["/CreationDate"]).startswith("D:20261127161000")


def test_the_same_content_gives_the_same_bytes() -> None:
    assert papers() == papers()


def test_every_font_is_embedded() -> None:
    for data in papers().values():
        for page in read(data).pages:
            resources: Any = page["/Resources"]
            for font in resources["/Font"].values():
                assert "/FontFile2" in font["/FontDescriptor"], font["/BaseFont"]
                assert "/ToUnicode" in font


def test_every_tagged_content_belongs_to_the_structure_tree() -> None:
    reader = read(papers()["pack"])
    root: Any = reader.trailer["/Root"]
    parents = root["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    kinds: set[str] = set()
    page: Any
    for number, page in enumerate(reader.pages):
        contents = page.get_contents()
        assert contents is not None
        code = contents.get_data().decode("latin-1")
        of_page = parents[2 * number + 1].get_object()
        assert page["/StructParents"] == parents[2 * number] == number
        assert code.count("/MCID") == len(of_page)
        assert code.count("BDC") + code.count("BMC") == code.count("EMC")
        kinds |= {element.get_object()["/S"] for element in of_page}
    assert {"/H1", "/H2", "/P", "/BlockQuote", "/Figure"} <= kinds


def test_figures_have_words_for_those_who_cannot_see_them() -> None:
    said = []

    def walk(element: Any) -> None:
        node = element.get_object()
        if isinstance(node, dict):
            if node.get("/S") == "/Figure":
                said.append(node.get("/Alt", ""))
            kids = node.get("/K", [])
            for kid in kids if isinstance(kids, list) else [kids]:
                if not isinstance(kid, int):
                    walk(kid)

    root: Any = read(papers()["pack"]).trailer["/Root"]
    walk(root["/StructTreeRoot"]["/K"])
    assert all(said)
    assert any("Spring, second half 2025/26: 57.7" in alt for alt in said)  # 30 of 52 is 57.69…


def test_a_table_has_heads_rows_and_cells_for_a_screen_reader() -> None:
    data = papers()["pack"]
    assert all(kind in data for kind in (b"/S/Table", b"/S/TR", b"/S/TH", b"/S/TD"))


def test_the_content_can_be_imported_without_the_pdf_library() -> None:
    code = "import ontrack_desktop.reports.content, sys; print('reportlab' in sys.modules)"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
        == "False"
    )
