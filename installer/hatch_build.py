"""Compile the Designer forms into Python when the package is built or installed in place.

Run by hand after changing a form in a running checkout: `python installer/hatch_build.py`.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run by hand, outside a build
    BuildHookInterface = object  # type: ignore[assignment,misc,unused-ignore]

UNTYPED_SETUP = re.compile(r"def (setupUi|retranslateUi)\(self, (\w+)\):")
IMPORTED = re.compile(r"from (PySide6\.\w+) import \(([^)]*)\)")
TOP_CLASS = re.compile(r'<widget class="(\w+)"')


def uic() -> list[str]:
    """The user interface compiler of the PySide6 that this interpreter has."""
    beside = Path(sys.executable).with_name("pyside6-uic")
    found = str(beside) if beside.exists() else shutil.which("pyside6-uic")
    if found is None:
        raise RuntimeError("pyside6-uic was not found: install PySide6-Essentials first")
    return [found]


def without_unused_imports(source: str) -> str:
    """The compiler imports some twenty classes of Qt that no form needs; each costs time when it is first named."""
    body = IMPORTED.sub("", source)

    def used(found: re.Match[str]) -> str:
        names = [name for name in re.split(r"[,\s]+", found[2]) if name and re.search(rf"\b{name}\b", body)]
        return f"from {found[1]} import {', '.join(names)}" if names else ""

    return IMPORTED.sub(used, source)


def compile_form(form: Path, target: Path) -> None:
    """Write the typed Python of one `.ui` file; leaves an unchanged target alone."""
    source = form.read_text(encoding="utf-8")
    top = TOP_CLASS.search(source)
    if top is None:
        raise RuntimeError(f"{form.name} has no top widget")
    made = subprocess.run([*uic(), str(form)], check=True, capture_output=True, encoding="utf-8").stdout  # noqa: S603
    # The compiler writes no types; with them `mypy --strict` finds a mistyped widget name.
    typed = without_unused_imports(UNTYPED_SETUP.sub(rf"def \1(self, \2: {top.group(1)}) -> None:", made))
    if top.group(1) not in typed.split("class Ui_")[0]:
        typed = f"from PySide6.QtWidgets import {top.group(1)}\n{typed}"
    if not target.exists() or target.read_text(encoding="utf-8") != typed:
        target.write_text(typed, encoding="utf-8")


def compile_forms(root: Path) -> list[Path]:
    """Compile every form of the checkout at `root`; gives the files written or kept."""
    folder = root / "ontrack_desktop" / "ui" / "forms"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "__init__.py").write_text('"""Compiled from `forms/*.ui`; not in git."""\n', encoding="utf-8")
    forms = sorted((root / "forms").glob("*.ui"))
    targets = [folder / f"{form.stem}.py" for form in forms]
    for stale in set(folder.glob("*.py")) - {*targets, folder / "__init__.py"}:
        stale.unlink()
    for form, target in zip(forms, targets, strict=True):
        compile_form(form, target)
    return targets


class FormHook(BuildHookInterface):  # type: ignore[misc,valid-type,type-arg,unused-ignore]
    """Hatchling's door to `compile_forms`."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        # An sdist carries the forms themselves; only what gets installed needs them compiled.
        if self.target_name == "wheel":
            compile_forms(Path(self.root))


if __name__ == "__main__":
    compile_forms(Path(__file__).resolve().parent.parent)
