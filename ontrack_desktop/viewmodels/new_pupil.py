"""Adding a pupil: one form for the pupil and what opens their case, with a warning where they look known."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject

from ontrack_desktop.domain.agencies import School
from ontrack_desktop.domain.drafts import Draft
from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.services import pupils
from ontrack_desktop.services.pupils import LooksKnown, NewPupil
from ontrack_desktop.services.workspace import Command

from .desk import Desk
from .record_form import RecordForm
from .record_forms import NEW_PUPIL


class NewPupilForm(RecordForm):
    """Saves the pupil and the case together. A pupil who looks known is said once; saving again adds them."""

    def __init__(
        self, desk: Desk, *, schools: tuple[School, ...], reference: str, parent: QObject | None = None
    ) -> None:
        names = [(str(school.id), school.name) for school in schools]
        super().__init__(
            desk, NEW_PUPIL, given={"reference": reference}, options=lambda _name: names, parent=parent
        )
        self._despite: frozenset[UUID] = frozenset()

    def command(self) -> Command:
        new = self.record_from_values()
        assert isinstance(new, NewPupil)
        return partial(pupils.add, new=new, despite=self._despite)

    def _refused(self, error: OnTrackError) -> None:
        if isinstance(error, LooksKnown):
            self._despite |= error.pupil_ids
        super()._refused(error)


def open_new_pupil(
    desk: Desk, then: Callable[[NewPupilForm], None], *, owner: QObject, draft: Draft | None = None
) -> None:
    """Make the form (carrying on with a draft, if given) once the schools and the next reference are known."""

    def make(offered: tuple[tuple[School, ...], str]) -> None:
        form = NewPupilForm(desk, schools=offered[0], reference=offered[1])
        if draft is not None:
            form.record_id = draft.id
            form.restore(draft)
        then(form)

    desk.background.query(pupils.to_add, make, owner=owner)
