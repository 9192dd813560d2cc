"""Whom a note is about and with: who is around these pupils, whom typing finds, who was seen."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from uuid import UUID
from weakref import proxy

from PySide6.QtCore import QObject, Signal

from ontrack_desktop.domain.choices import NoteKind, Voice
from ontrack_desktop.domain.notes import IN_TOUCH
from ontrack_desktop.services import composing
from ontrack_desktop.services.composing import Around
from ontrack_desktop.services.composing import Known as Known
from ontrack_desktop.services.workspace import Reader

from .form import FormModel

VOICES = {"pupil": Voice.PUPIL, "person": Voice.PARENT, "professional": Voice.SCHOOL}


class NotePeople(QObject):
    """The people of the note that `form` holds. `known` are all that were ever named here, by their ids."""

    changed = Signal()
    """Names and choices around these pupils have come, or other people were chosen."""
    found = Signal(object)
    """Signal(tuple[Known, ...]): whom the typing finds."""

    def __init__(self, form: FormModel) -> None:
        super().__init__(form)
        self._form: FormModel = proxy(form)  # the note holds its rooms, and they do not hold it
        self.around = Around()
        self.known: dict[str, Known] = {}

    # what a person does

    def put(self, ids: Sequence[str]) -> None:
        """These are the pupils, people and agencies that this note is about and with, in this order."""
        form = self._form
        by_kind: dict[str, list[str]] = {"pupil": [], "person": [], "professional": [], "agency": []}
        for each in ids:
            by_kind[self.known[each].kind].append(each)
        pupils_before = form.values["pupil_ids"]
        form.put("person_ids", by_kind["person"])
        form.put("professional_ids", by_kind["professional"])
        form.put("agency_id", by_kind["agency"][-1] if by_kind["agency"] else None)
        if by_kind["pupil"] == pupils_before:
            self.changed.emit()
            return
        for name in ("seen_alone_ids", "seen_ids"):
            form.show(name, [pupil for pupil in form.values[name] if pupil in by_kind["pupil"]])
        form.put("pupil_ids", by_kind["pupil"])
        self.look_around()

    def put_seen(self, pupil_id: str, seen: bool) -> None:
        """Tick a child as seen; a child not seen was not seen alone."""
        if not seen:
            self._form.show("seen_alone_ids", self._ticked("seen_alone_ids", pupil_id, False))
        self._form.show("seen_ids", self._ticked("seen_ids", pupil_id, seen))

    def put_seen_alone(self, pupil_id: str, alone: bool) -> None:
        """Tick a child as seen alone, which is seen too."""
        if alone:
            self._form.show("seen_ids", self._ticked("seen_ids", pupil_id, True))
        self._form.show("seen_alone_ids", self._ticked("seen_alone_ids", pupil_id, alone))

    def find(self, typed: str) -> None:
        """Look for pupils, professionals and agencies by the beginning of a name."""
        ask = partial(composing.suggest, typed=typed)
        self._form.desk.background.query(ask, self._suggest, owner=self, key="suggest")

    def look_around(self) -> None:
        """Ask who and what is around the pupils, and for the names that are not known yet."""
        values = self._form.values
        ids = [UUID(each) for each in values["pupil_ids"]]
        others = [*values["person_ids"], *values["professional_ids"], values["agency_id"]]
        unknown = [UUID(each) for each in others if each and each not in self.known]

        def ask(read: Reader) -> tuple[Around, tuple[Known, ...]]:
            return composing.around(read, pupil_ids=ids), composing.named(read, ids=unknown)

        self._form.desk.background.query(ask, self._arrange, owner=self, key="around")

    # what is shown

    def named(self) -> list[Known]:
        """Whom this note is about and with: pupils, relatives, professionals, agency."""
        values = self._form.values
        ids = [*values["pupil_ids"], *values["person_ids"], *values["professional_ids"], values["agency_id"]]
        return [self.known[each] for each in ids if each in self.known]

    def offered(self) -> list[Known]:
        """Who is not in yet but often is: brothers and sisters, the family; agencies where the kind is a contact."""
        near = (*self.around.siblings, *self.around.family[:3])
        far = (*self.around.involved[:3], *self.around.family[:2])
        is_contact = NoteKind(self._form.values["note_kind"]) in IN_TOUCH
        here = self.named()
        return [each for each in (far if is_contact else near) if each not in here][:4]

    def candidates(self) -> list[Known]:
        """Everybody around these pupils, for typing to choose from."""
        around = self.around
        return list(dict.fromkeys((*around.pupils, *around.siblings, *around.family, *around.involved)))

    def speakers(self) -> list[Known]:
        """Whose words a quote may be: the pupils, those who were there, the rest of the family."""
        there = [known for known in self.named() if known.kind in VOICES]
        return list(dict.fromkeys((*there, *self.around.family)))

    def owners(self) -> list[Known]:
        """Who may have agreed to do something: the one who writes first."""
        worker = self._form.desk.worker
        me = Known(worker.id, "worker", worker.name)
        others = [known for known in self.named() if known.kind != "agency"]
        return list(dict.fromkeys((me, *others, *self.colleagues())))

    def colleagues(self) -> list[Known]:
        """The others who use this vault."""
        return [known for known in self.around.workers if known.id != self._form.desk.worker.id]

    def child_who_spoke(self) -> Known | None:
        """Whose words they are most often: the child who was seen, or the first one that this is about."""
        values = self._form.values
        pupils = values["seen_ids"] or values["pupil_ids"]
        return self.known.get(pupils[0]) if pupils else None

    def _ticked(self, name: str, pupil_id: str, on: bool) -> list[str]:
        values = self._form.values
        return [each for each in values["pupil_ids"] if (on if each == pupil_id else each in values[name])]

    # what comes back

    def _arrange(self, found: tuple[Around, tuple[Known, ...]]) -> None:
        self.around, named = found
        everybody = (*named, *self.candidates(), *self.around.workers)
        self.known |= {str(known.id): known for known in everybody}
        self.changed.emit()

    def _suggest(self, found: tuple[Known, ...]) -> None:
        self.known |= {str(known.id): known for known in found}
        self.found.emit(found)
