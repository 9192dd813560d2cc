"""What gets installed: a wheel, an editable install, and a wheel made from the sdist, each from an unrelated folder.

The built wheels are unpacked and used with this environment's libraries, so that nothing is downloaded.
"""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOOK = (
    "import ontrack_desktop, pathlib, sys;"
    "from ontrack_desktop.system.assets import asset, tokens;"
    "from ontrack_desktop.ui.forms import note;"
    "assert asset('fonts', 'DejaVuSans.ttf').exists() and tokens()['light'];"
    "print(pathlib.Path(ontrack_desktop.__file__).resolve().parent)"
)


def build(kind: str, source: Path, target: Path) -> Path:
    """Build a wheel or sdist of `source` with this environment's tools; gives the file."""
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", f"--{kind}", "--outdir", str(target), str(source)],
        check=True, capture_output=True, cwd=target,
    )
    return next(target.glob("*.whl" if kind == "wheel" else "*.tar.gz"))


def look_from(folder: Path, on_path: Path | None) -> str:
    """Import the package in a fresh interpreter that stands in `folder`; gives where it found it."""
    environment = {**os.environ, "PYTHONPATH": str(on_path) if on_path else ""}
    found = subprocess.run(
        [sys.executable, "-c", LOOK], cwd=folder, env=environment, capture_output=True, encoding="utf-8"
    )
    assert found.returncode == 0, found.stderr
    return found.stdout.strip()


def unpacked(wheel: Path, target: Path) -> Path:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)
        names = archive.namelist()
    forms = {Path(name).stem for name in names if name.startswith("ontrack_desktop/ui/forms/")} - {"__init__"}
    assert forms == {path.stem for path in (ROOT / "forms").glob("*.ui")}
    assert any(name.startswith("ontrack_desktop/_resources/fonts/") for name in names)
    assert not any(name.startswith(("tests/", "forms/")) for name in names)
    return target


@pytest.mark.timeout(300)
def test_the_wheel_works_from_an_unrelated_folder(tmp_path: Path) -> None:
    place = unpacked(build("wheel", ROOT, tmp_path), tmp_path / "installed")
    assert look_from(tmp_path, place) == str(place / "ontrack_desktop")


@pytest.mark.timeout(300)
def test_a_wheel_made_from_the_sdist_works_too(tmp_path: Path) -> None:
    sdist = build("sdist", ROOT, tmp_path)
    source = tmp_path / "source"
    subprocess.run(["tar", "xzf", str(sdist), "--one-top-level=source"], cwd=tmp_path, check=True)
    made = tmp_path / "made"
    made.mkdir()
    place = unpacked(build("wheel", next(source.iterdir()), made), tmp_path / "installed")
    assert look_from(tmp_path, place) == str(place / "ontrack_desktop")


def test_the_editable_install_finds_its_resources(tmp_path: Path) -> None:
    assert look_from(tmp_path, None) == str(ROOT / "ontrack_desktop")
