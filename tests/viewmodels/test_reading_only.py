"""Forms and papers in a vault that is open for reading only: each says why, and nothing passes for saved."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from ontrack_desktop.domain.behaviour import TimeInPlan
from ontrack_desktop.domain.drafts import Draft
from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.services.reading_only import ReadingOnly
from ontrack_desktop.services.workspace import Workspace
from ontrack_desktop.viewmodels.desk import Desk
from ontrack_desktop.viewmodels.open_forms import Lost, keep_all
from ontrack_desktop.viewmodels.paper import plan_paper
from ontrack_desktop.viewmodels.pupil import PupilModel
from ontrack_desktop.viewmodels.record_form import RecordForm
from ontrack_desktop.viewmodels.record_forms import PERSON
from tests.rosie import Rosie


@pytest.fixture
def reading(desk: Desk) -> Desk:
    return replace(desk, refusal=ReadingOnly.CANNOT_WRITE.refusal)


def test_what_is_typed_is_never_called_kept_or_saved_and_keeps_nobody_from_locking(
    reading: Desk, rosie: Rosie, workspace: Workspace
) -> None:
    form = RecordForm(reading, PERSON, given={"pupil_ids": (rosie.pupil.id,)})
    states: list[str] = []
    told: list[OnTrackError] = []
    form.state_changed.connect(states.append)
    form.refused.connect(told.append)
    form.put("name", "Gran")
    form.put("name", "Granny")
    form.keep_now()
    assert [error.sentence for error in told] == ["Nothing can be saved: this vault cannot be written to."]
    assert not form.save()
    assert (len(told), states) == (2, ["not_saved"])
    assert workspace.query(lambda read: read.find(Draft)) == []
    lost: list[Lost] = []
    keep_all(reading, [form], lost.append, owner=form)
    assert lost == [[]]


def test_a_pupil_can_be_looked_at_and_no_look_is_entered(reading: Desk, rosie: Rosie, workspace: Workspace) -> None:
    before = workspace.store.head()
    model = PupilModel(reading)
    model.show_pupil(rosie.pupil.id)
    assert model.name
    assert workspace.store.head() == before


def test_no_page_is_saved_or_printed_that_could_not_be_entered(
    reading: Desk, rosie: Rosie, workspace: Workspace, tmp_path: Path
) -> None:
    plan = workspace.query(lambda read: read.about(TimeInPlan, rosie.pupil.id))[0]
    model = plan_paper(reading, plan.id)
    refused: list[OnTrackError] = []
    printed: list[object] = []
    model.refused.connect(refused.append)
    model.to_print.connect(printed.append)
    model.draw()
    assert model.preview.paper is not None  # it can be read on the screen
    model.save(tmp_path)
    model.prepare_print()
    assert [error.sentence for error in refused] == [
        "No page can be saved or printed: who got it could not be written down in this vault."
    ] * 2
    assert (printed, list(tmp_path.glob("*.pdf"))) == ([], [])
