"""The line about paper: a pack of thirty pages against the same words, drawn without a thought."""

from __future__ import annotations

import io
from functools import partial
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, SimpleDocTemplate

from ontrack_desktop.domain.meetings import Meeting
from ontrack_desktop.reports.fonts import Font
from ontrack_desktop.services import cases, packs
from ontrack_desktop.services.open_vault import OpenVault
from ontrack_desktop.services.papers import Paper

from .generate import NOW
from .in_store import BUSY
from .measure import Line, line, timed


def pack(workspace: OpenVault, repeats: int) -> Line:
    """Gather and draw one copy; the baseline sets every text of it as a paragraph in one embedded font."""
    busy = workspace.query(partial(cases.by_reference, reference=BUSY)).pupil_ids[0]
    meeting = workspace.query(lambda read: read.about(Meeting, busy))[0]

    def ours() -> Paper:
        return packs.finish(workspace.query(partial(packs.copy_for, meeting=meeting, number=0, now=NOW)))

    texts = packs.texts(workspace.query(partial(packs.copy_for, meeting=meeting, number=0, now=NOW)).content)
    style = ParagraphStyle("plain", fontName=Font("AtkinsonHyperlegibleNext-Regular").name, fontSize=10, leading=14)

    def plainly() -> None:
        SimpleDocTemplate(io.BytesIO(), pagesize=A4).build([Paragraph(escape(text), style) for text in texts if text])

    return line(
        f"a meeting pack of {ours().pages} pages", "reportlab, every text a paragraph", timed(ours), timed(plainly),
        repeats=repeats, goal=1.3,
    )
