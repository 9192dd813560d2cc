"""Pictures of the ways in: the lock screen, the three steps of a first run, and the fault dialog."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import Any

from tests.entrance import a_vault
from tests.store.vaults import CHEAP, PASSPHRASE


def _now() -> datetime:
    return datetime.now(UTC)  # beside the dates of real files


def draw(out: Path, size: Any) -> None:
    """All pictures of the ways in; nothing is asked of this computer's keyring, and keys are made quickly."""
    from ontrack_desktop.services import vaults
    from ontrack_desktop.store import keys
    from ontrack_desktop.viewmodels.errands import Errands
    from ontrack_desktop.viewmodels.vault_doors import VaultDoors

    for name in ("WITH_DEVICE", "PASSPHRASE_ALONE", "LEAST"):
        setattr(keys, name, CHEAP)
    setattr(vaults, "trusted_keyring", lambda: None)  # noqa: B010 - it is imported there, and not its own
    errands = Errands()
    with tempfile.TemporaryDirectory() as place:
        for scene in (_unlock, _first_run):
            doors = VaultDoors(errands, _now)
            scene(out, size, Path(place), doors)
            doors.close()
    errands.close()
    _fault(out)


def _unlock(out: Path, size: Any, place: Path, doors: Any) -> None:
    from ontrack_desktop.ui.screens.unlock import UnlockScreen
    from ontrack_desktop.viewmodels.unlock import Entrance, UnlockModel
    from tests.gallery import picture

    entrance = Entrance(
        doors.look,
        lambda at, typed, failed: doors.unlock(at, typed, lambda _opened: None, failed),
        lambda at, code, new, failed: doors.recover(at, code, new, lambda _opened: None, failed),
        _now, doors.help_for, doors.mend, doors.stop, doors.code_problem,
    )  # fmt: skip
    model = UnlockModel(entrance, a_vault(place, _now), reason="asked", half_written="note")
    screen = _shown(UnlockScreen(model), size)
    model.look()
    _wait(lambda: model.card is not None)
    picture(screen, out / "unlock.png")
    model.unlock("not the passphrase")
    _wait(lambda: not model.is_busy)
    picture(screen, out / "unlock-refused.png")
    screen.ui.recovery_button.click()
    picture(screen, out / "unlock-recovery.png")
    screen.close()


def _first_run(out: Path, size: Any, place: Path, doors: Any) -> None:
    from ontrack_desktop.ui.screens.first_run import FirstRunScreen
    from ontrack_desktop.viewmodels.first_run import SHEET, YOU, FirstRunModel, Setup
    from tests.gallery import picture

    setup = Setup(
        find_place=lambda then: doors.find_place(place, then),
        check_place=doors.check_place,
        create=lambda parent, name, passphrase, then, failed: doors.create(
            parent, name, passphrase, lambda _opened: then(doors.sheet(doors)), failed
        ),
        introduce=doors.introduce,
        open_vault=lambda _folder: None,
    )
    model = FirstRunModel(setup)
    screen = _shown(FirstRunScreen(model), size)
    model.find_place()
    _wait(lambda: model.place is not None)
    picture(screen, out / "first-run-1.png")
    new = screen.new_passphrase.ui
    for field in (new.passphrase.line, new.again.line):
        field.setText(PASSPHRASE)
        field.textEdited.emit(PASSPHRASE)
    picture(screen, out / "first-run-1-typed.png")
    model.create()
    _wait(lambda: model.step == SHEET)
    picture(screen, out / "first-run-2.png")
    model.step = YOU
    model.changed.emit()
    picture(screen, out / "first-run-3.png")
    screen.close()


def _fault(out: Path) -> None:
    from ontrack_desktop.ui.fault_dialog import FaultDialog, report_of
    from tests.gallery import picture

    try:
        int("a fault")
    except ValueError as error:
        dialog = FaultDialog(report_of(error))
    dialog.show()
    picture(dialog, out / "fault.png")
    dialog.close()


def _shown(screen: Any, size: Any) -> Any:
    screen.resize(size)
    screen.show()
    return screen


def _wait(done: Callable[[], bool]) -> None:
    from PySide6.QtWidgets import QApplication

    end = monotonic() + 20
    while not done():
        if monotonic() > end:
            raise TimeoutError("A screen of the gallery did not come to rest.")
        QApplication.processEvents()
