"""Locking in the middle of something: nothing is lost, nothing is done twice, and nothing lies about."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from ontrack_desktop.domain.drafts import Draft
from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.domain.ledger import Act
from ontrack_desktop.domain.notes import Note
from ontrack_desktop.domain.people import Pupil
from ontrack_desktop.services import backups, vaults
from ontrack_desktop.services.open_vault import OpenVault
from ontrack_desktop.store.unit_of_work import UnitOfWork
from ontrack_desktop.ui.paper_preview import PaperDialog
from ontrack_desktop.ui.screens.note import NoteScreen
from ontrack_desktop.ui.screens.pupil import PupilScreen
from ontrack_desktop.ui.widgets.reason_dialog import ReasonDialog
from ontrack_desktop.ui.window import Window
from tests.conftest import Clock
from tests.store.vaults import PASSPHRASE

from .laptop import CTRL, Day

TEXT = "Gran says he slept through."


def reopened(vault: Path, clock: Clock) -> OpenVault:
    """The vault, once the program has ended."""
    return vaults.open_workspace(vault, PASSPHRASE, None, clock).workspace


def pupil_page(day: Day, window: Window) -> PupilScreen:
    """The page of the one pupil."""
    found: list[Any] = []
    window.desk.background.query(lambda read: read.find(Pupil)[0].id, found.append, owner=window)
    day.qtbot.waitUntil(lambda: bool(found))
    window.show_pupil(found[0])
    page = window._made["pupil"]
    assert isinstance(page, PupilScreen)
    return page


def card(day: Day, window: Window) -> PaperDialog:
    """Their home-visit card."""
    page = pupil_page(day, window)
    page.visit_card_wanted.emit(page.model.pupil_id)
    dialog = window.findChild(PaperDialog)
    assert isinstance(dialog, PaperDialog)
    return dialog


def drawn(day: Day, dialog: PaperDialog) -> None:
    preview = dialog.model.preview
    day.qtbot.waitUntil(lambda: preview.paper is not None and not preview.is_drawing)


def lock_from(day: Day, dialog: QDialog) -> None:
    """Ctrl+L with the keyboard in the dialog."""
    dialog.activateWindow()
    day.qtbot.waitUntil(lambda: QApplication.focusWindow() is dialog.windowHandle())
    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_L, CTRL)


def lies_about(tmp_path: Path, own_home: Path, vault: Path) -> list[str]:
    """What is neither the vault nor the program's own."""
    known = ("vault.json", "store.db", "vault.lock", "settings.json", "left-off.json", "device-id")
    return [
        str(path) for folder in (tmp_path, own_home) for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(known) and path.parent.name != "backups"
    ]  # fmt: skip


def test_locking_while_a_note_is_saved_saves_it_once_and_leaves_no_draft(
    day: Day, window: Window, vault: Path, clock: Clock
) -> None:
    pupil_page(day, window)
    day.press(Qt.Key.Key_N)
    panel = window._panel
    assert isinstance(panel, NoteScreen)
    QTest.keyClicks(panel.ui.text, TEXT)
    QTest.keyClick(panel.ui.text, Qt.Key.Key_Return, CTRL)
    assert panel.model.state == "saving"
    day.press(Qt.Key.Key_L)
    day.ended()
    workspace = reopened(vault, clock)
    assert [note.text for note in workspace.query(lambda read: read.find(Note))] == [TEXT]
    assert workspace.query(lambda read: read.count(Draft)) == 0
    workspace.close()


def test_locking_while_a_paper_is_written_leaves_it_whole_and_entered(
    day: Day, window: Window, vault: Path, clock: Clock, tmp_path: Path, own_home: Path
) -> None:
    dialog = card(day, window)
    drawn(day, dialog)
    out = tmp_path / "out"
    out.mkdir()
    dialog.model.save(out)
    lock_from(day, dialog)
    day.ended()
    written = list(out.iterdir())
    workspace = reopened(vault, clock)
    exported = workspace.query(lambda read: read.entries(act=Act.EXPORTED))
    workspace.close()
    assert len(written) == len(exported)  # both, or neither
    assert all(PdfReader(path).pages for path in written)
    assert lies_about(tmp_path, own_home, vault) == [str(path) for path in written]


def test_locking_while_a_page_is_drawn_leaves_nothing(
    day: Day, window: Window, vault: Path, tmp_path: Path, own_home: Path
) -> None:
    dialog = card(day, window)
    assert dialog.model.preview.is_drawing
    lock_from(day, dialog)
    day.ended()
    assert lies_about(tmp_path, own_home, vault) == []


def test_locking_while_somebody_types_why_a_pupil_is_removed_keeps_the_words(
    day: Day, window: Window, vault: Path, clock: Clock
) -> None:
    page = pupil_page(day, window)
    day.qtbot.waitUntil(lambda: page.model.head is not None)
    page.model.ask_to_remove()
    day.qtbot.waitUntil(lambda: window.findChild(ReasonDialog) is not None)
    dialog = window.findChild(ReasonDialog)
    assert isinstance(dialog, ReasonDialog)
    QTest.keyClicks(dialog.edit, "Added")
    lock_from(day, dialog)
    day.ended()
    workspace = reopened(vault, clock)
    (draft,) = workspace.query(lambda read: read.find(Draft))
    assert draft.state == {"reason": "Added"}
    workspace.close()


def test_locking_while_the_printer_is_being_chosen_ends_the_asking_and_prints_nothing(
    day: Day, window: Window, vault: Path, clock: Clock, tmp_path: Path, own_home: Path
) -> None:
    dialog = card(day, window)
    drawn(day, dialog)
    asked: list[str] = []

    def lock() -> None:
        asked.extend(type(w).__name__ for w in QApplication.topLevelWidgets() if w.isVisible() and w is not dialog)
        day.program.leave("idle")

    QTimer.singleShot(200, lock)
    dialog.model.prepare_print()  # asks, in a loop of its own
    day.ended()
    assert "QPrintDialog" in asked
    workspace = reopened(vault, clock)
    assert workspace.query(lambda read: read.entries(act=Act.PRINTED)) == []
    workspace.close()
    assert lies_about(tmp_path, own_home, vault) == []


def test_locking_while_a_backup_is_made_leaves_no_half_of_it(
    day: Day, window: Window, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, make = threading.Event(), backups.make

    def slow(*given: Any, watch: backups.Watch, **how: Any) -> backups.Backup:
        def show(what: str, done: int, of_all: int) -> None:
            begun.set()
            while not watch.is_stopped():
                pass

        return make(*given, watch=backups.Watch(show, watch.is_stopped), **how)

    monkeypatch.setattr(backups, "make", slow)
    assert day.program.backups is not None
    day.program.backups.make_now()
    day.qtbot.waitUntil(begun.is_set)
    day.press(Qt.Key.Key_L)
    day.ended()
    assert list((vault / "backups").iterdir()) == []


def test_a_dialog_over_the_casework_is_gone_when_the_note_cannot_be_kept(
    day: Day, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: Any, **_how: Any) -> None:
        raise OnTrackError("This was not saved: the disk is full.", "Make room, then try again.")

    with monkeypatch.context() as broken:
        broken.setattr(UnitOfWork, "keep_draft", full)
        dialog = card(day, window)
        drawn(day, dialog)
        window.navigator.note_wanted.emit((), "")
        panel = window._panel
        assert isinstance(panel, NoteScreen)
        QTest.keyClicks(panel.ui.text, TEXT)
        lock_from(day, dialog)
        cover = day.program.frame.cover
        assert cover is not None
        day.qtbot.waitUntil(cover.again_button.isVisible)
        assert not [w for w in QApplication.topLevelWidgets() if w.isVisible() and w is not day.program.frame]
    QTest.mouseClick(cover.again_button, Qt.MouseButton.LeftButton)
    day.ended()
