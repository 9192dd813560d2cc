"""Python runs this at the start of every process whose PYTHONPATH holds this folder: it plays the person.

So it plays on in the process that takes the place of a locked one. What happens is written to DRIVEN_REPORT, a
line of JSON each.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

PASSPHRASE = "otter lantern copper meadow tide"
TEXT = "The xylophone lesson went better than anybody feared."
POLL = 20  # ms


def report(**said: Any) -> None:
    with Path(os.environ["DRIVEN_REPORT"]).open("a", encoding="utf-8") as file:
        file.write(json.dumps({"pid": os.getpid(), **said}) + "\n")


def play(program: Any) -> Iterator[Callable[[], Any]]:
    """What the person does; each step waits until what it yields is true."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    frame = program.frame
    yield lambda: type(frame.centralWidget()).__name__ == "UnlockScreen" and frame.isVisible()
    lock = frame.centralWidget()
    report(
        screen="lock", heading=lock.ui.heading.text(), lead=lock.ui.lead.text(), command=sys.orig_argv,
        knows_marker="driven_marker" in vars(sys),
    )  # fmt: skip
    QTest.keyClicks(lock.ui.passphrase.line, PASSPHRASE)
    QTest.keyClick(lock.ui.passphrase.line, Qt.Key.Key_Return)
    yield lambda: type(frame.centralWidget()).__name__ == "Window"
    window = frame.centralWidget()
    if lock.model.reason == "":
        sys.driven_marker = True  # type: ignore[attr-defined]
        QTest.keyClick(frame.windowHandle(), Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        yield lambda: window._panel is not None
        QTest.keyClicks(window._panel.ui.text, TEXT)
        for _ in range(5):
            QTest.keyClick(window._panel.ui.text, Qt.Key.Key_Left)
        report(screen="window", wrote=True)
        QTest.keyClick(frame.windowHandle(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        yield lambda: False
    yield lambda: window._panel is not None
    text = window._panel.ui.text
    report(screen="window", text=text.toPlainText(), caret=text.textCursor().position())
    frame.close()
    yield lambda: False


def drive() -> None:
    """Play one step after the other from within the program's own event loop."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from ontrack_desktop.ui.program import Program

    program = QApplication.instance().findChild(Program)  # type: ignore[union-attr]
    steps = play(program)
    waiting = [next(steps)]
    timer = QTimer(program)

    def step() -> None:
        if waiting[0]():
            waiting[0] = next(steps)

    timer.timeout.connect(step)
    timer.start(POLL)


def play_along() -> None:
    from PySide6.QtWidgets import QApplication

    loop = QApplication.exec

    def driven(*_self: object) -> int:
        drive()
        return int(loop())

    QApplication.exec = driven  # type: ignore[method-assign]


if "DRIVEN_REPORT" in os.environ:
    play_along()
