"""The list of pupils under real keys and clicks, also when it is very long."""

from __future__ import annotations

from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ontrack_desktop.domain.people import Pupil, Worker
from ontrack_desktop.services import records
from ontrack_desktop.services.workspace import UnitOfWork, Workspace
from ontrack_desktop.ui.navigator import Navigator
from ontrack_desktop.ui.screens.pupils import PupilsScreen
from ontrack_desktop.ui.widgets.quote_card import QuoteCard
from ontrack_desktop.viewmodels.desk import Desk
from ontrack_desktop.viewmodels.new_pupil import NewPupilForm
from ontrack_desktop.viewmodels.pupils import PupilRow, PupilsModel
from tests import factories
from tests.caseload import Keep, a_held_pupil, at
from tests.hands import stand


@pytest.fixture
def pupils(keep: Keep, worker: Worker) -> dict[str, Pupil]:
    made = {name: a_held_pupil(keep, worker, name) for name in ("Amir", "Callum", "Rosie")}
    keep(factories.a_quote(made["Callum"], words="I like the <i>lake</i>.", at=at(-1)))
    return made


def shown(qtbot: QtBot, desk: Desk, navigator: Navigator, width: int = 1072) -> PupilsScreen:
    screen = PupilsScreen(PupilsModel(desk), navigator)
    return stand(qtbot, screen, width, 660)


def column(screen: PupilsScreen, number: int) -> list[str]:
    cells = screen.ui.table.cells
    return [cells.cell(cells.index(row, number)).text for row in range(cells.rowCount())]


def test_a_few_letters_and_enter_open_a_pupil(
    qtbot: QtBot, desk: Desk, navigator: Navigator, pupils: dict[str, Pupil]
) -> None:
    screen = shown(qtbot, desk, navigator)
    QTest.keyClicks(screen.ui.filter, "ros")
    assert column(screen, 0) == ["Rosie"]
    with qtbot.waitSignal(navigator.pupil_wanted) as wanted:
        QTest.keyClick(screen.ui.filter, Qt.Key.Key_Return)
    assert wanted.args == [pupils["Rosie"].id, "overview"]


def test_the_arrows_move_through_the_rows_while_the_filter_keeps_the_keyboard(
    qtbot: QtBot, desk: Desk, navigator: Navigator, pupils: dict[str, Pupil]
) -> None:
    screen = shown(qtbot, desk, navigator)
    QTest.keyClick(screen.ui.filter, Qt.Key.Key_Down)
    assert screen.focusWidget() is screen.ui.filter
    with qtbot.waitSignal(navigator.pupil_wanted) as wanted:
        QTest.keyClick(screen.ui.filter, Qt.Key.Key_Return)
    assert wanted.args == [pupils["Callum"].id, "overview"]


def test_a_click_opens_the_row(
    qtbot: QtBot, desk: Desk, navigator: Navigator, pupils: dict[str, Pupil]
) -> None:
    screen = shown(qtbot, desk, navigator)
    with qtbot.waitSignal(navigator.pupil_wanted) as wanted:
        QTest.mouseClick(
            screen.ui.table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(300, 2 * 48 + 20)
        )
    assert wanted.args == [pupils["Rosie"].id, "overview"]


def test_ctrl_n_writes_about_the_selected_pupil_and_not_about_nobody(
    qtbot: QtBot, desk: Desk, navigator: Navigator, pupils: dict[str, Pupil]
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    about_nobody: list[bool] = []
    QShortcut(QKeySequence("Ctrl+N"), window).activated.connect(lambda: about_nobody.append(True))
    screen = PupilsScreen(PupilsModel(desk), navigator)
    QVBoxLayout(window).addWidget(screen)
    window.resize(1072, 660)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(screen.ui.filter.hasFocus)
    QTest.keyClicks(screen.ui.filter, "cal")
    with qtbot.waitSignal(navigator.note_wanted) as wanted:
        QTest.keyClick(screen.ui.filter, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert wanted.args == [(pupils["Callum"].id,), ""]
    screen.ui.table.setFocus()
    with qtbot.waitSignal(navigator.note_wanted):
        QTest.keyClick(screen.ui.table, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert about_nobody == []


def test_space_shows_a_preview_that_follows_the_row_and_escape_puts_it_away(
    qtbot: QtBot, desk: Desk, navigator: Navigator, pupils: dict[str, Pupil]
) -> None:
    screen = shown(qtbot, desk, navigator)
    screen.ui.table.setFocus()
    QTest.keyClick(screen.ui.table, Qt.Key.Key_Space)
    assert screen.ui.preview.isVisible()
    assert screen.preview.name.text() == "Amir Vane"
    QTest.keyClick(screen.ui.table, Qt.Key.Key_Down)
    assert screen.preview.name.text() == "Callum Vane"
    said = screen.preview.findChildren(QuoteCard)[-1]
    assert said.words.text() == "“I like the <i>lake</i>.”"
    with qtbot.waitSignal(navigator.note_wanted) as note:
        QTest.mouseClick(screen.preview.note_button, Qt.MouseButton.LeftButton)
    assert note.args == [(pupils["Callum"].id,), ""]
    with qtbot.waitSignal(navigator.pupil_wanted) as wanted:
        QTest.mouseClick(screen.preview.open_button, Qt.MouseButton.LeftButton)
    assert wanted.args == [pupils["Callum"].id, "overview"]
    screen.ui.table.setFocus()
    QTest.keyClick(screen.ui.table, Qt.Key.Key_Escape)
    assert screen.ui.preview.isHidden()


def test_a_chip_filters_and_an_empty_list_offers_everybody(
    qtbot: QtBot, desk: Desk, navigator: Navigator, pupils: dict[str, Pupil]
) -> None:
    screen = shown(qtbot, desk, navigator)
    assert screen.chips["mine"].isChecked()
    QTest.mouseClick(screen.chips["time_in"], Qt.MouseButton.LeftButton)
    assert screen.ui.card.isHidden()
    QTest.mouseClick(screen.ui.empty.button, Qt.MouseButton.LeftButton)
    assert column(screen, 0) == ["Amir", "Callum", "Rosie"]
    assert not screen.chips["time_in"].isChecked()


def test_a_heading_sorts_and_sorts_the_other_way_round(
    qtbot: QtBot, desk: Desk, navigator: Navigator, pupils: dict[str, Pupil]
) -> None:
    screen = shown(qtbot, desk, navigator)
    header = screen.ui.table.horizontalHeader()
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(40, 10))
    assert column(screen, 0) == ["Rosie", "Callum", "Amir"]
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(40, 10))
    assert column(screen, 0) == ["Amir", "Callum", "Rosie"]


def test_add_a_pupil_opens_the_form_and_then_the_pupil(
    qtbot: QtBot, desk: Desk, navigator: Navigator
) -> None:
    screen = shown(qtbot, desk, navigator)
    with qtbot.waitSignal(navigator.form_wanted) as wanted:
        QTest.mouseClick(screen.ui.empty.button, Qt.MouseButton.LeftButton)
    form = wanted.args[0]
    assert isinstance(form, NewPupilForm)
    for name, value in {"legal_forename": "Kit", "legal_surname": "Moss", "born_on": "2011-01-02"}.items():
        form.put(name, value)
    with qtbot.waitSignal(navigator.pupil_wanted) as opened:
        form.save()
    assert opened.args == [form.record_id, "overview"]
    assert column(screen, 0) == ["Kit"]


def test_a_narrow_window_keeps_who_and_what_they_need(
    qtbot: QtBot, desk: Desk, navigator: Navigator, pupils: dict[str, Pupil]
) -> None:
    screen = shown(qtbot, desk, navigator, width=580)
    headings = [heading.text for heading in screen.ui.table.cells.headings]
    assert headings == ["Known as", "Last seen", "Needs you"]
    assert screen.ui.table.horizontalScrollBar().maximum() == 0


def test_ten_thousand_rows_paint_only_what_is_seen(
    qtbot: QtBot, desk: Desk, navigator: Navigator, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def add(work: UnitOfWork) -> None:
        for number in range(2_000):
            records.save(work, factories.a_pupil(legal_forename=f"Pupil{number:05}"))

    for _ in range(5):
        workspace.change(add)
    screen = shown(qtbot, desk, navigator)
    asked: set[UUID] = set()
    say = screen.model.row

    def noted(pupil_id: UUID) -> PupilRow:
        asked.add(pupil_id)
        return say(pupil_id)

    monkeypatch.setattr(screen.model, "row", noted)
    assert screen.ui.table.cells.rowCount() == 10_000
    screen.ui.table.setFocus()
    QTest.keyClick(screen.ui.table, Qt.Key.Key_End)
    screen.grab()
    assert 0 < len(asked) < 60
