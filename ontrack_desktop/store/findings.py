"""What the whole pages of a store hold, put together: entries of the ledger, rows, and what is known by name only."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from ontrack_desktop.domain.ledger import Act
from ontrack_desktop.domain.record import Record

from . import remembered
from .cells import Cell, cells
from .pages import Pages
from .remembered import Entry, Known, Remembered
from .tables import KINDS, LEDGER, LINK, SEARCHABLE, TOMBSTONE, table_of
from .watch import Watch

ENTRY: Final = LEDGER.names
ENTRY_WIDTH, LINK_WIDTH = len(ENTRY), len(LINK.names)
TEXT_WIDTH, TOMBSTONE_WIDTH = len(SEARCHABLE.names), len(TOMBSTONE.names)
INDEX_WIDTH: Final = 3  # of the ledger's indices: an id, a version or a sequence, and the entry's sequence
LEAST_WIDTH: Final = 7  # of a record's row
LAST_ROWID: Final = 2**63 - 1
ID_LENGTH: Final = 36
ACTS: Final = frozenset(Act)
PAGES_AT_HAND: Final = 64  # whose rows are kept: one of each kind, and those before


@dataclass
class Findings:
    """Where everything stands; contents are read from their page again when they are asked for."""

    pages: Pages
    remembered: Remembered
    unreadable_pages: int = 0
    last_seq: int = 0

    def __post_init__(self) -> None:
        self._on = lru_cache(PAGES_AT_HAND)(self._cells_on)

    def entry(self, entry: Entry) -> dict[str, Any]:
        """An entry of the ledger by its columns."""
        cell = next(cell for cell in self._on(entry.page) if cell.rowid == entry.seq and _is_entry(cell))
        return dict(zip(ENTRY, cell.values, strict=True)) | {"seq": entry.seq}

    def row(self, known: Known, record_class: type[Record]) -> tuple[int, tuple[Any, ...]]:
        """The version and values of a record's newest row; version 0 if none was read."""
        width = len(table_of(record_class).columns)
        found = [row for row in self._rows_of(known) if len(row) == width and isinstance(row[1], int)]
        newest = max(found, key=lambda row: int(row[1]), default=())
        return (int(newest[1]), newest) if newest else (0, ())

    def _rows_of(self, known: Known) -> list[tuple[Any, ...]]:
        return [
            cell.values
            for page in known.pages
            for cell in self._on(page)
            if _is_row(cell) and cell.values[0] == known.record_id
        ]

    def _cells_on(self, page: int) -> list[Cell]:
        content = self.pages.read(page)
        return [cell for cell in cells(self.pages, page, content) if cell is not None] if content is not None else []

    def take(self, cell: Cell, page: int) -> None:
        """Sort in what stands in one cell."""
        values, keep = cell.values, self.remembered.keep
        if _is_entry(cell):
            self._take_entry(cell, page)
        elif cell.rowid is not None and len(values) == TEXT_WIDTH and values[2] in KINDS:
            keep(remembered.KIND, str(values[1]), values[2])
        elif cell.rowid is not None and len(values) == TOMBSTONE_WIDTH and values[1] in KINDS:
            keep(remembered.KIND, str(values[0]), values[1])
            keep(remembered.TOMBSTONE, str(values[0]), str(values[3]))
        elif cell.rowid is None and len(values) == LINK_WIDTH and values[1] in KINDS:
            keep(remembered.KIND, str(values[4]), values[1])
        elif cell.rowid is None and len(values) == INDEX_WIDTH and _is_id(values[0]):
            self._take_index(str(values[0]), values[1], values[2])
        elif _is_row(cell):
            keep(remembered.ANYTHING, values[0])
            keep(remembered.PLACE, values[0], page)

    def _take_index(self, record_id: str, version: Any, seq: Any) -> None:
        """An entry of an index of the ledger: by record and version, or by pupil and sequence."""
        if isinstance(version, int) and isinstance(seq, int):
            self.last_seq = max(self.last_seq, seq)
            if version != seq:
                self.remembered.keep(remembered.VERSION, record_id, version)

    def _take_entry(self, cell: Cell, page: int) -> None:
        assert cell.rowid is not None
        seq, entry, keep = cell.rowid, dict(zip(ENTRY, cell.values, strict=True)), self.remembered.keep
        keep(remembered.ENTRY, seq, page)
        self.last_seq = max(self.last_seq, seq)
        record_id, version = entry["record_id"], entry["version"]
        if entry["kind"] not in KINDS or not isinstance(record_id, str) or not isinstance(version, int):
            return
        keep(remembered.KIND, record_id, entry["kind"])
        keep(remembered.VERSION, record_id, version)
        if entry["act"] == Act.REMOVED:
            keep(remembered.REMOVAL, record_id, _reason(entry["payload"]))
        elif entry["act"] == Act.SAVED:
            keep(remembered.SAVED, record_id, version, seq)


def read(pages: Pages, into: Remembered, watch: Watch) -> Findings:
    """Look at every page. Raises `Stopped`, OSError."""
    found = Findings(pages, into)
    for number in range(1, pages.count + 1):
        watch.at("Reading every page", number, pages.count)
        content = pages.read(number)
        if content is None:
            found.unreadable_pages += 1
            continue
        for cell in cells(pages, number, content):
            if cell is not None and cell.values:
                found.take(cell, number)
    return found


def _reason(payload: Any) -> str:
    try:
        return str(json.loads(payload)["reason"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""


def _is_entry(cell: Cell) -> bool:
    """Whether it is an entry as this program writes it: somebody with the key may have put anything there."""
    if cell.rowid is None or len(cell.values) != ENTRY_WIDTH or cell.values[4] not in ACTS:
        return False
    return 0 < cell.rowid <= LAST_ROWID and bytes not in map(type, cell.values[:-1])


def _is_row(cell: Cell) -> bool:
    return cell.rowid is None and len(cell.values) >= LEAST_WIDTH and _is_id(cell.values[0])


def _is_id(value: Any) -> bool:
    return isinstance(value, str) and len(value) == ID_LENGTH and value.count("-") == 4
