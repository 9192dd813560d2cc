"""A half-written form, kept from its first key."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar
from uuid import UUID

from pydantic import BeforeValidator, Field

from .fields import mended
from .record import Record


class Draft(Record):
    """The whole state of one form. Its id is the id of the record that will come of it."""

    kind: ClassVar[str] = "draft"
    noun: ClassVar[str] = "draft"

    form: str
    title: Annotated[str, BeforeValidator(mended)]
    pupil_id: UUID | None = None
    state: Annotated[dict[str, Any], BeforeValidator(mended)] = Field(default_factory=dict)
    caret: int = 0

    def label(self) -> str:
        return self.title
