"""What stands on a decrypted page: the rows of SQLite's b-trees, each on its own, without the tree around them.

After the file format of SQLite (sqlite.org/fileformat2.html): sections 1.6 (pages and cells) and 2.1 (records).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from .pages import USABLE, Pages

FILE_HEADER: Final = 100
INDEX_INTERIOR, INDEX_LEAF, TABLE_LEAF = 0x02, 0x0A, 0x0D
INTEGER_SIZES: Final = (0, 1, 2, 3, 4, 6, 8)
LONGEST: Final = 64 * 1024 * 1024

Value = None | int | float | str | bytes


@dataclass(frozen=True)
class Cell:
    """One row. `rowid` is None in a table or index that is ordered by its own columns."""

    values: tuple[Value, ...]
    rowid: int | None = None


def cells(pages: Pages, number: int, content: bytes) -> Iterator[Cell | None]:
    """The rows on a page; None for one that goes on on a page which is not whole. Other pages have none."""
    start = FILE_HEADER if number == 1 else 0
    kind = content[start]
    if kind not in (INDEX_INTERIOR, INDEX_LEAF, TABLE_LEAF):
        return
    pointers = start + (12 if kind == INDEX_INTERIOR else 8)
    count = int.from_bytes(content[start + 3 : start + 5], "big")
    for at in range(pointers, pointers + 2 * count, 2):
        try:
            yield _cell(pages, content, int.from_bytes(content[at : at + 2], "big"), kind)
        except (IndexError, ValueError):
            yield None


def _cell(pages: Pages, content: bytes, at: int, kind: int) -> Cell | None:
    if kind == INDEX_INTERIOR:
        at += 4  # the page of what stands before it
    length, at = _varint(content, at)
    rowid = None
    if kind == TABLE_LEAF:
        rowid, at = _varint(content, at)
    payload = _payload(pages, content, at, length, is_table=kind == TABLE_LEAF)
    return Cell(tuple(_values(payload)), rowid) if payload is not None else None


def _payload(pages: Pages, content: bytes, at: int, length: int, *, is_table: bool) -> bytes | None:
    """What is written in a cell, with what had no room on its page."""
    if length > LONGEST:
        return None
    most = USABLE - 35 if is_table else (USABLE - 12) * 64 // 255 - 23
    if length <= most:
        return content[at : at + length]
    least = (USABLE - 12) * 32 // 255 - 23
    here = least + (length - least) % (USABLE - 4)
    here = here if here <= most else least
    parts = [content[at : at + here]]
    following = int.from_bytes(content[at + here : at + here + 4], "big")
    left = length - here
    while left > 0:
        page = pages.read(following) if following else None
        if page is None:
            return None
        parts.append(page[4 : 4 + left])
        left -= USABLE - 4
        following = int.from_bytes(page[:4], "big")
    return b"".join(parts)


def _values(payload: bytes) -> Iterator[Value]:
    header, at = _varint(payload, 0)
    body = header
    while at < header:
        code, at = _varint(payload, at)
        value, body = _value(payload, body, code)
        yield value


def _value(payload: bytes, at: int, code: int) -> tuple[Value, int]:
    """A column's value by its serial type, and where the next one begins. Raises ValueError."""
    if code == 0:
        return None, at
    if code in (8, 9):
        return code - 8, at
    length = 8 if code == 7 else INTEGER_SIZES[code] if code < 7 else (code - 12) // 2
    data = payload[at : at + length]
    if len(data) != length or code in (10, 11):
        raise ValueError("not a record")
    if code < 7:
        return int.from_bytes(data, "big", signed=True), at + length
    if code == 7:
        raise ValueError("no column of a store holds a fraction")
    return (data if code % 2 == 0 else data.decode("utf-8")), at + length


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """SQLite's integer of 1 to 9 bytes, the largest part first, and where it ends."""
    value = 0
    for place in range(8):
        byte = data[at + place]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + place + 1
    return value << 8 | data[at + 8], at + 9
