"""The palette under real keys and clicks, over a window with shortcuts of its own."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeySequence, QPaintEvent, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ontrack_desktop.domain.ledger import Act
from ontrack_desktop.domain.people import Pupil, Worker
from ontrack_desktop.services.workspace import Workspace
from ontrack_desktop.ui.navigator import Navigator
from ontrack_desktop.ui.screens.find import FindScreen
from ontrack_desktop.ui.widgets.grouped_list import Item, ItemRole
from ontrack_desktop.viewmodels.desk import Desk
from ontrack_desktop.viewmodels.find import FindModel
from ontrack_desktop.viewmodels.new_pupil import NewPupilForm
from tests import factories
from tests.caseload import Keep, a_held_pupil, at

CTRL = Qt.KeyboardModifier.ControlModifier


@dataclass
class Over:
    """The palette over a window with a field, and what the window's own shortcuts were pressed for."""

    find: FindScreen
    navigator: Navigator
    field: QLineEdit
    window: QWidget
    pressed: list[str]

    def rows(self) -> list[str]:
        model = self.find.ui.found.model()
        made = [model.index(row, 0).data(ItemRole) for row in range(model.rowCount())]
        return [row.lead if isinstance(row, Item) else f"# {row}" for row in made]

    def type(self, text: str) -> None:
        QTest.keyClicks(self.find.ui.query, text)

    def press(self, key: Qt.Key, how: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.find.ui.query, key, how)


@pytest.fixture
def rosie(keep: Keep, worker: Worker) -> Pupil:
    pupil = a_held_pupil(keep, worker, "Rosie", "Hart")
    keep(
        factories.a_note(pupil, at=at(-1), text="Transport to the <u>farm</u>."),
        factories.a_note(pupil, at=at(-2), text="Transport again."),
    )
    return pupil


@pytest.fixture
def over(qtbot: QtBot, desk: Desk, rosie: Pupil) -> Over:
    window = QWidget()
    qtbot.addWidget(window)
    field = QLineEdit()
    QVBoxLayout(window).addWidget(field)
    pressed: list[str] = []
    for keys in ("Ctrl+N", "Esc", "Ctrl+L"):
        QShortcut(QKeySequence(keys), window).activated.connect(lambda which=keys: pressed.append(which))
    navigator = Navigator()
    find = FindScreen(FindModel(desk), navigator, window)
    window.resize(1280, 720)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    field.setFocus()
    find.open_over()
    qtbot.waitUntil(find.ui.query.hasFocus)
    return Over(find, navigator, field, window, pressed)


def test_words_and_enter_open_the_newest_note(over: Over, qtbot: QtBot, rosie: Pupil) -> None:
    over.type("transp")
    assert over.rows() == ["# Notes", "Rosie", "Rosie", "# Do", "New note"]
    with qtbot.waitSignal(over.navigator.pupil_wanted) as wanted:
        over.press(Qt.Key.Key_Return)
    assert wanted.args == [rosie.id, "journal"]
    assert over.find.isHidden()


def test_the_arrows_step_over_headings_and_tab_stays_in_the_palette(over: Over, qtbot: QtBot) -> None:
    over.type("transp")
    over.press(Qt.Key.Key_Down)
    over.press(Qt.Key.Key_Tab)
    assert over.find.ui.found.current_id() == "do New note"
    assert over.find.ui.query.hasFocus()
    over.press(Qt.Key.Key_Down)
    over.press(Qt.Key.Key_Up)
    assert over.find.ui.found.current_id().startswith("record")


def test_the_first_row_is_chosen_again_when_something_else_is_typed(over: Over) -> None:
    over.press(Qt.Key.Key_Down)
    over.type("ros")
    assert over.find.ui.found.current_id().startswith("pupil")


def test_a_click_opens_and_a_click_beside_puts_away(over: Over, qtbot: QtBot, rosie: Pupil) -> None:
    over.type("ros")
    with qtbot.waitSignal(over.navigator.pupil_wanted) as wanted:
        QTest.mouseClick(over.find.ui.found.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(100, 32 + 20))
    assert wanted.args == [rosie.id, "overview"]
    over.find.open_over()
    QTest.mouseClick(over.find, Qt.MouseButton.LeftButton, pos=QPoint(20, 400))
    assert over.find.isHidden()


def test_escape_puts_it_away_gives_the_keyboard_back_and_is_kept_from_the_window(
    over: Over, qtbot: QtBot, workspace: Workspace
) -> None:
    over.type("transp")
    over.press(Qt.Key.Key_Escape)
    assert over.find.isHidden()
    qtbot.waitUntil(over.field.hasFocus)
    assert over.pressed == []
    assert len(workspace.query(lambda r: r.entries(act=Act.SEARCHED))) == 1


def test_ctrl_n_writes_about_the_pupil_that_was_found(over: Over, qtbot: QtBot, rosie: Pupil) -> None:
    over.type("ros")
    with qtbot.waitSignal(over.navigator.note_wanted) as wanted:
        over.press(Qt.Key.Key_N, CTRL)
    assert wanted.args == [(rosie.id,), ""]
    assert over.pressed == []


def test_ctrl_n_without_a_pupil_writes_about_nobody_yet(over: Over, qtbot: QtBot) -> None:
    with qtbot.waitSignal(over.navigator.note_wanted) as wanted:
        over.press(Qt.Key.Key_N, CTRL)
    assert wanted.args == [(), ""]


def test_other_shortcuts_of_the_window_go_on_working(over: Over) -> None:
    over.press(Qt.Key.Key_L, CTRL)
    assert over.pressed == ["Ctrl+L"]


def test_it_goes_when_the_keyboard_goes_elsewhere(over: Over, qtbot: QtBot) -> None:
    over.field.setFocus()
    qtbot.waitUntil(over.find.isHidden)
    assert over.field.hasFocus()


@pytest.mark.parametrize(
    ("typed", "signal", "args"),
    [
        ("open dir", "page_wanted", ["directory"]), ("settings", "page_wanted", ["settings"]),
        ("lock", "lock_wanted", []),
    ],
)
def test_a_command_is_done(over: Over, qtbot: QtBot, typed: str, signal: str, args: list[str]) -> None:
    over.type(typed)
    with qtbot.waitSignal(getattr(over.navigator, signal)) as wanted:
        over.press(Qt.Key.Key_Return)
    assert wanted.args == args


def test_a_meeting_is_begun_and_a_pupil_added_from_it(over: Over, qtbot: QtBot, rosie: Pupil) -> None:
    over.type("meeting ros")
    with qtbot.waitSignal(over.navigator.new_meeting_wanted) as meeting:
        over.find.ui.found.opened.emit(f"meeting {rosie.id}")
    assert meeting.args == [rosie.id]
    over.find.open_over()
    over.type("add a p")
    with qtbot.waitSignal(over.navigator.form_wanted) as form:
        over.press(Qt.Key.Key_Return)
    assert isinstance(form.args[0], NewPupilForm)


@pytest.mark.parametrize(
    ("typed", "does"),
    [
        ("Prepare a meeting for Rosie", "meeting"), ("meeting for Rosie", "meeting"), ("pack rosie", "meeting"),
        ("note about Rosie", "note"), ("New note about Rosie Hart", "note"),
    ],
)
def test_enter_does_the_command_that_was_typed_with_a_name(
    over: Over, qtbot: QtBot, rosie: Pupil, typed: str, does: str
) -> None:
    over.type(typed)
    assert over.rows()[0] == "# Do"
    wishes = over.navigator
    with qtbot.waitSignal(wishes.note_wanted if does == "note" else wishes.new_meeting_wanted) as wanted:
        over.press(Qt.Key.Key_Return)
    assert wanted.args == ([(rosie.id,), ""] if does == "note" else [rosie.id])


def test_enter_after_a_name_alone_opens_the_pupil(over: Over, qtbot: QtBot, rosie: Pupil) -> None:
    over.type("Rosie Hart")
    with qtbot.waitSignal(over.navigator.pupil_wanted) as wanted:
        over.press(Qt.Key.Key_Return)
    assert wanted.args == [rosie.id, "overview"]


def test_it_covers_the_window_also_when_that_grows(over: Over, qtbot: QtBot) -> None:
    over.window.resize(1400, 800)
    qtbot.waitUntil(lambda: over.find.size() == over.window.size())
    assert over.find.ui.card.width() == 620
    over.window.resize(420, 500)
    qtbot.waitUntil(lambda: over.find.ui.card.width() <= 420)


def test_what_was_found_is_spoken_as_plain_text(over: Over) -> None:
    over.type("farm")
    found = over.find.ui.found.model()
    assert found.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole) == (
        "Rosie, Home visit, Tue 3 Nov, Transport to the <u>farm</u>."
    )


class Painted(QObject):
    """How far down a widget was painted."""

    def __init__(self) -> None:
        super().__init__()
        self.lowest = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.lowest = max(self.lowest, event.rect().bottom())
        return False


def test_a_card_that_grows_smaller_leaves_no_shadow_behind(over: Over, qtbot: QtBot) -> None:
    before = over.find.ui.card.geometry().bottom()
    painted = Painted()
    over.find.installEventFilter(painted)
    over.type("farm")
    qtbot.waitUntil(lambda: over.find.ui.card.geometry().bottom() < before)
    qtbot.waitUntil(lambda: painted.lowest > before + 20)
