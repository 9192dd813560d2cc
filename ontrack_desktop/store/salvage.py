"""Save what can be read of a damaged store into a new one. The damaged file is only read.

Every page that is whole gives its rows, wherever the damage is. What a damaged page held of a record stands as a
rule a second time in the file: as the record's row, and as its newest version in the ledger.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

import sqlcipher3.dbapi2 as sqlcipher
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
from .remembered import Entry, Known, Remembered
from .store import Key, Store
from .tables import KINDS
from .unit_of_work import UnitOfWork
from .watch import Watch

T = TypeVar("T")
# What values of another kind, or of another version of the program, make of a record.
UNREADABLE = (ValidationError, ValueError, TypeError, KeyError, IndexError, AttributeError)
REASON_UNREADABLE = "The reason could not be read any more."
REASON_TAKEN = "Another record, saved before this one, has what no two may share. The history holds this one."


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
    """Read every page of a damaged store, and write what was read into a new, empty one, some at a time.

    That it is through is the last entry of the new store's ledger. Raises `DiskGone`, `DiskFull`, `Stopped`; then
    the new store holds a part, and is to be thrown away.
    """
    salt = bytes.fromhex(salted(key.hex)[-2 * SALT_BYTES :])
    try:
        with closing(Pages(path, bytes.fromhex(key.hex), salt)) as pages, closing(Remembered(into.path)) as remembered:
            return _Salvage(read(pages, remembered, watch), into, now, watch).run()
    except OSError as error:
        raise faults.told(faults.GONE, faults.READING) from error
    except sqlcipher.Error as error:
        said = faults.plainly(error, faults.CREATING)
        if said is None:
            raise
        raise said from error


class _Salvage:
    """Writes what was found, each batch in a unit of work of its own."""

    def __init__(self, found: Findings, into: Store, now: datetime, watch: Watch) -> None:
        self.found = found
        self.into = into
        self.now = now
        self.watch = watch
        self.records: Counter[str] = Counter()
        self.lost: Counter[str] = Counter()
        self.older: Counter[str] = Counter()

    def run(self) -> Salvaged:
        found, remembered = self.found, self.found.remembered
        entries = remembered.entry_count()
        self._write("Saving the ledger", remembered.entries(), entries, self._enter_again)
        self._write("Saving what can be read", remembered.records(), remembered.record_count(), self._save)
        told = Salvaged(
            pages=found.pages.count, unreadable_pages=found.unreadable_pages, entries=entries,
            lost_entries=found.last_seq - entries,
            records=dict(self.records), lost=dict(self.lost), older=dict(self.older),
        )
        with self.into.work(None, self.now) as work:
            work.note_act(Act.RESTORED, detail=json.dumps({
                "salvaged": sum(told.records.values()), "lost": sum(told.lost.values()),
                "lost_entries": told.lost_entries,
            }))
            work.commit()
        return told

    def _write(
        self, what: str, batches: Iterator[list[T]], of_all: int, write: Callable[[UnitOfWork, T], None]
    ) -> None:
        done = 0
        for batch in batches:
            with self.into.work(None, self.now) as work:
                for each in batch:
                    write(work, each)
                    self.watch.at(what, done, of_all)
                    done += 1
                work.commit()

    def _enter_again(self, work: UnitOfWork, entry: Entry) -> None:
        work.enter_again({name: value for name, value in self.found.entry(entry).items() if name in COLUMNS})

    def _save(self, work: UnitOfWork, known: Known) -> None:
        """Write a record's newest version that can be read, or that it was removed."""
        if known.kind is None:
            self._save_nameless(work, known)
        elif known.reason is not None:
            self._remove(work, known, known.kind, known.reason or REASON_UNREADABLE)
        else:
            version, row = self.found.row(known, KINDS[known.kind])
            by_row = _readable(partial(_of_row, KINDS[known.kind], row)) if version else None
            newest = by_row
            if known.saved and (by_row is None or by_row.version < known.saved_version):
                newest = _readable(partial(self._of_entry, known.saved)) or by_row
            if newest is not None:
                self._put_back(work, known, newest)
            else:
                self.lost[known.kind] += 1

    def _save_nameless(self, work: UnitOfWork, known: Known) -> None:
        """Write a record of which there is only the row: a draft, which no ledger holds, or what lost its name."""
        if not known.pages:  # an index names it, and nothing says what it is
            return
        rows = ((kind, self.found.row(known, kind)[1]) for kind in KINDS.values())
        fitting = [record for kind, row in rows if row and (record := _readable(partial(_of_row, kind, row)))]
        drafts = [record for record in fitting if isinstance(record, Draft)]
        if drafts:
            work.put_back(drafts[0])
            self.records[Draft.kind] += 1
        elif len(fitting) == 1:
            self._put_back(work, known, fitting[0])
        else:
            self.lost["unknown"] += 1

    def _put_back(self, work: UnitOfWork, known: Known, record: Record) -> None:
        if record.version > known.saved_version:
            self._enter(work, Act.SAVED, record.kind, str(record.id), record.version, record.model_dump_json())
        try:
            work.put_back(record)
        except sqlcipher.IntegrityError:  # an older version may hold what by now belongs to another record
            self._remove(work, known, record.kind, REASON_TAKEN)
            self.lost[record.kind] += 1
            return
        if record.version < known.version:
            self.older[record.kind] += 1
        self.records[record.kind] += 1

    def _remove(self, work: UnitOfWork, known: Known, kind: str, reason: str) -> None:
        work.put_back_removed(known.record_id, kind, reason)
        if not known.has_removal:
            payload = json.dumps({"reason": reason})
            self._enter(work, Act.REMOVED, kind, known.record_id, known.version or 1, payload)

    def _of_entry(self, entry: Entry) -> Record:
        values = self.found.entry(entry)
        return KINDS[values["kind"]].model_validate_json(values["payload"])

    def _enter(self, work: UnitOfWork, act: Act, kind: str, record_id: str, version: int, payload: str) -> None:
        """An entry in place of one that could not be read."""
        work.enter_again({
            "at": moment_text(self.now), "device_id": str(UUID(int=0)), "act": act.value, "kind": kind,
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
