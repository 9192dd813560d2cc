"""A file or folder that takes no writes for a while, also from root."""

from __future__ import annotations

import contextlib
import hashlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest


@contextlib.contextmanager
def write_protected(path: Path) -> Iterator[None]:
    """Nobody writes in `path` or below it. Skips the test where root may not mount."""
    if os.geteuid():
        with _without_rights([path, *path.rglob("*")]):
            yield
        return
    if subprocess.run(["mount", "--bind", path, path], check=False, capture_output=True).returncode:
        pytest.skip("root here may not mount, and nothing is write-protected for root")
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", path], check=True)
        yield
    finally:
        subprocess.run(["umount", "-l", path], check=True)


@contextlib.contextmanager
def _without_rights(paths: list[Path]) -> Iterator[None]:
    modes = [(path, path.stat().st_mode) for path in paths]
    for path, mode in reversed(modes):
        path.chmod(mode & 0o555)
    try:
        yield
    finally:
        for path, mode in modes:
            path.chmod(mode)


def contents(folder: Path) -> dict[str, str]:
    """Every file below a folder and the hash of what is in it."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
