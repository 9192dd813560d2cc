"""Save what can be read of a damaged store into a new one. The damaged file is only read.

Every page that is whole gives its rows, wherever the damage is. What a damaged page held of a record stands as a
rule a second time in the file: as the record's row, and as its newest version in the ledger.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from ontrack_desktop.domain.drafts import Draft
from ontrack_desktop.domain.ledger import Act
from ontrack_desktop.domain.record import Record

from . import faults
from .build import builder
from .columns import moment_text
from .engine import salted
from .findings import Findings, read
from .keys import SALT_BYTES
from .ledger import COLUMNS
from .pages import Pages
from .rows import KINDS
from .store import Key, Store
from .unit_of_work import UnitOfWork
from .watch import Watch

# What values of another kind, or of another version of the program, make of a record.
UNREADABLE = (ValidationError, ValueError, TypeError, KeyError, IndexError, AttributeError)
REASON_UNREADABLE = "The reason could not be read any more."


@dataclass(frozen=True)
class Salvaged:
    """What was read of a damaged store, and what was not; records by kind.

    `lost` are known by name only; of `older` ones an older version than the last was read. A ledger's entry that
    could not be read is gone, with the version of a record that it held.
    """

    pages: int
    unreadable_pages: int
    entries: int
    lost_entries: int
    records: dict[str, int]
    lost: dict[str, int]
    older: dict[str, int]

    @property
    def is_everything(self) -> bool:
        """Whether nothing can be missing. Where a page could not be read, nobody knows what stood there alone."""
        return not (self.unreadable_pages or self.lost or self.older or self.lost_entries)


def salvage(path: Path, key: Key, into: Store, now: datetime, watch: Watch) -> Salvaged:
    """Read every page of a damaged store, and write what was read into a new, empty one.

    Raises `DiskGone`, `DiskFull`, `Stopped`; then nothing was written.
    """
    salt = bytes.fromhex(salted(key.hex)[-2 * SALT_BYTES :])
    try:
        with closing(Pages(path, bytes.fromhex(key.hex), salt)) as pages:
            found = read(pages, watch)
            with into.work(None, now) as work:
                told = _Salvage(found, work).run(watch)
                work.commit()
    except OSError as error:
        raise faults.told(faults.GONE, faults.READING) from error
    return told


class _Salvage:
    """One unit of work that writes what was found."""

    def __init__(self, found: Findings, work: UnitOfWork) -> None:
        self.found = found
        self.work = work
        self.records: Counter[str] = Counter()
        self.lost: Counter[str] = Counter()
        self.older: Counter[str] = Counter()

    def run(self, watch: Watch) -> Salvaged:
        found = self.found
        for done, seq in enumerate(sorted(found.entries)):
            self.work.enter_again({name: value for name, value in found.entry(seq).items() if name in COLUMNS})
            watch.at("Saving the ledger", done, len(found.entries))
        for done, record_id in enumerate(found.record_ids()):
            self._save(record_id)
            watch.at("Saving what can be read", done, len(found.kinds))
        for record_id in found.nameless():
            self._save_nameless(record_id)
        told = Salvaged(
            pages=found.pages.count, unreadable_pages=found.unreadable_pages, entries=len(found.entries),
            lost_entries=found.last_seq - len(found.entries),
            records=dict(self.records), lost=dict(self.lost), older=dict(self.older),
        )
        self.work.note_act(Act.RESTORED, detail=json.dumps({
            "salvaged": sum(told.records.values()), "lost": sum(told.lost.values()), "lost_entries": told.lost_entries,
        }))
        return told

    def _save(self, record_id: str) -> None:
        """Write a record's newest version that can be read, or that it was removed."""
        found, kind = self.found, self.found.kinds[record_id]
        if record_id in found.removed:
            self.work.put_back_removed(record_id, kind, found.removed[record_id] or REASON_UNREADABLE)
            if record_id not in found.removals:
                self._enter(Act.REMOVED, kind, record_id, found.versions.get(record_id, 1), "{}")
            return
        newest_entry, seq = found.saved.get(record_id, (0, 0))
        version, row = found.row(record_id, KINDS[kind])
        by_row = _readable(partial(_of_row, KINDS[kind], row)) if version else None
        by_entry = _readable(partial(self._of_entry, seq)) if seq else None
        readable = [record for record in (by_row, by_entry) if record is not None]
        if readable:
            self._put_back(max(readable, key=lambda record: record.version), newest_entry=newest_entry)
        else:
            self.lost[kind] += 1

    def _save_nameless(self, record_id: str) -> None:
        """Write a record of which there is only the row: a draft, which no ledger holds, or what lost its name."""
        rows = ((kind, self.found.row(record_id, kind)[1]) for kind in KINDS.values())
        fitting = [record for kind, row in rows if row and (record := _readable(partial(_of_row, kind, row)))]
        drafts = [record for record in fitting if isinstance(record, Draft)]
        if drafts:
            self.work.put_back(drafts[0])
            self.records[Draft.kind] += 1
        elif len(fitting) == 1:
            self._put_back(fitting[0], newest_entry=0)
        else:
            self.lost["unknown"] += 1

    def _put_back(self, record: Record, *, newest_entry: int) -> None:
        if record.version > newest_entry:
            self._enter(Act.SAVED, record.kind, str(record.id), record.version, record.model_dump_json())
        if record.version < self.found.versions.get(str(record.id), 0):
            self.older[record.kind] += 1
        self.work.put_back(record)
        self.records[record.kind] += 1

    def _of_entry(self, seq: int) -> Record:
        entry = self.found.entry(seq)
        return KINDS[entry["kind"]].model_validate_json(entry["payload"])

    def _enter(self, act: Act, kind: str, record_id: str, version: int, payload: str) -> None:
        """An entry in place of one that could not be read."""
        self.work.enter_again({
            "at": moment_text(self.work.now), "device_id": str(UUID(int=0)), "act": act.value, "kind": kind,
            "record_id": record_id, "version": version, "base_version": version - 1, "payload": payload,
        })


def _of_row(record_class: type[Record], row: tuple[Any, ...]) -> Record:
    """The record of a row, checked as if it was new: what could not be kept was not read right."""
    return record_class.model_validate(builder(record_class)([row])[0].__dict__)


def _readable(make: Callable[[], Record]) -> Record | None:
    try:
        return make()
    except UNREADABLE:
        return None
