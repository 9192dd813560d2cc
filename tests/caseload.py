"""A caseload for tests of lists: cases, what is due, and how much work the store had with a question."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from ontrack_desktop.domain.cases import Case, Designation
from ontrack_desktop.domain.notes import Action
from ontrack_desktop.domain.people import Pupil, Worker
from ontrack_desktop.store.store import Store

from . import factories

Keep = Callable[..., None]
OPENED = date(2026, 1, 8)


def on(days: int) -> date:
    """The day so many days from today."""
    return factories.TODAY + timedelta(days=days)


def at(days: int) -> datetime:
    """Ten o'clock, so many days from today."""
    return factories.NOW + timedelta(days=days)


def a_case(pupil: Pupil, worker: Worker | None, **values: Any) -> Case:
    held = (Designation(worker_id=worker.id, since=OPENED),) if worker else ()
    return Case(**{
        "id": factories.an_id(), "pupil_ids": (pupil.id,), "reference": f"T-{factories.an_id()}",
        "opened_on": OPENED, "designated_worker_id": worker.id if worker else None, "designations": held, **values,
    })


def an_action(pupil: Pupil, what: str, due_on: date | None, **values: Any) -> Action:
    return Action(**{
        "id": factories.an_id(), "pupil_ids": (pupil.id,), "what": what, "due_on": due_on,
        "agreed_on": on(-30), **values,
    })


def a_held_pupil(keep: Keep, worker: Worker | None, name: str, surname: str = "Vane", **values: Any) -> Pupil:
    """A pupil whose open case is held by `worker`."""
    pupil = factories.a_pupil(legal_forename=name, legal_surname=surname, **values)
    keep(pupil, a_case(pupil, worker))
    return pupil.model_copy(update={"version": 1})


@dataclass
class Work:
    """How many statements the store was asked, and how many steps SQLite's machine took over them."""

    statements: int = 0
    steps: int = 0


@contextmanager
def counted(store: Store) -> Iterator[Work]:
    """Count the work of everything that is asked inside."""
    work = Work()
    raw: Any = store.connection.raw

    def asked(statement: str) -> None:
        work.statements += statement.startswith(("SELECT", "WITH"))

    def stepped() -> int:
        work.steps += 1
        return 0

    raw.set_trace_callback(asked)
    raw.set_progress_handler(stepped, 1)
    try:
        yield work
    finally:
        raw.set_progress_handler(None, 0)
        raw.set_trace_callback(None)
