"""A declared form: editors from the record's types, sentences beside fields, and what was typed kept."""

from __future__ import annotations

from datetime import date

import pytest

from ontrack_desktop.domain.choices import Impact
from ontrack_desktop.domain.meetings import ChronologyEntry
from ontrack_desktop.domain.people import Person, Pupil
from ontrack_desktop.services import drafts
from ontrack_desktop.services.workspace import Workspace
from ontrack_desktop.viewmodels.desk import Desk
from ontrack_desktop.viewmodels.record_form import Editor, FormSpec, RecordForm, editor_for
from ontrack_desktop.viewmodels.record_forms import CHRONOLOGY, PERSON

from .every_form import REFUSED, SPECS, open_form


def test_the_editor_follows_from_the_type_of_the_field() -> None:
    wanted = {
        "on": Editor.DAY, "precision": Editor.CHOICE, "event": Editor.TEXT, "source": Editor.LINE,
        "impact_text": Editor.LINE, "restricted": Editor.TICK,
    }
    assert {name: editor_for(ChronologyEntry, name) for name in wanted} == wanted
    assert editor_for(Pupil, "strengths") is Editor.TEXT
    assert editor_for(Pupil, "languages") is Editor.LINES


def test_an_event_is_saved_as_typed(desk: Desk, workspace: Workspace, pupil: Pupil) -> None:
    form = RecordForm(desk, CHRONOLOGY, given={"pupil_ids": (pupil.id,)})
    form.put("on", "2026-07-10")
    form.put("event", "Finished the level 2 award.")
    form.put("source", "Certificate")
    form.put("impact", "helped")
    assert form.save()
    entry = workspace.query(lambda r: r.get(ChronologyEntry, form.record_id))
    assert (entry.on, entry.impact, entry.pupil_ids) == (date(2026, 7, 10), Impact.HELPED, (pupil.id,))


def test_what_is_missing_is_said_beside_its_field_and_nothing_typed_is_lost(
    desk: Desk, workspace: Workspace, pupil: Pupil
) -> None:
    form = RecordForm(desk, CHRONOLOGY, given={"pupil_ids": (pupil.id,)})
    form.put("event", "Something half remembered.")
    form.put("on", "yesterweek")
    assert not form.save()
    assert form.problems == {"on": "Enter a date, such as 4/11/2026.", "source": "Fill this in."}
    form.keep_now()
    kept = workspace.query(lambda r: drafts.one(r, draft_id=form.record_id))
    assert kept is not None
    assert kept.state["event"] == "Something half remembered."
    again = RecordForm(desk, CHRONOLOGY, given={"pupil_ids": (pupil.id,)})
    again.restore(kept)
    assert again.values["on"] == "yesterweek"


def test_saving_takes_the_draft_away(desk: Desk, workspace: Workspace, pupil: Pupil) -> None:
    form = RecordForm(desk, PERSON, given={"pupil_ids": (pupil.id,)})
    form.put("name", "Jo Zephyrhart")
    form.keep_now()
    assert workspace.query(lambda r: len(drafts.mine(r))) == 1
    form.put("relationship", "Mother")
    assert form.save()
    assert workspace.query(drafts.mine) == []


def test_amending_empties_what_a_person_emptied(desk: Desk, workspace: Workspace, pupil: Pupil) -> None:
    form = RecordForm(desk, PERSON, given={"pupil_ids": (pupil.id,)})
    for name, value in {"name": "Jo", "relationship": "Mother", "phone": "01632 960001"}.items():
        form.put(name, value)
    form.save()
    saved = workspace.query(lambda r: r.get(Person, form.record_id))
    second = RecordForm(desk, PERSON, record=saved)
    second.put("phone", "")
    assert second.save()
    assert workspace.query(lambda r: r.get(Person, saved.id)).phone == ""
    second.put("name", "")
    assert not second.save()
    assert second.problems == {"name": "Fill this in."}


@pytest.mark.parametrize("spec", SPECS.values(), ids=SPECS.keys())
def test_bad_input_of_every_field_gives_a_sentence(desk: Desk, pupil: Pupil, spec: FormSpec) -> None:
    for ask in spec.asks:
        form = open_form(desk, spec, pupil.id)
        editor = form.editor(ask.name)
        if editor is Editor.TICK:
            continue
        form.put(ask.name, REFUSED[editor])
        assert not form.save(), f"{ask.name} takes anything"
        assert form.problems[ask.name].endswith("."), f"{ask.name}: {form.problems[ask.name]!r} is no sentence"


def test_bare_digits_are_no_date(desk: Desk, pupil: Pupil) -> None:
    form = RecordForm(desk, CHRONOLOGY, given={"pupil_ids": (pupil.id,)})
    for name, typed in {"on": "86400", "event": "Something.", "source": "The register"}.items():
        form.put(name, typed)
    assert not form.save()
    assert form.problems == {"on": "Enter a date, such as 4/11/2026."}
