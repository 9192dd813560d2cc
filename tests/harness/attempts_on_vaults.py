"""What is done to a vault as a whole, tried while a disk fails: header, keys, migration, backup, restore, salvage."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from unittest.mock import patch

from ontrack_desktop.domain.people import Pupil, Worker
from ontrack_desktop.services import backups, records, salvaging, vaults
from ontrack_desktop.services.backups import Backup, Watch
from ontrack_desktop.services.open_vault import NotEntered
from ontrack_desktop.store import checks, keys, migrations
from ontrack_desktop.store.pages import PAGE
from ontrack_desktop.store.recovery_code import new_code
from ontrack_desktop.store.store import Store
from ontrack_desktop.store.vault import Vault
from tests import factories
from tests.store.vaults import CHEAP, PASSPHRASE

from .attempts import Attempt, Scene
from .damage import flip
from .hill import clock, new_vault

NEXT_STEP = ("CREATE TABLE later (id VARCHAR NOT NULL, PRIMARY KEY (id))", "INSERT INTO later VALUES ('one')")


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
        self.scene.workspace.close()  # where it could only be read the last time
        self.scene.open()
        reason = self.scene.workspace.reading_only
        self.is_open = reason is None
        if reason is not None:
            self.check_read()
            raise reason.refusal

    def check_read(self) -> None:
        """What was opened for reading only shows all that is in it."""
        assert self.scene.workspace.query(lambda read: read.find(Pupil)), "nothing can be read"

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
            made = connection.value("SELECT count(*) FROM sqlite_master WHERE name = 'later'")
            version = connection.value("PRAGMA user_version")
        assert (version, made) in ((migrations.CURRENT, 0), (migrations.CURRENT + 1, 1)), "half a migration"
        return bool(made)


class CreateVault(Attempt):
    name = "making a vault"

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        self.folder = scene.place

    def go(self) -> None:
        self.folder = self.scene.place / f"New {factories.an_id()}.ontrack"  # as a person told to choose another name
        new_vault(self.folder, name="New")

    def is_there(self) -> bool:
        return self.folder.exists()


class MakeBackup(Attempt):
    name = "a backup"

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        self.into: Path | None = None
        self.before = len(self._found())
        scene.workspace.change(partial(records.save, record=factories.a_pupil()))

    def go(self) -> None:
        backups.make(backups.source_of(self.scene.workspace), into=self.into)

    def is_there(self) -> bool:
        found = self._found()
        for made in found:
            _, fault = checks.sound_head(made.path, self.scene.workspace.key, Watch())
            assert not fault, f"a backup that counts is damaged: {fault}"
        assert found or not self.before, "the earlier backups are gone"
        # two that are made within a minute with nothing between them have one name
        return bool(found) and found[0].seq == self.scene.workspace.store.head().seq

    def _found(self) -> list[Backup]:
        return backups.found(self.scene.workspace.vault, self.into)


class MakeBackupElsewhere(MakeBackup):
    name = "a backup on a second disk"
    is_apart = True

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        self.into = scene.place
        self.before = len(self._found())


class Restore(Attempt):
    """In a vault of its own: one note in the backup, one after it."""

    name = "putting a backup back"

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        self.folder, self.made = self.prepare(scene.place)
        self.was_done = False

    def prepare(self, place: Path) -> tuple[Path, Path]:
        """The closed vault, and the backup to be put back."""
        made = new_vault(place / f"Dale {factories.an_id()}.ontrack", name="Dale")
        workspace = made.open().workspace
        workspace.change(partial(records.save, record=factories.a_pupil()))
        backup = backups.make(backups.source_of(workspace))
        workspace.change(partial(records.save, record=factories.a_pupil()))
        workspace.close()
        return made.folder, backup.path

    def go(self) -> None:
        self.was_done = False
        try:
            with backups.restoring(self.folder, self.made, PASSPHRASE, None, clock) as restoration:
                restoration.put_in_place()
        except NotEntered:  # says that it was done
            self.was_done = True
            raise

    def is_there(self) -> bool:
        workspace = vaults.open_workspace(self.folder, PASSPHRASE, None, clock).workspace
        there = len(workspace.query(lambda read: read.find(Pupil)))
        workspace.close()
        assert there in (1, 2), f"{there} pupils are in the vault, neither those before nor those of the backup"
        assert there == 2 or list(self.folder.glob("set-aside*/store.db")), "what was there was not set aside"
        return there == 1 and not self.was_done


class RestoreFromElsewhere(Restore):
    name = "putting a backup back from another disk"
    is_apart = True

    def prepare(self, place: Path) -> tuple[Path, Path]:
        folder, made = super().prepare(self.scene.folder.parent)
        for path in (made, made.with_suffix(".json")):
            shutil.copy(path, place)
        return folder, place / made.name


class SaveReadable(Attempt):
    """In a vault of its own, with a damaged page."""

    name = "saving what can be read"

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        made = new_vault(scene.place / f"Dale {factories.an_id()}.ontrack", name="Dale")
        made.open().workspace.close()
        self.folder = made.folder
        flip(self.folder, name="store.db", at=PAGE * 9 + 50, bit=1)
        self.before = (self.folder / "store.db").read_bytes()

    def go(self) -> None:
        with patch.object(keys, "PASSPHRASE_ALONE", CHEAP):
            salvaging.save_readable(self.folder, PASSPHRASE, None, clock, Watch())

    def is_there(self) -> bool:
        assert (self.folder / "store.db").read_bytes() == self.before, "the damaged file was written to"
        new = list(self.scene.place.glob(f"{self.folder.stem} saved *.ontrack"))
        assert len(new) <= 1, f"left behind: {new}"
        for folder in new:
            workspace = vaults.open_workspace(folder, PASSPHRASE, None, clock).workspace
            workspace.close()
        return bool(new)


class SaveSheet(Attempt):
    name = "the recovery sheet on another disk"
    is_apart = True

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        self.out = scene.place / f"sheet-{factories.an_id()}"
        self.out.mkdir()

    def go(self) -> None:
        vaults.save_recovery_sheet(self.out / "sheet.pdf", "Hill", new_code(), clock)

    def is_there(self) -> bool:
        parts = (".tmp",) if self.may_leave_parts else ()
        files = [path for path in self.out.iterdir() if path.suffix not in parts]
        assert all(path.read_bytes().rstrip().endswith(b"%%EOF") for path in files), "half a sheet was left behind"
        return bool(files)


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
    WriteHeader, ChangePassphrase, ChangeKey, OpenVaultAgain, Migrate, CreateVault, MakeBackup, MakeBackupElsewhere,
    Restore, RestoreFromElsewhere, SaveReadable, SaveSheet,
)
