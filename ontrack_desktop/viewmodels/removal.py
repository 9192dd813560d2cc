"""Why something is taken off the lists: a line that is a draft by itself, until it is done or somebody thinks again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID, uuid5

from PySide6.QtCore import QObject

from ontrack_desktop.domain.drafts import Draft
from ontrack_desktop.domain.errors import NotValid
from ontrack_desktop.services import drafts
from ontrack_desktop.services.workspace import Command, UnitOfWork

from .desk import Desk
from .form import FormModel

REMOVAL_FORM = "removal"


class RemovalForm(FormModel):
    """`remove(work, reason=…)` takes the record off the lists; the half-typed reason goes with it."""

    def __init__(
        self, desk: Desk, *, removed_id: UUID, title: str, pupil_id: UUID | None, remove: Callable[..., None],
        parent: QObject,
    ) -> None:
        super().__init__(
            desk, form=REMOVAL_FORM, record_id=uuid5(removed_id, REMOVAL_FORM), title=title, pupil_id=pupil_id,
            parent=parent,
        )
        self._remove = remove
        self.start({"reason": ""})

    def open(self, then: Callable[[RemovalForm], None]) -> None:
        """Hand the form over once what was left half-typed is filled in."""

        def found(draft: Draft | None) -> None:
            if draft is not None:
                self.restore(draft)
            self.take_over()
            then(self)

        ask = partial(drafts.one, draft_id=self.record_id)
        self.desk.background.query(ask, found, owner=self, failed=lambda _error: found(None))

    def command(self) -> Command:
        reason = self.values["reason"].strip()
        if not reason:
            raise NotValid({"reason": "Say why in a few words."})

        def remove(work: UnitOfWork) -> None:
            self._remove(work, reason=reason)
            drafts.discard(work, draft_id=self.record_id)

        return remove

    def let_go(self) -> None:
        """The program closes the line, as before it locks: an empty one is not worth a draft."""
        if not self.values["reason"].strip():
            self.discard()
        super().let_go()
