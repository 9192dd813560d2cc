"""The composer without a window: prefilled, kept, several children apart, actions, advocacy, amending."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication

from ontrack_desktop.domain.advocacy import AdvocacyIssue, Step
from ontrack_desktop.domain.agencies import Agency, Professional
from ontrack_desktop.domain.choices import AdvocacyStatus, AgencySector, Direction, NoteKind, Voice
from ontrack_desktop.domain.notes import Action, Note, Quote
from ontrack_desktop.domain.people import Household, Person, Pupil
from ontrack_desktop.services import drafts, notes
from ontrack_desktop.services.notes import JournalEntry
from ontrack_desktop.services.workspace import Workspace
from ontrack_desktop.viewmodels.background import Inline
from ontrack_desktop.viewmodels.desk import Desk
from ontrack_desktop.viewmodels.note import NoteModel
from tests.conftest import Clock
from tests.factories import NOW, TODAY, a_note, a_person, a_pupil, an_id

pytestmark = pytest.mark.usefixtures("qapp")
Keep = Callable[..., None]
TEXT = "Dog shut in the kitchen.\n“I never finished anything before.”\nBen laughed. I want a dog."


@pytest.fixture
def home(keep: Keep) -> Household:
    made = Household(id=an_id(), address="12 Example Lane")
    keep(made)
    return made


@pytest.fixture
def rosie(keep: Keep, home: Household) -> Pupil:
    made = a_pupil(known_as="Rosie", household_id=home.id, pronouns="she/her")
    keep(made)
    return made


@pytest.fixture
def ben(keep: Keep, home: Household) -> Pupil:
    made = a_pupil(known_as="Ben", household_id=home.id)
    keep(made)
    return made


@pytest.fixture
def mum(keep: Keep, rosie: Pupil) -> Person:
    made = a_person(rosie)
    keep(made)
    return made


def begun(desk: Desk, *pupils: Pupil, kind: str = "") -> NoteModel:
    model = NoteModel(desk)
    model.begin([pupil.id for pupil in pupils], kind)
    return model


def typed(model: NoteModel, text: str) -> NoteModel:
    model.words.put_text(text, [], len(text))
    return model


def mark(model: NoteModel, words: str) -> dict[str, Any]:
    start = model.values["text"].index(words)
    assert model.words.mark(start, start + len(words))
    return next(quote for quote in model.values["quotes"] if quote["start"] == start)


def read_back(workspace: Workspace, model: NoteModel, pupil: Pupil | None = None) -> JournalEntry:
    return workspace.query(
        lambda read: notes.entry(read, note_id=model.record_id, pupil_id=pupil.id if pupil else None)
    )


def test_a_visit_begins_with_now_home_and_who_was_there_last(
    desk: Desk, keep: Keep, rosie: Pupil, ben: Pupil, mum: Person
) -> None:
    nan = a_person(rosie, known_as="Nan", name="Edie Zephyrhart", lives_with=True)
    keep(nan, a_note(rosie, person_ids=(nan.id,), place="Nan’s flat", at=NOW - timedelta(days=7)))
    model = begun(desk, rosie)
    assert model.facts.at() == NOW
    assert model.values["place"] == "Nan’s flat"
    assert [known.name for known in model.people.named()] == ["Rosie", "Nan"]
    assert [known.name for known in model.people.offered()] == ["Ben", "Mum"]
    assert model.state == ""


def test_a_first_visit_begins_at_home_with_who_lives_there(desk: Desk, rosie: Pupil, mum: Person) -> None:
    model = begun(desk, rosie)
    assert (model.values["place"], model.people.named()[1].name) == ("Home", "Mum")
    model.facts.put_kind("phone")
    assert (model.values["place"], model.people.named()[1:]) == ("", [])
    model.put("place", "On the bench outside")
    model.facts.put_kind("home_visit")
    assert (model.values["place"], model.people.named()[1].name) == ("On the bench outside", "Mum")


def test_a_visit_is_saved_with_its_quote_and_action(
    desk: Desk, workspace: Workspace, rosie: Pupil, mum: Person
) -> None:
    model = typed(begun(desk, rosie), TEXT)
    model.facts.put_minutes("45 minutes")
    model.people.put_seen_alone(str(rosie.id), True)
    mark(model, "“I never finished anything before.”")
    action = model.actions.add()
    model.actions.put(action, what="Ring transport by Friday")
    assert model.save()
    entry = read_back(workspace, model)
    assert (entry.note.minutes, entry.note.seen_ids, entry.note.seen_alone_ids) == (45, (rosie.id,), (rosie.id,))
    assert [(quote.words, quote.voice, quote.speaker) for quote in entry.quotes] == [
        ("I never finished anything before.", Voice.PUPIL, "Rosie")
    ]
    assert [(done.what, done.due_on, done.worker_id) for done in entry.actions] == [
        ("Ring transport", date(2026, 11, 6), desk.worker.id)
    ]
    assert workspace.query(drafts.mine) == []


def test_one_note_for_two_children_keeps_the_words_of_each_to_that_child(
    desk: Desk, workspace: Workspace, rosie: Pupil, ben: Pupil, mum: Person
) -> None:
    model = typed(begun(desk, rosie), TEXT)
    model.people.put([str(each.id) for each in (rosie, ben, mum)])
    mark(model, "“I never finished anything before.”")
    his = mark(model, "I want a dog.")
    model.words.put(his["id"], speaker=str(ben.id))
    hers = mark(model, "Ben laughed.")
    model.words.put(hers["id"], speaker=str(mum.id))
    assert model.save()
    in_bens = read_back(workspace, model, ben)
    assert [quote.words for quote in in_bens.quotes] == ["I want a dog."]
    assert "I never finished anything" not in in_bens.text
    in_rosies = read_back(workspace, model, rosie)
    # Mum is known as Rosie's mother only: her words are about Rosie.
    assert [quote.words for quote in in_rosies.quotes] == ["I never finished anything before.", "Ben laughed."]
    assert "I want a dog" not in in_rosies.text
    about_ben = workspace.query(lambda read: read.about(Quote, ben.id))
    assert [quote.words for quote in about_ben] == ["I want a dog."]


def test_nobody_in_needs_no_words(desk: Desk, workspace: Workspace, rosie: Pupil) -> None:
    model = begun(desk, rosie)
    model.people.put_seen(str(rosie.id), True)
    model.facts.put_nobody_in(True)
    assert model.save()
    note = read_back(workspace, model).note
    assert (note.note_kind, note.seen_ids, note.text) == (NoteKind.UNSUCCESSFUL, (), "")


def test_what_is_not_right_is_said_beside_each_field_at_once(desk: Desk, rosie: Pupil) -> None:
    model = begun(desk)
    model.put("at", "sometime")
    model.facts.put_minutes("ages")
    model.facts.put_promised_by("when they can")
    assert not model.save()
    assert model.problems == {
        "at": "Write a day and a time, such as today 14:30.",
        "minutes": "Write how long, such as 45 minutes.",
        "promised_by": "Write a day, such as Friday or 14 Nov.",
        "pupil_ids": "Say which pupil this is about.",
    }
    assert model.state == "typing"


def test_an_action_with_a_day_that_is_none_says_so_beside_it(desk: Desk, rosie: Pupil) -> None:
    model = typed(begun(desk, rosie), "He came down.")
    action = model.actions.add("Ring back")
    model.actions.put(action, due="when the moon is full")
    assert not model.save()
    assert model.problems == {f"actions/{action}": "Write a day, such as Friday or 14 Nov."}
    model.actions.put(action, due="in 2 weeks")
    assert model.save()


def test_an_action_of_somebody_who_is_only_a_name_stays_theirs(
    desk: Desk, workspace: Workspace, keep: Keep, rosie: Pupil
) -> None:
    note = a_note(rosie)
    keep(note, Action(id=an_id(), pupil_ids=(rosie.id,), what="Ring", owner="The farmer", source_id=note.id))
    model = NoteModel(desk, note_id=note.id)
    model.amend()
    [action] = model.values["actions"]
    model.actions.put(action["id"], owner="")
    model.actions.put(action["id"], what="Ring back")
    assert model.save()
    kept = read_back(workspace, model).actions[0]
    assert (kept.what, kept.owner, kept.worker_id) == ("Ring back", "The farmer", None)


def test_a_draft_brings_everything_back(desk: Desk, workspace: Workspace, rosie: Pupil, mum: Person) -> None:
    model = typed(begun(desk, rosie), TEXT)
    mark(model, "“I never finished anything before.”")
    model.actions.add("Ring transport")
    model.caret = 25
    model.keep_now()
    assert model.state == "kept"
    draft = workspace.query(lambda read: drafts.mine(read, pupil_id=rosie.id))[0]
    assert draft.title == "Home visit, Rosie"
    again = NoteModel(desk, note_id=draft.id)
    again.restore(draft)
    assert (again.values, again.caret, again.state) == (model.values, 25, "kept")
    assert [known.name for known in again.people.named()] == ["Rosie", "Mum"]
    assert again.save()
    assert read_back(workspace, again).quotes[0].words == "I never finished anything before."


def test_it_is_called_kept_only_once_it_is(desk: Desk, workspace: Workspace, rosie: Pupil, clock: Clock) -> None:
    model = begun(desk, rosie)
    said = []
    model.state_changed.connect(lambda state: said.append((state, len(workspace.query(drafts.mine)))))
    typed(model, "T")
    assert said == [("typing", 0)]
    clock.now = NOW + timedelta(minutes=42)
    model.keep_now()
    assert said[-1] == ("kept", 1)
    assert model.kept_at == NOW + timedelta(minutes=42)


class Slow(Inline):
    """A disk that answers when it is told to."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.waiting: list[Callable[[], None]] = []

    def change(self, *given: Any, **more: Any) -> None:
        self.waiting.append(partial(super().change, *given, **more))

    def answer(self) -> None:
        self.waiting.pop(0)()


def test_it_is_not_called_kept_while_newer_words_are_still_on_their_way(
    workspace: Workspace, desk: Desk, rosie: Pupil
) -> None:
    slow = Slow(workspace)
    model = begun(replace(desk, background=slow), rosie)
    for text in ("One.", "One. Two."):
        typed(model, text)
        model.keep_now()
    slow.answer()
    assert model.state == "typing"
    slow.answer()
    assert model.state == "kept"


def test_nothing_is_taken_while_the_note_is_on_its_way(workspace: Workspace, desk: Desk, rosie: Pupil) -> None:
    slow = Slow(workspace)
    model = typed(begun(replace(desk, background=slow), rosie), "He came down.")
    assert model.save()
    typed(model, "He came down. Late.")
    assert model.values["text"] == "He came down."
    slow.answer()
    assert model.state == "saved"


def test_typing_without_a_pause_is_kept_too(
    desk: Desk, workspace: Workspace, rosie: Pupil, qapp: QCoreApplication
) -> None:
    model = begun(desk, rosie)
    model._longest.setInterval(0)
    typed(model, "T")
    qapp.processEvents()
    assert len(workspace.query(drafts.mine)) == 1


def test_a_mark_is_taken_off_by_the_same_key_and_made_longer_by_a_longer_selection(desk: Desk, rosie: Pupil) -> None:
    model = typed(begun(desk, rosie), TEXT)
    first = mark(model, "I never finished")
    model.words.put(first["id"], consent="anywhere")
    longer = mark(model, "I never finished anything before.")
    assert (longer["id"], longer["consent"]) == (first["id"], "anywhere")
    here = TEXT.index("finished")
    model.words.mark(here, here + 3)
    assert model.values["quotes"] == []


def test_marks_move_with_the_text_and_go_with_their_words(desk: Desk, rosie: Pupil) -> None:
    model = typed(begun(desk, rosie), TEXT)
    mark(model, "“I never finished anything before.”")
    mark(model, "I want a dog.")
    shorter = "“I never finished anything before.”\n"
    model.words.put_text(shorter, [(0, 35)], 0)
    assert [quote["words"] for quote in model.values["quotes"]] == ["“I never finished anything before.”"]
    model.words.put_text("X", [], 1)
    assert model.values["quotes"] == []


def test_a_call_is_logged_as_an_agency_contact(desk: Desk, workspace: Workspace, keep: Keep, rosie: Pupil) -> None:
    clinic = Agency(id=an_id(), name="Quillet Clinic", sector=AgencySector.HEALTH)
    howe = Professional(id=an_id(), name="Mr Howe", role="Triage", agency_id=clinic.id)
    keep(clinic, howe)
    found: list[Any] = []
    model = begun(desk, rosie, kind="phone")
    model.people.found.connect(found.append)
    model.people.find("mr ho")
    assert [known.name for known in found[0]] == ["Mr Howe"]
    model.people.put([str(rosie.id), str(howe.id)])
    assert model.facts.shows_contact()
    model.put("outcome", "Refused at triage")
    model.put("promise", "The reason in writing")
    model.facts.put_promised_by("Friday")
    assert typed(model, "“Does not meet threshold.” Asked for it in writing.").save()
    entry = read_back(workspace, model)
    assert (entry.agency, entry.with_whom) == ("Quillet Clinic", ("Mr Howe",))
    assert (entry.note.direction, entry.note.promised_by) == (Direction.OUT, date(2026, 11, 6))
    assert workspace.query(lambda read: [note.id for note in read.about(Note, clinic.id, role="agency")]) == [
        model.record_id
    ]


def an_issue(pupil: Pupil, **values: Any) -> AdvocacyIssue:
    return AdvocacyIssue(**{
        "id": an_id(), "pupil_ids": (pupil.id,), "wanted": "A quiet room at lunch", "raised_on": TODAY, **values,
    })  # fmt: skip


def test_an_advocacy_note_adds_a_dated_step_and_amending_it_adds_no_second_one(
    desk: Desk, workspace: Workspace, keep: Keep, rosie: Pupil
) -> None:
    issue = an_issue(rosie)
    keep(issue)
    model = typed(begun(desk, rosie, kind="advocacy"), "Asked Ms Oakden. She said yes.")
    assert [matter.wanted for matter in model.people.around.matters] == ["A quiet room at lunch"]
    model.put("advocacy_id", str(issue.id))
    model.put("step_status", "agreed")
    assert model.save()
    kept = workspace.query(lambda read: read.get(AdvocacyIssue, issue.id))
    assert [(step.on, step.text, step.status) for step in kept.steps] == [
        (TODAY, "Asked Ms Oakden. She said yes.", AdvocacyStatus.AGREED)
    ]
    again = NoteModel(desk, note_id=model.record_id)
    again.amend()
    assert typed(again, "Asked Ms Oakden. She agreed.").save()
    assert len(workspace.query(lambda read: read.get(AdvocacyIssue, issue.id)).steps) == 1


def test_a_step_out_of_order_is_refused_and_nothing_of_the_note_is_half_saved(
    desk: Desk, workspace: Workspace, keep: Keep, rosie: Pupil
) -> None:
    issue = an_issue(rosie, steps=(Step(on=TODAY, text="Raised.", status=AdvocacyStatus.RAISED),))
    keep(issue)
    model = typed(begun(desk, rosie, kind="advocacy"), "Asked again.")
    model.put("at", (NOW - timedelta(days=3)).isoformat())
    model.put("advocacy_id", str(issue.id))
    model.save()
    assert model.problems == {"advocacy_id": "Steps go from the oldest to the newest. Check the dates."}
    assert model.state == "not_saved"
    assert workspace.query(lambda read: read.maybe(Note, model.record_id)) is None
    assert workspace.query(lambda read: drafts.one(read, draft_id=model.record_id)) is not None


def test_amending_makes_a_new_version_and_keeps_what_the_composer_does_not_show(
    desk: Desk, workspace: Workspace, keep: Keep, rosie: Pupil
) -> None:
    note = a_note(rosie, text=TEXT, topics=("farm",), promise_kept_on=TODAY)
    quote = Quote(
        id=an_id(), pupil_ids=(rosie.id,), words="I want a dog.", voice=Voice.PUPIL, speaker="Rosie", at=NOW,
        note_id=note.id, chosen=True,
    )  # fmt: skip
    action = Action(id=an_id(), pupil_ids=(rosie.id,), what="Ring the farm", owner="Dee Marlow", source_id=note.id)
    keep(note, quote, action)
    model = NoteModel(desk, note_id=note.id)
    model.amend()
    assert model.state == ""
    assert model.values["quotes"][0]["start"] == TEXT.index("I want a dog.")
    workspace.change(lambda work: notes.tick_action(work, action_id=action.id, done_on=TODAY))
    model.put("at", (NOW - timedelta(hours=1)).isoformat())
    assert model.save()
    entry = read_back(workspace, model)
    assert (entry.note.version, entry.note.topics, entry.note.promise_kept_on) == (2, ("farm",), TODAY)
    assert entry.note.created_by == note.created_by or entry.note.created_by == desk.worker.id
    assert entry.amendment is not None
    assert (entry.amendment.what, entry.amendment.by) == ("time corrected", "Dee Marlow")
    assert (entry.quotes[0].chosen, entry.quotes[0].at) == (True, NOW - timedelta(hours=1))
    assert (entry.actions[0].done_on, entry.actions[0].version) == (TODAY, 2)
    assert [kept.at for kept, _ in workspace.query(lambda read: notes.versions(read, note_id=note.id))] == [
        NOW - timedelta(hours=1), NOW,
    ]  # fmt: skip


def test_amending_goes_on_where_it_was_left(desk: Desk, workspace: Workspace, keep: Keep, rosie: Pupil) -> None:
    note = a_note(rosie)
    keep(note)
    model = NoteModel(desk, note_id=note.id)
    model.amend()
    typed(model, "Half a better sen").keep_now()
    again = NoteModel(desk, note_id=note.id)
    again.amend()
    assert (again.values["text"], again.is_amending) == ("Half a better sen", True)
    assert again.save()
    assert read_back(workspace, again).note.version == 2


def test_two_who_amend_at_once_lose_nothing(desk: Desk, workspace: Workspace, keep: Keep, rosie: Pupil) -> None:
    note = a_note(rosie)
    keep(note)
    mine, theirs = NoteModel(desk, note_id=note.id), NoteModel(desk, note_id=note.id)
    mine.amend()
    theirs.amend()
    assert typed(theirs, "Theirs.").save()
    said: list[Any] = []
    mine.refused.connect(said.append)
    typed(mine, "Mine.").save()
    assert "changed in another window" in said[0].sentence
    draft = workspace.query(lambda read: drafts.one(read, draft_id=note.id))
    assert draft is not None
    assert draft.state["text"] == "Mine."


def test_a_note_of_the_future_is_kept_and_pointed_out(desk: Desk, workspace: Workspace, rosie: Pupil) -> None:
    model = typed(begun(desk, rosie), "He came down.")
    model.put("at", datetime(2027, 11, 4, 10, tzinfo=UTC).isoformat())
    assert model.facts.is_from_the_future()
    assert model.save()


def test_a_restricted_note_restricts_what_hangs_on_it(desk: Desk, workspace: Workspace, rosie: Pupil) -> None:
    model = typed(begun(desk, rosie), TEXT)
    mark(model, "I want a dog.")
    model.actions.add("Ring back")
    model.put("restricted", True)
    assert model.save()
    with workspace.store.reading(an_id()) as read:
        entry = notes.entry(read, note_id=model.record_id)
    assert entry.withheld
    assert (entry.note.text, entry.text, entry.quotes[0].words, entry.actions[0].what) == ("", "", "", "")
