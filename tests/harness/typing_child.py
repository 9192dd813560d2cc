"""Types into the real composer on a real store until it is killed, for `kill_typing`.

Tells, line by line as JSON, only what the composer itself shows: that a draft is kept, that a note
is saved. Whatever stands there must be found again.
"""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn
from uuid import UUID

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ontrack_desktop.domain.drafts import Draft
from ontrack_desktop.domain.people import Pupil, Worker
from ontrack_desktop.services import drafts
from ontrack_desktop.services.workspace import Workspace
from ontrack_desktop.store.store import Store
from ontrack_desktop.ui.navigator import Navigator
from ontrack_desktop.ui.screens.note import NoteScreen
from ontrack_desktop.viewmodels.background import BackgroundThread
from ontrack_desktop.viewmodels.desk import Desk
from ontrack_desktop.viewmodels.note import NoteModel
from tests.conftest import TestKey

from .killed import Tell

VAULT, DEVICE, ME = UUID(int=1), UUID(int=2), UUID(int=3)
PAUSE_MS = 30  # the pause of a second after the last key, made short so that much is kept in little time
CTRL = Qt.KeyboardModifier.ControlModifier
Say = Callable[[str, object], None]


class Typist:
    """One who never stops: words with a number each, marks, actions, corrections in the middle, now and then saved."""

    def __init__(self, background: BackgroundThread, worker: Worker, pupil: Pupil, seed: int, say: Say) -> None:
        self.pupil = pupil
        self.desk = Desk(background, lambda: datetime.now(UTC), worker)
        self.random = random.Random(seed)
        self.count = 0
        self.prefix = f"s{seed}w"
        self.say = say

    def sit_down(self, draft: Draft | None) -> None:
        model = NoteModel(self.desk, note_id=draft.id if draft else None)
        model._keep_timer.setInterval(PAUSE_MS)
        if draft:
            model.restore(draft)
        else:
            model.begin([self.pupil.id])
        model.state_changed.connect(self._state)
        self.model = model
        self.screen = NoteScreen(model, Navigator())
        self.screen.resize(424, 640)
        self.screen.show()
        self.screen.activateWindow()
        self.screen.ui.text.setFocus()

    def type_on(self) -> None:
        text = self.screen.ui.text
        self.count += 1
        QTest.keyClicks(text, f"{self.prefix}{self.count} ")
        chance = self.random.random()
        if chance < 0.08:
            QTest.keyClick(text, Qt.Key.Key_Apostrophe, CTRL)
        elif chance < 0.16:
            QTest.keyClick(text, Qt.Key.Key_T, CTRL)
            line = QApplication.focusWidget()
            if line is not None and line is not text:
                QTest.keyClicks(line, f"a{self.count} by Friday")
                QTest.keyClick(line, Qt.Key.Key_Return)
        elif chance < 0.3:
            for _ in range(self.random.randint(1, 12)):
                QTest.keyClick(text, Qt.Key.Key_Left)
        elif chance < 0.36:
            QTest.keyClick(text, Qt.Key.Key_Return, CTRL)
        if self.random.random() < 0.4:
            QTest.qWait(self.random.randint(0, 4 * PAUSE_MS))

    def _state(self, state: str) -> None:
        values = self.model.values
        what = {
            "id": str(self.model.record_id), "text": values["text"], "caret": self.model.caret,
            "quotes": [quote["words"] for quote in values["quotes"]],
            "actions": [action["what"] for action in values["actions"]],
        }  # fmt: skip
        if state == "kept":
            self.say("kept", what)
        elif state == "saved":
            self.say("saved", what)
            self.screen.close()
            self.screen.deleteLater()
            self.sit_down(None)


def main(path: Path, seed: int, tell: Tell) -> NoReturn:
    def say(what: str, shown: object) -> None:
        tell(json.dumps({what: shown}))

    app = QApplication([])
    background = BackgroundThread()
    background.fault.connect(lambda error: say("fault", repr(error)))
    background.failed.connect(lambda error: say("fault", repr(error)))
    background.open(
        lambda: Workspace(
            Store.open(path, TestKey(), vault_id=VAULT, device_id=DEVICE), ME, lambda: datetime.now(UTC)
        )
    )
    begun: list[Any] = []
    background.query(
        lambda read: (read.get(Worker, ME), read.find(Pupil)[0], drafts.mine(read)), begun.append, owner=app
    )
    while not begun:
        QTest.qWait(1)
    worker, pupil, left = begun[0]
    typist = Typist(background, worker, pupil, seed, say)
    typist.sit_down(left[0] if left else None)
    if left:
        text = typist.screen.ui.text
        say("restored", {"text": text.toPlainText(), "caret": text.textCursor().position()})
    while True:
        typist.type_on()
        app.processEvents()
