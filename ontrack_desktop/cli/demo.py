"""The demo: an invented school is built, Rosie's pack is saved, and the window opens on it."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Final

from ontrack_desktop.demo import build
from ontrack_desktop.demo.build import FOLDER, UNFINISHED
from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.services import vaults
from ontrack_desktop.system.paths import documents_folder

from .terminal import bar

PICTURE: Final = "Today.png"


def show(folder: Path | None) -> int:
    """Build the demo in `folder` (if left out, one of its own among the documents), or take the one that is there."""
    place = folder.resolve() if folder else vaults.good_place(documents_folder()) / FOLDER
    vault = vaults.folder_for(place, build.NAME)
    if (place / "vault.json").exists():
        raise OnTrackError(f"{place} is a vault.", "Choose another folder for the demo: nothing was changed.")
    if vault.exists():
        print(f"The demo is there already. To build it anew, delete this folder:\n  {vault}")
    else:
        print(f"The meeting pack: {_build(place, vault)}")
    print(f"The vault:        {vault}\nIts passphrase:   {build.PASSPHRASE}", flush=True)

    from ontrack_desktop import app  # Qt loads when a window or a picture is wanted

    if has_display():
        return app.main([], open_demo=vault)
    picture = place / PICTURE
    app.save_picture_of_today(vault, build.PASSPHRASE, picture)
    print(f"There is no display here, so no window opens.\nToday as it looks: {picture}")
    return 0


def has_display() -> bool:
    """Whether a window could be seen."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _build(place: Path, vault: Path) -> Path:
    """Build beside its place, so that a demo that was not finished is never opened; gives Rosie's pack."""
    unfinished = vaults.folder_for(place, UNFINISHED)
    shutil.rmtree(unfinished, ignore_errors=True)
    try:
        place.mkdir(parents=True, exist_ok=True)
        with bar("Building the demo") as progress:
            made = build.build(unfinished, today=build.today_here(), progress=progress)
        pack = build.save_pack(made, place)
        made.workspace.close()
        unfinished.rename(vault)
    except BaseException as error:
        shutil.rmtree(unfinished, ignore_errors=True)
        if isinstance(error, OSError):
            raise OnTrackError(f"The demo was not built: {place} is full or cannot be written to.") from error
        raise
    return pack
