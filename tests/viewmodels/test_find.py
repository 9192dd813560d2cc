"""The palette: pupils by name, words in notes, people, things to do; and one line in the ledger a search."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QObject

from ontrack_desktop.domain.agencies import Agency, Professional
from ontrack_desktop.domain.choices import AgencySector, NoteKind
from ontrack_desktop.domain.ledger import Act
from ontrack_desktop.domain.people import Pupil, Worker
from ontrack_desktop.services import records
from ontrack_desktop.services.workspace import Workspace
from ontrack_desktop.store.store import Store
from ontrack_desktop.viewmodels.background import Inline
from ontrack_desktop.viewmodels.desk import Desk
from ontrack_desktop.viewmodels.find import FindModel, Found, segments
from tests import factories
from tests.caseload import Keep, a_held_pupil, at
from tests.conftest import Clock


@pytest.fixture
def rosie(keep: Keep, worker: Worker) -> Pupil:
    """A pupil with two notes, a mother and a tutor at the farm."""
    pupil = a_held_pupil(keep, worker, "Rosie", "Hart")
    farm = Agency(id=factories.an_id(), name="Hill Farm", sector=AgencySector.PROVIDER)
    keep(
        factories.a_note(
            pupil, at=at(-53), note_kind=NoteKind.PHONE,
            text="Again asked for transport to the farm on Thursdays,\ntold to wait for the panel.",
        ),
        factories.a_note(pupil, at=at(0), text="Mum asked about Thursday transport again."),
        factories.a_person(pupil, name="Jo Hart"), farm,
        Professional(id=factories.an_id(), name="Tom King", role="Farm tutor", agency_id=farm.id),
    )
    return pupil


@pytest.fixture
def model(desk: Desk, rosie: Pupil) -> FindModel:
    made = FindModel(desk)
    made.open()
    return made


def group(model: FindModel, title: str) -> list[Found]:
    return dict(model.groups)[title]


def leads(model: FindModel, title: str) -> list[str]:
    return [row.lead for row in group(model, title)]


def searches(workspace: Workspace) -> list[str]:
    """What the ledger says about searches."""
    with workspace.store.reading(None) as read:
        return [payload for (payload,) in read.rows("SELECT payload FROM ledger WHERE act = ?", (Act.SEARCHED.value,))]


def test_words_are_found_in_notes_with_the_newest_first_and_marked(model: FindModel, rosie: Pupil) -> None:
    model.type("transport")
    today, before = group(model, "Notes")
    assert (today.lead, today.text, today.icon) == ("Rosie", "Home visit, Wed 4 Nov", "house")
    assert (before.text, before.icon) == ("Phone call, Sat 12 Sep", "phone")
    assert today.snippet == (("Mum asked about Thursday ", False), ("transport", True), (" again.", False))
    assert (today.does, today.target, today.place) == ("pupil", rosie.id, "journal")
    model.type("transport far")
    assert [row.text for row in group(model, "Notes")] == ["Phone call, Sat 12 Sep"]
    assert model.count_words() == "1 found"


def test_a_snippet_is_plain_pieces_whatever_the_note_holds() -> None:
    assert segments("…asked for \x02<b>\x03\nand \x02transport\x03") == (
        ("…asked for ", False), ("<b>", True), (" and ", False), ("transport", True),
    )
    assert segments("nothing marked") == (("nothing marked", False),)


def test_pupils_are_found_by_name_with_ones_own_first(desk: Desk, rosie: Pupil, keep: Keep) -> None:
    a_held_pupil(keep, None, "Rosa", "Adder")
    model = FindModel(desk)
    model.open()
    model.type("ros")
    assert leads(model, "Pupils") == ["Rosie Hart", "Rosa Adder"]
    assert leads(model, "Do")[:2] == ["New note about Rosie Hart", "New note about Rosa Adder"]


def test_family_and_professionals_are_found_with_who_they_are(model: FindModel, rosie: Pupil) -> None:
    model.type("jo")
    row = group(model, "People")[0]
    assert (row.lead, row.text) == ("Mum (Jo Hart)", "Mother of Rosie")
    assert (row.does, row.target, row.place) == ("pupil", rosie.id, "people")
    model.type("tutor")
    row = group(model, "People")[0]
    assert (row.lead, row.text, row.place) == ("Tom King", "Farm tutor, Hill Farm", "directory")


def test_somebody_who_was_just_added_is_found(model: FindModel, desk: Desk) -> None:
    zoe = factories.a_pupil(legal_forename="Zoë", legal_surname="O’Brien")
    desk.background.change(lambda work: records.save(work, zoe), owner=model)
    model.open()
    model.type("zoe obrien")
    assert leads(model, "Pupils") == ["Zoë O’Brien"]


@pytest.mark.parametrize("typed", ["new note about ros", "note ros", "meeting ros", "pack for ros"])
def test_a_command_may_be_typed_before_the_name(model: FindModel, typed: str) -> None:
    model.type(typed)
    assert leads(model, "Pupils") == ["Rosie Hart"]
    assert "New note about Rosie Hart" in leads(model, "Do")
    assert "Prepare a meeting for Rosie Hart" in leads(model, "Do")


def test_a_meeting_is_offered_for_each_pupil_the_typed_name_may_mean(desk: Desk, rosie: Pupil, keep: Keep) -> None:
    a_held_pupil(keep, None, "Rosa", "Adder")
    model = FindModel(desk)
    model.open()
    model.type("prepare a meeting for ros")
    assert [title for title, rows in model.groups if rows] == ["Do", "Pupils"]
    assert leads(model, "Do") == [
        "Prepare a meeting for Rosie Hart", "Prepare a meeting for Rosa Adder", "New note about Rosie Hart",
    ]


def test_somebody_who_is_called_like_a_command_is_found_by_name(desk: Desk, rosie: Pupil, keep: Keep) -> None:
    a_held_pupil(keep, None, "Rosa", "Pack")
    model = FindModel(desk)
    model.open()
    model.type("pack ros")
    assert model.groups[0][0] == "Pupils"
    assert leads(model, "Pupils") == ["Rosa Pack"]


def test_words_after_note_that_name_no_pupil_are_looked_for_as_before(model: FindModel) -> None:
    model.type("asked transport")
    assert [title for title, rows in model.groups if rows] == ["Notes", "Do"]
    model.type("note transport")
    assert leads(model, "Do") == ["New note"]
    assert model.groups[-1][0] == "Do"


def test_commands_are_listed_before_anything_is_typed_and_found_by_their_words(model: FindModel) -> None:
    assert leads(model, "Do")[:2] == ["New note", "Add a pupil"]
    assert model.count_words() == ""
    model.type("lo")
    assert [(row.lead, row.keys) for row in group(model, "Do")] == [("Lock", "Ctrl L"), ("New note", "Ctrl N")]


def test_many_records_are_kept_short_until_somebody_asks(model: FindModel, keep: Keep, rosie: Pupil) -> None:
    keep(*(factories.a_note(rosie, text=f"Wool, number {number}.") for number in range(60)))
    model.type("wool")
    assert leads(model, "Notes") == ["Rosie"] * 5 + ["Show all 50"]
    assert model.count_words() == "50 or more found"
    model.show_all_notes()
    assert leads(model, "Notes") == ["Rosie"] * 50


def test_what_is_restricted_to_others_is_not_found(
    model: FindModel, store: Store, clock: Clock, rosie: Pupil, keep: Keep
) -> None:
    other = factories.a_worker(name="Sam Reyes")
    keep(other)
    hidden = factories.a_note(rosie, text="Spoke about the xylophone.", restricted=True)
    Workspace(store, other.id, clock).change(lambda work: records.save(work, hidden))
    model.type("xylophone")
    assert group(model, "Notes") == []


@pytest.mark.parametrize("typed", ['" OR NEAR(', "*", "a:b", "'; DROP TABLE note; --", "()", "\\", "ros*"])
def test_signs_of_a_query_language_are_only_signs(model: FindModel, typed: str) -> None:
    model.type(typed)
    assert all(row.lead == "Rosie" for row in group(model, "Notes"))


def test_a_search_is_entered_once_with_how_much_was_found_and_never_with_its_words(
    model: FindModel, workspace: Workspace
) -> None:
    for end in range(1, len("transport") + 1):
        model.type("transport"[:end])
    assert searches(workspace) == []
    model.close()
    model.close()
    assert searches(workspace) == ['{"hits": 2}']


def test_opening_and_closing_the_palette_is_no_search(model: FindModel, workspace: Workspace) -> None:
    model.close()
    assert searches(workspace) == []


class Slow(Inline):
    """A background that answers questions for words only when it is told to."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.waiting: list[Callable[[], None]] = []

    def query(self, ask: Any, then: Any, *, owner: QObject, key: str = "", failed: Any = None) -> None:
        def answer() -> None:
            super(Slow, self).query(ask, then, owner=owner, key=key, failed=failed)

        if key == "words":
            self.waiting.append(answer)
        else:
            answer()


def test_a_question_that_was_overtaken_is_asked_once_with_the_last_words(
    workspace: Workspace, worker: Worker, clock: Clock, rosie: Pupil
) -> None:
    background = Slow(workspace)
    model = FindModel(Desk(background, clock, worker))
    model.open()
    for end in range(1, len("transport") + 1):
        model.type("transport"[:end])
        assert leads(model, "Notes") == []
    assert len(background.waiting) == 1  # "tr"; "t" alone is not asked for
    background.waiting.pop()()
    assert leads(model, "Notes") == []
    background.waiting.pop()()
    assert leads(model, "Notes") == ["Rosie", "Rosie"]
    assert background.waiting == []
