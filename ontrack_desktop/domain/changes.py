"""What a write changed: broadcast once, so that open screens know whether it concerns them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Changes:
    """The kinds and ids of the records written, and the pupils they are about."""

    kinds: frozenset[str] = frozenset()
    ids: frozenset[UUID] = frozenset()
    pupil_ids: frozenset[UUID] = frozenset()

    def concern(self, *, kinds: frozenset[str], pupil_id: UUID | None = None) -> bool:
        """Whether a screen that shows these kinds (of this pupil) should read again."""
        return bool(self.kinds & kinds) and (pupil_id is None or pupil_id in self.pupil_ids)
