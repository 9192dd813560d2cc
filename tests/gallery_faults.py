"""Pictures of what a person sees when something is wrong: `python -m tests.gallery_faults OUT [light|dark]`.

The real program on real vaults with real damage; keys are made quickly, and this computer's keyring is not asked.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any
from unittest.mock import patch

from tests.services import vault_at_hand
from tests.services.vault_at_hand import opened, the_pupil, write_notes
from tests.store.vaults import CHEAP, PASSPHRASE, MemoryDevice

PATIENCE = 20  # s
SIZE = (1280, 800)
TYPED = "Gran says he slept through."


def now() -> datetime:
    return datetime.now(UTC)


class Stage:
    """A laptop with one vault; the program is started on it once the vault is as the scene wants it."""

    def __init__(self, place: Path, device: MemoryDevice, out: Path, theme: str) -> None:
        self.place, self.device, self.out, self.theme = place, device, out, theme
        self.config = place / "config"
        self.vault = vault_at_hand.a_vault(place, now, device)
        with opened(self.vault, now, device) as workspace:
            workspace.confirm_recovery()
        self.program: Any = None

    def start(self) -> Any:
        from PySide6.QtCore import QSize
        from PySide6.QtWidgets import QApplication

        from ontrack_desktop.system import settings
        from ontrack_desktop.ui.program import Program

        chosen: Any = self.theme
        settings.save(settings.Settings(vaults=(str(self.vault),), theme=chosen), self.config)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.program = Program(app, self.config)
        self.program.frame.resize(QSize(*SIZE))
        self.program.start()
        wait(lambda: self.program.frame.was_painted)
        wait(lambda: not self.screen("UnlockScreen") or self.screen("UnlockScreen").model.card is not None)
        return self.program.frame.centralWidget()

    def screen(self, name: str) -> Any:
        found = self.program.frame.centralWidget()
        return found if type(found).__name__ == name else None

    def try_passphrase(self, typed: str = PASSPHRASE) -> Any:
        lock = self.screen("UnlockScreen")
        lock.ui.passphrase.set_text(typed)
        lock._unlock()
        wait(lambda: self.program.frame.centralWidget() is not lock or not lock.model.is_busy)
        return self.program.frame.centralWidget()

    def unlock(self) -> Any:
        self.try_passphrase()
        wait(lambda: self.screen("Window") is not None)
        window = self.screen("Window")
        wait(lambda: not window.desk.background.is_busy)
        return window

    def begin_note(self, window: Any) -> Any:
        from PySide6.QtTest import QTest

        window.navigator.note_wanted.emit((), "")
        wait(lambda: window._panel is not None and window._panel.model.is_ready)
        QTest.keyClicks(window._panel.ui.text, TYPED)
        return window._panel

    def take(self, name: str) -> None:
        from tests.gallery import picture

        picture(self.program.frame, self.out / f"{name}.png")

    def end(self) -> None:
        if self.program is not None:
            self.program.leave("")
            wait(lambda: not self.program.frame.isVisible(), may_fail=True)
            self.program.frame.hide()


# -- at the lock screen --


def wrong_passphrase(stage: Stage) -> None:
    stage.start()
    stage.try_passphrase("not the passphrase")
    stage.take("wrong-passphrase")
    for _ in range(3):
        stage.try_passphrase("not the passphrase")
    lock = stage.screen("UnlockScreen")
    wait(lambda: lock.model.seconds_to_wait)
    stage.take("throttled")
    stage.screen("UnlockScreen").ui.recovery_button.click()
    lock.ui.code.setText("ABCD-EFGH")
    lock.ui.recover_button.click()
    stage.take("recovery-code-without-passphrase")
    for line in (lock.new_passphrase.ui.passphrase.line, lock.new_passphrase.ui.again.line):
        line.setText(PASSPHRASE)
        line.textEdited.emit(PASSPHRASE)
    lock.ui.recover_button.click()
    wait(lambda: not lock.model.is_busy)
    stage.take("recovery-code-mistyped")


def keyring_gone(stage: Stage) -> None:
    stage.device.__init__()  # type: ignore[misc]
    stage.start()
    stage.try_passphrase()
    stage.take("keyring-lost")


def headers_damaged(stage: Stage) -> None:
    make_backup(stage)
    for name in ("vault.json", "vault.json.bak"):
        (stage.vault / name).write_bytes(b"\x00" * 900)
    lock = stage.start()
    stage.take("header-damaged")
    lock.ui.first_step.click()
    wait(lambda: not lock.model.is_busy)
    stage.take("header-mended")


def headers_damaged_without_backup(stage: Stage) -> None:
    for name in ("vault.json", "vault.json.bak"):
        (stage.vault / name).write_bytes(b"\x00" * 900)
    stage.start()
    stage.take("header-damaged-without-backup")


def header_of_another_vault(stage: Stage) -> None:
    (stage.place / "other").mkdir()
    other = vault_at_hand.a_vault(stage.place / "other", now)
    shutil.copy(other / "vault.json", stage.vault / "vault.json")
    stage.start()
    stage.take("header-of-another-vault")


def hostile_header(stage: Stage) -> None:
    from tests.store.test_header import rewritten

    rewritten(stage.vault, lambda content: content["slots"][0]["kdf"].update(memory_kib=64 * 1024 * 1024))
    stage.start()
    stage.take("header-tampered")


def newer_header(stage: Stage) -> None:
    from tests.store.test_header import rewritten

    rewritten(stage.vault, lambda content: content.update(format=2))
    stage.start()
    stage.take("newer-vault")


def newer_schema(stage: Stage) -> None:

    with opened(stage.vault, now, stage.device) as workspace:
        workspace.store.connection.execute("PRAGMA user_version = 999")
    stage.start()
    stage.try_passphrase()
    stage.take("newer-casework")


def store_missing(stage: Stage) -> None:
    make_backup(stage)
    (stage.vault / "store.db").unlink()
    stage.start()
    stage.try_passphrase()
    stage.take("store-missing")


def store_damaged(stage: Stage) -> None:
    make_backup(stage)
    break_store(stage.vault)
    lock = stage.start()
    stage.try_passphrase()
    stage.take("store-damaged")
    lock.ui.second_step.click()
    wait(lambda: stage.screen("SalvageScreen") is not None)
    stage.take("salvage")
    screen = stage.screen("SalvageScreen")
    screen.ui.save_button.click()
    wait(lambda: not screen.model.is_busy, may_fail=True)
    stage.take("salvaged")


def older_copy(stage: Stage) -> None:
    make_backup(stage)
    early = (stage.vault / "store.db").read_bytes()
    with opened(stage.vault, now, stage.device) as workspace:
        write_notes(workspace, the_pupil(workspace), 3)
    (stage.vault / "store.db").write_bytes(early)
    lock = stage.start()
    stage.try_passphrase()
    stage.take("older-copy")
    lock.ui.second_step.click()
    wait(lambda: stage.screen("Window") is not None)
    stage.take("older-copy-open")


def restore(stage: Stage) -> None:
    make_backup(stage)
    with opened(stage.vault, now, stage.device) as workspace:
        write_notes(workspace, the_pupil(workspace), 3)
    (stage.vault / "store.db").rename(stage.place / "kept.db")
    lock = stage.start()
    stage.try_passphrase()
    (stage.place / "kept.db").rename(stage.vault / "store.db")
    lock.ui.first_step.click()
    wait(lambda: stage.screen("RestoreScreen") is not None and stage.screen("RestoreScreen").model.choices is not None)
    screen = stage.screen("RestoreScreen")
    stage.take("restore-choose")
    screen.ui.check_button.click()
    wait(lambda: screen.model.step == "decide" or screen.model.problem is not None)
    stage.take("restore-preview")
    screen.ui.put_button.click()
    wait(lambda: screen.model.step == "done" or screen.model.problem is not None)
    stage.take("restore-done")


def held_by_another(stage: Stage) -> None:
    from ontrack_desktop.store.vault import Vault

    lock = Vault.at(stage.vault).lock().take(now() - timedelta(hours=2))
    stage.start()
    stage.try_passphrase()
    stage.take("held-by-another-process")
    lock.release()


def write_protected(stage: Stage) -> None:
    with patch("os.open", partial(_refused, os.open, 30)):
        lock = stage.start()
        stage.try_passphrase()
        stage.take("write-protected")
        lock.ui.first_step.click()
        wait(lambda: stage.screen("Window") is not None)
        window = stage.screen("Window")
        wait(lambda: not window.desk.background.is_busy and window.shell.backup_line.isVisible())
        stage.take("write-protected-open")
        window.shell.note_wanted.emit()
        stage.take("write-protected-new-note")
        window.show_page("settings")
        wait(lambda: not window.desk.background.is_busy)
        stage.take("write-protected-settings")


def gone(stage: Stage) -> None:
    away = stage.vault.rename(stage.vault.with_name("AWAY"))
    stage.start()
    stage.take("vault-away")
    away.rename(stage.vault)


def in_a_synced_folder(stage: Stage) -> None:
    folder = stage.place / "OneDrive"
    folder.mkdir()
    stage.vault = stage.vault.rename(folder / stage.vault.name)
    stage.start()
    stage.try_passphrase()
    stage.take("in-a-synced-folder")


# -- while the vault is open --


def disk_full(stage: Stage) -> None:

    stage.start()
    window = stage.unlock()
    panel = stage.begin_note(window)
    raw: list[Any] = []
    window.desk.background.query(
        lambda read: raw.append(read.connection.execute("PRAGMA max_page_count = 1")),
        lambda _done: None, owner=window,
    )  # fmt: skip
    wait(lambda: bool(raw))
    panel.ui.text.insertPlainText("\n" + "A long visit. " * 2_000)
    panel.model.keep_now()
    wait(lambda: panel.model.state == "not_saved")
    stage.take("disk-full-draft")


def disk_away(stage: Stage) -> None:
    stage.start()
    window = stage.unlock()
    panel = stage.begin_note(window)
    panel.model.keep_now()
    wait(lambda: panel.model.state == "kept")
    away = stage.vault.rename(stage.vault.with_name("AWAY"))
    panel.ui.text.insertPlainText(" He ate toast.")
    panel.model.keep_now()
    wait(lambda: panel.model.state == "not_saved")
    stage.take("disk-away-draft")
    stage.program.leave("asked")
    wait(lambda: stage.program.frame.cover is not None and stage.program.frame.cover.again_button.isVisible())
    stage.take("disk-away-locking")
    away.rename(stage.vault)
    stage.program.frame.cover.again_button.click()


def backup_place_away(stage: Stage) -> None:
    stage.start()
    window = stage.unlock()
    backups = stage.program.backups
    (stage.place / "stick").mkdir()
    wait(lambda: backups.state is not None)
    backups.choose_second_place(stage.place / "stick")
    wait(lambda: not backups.doing)
    shutil.rmtree(stage.place / "stick")
    backups.make_elsewhere()
    wait(lambda: not backups.doing)
    window.show_page("today")
    stage.take("backup-place-away-today")
    window.show_page("settings")
    wait(lambda: not window.desk.background.is_busy)
    stage.take("backup-place-away-settings")


SCENES: tuple[Callable[[Stage], None], ...] = (
    wrong_passphrase, keyring_gone, headers_damaged, headers_damaged_without_backup, header_of_another_vault,
    hostile_header, newer_header, newer_schema, store_missing, store_damaged, older_copy, restore, held_by_another,
    write_protected, gone, in_a_synced_folder, disk_full, disk_away, backup_place_away,
)  # fmt: skip


def make_backup(stage: Stage) -> None:
    from ontrack_desktop.services import backups

    with opened(stage.vault, now, stage.device) as workspace:
        backups.make(backups.source_of(workspace))


def break_store(vault: Path) -> None:
    data = bytearray((vault / "store.db").read_bytes())
    data[:4096] = bytes(4096)
    (vault / "store.db").write_bytes(data)


def _refused(real: Callable[..., int], error: int, path: Any, *arguments: Any) -> int:
    if str(path).endswith("vault.lock"):
        raise OSError(error, "refused")
    return real(path, *arguments)


def wait(done: Callable[[], Any], *, may_fail: bool = False) -> None:
    from PySide6.QtWidgets import QApplication

    end = monotonic() + PATIENCE
    while not done():
        if monotonic() > end:
            if may_fail:
                return
            raise TimeoutError("A screen of the gallery did not come to rest.")
        QApplication.processEvents()


@contextmanager
def _quick(place: Path, device: MemoryDevice) -> Any:
    from ontrack_desktop.services import vaults
    from ontrack_desktop.store import keys
    from ontrack_desktop.ui.fault_dialog import Faults

    with ExitStack() as stack:
        for name in ("WITH_DEVICE", "PASSPHRASE_ALONE", "LEAST"):
            stack.enter_context(patch.object(keys, name, CHEAP))
        stack.enter_context(patch.object(vaults, "this_device", lambda: device))
        stack.enter_context(patch.object(vaults, "trusted_keyring", object))
        stack.enter_context(patch.object(vaults, "good_place", lambda _documents: place))
        stack.enter_context(patch.object(Faults, "listen", lambda _self: None))
        stack.enter_context(patch("ontrack_desktop.system.logs.start_log", lambda _folder: None))
        yield


def main() -> None:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtWidgets import QApplication

    out, theme, *only = Path(sys.argv[1]), (sys.argv[2:] or ["light"])[0], *sys.argv[3:]
    out.mkdir(parents=True, exist_ok=True)
    app = QApplication(sys.argv[:1])
    app.setQuitOnLastWindowClosed(False)
    for scene in SCENES:
        if only and scene.__name__ not in only:
            continue
        device = MemoryDevice()
        with tempfile.TemporaryDirectory() as folder, _quick(Path(folder), device):
            os.environ["XDG_CONFIG_HOME"] = folder
            stage = Stage(Path(folder), device, out, theme)
            try:
                scene(stage)
            except TimeoutError as error:
                stage.take(f"NOT-{scene.__name__}")
                print(f"{scene.__name__}: {error}", file=sys.stderr)
            stage.end()
    print(f"{len(list(out.glob('*.png')))} pictures in {out}")
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
