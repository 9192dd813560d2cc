"""The structure tree of a tagged PDF: what is a heading, a paragraph, a table cell, and in which order to read."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFName, PDFObject, PDFObjectReference, PDFString


class Element(PDFObject):
    """One node of the tree; its kids are further nodes, or (page, number) of marked content."""

    __RefOnly__ = 1

    def __init__(self, kind: str, name: str, parent: str, alt: str = "") -> None:
        self.kind, self.name, self.parent, self.alt = kind, name, parent, alt
        self.kids: list[str | tuple[int, int]] = []

    def format(self, document: Any) -> bytes:
        """The node as PDF. Written straight out: a long pack has thousands of them."""
        kids = []
        for kid in self.kids:
            if isinstance(kid, str):
                kids.append(_reference(kid, document))
            else:
                page = _reference(f"Page{kid[0]}", document)
                kids.append(f"<</Type/MCR/Pg {page}/MCID {kid[1]}>>")
        alt = f"/Alt {PDFString(self.alt).format(document).decode('latin-1')}" if self.alt else ""
        scope = "/A<</O/Table/Scope/Column>>" if self.kind == "TH" else ""
        parent = _reference(self.parent, document)
        return f"<</Type/StructElem/S/{self.kind}/P {parent}{alt}{scope}/K[{' '.join(kids)}]>>".encode("latin-1")


class Raw(PDFObject):
    """An object given as text with named references, written `{name}`."""

    __RefOnly__ = 1

    def __init__(self, parts: list[str]) -> None:
        self.parts = parts

    def format(self, document: Any) -> bytes:
        """The parts in order; a part in braces becomes the reference to that object."""
        shown = [_reference(p[1:-1], document) if p.startswith("{") else p for p in self.parts]
        return " ".join(shown).encode("latin-1")


def _reference(name: str, document: Any) -> str:
    return PDFObjectReference(name).format(document).decode("latin-1")


class Tags:
    """Collects the tree while the pages are drawn, and writes it at the end."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._elements: list[Element] = []
        self._root = self._new("Document", "StructRoot")
        self._open = [self._root]
        self._known: dict[Hashable, Element] = {}
        self._page_content: list[Element] = []
        self._pages: list[list[Element]] = []

    def _new(self, kind: str, parent: str, alt: str = "") -> Element:
        element = Element(kind, f"StructElem{len(self._elements)}", parent, alt)
        self._elements.append(element)
        return element

    def _element(self, kind: str, same_as: Hashable, alt: str = "") -> Element:
        if same_as is not None and same_as in self._known:
            return self._known[same_as]
        parent = self._open[-1]
        element = self._new(kind, parent.name, alt)
        parent.kids.append(element.name)
        if same_as is not None:
            self._known[same_as] = element
        return element

    def content(self, kind: str, page: int, *, same_as: Hashable, alt: str) -> int:
        """A new piece of content on this page; returns its number there."""
        element = self._element(kind, same_as, alt)
        number = len(self._page_content)
        element.kids.append((page, number))
        self._page_content.append(element)
        return number

    @contextmanager
    def group(self, kind: str, *, same_as: Hashable) -> Iterator[None]:
        """A node that holds the nodes made inside."""
        self._open.append(self._element(kind, same_as))
        yield
        self._open.pop()

    def end_page(self, page: Any) -> None:
        """Note which content stood on the page that was just closed."""
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents = len(self._pages)
        page.Tabs = PDFName("S")
        self._pages.append(self._page_content)
        self._page_content = []

    def finish(self) -> None:
        """Hand the tree to the document."""
        document = self._document
        for element in self._elements:
            document.Reference(element, element.name)
        numbers = ["<</Nums ["]
        for i, content in enumerate(self._pages):
            numbers += [f"{i} [", *(f"{{{element.name}}}" for element in content), "]"]
        document.Reference(Raw([*numbers, "]>>"]), "StructParents")
        root = ["<</Type/StructTreeRoot/K", f"{{{self._root.name}}}", "/ParentTree", "{StructParents}"]
        document.Reference(Raw([*root, f"/ParentTreeNextKey {len(self._pages)}>>"]), "StructRoot")
        document.Catalog.StructTreeRoot = PDFObjectReference("StructRoot")
        document.Catalog.MarkInfo = document.Reference(Raw(["<</Marked true>>"]), "MarkInfo")
