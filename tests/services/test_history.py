"""What a record said before, field by field in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from ontrack_desktop.domain.choices import YesNoUnknown
from ontrack_desktop.domain.notes import Note
from ontrack_desktop.domain.people import Household, Person, Pupil
from ontrack_desktop.domain.validation import amended
from ontrack_desktop.services import history, records
from ontrack_desktop.services.workspace import Workspace
from ontrack_desktop.store.store import Store
from tests import factories
from tests.conftest import Clock


def test_each_version_says_what_it_changed(workspace: Workspace, pupil: Pupil, keep: Callable[..., None]) -> None:
    keep(factories.a_person(pupil, phone="01632 960001"))
    mum = workspace.query(lambda r: r.about(Person, pupil.id))[0]
    workspace.change(partial(
        records.save, record=amended(mum, phone="", parental_responsibility=YesNoUnknown.YES, do_not_contact=True)
    ))
    found = workspace.query(partial(history.history, kind="person", record_id=mum.id))
    assert [version.number for version in found.versions] == [2, 1]
    assert [(c.name, c.before, c.after) for c in found.versions[0].changes] == [
        ("parental_responsibility", "Not known", "Yes"), ("phone", "01632 960001", ""), ("do_not_contact", "No", "Yes"),
    ]
    first = {c.name: c.after for c in found.versions[1].changes}
    assert first["name"] == "Jo Zephyrhart"
    assert first["lives_with"] == "Yes"
    assert "interpreter" not in first


def test_dates_lists_and_linked_records_are_said_in_words(
    workspace: Workspace, pupil: Pupil, keep: Callable[..., None]
) -> None:
    mum = factories.a_person(pupil)
    keep(mum, factories.a_note(
        pupil, topics=("Sleep", "Exams"), person_ids=(mum.id,), promised_by=date(2026, 11, 20)
    ))
    note = workspace.query(lambda r: r.about(Note, pupil.id))[0]
    found = workspace.query(partial(history.history, kind="note", record_id=note.id))
    said = {c.name: c.after for c in found.versions[0].changes}
    assert said["topics"] == "Sleep; Exams"
    assert said["person_ids"] == "Mum (Mother)"
    assert said["promised_by"] == "Friday 20 November 2026"
    assert said["at"] == "Wednesday 4 November 2026, 10:00"
    assert said["note_kind"] == "Home visit"


def test_the_history_of_a_restricted_record_says_nothing_to_others(
    store: Store, workspace: Workspace, pupil: Pupil, keep: Callable[..., None], clock: Clock
) -> None:
    colleague = factories.a_worker(name="Kit Ames")
    keep(colleague, factories.a_note(pupil))
    note = workspace.query(lambda r: r.about(Note, pupil.id))[0]
    keep(amended(note, restricted=True))
    found = Workspace(store, colleague.id, clock).query(
        partial(history.history, kind="note", record_id=note.id)
    )
    assert found.withheld
    assert factories.SECRET_TEXT not in str(found)


def test_what_was_removed_can_still_be_read(workspace: Workspace, pupil: Pupil, keep: Callable[..., None]) -> None:
    keep(factories.a_note(pupil))
    note = workspace.query(lambda r: r.about(Note, pupil.id))[0]
    workspace.change(partial(records.remove, record=note, reason="twice"))
    found = workspace.query(partial(history.history, kind="note", record_id=note.id))
    assert {c.name: c.after for c in found.versions[0].changes}["text"] == factories.SECRET_TEXT


def test_the_history_of_a_person_does_not_give_away_where_they_live(
    workspace: Workspace, pupil: Pupil, keep: Callable[..., None]
) -> None:
    home = Household(id=factories.an_id(), address="12 Example Lane")
    mum = factories.a_person(pupil, household_id=home.id)
    keep(home, mum)
    found = workspace.query(partial(history.history, kind="person", record_id=mum.id))
    assert {c.name: c.after for c in found.versions[0].changes}["household_id"] == "a home"
