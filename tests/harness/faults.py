"""A disk that fails, at every call of every kind of write, and is well again afterwards.

`python -m tests.harness.faults`. Each attempt must end done, or with one plain sentence and a next step. Then
nothing of it is in the vault, everything before is, what was typed is still in its form, and the same attempt
works as soon as the disk is back. Needs the watched disk of `disk.c`; as root it also fills a real small disk.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QCoreApplication

from ontrack_desktop.domain.choices import Audience, SharingBasis
from ontrack_desktop.domain.drafts import Draft
from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.domain.ledger import Act
from ontrack_desktop.domain.notes import Note
from ontrack_desktop.domain.people import Worker
from ontrack_desktop.services import audit, papers, records, vaults
from ontrack_desktop.services.open_vault import NotEntered, OpenVault
from ontrack_desktop.services.papers import Paper
from ontrack_desktop.services.sharing import Basis
from ontrack_desktop.store import checks, migrations
from ontrack_desktop.store.store import Store
from ontrack_desktop.store.vault import Vault
from ontrack_desktop.store.watch import Watch
from ontrack_desktop.viewmodels.background import Inline
from ontrack_desktop.viewmodels.desk import Desk
from ontrack_desktop.viewmodels.note import NoteModel
from tests import factories
from tests.store.vaults import CHEAP, PASSPHRASE

from . import disk, troubles
from .kill import clock
from .table import Row, said
from .troubles import Trouble

MEMORY = "/dev/shm"
LONG = "A long visit. " * 4_000  # many pages, so that a save can break off in their middle
NEXT_STEP = ("CREATE TABLE later (id VARCHAR NOT NULL, PRIMARY KEY (id))", "INSERT INTO later VALUES ('one')")


class Scene:
    """An open vault on the disk that will fail, and a worker at a desk."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.made = vaults.create_vault(
            place / "Hill.ontrack", name="Hill", passphrase=PASSPHRASE, worker_name="Dee Marlow",
            device=None, clock=clock, kdf=CHEAP,
        )
        self.folder = self.made.folder
        self.open()
        self.pupil = factories.a_pupil()
        self.workspace.change(partial(records.save, record=self.pupil))

    def open(self) -> None:
        opened = vaults.open_workspace(self.folder, PASSPHRASE, None, clock)
        self.workspace: OpenVault = opened.workspace
        assert opened.worker is not None
        self.worker: Worker = opened.worker
        self.desk = Desk(Inline(self.workspace), clock, self.worker)

    def has(self, record_class: type[Note | Draft], record_id: UUID) -> bool:
        return self.workspace.query(lambda read: read.maybe(record_class, record_id)) is not None

    def fault(self) -> str:
        """What is wrong with the vault, or ""."""
        workspace = self.workspace
        if not workspace.store.verify().is_sound:
            return "the ledger is not sound"
        _, fault = workspace.query(lambda read: checks.rows_fault(read.connection, Watch()))
        return fault


class Attempt:
    """One kind of write. Made anew for each trial; what it prepares is not under fault."""

    name = ""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.heard: list[OnTrackError] = []

    def go(self) -> None:
        """Do it; what the person hears is raised, or in `heard`."""
        raise NotImplementedError

    def is_there(self) -> bool:
        """Whether what was done is in the vault; raises AssertionError where a part of it is."""
        raise NotImplementedError

    def check_typed(self) -> None:
        """What was typed is still where it was typed."""


class SaveNote(Attempt):
    name = "a note"
    text = "Kitchen, dog, a drum."

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        self.form = NoteModel(scene.desk)
        self.form.begin((scene.pupil.id,))
        self.form.put("text", self.text)
        self.form.refused.connect(self.heard.append)

    def go(self) -> None:
        assert self.form.save(), self.form.problems

    def is_there(self) -> bool:
        found = self.scene.has(Note, self.form.record_id)
        hits = self.scene.workspace.query(lambda read: [hit.record_id for hit in read.search("drum", limit=10_000)])
        assert (self.form.record_id in hits) == found or self.text == LONG, "the index and the note do not agree"
        return found

    def check_typed(self) -> None:
        assert self.form.values["text"] == self.text, "what was typed is gone from the form"
        assert self.form.state == "not_saved", f"the form says {self.form.state!r}"


class SaveLongNote(SaveNote):
    name = "a note of many pages"
    text = LONG


class KeepDraft(SaveNote):
    name = "a draft"

    def go(self) -> None:
        # a person types on: the next key after the failure starts it again
        self.form.put("text", self.form.values["text"] + " ")
        self.text = self.form.values["text"]
        self.form.keep_now()

    def is_there(self) -> bool:
        return self.scene.has(Draft, self.form.record_id)


class ViewPupil(Attempt):
    name = "the ledger entry for a view"

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        self.pupil = factories.a_pupil()
        scene.workspace.change(partial(records.save, record=self.pupil))

    def go(self) -> None:
        self.scene.workspace.change(partial(audit.note_opened, pupil_id=self.pupil.id))

    def is_there(self) -> bool:
        lines = self.scene.workspace.query(lambda read: read.entries(pupil_id=self.pupil.id, act=Act.OPENED))
        return bool(lines)


class SaveReport(Attempt):
    name = "a report file"

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        self.out = scene.place / f"out-{factories.an_id()}"
        self.out.mkdir()
        self.papers = [
            Paper(
                os.urandom(20_000), 1, f"{number}.pdf", "Meeting pack", scene.pupil.id, "Mr Dale",
                Audience.SCHOOL, Basis(SharingBasis.CONSENT),
            )
            for number in range(2)
        ]

    def go(self) -> None:
        self.scene.workspace.change(partial(papers.save, papers=self.papers, folder=self.out))

    def is_there(self) -> bool:
        files = sorted(path.name for path in self.out.iterdir())
        entered = len(self.scene.workspace.query(lambda read: read.entries(act=Act.EXPORTED, limit=10_000)))
        assert files in ([], ["0.pdf", "1.pdf"]), f"left behind: {files}"
        assert entered % 2 == 0, "only one of two copies is in the ledger"
        return bool(files)


class WriteHeader(Attempt):
    name = "the header"

    def go(self) -> None:
        self.code = self.scene.workspace.new_recovery_code(kdf=CHEAP)

    def is_there(self) -> bool:
        vault = Vault.at(self.scene.folder)
        vault.unlock(PASSPHRASE, None, clock())
        return bool(getattr(self, "code", "")) and vault.unlock_with_recovery(self.code, clock()) is not None


class ChangePassphrase(Attempt):
    name = "a new passphrase"

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        self.before = _passphrase_salt(scene)

    def go(self) -> None:
        try:
            self.scene.workspace.change_passphrase(PASSPHRASE, PASSPHRASE, kdf=CHEAP)
        except NotEntered:  # says that it was done
            self.before = _passphrase_salt(self.scene)
            raise

    def is_there(self) -> bool:
        return _passphrase_salt(self.scene) != self.before


class ChangeKey(Attempt):
    name = "another key"

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        self.before = scene.workspace.key

    def go(self) -> None:
        self.scene.workspace.rotate_key(PASSPHRASE, PASSPHRASE, kdf=CHEAP)

    def is_there(self) -> bool:
        workspace = self.scene.workspace
        unlocked = Vault.at(self.scene.folder).unlock(PASSPHRASE, None, clock())
        assert unlocked.key == workspace.key, "the vault opens with another key than it has"
        assert workspace.query(lambda read: read.maybe(Worker, self.scene.worker.id)) is not None
        left = sorted(path.name for path in self.scene.folder.glob("*.next.*"))
        assert not left, f"left behind: {left}"
        return workspace.key != self.before


def _passphrase_salt(scene: Scene) -> bytes:
    return Vault.at(scene.folder).unlock(PASSPHRASE, None, clock()).slot.salt


class OpenVaultAgain(Attempt):
    name = "opening the vault"

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        scene.workspace.close()
        self.is_open = False

    def go(self) -> None:
        self.scene.open()
        self.is_open = True

    def is_there(self) -> bool:
        return self.is_open


class Migrate(Attempt):
    name = "a migration"

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        self.folder = scene.place / f"older-{factories.an_id()}"
        self.folder.mkdir()
        self.key, self.vault_id = scene.workspace.key, factories.an_id()
        self.path = self.folder / "store.db"
        Store.create(self.path, self.key, vault_id=self.vault_id, device_id=self.vault_id, now=clock()).close()

    def go(self) -> None:
        with later_version():
            Store.open(self.path, self.key, vault_id=self.vault_id, device_id=self.vault_id).close()

    def is_there(self) -> bool:
        with checks.looking_into(self.path, self.key) as connection:
            made = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master WHERE name = 'later'").scalar()
            version = connection.exec_driver_sql("PRAGMA user_version").scalar()
        assert (version, made) in ((migrations.CURRENT, 0), (migrations.CURRENT + 1, 1)), "half a migration"
        return bool(made)


class CreateVault(Attempt):
    name = "making a vault"

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        self.folder = scene.place

    def go(self) -> None:
        self.folder = self.scene.place / f"New {factories.an_id()}.ontrack"  # as a person told to choose another name
        vaults.create_vault(
            self.folder, name="New", passphrase=PASSPHRASE, worker_name="Dee", device=None, clock=clock, kdf=CHEAP
        )

    def is_there(self) -> bool:
        return self.folder.exists()


@contextlib.contextmanager
def later_version() -> Iterator[None]:
    """A version of the program with one more step of migration."""
    steps, current = migrations.STEPS, migrations.CURRENT
    migrations.STEPS = {**steps, current + 1: NEXT_STEP}
    migrations.CURRENT = current + 1
    try:
        yield
    finally:
        migrations.STEPS, migrations.CURRENT = steps, current


ATTEMPTS: tuple[type[Attempt], ...] = (
    SaveNote, SaveLongNote, KeepDraft, ViewPupil, SaveReport, WriteHeader, ChangePassphrase, ChangeKey, OpenVaultAgain,
    Migrate, CreateVault,
)


def trial(scene: Scene, kind: type[Attempt], trouble: Trouble, step: int) -> str:
    """One attempt under trouble, and again afterwards: what is wrong with how it went, or ""."""
    attempt = kind(scene)
    head = None if kind is OpenVaultAgain else scene.workspace.store.head()
    try:
        with trouble.holds(scene.place, step):
            try:
                attempt.go()
            except OnTrackError as error:
                attempt.heard.append(error)
        was_refused = bool(attempt.heard)
        if len({str(error) for error in attempt.heard}) > 1:
            return f"more than one sentence: {[str(error) for error in attempt.heard]}"
        if was_refused:
            told = attempt.heard[0]
            if not (told.sentence.endswith(".") and told.next_step.endswith(".")):
                return f"no sentence with a next step: {told!r}"
            attempt.check_typed()
            is_there = attempt.is_there()
            if is_there and not trouble.may_keep_what_it_refused():
                return f"it was refused, and is there: {told}"
            if not is_there and head is not None and scene.workspace.store.head() != head:
                return "the ledger went on without it"
            attempt.heard.clear()
            attempt.go()
            if attempt.heard:
                return f"the disk is back, and it still says: {attempt.heard[0]}"
        if not attempt.is_there():
            return "it was not refused, and is not there"
    except AssertionError as error:
        return str(error)
    except Exception as error:  # not a sentence for a person: a fault of the program
        return f"{type(error).__name__}: {error}"
    return ""


def series(place: Path, kind: type[Attempt], trouble: Trouble, thin: int) -> Iterator[str]:
    """Trials at one step after another, until the trouble comes too late to matter."""
    scene = Scene(place)
    for step in trouble.steps:
        if step > thin and step % 7:
            continue
        wrong = trial(scene, kind, trouble, step)
        yield f"{kind.name}, {trouble.how}, step {step}: {wrong}" if wrong else ""
        if wrong or not trouble.came():
            break
    with contextlib.suppress(Exception):
        yield scene.fault() and f"{kind.name}, {trouble.how}: afterwards {scene.fault()}"
        scene.workspace.close()


def run(thin: int) -> list[Row]:
    rows = []
    for trouble in (*troubles.FAILING, troubles.SizeLimit(), troubles.FullDisk()):
        began, outcomes = time.monotonic(), []
        for kind in ATTEMPTS:
            with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
                place = Path(os.environ["DISK_ROOT"]) / Path(folder).name
                if not isinstance(trouble, troubles.FullDisk):
                    place.mkdir()
                elif not stack.enter_context(troubles.small_disk(place)):
                    continue
                outcomes += list(series(place, kind, trouble, thin))
        lost = [outcome for outcome in outcomes if outcome]
        print("\n".join(lost), end="\n" if lost else "", file=sys.stderr)
        what = f"disk {trouble.how}" + ("" if outcomes else ": not tried, needs root")
        rows.append(Row(what, len(outcomes), len(outcomes) - len(lost), len(lost), time.monotonic() - began))
    return rows


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=600, help="try every call up to this one, then every seventh")
    asked = parser.parse_args()
    if disk.MISSING:
        print(f"faults: {disk.MISSING}")
        return 2
    if "DISK_ROOT" not in os.environ:
        # in memory where the system has such a place: what fails here fails by the watched disk
        with tempfile.TemporaryDirectory(dir=MEMORY if os.access(MEMORY, os.W_OK) else None) as folder:
            root = Path(folder).resolve() / "disk"
            root.mkdir()
            library = disk.compiled(Path(folder))
            command = [sys.executable, "-m", "tests.harness.faults", "--trials", str(asked.trials)]
            return subprocess.run(command, check=False, env=disk.environment(library, root)).returncode
    QCoreApplication(sys.argv[:1])
    rows = run(asked.trials)
    print(said(rows))
    return any(row.lost for row in rows)


if __name__ == "__main__":
    sys.exit(main())
