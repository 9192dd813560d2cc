"""The table of speeds: each thing that people wait for, against the same thing done raw, in one run."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ontrack_desktop.domain.errors import OnTrackError

from . import in_processes, in_store, on_paper
from .generate import generated
from .measure import Line

REPEATS = 200
FEW = 11  # of what takes long


def run(
    *, pupils: int, notes: int, folder: Path | None, progress: Callable[[int, int], None], repeats: int = REPEATS
) -> list[Line]:
    """Generate a store of this size, or take the one that is in `folder`, and measure every line."""
    with _place(folder) as place:
        made = generated(place, pupils=pupils, notes=notes, progress=progress)
        few = min(FEW, repeats)
        with _scratch(place) as scratch:
            # a copy: what is measured writes, and the generated store is kept
            vault = scratch / made.folder.name
            shutil.copytree(made.folder, vault)
            home = scratch / "home"
            home.mkdir()
            processes = list(in_processes.lines(vault, home, few))
            with in_store.opened(vault) as workspace:
                asked = in_processes.asked_for_today(workspace)
                store = list(in_store.lines(workspace, scratch, repeats))
                paper = on_paper.pack(workspace, few)
            return [processes[0], in_processes.unlocking(vault, asked, home, few), *store, paper, *processes[1:]]


@contextmanager
def _place(folder: Path | None) -> Iterator[Path]:
    """The folder in which generated stores are kept; without one, a folder that goes away again."""
    if folder is None:
        with tempfile.TemporaryDirectory() as name:
            yield Path(name)
    else:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OnTrackError(f"{folder} cannot be written to.", "Choose another folder.") from error
        yield folder.resolve()


@contextmanager
def _scratch(place: Path) -> Iterator[Path]:
    """A folder on the same disk that goes away again."""
    with tempfile.TemporaryDirectory(dir=place) as name:
        yield Path(name)
