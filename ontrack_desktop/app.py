"""The window's composition root: hardened process, lock screen at once, everything else behind it.

Nothing that the store, the paper or the keyring need may be imported before the lock screen stands on the screen:
it is imported where it is first used, by then in a thread of its own.
"""

from __future__ import annotations

import builtins
import gc
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ontrack_desktop.system.hardening import harden

if TYPE_CHECKING:
    from ontrack_desktop.ui.program import Program

SCALE = "QT_SCALE_FACTOR"
LOCKED_DEMO = "--demo"


def main(argv: Sequence[str] | None = None, *, open_demo: Path | None = None) -> int:
    """Run the window until it is closed; gives the exit code. `open_demo` is a demo vault to be opened at once.

    Locking does not return: a fresh process takes the place of this one. Its `argv` is this module's own.
    """
    harden(os.environ)
    gc.disable()  # see ui/garbage.py; and nothing that is loaded until then is garbage
    arguments = list(sys.argv[1:] if argv is None else argv)
    locked_demo = Path(arguments[1]) if arguments[:1] == [LOCKED_DEMO] and len(arguments) > 1 else None

    from PySide6.QtWidgets import QApplication

    _import_plainly()

    from ontrack_desktop.system import settings
    from ontrack_desktop.system.paths import config_folder
    from ontrack_desktop.system.single_instance import instance_name, is_taken

    with_own_scale = _set_scale(settings.load(config_folder()).text_size)
    app = QApplication([*sys.argv[:1], "-style", "fusion"])
    if with_own_scale:
        del os.environ[SCALE]  # a later process asks the settings again
    app.setApplicationName("OnTrack")
    app.setQuitOnLastWindowClosed(False)
    name = instance_name()
    if is_taken(name) and _raise_other_window(name):
        return 0

    from ontrack_desktop.ui.garbage import Garbage
    from ontrack_desktop.ui.program import Program
    from ontrack_desktop.ui.theme import STARTING

    app.setProperty(STARTING, True)
    Garbage(app)
    program = Program(app, config_folder(), demo=open_demo or locked_demo, make_demo=_make_demo)
    program.frame.painted.connect(lambda: _listen(name, program))
    program.start(open_demo=open_demo is not None)
    code = app.exec()
    if program.begins_anew:
        _begin_anew(program.demo)
    return code


def save_picture_of_today(folder: Path, passphrase: str, target: Path) -> None:
    """Open a vault where there is no display, and paint its Today into a PNG file. Raises `OnTrackError`."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"

    from PySide6.QtWidgets import QApplication

    from ontrack_desktop.services import vaults
    from ontrack_desktop.ui import picture
    from ontrack_desktop.viewmodels.background import Inline
    from ontrack_desktop.viewmodels.desk import Desk

    app = QApplication(sys.argv[:1])
    opened = vaults.open_workspace(folder, passphrase, vaults.this_device(), _now)
    try:
        assert opened.worker is not None
        picture.save_picture_of_today(app, Desk(Inline(opened.workspace), _now, opened.worker), target)
    finally:
        opened.workspace.close()


def _import_plainly() -> None:
    """Take PySide6's look into imported modules away, which nobody wants here.

    For a switch (`from __feature__ import …`) that we do not use it reads the source of each module that is imported
    after it, and `linecache` keeps the text: 28 MB of it, and a good part of the time that importing takes.
    """
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


def _raise_other_window(name: str) -> bool:
    from ontrack_desktop.ui.single_window import raise_other_window

    return raise_other_window(name)


def _listen(name: str, program: Program) -> None:
    """Hear of later starts, until this one ends; end at once if another one began a moment before this one."""
    from ontrack_desktop.system.single_instance import is_taken
    from ontrack_desktop.ui.single_window import SingleWindow

    if is_taken(name) and _raise_other_window(name):
        program.leave("")
        return
    single = SingleWindow(name, program)
    single.raise_wanted.connect(program.frame.come_forward)
    program.app.aboutToQuit.connect(single.close)


def _now() -> datetime:
    return datetime.now(UTC)


def _set_scale(text_size: int) -> bool:
    """Qt reads its scale once, before there is an application. A scale that the person set outside stands."""
    if text_size == 100 or SCALE in os.environ:
        return False
    os.environ[SCALE] = str(text_size / 100)
    return True


def _make_demo() -> Path:
    """The demo's vault, where `ontrack-desktop demo` keeps it, built if it is not there yet."""
    import shutil

    from ontrack_desktop.demo import build
    from ontrack_desktop.demo.build import FOLDER, UNFINISHED
    from ontrack_desktop.services import vaults
    from ontrack_desktop.system.paths import documents_folder

    place = vaults.good_place(documents_folder()) / FOLDER
    folder = vaults.folder_for(place, build.NAME)
    if not folder.exists():
        unfinished = vaults.folder_for(place, UNFINISHED)
        shutil.rmtree(unfinished, ignore_errors=True)
        place.mkdir(parents=True, exist_ok=True)
        build.build(unfinished, today=build.today_here()).workspace.close()
        unfinished.rename(folder)
    return folder


def _begin_anew(demo: Path | None) -> None:
    """Put a fresh process, which knows nothing, in the place of this one."""
    # -P: the folder that the program was started from is not searched for modules
    module = [] if getattr(sys, "frozen", False) else ["-P", "-m", "ontrack_desktop.app"]
    command = [sys.executable, *module, *([LOCKED_DEMO, str(demo)] if demo is not None else [])]
    if sys.platform == "win32":
        import subprocess

        subprocess.Popen(command, close_fds=True)  # noqa: S603 - our own program
    else:
        os.execv(command[0], command)  # noqa: S606 - our own program


if __name__ == "__main__":
    sys.exit(main())
