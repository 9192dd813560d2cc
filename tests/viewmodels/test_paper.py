"""One page: previewed for the answers given, saved and printed as shown, never where an address is to be kept."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from ontrack_desktop.domain.behaviour import TimeInPlan
from ontrack_desktop.domain.ledger import Act
from ontrack_desktop.domain.meetings import Disclosure
from ontrack_desktop.domain.validation import amended
from ontrack_desktop.services.workspace import Workspace
from ontrack_desktop.viewmodels.desk import Desk
from ontrack_desktop.viewmodels.paper import PaperModel, plan_paper, visit_card_paper
from tests.rosie import Rosie

Keep = Callable[..., None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a person wants the papers."""
    made = tmp_path / "packs"
    made.mkdir()
    return made


def drawn(model: PaperModel) -> str:
    model.draw()
    assert model.preview.paper is not None, model.preview.problem
    return " ".join(PdfReader(io.BytesIO(model.preview.paper.document)).pages[0].extract_text().split())


def test_a_plan_is_drawn_for_whom_it_is_and_entered_when_it_is_saved(
    workspace: Workspace, desk: Desk, rosie: Rosie, folder: Path
) -> None:
    plan = workspace.query(lambda r: r.about(TimeInPlan, rosie.pupil.id))[0]
    model = plan_paper(desk, plan.id)
    model.put("recipient", "Ms Bright")
    assert "Ms Bright" in drawn(model)
    saved: list[Path] = []
    model.saved.connect(saved.append)
    model.save(folder)
    assert [path.name for path in saved] == ["BOT-2026-014-time-in-plan-2026-11-04.pdf"]
    entered = workspace.query(lambda r: r.find(Disclosure))[0]
    assert (entered.what, entered.recipient, entered.pages) == ("Time-in plan", "Ms Bright", 1)


def test_a_page_for_nobody_is_not_drawn_and_says_why(desk: Desk, workspace: Workspace, rosie: Rosie) -> None:
    plan = workspace.query(lambda r: r.about(TimeInPlan, rosie.pupil.id))[0]
    model = plan_paper(desk, plan.id)
    model.put("recipient", " ")
    model.draw()
    assert list(model.problems) == ["recipient"]
    assert model.preview.paper is None


def test_the_card_for_a_visit_is_our_own_paper(
    workspace: Workspace, desk: Desk, rosie: Rosie, folder: Path
) -> None:
    model = visit_card_paper(desk, rosie.pupil.id)
    text = drawn(model)
    assert "12 Example Lane" in text
    assert "Dog at home" in text
    model.save(folder)
    assert [path.name for path in folder.iterdir()] == ["BOT-2026-014-home-visit-card-2026-11-04.pdf"]
    assert workspace.query(lambda r: r.find(Disclosure)) == []
    assert len(workspace.query(lambda r: r.entries(pupil_id=rosie.pupil.id, act=Act.EXPORTED))) == 1


def test_an_address_that_is_to_be_kept_is_never_printed(
    workspace: Workspace, desk: Desk, keep: Keep, rosie: Rosie, folder: Path
) -> None:
    pupil = workspace.query(lambda r: r.get(type(rosie.pupil), rosie.pupil.id))
    keep(amended(pupil, safe_address=True))
    model = visit_card_paper(desk, rosie.pupil.id)
    refused: list[Any] = []
    model.refused.connect(refused.append)
    model.draw()
    assert "not printed, to keep the family safe" in model.preview.problem
    model.save(folder)
    assert list(folder.iterdir()) == []
    assert len(refused) == 1


def test_a_time_that_is_none_is_said_beside_its_field(desk: Desk, rosie: Rosie) -> None:
    model = visit_card_paper(desk, rosie.pupil.id)
    model.put("visit_at", "in a while")
    model.draw()
    assert list(model.problems) == ["visit_at"]
