"""Python runs this at the start of every process whose PYTHONPATH holds this folder: it plays what PLAY names.

So it plays on in the process that takes the place of a locked one.
"""

from __future__ import annotations

import os
from importlib import import_module


def play_along() -> None:
    from PySide6.QtWidgets import QApplication

    loop = QApplication.exec

    def played(*_self: object) -> int:
        import_module("tests.harness.player").drive(os.environ["PLAY"])
        return int(loop())

    QApplication.exec = played  # type: ignore[method-assign]


if "PLAY" in os.environ:
    play_along()
