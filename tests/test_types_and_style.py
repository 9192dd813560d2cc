"""Types and style are part of the tests: a mistyped widget name or an unused import fails here."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.timeout(300)
def test_mypy_strict_finds_nothing() -> None:
    subprocess.run([sys.executable, "installer/hatch_build.py"], cwd=ROOT, check=True)
    found = subprocess.run([sys.executable, "-m", "mypy"], cwd=ROOT, capture_output=True, encoding="utf-8")
    assert found.returncode == 0, found.stdout[-4000:] + found.stderr[-2000:]


def test_ruff_finds_nothing() -> None:
    ruff = [sys.executable, "-m", "ruff", "check", "."]
    found = subprocess.run(ruff, cwd=ROOT, capture_output=True, encoding="utf-8")
    assert found.returncode == 0, found.stdout[-4000:]


def test_every_module_says_in_a_sentence_what_it_is_for() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for folder in ("ontrack_desktop", "installer", "tests")
        for path in (ROOT / folder).rglob("*.py")
        if "ui/forms" not in path.as_posix() and path.stat().st_size
        and not path.read_text(encoding="utf-8").lstrip().startswith('"""')
    ]
    assert not silent, f"no docstring: {silent}"
