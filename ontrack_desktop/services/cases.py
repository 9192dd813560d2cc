"""Find a case by the reference that stands on its papers."""

from __future__ import annotations

from ontrack_desktop.domain.cases import Case
from ontrack_desktop.domain.errors import NotFound
from ontrack_desktop.store.filters import equals

from .workspace import Reader


def by_reference(read: Reader, *, reference: str) -> Case:
    """Capitals and blanks at the ends do not matter. Raises `NotFound`."""
    typed = reference.strip()
    for said in (typed, typed.upper()):
        found = read.find(Case, equals("reference", said), limit=1)
        if found:
            return found[0]
    raise NotFound(
        f"There is no case {typed} in this vault.", "The reference stands at the top of the pupil’s page, like BT-0417."
    )
