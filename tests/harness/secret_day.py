"""A play: a day with secrets in it, a lock, and what is half written found again.

What is typed comes from `PLAYED/part.json`, which is deleted as it is read: the process that takes the place of a
locked one finds nothing there, and knows nothing. Where the play waits to be looked at, it waits for a file
`PLAYED/go-…`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ontrack_desktop.domain.people import Pupil
from ontrack_desktop.ui.pages import SECTIONS
from ontrack_desktop.ui.paper_preview import PaperDialog

from .player import PLACE, Step, say, unlock


def is_waved(name: str) -> Step:
    return lambda: (PLACE / f"go-{name}").exists()


def take_part() -> dict[str, str]:
    """What to type, once."""
    path = PLACE / "part.json"
    part: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    path.unlink()
    return part


def a_day(frame: Any, part: dict[str, str]) -> Iterator[Step]:
    """A note with a quote and an action, a search, every section of a pupil, a card saved, a note half written."""
    ctrl = Qt.KeyboardModifier.ControlModifier
    window = frame.centralWidget()

    def press(key: Qt.Key, modifier: Qt.KeyboardModifier = ctrl) -> None:
        QTest.keyClick(frame.windowHandle(), key, modifier)

    found: list[Any] = []
    window.desk.background.query(lambda read: read.find(Pupil)[0], found.append, owner=window)
    yield lambda: bool(found)
    window.show_pupil(found[0].id, "journal")
    press(Qt.Key.Key_N)
    yield lambda: window._panel is not None
    text = window._panel.ui.text
    QTest.keyClicks(text, f"{part['note']} ")
    QTest.keyClicks(text, f'"{part["quote"]}"')
    QTest.keyClick(text, Qt.Key.Key_Apostrophe, ctrl)
    QTest.keyClick(text, Qt.Key.Key_Return, ctrl)
    yield lambda: window._panel is None or window._panel.model.state == "saved"
    window.close_panel()
    press(Qt.Key.Key_K)
    yield lambda: window.finder.isVisible()
    QTest.keyClicks(window.finder.ui.query, part["note"].split()[0])
    yield lambda: True
    QTest.keyClick(window.finder.ui.query, Qt.Key.Key_Escape)
    for section, _title, _maker in SECTIONS:
        window.show_pupil(found[0].id, section)
        yield lambda: not window.desk.background.is_busy
    window._made["pupil"].visit_card_wanted.emit(found[0].id)
    yield lambda: bool(window.findChildren(PaperDialog))
    dialog = window.findChildren(PaperDialog)[0]
    yield lambda: dialog.model.preview.paper is not None and not dialog.model.preview.is_drawing
    dialog.model.save(Path(part["out"]))
    yield lambda: any(Path(part["out"]).iterdir()) and not window.findChildren(PaperDialog)
    frame.activateWindow()
    yield frame.isActiveWindow
    yield lambda: bool(window.shell.backup_line.text().startswith("Backed up"))
    press(Qt.Key.Key_N)
    yield lambda: window._panel is not None
    text = window._panel.ui.text
    QTest.keyClicks(text, part["draft"])
    QTest.keyClick(text, Qt.Key.Key_A, ctrl)
    QTest.keyClick(text, Qt.Key.Key_C, ctrl)
    say(at="typed", copied=QApplication.clipboard().text() == part["draft"])
    yield is_waved("lock")
    press(Qt.Key.Key_L)
    yield lambda: False


def play(program: Any) -> Iterator[Step]:
    frame = program.frame
    yield lambda: type(frame.centralWidget()).__name__ == "UnlockScreen" and frame.isVisible()
    reason = frame.centralWidget().model.reason
    if reason == "":
        part = take_part()
        yield from unlock(frame, part["passphrase"])
        program.backups.look_round()  # as five seconds later by itself
        yield from a_day(frame, part)
    yield lambda: frame.centralWidget().model.card is not None  # as much is loaded as ever is behind the lock
    say(at="locked")
    yield is_waved("unlock")
    part = take_part()
    yield from unlock(frame, part["passphrase"])
    window = frame.centralWidget()
    yield lambda: window._panel is not None
    say(at="back", same=window._panel.ui.text.toPlainText() == part["draft"])
    frame.close()
    yield lambda: False
