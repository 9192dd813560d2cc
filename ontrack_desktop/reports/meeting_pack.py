"""The multi-agency meeting pack: content in, bytes out."""

from __future__ import annotations

from ontrack_desktop.reports.content import PackContent
from ontrack_desktop.reports.glossary import short_words
from ontrack_desktop.reports.look import FAMILY, STAFF
from ontrack_desktop.reports.pack_change import change
from ontrack_desktop.reports.pack_cover import cover
from ontrack_desktop.reports.pack_record import AgreedToday, record
from ontrack_desktop.reports.page import PAGE_A4, paper, running
from ontrack_desktop.reports.sheet import Sheet
from ontrack_desktop.reports.time_in_plan import PlanPage


def render(content: PackContent) -> bytes:
    """The pack as a PDF. The title in its metadata carries the case reference and no name."""
    look = FAMILY if content.family_copy else STAFF
    explained = short_words(content, look) if content.family_copy else []
    blocks = [*cover(content, look), *change(content, look), *record(content, look), *explained]
    blocks.append(AgreedToday(content, look))
    if content.time_in_plan is not None:
        blocks.append(PlanPage(content.time_in_plan, look, new_page=True))
    sheet = Sheet(f"Meeting pack, case {content.frame.case_reference}", PAGE_A4.size, content.frame.printed_at)
    return paper(sheet, blocks, PAGE_A4, running(content.frame))
