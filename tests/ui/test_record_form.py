"""The side panel's form: named controls, a keyboard way through every declared form, and sentences beside fields."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ontrack_desktop.domain.people import Person, Pupil
from ontrack_desktop.services import drafts, records
from ontrack_desktop.services.workspace import Workspace
from ontrack_desktop.ui.navigator import Navigator
from ontrack_desktop.ui.screens.record_form import RecordFormScreen, with_mnemonics
from ontrack_desktop.ui.widgets.answer_boxes import SeveralBox
from ontrack_desktop.ui.widgets.versions_view import VersionsDialog
from ontrack_desktop.viewmodels.desk import Desk
from ontrack_desktop.viewmodels.record_form import Editor, FormSpec, RecordForm
from ontrack_desktop.viewmodels.record_forms import CHRONOLOGY, PERSON
from tests import factories
from tests.hands import stand
from tests.viewmodels.every_form import SPECS, TOO_LONG, open_form

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
TYPED_BADLY = {
    Editor.LINE: TOO_LONG, Editor.LINES: TOO_LONG, Editor.DAY: "yesterweek", Editor.MOMENT: "in a while",
    Editor.NUMBER: "many",
}
Show = Callable[[RecordForm], RecordFormScreen]
every_form = pytest.mark.parametrize("spec", SPECS.values(), ids=SPECS.keys())


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    def make(form: RecordForm) -> RecordFormScreen:
        screen = RecordFormScreen(form, Navigator())
        return stand(qtbot, screen, 424, 700)

    return make


def stops(screen: RecordFormScreen) -> list[QWidget]:
    """Everything that the keyboard should reach, in the order of the questions."""
    found: list[QWidget] = []
    for box in screen.boxes.values():
        found += box.ticks.values() if isinstance(box, SeveralBox) else [box]
    return [*found, screen.ui.save_button, screen.ui.later_button]


def paste(text: str) -> None:
    """Put text where the keyboard is, by the clipboard."""
    QApplication.clipboard().setText(text)
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_V, CTRL)


@every_form
def test_every_control_has_a_name(desk: Desk, pupil: Pupil, show: Show, spec: FormSpec) -> None:
    screen = show(open_form(desk, spec, pupil.id))
    unnamed = [w for w in stops(screen) if not w.accessibleName()]
    assert not unnamed, [w.objectName() or type(w).__name__ for w in unnamed]


@every_form
def test_tab_goes_through_every_form_in_order_and_back_to_its_start(
    desk: Desk, pupil: Pupil, show: Show, spec: FormSpec
) -> None:
    screen = show(open_form(desk, spec, pupil.id))
    reached = []
    for _ in stops(screen):
        focused = QApplication.focusWidget()
        assert focused is not None
        reached.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert reached == stops(screen)
    assert QApplication.focusWidget() is stops(screen)[0]


@every_form
def test_no_mnemonic_is_dead_or_given_twice(
    desk: Desk, pupil: Pupil, show: Show, spec: FormSpec
) -> None:
    screen = show(open_form(desk, spec, pupil.id))
    given: list[tuple[str, QWidget]] = []
    for label in screen.findChildren(QLabel):
        if label.buddy() is not None and "&" in label.text().replace("&&", ""):
            given.append((_letter(label.text()), label.buddy().focusProxy() or label.buddy()))
    for button in (*screen.ui.body.findChildren(QCheckBox), *screen.ui.panel.findChildren(QPushButton)):
        if button.isVisible() and "&" in button.text().replace("&&", ""):
            given.append((_letter(button.text()), button))
    letters = [letter for letter, _ in given]
    assert len(letters) == len(set(letters)), f"a letter is given twice: {sorted(letters)}"
    for letter, target in given:
        if not isinstance(target, QPushButton):
            QTest.keyClick(screen, Qt.Key(ord(letter.upper())), ALT)
            assert QApplication.focusWidget() is target, f"Alt+{letter} leads nowhere"


def _letter(text: str) -> str:
    bare = text.replace("&&", "")
    return bare[bare.index("&") + 1].lower()


@every_form
def test_what_is_typed_badly_is_said_beside_its_field(
    desk: Desk, pupil: Pupil, show: Show, spec: FormSpec
) -> None:
    screen = show(open_form(desk, spec, pupil.id))
    bad = [a.name for a in spec.asks if screen.model.editor(a.name) in TYPED_BADLY]
    for name in bad:
        screen.boxes[name].setFocus()
        paste(TYPED_BADLY[screen.model.editor(name)])
    QTest.keyClick(QApplication.focusWidget() or screen, Qt.Key.Key_Return, CTRL)
    said = {name: screen.fields[name].error.text() for name in bad}
    assert all(said.values()), f"no sentence: {[name for name, text in said.items() if not text]}"


def test_a_line_of_the_summary_leads_to_its_field(desk: Desk, pupil: Pupil, show: Show) -> None:
    screen = show(RecordForm(desk, PERSON, given={"pupil_ids": (pupil.id,)}))
    QTest.mouseClick(screen.ui.save_button, Qt.MouseButton.LeftButton)
    links = [b for b in screen.ui.errors.findChildren(QPushButton) if b.isVisible()]
    assert [link.text() for link in links] == ["Full name: Fill this in.", "Relationship to the pupil: Fill this in."]
    assert QApplication.focusWidget() is links[0]
    QTest.keyClick(links[1], Qt.Key.Key_Space)
    assert QApplication.focusWidget() is screen.boxes["relationship"]


def test_ctrl_enter_saves_what_was_typed(
    desk: Desk, workspace: Workspace, pupil: Pupil, show: Show, qtbot: QtBot
) -> None:
    screen = show(RecordForm(desk, PERSON, given={"pupil_ids": (pupil.id,)}))
    QTest.keyClicks(screen.boxes["name"], "Jo Zephyrhart")
    QTest.keyClick(screen, Qt.Key.Key_R, ALT)
    QTest.keyClicks(screen.boxes["relationship"], "Mother")
    with qtbot.waitSignals([screen.closed, screen.navigator.told]):
        QTest.keyClick(screen.boxes["relationship"], Qt.Key.Key_Return, CTRL)
    saved = workspace.query(lambda r: r.get(Person, screen.model.record_id))
    assert (saved.name, saved.relationship, saved.pupil_ids) == ("Jo Zephyrhart", "Mother", (pupil.id,))


def test_escape_keeps_it_for_later(
    desk: Desk, workspace: Workspace, pupil: Pupil, show: Show, qtbot: QtBot
) -> None:
    screen = show(RecordForm(desk, PERSON, given={"pupil_ids": (pupil.id,)}))
    QTest.keyClicks(screen.boxes["name"], "Half a na")
    with qtbot.waitSignal(screen.closed):
        QTest.keyClick(screen.boxes["name"], Qt.Key.Key_Escape)
    kept = workspace.query(lambda r: drafts.one(r, draft_id=screen.model.record_id))
    assert kept is not None
    assert kept.state["name"] == "Half a na"


def test_leaving_a_box_keeps_what_stands_in_it(
    desk: Desk, workspace: Workspace, pupil: Pupil, show: Show
) -> None:
    screen = show(RecordForm(desk, PERSON, given={"pupil_ids": (pupil.id,)}))
    QTest.keyClicks(screen.boxes["name"], "Jo")
    QTest.keyClick(screen.boxes["name"], Qt.Key.Key_Tab)
    assert workspace.query(lambda r: len(drafts.mine(r))) == 1
    assert screen.ui.saved_label.text() == "Kept as you type, 10:00"


def test_a_record_that_was_changed_elsewhere_is_not_overwritten(
    desk: Desk, workspace: Workspace, pupil: Pupil, keep: Callable[..., None], show: Show
) -> None:
    keep(factories.a_person(pupil, name="Jo"))
    mum = workspace.query(lambda r: r.about(Person, pupil.id))[0]
    screen = show(RecordForm(desk, PERSON, record=mum))
    workspace.change(lambda work: records.save(work, mum.model_copy(update={"phone": "01632 960001"})))
    QTest.keyClicks(screen.boxes["name"], "anna")
    QTest.keyClick(screen.boxes["name"], Qt.Key.Key_Return, CTRL)
    assert "was changed in another window" in screen.ui.saved_label.text()
    assert workspace.query(lambda r: r.get(Person, mum.id)).phone == "01632 960001"
    assert workspace.query(lambda r: len(drafts.mine(r))) == 1


def test_an_amended_record_shows_its_earlier_versions(
    desk: Desk, workspace: Workspace, pupil: Pupil, keep: Callable[..., None], show: Show, qtbot: QtBot
) -> None:
    keep(factories.a_person(pupil, phone="01632 960001"))
    mum = workspace.query(lambda r: r.about(Person, pupil.id))[0]
    screen = show(RecordForm(desk, PERSON, record=mum))
    QTest.keyClick(screen, Qt.Key.Key_V, ALT)
    qtbot.waitUntil(lambda: screen.findChild(VersionsDialog) is not None)  # the button is seen to go down first
    dialog = screen.findChild(VersionsDialog)
    assert dialog is not None
    said = [label.text() for label in dialog.findChildren(QLabel)]
    assert "First version" in said
    assert "01632 960001" in said
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_every_label_gets_a_letter_of_its_own() -> None:
    assert with_mnemonics(["When", "What happened", "Who says so"], "sk") == ["&When", "What &happened", "Wh&o says so"]
    assert with_mnemonics(["Food & drink", "F"], "") == ["&Food && drink", "F"]


def test_after_a_refused_save_tab_goes_through_the_lines_and_then_through_the_whole_form(
    desk: Desk, pupil: Pupil, show: Show
) -> None:
    screen = show(open_form(desk, CHRONOLOGY, pupil.id))
    screen.ui.save_button.click()
    wanted = [*screen.ui.errors.links, *stops(screen)]
    assert len(wanted) > len(stops(screen))
    reached = []
    for _ in wanted:
        focused = QApplication.focusWidget()
        assert focused is not None
        reached.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert reached == wanted
