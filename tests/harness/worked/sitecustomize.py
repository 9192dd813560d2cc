"""Python runs this at the start of every process whose PYTHONPATH holds this folder: it plays a worker's long day.

So it plays on in the process that takes the place of a locked one.
"""

from __future__ import annotations

import os


def play_along() -> None:
    from PySide6.QtWidgets import QApplication

    loop = QApplication.exec

    def driven(*_self: object) -> int:
        from tests.harness.working_day import drive

        drive()
        return int(loop())

    QApplication.exec = driven  # type: ignore[method-assign]


if "WORKED" in os.environ:
    play_along()
