"""Writing a note: prefilled facts, one text with the words people said in it, what was agreed, several children."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from ontrack_desktop.domain.choices import AdvocacyStatus, Direction, NoteKind
from ontrack_desktop.domain.drafts import Draft
from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.domain.notes import IN_TOUCH, MET
from ontrack_desktop.domain.typed_notes import read_minutes
from ontrack_desktop.services import composing, drafts, notes
from ontrack_desktop.services.composing import Around, Known
from ontrack_desktop.services.composing import Matter as Matter
from ontrack_desktop.services.notes import JournalEntry
from ontrack_desktop.services.workspace import Command, Reader

from . import note_parts as parts
from .desk import Desk
from .form import FormModel
from .note_record import EMPTY, compose, moment_of, values_of

LONGEST_UNKEPT_MS = 5_000  # for those who type without a pause
HOME = "Home"


class NoteModel(FormModel):
    """One note in the composer. Begin with `begin`, `amend` or `restore`."""

    around_changed = Signal()
    """Names and choices around these pupils have come, or other pupils were chosen."""
    suggested = Signal(object)
    """Signal(tuple[Known, ...]): whom the typing finds."""

    def __init__(self, desk: Desk, *, note_id: UUID | None = None, parent: QObject | None = None) -> None:
        super().__init__(desk, form="note", record_id=note_id or desk.fresh_id(), title="Note", parent=parent)
        self.values = dict(EMPTY)
        self.is_ready = False  # what is to be amended is still being read
        self.around = Around()
        self.known: dict[str, Known] = {}
        self.kept_at: datetime | None = None
        self._longest = QTimer(self)
        self._longest.setSingleShot(True)
        self._longest.setInterval(LONGEST_UNKEPT_MS)
        self._longest.timeout.connect(self.keep_now)
        self.state_changed.connect(self._remember_when)

    # three ways to begin

    def begin(self, pupil_ids: Sequence[UUID] = (), kind: str = "") -> None:
        """A new note about these pupils, prefilled from now, the last place and the usual people."""
        at = self.desk.now().replace(second=0, microsecond=0).isoformat()
        given = {"at": at, "pupil_ids": [str(pupil) for pupil in pupil_ids]}
        self.start(EMPTY | given | ({"note_kind": kind} if kind else {}))
        self._look_around()

    def amend(self) -> None:
        """Load the kept note of this id, or what was already begun to be amended of it."""

        def kept(read: Reader) -> tuple[Draft | None, JournalEntry]:
            return drafts.one(read, draft_id=self.record_id), notes.entry(read, note_id=self.record_id)

        self.desk.background.query(kept, self._load, owner=self, failed=self.refused.emit)

    def restore(self, draft: Draft) -> None:
        super().restore(draft.model_copy(update={"state": EMPTY | draft.state}))
        self.kept_at = draft.changed_at or self.desk.now()
        self.state_changed.emit(self.state)
        self._look_around()

    def start(self, values: dict[str, Any]) -> None:
        self.is_ready = True
        super().start(values)

    @property
    def is_amending(self) -> bool:
        return bool(self.values.get("version"))

    # what a person does

    def put(self, name: str, value: Any) -> None:
        if self.values.get(name) == value or self.state in ("saving", "saved"):
            return
        if name not in self.values["chosen"]:
            self.values["chosen"] = [*self.values["chosen"], name]
        super().put(name, value)
        self._name_draft()
        if not self._longest.isActive():
            self._longest.start()

    def put_kind(self, kind: str) -> None:
        """Choose what kind of note this is; what was only prefilled follows."""
        self.show("note_kind", kind)
        if kind not in MET:
            self.show("seen_alone_ids", [])
            self.show("seen_ids", [])
        self._prefill()
        self.around_changed.emit()

    def put_nobody_in(self, nobody: bool) -> None:
        """A visit that met nobody is a note too, and needs no words."""
        self.put_kind((NoteKind.UNSUCCESSFUL if nobody else NoteKind.HOME_VISIT).value)

    def put_minutes(self, typed: str) -> None:
        minutes = read_minutes(typed)
        self.put("minutes", typed.strip() or None if minutes is None else minutes)

    def put_promised_by(self, typed: str) -> None:
        self.put("promised_by", parts.day_or_typed(typed, self.desk.today()))

    def put_people(self, ids: Sequence[str]) -> None:
        """These are the pupils, people and agencies that this note is about and with, in this order."""
        by_kind: dict[str, list[str]] = {"pupil": [], "person": [], "professional": [], "agency": []}
        for each in ids:
            by_kind[self.known[each].kind].append(each)
        pupils_before = self.values["pupil_ids"]
        self.put("person_ids", by_kind["person"])
        self.put("professional_ids", by_kind["professional"])
        self.put("agency_id", by_kind["agency"][-1] if by_kind["agency"] else None)
        if by_kind["pupil"] != pupils_before:
            for name in ("seen_alone_ids", "seen_ids"):
                self.show(name, [pupil for pupil in self.values[name] if pupil in by_kind["pupil"]])
            self.put("pupil_ids", by_kind["pupil"])
            self._look_around()
        else:
            self.around_changed.emit()

    def put_seen(self, pupil_id: str, seen: bool) -> None:
        """Tick a child as seen; a child not seen was not seen alone."""
        if not seen:
            self.show("seen_alone_ids", [each for each in self.values["seen_alone_ids"] if each != pupil_id])
        self.show("seen_ids", self._ticked("seen_ids", pupil_id, seen))

    def put_seen_alone(self, pupil_id: str, alone: bool) -> None:
        """Tick a child as seen alone, which is seen too."""
        if alone:
            self.show("seen_ids", self._ticked("seen_ids", pupil_id, True))
        self.show("seen_alone_ids", self._ticked("seen_alone_ids", pupil_id, alone))

    def put_text(self, text: str, marks: Sequence[parts.Range], caret: int) -> None:
        """What stands in the box, where its marks are (in characters), and the caret as the box counts it."""
        self.caret = caret
        self.put("text", text)
        self.put("quotes", parts.placed(self.values["quotes"], marks, text))

    def mark_words(self, start: int, end: int) -> bool:
        """Mark a selection, or the words around a caret (start == end), as said by somebody; or take a mark off.

        False where there are no words.
        """
        text = self.values["text"]
        place = parts.words_at(text, start, end)
        if place[0] == place[1]:
            return False
        words = text[place[0] : place[1]]
        fresh = parts.new_quote(self.desk.fresh_id(), words, place, self._child_who_spoke())
        self.show("quotes", parts.with_mark(self.values["quotes"], fresh))
        return True

    def put_quote(self, quote_id: str, **changed: str) -> None:
        """Change whose words they are (`speaker`: an id or "") or whether they may be repeated (`consent`)."""
        if "speaker" in changed:
            changed |= parts.spoken_by(self.known.get(changed.pop("speaker")))
        self.show("quotes", [q | changed if q["id"] == quote_id else q for q in self.values["quotes"]])

    def remove_quote(self, quote_id: str) -> None:
        """Take the mark off; the words stay in the text."""
        self.show("quotes", [quote for quote in self.values["quotes"] if quote["id"] != quote_id])

    def add_action(self, what: str = "") -> str:
        """A new line for something to be done: mine, due in a week. Gives its id."""
        made = parts.new_action(self.desk.fresh_id(), what, self.desk.worker, self.desk.today())
        self.show("actions", [*self.values["actions"], made])
        return str(made["id"])

    def put_action(self, action_id: str, **changed: str) -> None:
        """Change `what` is to be done, its `owner` (an id) or its `due` day, as typed."""
        if "owner" in changed:
            changed["name"] = self.known[changed["owner"]].name
        today = self.desk.today()
        self.put("actions", [
            parts.changed_action(action, changed, today) if action["id"] == action_id else action
            for action in self.values["actions"]
        ])  # fmt: skip

    def remove_action(self, action_id: str) -> None:
        self.show("actions", [action for action in self.values["actions"] if action["id"] != action_id])

    def suggest(self, typed: str) -> None:
        """Look for pupils, professionals and agencies by the beginning of a name."""
        self.desk.background.query(
            partial(composing.suggest, typed=typed), self._suggest, owner=self, key="suggest"
        )

    # what is shown

    @property
    def kind(self) -> NoteKind:
        return NoteKind(self.values["note_kind"])

    def people(self) -> list[Known]:
        """Whom this note is about and with: pupils, relatives, professionals, agency."""
        values = self.values
        ids = [*values["pupil_ids"], *values["person_ids"], *values["professional_ids"], values["agency_id"]]
        return [self.known[each] for each in ids if each in self.known]

    def offered(self) -> list[Known]:
        """Who is not in yet but often is: brothers and sisters, the family; agencies where the kind is a contact."""
        near = (*self.around.siblings, *self.around.family[:3])
        far = (*self.around.involved[:3], *self.around.family[:2])
        here = self.people()
        return [each for each in (far if self.kind in IN_TOUCH else near) if each not in here][:4]

    def candidates(self) -> list[Known]:
        """Everybody around these pupils, for typing to choose from."""
        around = self.around
        return list(dict.fromkeys((*around.pupils, *around.siblings, *around.family, *around.involved)))

    def speakers(self) -> list[Known]:
        """Whose words a quote may be: the pupils, those who were there, the rest of the family."""
        there = [known for known in self.people() if known.kind in parts.VOICES]
        return list(dict.fromkeys((*there, *self.around.family)))

    def owners(self) -> list[Known]:
        """Who may have agreed to do something: the one who writes first."""
        me = Known(self.desk.worker.id, "worker", self.desk.worker.name)
        others = [known for known in self.people() if known.kind != "agency"]
        return list(dict.fromkeys((me, *others, *(w for w in self.around.workers if w.id != me.id))))

    def shows_seen(self) -> bool:
        return self.kind in MET or self.kind is NoteKind.UNSUCCESSFUL

    def shows_place(self) -> bool:
        return self.kind not in IN_TOUCH or bool(self.values["place"])

    def shows_contact(self) -> bool:
        """Whether the facts of a contact with an agency are asked for; never hidden while they hold something."""
        values = self.values
        return self.kind in IN_TOUCH or any(values[name] for name in ("outcome", "promise", "promised_by"))

    def wants_a_contact(self) -> bool:
        """A contact of which nobody has said yet with whom it was."""
        values = self.values
        return self.kind in IN_TOUCH and not (values["agency_id"] or values["professional_ids"] or values["person_ids"])

    def shows_advocacy(self) -> bool:
        is_about_it = self.kind in IN_TOUCH or self.kind in (NoteKind.ADVOCACY, NoteKind.MEDIATION)
        return bool(self.around.matters) and (is_about_it or self.values["advocacy_id"] is not None)

    def matter(self) -> Matter | None:
        """The advocacy issue that was chosen."""
        return next((m for m in self.around.matters if str(m.id) == self.values["advocacy_id"]), None)

    def at(self) -> datetime | None:
        """When it happened; None while what is typed is no time."""
        return moment_of(self.values["at"])

    def is_from_the_future(self) -> bool:
        """Kept, but worth a second look: most often a wrong day."""
        at = self.at()
        return at is not None and (at - self.desk.now()).total_seconds() > 3600

    def command(self) -> Command:
        matter = self.matter()
        composed = compose(
            self.record_id, self.values, today=self.desk.today(),
            workers={str(self.desk.worker.id), *(str(worker.id) for worker in self.around.workers)},
            step=AdvocacyStatus(self.values["step_status"] or matter.status) if matter else None,
        )  # fmt: skip
        return partial(composing.save_composed, composed=composed)

    def _child_who_spoke(self) -> Known | None:
        pupils = self.values["seen_ids"] or self.values["pupil_ids"]
        return self.known.get(pupils[0]) if pupils else None

    def _ticked(self, name: str, pupil_id: str, on: bool) -> list[str]:
        return [each for each in self.values["pupil_ids"] if (on if each == pupil_id else each in self.values[name])]

    # what comes back

    def _load(self, found: tuple[Draft | None, JournalEntry]) -> None:
        draft, entry = found
        if draft is not None and draft.changed_by == self.desk.worker.id:
            self.restore(draft)
            return
        if entry.withheld:
            self.refused.emit(OnTrackError("This note is restricted.", "Ask the person who wrote it to change it."))
            return
        self.caret = len(entry.note.text.encode("utf-16-le")) // 2  # at its end, as the box counts
        self.start(values_of(entry))
        self._look_around()

    def _look_around(self) -> None:
        ids = [UUID(each) for each in self.values["pupil_ids"]]
        others = [*self.values["person_ids"], *self.values["professional_ids"], self.values["agency_id"]]
        unknown = [UUID(each) for each in others if each and each not in self.known]

        def ask(read: Reader) -> tuple[Around, tuple[Known, ...]]:
            return composing.around(read, pupil_ids=ids), composing.named(read, ids=unknown)

        self.desk.background.query(ask, self._arrange, owner=self, key="around")

    def _arrange(self, found: tuple[Around, tuple[Known, ...]]) -> None:
        self.around, named = found
        everybody = (*named, *self.candidates(), *self.around.workers)
        self.known |= {str(known.id): known for known in everybody}
        self._prefill()
        self._name_draft()
        self.around_changed.emit()

    def _suggest(self, found: tuple[Known, ...]) -> None:
        self.known |= {str(known.id): known for known in found}
        self.suggested.emit(found)

    def _prefill(self) -> None:
        """Fill in what a person has not chosen themselves."""
        is_visit = self.kind is NoteKind.HOME_VISIT
        usual = [str(known.id) for known in self.around.usual] if is_visit else []
        is_home = self.values["pupil_ids"] and self.kind in notes.VISITS
        filled = {
            "person_ids": usual,
            "place": self.around.place or HOME if is_home else "",
            "direction": Direction.OUT.value if self.kind in IN_TOUCH else None,
        }
        for name, value in filled.items():
            if name not in self.values["chosen"] and self.values[name] != value:
                self.values[name] = value
                self.value_changed.emit(name, value)

    def _name_draft(self) -> None:
        names = [self.known[each].name for each in self.values["pupil_ids"] if each in self.known]
        self.title = ", ".join([self.kind.label, *names])
        self.pupil_id = UUID(self.values["pupil_ids"][0]) if self.values["pupil_ids"] else None

    def _remember_when(self, state: str) -> None:
        if state == "kept":
            self.kept_at = self.desk.now()
