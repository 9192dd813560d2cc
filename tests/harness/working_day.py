"""A play: a worker's day, round after round; what the program holds is sampled after each.

Orders lie in `PLAYED/orders.json`.
"""

from __future__ import annotations

import gc
import json
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ontrack_desktop.domain.meetings import Meeting
from ontrack_desktop.domain.people import Pupil
from ontrack_desktop.ui.pages import SECTIONS
from ontrack_desktop.ui.paper_preview import PaperDialog
from ontrack_desktop.ui.program import Program

from .player import PLACE, Step, say, unlock

CTRL, ALT, PLAIN = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.NoModifier
THEMES = ("light", "dark", "contrast")


class Day:
    """One process of the program, and what was done in it."""

    def __init__(self, program: Program, orders: dict[str, Any]) -> None:
        self.program = program
        self.frame: Any = program.frame
        self.orders = orders
        self.did: Counter[str] = Counter()
        self.pupils: list[Pupil] = []
        self.meetings: list[Meeting] = []

    @property
    def window(self) -> Any:
        return self.frame.centralWidget()

    # -- the whole --

    def play(self) -> Iterator[Step]:
        yield lambda: type(self.window).__name__ == "UnlockScreen" and self.frame.isVisible()
        was_locked = self.window.model.reason != ""
        self.frame.resize(1600, 900)  # room for a copy beside the list of its readers
        begun = sample()
        yield from unlock(self.frame, self.orders["passphrase"])
        yield from self.come_forward()
        if was_locked:
            yield from self.carry_on()
        self.window.desk.background.query(
            lambda read: (read.find(Pupil)[:15], read.find(Meeting)[:5]), self.know, owner=self.window
        )
        yield lambda: bool(self.pupils)
        rounds = self.orders["rounds_behind_a_lock"] if was_locked else self.orders["rounds"]
        for number in range(rounds):
            yield from self.a_round(number)
            yield from self.rest()
            say(round=number, was_locked=was_locked, begun=begun, did=self.did, **sample())
        if self.orders["locks"] > 0:
            yield from self.lock()
        else:
            say(at="end")
            self.frame.close()
        yield lambda: False

    def know(self, found: tuple[list[Pupil], list[Meeting]]) -> None:
        self.pupils, self.meetings = found

    def rest(self) -> Iterator[Step]:
        """Until nothing is under way and everything that was let go has gone."""
        yield lambda: not self.window.desk.background.is_busy and not self.program.backups.doing  # type: ignore[union-attr]
        for _ in range(2):
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            gc.collect()
            yield lambda: not self.window.desk.background.is_busy

    def come_forward(self) -> Iterator[Step]:
        """Without a display nobody gives the keyboard back to the window under a dialog."""
        self.frame.activateWindow()
        yield self.frame.isActiveWindow

    def lock(self) -> Iterator[Step]:
        """With a half-written note, by the key or because nobody touched it."""
        locks = self.orders["locks"]
        orders = self.orders | {"locks": locks - 1, "half_written": f"Half written before lock {locks}"}
        (PLACE / "orders.json").write_text(json.dumps(orders), encoding="utf-8")
        self.window.navigator.pupil_wanted.emit(self.pupils[0].id, "journal")
        yield self.is_quiet
        self.press(Qt.Key.Key_N, CTRL)
        yield lambda: self.window._panel is not None
        QTest.keyClicks(self.window._panel.ui.text, orders["half_written"])
        say(at="lock")
        if locks % 2:
            self.press(Qt.Key.Key_L, CTRL)
        else:
            self.program.watch._last_act -= 60 * 60
            self.program.watch.look()

    def carry_on(self) -> Iterator[Step]:
        """What was half written is there again; it is saved."""
        yield lambda: self.window._panel is not None
        text = self.window._panel.ui.text
        yield text.isEnabled
        assert text.toPlainText() == self.orders["half_written"], text.toPlainText()
        yield from self.save_note()

    # -- one round --

    def a_round(self, number: int) -> Iterator[Step]:
        pupil = self.pupils[number % len(self.pupils)]
        for page, button in self.window.shell._buttons.items():
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
            yield partial(self.is_on, page)
        self.window.navigator.pupil_wanted.emit(pupil.id, "journal")
        yield self.is_quiet
        yield from self.write_note(number)
        for section in range(len(SECTIONS)):
            QTest.keyClick(self.window._made["pupil"], Qt.Key(Qt.Key.Key_0 + (section + 1) % 10), ALT)
            yield self.is_quiet
        yield from self.search(pupil.legal_surname if number % 2 else "kitchen", opens=number % 3 == 0)
        seldom = {2: self.edit_pupil, 3: self.amend_note, 4: self.save_card, 6: self.build_pack, 8: self.back_up}
        for every, act in seldom.items():
            if number % every == every - 1:
                yield from act()
        if number % 10 == 9:
            self.program.preferences.change(theme=THEMES[number // 10 % len(THEMES)])
            yield self.is_quiet

    def write_note(self, number: int) -> Iterator[Step]:
        self.press(Qt.Key.Key_N, CTRL)
        yield lambda: self.window._panel is not None and self.window._panel.isEnabled()
        text = self.window._panel.ui.text
        QTest.keyClicks(text, f"Visit {number}: a cup of tea in the kitchen and a long talk. ")
        QTest.keyClicks(text, '"I like the drum"')
        QTest.keyClick(text, Qt.Key.Key_Apostrophe, CTRL)
        QTest.keyClick(text, Qt.Key.Key_T, CTRL)
        line = QApplication.focusWidget()
        assert line is not None
        if line is not text:
            QTest.keyClicks(line, "ring school by Friday")
        yield from self.save_note()

    def save_note(self) -> Iterator[Step]:
        self.window._panel.ui.text.setFocus()
        QTest.keyClick(self.window._panel.ui.text, Qt.Key.Key_Return, CTRL)
        yield lambda: self.window._panel is None
        self.did["notes"] += 1

    def search(self, typed: str, *, opens: bool) -> Iterator[Step]:
        self.press(Qt.Key.Key_K, CTRL)
        yield self.window.finder.isVisible
        QTest.keyClicks(self.window.finder.ui.query, typed)
        yield lambda: self.is_quiet() and self.window.finder.model.groups
        QTest.keyClick(self.window.finder.ui.query, Qt.Key.Key_Return if opens else Qt.Key.Key_Escape)
        yield lambda: not self.window.finder.isVisible()
        yield self.is_quiet
        self.did["searches"] += 1

    def edit_pupil(self) -> Iterator[Step]:
        page = self.window._made["pupil"]
        yield lambda: page.model.head is not None
        page.model.edit()
        yield lambda: self.window._panel is not None
        form = self.window._panel
        QTest.keyClicks(form.boxes["known_as"], "e")
        QTest.mouseClick(form.ui.save_button, Qt.MouseButton.LeftButton)
        yield lambda: self.window._panel is None
        self.did["forms"] += 1

    def amend_note(self) -> Iterator[Step]:
        """Open one of the last notes, look at it, and let it be."""
        QTest.keyClick(self.window._made["pupil"], Qt.Key.Key_2, ALT)
        journal = self.window._made["pupil"].section("journal")
        yield lambda: self.is_quiet() and journal.model.lines
        journal.model.open(journal.model.lines[0].id)
        yield self.is_quiet
        self.window.navigator.note_amend_wanted.emit(UUID(journal.model.lines[0].id))
        yield lambda: self.window._panel is not None
        yield self.is_quiet
        self.window.close_panel()
        yield self.is_quiet

    def save_card(self) -> Iterator[Step]:
        """A card for a visit, previewed and saved."""
        out = Path(self.orders["out"])
        self.window._made["pupil"].visit_card_wanted.emit(self.pupils[0].id)
        yield lambda: bool(self.window.findChildren(PaperDialog))
        model = self.window.findChildren(PaperDialog)[0].model
        yield lambda: model.preview.paper is not None and not model.preview.is_drawing
        before = len(list(out.iterdir()))
        model.save(out)
        yield lambda: len(list(out.iterdir())) > before and not self.window.findChildren(PaperDialog)
        yield from self.come_forward()
        self.did["reports"] += 1

    def build_pack(self) -> Iterator[Step]:
        """A meeting's copies, previewed one after the other."""
        self.window.navigator.meeting_wanted.emit(self.meetings[self.did["packs"] % len(self.meetings)].id)
        page = self.window._made["meeting"]
        yield lambda: page.model.form is not None and page.model.page is not None
        yield self.is_quiet
        page.show_step("see")
        left = page.copies.left
        for number in range(len(page.model.form.invitees())):
            page.copies.choose(number)
            yield lambda: self.is_quiet() and not left.is_drawing
            assert left.paper is not None, left.problem
        self.did["packs"] += 1

    def back_up(self) -> Iterator[Step]:
        backups: Any = self.program.backups
        yield lambda: not backups.doing
        backups.make_now()
        yield lambda: not backups.doing
        assert backups.problem is None, backups.problem
        self.did["backups"] += 1

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
        QTest.keyClick(self.frame.windowHandle(), key, modifier)

    def is_on(self, page: str) -> bool:
        return self.window.shell.current_page() == page and self.is_quiet()

    def is_quiet(self) -> bool:
        return not self.window.desk.background.is_busy


def sample() -> dict[str, int]:
    """What this process holds: kilobytes in memory, threads, file handles, widgets, Qt's and Python's objects."""
    status = dict(
        line.split(":", 1) for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    )
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    roots: list[QObject] = [app, *app.topLevelWidgets()]
    return {
        "memory": int(status["VmRSS"].split()[0]), "threads": int(status["Threads"]),
        "handles": len(list(Path("/proc/self/fd").iterdir())), "widgets": len(app.allWidgets()),
        "qobjects": sum(len(root.findChildren(QObject)) for root in roots), "objects": len(gc.get_objects()),
    }  # fmt: skip


def play(program: Program) -> Iterator[Step]:
    return Day(program, json.loads((PLACE / "orders.json").read_text(encoding="utf-8"))).play()
