"""A section of a pupil's page: what it shows is read in one go, and again when somebody wrote; it asks for forms."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, Protocol, TypeVar
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from ontrack_desktop.domain.changes import Changes
from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.domain.isolated import isolated
from ontrack_desktop.domain.people import Pupil
from ontrack_desktop.domain.record import Record
from ontrack_desktop.services.workspace import Command, Reader

from .desk import Desk
from .form_opening import open_form
from .record_form import FormSpec


class PupilPage(Protocol):
    """What a service gives for a section."""

    @property
    def pupil(self) -> Pupil: ...


P = TypeVar("P", bound=PupilPage)


class PupilSection(QObject, Generic[P]):
    """One pupil's section. `page` is None until it was read."""

    changed = Signal()
    form_ready = Signal(object)
    """Signal(RecordForm): a form that was asked for."""
    told = Signal(str, str)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.pupil_id: UUID | None = None
        self.page: P | None = None
        desk.background.changed.connect(self._somebody_wrote)

    def show_pupil(self, pupil_id: UUID) -> None:
        if pupil_id != self.pupil_id:
            self.pupil_id, self.page = pupil_id, None
        self.reload()

    def reload(self) -> None:
        if self.pupil_id is not None:
            self.desk.background.query(self._ask(self.pupil_id), self._show, owner=self, key="page")

    @property
    def name(self) -> str:
        """As it stands in a sentence on the screen; what is kept takes the pupil's own."""
        return isolated(self.page.pupil.name) if self.page else ""

    def _ask(self, pupil_id: UUID) -> Callable[[Reader], P]:
        """What reads the page."""
        raise NotImplementedError

    def _is_concerned(self, changes: Changes, pupil_id: UUID) -> bool:
        """Whether the page is to be read again."""
        raise NotImplementedError

    def _open(self, spec: FormSpec, *, given: dict[str, Any] | None = None, record: Record | None = None) -> None:
        open_form(
            self.desk, spec, self.form_ready.emit, owner=self, pupil_id=self.pupil_id, given=given, record=record
        )

    def _change(self, command: Command, said: str) -> None:
        self.desk.background.change(
            command, lambda _changes: self.told.emit(said, "good"), owner=self, failed=self._refused
        )

    def _refused(self, error: OnTrackError) -> None:
        self.told.emit(str(error), "alert")

    def _show(self, page: P) -> None:
        if page.pupil.id == self.pupil_id:
            self.page = page
            self.changed.emit()

    def _somebody_wrote(self, changes: Changes) -> None:
        if self.pupil_id is not None and self._is_concerned(changes, self.pupil_id):
            self.reload()
