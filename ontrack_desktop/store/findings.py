"""What the whole pages of a store hold, put together: entries of the ledger, rows, and what is known by name only."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from ontrack_desktop.domain.ledger import Act
from ontrack_desktop.domain.record import Record

from .cells import Cell, cells
from .pages import Pages
from .rows import KINDS, ledger_table, link_table, searchable_table, table_of, tombstone_table
from .watch import Watch

ENTRY: Final = [column.name for column in ledger_table.columns]
ENTRY_WIDTH, LINK_WIDTH = len(ENTRY), len(link_table.columns)
TEXT_WIDTH, TOMBSTONE_WIDTH = len(searchable_table.columns), len(tombstone_table.columns)
INDEX_WIDTH: Final = 3  # of the ledger's indices: an id, a version or a sequence, and the entry's sequence
LEAST_WIDTH: Final = 7  # of a record's row
ID_LENGTH: Final = 36
ACTS: Final = frozenset(Act)


@dataclass
class Findings:
    """Where everything stands; contents are read from their page again when they are asked for."""

    pages: Pages
    unreadable_pages: int = 0
    last_seq: int = 0
    entries: dict[int, int] = field(default_factory=dict)
    """Sequence of an entry of the ledger to its page."""
    rows: dict[str, list[int]] = field(default_factory=dict)
    """Id of a record to the pages that have a row of it."""
    kinds: dict[str, str] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)
    """The last version of each record that anything speaks of."""
    saved: dict[str, tuple[int, int]] = field(default_factory=dict)
    """The last version of each record that the ledger holds, and the sequence of its entry."""
    removals: dict[str, int] = field(default_factory=dict)
    """The sequence at which a record was removed."""
    removed: dict[str, str] = field(default_factory=dict)
    """Records that were removed, with the reason where it was read."""

    def __post_init__(self) -> None:
        self._on = lru_cache(maxsize=64)(self._cells_on)

    def entry(self, seq: int) -> dict[str, Any]:
        """An entry of the ledger by its columns."""
        cell = next(cell for cell in self._on(self.entries[seq]) if cell.rowid == seq and _is_entry(cell))
        return dict(zip(ENTRY, cell.values, strict=True)) | {"seq": seq}

    def row(self, record_id: str, record_class: type[Record]) -> tuple[int, tuple[Any, ...]]:
        """The version and values of a record's newest row; version 0 if none was read."""
        width = len(table_of(record_class).columns)
        found = [row for row in self._rows_of(record_id) if len(row) == width and isinstance(row[1], int)]
        newest = max(found, key=lambda row: int(row[1]), default=())
        return (int(newest[1]), newest) if newest else (0, ())

    def record_ids(self) -> list[str]:
        """Every record that anything speaks of, the removed ones too."""
        return sorted(self.kinds)

    def nameless(self) -> list[str]:
        """Records of which nothing but a row was read: drafts, and what else lost its name."""
        return sorted(self.rows.keys() - self.kinds.keys())

    def _rows_of(self, record_id: str) -> list[tuple[Any, ...]]:
        return [
            cell.values
            for page in self.rows.get(record_id, ())
            for cell in self._on(page)
            if _is_row(cell) and cell.values[0] == record_id
        ]

    def _cells_on(self, page: int) -> list[Cell]:
        content = self.pages.read(page)
        return [cell for cell in cells(self.pages, page, content) if cell is not None] if content is not None else []

    def take(self, cell: Cell, page: int) -> None:
        """Sort in what stands in one cell."""
        values = cell.values
        if _is_entry(cell):
            self._take_entry(cell, page)
        elif cell.rowid is not None and len(values) == TEXT_WIDTH and values[2] in KINDS:
            self.kinds[_once(values[1])] = _once(values[2])
        elif cell.rowid is not None and len(values) == TOMBSTONE_WIDTH and values[1] in KINDS:
            self.kinds[_once(values[0])] = _once(values[1])
            self.removed[_once(values[0])] = str(values[3])
        elif cell.rowid is None and len(values) == LINK_WIDTH and values[1] in KINDS:
            self.kinds[_once(values[4])] = _once(values[1])
        elif cell.rowid is None and len(values) == INDEX_WIDTH and _is_id(values[0]):
            self._take_index(_once(values[0]), values[1], values[2])
        elif _is_row(cell):
            self.rows.setdefault(_once(values[0]), []).append(page)

    def _take_index(self, record_id: str, version: Any, seq: Any) -> None:
        """An entry of an index of the ledger: by record and version, or by pupil and sequence."""
        if isinstance(version, int) and isinstance(seq, int):
            self.last_seq = max(self.last_seq, seq)
            if version != seq:
                self.versions[record_id] = max(version, self.versions.get(record_id, 0))

    def _take_entry(self, cell: Cell, page: int) -> None:
        assert cell.rowid is not None
        seq, entry = cell.rowid, dict(zip(ENTRY, cell.values, strict=True))
        self.entries[seq] = page
        self.last_seq = max(self.last_seq, seq)
        record_id, version = entry["record_id"], entry["version"]
        if entry["kind"] not in KINDS or not isinstance(record_id, str) or not isinstance(version, int):
            return
        record_id = _once(record_id)
        self.kinds[record_id] = _once(entry["kind"])
        self.versions[record_id] = max(version, self.versions.get(record_id, 0))
        if entry["act"] == Act.REMOVED:
            self.removals[record_id] = seq
            self.removed.setdefault(record_id, _reason(entry["payload"]))
        elif entry["act"] == Act.SAVED:
            self.saved[record_id] = max(self.saved.get(record_id, (0, 0)), (version, seq))


def read(pages: Pages, watch: Watch) -> Findings:
    """Look at every page. Raises `Stopped`, OSError."""
    found = Findings(pages)
    for number in range(1, pages.count + 1):
        content = pages.read(number)
        if content is None:
            found.unreadable_pages += 1
            continue
        for cell in cells(pages, number, content):
            if cell is not None and cell.values:
                found.take(cell, number)
        watch.at("Reading every page", number, pages.count)
    return found


def _reason(payload: Any) -> str:
    try:
        return str(json.loads(payload)["reason"])
    except (ValueError, KeyError, TypeError):
        return ""


def _once(text: Any) -> str:
    """A name that stands in many cells, kept in memory once."""
    return sys.intern(str(text))


def _is_entry(cell: Cell) -> bool:
    return cell.rowid is not None and len(cell.values) == ENTRY_WIDTH and cell.values[4] in ACTS


def _is_row(cell: Cell) -> bool:
    return cell.rowid is None and len(cell.values) >= LEAST_WIDTH and _is_id(cell.values[0])


def _is_id(value: Any) -> bool:
    return isinstance(value, str) and len(value) == ID_LENGTH and value.count("-") == 4
