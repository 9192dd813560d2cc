"""The table of speeds: each thing that people wait for, against the same thing done raw, in one run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ontrack_desktop.domain.errors import OnTrackError


def run(*, pupils: int, notes: int, folder: Path | None, progress: Callable[[int, int], None]) -> None:
    """Generate a store of this size and print the table."""
    raise OnTrackError("Nothing is measured yet.")
