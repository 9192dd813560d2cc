"""Workflow 6: the multi-agency PDF in six interactions at most, and nobody reads what is not theirs to read."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from ontrack_desktop.domain.choices import Audience, QuoteConsent, SharingBasis
from ontrack_desktop.domain.ledger import Act
from ontrack_desktop.domain.meetings import Ask, Disclosure, Invitee
from ontrack_desktop.domain.people import Worker
from ontrack_desktop.services.papers import Paper
from ontrack_desktop.services.sharing import Basis
from ontrack_desktop.ui.screens.meeting import MeetingScreen
from ontrack_desktop.ui.screens.pupil import PupilScreen
from ontrack_desktop.ui.screens.today import TodayScreen
from ontrack_desktop.ui.theme import apply_theme, load_theme
from ontrack_desktop.ui.window import Window
from ontrack_desktop.viewmodels.background import BackgroundThread
from ontrack_desktop.viewmodels.desk import Desk
from ontrack_desktop.viewmodels.preview import PreviewModel
from tests.conftest import Clock
from tests.factories import a_note, a_quote
from tests.rosie import Rosie

from .counting import Counter

MOST = 6  # interactions (FEATURES, workflow 6)
RESTRICTED = "The xylophone lesson is nobody else’s business."
FOR_HEALTH = "Only the nurse may read this."
Wait = Callable[[Callable[..., Any]], Any]


@pytest.fixture
def rosie(keep: Callable[..., None], worker: Worker) -> Rosie:
    """Rosie, whose meeting on Friday has a copy for Mum, for the school and for the panel."""
    made = Rosie(worker)
    made.meeting = made.meeting.model_copy(update={
        "invitees": (
            Invitee(name="Mum", role="Mother", audience=Audience.FAMILY),
            Invitee(name="Ms Bright", organisation="Moorside School", audience=Audience.SCHOOL),
            Invitee(name="Jay Patel", organisation="SEN team", audience=Audience.PANEL),
        ),
        "asks": (Ask(what="Thursday transport to the farm.", of_whom="SEN team"),),
        "opening_quote_id": made.said.id,
    })
    keep(
        worker, *made.records(), a_note(made.pupil, text=RESTRICTED, restricted=True),
        a_quote(made.pupil, words=FOR_HEALTH, consent=QuoteConsent.MEETING, audience=(Audience.HEALTH,)),
    )
    return made


def no_settings() -> NoReturn:
    raise AssertionError("nobody looks at the settings here")


@pytest.fixture
def window(background: BackgroundThread, rosie: Rosie, clock: Clock, qtbot: QtBot, qapp: QApplication) -> Window:
    apply_theme(qapp, load_theme("light"))
    made = Window(Desk(background, clock, rosie.worker), no_settings)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the person chooses when asked."""
    made = tmp_path / "for the meeting"
    made.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(made))
    return made


def click(button: QPushButton, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: button.isVisible() and button.isEnabled())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def press(window: Window, key: Qt.Key) -> None:
    """As the window system sends it: to whatever has the keyboard."""
    QTest.keyClick(window.windowHandle(), key, Qt.KeyboardModifier.AltModifier)


def builder(window: Window) -> MeetingScreen:
    page = window._made["meeting"]
    assert isinstance(page, MeetingScreen)
    return page


def answer(name: str, _read: object) -> str:
    return name


def pages_of(path: Path) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(path).pages]


def test_from_today_to_the_saved_packs(
    window: Window, rosie: Rosie, folder: Path, ask: Wait, qtbot: QtBot, qapp: QApplication
) -> None:
    today = window._made["today"]
    assert isinstance(today, TodayScreen)
    counter = Counter(qapp)
    click(today.prepare, qtbot)
    qtbot.waitUntil(lambda: window.shell.current_page() == "meeting")
    click(builder(window).ui.give_button, qtbot)
    qtbot.waitUntil(lambda: builder(window).ui.folder_button.isVisible())
    assert len(counter.done) + 1 <= MOST, counter.done  # and the folder that was chosen

    saved = sorted(folder.iterdir())
    assert [path.name for path in saved] == [f"BOT-2026-014-meeting-2026-11-06-copy-{n}.pdf" for n in (1, 2, 3)]
    for path in saved:
        pages = pages_of(path)
        assert rosie.said.words in pages[0]
        everything = " ".join(pages) + str(PdfReader(path).metadata)
        for withheld in (rosie.secret.words, RESTRICTED, FOR_HEALTH):
            assert withheld not in everything
    entered: list[Disclosure] = ask(lambda r: r.about(Disclosure, rosie.meeting.id, role="meeting"))
    assert {each.document_sha256 for each in entered} == {
        hashlib.sha256(path.read_bytes()).hexdigest() for path in saved
    }
    assert {each.recipient for each in entered} == {
        "Mum", "Ms Bright, Moorside School", "Jay Patel, SEN team"
    }
    assert len(ask(lambda r: r.entries(pupil_id=rosie.pupil.id, act=Act.EXPORTED))) == 3


def test_from_the_pupils_page_by_keyboard_alone(
    window: Window, rosie: Rosie, folder: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    window.show_pupil(rosie.pupil.id, "overview")
    page = window._made["pupil"]
    assert isinstance(page, PupilScreen)
    qtbot.waitUntil(lambda: page.model.next_meeting_id is not None)
    counter = Counter(qapp)
    press(window, Qt.Key.Key_P)  # Meeting pack
    qtbot.waitUntil(lambda: window.shell.current_page() == "meeting" and builder(window).model.copies() == 3)
    press(window, Qt.Key.Key_C)  # Save 3 copies
    qtbot.waitUntil(lambda: len(list(folder.glob("*.pdf"))) == 3)
    assert len(counter.done) + 1 <= MOST, counter.done
    qtbot.waitUntil(lambda: builder(window).ui.folder_button.isVisible())


def test_a_preview_leaves_nothing_on_the_disk(
    window: Window, rosie: Rosie, tmp_path: Path, own_home: Path, qtbot: QtBot
) -> None:
    window.navigator.meeting_wanted.emit(rosie.meeting.id)
    qtbot.waitUntil(lambda: builder(window).copies.left.paper is not None)
    window.close()
    written = [p for place in (tmp_path, own_home) for p in place.rglob("*") if p.is_file()]
    assert not [path for path in written if path.read_bytes().startswith(b"%PDF")]


def test_of_copies_wished_for_in_a_hurry_only_the_last_is_shown(
    background: BackgroundThread, rosie: Rosie, clock: Clock, qtbot: QtBot
) -> None:
    preview = PreviewModel(Desk(background, clock, rosie.worker))
    shown: list[str] = []

    def show() -> None:
        if preview.paper is not None:
            shown.append(preview.paper.recipient)

    def named(name: str) -> Paper:
        return Paper(b"", 1, "", "", rosie.pupil.id, name, None, Basis(SharingBasis.CONSENT))

    preview.changed.connect(show)
    for name in ("Mum", "Ms Bright", "Jay Patel"):
        preview.draw(partial(answer, name), named)
    qtbot.waitUntil(lambda: bool(shown))
    qtbot.waitUntil(lambda: not background.is_busy)
    assert shown == ["Jay Patel"]


def test_what_is_typed_in_the_builder_outlives_a_lock(
    window: Window, rosie: Rosie, ask: Wait, qtbot: QtBot
) -> None:
    window.navigator.meeting_wanted.emit(rosie.meeting.id)
    qtbot.waitUntil(lambda: builder(window).model.form is not None)
    screen = builder(window)
    screen.show_step("see")
    screen.agenda.setFocus()
    QTest.keyClicks(screen.agenda, "Her words first.")
    left_off = window.left_off("locked", "")
    assert (left_off.page, left_off.draft_id) == ("meeting", str(rosie.meeting.id))
    for form in window.forms():
        form.keep_now()
    window.show_page("today")
    qtbot.waitUntil(lambda: screen.model.form is not None and screen.model.form.state == "kept")
    window.go_back_to(left_off)
    qtbot.waitUntil(lambda: window.shell.current_page() == "meeting")
    qtbot.waitUntil(lambda: screen.agenda.toPlainText() == "Her words first.")
