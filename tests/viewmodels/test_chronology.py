"""The chronology in words: dates as exactly as they are known, late entries, suggestions promoted by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from ontrack_desktop.domain.choices import Impact, Precision
from ontrack_desktop.domain.ledger import Act
from ontrack_desktop.domain.meetings import ChronologyEntry
from ontrack_desktop.services.workspace import Workspace
from ontrack_desktop.viewmodels.chronology import ChronologyModel, say_when
from ontrack_desktop.viewmodels.desk import Desk
from ontrack_desktop.viewmodels.record_form import RecordForm
from tests import factories
from tests.rosie import Rosie


@pytest.fixture
def model(desk: Desk, rosie: Rosie) -> ChronologyModel:
    made = ChronologyModel(desk)
    made.show_pupil(rosie.pupil.id)
    return made


@pytest.mark.parametrize(("precision", "said"), [
    (Precision.DAY, "Fri 10 Jul"), (Precision.MONTH, "July"), (Precision.YEAR, "in the year"),
    (Precision.ABOUT, "about July"),
])
def test_a_date_is_said_as_exactly_as_it_is_known(precision: Precision, said: str) -> None:
    assert say_when(date(2026, 7, 10), precision) == said


def test_events_say_what_they_meant_and_how_late_they_were_written_down(model: ChronologyModel) -> None:
    # written on 4 November: 2 days after the first, 117 after the second (21 + 31 + 30 + 31 + 4)
    assert [(line.year, line.when, line.impact[2], line.late) for line in model.events()] == [
        ("2026", "Mon 2 Nov", "Helped", ""), ("2026", "Fri 10 Jul", "Helped", "recorded 117 days after"),
        ("2025", "October", "Set back", ""),
    ]


def test_a_suggestion_becomes_an_event_by_hand_and_is_not_suggested_again(
    model: ChronologyModel, workspace: Workspace, rosie: Rosie
) -> None:
    opened: list[RecordForm] = []
    model.form_ready.connect(opened.append)
    model.promote(rosie.suspension.id)
    form = opened[0]
    assert form.values["event"] == "Suspended for 6 sessions (half days)."
    form.put("impact_text", "Two more weeks at home")
    assert form.save()
    entry = workspace.query(lambda r: r.get(ChronologyEntry, form.record_id))
    assert (entry.on, entry.impact, entry.promoted_from_id) == (
        date(2026, 1, 14), Impact.SET_BACK, rosie.suspension.id
    )
    assert rosie.suspension.id not in {each.source_id for each in model.suggestions()}
    assert "Suspended for 6 sessions (half days)." in [line.event for line in model.events()]


def test_what_comes_from_a_restricted_note_stays_restricted(
    model: ChronologyModel, workspace: Workspace, rosie: Rosie, keep: Callable[..., None]
) -> None:
    note = factories.a_note(rosie.pupil, pinned=True, restricted=True)
    keep(note)
    model.reload()
    opened: list[RecordForm] = []
    model.form_ready.connect(opened.append)
    model.promote(note.id)
    assert opened[0].save()
    assert workspace.query(lambda r: r.get(ChronologyEntry, opened[0].record_id)).restricted


def test_a_suggestion_that_is_not_significant_is_put_aside_and_the_record_tells_by_whom(
    model: ChronologyModel, workspace: Workspace, rosie: Rosie, desk: Desk
) -> None:
    before = {each.source_id for each in model.suggestions()}
    events = model.events()
    model.put_aside(rosie.suspension.id)
    assert {each.source_id for each in model.suggestions()} == before - {rosie.suspension.id}
    assert model.events() == events
    again = ChronologyModel(desk)
    again.show_pupil(rosie.pupil.id)
    assert rosie.suspension.id not in {each.source_id for each in again.suggestions()}
    last = workspace.query(lambda r: r.entries(pupil_id=rosie.pupil.id, act=Act.REMOVED))[0]
    assert (last.kind, last.worker_id) == ("chronology", workspace.worker_id)
