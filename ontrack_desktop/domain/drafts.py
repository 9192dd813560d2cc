"""A half-written form, kept from its first key."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar
from uuid import UUID

from pydantic import BeforeValidator, Field

from .fields import mended
from .record import Record


class Draft(Record):
    """The whole state of one worker's form. Its id is the id of the record that will come of it."""

    kind: ClassVar[str] = "draft"
    noun: ClassVar[str] = "draft"

    form: str
    title: Annotated[str, BeforeValidator(mended)]
    pupil_id: UUID | None = None
    state: Annotated[dict[str, Any], BeforeValidator(mended)] = Field(default_factory=dict)
    caret: int = 0

    def label(self) -> str:
        return self.title


def id_for(record_id: UUID, worker_id: UUID | None) -> UUID:
    """By which id one worker's draft is kept, and from that the record's id again.

    Two workers may each have half-written the same record, and neither may lose or see the other's.
    """
    return UUID(int=record_id.int ^ worker_id.int) if worker_id is not None else record_id
