"""Everything of one case in a file that people and programs can read, without what is another child's."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from ontrack_desktop.domain.agencies import Agency, Professional, School
from ontrack_desktop.domain.drafts import Draft
from ontrack_desktop.domain.ledger import Act
from ontrack_desktop.domain.notes import Note, Quote
from ontrack_desktop.domain.people import Household, Pupil, Worker
from ontrack_desktop.domain.record import Casework, Record
from ontrack_desktop.domain.when import local
from ontrack_desktop.store import ledger_view
from ontrack_desktop.store.filters import among
from ontrack_desktop.store.tables import KINDS

from . import cases
from .workspace import Reader, UnitOfWork

FORMAT: Final = "ontrack-case/1"
AROUND: Final = (Household, School, Agency, Professional, Worker)
ABOUT: Final = (
    "Everything that this vault holds of one case and that the worker who made this file may read. Empty fields are "
    "left out. `version` says how often a record was saved; the vault keeps every version. `names` says who and what "
    "the ids are. Words of other children in notes about several are left out."
)


@dataclass(frozen=True)
class CaseExport:
    """The finished file, in memory."""

    document: bytes = field(repr=False)
    case_id: UUID
    pupil_id: UUID


def export_case(read: Reader, *, reference: str, now: datetime) -> CaseExport:
    """One case as JSON in UTF-8; raises `NotFound`. Afterwards `enter` it in the ledger."""
    case = cases.by_reference(read, reference=reference)
    pupil = read.get(Pupil, case.pupil_ids[0])
    found = {kind: _about(read, KINDS[kind], pupil.id) for kind in sorted(read.counts_about(pupil.id))}
    records = {kind: kept for kind, kept in found.items() if kept}
    flat = [pupil, *(record for kept in records.values() for record in kept)]
    around = {each.kind: _linked(read, each, flat) for each in AROUND}
    me = read.maybe(Worker, read.worker_id)
    content = {
        "format": FORMAT,
        "about": ABOUT,
        "case": case.reference,
        "exported_at": local(now).isoformat(timespec="seconds"),
        "exported_by": me.name if me else "",
        "ledger_head": read.head().mark(),
        "counts": {
            kind: {"records": len(kept), "versions": sum(record.version for record in kept)}
            for kind, kept in records.items()
        },
        "pupil": _plain(pupil),
        "records": {kind: [_shown(read, record) for record in kept] for kind, kept in records.items()},
        "around": {kind: [_plain(record) for record in kept] for kind, kept in around.items() if kept},
        "names": _names(read, flat, pupil),
    }
    document = json.dumps(content, ensure_ascii=False, indent=2).encode() + b"\n"
    return CaseExport(document, case.id, pupil.id)


def enter(work: UnitOfWork, *, export: CaseExport) -> None:
    """Write in the ledger that the case was exported."""
    detail = json.dumps({"what": "case", "format": FORMAT})
    work.note_act(Act.EXPORTED, kind="case", record_id=export.case_id, pupil_id=export.pupil_id, detail=detail)


def _about(read: Reader, record_class: type[Record], pupil_id: UUID) -> list[Record]:
    """The records of a kind, the oldest first; of notes what is about this pupil."""
    if record_class is Draft:
        return []
    found = list(reversed(read.about(record_class, pupil_id)))
    notes = [record for record in found if isinstance(record, Note)]
    if not notes:
        return found
    said: dict[UUID | None, list[Quote]] = {}
    for start in range(0, len(notes), 500):
        for quote in read.find(Quote, among("note_id", [note.id for note in notes[start : start + 500]])):
            said.setdefault(quote.note_id, []).append(quote)
    return [
        note.model_copy(update={"text": note.text_about(pupil_id, said.get(note.id, ()))}) for note in notes
    ]


def _linked(read: Reader, record_class: type[Record], records: Sequence[Record]) -> Sequence[Record]:
    """The people and places of a kind that these records point at, in the order of their names."""
    ids = {target for record in records for target in _targets(record)}
    return sorted(read.by_ids(record_class, sorted(ids)).values(), key=lambda record: record.label())


def _targets(record: Record) -> Iterable[UUID]:
    yield from (target for _, target in record.links())
    yield from (each for each in (record.created_by, record.changed_by) if each)


def _shown(read: Reader, record: Record) -> dict[str, Any]:
    if isinstance(record, Casework) and not record.may_be_read_by(read.worker_id):
        kept = ("id", "version", "created_at", "created_by")
        return {name: value for name, value in _plain(record).items() if name in kept} | {"withheld": True}
    return _plain(record)


def _plain(record: Record) -> dict[str, Any]:
    """A record as JSON values, without what is empty."""
    return {name: value for name, value in record.model_dump(mode="json").items() if value not in (None, "", [], {})}


def _names(read: Reader, records: Sequence[Record], pupil: Pupil) -> dict[str, str]:
    """By what people know the records that these point at; other children stay unnamed."""
    ids = sorted({target for record in records for target in _targets(record)})
    labels = ledger_view.labels(read, ids)
    others = read.by_ids(Pupil, ids).keys() - {pupil.id}
    return {str(each): "another pupil" if each in others else labels[each] for each in ids if each in labels}
