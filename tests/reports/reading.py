"""Reads finished papers back with another library, as a reader's program would."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.generic import ContentStream

from ontrack_desktop.reports.fonts import clean

# printed in another form than typed, or for a machine only
NOT_PRINTED_AS_TYPED = {
    "ledger_head",
    "long_label",
    "often",
    "state",
    "effect",
    "precision",
    "frame",
    "code",
    "initials",
}


def read(data: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(data))


def text_of(data: bytes) -> str:
    """All text of all pages, pages separated by form feeds."""
    return "\f".join(page.extract_text() for page in read(data).pages)


def squeezed(text: str) -> str:
    """The text without blanks, in lower case: how it was broken into lines and set in capitals does not matter."""
    return "".join(unicodedata.normalize("NFKC", clean(text)).split()).lower()


def typed(value: object) -> Iterator[str]:
    """Every text that stands in a content, however deep."""
    if isinstance(value, str):
        if value.strip():
            yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from typed(item)
    elif is_dataclass(value):
        for field in fields(value):
            if field.name not in NOT_PRINTED_AS_TYPED:
                yield from typed(getattr(value, field.name))


def missing(content: object, data: bytes) -> list[str]:
    """The typed texts that cannot be read on the paper."""
    printed = squeezed(text_of(data))
    return [text for text in typed(content) if squeezed(text) not in printed]


def outline_titles(data: bytes) -> list[str]:
    reader = read(data)

    def flat(entries: list[Any]) -> Iterator[str]:
        for entry in entries:
            if isinstance(entry, list):
                yield from flat(entry)
            else:
                yield str(entry.title)

    return list(flat(reader.outline))


@dataclass(frozen=True)
class Stretch:
    """A piece of text as it lies on the page, in points from the lower left corner."""

    left: float
    right: float
    baseline: float
    size: float


def stretches(page: PageObject) -> list[Stretch]:
    """Where every piece of text begins and ends, from the page's own operators and font widths."""
    resources: Any = page["/Resources"]
    fonts = {name: font.get_object() for name, font in resources["/Font"].items()}
    found: list[Stretch] = []
    x = y = size = tracking = 0.0
    widths: list[float] = []
    contents = page.get_contents()
    assert contents is not None
    for operands, operator in ContentStream(contents, page.pdf).operations:
        if operator == b"Tm":
            x, y = float(operands[4]), float(operands[5])
        elif operator == b"Tf":
            font, size = fonts[operands[0]], float(operands[1])
            widths = [float(width) for width in font["/Widths"]]
        elif operator == b"Tc":
            tracking = float(operands[0])
        elif operator in (b"Tj", b"TJ"):
            left = x
            for part in operands[0] if operator == b"TJ" else [operands[0]]:
                if isinstance(part, int | float):
                    x -= float(part) / 1000 * size
                else:
                    raw = part.original_bytes if hasattr(part, "original_bytes") else bytes(part)
                    x += sum(widths[code] / 1000 * size + tracking for code in raw)
            found.append(Stretch(left, x - tracking, y, size))
    return found


def outside(data: bytes, margin: float) -> list[Stretch]:
    """Text that reaches beyond the page's side margins, or off its upper and lower edge."""
    wrong = []
    for page in read(data).pages:
        width, height = float(page.mediabox.width), float(page.mediabox.height)
        for piece in stretches(page):
            beside = piece.left < margin - 0.6 or piece.right > width - margin + 0.6
            if beside or piece.baseline < 16 or piece.baseline > height - 16:
                wrong.append(piece)
    return wrong
