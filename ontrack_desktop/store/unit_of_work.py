"""One command, one transaction: the rows, their links, their search words and the ledger entry together.

Leaving a unit of work without `commit()` rolls everything back: forgetting is safe.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Any, Self, TypeVar
from uuid import UUID

import sqlcipher3.dbapi2 as sqlcipher

from ontrack_desktop.domain.changes import Changes
from ontrack_desktop.domain.drafts import Draft, id_for
from ontrack_desktop.domain.errors import ChangedMeanwhile, NotValid, OnTrackError
from ontrack_desktop.domain.fields import mended
from ontrack_desktop.domain.ledger import Act, Head
from ontrack_desktop.domain.record import Casework, Record

from . import faults, ledger, search
from .columns import moment_text
from .connection import Connection
from .faults import SAVING
from .reader import Reader
from .statements import insert_into, put_by_id, quoted, update_by_id
from .tables import LINK, TOMBSTONE, table_of

R = TypeVar("R", bound=Record)
_UNLINK = "DELETE FROM link WHERE target_id = ? AND kind = ? AND role = ? AND at = ? AND record_id = ?"


@dataclass
class LastHead:
    """Where the ledger stood after the last commit, so that a save need not ask. One process has the store."""

    value: Head | None = None


class UnitOfWork:
    """A transaction by one worker at one time. Use as a context manager."""

    def __init__(
        self, connection: Connection, *, ledger_key: bytes, worker_id: UUID | None, device_id: UUID, now: datetime,
        last_head: LastHead,
    ) -> None:
        self.read = Reader(connection, worker_id)
        self.worker_id = worker_id
        self.now = now
        self.head = Head(0, b"")
        self._last_head = last_head
        self._connection = connection
        self._ledger_key = ledger_key
        self._device_id = device_id
        self._changed: list[Record] = []
        self._undo: list[Callable[[], None]] = []

    def __enter__(self) -> Self:
        with faults.told_plainly(self._connection, SAVING):
            self._connection.execute("BEGIN IMMEDIATE")
            self.head = self._last_head.value or ledger.read_head(self._connection)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for undo in self._undo:
            undo()
        self._connection.roll_back()
        if isinstance(error, Exception):
            faults.raise_plainly(error, self._connection, SAVING)

    def save(self, record: R) -> R:
        """Write a new record or the next version of one; gives it back as it now stands.

        Raises `ChangedMeanwhile` when somebody else wrote a version after the one that this was made from, and
        `NotValid` for a value that no two records may share.
        """
        stamped = self._stamped(record)
        table = table_of(type(record))
        try:
            if record.version == 0:
                insert_into(table).run(self._connection, stamped.__dict__)
            else:
                self._unlink(self._unchanged(record))
                update_by_id(table).run(self._connection, stamped.__dict__)
        except sqlcipher.IntegrityError as error:
            return self._saved_unheard(record, error)
        self._put_on_lists(stamped)
        self._record(Act.SAVED, stamped, stamped.model_dump_json(), base_version=record.version)
        self.discard_draft(record.id)
        self._changed.append(stamped)
        return stamped

    def put_back(self, record: Record) -> None:
        """Write a record as it was, in the version that it had. Its history comes by `enter_again`."""
        insert_into(table_of(type(record))).run(self._connection, record.__dict__)
        if not isinstance(record, Draft):
            self._put_on_lists(record)

    def put_back_removed(self, record_id: str, kind: str, reason: str) -> None:
        """Write down that a record is off every list, and why."""
        insert_into(TOMBSTONE).run(self._connection, {
            "record_id": record_id, "kind": kind, "at": moment_text(self.now), "reason": reason,
        })

    def enter_again(self, values: Mapping[str, Any]) -> None:
        """Write an entry that another ledger held, as it was, at the end of this one."""
        self.head = ledger.append(self._connection, self._ledger_key, self.head, dict(values))

    def remove(self, record: Record, reason: str) -> None:
        """Take a record off every list, with a reason; its versions stay in the ledger."""
        reason = mended(reason)
        self._unlink(self._unchanged(record))
        self._connection.execute(f"DELETE FROM {quoted(record.kind)} WHERE id = ?", (str(record.id),))  # noqa: S608
        search.remove(self._connection, record.id)
        self.put_back_removed(str(record.id), record.kind, reason)
        self._record(Act.REMOVED, record, json.dumps({"reason": reason}), base_version=record.version)
        self._changed.append(record)

    def note_act(
        self, act: Act, *, kind: str | None = None, record_id: UUID | None = None,
        pupil_id: UUID | None = None, detail: str = "{}",
    ) -> None:
        """Enter in the ledger that something was done: opened, printed, searched. `detail` holds no casework."""
        self._append(act, detail, kind=kind, record_id=record_id, pupil_id=pupil_id)

    def keep_draft(self, draft: Draft) -> None:
        """Keep the state of a half-written form in place of what this worker kept of it before."""
        kept = draft.model_copy(update={"id": id_for(draft.id, self.worker_id)})
        put_by_id(table_of(Draft)).run(self._connection, self._stamped(kept).__dict__)
        self._changed.append(draft)

    def discard_draft(self, draft_id: UUID) -> None:
        """Throw away what this worker kept of a form."""
        self._connection.execute("DELETE FROM draft WHERE id = ?", (str(id_for(draft_id, self.worker_id)),))

    def if_not_saved(self, undo: Callable[[], None]) -> None:
        """Do this unless all becomes durable: take back what the command did outside the store. It must not raise."""
        self._undo.append(undo)

    def commit(self) -> Changes:
        """Make it durable. Only after this has returned may anything be called saved."""
        self._connection.raw.commit()
        self._undo.clear()
        self._last_head.value = self.head
        return Changes(
            kinds=frozenset(record.kind for record in self._changed),
            ids=frozenset(record.id for record in self._changed),
            pupil_ids=frozenset(
                pupil
                for record in self._changed
                for pupil in (record.pupil_ids if isinstance(record, Casework) else (record.id,))
            ),
        )

    def _stamped(self, record: R) -> R:
        stamps: dict[str, Any] = {
            "version": record.version + 1, "changed_at": self.now, "changed_by": self.worker_id,
        }
        if record.version == 0:
            stamps |= {"created_at": self.now, "created_by": self.worker_id}
        return record.model_copy(update=stamps)

    def _saved_unheard(self, record: R, error: sqlcipher.IntegrityError) -> R:
        """Save a new record that is there already, because its first save reached the disk after the disk had failed.

        It is the next version of what its author wrote then. Raises what is meant by any other constraint.
        """
        kept = self.read.maybe(type(record), record.id) if record.version == 0 else None
        if kept is None or kept.created_by != self.worker_id:
            raise _there_already(record, error) from error
        return self.save(record.model_copy(update={
            "version": kept.version, "created_at": kept.created_at, "created_by": kept.created_by,
        }))

    def _unchanged(self, record: R) -> R:
        """The record as it is kept, which must be the version that this one was made from."""
        kept = self.read.maybe(type(record), record.id)
        if kept is None or kept.version != record.version:
            raise ChangedMeanwhile(
                f"This {record.noun} was changed in another window after you opened it.",
                "Your text is kept as a draft. Open the newer version and add what is missing.",
            )
        if isinstance(kept, Casework) and not kept.may_be_read_by(self.worker_id):
            raise OnTrackError("This is restricted.", "Ask the person who wrote it to change it.")
        return kept

    def _put_on_lists(self, record: Record) -> None:
        insert_into(LINK).run_for_each(self._connection, links_of(record))
        search.index(self._connection, record, time_of(record))

    def _unlink(self, kept: Record) -> None:
        for link in links_of(kept):
            self._connection.execute(_UNLINK, tuple(link.values()))

    def _record(self, act: Act, record: Record, payload: str, *, base_version: int) -> None:
        happened = record.happened_at()
        pupils = record.pupil_ids if isinstance(record, Casework) else ()
        self._append(
            act, payload, kind=record.kind, record_id=record.id, version=record.version,
            base_version=base_version, occurred_at=moment_text(happened) if happened else None,
            pupil_id=pupils[0] if pupils else None,
        )

    def _append(
        self, act: Act, payload: str, *, record_id: UUID | None, pupil_id: UUID | None, **values: Any
    ) -> None:
        self.head = ledger.append(self._connection, self._ledger_key, self.head, values | {
            "at": moment_text(self.now), "worker_id": str(self.worker_id) if self.worker_id else None,
            "device_id": str(self._device_id), "act": act.value, "payload": payload,
            "record_id": str(record_id) if record_id else None, "pupil_id": str(pupil_id) if pupil_id else None,
        })


def _there_already(record: Record, error: sqlcipher.IntegrityError) -> OnTrackError:
    """What SQLite means by "UNIQUE constraint failed: case.reference"."""
    said, _, field = str(error).rpartition(f"{record.kind}.")
    if not said.startswith("UNIQUE"):
        raise error
    if field == "id":
        return ChangedMeanwhile(f"This {record.noun} is saved already.", "Close this form and open it from its list.")
    return NotValid({field: f"Another {record.noun} has this already. Choose a different one."})


def links_of(record: Record) -> list[dict[str, str]]:
    """The rows of a saved record in the link table."""
    at = moment_text(time_of(record))
    return [
        {"target_id": str(target), "kind": record.kind, "role": role, "at": at, "record_id": str(record.id)}
        for role, target in record.links()
    ]


def time_of(record: Record) -> datetime:
    """When a saved record stands in lists: when it happened, else when it was first written down."""
    at = record.happened_at() or record.created_at
    assert at is not None, "a saved record carries when it was created"
    return at
