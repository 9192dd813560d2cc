"""Parts of a record that have no life of their own."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """Frozen, compared by content, kept inside its record as JSON."""

    model_config = ConfigDict(frozen=True, extra="forbid")
