"""The builder by keyboard and mouse: recipients and their copies, what is asked, the minutes, a narrow window."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from ontrack_desktop.domain.choices import Audience, QuoteConsent
from ontrack_desktop.domain.ledger import Act
from ontrack_desktop.domain.meetings import Ask, Disclosure, Invitee, Meeting
from ontrack_desktop.domain.notes import Action
from ontrack_desktop.domain.people import Worker
from ontrack_desktop.services import drafts, records
from ontrack_desktop.services.workspace import Workspace
from ontrack_desktop.ui.navigator import Navigator
from ontrack_desktop.ui.screens.meeting import MeetingScreen
from ontrack_desktop.ui.widgets.ready_card import REASONS, ReasonPanel
from ontrack_desktop.viewmodels.desk import Desk
from ontrack_desktop.viewmodels.meeting import MeetingModel
from tests import factories
from tests.conftest import Clock
from tests.factories import a_note, a_quote
from tests.hands import click, print_into, stand, write
from tests.rosie import Rosie

Keep = Callable[..., None]
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def rosie(keep: Keep, worker: Worker) -> Rosie:
    made = Rosie(worker)
    made.meeting = made.meeting.model_copy(update={
        "invitees": (
            Invitee(name="Mum", role="Mother", audience=Audience.FAMILY),
            Invitee(name="Ms Bright", organisation="Moorside School", audience=Audience.SCHOOL),
            Invitee(name="Jay Patel", organisation="SEN team", audience=Audience.PANEL),
        ),
        "asks": (Ask(what="Thursday transport to the farm.", of_whom="SEN team"),),
    })
    keep(*made.records())
    return made


@pytest.fixture
def screen(desk: Desk, rosie: Rosie, qtbot: QtBot) -> MeetingScreen:
    made = MeetingScreen(MeetingModel(desk), Navigator())
    made.model.setParent(made)
    made.model.open(rosie.meeting.id)
    return stand(qtbot, made, 1040, 720)


def type_into(widget: QWidget, text: str) -> None:
    widget.setFocus()
    write(text)


def kept(workspace: Workspace, rosie: Rosie) -> Meeting:
    return workspace.query(lambda r: r.get(Meeting, rosie.meeting.id))


def test_the_arrow_keys_choose_whose_copy_is_shown(screen: MeetingScreen) -> None:
    people = screen.ui.recipients_card.list
    people.setFocus()
    assert screen.ui.left_preview.title.text() == "Mum’s copy"
    QTest.keyClick(people, Qt.Key.Key_Down)
    assert screen.ui.left_preview.title.text() == "Ms Bright’s copy"
    assert screen.ui.left_preview.page_label.text().startswith("page 1 of ")
    assert screen.copies.left.paper is not None
    assert screen.copies.left.paper.recipient == "Ms Bright, Moorside School"


def test_the_pages_are_turned_and_looked_at_closer(screen: MeetingScreen, qtbot: QtBot) -> None:
    preview = screen.ui.left_preview
    _before, after, smaller, larger = preview._buttons
    click(after)
    qtbot.waitUntil(lambda: preview.page_label.text().startswith("page 2 of "))
    assert preview.view is not None
    click(larger)
    closer = preview.view.zoomFactor()
    click(smaller)
    assert preview.view.zoomFactor() < closer


def test_the_panels_copy_stands_beside_the_familys(screen: MeetingScreen, qtbot: QtBot) -> None:
    assert screen.beside_button.text() == "Beside the panel’s"
    click(screen.beside_button)
    assert screen.ui.right_preview.title.text() == "Jay Patel’s copy"
    assert screen.ui.right_preview.isVisible()
    assert not screen.ui.left_side.isVisible()
    click(screen.beside_button)
    assert screen.ui.left_side.isVisible()


def test_somebody_is_added_by_typing_and_taken_out_by_delete(screen: MeetingScreen, qtbot: QtBot) -> None:
    card = screen.ui.recipients_card
    click(card.add_button)
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, "Pat Dunn, grandmother")
    QTest.keyClick(focused, Qt.Key.Key_Return)
    assert [each.name for each in screen.model.recipients()] == ["Mum", "Ms Bright", "Jay Patel", "Pat Dunn"]
    assert QApplication.focusWidget() is card.list
    QTest.keyClick(card.list, Qt.Key.Key_Delete)
    assert [each.name for each in screen.model.recipients()] == ["Mum", "Ms Bright", "Jay Patel"]
    assert screen.ui.give_button.text() == "Save 3 &copies"


def test_a_reason_is_given_where_consent_is_missing(
    screen: MeetingScreen, qtbot: QtBot, workspace: Workspace, rosie: Rosie
) -> None:
    line = next(line for line in screen.ui.ready_card.lines if "Ms Bright" in line.words.text())
    click(line.button)
    panel = screen.ui.ready_card.panel
    click(panel.use_button)
    assert panel.error.text().startswith("Say why")
    type_into(panel.reason, "She meets her at the door every day.")
    QTest.keyClick(panel.reason, Qt.Key.Key_Return)
    assert panel.isHidden()
    QTest.keyClick(screen, Qt.Key.Key_S, CTRL)
    assert kept(workspace, rosie).invitees[1].reason == "She meets her at the door every day."


def test_a_reason_half_typed_is_there_again_for_the_same_person_and_no_part_of_the_meeting(
    screen: MeetingScreen, desk: Desk, qtbot: QtBot, workspace: Workspace, rosie: Rosie
) -> None:
    def panel_for(name: str, where: MeetingScreen) -> ReasonPanel:
        line = next(line for line in where.ui.ready_card.lines if name in line.words.text())
        click(line.button)
        return where.ui.ready_card.panel

    panel = panel_for("Ms Bright", screen)
    panel.basis.setFocus()
    QTest.keyClick(panel.basis, Qt.Key.Key_Down)
    chosen = panel.basis.currentData()
    assert chosen != REASONS[0][0]
    type_into(panel.reason, "She meets her at")
    QTest.keyClick(panel.reason, Qt.Key.Key_S, CTRL)  # the meeting is saved in the middle of it
    assert kept(workspace, rosie).invitees[1].reason == ""
    screen.hide()  # another page is shown, or the program locks

    again = MeetingScreen(MeetingModel(desk), Navigator())
    again.model.setParent(again)
    again.model.open(rosie.meeting.id)
    stand(qtbot, again, 1040, 720)
    assert panel_for("Jay Patel", again).reason.text() == ""
    panel = panel_for("Ms Bright", again)
    assert (panel.reason.text(), panel.basis.currentData()) == ("She meets her at", chosen)
    QTest.keyClick(panel.reason, Qt.Key.Key_End)
    type_into(panel.reason, " the door.")
    QTest.keyClick(panel.reason, Qt.Key.Key_Return)
    QTest.keyClick(again, Qt.Key.Key_S, CTRL)
    assert kept(workspace, rosie).invitees[1].reason == "She meets her at the door."
    assert workspace.query(drafts.mine) == []


def test_what_is_asked_is_typed_in_rows_and_saved(
    screen: MeetingScreen, qtbot: QtBot, workspace: Workspace, rosie: Rosie
) -> None:
    screen.show_step("see")
    card = screen.ui.asks_card
    click(card.add_button)
    row = card.rows[1]
    type_into(row.what, "Give a name at CAMHS to ring.")
    QTest.keyClick(row.what, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is row.why
    type_into(row.of_whom, "CAMHS")
    type_into(row.by, "6 Nov")
    QTest.keyClick(row.by, Qt.Key.Key_S, CTRL)
    asked = kept(workspace, rosie).asks
    assert [(ask.what, ask.of_whom, str(ask.by)) for ask in asked] == [
        ("Thursday transport to the farm.", "SEN team", "None"),
        ("Give a name at CAMHS to ring.", "CAMHS", "2026-11-06"),
    ]


def test_a_date_that_is_none_leads_back_to_its_box(screen: MeetingScreen, qtbot: QtBot) -> None:
    screen.show_step("see")
    row = screen.ui.asks_card.rows[0]
    type_into(row.by, "some day")
    QTest.keyClick(row.by, Qt.Key.Key_S, CTRL)
    assert row.error.text().startswith("Write a date")
    assert screen.ui.errors.isVisible()
    QTest.keyClick(QApplication.focusWidget() or screen, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is row.by


def test_minutes_with_six_actions_are_typed_and_become_tasks(
    screen: MeetingScreen, qtbot: QtBot, workspace: Workspace, clock: Clock, rosie: Rosie
) -> None:
    clock.now = rosie.meeting.at + timedelta(hours=1)
    screen.model.open(rosie.meeting.id)
    assert screen.step == "minutes"  # it is over, and nothing is minuted
    ui = screen.ui
    click(ui.came_card.all_button)
    click(ui.came_card.rows[1].chips["apologies"])
    type_into(ui.said_card.text, "Rosie read her words out.")
    lines = [f"Do thing {number} - Mum - by Friday" for number in range(1, 7)]
    type_into(ui.actions_card.text, "\n".join(lines))
    qtbot.waitUntil(lambda: ui.next_card.propose.height() > 0)  # the lines above have found their place
    click(ui.next_card.propose)
    click(ui.minutes_button)
    tasks = workspace.query(lambda r: r.about(Action, rosie.meeting.id, role="source"))
    assert sorted((task.what, task.owner, str(task.due_on)) for task in tasks) == [
        (f"Do thing {number}", "Mum", "2026-11-13") for number in range(1, 7)
    ]
    saved = kept(workspace, rosie)
    assert [invitee.attendance.value for invitee in saved.invitees] == ["attended", "apologies", "attended"]
    assert saved.next_at is not None
    assert ui.actions_card.text.toPlainText() == ""


def test_a_cursor_stays_where_it_is_while_the_list_is_read_again(
    screen: MeetingScreen, qtbot: QtBot, keep: Keep, rosie: Rosie
) -> None:
    screen.show_step("see")
    screen.agenda.setFocus()
    QTest.keyClicks(screen.agenda, "Her words first.")
    cursor = screen.agenda.textCursor()
    cursor.setPosition(3)
    screen.agenda.setTextCursor(cursor)
    screen.model.desk.background.change(partial(records.save, record=a_quote(rosie.pupil)), owner=screen)
    assert screen.agenda.textCursor().position() == 3
    assert screen.agenda.toPlainText() == "Her words first."


def test_another_childs_name_is_a_question_and_not_a_wall(
    screen: MeetingScreen, qtbot: QtBot, keep: Keep, rosie: Rosie, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    friend = factories.a_pupil(legal_forename="Ottoline", legal_surname="Quickthorn")
    keep(
        friend, a_note(rosie.pupil, pupil_ids=(rosie.pupil.id, friend.id)),
        a_quote(rosie.pupil, words="I sat with Ottoline Quickthorn.", consent=QuoteConsent.MEETING),
    )
    folder = tmp_path / "packs"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    click(screen.ui.give_button)
    assert "Ottoline Quickthorn, another child, is named in a copy" in screen.ui.result_words.text()
    assert list(folder.iterdir()) == []
    click(screen.ui.despite_button)
    assert len(list(folder.glob("*.pdf"))) == 3
    assert screen.ui.folder_button.isVisible()


def test_locked_copies_are_saved_with_the_words_that_are_shown(
    screen: MeetingScreen, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "packs"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    click(screen.ui.lock_button)
    passphrase = screen.ui.passphrase.text()
    assert screen.ui.give_button.text() == "Save 3 locked &copies"
    click(screen.ui.give_button)
    for path in folder.glob("*.pdf"):
        assert PdfReader(path).decrypt(passphrase)
    assert screen.ui.passphrase.text() == ""


def test_every_page_of_a_copy_comes_out_of_the_printer_and_is_entered(
    screen: MeetingScreen, workspace: Workspace, rosie: Rosie, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    printed = tmp_path / "printed.pdf"
    print_into(printed, monkeypatch)
    screen.giving.one_action.trigger()
    assert screen.copies.left.paper is not None
    assert len(PdfReader(printed).pages) == screen.copies.left.paper.pages
    assert len(workspace.query(lambda r: r.entries(pupil_id=rosie.pupil.id, act=Act.PRINTED))) == 1


def test_a_print_that_was_thought_better_of_is_not_entered(
    screen: MeetingScreen, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrintDialog, "exec", lambda _dialog: int(QPrintDialog.DialogCode.Rejected))
    screen.giving.all_action.trigger()
    assert workspace.query(lambda r: r.find(Disclosure)) == []


def test_in_a_narrow_window_the_copy_takes_the_place_of_the_list(screen: MeetingScreen, qtbot: QtBot) -> None:
    screen.resize(580, 600)
    assert not screen.ui.preview_side.isVisible()
    click(screen.ui.look_button)
    assert screen.ui.preview_side.isVisible()
    assert not screen.ui.left_side.isVisible()
    click(screen.beside_button)
    assert screen.ui.left_side.isVisible()


def test_no_two_buttons_of_the_open_page_share_a_letter(screen: MeetingScreen) -> None:
    letters: list[str] = []
    for button in (screen.ui.give_button, screen.ui.print_button, screen.ui.lock_button, screen.ui.keep_button,
                   screen.ui.look_button, screen.ui.folder_button, screen.ui.despite_button):
        text = button.text().replace("&&", "")
        if "&" in text:
            letters.append(text[text.index("&") + 1].lower())
    assert len(letters) == len(set(letters)), letters


def test_nothing_flashes_up_in_a_window_of_its_own_while_a_meeting_opens(
    desk: Desk, rosie: Rosie, qtbot: QtBot, qapp: QApplication
) -> None:
    spy = WindowsShown()
    qapp.installEventFilter(spy)
    made = MeetingScreen(MeetingModel(desk), Navigator())
    made.model.setParent(made)
    qtbot.addWidget(made)
    made.show()
    made.model.open(rosie.meeting.id)
    for step in ("see", "check", "who"):
        made.show_step(step)
    qapp.removeEventFilter(spy)
    assert spy.names == ["MeetingScreen"]


class WindowsShown(QObject):
    """Every window that shows itself."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.names.append(type(watched).__name__)
        return False
