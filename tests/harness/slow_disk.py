"""A disk that takes its time: the window answers meanwhile, says that it is saving, and everything arrives.

`python -m tests.harness.slow_disk --trials 5 --ms 400`: so long takes each write and each sync. Needs the watched disk
of `disk.c`.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ontrack_desktop.domain.choices import Audience, SharingBasis
from ontrack_desktop.domain.people import Pupil, Worker
from ontrack_desktop.services import audit, backups, papers, records, vaults
from ontrack_desktop.services.open_vault import OpenVault
from ontrack_desktop.services.papers import Paper
from ontrack_desktop.services.sharing import Basis
from ontrack_desktop.store import migrations
from ontrack_desktop.store.store import Store
from ontrack_desktop.store.watch import Watch
from ontrack_desktop.ui.navigator import Navigator
from ontrack_desktop.ui.screens.note import NoteScreen
from ontrack_desktop.viewmodels.background import BackgroundThread
from ontrack_desktop.viewmodels.desk import Desk
from ontrack_desktop.viewmodels.long_work import LongWork
from ontrack_desktop.viewmodels.note import NoteModel
from tests import factories
from tests.store.vaults import CHEAP, PASSPHRASE

from . import disk
from .attempts_on_vaults import later_version
from .disk import Calls
from .hill import clock, new_vault
from .table import Row, ended

LONGEST = 0.25  # seconds that a window may not answer: what a person does not take for hanging
BEAT = 10  # ms


class Pulse(QObject):
    """Beats in the window's thread; the longest time between two beats is how long it did not answer."""

    def __init__(self) -> None:
        super().__init__()
        self.longest = 0.0
        self._last = time.monotonic()
        self._timer = QTimer(self)
        self._timer.setInterval(BEAT)
        self._timer.timeout.connect(self._beat)

    def begin(self) -> None:
        self.longest, self._last = 0.0, time.monotonic()
        self._timer.start()

    def _beat(self) -> None:
        now = time.monotonic()
        self.longest, self._last = max(self.longest, now - self._last), now


class Desktop:
    """A vault open on its thread, and a note being written beside it."""

    def __init__(self, place: Path) -> None:
        made = new_vault(place / "Hill.ontrack")
        self.pupil: Pupil = factories.a_pupil()
        opened = made.open()
        opened.workspace.change(partial(records.save, record=self.pupil))
        opened.workspace.close()
        worker = opened.worker
        assert isinstance(worker, Worker)
        self.vaults: list[OpenVault] = []
        self.background = BackgroundThread()
        self.background.open(lambda: self._open(made.folder))
        wait(lambda: self.vaults)
        self.desk = Desk(self.background, clock, worker)
        self.work = LongWork()
        self.out = place / "out"
        self.out.mkdir()
        self.pulse = Pulse()

    def _open(self, folder: Path) -> OpenVault:
        self.vaults.append(vaults.open_workspace(folder, PASSPHRASE, None, clock).workspace)
        return self.vaults[0]

    def save_note(self) -> None:
        model = NoteModel(self.desk)
        model.begin((self.pupil.id,))
        screen = NoteScreen(model, Navigator())
        screen.show()
        QTest.keyClicks(screen.ui.text, "Kitchen, dog, a drum.")
        model.keep_now()
        QTest.keyClicks(screen.ui.text, " Gran came in.")
        wait(lambda: not self.background.is_busy)
        began, words = time.monotonic(), set()
        assert model.save(), model.problems
        while model.state == "saving":
            QApplication.processEvents()
            words.add(screen.ui.saved.text())
        assert model.state == "saved", model.state
        assert "Saving" in words, f"it does not say that it is saving: {words}"
        took = time.monotonic() - began
        assert took < 2.5 or "Still saving: the disk is slow" in words, f"it took {took:.1f} s in silence: {words}"
        screen.close()

    def view(self) -> None:
        done: list[object] = []
        self.background.change(partial(audit.note_opened, pupil_id=factories.an_id()), done.append, owner=self.pulse)
        wait(lambda: done)

    def back_up(self) -> None:
        done: list[object] = []
        source = backups.source_of(self.vaults[0])
        self.work.run(lambda watch: backups.make(source, watch=watch), done.append, done.append)
        wait(lambda: done)
        assert isinstance(done[0], backups.Backup), done[0]

    def write_header(self) -> None:
        done: list[object] = []
        self.background.compute(lambda: self.vaults[0].new_recovery_code(kdf=CHEAP), done.append, owner=self.pulse)
        wait(lambda: done)

    def save_report(self) -> None:
        done: list[object] = []
        document, name = os.urandom(20_000), f"{factories.an_id()}.pdf"
        consent = Basis(SharingBasis.CONSENT)
        paper = Paper(document, 1, name, "Meeting pack", self.pupil.id, "Mr Dale", Audience.SCHOOL, consent)
        command = partial(papers.save, papers=[paper], folder=self.out)
        self.background.change(command, done.append, owner=self.pulse)
        wait(lambda: done)
        assert (self.out / name).read_bytes() == document

    def migrate(self) -> None:
        done: list[object] = []
        path = self.out / f"{factories.an_id()}.db"
        self.work.run(partial(self._migrated, path), done.append, done.append)
        wait(lambda: done)
        assert done == [migrations.CURRENT + 1], done

    def _migrated(self, path: Path, watch: Watch) -> int:
        """Which version a store has that was opened by a later version of the program."""
        key, vault_id = self.vaults[0].key, self.vaults[0].vault.vault_id
        Store.create(path, key, vault_id=vault_id, device_id=vault_id, now=clock()).close()
        with later_version():
            store = Store.open(path, key, vault_id=vault_id, device_id=vault_id, watch=watch)
        version = migrations.version(store.connection)
        store.close()
        return version

    def close(self) -> None:
        self.work.close()
        self.background.close()


def wait(done: Callable[[], object]) -> None:
    end = time.monotonic() + 120
    while not done():
        assert time.monotonic() < end, "it never came"
        QApplication.processEvents()
        time.sleep(0.001)


KINDS: dict[str, Callable[[Desktop], None]] = {
    "a note and its draft": Desktop.save_note, "the ledger entry for a view": Desktop.view, "a backup": Desktop.back_up,
    "the header": Desktop.write_header, "a report": Desktop.save_report, "a migration": Desktop.migrate,
}


def run(trials: int, ms: int) -> list[Row]:
    """Each kind of write so often; lost is one during which the window did not answer, or that did not arrive."""
    rows = []
    desktop = Desktop(Path(os.environ["DISK_ROOT"]))
    library = disk.this_process()
    for name, write in KINDS.items():
        began, bad, longest = time.monotonic(), 0, 0.0
        for _ in range(trials):
            desktop.pulse.begin()
            library.disk_slow(ms, int(Calls.MAKING | Calls.WRITING | Calls.SYNCING))
            try:
                write(desktop)
            except AssertionError as error:
                bad += 1
                print(f"{name}: {error}", file=sys.stderr)
            library.disk_slow(0, 0)
            longest = max(longest, desktop.pulse.longest)
            if desktop.pulse.longest > LONGEST:
                bad += 1
                print(f"{name}: the window did not answer for {desktop.pulse.longest:.2f} s", file=sys.stderr)
        what = f"slow disk, {name} (longest pause of the window: {longest * 1000:.0f} ms)"
        rows.append(Row(what, trials, trials - bad, bad, time.monotonic() - began))
    desktop.close()
    return rows


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=5)
    parser.add_argument("--ms", type=int, default=400)
    asked = parser.parse_args()
    if "DISK_ROOT" not in os.environ:
        return disk.run_watched("tests.harness.slow_disk")
    QApplication(sys.argv[:1])
    return ended(run(asked.trials, asked.ms))


if __name__ == "__main__":
    sys.exit(main())
