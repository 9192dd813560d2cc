"""Who stands around the demo's children: workers, schools, agencies, professionals."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from random import Random
from typing import Any
from uuid import UUID

from ontrack_desktop.domain.agencies import Agency, Professional, School
from ontrack_desktop.domain.people import Worker
from ontrack_desktop.domain.record import Record, new_id
from ontrack_desktop.services import records
from ontrack_desktop.services.workspace import UnitOfWork
from ontrack_desktop.system.assets import asset

Act = tuple[datetime, Callable[[UnitOfWork], None]]
STAFF = 41


def saving(*written: Record) -> Callable[[UnitOfWork], None]:
    """The act of writing these down."""

    def command(work: UnitOfWork) -> None:
        for record in written:
            records.save(work, record)

    return command


def told(name: str) -> Any:
    """A file of the demo's sentences."""
    return json.loads(asset("demo", f"{name}.json").read_text(encoding="utf-8"))


class Cast:
    """The people of the school by key, with ids that follow from the seed."""

    def __init__(self, random: Random, me: UUID) -> None:
        self.random = random
        self.me = me
        self.ids: dict[str, UUID] = {"worker:me": me}
        self.names: dict[str, str] = {}
        self.records: list[Record] = []

    def fresh(self, when: datetime) -> UUID:
        return new_id(when, self.random.randbytes(10))

    def about(self, pupil_id: UUID, when: datetime) -> dict[str, Any]:
        """A fresh id, and whom a record is about."""
        return {"id": self.fresh(when), "pupil_ids": (pupil_id,)}

    def gather(self, begun: datetime, names: Iterator[str]) -> None:
        """Everybody of `cast.json`, and colleagues up to 41 staff."""
        cast = told("cast")
        for entry in cast["workers"]:
            key = entry.pop("key")
            worker = Worker(id=self.me if key == "me" else self.fresh(begun), **entry)
            self._keep(f"worker:{key}", worker, worker.name, is_new=key != "me")
        for entry in cast["schools"]:
            key = entry.pop("key")
            self._keep(f"school:{key}", School(id=self.fresh(begun), **entry), entry["name"])
        for entry in cast["agencies"]:
            key = entry.pop("key")
            self._keep(f"agency:{key}", Agency(id=self.fresh(begun), **entry), entry["name"])
        for entry in cast["professionals"]:
            key, school, agency = entry.pop("key"), entry.pop("school", None), entry.pop("agency", None)
            self._keep(f"professional:{key}", Professional(
                id=self.fresh(begun), school_id=self.ids.get(f"school:{school}"),
                agency_id=self.ids.get(f"agency:{agency}"), **entry,
            ), entry["name"])
        staff = sum(1 for record in self.records if isinstance(record, Professional) and record.school_id)
        for number in range(STAFF - staff - len(cast["workers"])):
            role = cast["staff_roles"][number % len(cast["staff_roles"])]
            self.records.append(Professional(
                id=self.fresh(begun), name=next(names), role=role, school_id=self.ids["school:larchfield"]
            ))

    def _keep(self, key: str, record: Record, name: str, *, is_new: bool = True) -> None:
        self.ids[key] = record.id
        self.names[key] = name
        if is_new:
            self.records.append(record)

    def organisation(self, professional: str) -> tuple[UUID | None, UUID | None]:
        """(school id, agency id) of a professional."""
        wanted = self.ids[f"professional:{professional}"]
        found = next(r for r in self.records if r.id == wanted)
        assert isinstance(found, Professional)
        return found.school_id, found.agency_id
