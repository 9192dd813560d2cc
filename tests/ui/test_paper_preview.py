"""One page in a window of its own: its questions by keyboard, saved where the person says, printed on its own size."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from ontrack_desktop.domain.behaviour import TimeInPlan
from ontrack_desktop.domain.ledger import Act
from ontrack_desktop.services.workspace import Workspace
from ontrack_desktop.ui.navigator import Navigator
from ontrack_desktop.ui.paper_preview import PaperDialog
from ontrack_desktop.viewmodels.desk import Desk
from ontrack_desktop.viewmodels.paper import PaperModel, plan_paper, visit_card_paper
from tests.hands import click, print_into
from tests.rosie import Rosie

Keep = Callable[..., None]
A5 = (420, 595)  # points, rounded


def shown(model: PaperModel, qtbot: QtBot) -> PaperDialog:
    dialog = PaperDialog(model, Navigator())
    qtbot.addWidget(dialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    dialog.open()
    return dialog


def plan_of(workspace: Workspace, rosie: Rosie) -> TimeInPlan:
    return workspace.query(lambda r: r.about(TimeInPlan, rosie.pupil.id))[0]


def test_the_page_follows_what_is_typed_about_it(
    desk: Desk, workspace: Workspace, rosie: Rosie, qtbot: QtBot
) -> None:
    dialog = shown(plan_paper(desk, plan_of(workspace, rosie).id), qtbot)
    assert dialog.preview.page_label.text() == "page 1 of 1"
    box = dialog.boxes["recipient"]
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(box, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: dialog.fields["recipient"].error.text() != "")
    QTest.keyClicks(box, "Ms Bright")
    qtbot.waitUntil(lambda: dialog.fields["recipient"].error.text() == "")
    paper = dialog.model.preview.paper
    assert paper is not None
    assert paper.recipient == "Ms Bright"


def test_it_is_saved_where_the_person_says_and_the_window_closes(
    desk: Desk, workspace: Workspace, rosie: Rosie, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "plans"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    dialog = shown(plan_paper(desk, plan_of(workspace, rosie).id), qtbot)
    click(dialog.save_button)
    assert [path.suffix for path in folder.iterdir()] == [".pdf"]
    assert not dialog.isVisible()


def test_a_folder_that_is_gone_is_said_and_the_page_stays(
    desk: Desk, workspace: Workspace, rosie: Rosie, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "stick"))
    dialog = shown(plan_paper(desk, plan_of(workspace, rosie).id), qtbot)
    click(dialog.save_button)
    assert "not there any more" in dialog.error.text()
    assert dialog.isVisible()


def test_a_card_is_printed_on_its_own_size_and_entered(
    desk: Desk, workspace: Workspace, rosie: Rosie, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    printed = tmp_path / "printed.pdf"
    print_into(printed, monkeypatch)
    dialog = shown(visit_card_paper(desk, rosie.pupil.id), qtbot)
    QTest.keyClick(dialog.print_button, Qt.Key.Key_Return)
    page = PdfReader(printed).pages[0]
    assert (round(page.mediabox.width), round(page.mediabox.height)) == A5
    assert len(workspace.query(lambda r: r.entries(pupil_id=rosie.pupil.id, act=Act.PRINTED))) == 1


def test_every_control_has_a_name(desk: Desk, workspace: Workspace, rosie: Rosie, qtbot: QtBot) -> None:
    for model in (plan_paper(desk, plan_of(workspace, rosie).id), visit_card_paper(desk, rosie.pupil.id)):
        dialog = shown(model, qtbot)
        for name, box in dialog.boxes.items():
            assert box.accessibleName(), name
        dialog.reject()
