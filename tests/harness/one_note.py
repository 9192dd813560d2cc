"""A play: a note half written, a lock, and the note again."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.store.vaults import PASSPHRASE

from .player import Step, say, unlock

TEXT = "The xylophone lesson went better than anybody feared."


def play(program: Any) -> Iterator[Step]:
    """What the person does; each step waits until what it yields is true."""
    frame = program.frame
    yield lambda: type(frame.centralWidget()).__name__ == "UnlockScreen" and frame.isVisible()
    lock = frame.centralWidget()
    say(
        screen="lock", heading=lock.ui.heading.text(), lead=lock.ui.lead.text(), command=sys.orig_argv,
        knows_marker="driven_marker" in vars(sys),
    )  # fmt: skip
    yield from unlock(frame, PASSPHRASE)
    window = frame.centralWidget()
    if lock.model.reason == "":
        sys.driven_marker = True  # type: ignore[attr-defined]
        QTest.keyClick(frame.windowHandle(), Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        yield lambda: window._panel is not None
        QTest.keyClicks(window._panel.ui.text, TEXT)
        for _ in range(5):
            QTest.keyClick(window._panel.ui.text, Qt.Key.Key_Left)
        say(screen="window", wrote=True)
        QTest.keyClick(frame.windowHandle(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        yield lambda: False
    yield lambda: window._panel is not None
    text = window._panel.ui.text
    say(screen="window", text=text.toPlainText(), caret=text.textCursor().position())
    frame.close()
    yield lambda: False
