"""What a writer was told is saved, and whether a store still has it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from ontrack_desktop.domain.drafts import Draft, id_for
from ontrack_desktop.domain.record import Record
from ontrack_desktop.services.workspace import Reader
from ontrack_desktop.store import checks, ledger
from ontrack_desktop.store.store import Key, Store
from ontrack_desktop.store.tables import KINDS
from ontrack_desktop.store.watch import Watch

REMOVED = 0  # in place of a version


@dataclass
class Acks:
    """Everything that was acknowledged: the last head, each record's last version, each draft's last length."""

    seq: int = 0
    mac: str = ""
    count: int = 0
    records: dict[str, tuple[str, int]] = field(default_factory=dict)
    drafts: dict[str, int] = field(default_factory=dict)

    def take(self, line: str) -> None:
        """One line of a writer: what had become durable when it was written."""
        said = json.loads(line)
        self.count += 1
        self.seq, self.mac = said["seq"], said["mac"]
        for record_id, kind, version in said["records"]:
            self.records[record_id] = (kind, version)
            self.drafts.pop(record_id, None)
        self.drafts |= said["drafts"]


def losses(path: Path, key: Key, vault_id: UUID, acks: Acks) -> list[str]:
    """What is wrong with a store, opened as after a crash, or missing from it; [] if nothing is."""
    store = Store.open(path, key, vault_id=vault_id, device_id=vault_id)
    try:
        with store.reading(None) as read:
            found = list(_missing(read, acks))
        verdict = store.verify()
        if not verdict.is_sound:
            found.append(f"entry {verdict.first_bad} of the ledger is wrong")
        with store.reading(None) as read:
            _, fault = checks.rows_fault(read.connection, Watch())
            found += [fault] if fault else []
    finally:
        store.close()
    checks.flush(path, key)
    with checks.looking_into(path, key) as connection:
        fault = checks.pages_fault(connection, path, key, Watch())
    return [*found, fault] if fault else found


def _missing(read: Reader, acks: Acks) -> Iterable[str]:
    if acks.seq:
        mac = ledger.mac_at(read.connection, acks.seq)
        if mac is None or mac.hex() != acks.mac:
            yield f"the acknowledged entry {acks.seq} of the ledger is gone, the last one is {read.head().seq}"
    for record_id, (kind, version) in acks.records.items():
        kept = read.maybe(KINDS[kind], UUID(record_id))
        if version == REMOVED:
            if kept is not None:
                yield f"the {kind} {record_id} was removed and is back"
        elif not _has(read, kept, kind, record_id, version):
            yield f"version {version} of the {kind} {record_id} is gone"
    half_written = {str(id_for(draft.id, draft.changed_by)): draft for draft in read.find(Draft)}
    for draft_id, length in acks.drafts.items():
        draft = half_written.get(draft_id)
        if draft is None and read.maybe(KINDS["note"], UUID(draft_id)) is None:
            yield f"the draft {draft_id} is gone"
        elif draft is not None and len(draft.state["text"]) < length:
            yield f"the draft {draft_id} is shorter than it was"


def _has(read: Reader, kept: Record | None, kind: str, record_id: str, version: int) -> bool:
    """Whether this version or a later one is there; a removal that nobody heard of any more is no loss."""
    if kept is not None:
        return kept.version >= version
    return any(v.version >= version for v in read.versions(KINDS[kind], UUID(record_id)))
