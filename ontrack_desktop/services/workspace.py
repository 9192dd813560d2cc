"""Everything that exists only while a vault is unlocked: the open store, who is working, and the clock.

Used by one thread. `query` asks, `change` does one command in one unit of work.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from ontrack_desktop.domain.changes import Changes
from ontrack_desktop.domain.record import new_id
from ontrack_desktop.store.reader import Reader
from ontrack_desktop.store.store import Store
from ontrack_desktop.store.unit_of_work import UnitOfWork

__all__ = ["Clock", "Command", "Query", "Reader", "UnitOfWork", "Workspace", "fresh_id"]

T = TypeVar("T")
Clock = Callable[[], datetime]
Query = Callable[[Reader], T]
Command = Callable[[UnitOfWork], None]


def fresh_id(now: datetime) -> UUID:
    """An id for a new record."""
    return new_id(now, os.urandom(10))


class Workspace:
    """One unlocked vault in the hands of one worker."""

    def __init__(self, store: Store, worker_id: UUID, clock: Clock) -> None:
        self.store = store
        self.worker_id = worker_id
        self.clock = clock

    def query(self, ask: Query[T]) -> T:
        """The answer to a question, from one state of the store."""
        with self.store.reading(self.worker_id) as read:
            return ask(read)

    def change(self, command: Command) -> Changes:
        """Do one command; when this returns it is durable. Any exception leaves the store as it was."""
        with self.store.work(self.worker_id, self.clock()) as work:
            command(work)
            return work.commit()

    def close(self) -> None:
        self.store.close()
