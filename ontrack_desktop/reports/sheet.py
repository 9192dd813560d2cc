"""The drawing surface: a PDF in memory with real text, tags, bookmarks, and nobody's name in its metadata."""

from __future__ import annotations

import io
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple, cast

from reportlab import rl_config
from reportlab.lib.utils import TimeStamp
from reportlab.pdfbase.pdfdoc import PDFString
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from ontrack_desktop.reports.bidi import unshaped
from ontrack_desktop.reports.fonts import DIGIT_EM, Font, face
from ontrack_desktop.reports.look import Colour
from ontrack_desktop.reports.tags import Tags

LANGUAGE = "en-GB"
rl_config.useA85 = 0  # streams stay binary: a fifth smaller and quicker


class Run(NamedTuple):
    """Text in one font, size and colour; every character is one that the font has."""

    font: Font
    size: float
    colour: Colour
    text: str


class Sheet:
    """One PDF document being drawn, page after page. y grows upwards, in points."""

    def __init__(self, title: str, size: tuple[float, float], printed_at: datetime) -> None:
        self._out = io.BytesIO()
        # Any: its page code and font state are not in the type stubs. An embedded font to begin with: otherwise every
        # page would ask for Helvetica, which is not embedded.
        first: Any = face("regular").own.name
        canvas = Canvas(self._out, size, pageCompression=1, invariant=1, initialFontName=first, pdfVersion=(1, 7))
        self.canvas = cast(Any, canvas)
        self.width, self.height = size
        self.page = 1
        self._document = self.canvas._doc
        self._tags = Tags(self._document)
        self._marked = False  # inside marked content: it does not nest
        self._name_nobody(title)
        self._stamp(printed_at)

    def _name_nobody(self, title: str) -> None:
        canvas = self.canvas
        canvas.setTitle(title)
        for blank in (canvas.setAuthor, canvas.setCreator, canvas.setProducer, canvas.setSubject, canvas.setKeywords):
            blank("")
        canvas.setViewerPreference("DisplayDocTitle", "true")
        canvas.setCatalogEntry("Lang", PDFString(LANGUAGE))
        canvas.showOutline()

    def _stamp(self, printed_at: datetime) -> None:
        """The document's dates are the given moment: the same content gives the same bytes."""
        stamp = TimeStamp(1)
        stamp.YMDhms = printed_at.timetuple()[:6]
        offset = printed_at.utcoffset()
        minutes = int(offset.total_seconds() // 60) if offset else 0
        stamp.dhh, stamp.dmm = int(minutes / 60), abs(minutes) % 60
        self._document._timeStamp = stamp

    # -- text ------------------------------------------------------------------------------------------
    def text(
        self,
        x: float,
        y: float,
        runs: list[Run],
        *,
        tracking: float = 0,
        tabular: bool = False,
        spoken: str = "",
    ) -> None:
        """Draw runs one after another from (x, baseline y); `spoken` is their reading order if it differs."""
        if not runs:
            return
        code = [f"BT 1 0 0 1 {x:.2f} {y:.2f} Tm"]
        if spoken:
            words = unshaped(spoken).encode("utf-16-be").hex().upper()
            code.insert(0, f"/Span <</ActualText <FEFF{words}>>> BDC")
        for run in runs:
            code.append(fill_code(run.colour))
            if tracking:
                code.append(f"{tracking * run.size:.3f} Tc")
            for subset, raw in self._encoded(run.font, run.text):
                name = run.font.ttf.getSubsetInternalName(subset, self._document)
                code.append(f"{name} {run.size:g} Tf {self._shown(run, raw) if tabular else self._plain(raw)}")
        if tracking:
            code.append("0 Tc")
        code.append("ET EMC" if spoken else "ET")
        self.canvas._code.append("\n".join(code))

    def _encoded(self, font: Font, text: str) -> list[tuple[int, bytes]]:
        """The text in the codes of the font's subsets; quickly, if all of it was met before in the first one."""
        state: Any = font.ttf.state.get(self._document)
        text = text.replace("\xa0", " ")
        if state is not None:
            try:
                return [(0, bytes(map(state.assignments.__getitem__, map(ord, text))))]
            except (KeyError, ValueError):
                pass
        found: list[tuple[int, bytes]] = font.ttf.splitString(text, self._document)
        return found

    def _plain(self, raw: bytes) -> str:
        return f"({self.canvas._escape(raw)}) Tj"

    def _shown(self, run: Run, raw: bytes) -> str:
        """Figures in cells of one width, by moving each into the middle of its cell."""
        shown: list[str] = []
        for character, code in zip(run.text, raw, strict=True):
            spare = (DIGIT_EM - run.font.advance[character]) * 500 if character in "0123456789" else 0.0
            glyph = f"({self.canvas._escape(bytes([code]))})"
            shown.append(f"{-spare:.0f} {glyph} {-spare:.0f}" if spare else glyph)
        return f"[{' '.join(shown)}] TJ"

    # -- lines and areas -------------------------------------------------------------------------------
    def line(self, x1: float, y1: float, x2: float, y2: float, weight: float, colour: Colour, dash: str = "") -> None:
        """A straight line; `dash` as in PDF, e.g. "2 2"."""
        dashed = f"[{dash}] 0 d" if dash else ""
        self._draw(f"{stroke_code(colour)} {weight:g} w {dashed} {x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l S")

    def rounded(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        radius: float,
        *,
        fill: Colour | None = None,
        stroke: Colour | None = None,
        weight: float = 0.75,
    ) -> None:
        """A rectangle with round corners; (x, y) is its lower left corner."""
        path = self.canvas.beginPath()
        path.roundRect(x, y, width, height, radius)
        self.path(path, fill=fill, stroke=stroke, weight=weight)

    def circle(
        self,
        x: float,
        y: float,
        radius: float,
        *,
        fill: Colour | None = None,
        stroke: Colour | None = None,
        weight: float = 0.75,
    ) -> None:
        """A circle around (x, y)."""
        path = self.canvas.beginPath()
        path.circle(x, y, radius)
        self.path(path, fill=fill, stroke=stroke, weight=weight)

    def path(
        self,
        path: PDFPathObject,
        *,
        fill: Colour | None = None,
        stroke: Colour | None = None,
        weight: float = 0.75,
    ) -> None:
        """Any path, filled, stroked or both, with round joins."""
        parts = [fill_code(fill) if fill else "", stroke_code(stroke) if stroke else ""]
        parts += [f"{weight:g} w 1 J 1 j", path.getCode()]
        self._draw(" ".join([*parts, "B" if fill and stroke else "f" if fill else "S"]))

    def outline(self, operators: str, x: float, y: float, colour: Colour, weight: float) -> None:
        """Stroke path operators that were written for an origin at (0, 0)."""
        self._draw(f"1 0 0 1 {x:.2f} {y:.2f} cm {stroke_code(colour)} {weight:.3f} w 1 J 1 j {operators} S")

    def _draw(self, code: str) -> None:
        """Lines and areas are decoration for a screen reader, unless they belong to a tagged figure."""
        body = f"q {code} Q"
        self.canvas._code.append(body if self._marked else f"/Artifact BMC {body} EMC")

    # -- structure -------------------------------------------------------------------------------------
    @contextmanager
    def tagged(self, kind: str, *, same_as: Hashable = None, alt: str = "") -> Iterator[None]:
        """What is drawn inside is one piece of content of this kind (`P`, `H1`, `TD`, `Figure` …)."""
        if self._marked:
            yield
            return
        number = self._tags.content(kind, self.page, same_as=same_as, alt=alt)
        self.canvas._code.append(f"/{kind} <</MCID {number}>> BDC")
        self._marked = True
        yield
        self._marked = False
        self.canvas._code.append("EMC")

    @contextmanager
    def group(self, kind: str, *, same_as: Hashable = None) -> Iterator[None]:
        """What is tagged inside belongs together (`Table`, `TR`)."""
        with self._tags.group(kind, same_as=same_as):
            yield

    @contextmanager
    def artifact(self) -> Iterator[None]:
        """What is drawn inside repeats on every page, or decorates: screen readers pass over it."""
        self.canvas._code.append("/Artifact BMC")
        was, self._marked = self._marked, True
        yield
        self._marked = was
        self.canvas._code.append("EMC")

    def bookmark(self, title: str, level: int, y: float) -> None:
        """An entry of the outline that leads to this height of this page. Titles hold no names."""
        key = f"p{self.page}y{y:.0f}{title}"
        self.canvas.bookmarkHorizontalAbsolute(key, min(y + 12, self.height), left=0)
        self.canvas.addOutlineEntry(title, key, level=level)

    # -- pages -----------------------------------------------------------------------------------------
    def end_page(self) -> None:
        """Close the page that was drawn."""
        self.canvas.showPage()
        page = self._document.idToObject[f"Page{self.page}"]
        self._tags.end_page(page)
        self.page += 1

    def finish(self) -> bytes:
        """The whole document."""
        self._tags.finish()
        data: bytes = self.canvas.getpdfdata()
        return data


@cache
def _parts(colour: Colour) -> str:
    return " ".join(f"{int(colour[i : i + 2], 16) / 255:.3f}" for i in (1, 3, 5))


def fill_code(colour: Colour) -> str:
    """The PDF operator that fills with a colour."""
    return f"{_parts(colour)} rg"


def stroke_code(colour: Colour) -> str:
    """The PDF operator that strokes with a colour."""
    return f"{_parts(colour)} RG"
