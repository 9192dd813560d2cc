"""Finished PDFs, looked at again: how many pages, which words are in them, and under which passphrase they open."""

from __future__ import annotations

import io
import secrets
import unicodedata
from collections.abc import Iterator
from typing import Any

import pikepdf

Codes = dict[bytes, str]
# Operators that show text: the string is their last operand (an array of strings and moves for TJ).
SHOWS = {"Tj", "TJ", "'", '"'}


def page_count(document: bytes) -> int:
    """How many pages a PDF has."""
    with _opened(document) as pdf:
        return len(pdf.pages)


def encrypt(document: bytes, passphrase: str) -> bytes:
    """The same PDF, which opens with this passphrase only (AES-256, PDF 2.0), metadata included."""
    made = io.BytesIO()
    with _opened(document) as pdf:
        # ISO 32000-2 asks for SASLprep; NFKC is the part of it that a keyboard can differ in.
        locked = pikepdf.Encryption(
            owner=secrets.token_urlsafe(32), user=unicodedata.normalize("NFKC", passphrase), R=6
        )
        pdf.save(made, encryption=locked)
    return made.getvalue()


def words_in(document: bytes) -> str:
    """All text that a PDF holds: on its pages, in metadata, bookmarks, and names and contents of attachments."""
    with _opened(document) as pdf:
        found = [word for page in pdf.pages for word in _shown_on(page)]
        found += [str(value) for value in pdf.docinfo.values()]
        if "/Metadata" in pdf.Root:
            found.append(_text_of(pdf.Root.Metadata.read_bytes()))
        with pdf.open_outline() as outline:
            found += list(_titles(outline.root))
        for name, attached in pdf.attachments.items():
            found += [name, attached.description, _text_of(attached.get_file().read_bytes())]
    return "\n".join(found)


def _opened(document: bytes) -> pikepdf.Pdf:
    return pikepdf.Pdf.open(io.BytesIO(document))


def _titles(items: Any) -> Iterator[str]:
    for item in items:
        yield item.title
        yield from _titles(item.children)


def _instructions(stream: Any) -> Iterator[tuple[str, list[Any]]]:
    """The operators of a content stream (or of a map of codes) with their operands."""
    for each in pikepdf.parse_content_stream(stream):
        if isinstance(each, pikepdf.ContentStreamInstruction):
            yield str(each.operator), list(each.operands)


def _shown_on(page: pikepdf.Page) -> Iterator[str]:
    """The text of each text block of a page, and what it says in place of its glyphs (ActualText)."""
    fonts = {str(name): _codes_of(font) for name, font in page.resources.get("/Font", {}).items()}
    codes: Codes = {}
    block: list[str] = []
    for operator, operands in _instructions(page):
        match operator:
            case "Tf":
                codes = fonts.get(str(operands[0]), {})
            case "ET":
                yield "".join(block)
                block = []
            case "BDC" if isinstance(operands[1], pikepdf.Dictionary) and "/ActualText" in operands[1]:
                yield str(operands[1].ActualText)
            case name if name in SHOWS:
                shown = operands[-1]
                parts = shown if isinstance(shown, pikepdf.Array) else [shown]
                block += [_decoded(bytes(part), codes) for part in parts if isinstance(part, pikepdf.String)]


def _codes_of(font: Any) -> Codes:
    """What each code of a font stands for, from its ToUnicode map; a font without one is read as Latin."""
    if "/ToUnicode" not in font:
        return {}
    found: Codes = {}
    for operator, operands in _instructions(font.ToUnicode):
        if operator == "endbfchar":
            for code, text in zip(operands[::2], operands[1::2], strict=True):
                found[bytes(code)] = bytes(text).decode("utf-16-be")
        elif operator == "endbfrange":
            for first, last, texts in zip(operands[::3], operands[1::3], operands[2::3], strict=True):
                found |= _range(bytes(first), bytes(last), texts)
    return found


def _range(first: bytes, last: bytes, texts: Any) -> Codes:
    """Codes from `first` to `last`, which stand for listed texts, or for characters that count up from one."""
    start, end = int.from_bytes(first), int.from_bytes(last)
    codes = [code.to_bytes(len(first)) for code in range(start, end + 1)]
    if isinstance(texts, pikepdf.Array):
        return {code: bytes(text).decode("utf-16-be") for code, text in zip(codes, texts, strict=True)}
    begun = bytes(texts).decode("utf-16-be")
    return {code: begun[:-1] + chr(ord(begun[-1]) + n) for n, code in enumerate(codes)}


def _decoded(raw: bytes, codes: Codes) -> str:
    if not codes:
        return raw.decode("latin-1")
    wide = max(len(code) for code in codes)
    return "".join(codes.get(raw[n : n + wide], "") for n in range(0, len(raw), wide))


def _text_of(raw: bytes) -> str:
    return raw.decode("utf-8", errors="replace")
