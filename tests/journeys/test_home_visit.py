"""Workflows 3 and 4: a visit in four interactions plus the text, read all the way; a chasing call in five keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ontrack_desktop.domain.agencies import Agency, Professional
from ontrack_desktop.domain.choices import AgencySector, NoteKind
from ontrack_desktop.domain.ledger import Act
from ontrack_desktop.domain.notes import Action, Note, Quote
from ontrack_desktop.domain.people import Household, Pupil, Worker
from ontrack_desktop.services import drafts, notes, records
from ontrack_desktop.store.store import Store
from ontrack_desktop.ui.navigator import Navigator
from ontrack_desktop.ui.screens.journal import JournalScreen
from ontrack_desktop.ui.screens.note import NoteScreen
from ontrack_desktop.ui.shell import Shell
from ontrack_desktop.ui.theme import apply_theme, load_theme
from ontrack_desktop.viewmodels.background import BackgroundThread
from ontrack_desktop.viewmodels.desk import Desk
from ontrack_desktop.viewmodels.journal import JournalModel
from ontrack_desktop.viewmodels.note import NoteModel
from tests.conftest import Clock, TestKey
from tests.factories import a_person, a_pupil, an_id
from tests.hands import click, write

from .conftest import DEVICE, VAULT
from .counting import Counter

Ask = Callable[[Callable[..., Any]], Any]
CTRL = Qt.KeyboardModifier.ControlModifier
MARKER = "kaleidoscope"
BEFORE = f"Dog shut in the kitchen. She showed me the {MARKER} certificate.\n"
SAID = "I never finished anything before."
AFTER = "\nMum asked about transport again."
AGREED = "Ring transport by Friday"


class Car:
    """A window with one pupil's journal, on a store that lives in its own thread."""

    def __init__(self, desk: Desk, pupil: Pupil) -> None:
        self.shell = Shell(["pupils"])
        page = QWidget()
        beside = QHBoxLayout(page)
        self.journal = JournalScreen(JournalModel(desk), Navigator())
        beside.addWidget(self.journal, 1)
        self.shell.add_page("pupils", page, side_slot=beside)
        self.shell.show_page("pupils")
        self.journal.show_pupil(pupil.id)
        self.shell.note_wanted.connect(self._compose)
        self.desk, self.pupil = desk, pupil
        self.composer: NoteScreen | None = None

    def _compose(self) -> None:
        model = NoteModel(self.desk)
        model.begin([self.pupil.id])
        self.composer = NoteScreen(model, self.journal.navigator)
        self.composer.closed.connect(lambda: self.shell.set_side_panel(None))
        self.shell.set_side_panel(self.composer)


@pytest.fixture
def family(keep: Callable[..., None], worker: Worker) -> tuple[Pupil, Pupil]:
    """Rosie and Ben, who live with Mum."""
    home = Household(id=an_id(), address="12 Example Lane")
    rosie = a_pupil(known_as="Rosie", pronouns="she/her", household_id=home.id)
    ben = a_pupil(known_as="Ben", household_id=home.id)
    keep(worker, home, rosie, ben, a_person(rosie))
    return rosie, ben


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = CTRL) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifier)


def in_the_car(qtbot: QtBot, app: QApplication, desk: Desk, pupil: Pupil) -> Car:
    apply_theme(app, load_theme("light"))
    car = Car(desk, pupil)
    qtbot.addWidget(car.shell)
    car.shell.resize(1280, 720)
    car.shell.show()
    car.shell.activateWindow()
    qtbot.waitUntil(car.shell.isActiveWindow)
    car.journal.ui.timeline.setFocus()
    return car


def test_a_home_visit_from_the_first_key_to_the_bytes_on_the_disk(
    qtbot: QtBot, qapp: QApplication, background: BackgroundThread, clock: Clock, worker: Worker, store_path: Path,
    family: tuple[Pupil, Pupil], ask: Ask,
) -> None:  # fmt: skip
    rosie, ben = family
    car = in_the_car(qtbot, qapp, Desk(background, clock, worker), rosie)
    counter = Counter(qapp)

    press(Qt.Key.Key_N)
    composer = car.composer
    assert composer is not None
    qtbot.waitUntil(lambda: len(composer.model.people.named()) == 2)  # Rosie and Mum, who is prefilled
    qtbot.waitUntil(composer.ui.text.hasFocus)
    write(BEFORE)
    write(SAID)
    press(Qt.Key.Key_Apostrophe)
    write(AFTER)
    alone = composer.ui.seen.ticks[str(rosie.id)][1]
    qtbot.waitUntil(alone.isVisible)
    click(alone)  # and so seen
    offered = composer.ui.people.findChildren(QAbstractButton)
    click(next(chip for chip in offered if chip.accessibleName() == "Add Ben"))
    qtbot.waitUntil(lambda: len(composer.ui.seen.ticks) == 2)
    press(Qt.Key.Key_T)
    write(AGREED)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: composer.model.state == "saved")

    assert counter.done == ["Ctrl+N", "Ctrl+'", "click", "click", "Ctrl+T", "Ctrl+Return"]
    the_quote, the_action = 1, 1
    assert len(counter.done) - the_quote - the_action <= 4

    # The timeline shows it, for each child with what belongs to that child.
    qtbot.waitUntil(lambda: len(car.journal.ui.timeline.notes.items) == 1)
    shown = car.journal.ui.timeline.notes.items[0]
    assert shown.title == "Home visit"
    assert shown.quotes == (f"“{SAID}”",)
    assert shown.actions == ((False, "Ring transport · Dee Marlow · due in 2 days"),)
    [in_bens] = ask(lambda read: notes.timeline(read, pupil_id=ben.id))
    assert (in_bens.quotes, SAID in in_bens.text) == ((), False)

    # Search finds it by its words, by the quote and by the action.
    note_id = composer.model.record_id
    hits = ask(lambda read: [(hit.kind, hit.record_id) for hit in read.search(MARKER)])
    assert hits == [("note", note_id)]
    assert ask(lambda read: {hit.kind for hit in read.search("never finished")}) == {"note", "quote"}
    assert ask(lambda read: [hit.kind for hit in read.search("Ring transport")]) == ["action"]

    # The ledger has each record sealed, and the draft is gone.
    def entered(read: Any) -> set[tuple[Act, str | None]]:
        return {(entry.act, entry.kind) for entry in read.entries(pupil_id=rosie.id)}

    assert ask(entered) >= {(Act.SAVED, kind) for kind in (Note.kind, Quote.kind, Action.kind)}
    assert ask(drafts.mine) == []
    background.close()
    store = Store.open(store_path, TestKey(), vault_id=VAULT, device_id=DEVICE)
    assert store.verify().is_sound
    store.close()

    # Nobody without the key reads a word of it.
    raw = b"".join(path.read_bytes() for path in store_path.parent.rglob("*") if path.is_file())
    assert len(raw) > 10_000
    for words in (MARKER, SAID, "Ring transport", "Rosie", str(UUID(int=note_id.int))):
        assert words.encode() not in raw


def test_a_chasing_call_is_logged_in_five_keys_and_its_text(
    qtbot: QtBot, qapp: QApplication, background: BackgroundThread, clock: Clock, worker: Worker,
    family: tuple[Pupil, Pupil], ask: Ask,
) -> None:  # fmt: skip
    rosie, _ben = family
    clinic = Agency(id=an_id(), name="Quillet Clinic", sector=AgencySector.HEALTH)
    howe = Professional(id=an_id(), name="Mr Howe", role="Triage", agency_id=clinic.id)

    def keep(work: Any) -> None:
        records.save(work, clinic)
        records.save(work, howe)

    with qtbot.waitSignal(background.changed):
        background.change(keep, owner=background)
    car = in_the_car(qtbot, qapp, Desk(background, clock, worker), rosie)
    counter = Counter(qapp)
    press(Qt.Key.Key_N)
    composer = car.composer
    assert composer is not None
    qtbot.waitUntil(lambda: len(composer.model.people.named()) == 2)
    click(composer.ui.kinds.chips[NoteKind.PHONE])
    write("howe")
    qtbot.waitUntil(lambda: str(howe.id) in composer.model.people.known)
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    car.shell.activateWindow()  # a real desktop gives the window back when the list of names closes
    qtbot.waitUntil(composer.ui.people.edit.hasFocus)
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    write("Still waiting. He will write by Friday.")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: composer.model.state == "saved")
    assert counter.done == ["Ctrl+N", "click", "Return", "Return", "Ctrl+Return"]
    [entry] = ask(lambda read: notes.timeline(read, pupil_id=rosie.id))
    assert (entry.note.note_kind, entry.agency, entry.with_whom) == (NoteKind.PHONE, "Quillet Clinic", ("Mr Howe",))
