"""The head of a pupil's page in words, its ledger entry, and the acts of its menu."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from ontrack_desktop.domain.people import Household, Pupil
from ontrack_desktop.domain.validation import amended
from ontrack_desktop.services import audit, records
from ontrack_desktop.services.workspace import Workspace
from ontrack_desktop.viewmodels.desk import Desk
from ontrack_desktop.viewmodels.pupil import PupilModel
from ontrack_desktop.viewmodels.record_form import RecordForm
from ontrack_desktop.viewmodels.record_forms import CASE_READERS, PUPIL
from ontrack_desktop.viewmodels.removal import RemovalForm
from tests import factories
from tests.rosie import Rosie


@pytest.fixture
def model(desk: Desk, rosie: Rosie) -> PupilModel:
    made = PupilModel(desk)
    made.show_pupil(rosie.pupil.id)
    return made


def test_the_head_says_who_this_is(model: PupilModel) -> None:
    assert (model.name, model.initials) == ("Rosie", "RS")
    assert model.facts() == "she/her · 14 · Year 9 · BOT-2026-014"
    assert model.strengths() == "Patient with animals, careful with detail, funny once she knows you"
    assert model.safety() == (("warn", "triangle-alert", "Worker safety"), "Dog at home")
    assert model.chips() == [("neutral", "ear", "Quiet rooms help")]


def test_what_is_dangerous_stands_first(
    model: PupilModel, workspace: Workspace, rosie: Rosie, keep: Callable[..., None]
) -> None:
    home = workspace.query(lambda r: r.get(Household, rosie.home.id))
    pupil = workspace.query(lambda r: r.get(Pupil, rosie.pupil.id))
    keep(amended(home, two_workers=True), amended(pupil, safe_address=True))
    model.reload()
    assert model.safety() == (("alert", "users", "Two workers"), "Dog at home")
    assert [words for _, _, words in model.chips()] == ["Address kept safe", "Quiet rooms help"]


def test_a_pupil_of_whom_little_is_known_has_a_head_too(
    desk: Desk, keep: Callable[..., None]
) -> None:
    small = factories.a_pupil(born_on=factories.TODAY.replace(year=2023), known_as="Quill")
    keep(small)
    model = PupilModel(desk)
    model.show_pupil(small.id)
    assert model.facts() == "3 · Nursery"
    assert model.strengths() == "What is Quill good at? Add it under Edit pupil."
    assert (model.safety(), model.chips()) == (None, [])
    assert not model.has_case


def test_opening_a_page_is_entered_in_the_ledger(model: PupilModel, workspace: Workspace, rosie: Rosie) -> None:
    model.show_pupil(rosie.pupil.id)
    looked = workspace.query(partial(audit.who_looked, pupil_id=rosie.pupil.id, acts=audit.LOOKED))
    assert len(looked) == 1


def test_a_note_written_elsewhere_is_counted_at_once(
    model: PupilModel, desk: Desk, workspace: Workspace, rosie: Rosie
) -> None:
    assert model.counts()["journal"] == 12
    desk.background.change(partial(records.save, record=factories.a_note(rosie.pupil)), owner=model)
    assert model.counts()["journal"] == 13


def test_editing_and_restricting_open_their_forms_filled_in(model: PupilModel) -> None:
    opened: list[RecordForm] = []
    model.form_ready.connect(opened.append)
    model.edit()
    model.restrict()
    assert [form.spec for form in opened] == [PUPIL, CASE_READERS]
    assert opened[0].values["known_as"] == "Rosie"
    assert opened[1].options(CASE_READERS.asks[1])[0][1] == "Dee Marlow"


def removal(model: PupilModel) -> RemovalForm:
    opened: list[RemovalForm] = []
    model.removal_ready.connect(opened.append)
    model.ask_to_remove()
    return opened[0]


def test_a_pupil_with_casework_stays_and_the_reason_is_told(model: PupilModel) -> None:
    told: list[str] = []
    gone: list[bool] = []
    model.gone.connect(lambda: gone.append(True))
    form = removal(model)
    form.refused.connect(lambda error: told.append(str(error)))
    form.put("reason", "Added twice")
    form.save()
    assert told == [
        "Rosie has casework, so the record is not removed. "
        "Close the case instead: the record is kept as long as it has to be."
    ]
    assert not gone


def test_a_pupil_added_by_mistake_is_gone(desk: Desk, pupil: Pupil) -> None:
    model = PupilModel(desk)
    model.show_pupil(pupil.id)
    gone: list[bool] = []
    model.gone.connect(lambda: gone.append(True))
    form = removal(model)
    form.put("reason", "Added twice")
    form.save()
    assert gone == [True]
    assert model.pupil_id is None
