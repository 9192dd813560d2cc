"""The embedded fonts of the paper: which font draws which character, and how wide it is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Any, Literal

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from ontrack_desktop.reports import bidi
from ontrack_desktop.system.assets import asset

FaceName = Literal["regular", "semibold", "bold", "italic"]

# Atkinson first; what it lacks is drawn by the first of the others that has it.
_ATKINSON = "AtkinsonHyperlegibleNext"
_CHAINS: dict[FaceName, tuple[str, ...]] = {
    "regular": (f"{_ATKINSON}-Regular", "NotoSansArabic-Regular", "DejaVuSans", "NotoEmoji-Regular"),
    "italic": (f"{_ATKINSON}-Italic", "NotoSansArabic-Regular", "DejaVuSans", "NotoEmoji-Regular"),
    "semibold": (f"{_ATKINSON}-SemiBold", "NotoSansArabic-Regular", "DejaVuSans-Bold", "NotoEmoji-Regular"),
    "bold": (f"{_ATKINSON}-Bold", "NotoSansArabic-Regular", "DejaVuSans-Bold", "NotoEmoji-Regular"),
}
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
ASCENT = 0.334  # from the middle of a line down to its baseline, in em: half of (0.984 - 0.316)
DIGIT_EM = 0.66  # every figure of a table column gets this advance, so that they stand under one another


_LONG_CODE = re.compile(r"(?<=> )<([0-9A-F]{5,6})>")


class _ReadableFont(TTFont):
    """reportlab writes characters above U+FFFF wrongly into the table from which a reader copies text."""

    def addObjects(self, doc: Any) -> None:
        super().addObjects(doc)
        for name, stream in doc.idToObject.items():
            if name.startswith("toUnicodeCMap:"):
                stream.content = _LONG_CODE.sub(_surrogates, stream.content)


def _surrogates(found: re.Match[str]) -> str:
    return f"<{chr(int(found.group(1), 16)).encode('utf-16-be').hex().upper()}>"


class Font:
    """One font file: its name for the PDF, its characters, and their advances in em."""

    def __init__(self, stem: str) -> None:
        self.name = stem
        font = _ReadableFont(stem, str(asset("fonts", f"{stem}.ttf")))
        pdfmetrics.registerFont(font)
        self.ttf = font
        self.advance: dict[str, float] = {
            chr(code): font.face.charWidths.get(code, font.face.defaultWidth) / 1000 for code in font.face.charToGlyph
        }

    def width(self, text: str) -> float:
        """The width of a text that this font covers, in em."""
        return sum(map(self.advance.__getitem__, text))


@cache
def font(stem: str) -> Font:
    """A font by the name of its file, read and registered once."""
    return Font(stem)


class Face:
    """One of our four faces, with the fonts that stand in for what it lacks."""

    def __init__(self, name: FaceName) -> None:
        self.name = name
        self.own = font(_CHAINS[name][0])

    def runs(self, text: str) -> list[tuple[Font, str]]:
        """Split a text by the font that draws it; what no font has becomes the replacement mark."""
        advance = self.own.advance
        if all(map(advance.__contains__, text)):
            return [(self.own, text)] if text else []
        found: list[tuple[Font, list[str]]] = []
        for drawn_by, character in self._drawn(text):
            if found and found[-1][0] is drawn_by:
                found[-1][1].append(character)
            else:
                found.append((drawn_by, [character]))
        return [(drawn_by, "".join(characters)) for drawn_by, characters in found]

    def _drawn(self, text: str) -> Iterator[tuple[Font, str]]:
        for character in text:
            for stem in _CHAINS[self.name]:
                if character in font(stem).advance:
                    yield font(stem), character
                    break
            else:
                yield font("DejaVuSans"), REPLACEMENT

    def width(self, text: str, size: float) -> float:
        """The width of a cleaned text in points."""
        return size * sum(drawn_by.width(run) for drawn_by, run in self.runs(text))


@cache
def face(name: FaceName) -> Face:
    """A face by name."""
    return Face(name)


def _unprinted() -> dict[int, str | None]:
    """What is never printed: controls, bidi controls, joiners of emoji, selectors; other line ends become one."""
    table: dict[int, str | None] = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0), 0xAD, 0x200B, 0x2060, 0xFEFF])
    table.update(dict.fromkeys([0x200D, 0x200E, 0x200F, 0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]))
    table.update(dict.fromkeys([*range(0xFE00, 0xFE10), *range(0xFFF9, 0xFFFC)]))
    table.update({ord("\n"): "\n", ord("\t"): " ", 0x0B: "\n", 0x0C: "\n", 0x85: "\n", 0x2028: "\n", 0x2029: "\n"})
    table.update({0x2011: "-"})  # nothing here breaks at a hyphen, so the plain one does
    table.update(dict.fromkeys(range(55296, 57344), REPLACEMENT))
    return table


_UNPRINTED = _unprinted()


def clean(text: str) -> str:
    """What is printed of a typed text: NFC, one kind of line end, no controls that could reorder the line."""
    if text.isascii() and text.isprintable():
        return text
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").translate(_UNPRINTED))


def shaped(word: str) -> str:
    """The word with its Arabic letters joined, as far as the Arabic font has the joined forms."""
    return bidi.join_letters(word, font("NotoSansArabic-Regular").advance.keys())
